"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const el = (id) => document.getElementById(id);
  const names = data.nodes.map((node) => node.label);
  const folded = names.map((name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
  const around = data.nodes.map(() => []);
  data.edges.forEach((edge) => {
    around[edge.from].push({ other: edge.to, reads: edge.reads, out: true, facts: edge.facts });
    around[edge.to].push({ other: edge.from, reads: edge.reads, out: false, facts: edge.facts });
  });
  const rank = [];
  data.busiest.forEach((number, place) => { rank[number] = place; });
  const hiddenKinds = new Set();
  let current = null; // where the keyboard stands
  let chosen = null; // whose card is open
  let hovered = null;
  let near = new Set();
  let network = null;

  // Marks: the same paths as in the legend and in the printed picture.
  const paths = Object.fromEntries(Object.entries(data.marks).map(([kind, mark]) => [kind, new Path2D(mark.path)]));
  const LEAST = 3; // a mark is never smaller than this on the screen, however far off one stands
  const reach = (node) => Math.max(node.size, LEAST / network.getScale());
  const drawMark = (node) => ({ ctx, x, y }) => ({
    drawNode() {
      const size = reach(node);
      ctx.save();
      ctx.translate(x, y);
      ctx.globalAlpha = chosen === null || near.has(node.id) ? 1 : 0.3;
      if (node.id === chosen || node.id === current) {
        ctx.beginPath();
        ctx.arc(0, 0, size * 1.35, 0, 2 * Math.PI);
        ctx.lineWidth = size * 0.25;
        ctx.strokeStyle = "#0b57d0";
        ctx.stroke();
      }
      ctx.scale(size, size);
      ctx.fillStyle = data.marks[node.kind].fill;
      ctx.strokeStyle = data.ink;
      ctx.lineWidth = Math.min(1.3 / node.size, 0.16);
      ctx.lineJoin = "round";
      ctx.fill(paths[node.kind]);
      ctx.stroke(paths[node.kind]);
      ctx.restore();
    },
    nodeDimensions: { width: 2 * reach(node), height: 2 * reach(node) },
  });

  const byNumber = data.nodes.map(({ label, facts, color, ...node }) => ({ ...node, ctxRenderer: drawMark(node) }));
  const isShown = (number) => !hiddenKinds.has(data.nodes[number].kind);
  const nodes = new vis.DataView(new vis.DataSet(byNumber), { filter: (node) => isShown(node.id) });
  const edges = new vis.DataView(
    new vis.DataSet(data.edges.map(({ reads, facts, ...edge }, number) => ({ ...edge, id: `e${number}` }))),
    { filter: (edge) => isShown(edge.from) && isShown(edge.to) });
  network = new vis.Network(el("map"), { nodes, edges }, data.options);

  // Names: drawn at one size whatever the zoom, the best connected first, wherever nothing is covered.
  const SIZE = 13;
  const MOST = 200; // only so many are asked whether there is room: a name at the rim of a crowd would look important
  const FIRST = 12; // these may cover lesser marks where there is no other room
  const widths = new Map();
  const shorter = (name) => (name.length > 42 ? `${name.slice(0, 41).trimEnd()}…` : name);
  const measured = (ctx, text) => {
    if (!widths.has(text)) {
      ctx.font = `${SIZE}px ${data.font}`;
      widths.set(text, ctx.measureText(text).width);
    }
    return widths.get(text);
  };
  class Ground {
    constructor() { this.taken = new Map(); }
    keys([left, top, right, bottom]) {
      const keys = [];
      for (let i = Math.floor(left / 64); i <= Math.floor(right / 64); i += 1) {
        for (let j = Math.floor(top / 64); j <= Math.floor(bottom / 64); j += 1) keys.push(`${i}:${j}`);
      }
      return keys;
    }
    take(box) {
      this.keys(box).forEach((key) => { if (this.taken.has(key)) this.taken.get(key).push(box); else this.taken.set(key, [box]); });
    }
    free(box) {
      return this.keys(box).every((key) => (this.taken.get(key) || []).every(
        (other) => box[0] >= other[2] || other[0] >= box[2] || box[1] >= other[3] || other[1] >= box[3]));
    }
  }
  const order = () => {
    const first = [hovered, chosen, current].filter((number) => number !== null);
    const next = chosen === null ? [] : [...near].sort((a, b) => rank[a] - rank[b]);
    return [...new Set([...first, ...next, ...data.busiest])];
  };
  const drawNames = (ctx) => {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    const frame = el("map").getBoundingClientRect();
    const onScreen = (number) => {
      const { x, y, size } = data.nodes[number];
      return { x: (x - middle.x) * scale + frame.width / 2, y: (y - middle.y) * scale + frame.height / 2, r: Math.max(size * scale, LEAST) };
    };
    const inView = order().filter(isShown).map((number) => ({ number, ...onScreen(number) }))
      .filter(({ x, y }) => x > -20 && y > -20 && x < frame.width + 20 && y < frame.height + 20);
    const named = new Ground();
    const marks = new Ground();
    const chief = new Ground();
    inView.forEach(({ x, y, r }, place) => {
      marks.take([x - r, y - r, x + r, y + r]);
      if (place < FIRST) chief.take([x - r, y - r, x + r, y + r]);
    });
    const wanted = new Set([hovered, chosen, current]);
    const inside = ([left, top, right, bottom]) => left > 0 && top > 0 && right < frame.width && bottom < frame.height;
    ctx.save();
    inView.slice(0, MOST).forEach(({ number, x, y, r }, place) => {
      const text = wanted.has(number) ? names[number] : shorter(names[number]);
      const w = measured(ctx, text);
      const corners = [[x - w / 2, y + r + 2], [x + r + 4, y - SIZE / 2], [x - r - 4 - w, y - SIZE / 2], [x - w / 2, y - r - SIZE - 3]];
      const boxes = corners.map(([a, b]) => [a - 2, b - 1, a + w + 2, b + SIZE + 2]).filter(inside);
      const box = boxes.find((one) => named.free(one) && marks.free(one))
        || (place < FIRST && boxes.find((one) => named.free(one) && chief.free(one)))
        || (wanted.has(number) && boxes[0]);
      if (!box) return;
      named.take(box);
      const at = [(box[0] + 2 - frame.width / 2) / scale + middle.x, (box[1] + 1 - frame.height / 2) / scale + middle.y];
      drawName(ctx, text, number, at, scale);
    });
    ctx.restore();
  };
  const drawName = (ctx, text, number, [x, y], scale) => {
    ctx.font = `${number === chosen || number === current ? "bold " : ""}${SIZE / scale}px ${data.font}`;
    ctx.globalAlpha = chosen === null || near.has(number) || number === hovered || number === current ? 1 : 0.45;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5 / scale;
    ctx.strokeStyle = "#ffffff";
    ctx.strokeText(text, x, y);
    ctx.fillStyle = data.ink;
    ctx.fillText(text, x, y);
  };
  network.on("afterDrawing", (ctx) => {
    drawNames(ctx);
    document.documentElement.dataset.drawn = "yes";
  });

  // The card.
  const make = (tag, text = "", within = null) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (within) within.append(made);
    return made;
  };
  const isolated = (text, within) => make("bdi", text, within);
  const inWords = (facts) => facts.map(([what, value]) => `${what}: ${value}`).join("; ");
  const goButton = (number, within) => {
    const button = make("button", "", within);
    button.type = "button";
    button.dataset.node = number;
    isolated(names[number], button);
    return button;
  };
  const fillCard = (number) => {
    const node = data.nodes[number];
    el("card-name").replaceChildren();
    isolated(names[number], el("card-name"));
    const body = el("card-body");
    body.replaceChildren();
    const list = make("dl", "", body);
    [["kind", data.words[node.kind]], ["links", node.degree.toLocaleString("en-GB")], ...node.facts].forEach(([what, value]) => {
      make("dt", what, list);
      isolated(value, make("dd", "", list));
    });
    const groups = new Map();
    around[number].forEach((link) => {
      const words = link.out ? `This ${link.reads}` : `${link.reads[0].toUpperCase()}${link.reads.slice(1)} this`;
      groups.set(words, [...(groups.get(words) || []), link]);
    });
    groups.forEach((links, words) => {
      make("h3", `${words}${links.length > 1 ? ` (${links.length.toLocaleString("en-GB")})` : ""}:`, body);
      const items = make("ul", "", body);
      links.forEach((link) => {
        const item = make("li", "", items);
        goButton(link.other, item);
        if (link.facts.length) make("span", ` ${inWords(link.facts)}`, item).className = "quiet";
      });
    });
    if (!around[number].length) make("p", "Nothing is linked to this.", body);
  };
  const choose = (number, { move = false, focus = false } = {}) => {
    if (!isShown(number)) showKind(data.nodes[number].kind);
    chosen = number;
    current = number;
    near = new Set([number, ...around[number].map((link) => link.other)]);
    fillCard(number);
    el("card").hidden = false;
    el("card").scrollTop = 0;
    network.selectNodes([number], true);
    if (move) goTo(number, Math.max(network.getScale(), 0.9));
    if (focus) el("card-name").focus();
    network.redraw();
  };
  const closeCard = () => {
    chosen = null;
    near = new Set();
    el("card").hidden = true;
    network.unselectAll();
    network.redraw();
  };
  const goTo = (number, scale) => {
    const { x, y } = data.nodes[number];
    const aside = el("card").hidden ? 0 : -el("card").offsetWidth / 2;
    network.moveTo({ position: { x, y }, scale, offset: { x: aside, y: 0 }, animation: false });
  };
  const say = (number) => {
    el("said").textContent = `${names[number]}, ${data.words[data.nodes[number].kind]}, links: ${data.nodes[number].degree}`;
  };

  // By mouse.
  network.on("click", ({ nodes: [number] }) => { if (number === undefined) closeCard(); else choose(number); });
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-node]");
    if (!button) return;
    const number = Number(button.dataset.node);
    if (button.closest("#tables")) el("map").scrollIntoView({ block: "nearest" });
    choose(number, { move: true, focus: true });
  });
  el("close-card").addEventListener("click", () => { closeCard(); el("map").focus(); });
  const zoom = (by) => network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * by)) });
  const whole = () => network.fit({ animation: false });
  el("closer").addEventListener("click", () => zoom(1.4));
  el("further").addEventListener("click", () => zoom(1 / 1.4));
  el("whole").addEventListener("click", whole);

  // By keyboard: the nearest mark in the direction of the arrow.
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const beyond = (from, [dx, dy]) => {
    let best = null;
    data.nodes.forEach(({ x, y }, number) => {
      const along = (x - from.x) * dx + (y - from.y) * dy;
      const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
      if (number === current || !isShown(number) || along <= 0 || aside > 2 * along) return;
      const far = along + 2 * aside;
      if (best === null || far < best.far) best = { number, far };
    });
    return best && best.number;
  };
  const step = (direction) => {
    const first = data.busiest.find(isShown);
    if (first === undefined) return;
    const next = current === null || !isShown(current) ? first : beyond(data.nodes[current], direction);
    if (next === null) return;
    current = next;
    say(next);
    const frame = el("map").getBoundingClientRect();
    const at = network.canvasToDOM(data.nodes[next]);
    if (at.x < 40 || at.y < 40 || at.x > frame.width - 40 || at.y > frame.height - 40) goTo(next, network.getScale());
    network.redraw();
  };
  el("map").addEventListener("keydown", (event) => {
    const keys = { "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: whole, Escape: closeCard };
    const act = event.key in directions ? () => step(directions[event.key])
      : event.key === "Enter" ? () => { if (current !== null && isShown(current)) choose(current, { focus: true }); } : keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  el("card").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeCard(); el("map").focus(); }
  });

  // Search.
  const matches = () => {
    const sought = el("find").value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
    return sought ? data.busiest.filter((number) => folded[number].includes(sought)) : [];
  };
  const list = () => {
    const found = matches();
    el("found").replaceChildren();
    found.slice(0, 8).forEach((number) => goButton(number, make("li", "", el("found"))));
    const more = found.length > 8 ? ", the first 8 are listed" : "";
    el("found-count").textContent = el("find").value.trim() ? `${found.length.toLocaleString("en-GB")} found${more}` : "";
  };
  el("find").addEventListener("input", list);
  el("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = matches();
    if (first !== undefined) choose(first, { move: true, focus: true });
  });

  // Kinds shown and hidden.
  const boxes = [...el("kinds").querySelectorAll("input")];
  const refresh = () => {
    nodes.refresh();
    edges.refresh();
    if (chosen !== null && !isShown(chosen)) closeCard();
    const number = data.nodes.filter((node) => isShown(node.id)).length;
    el("shown-count").textContent = hiddenKinds.size ? `Showing ${number.toLocaleString("en-GB")} of ${data.nodes.length.toLocaleString("en-GB")}` : "";
  };
  const showKind = (kind) => {
    hiddenKinds.delete(kind);
    boxes.filter((box) => box.value === kind).forEach((box) => { box.checked = true; });
    refresh();
  };
  boxes.forEach((box) => {
    box.checked = true; // a browser may remember ticks from the last visit
    box.addEventListener("change", () => {
      if (box.checked) hiddenKinds.delete(box.value); else hiddenKinds.add(box.value);
      refresh();
    });
  });

  // The canvas is a focus stop of its own in vis-network; the frame round it is the one that listens.
  el("map").querySelectorAll("[tabindex]").forEach((inner) => { inner.tabIndex = -1; });
  el("map").addEventListener("focusin", (event) => { if (event.target !== el("map")) el("map").focus(); });
  whole();
})();
