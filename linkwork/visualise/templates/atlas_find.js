"use strict";
// Looking for a name, narrowing what is shown, and the tables of what is shown.
(() => {
  const { map, make, number: counted } = Atlas;
  const { nodes, links, busiest, around, hidden, narrowed, isShown, linkShown, words } = map;
  const { goTo, inWords } = Atlas.card;
  const el = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const folded = nodes.map(({ name }) => plain(name));

  // Search.
  const LISTED = 8;
  const matches = () => {
    const sought = plain(el("find").value);
    return sought ? busiest.filter((number) => folded[number].includes(sought)) : [];
  };
  const list = () => {
    const found = matches();
    el("found").replaceChildren();
    found.slice(0, LISTED).forEach((number) => {
      const item = make("li", "", el("found"));
      goTo(number, item);
      make("span", ` ${words(nodes[number].kind).toLowerCase()}`, item).className = "quiet";
    });
    const more = found.length > LISTED ? `, the first ${LISTED} are listed` : "";
    el("found-count").textContent = el("find").value.trim() ? `${counted(found.length)} found${more}` : "";
  };
  el("find").value = "";
  el("find").addEventListener("input", list);
  el("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = matches();
    if (first !== undefined) Atlas.go(`thing-${nodes[first].id}`);
  });

  // What is shown.
  const boxes = [...el("kinds").querySelectorAll("input")];
  const selects = [...el("narrow").querySelectorAll("select")];
  const recount = () => {
    const number = map.recount();
    el("shown-count").textContent = number < nodes.length
      ? `Showing ${counted(number)} of ${counted(nodes.length)}.` : `Showing all ${counted(nodes.length)}.`;
    return number;
  };
  const read = () => {
    boxes.forEach((box) => { if (box.checked) hidden.delete(box.value); else hidden.add(box.value); });
    selects.forEach((select) => { narrowed[select.dataset.filter] = select.value; });
    recount();
  };
  const refresh = (again) => {
    read();
    map.refresh({ again });
    if (map.chosen() !== null && !isShown(map.chosen())) Atlas.go("map");
    tables.forEach((table) => table.begin());
  };
  boxes.forEach((box) => box.addEventListener("change", () => refresh(false)));
  selects.forEach((select) => select.addEventListener("change", () => refresh(true)));
  el("narrow").addEventListener("submit", (event) => event.preventDefault());
  el("narrow").addEventListener("reset", (event) => {
    event.preventDefault();
    boxes.forEach((box) => { box.checked = true; });
    selects.forEach((select) => { select.value = ""; });
    refresh(true);
  });
  // Something was asked for by name that is not shown: what hides it goes.
  const reveal = (number) => {
    if (isShown(number)) return;
    boxes.filter((box) => box.value === nodes[number].kind).forEach((box) => { box.checked = true; });
    read();
    if (!isShown(number)) selects.forEach((select) => { select.value = ""; });
    refresh(false);
  };

  // Tables of what is shown, some rows at a time.
  const STEP = 100;
  const listing = (id, rows, fill) => {
    const box = el(id);
    const body = box.querySelector("tbody");
    const more = box.querySelector(".more");
    let every = [];
    let given = 0;
    const add = () => {
      every.slice(given, given + STEP).forEach((one) => fill(one, make("tr", "", body)));
      given = Math.min(every.length, given + STEP);
      box.querySelector(".count").textContent = `Showing ${counted(given)} of ${counted(every.length)}.`;
      more.hidden = given === every.length;
    };
    const begin = () => {
      if (!box.open) return;
      body.replaceChildren();
      every = rows();
      given = 0;
      add();
    };
    more.addEventListener("click", () => {
      const next = given;
      add();
      const row = body.rows[next];
      if (row) { row.tabIndex = -1; row.focus(); }
    });
    box.addEventListener("toggle", begin);
    return { begin };
  };
  const cell = (row, text) => make("bdi", text, make("td", "", row));
  const nodeRow = (number, row) => {
    const head = make("th", "", row);
    head.scope = "row";
    goTo(number, head);
    cell(row, words(nodes[number].kind));
    cell(row, counted(around[number].length));
    cell(row, inWords(nodes[number].facts));
  };
  const linkRow = (link, row) => {
    goTo(link.from, make("td", "", row));
    cell(row, link.reads);
    goTo(link.to, make("td", "", row));
    cell(row, inWords(link.facts));
  };
  const tables = [
    listing("node-listing", () => busiest.filter(isShown), nodeRow),
    listing("link-listing", () => links.filter(linkShown), linkRow),
  ];
  if (window.matchMedia("(max-width: 50rem)").matches) el("kinds").open = false;
  // A browser may remember what was chosen at the last visit: the page begins as it was made.
  boxes.forEach((box) => { box.checked = box.defaultChecked; });
  selects.forEach((select) => { select.value = ""; });
  read();
  map.reveal = reveal;
  // The map is drawn before the rest of the page is read, if it is what is asked for.
  if (/^$|^#map$|^#thing-/.test(window.location.hash)) {
    el("map").classList.add("on");
    map.show();
  }
})();
