"use strict";
// The map: vis-network holds the canvas, and what is seen of it as one drags, pinches, turns the wheel or resizes. Lines,
// marks and names are drawn on it here: thousands of its own nodes and edges would take longer to make than to draw.
(() => {
  const { nodes, around, busiest, given, isShown, words } = Atlas.map;
  const el = (id) => document.getElementById(id);
  const at = { current: null, chosen: null, hovered: null }; // where the keyboard stands, whose card is open
  let near = new Set();
  let network = null;

  // Marks: the same paths as in the legend and in the printed picture.
  const paths = Object.fromEntries(Object.entries(given.looks.marks).map(([kind, mark]) => [kind, new Path2D(mark.path)]));
  const reach = (node) => Math.max(node.r, Atlas.LEAST / network.getScale());
  const drawMark = (ctx, node) => {
    const size = reach(node);
    ctx.save();
    ctx.translate(node.x, node.y);
    ctx.globalAlpha = at.chosen === null || near.has(node.number) ? 1 : 0.3;
    if (node.number === at.chosen || node.number === at.current) {
      ctx.beginPath();
      ctx.arc(0, 0, size * 1.35, 0, 2 * Math.PI);
      ctx.lineWidth = size * 0.25;
      ctx.strokeStyle = "#0b57d0";
      ctx.stroke();
    }
    ctx.scale(size, size);
    ctx.fillStyle = given.looks.marks[node.kind].fill;
    ctx.strokeStyle = given.ink;
    ctx.lineWidth = Math.min(1.3 / node.r, 0.16);
    ctx.lineJoin = "round";
    ctx.fill(paths[node.kind]);
    ctx.stroke(paths[node.kind]);
    ctx.restore();
  };
  const options = {
    autoResize: true,
    physics: { enabled: false },
    interaction: { keyboard: { enabled: false } },
  };
  const camera = () => {
    const { width: wide, height: high } = el("canvas").getBoundingClientRect();
    return { scale: network.getScale(), middle: network.getViewPosition(), wide, high };
  };
  const frame = ({ scale, middle, wide, high }) => [
    middle.x - wide / 2 / scale, middle.y - high / 2 / scale, middle.x + wide / 2 / scale, middle.y + high / 2 / scale];
  // The shown mark at a point of the plane, if there is one there or within a finger's breadth of it.
  const markAt = ({ x, y }) => {
    const least = 8 / network.getScale();
    let best = null;
    nodes.forEach((node) => {
      const far = Math.hypot(node.x - x, node.y - y);
      if (isShown(node.number) && far <= Math.max(reach(node), least) && (!best || far < best.far)) best = { node, far };
    });
    return best && best.node;
  };
  const start = () => {
    network = new vis.Network(el("canvas"), { nodes: [], edges: [] }, options);
    whole();
    network.on("beforeDrawing", (ctx) => {
      const seen = camera();
      const [left, top, right, bottom] = frame(seen);
      Atlas.drawLines(ctx, { scale: seen.scale, frame: [left, top, right, bottom], chosen: at.chosen });
      nodes.filter(({ number, x, y, r }) => isShown(number) && x + r > left && x - r < right && y + r > top && y - r < bottom)
        .forEach((node) => drawMark(ctx, node));
    });
    network.on("afterDrawing", (ctx) => {
      Atlas.drawNames(ctx, camera(), at);
      document.documentElement.dataset.drawn = "yes";
    });
    network.on("click", ({ pointer }) => {
      const found = markAt(pointer.canvas);
      if (found) Atlas.go(`thing-${found.id}`); else close();
    });
    const hover = (found) => {
      const number = found ? found.number : null;
      el("canvas").style.cursor = found ? "pointer" : "";
      if (number === at.hovered) return;
      at.hovered = number;
      network.redraw();
    };
    el("canvas").addEventListener("mousemove", (event) => {
      const { left, top } = el("canvas").getBoundingClientRect();
      hover(markAt(network.DOMtoCanvas({ x: event.clientX - left, y: event.clientY - top })));
    });
    el("canvas").addEventListener("mouseleave", () => hover(null));
    // The canvas is a focus stop of its own in vis-network; the frame round it is the one that listens.
    el("canvas").querySelectorAll("[tabindex]").forEach((inner) => { inner.tabIndex = -1; });
    el("canvas").addEventListener("focusin", (event) => { if (event.target !== el("canvas")) el("canvas").focus(); });
  };
  const close = () => { if (at.chosen !== null) Atlas.go("map"); };
  const MARGIN = 60; // px, for the names at the rim
  const whole = () => {
    const some = nodes.filter(({ number }) => isShown(number));
    if (!some.length) return;
    const [xs, ys] = ["x", "y"].map((axis) => some.map((node) => node[axis]));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { wide, high } = camera();
    const room = [(wide - 2 * MARGIN) / (right - left || 1), (high - 2 * MARGIN) / (bottom - top || 1)];
    const scale = Math.min(1.5, Math.max(0.02, Math.min(...room)));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  };
  const goTo = (number, scale) => {
    const { x, y } = nodes[number];
    network.moveTo({ position: { x, y }, scale, animation: false });
  };
  const zoom = (by) => network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * by)) });
  const shift = ([dx, dy]) => {
    const { scale, middle, wide, high } = camera();
    network.moveTo({ position: { x: middle.x + (dx * wide) / 4 / scale, y: middle.y + (dy * high) / 4 / scale }, animation: false });
  };
  const choose = (number, { move = false } = {}) => {
    at.chosen = number;
    at.current = number;
    near = new Set([number, ...around[number].map(({ other }) => other)]);
    network.setSize("100%", "100%"); // a card that has just opened takes some of the room
    if (move) goTo(number, Math.max(network.getScale(), 0.9)); else network.redraw();
  };
  const unchoose = () => {
    at.chosen = null;
    near = new Set();
    network.redraw();
  };

  // By keyboard: the nearest mark in the direction of the arrow.
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const beyond = (from, [dx, dy]) => {
    let best = null;
    nodes.forEach(({ x, y, number }) => {
      const along = (x - from.x) * dx + (y - from.y) * dy;
      const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
      if (number === at.current || !isShown(number) || along <= 0 || aside > 2 * along) return;
      const far = along + 2 * aside;
      if (best === null || far < best.far) best = { number, far };
    });
    return best && best.number;
  };
  const step = (direction) => {
    const first = busiest.find(isShown);
    if (first === undefined) return;
    const next = at.current === null || !isShown(at.current) ? first : beyond(nodes[at.current], direction);
    if (next === null) {
      el("said").textContent = "Nothing further that way.";
      return;
    }
    at.current = next;
    const { name, kind } = nodes[next];
    el("said").textContent = `${name}, ${words(kind)}, links: ${around[next].length}`;
    const { wide, high } = camera();
    const { x, y } = network.canvasToDOM(nodes[next]);
    if (x < 40 || y < 40 || x > wide - 40 || y > high - 40) goTo(next, network.getScale());
    network.redraw();
  };
  el("canvas").addEventListener("keydown", (event) => {
    const keys = { "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: whole, Escape: close };
    const turn = directions[event.key];
    const act = turn ? () => (event.shiftKey ? shift(turn) : step(turn))
      : event.key === "Enter" ? () => { if (at.current !== null && isShown(at.current)) Atlas.go(`thing-${nodes[at.current].id}`); } : keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  const tools = {
    closer: () => zoom(1.4), further: () => zoom(1 / 1.4), whole,
    "go-left": () => shift([-1, 0]), "go-right": () => shift([1, 0]), "go-up": () => shift([0, -1]), "go-down": () => shift([0, 1]),
  };
  Object.entries(tools).forEach(([id, act]) => el(id).addEventListener("click", act));

  Object.assign(Atlas.map, {
    choose, unchoose,
    chosen: () => at.chosen,
    // Begins when the map is first seen: what is hidden has no size to be drawn in.
    show: () => { if (network === null) start(); },
    // After the kinds or choices have changed; `again` shows all that is left.
    refresh: ({ again = false } = {}) => {
      if (network === null) return;
      if (again) whole();
      network.redraw();
    },
  });
})();
