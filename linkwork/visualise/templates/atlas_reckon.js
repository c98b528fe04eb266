"use strict";
// The forms of routes and of what if: what is asked, and what was found, put on the page as text, lists and tables.
(() => {
  const given = document.getElementById("reckon-data");
  if (!given) return;
  const { reckon } = globalThis.Linkwork;
  const data = JSON.parse(given.textContent);
  const el = (id) => document.getElementById(`reckon-${id}`);
  const SHOWN = 15; // rows of one list that are shown unless more is asked for

  // Marks that turn the direction of everything after them would spoil a sentence, and are left out.
  const plain = (text) => `${text}`.replace(/[\u202a-\u202e\u2066-\u2069]|\p{Cc}/gu, " ");
  const make = (tag, facts = {}, children = []) => {
    const { text, ...rest } = facts;
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = plain(text);
    Object.entries(rest).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };
  const paragraphs = (words, quiet = true) => words.map((text) => make("p", quiet ? { text, class: "quiet" } : { text }));

  // What there is to choose from, in order of name; the id is added where several have one name.
  const collator = new Intl.Collator("en-GB");
  const options = (side, numbers) => {
    const often = new Map();
    side.names.forEach((name) => often.set(name, (often.get(name) ?? 0) + 1));
    return numbers
      .map((n) => {
        const [id, name] = [side.ids[n], side.names[n]];
        return [id, often.get(name) > 1 && name !== id ? `${name} (${id})` : name];
      })
      .sort((one, other) => collator.compare(one[1], other[1]))
      .map(([value, text]) => make("option", { value, text }));
  };
  const all = (side) => side.ids.map((_, n) => n);
  const choose = () => make("option", { value: "", text: "choose" });
  const grouped = (label, some) => (some.length ? [make("optgroup", { label }, some)] : []);

  const fill = () => {
    const doors = new Set(data.doors);
    const others = all(data.senders).filter((n) => !doors.has(n));
    el("door").append(
      choose(),
      ...grouped("Doors", options(data.senders, data.doors)),
      ...grouped("Services", options(data.services, all(data.services))),
      ...grouped("Other bodies and roles", options(data.senders, others)),
    );
    el("need").append(choose(), ...options(data.needs, all(data.needs)));
    el("group").append(...options(data.groups, all(data.groups)));
    el("area").append(...options(data.areas, all(data.areas)));
    el("service").append(choose(), ...options(data.services, all(data.services)));
  };

  // What takes long is said before it is begun, once the page has had time to show it.
  const workedOut = (said, work) => {
    said.textContent = "Working it out…";
    setTimeout(() => {
      try {
        work();
      } catch (error) {
        said.textContent = "This could not be worked out; nothing was changed.";
        throw error;
      }
    });
  };

  const steps = (some) =>
    make("ol", {}, some.map((step) => {
      const fails = step.fails ? [make("span", { text: step.fails, class: "fails" })] : [];
      return make("li", { text: step.said }, fails);
    }));

  const table = (label, columns, rows, numbers = []) => {
    const head = make("tr", {}, columns.map((text) => make("th", { scope: "col", text })));
    const cell = (row, name) =>
      make("td", numbers.includes(name) ? { class: "number", text: row[name] } : { text: row[name] });
    const body = rows.map((row) => make("tr", {}, columns.map((name) => cell(row, name))));
    const made = make("table", {}, [make("thead", {}, [head]), make("tbody", {}, body)]);
    return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, [made]);
  };

  // A list or table, cut where it is long, with a button that shows the rest.
  const cut = (rows, shown) => {
    const whole = make("div", {}, [shown(rows.slice(0, SHOWN))]);
    if (rows.length <= SHOWN) return whole;
    const text = `Show all ${rows.length.toLocaleString("en-GB")}`;
    const button = make("button", { type: "button", text });
    button.addEventListener("click", () => {
      const every = shown(rows);
      every.setAttribute("tabindex", every.getAttribute("tabindex") ?? "-1");
      whole.replaceChildren(every);
      every.focus();
    });
    whole.append(make("p", { class: "quiet", text: `Showing ${SHOWN} of ${rows.length.toLocaleString("en-GB")}.` }), button);
    return whole;
  };
  const list = (lines) => make("ul", {}, lines.map((text) => make("li", { text })));

  const minding = (words) => {
    const assumed = paragraphs(words.assumed.map((text) => `Assumed: ${text}`));
    const mind = paragraphs(words.mind.map((text) => `Mind: ${text}`));
    return [...mind, make("details", {}, [make("summary", { text: "What was assumed" }), ...assumed])];
  };

  const showRoutes = () => {
    const names = { door: "door", need: "need", audience: "group", area: "area" };
    const asked = Object.fromEntries(Object.entries(names).map(([name, id]) => [name, el(id).value]));
    const words = reckon.words.route(data, asked, reckon.routes(data, asked));
    el("route-said").textContent = plain([words.lead, ...words.why.slice(0, 1)].join(" "));
    const routes = words.routes.flatMap((route) => [
      make("h4", { text: route.said }),
      steps(route.steps),
      ...(route.unknown ? paragraphs([route.unknown]) : []),
    ]);
    const nearest = words.nearest.flatMap((some) => [make("h4", { text: "The nearest to a route" }), steps(some)]);
    const why = paragraphs(words.why.slice(1), false);
    el("route-found").replaceChildren(...routes, ...why, ...nearest, ...minding(words));
  };

  const closed = new Map(); // services supposed to be closed: names by id, in the order in which they were chosen

  const showClosed = () => {
    const rows = [...closed].map(([id, name]) => {
      const button = make("button", { type: "button", class: "small", text: "Open again", "aria-label": `Suppose ${plain(name)} open again` });
      button.addEventListener("click", () => {
        closed.delete(id);
        suppose();
        (closed.size ? el("closed-head") : el("service")).focus();
      });
      return make("li", { text: `${name} ` }, [button]);
    });
    el("closed").hidden = !rows.length;
    el("closed").querySelector("ul").replaceChildren(...rows);
    el("reopen").hidden = rows.length < 2;
  };

  const showWhatIf = () => {
    const found = reckon.whatIf(data, { close: [...closed.keys()] });
    const words = reckon.words.whatIf(data, found);
    el("close-said").textContent = plain(`${words.question} ${words.short}`);
    const shares = ["before", "after", "difference"];
    const measures = words.measures.length
      ? [table("Before and after", ["what", ...shares], words.measures, shares)]
      : [];
    const gaps = words.gaps.flatMap((one) => [
      make("h4", { text: one.heading }),
      cut(one.rows, (rows) => table(one.heading, one.columns, rows, ["people"])),
    ]);
    const routes = words.routes.flatMap((one) => [make("h4", { text: one.heading }), cut(one.lines, list)]);
    const others = words.others.length ? [make("h4", { text: "Who else is there" }), cut(words.others, list)] : [];
    el("close-found").replaceChildren(...measures, ...gaps, ...routes, ...others, ...minding(words));
  };

  const suppose = () => {
    showClosed();
    el("close-found").replaceChildren();
    if (closed.size) workedOut(el("close-said"), showWhatIf);
    else el("close-said").textContent = "Nothing is supposed to be closed.";
  };

  fill();
  el("route").addEventListener("submit", (event) => {
    event.preventDefault();
    el("route-found").replaceChildren();
    workedOut(el("route-said"), showRoutes);
  });
  el("close").addEventListener("submit", (event) => {
    event.preventDefault();
    const { number } = reckon.place(data).services;
    const id = el("service").value;
    closed.set(id, data.services.names[number.get(id)]);
    suppose();
  });
  el("reopen").addEventListener("click", () => {
    closed.clear();
    suppose();
    el("service").focus();
  });
})();
