"use strict";
// Which part of the page is shown: what its address ends in, so that links, bookmarks and Back do what they do.
(() => {
  const el = (id) => document.getElementById(id);
  const parts = [...document.querySelectorAll(".part")];
  const place = document.title;
  const map = Atlas.map || null;

  Atlas.go = (name) => {
    const wanted = `#${name.startsWith("thing-") ? `thing-${encodeURIComponent(name.slice(6))}` : name}`;
    if (window.location.hash === wanted || (wanted === "#map" && !window.location.hash)) show(true);
    else window.location.hash = wanted;
  };
  const named = () => {
    try {
      return decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return ""; // a broken address shows the map
    }
  };
  const thing = (name) => (map && name.startsWith("thing-") ? map.byId.get(name.slice(6)) : undefined);
  const partOf = (name) => {
    const found = name && !name.startsWith("thing-") ? el(name) : null;
    return (found && found.closest(".part")) || el("map");
  };
  const titleOf = (part) => part.querySelector("h2").textContent;
  const mark = (part) => {
    document.querySelectorAll("nav a").forEach((link) => {
      const own = link.hash === `#${part.dataset.within || part.id}`;
      if (own) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
  };
  const showThing = (number, focus) => {
    map.reveal(number);
    Atlas.card.open(number);
    map.choose(number, { move: true });
    document.title = `${map.nodes[number].name} · ${place}`;
    if (!focus) return;
    el("card-name").focus();
    el("card").scrollIntoView({ block: "nearest" });
  };
  const show = (focus) => {
    const name = named();
    if (name === "main") return;
    const part = partOf(name);
    const before = parts.find((one) => one.classList.contains("on"));
    parts.forEach((one) => one.classList.toggle("on", one === part));
    mark(part);
    withButtons(part);
    document.title = part.id === "map" ? place : `${titleOf(part)} · ${place}`;
    if (part.id === "map" && map && map.show) {
      map.show();
      const number = thing(name);
      if (number !== undefined) {
        showThing(number, focus);
        return;
      }
      const open = map.chosen() !== null;
      Atlas.card.close();
      if (open) map.unchoose();
      if (open && before === part) return; // the card was closed: the map stays as it stands
    }
    if (!focus) return;
    window.scrollTo(0, 0);
    const heading = el(name) && el(name).matches("h3") ? el(name) : part.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: heading.matches("h2") });
  };
  window.addEventListener("hashchange", () => show(true));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    el("main").focus();
  });

  // The rows of the files that a row of a table rests on, in a row of their own below it. The buttons are made when a
  // table is first shown: thousands of them would be most of the file.
  const withButtons = (part) => {
    part.querySelectorAll("table[data-of]:not([data-ready])").forEach((table) => {
      const known = Atlas.evidence().rows[table.dataset.of] || [];
      [...table.tBodies[0].rows].forEach((row, number) => {
        const cell = row.lastElementChild;
        const entries = known[number] || [];
        if (!entries.length) {
          cell.textContent = "none known";
          return;
        }
        const button = Atlas.make("button", "Evidence", cell);
        button.type = "button";
        button.className = "why";
        button.setAttribute("aria-expanded", "false");
        Atlas.make("span", ` of row ${number + 1}`, button).className = "unseen";
        button.addEventListener("click", () => toggle(button, row, entries));
      });
      table.dataset.ready = "yes";
    });
  };
  const toggle = (button, row, entries) => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      row.nextElementSibling.remove();
      return;
    }
    const below = document.createElement("tr");
    below.className = "proof";
    const cell = Atlas.make("td", "", below);
    cell.colSpan = row.cells.length;
    cell.append(Atlas.evidenceList(entries));
    row.after(below);
  };
  show(Boolean(window.location.hash));
  // A browser goes to the named part by itself once all is read; the note at the top is to be seen first.
  window.addEventListener("load", () => setTimeout(() => {
    if (thing(named()) === undefined && window.location.hash) window.scrollTo(0, 0);
  }, 50));
  document.documentElement.dataset.ready = "yes";
})();
