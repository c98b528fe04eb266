"use strict";
// Names on the map: one size whatever the zoom, the best connected first, wherever nothing is covered.
(() => {
  const { nodes, busiest, rank, around, given, isShown } = Atlas.map;
  const SIZE = 13;
  const MOST = 200; // only so many are asked whether there is room: a name at the rim of a crowd would look important
  const FIRST = 12; // these may cover lesser marks where there is no other room
  const LEAST = 3; // a mark is never smaller than this on the screen, however far off one stands
  const widths = new Map();
  const shorter = (name) => (name.length > 42 ? `${name.slice(0, 41).trimEnd()}…` : name);
  const measured = (ctx, text) => {
    if (!widths.has(text)) {
      ctx.font = `${SIZE}px ${given.font}`;
      widths.set(text, ctx.measureText(text).width);
    }
    return widths.get(text);
  };
  class Ground {
    constructor() { this.taken = new Map(); }
    keys([left, top, right, bottom]) {
      const keys = [];
      for (let i = Math.floor(left / 64); i <= Math.floor(right / 64); i += 1) {
        for (let j = Math.floor(top / 64); j <= Math.floor(bottom / 64); j += 1) keys.push(i * 4096 + j);
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
  const order = ({ chosen, current, hovered }) => {
    const first = [hovered, chosen, current].filter((number) => number !== null);
    const next = chosen === null ? [] : around[chosen].map(({ other }) => other).sort((a, b) => rank[a] - rank[b]);
    return [...new Set([...first, ...next, ...busiest])];
  };
  const write = (ctx, text, [x, y], scale, { bold, faint }) => {
    ctx.font = `${bold ? "bold " : ""}${SIZE / scale}px ${given.font}`;
    ctx.globalAlpha = faint ? 0.45 : 1;
    ctx.lineWidth = 3.5 / scale;
    ctx.strokeStyle = "#ffffff";
    ctx.strokeText(text, x, y);
    ctx.fillStyle = given.ink;
    ctx.fillText(text, x, y);
  };
  // `camera` has the zoom, the middle of what is seen and the size of the screen; `at` says what is chosen and the like.
  Atlas.drawNames = (ctx, { scale, middle, wide, high }, at) => {
    const onScreen = (number) => {
      const { x, y, r } = nodes[number];
      return { number, x: (x - middle.x) * scale + wide / 2, y: (y - middle.y) * scale + high / 2, r: Math.max(r * scale, LEAST) };
    };
    const inView = order(at).filter(isShown).map(onScreen)
      .filter(({ x, y }) => x > -20 && y > -20 && x < wide + 20 && y < high + 20);
    const [named, marks, chief] = [new Ground(), new Ground(), new Ground()];
    inView.forEach(({ x, y, r }, place) => {
      marks.take([x - r, y - r, x + r, y + r]);
      if (place < FIRST) chief.take([x - r, y - r, x + r, y + r]);
    });
    const near = new Set(at.chosen === null ? [] : [at.chosen, ...around[at.chosen].map(({ other }) => other)]);
    const wanted = new Set([at.hovered, at.chosen, at.current]);
    const inside = ([left, top, right, bottom]) => left > 0 && top > 0 && right < wide && bottom < high;
    ctx.save();
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    inView.slice(0, MOST).forEach(({ number, x, y, r }, place) => {
      const text = wanted.has(number) ? nodes[number].name : shorter(nodes[number].name);
      const w = measured(ctx, text);
      const corners = [[x - w / 2, y + r + 2], [x + r + 4, y - SIZE / 2], [x - r - 4 - w, y - SIZE / 2], [x - w / 2, y - r - SIZE - 3]];
      const boxes = corners.map(([a, b]) => [a - 2, b - 1, a + w + 2, b + SIZE + 2]).filter(inside);
      const box = boxes.find((one) => named.free(one) && marks.free(one))
        || (place < FIRST && boxes.find((one) => named.free(one) && chief.free(one)))
        || (wanted.has(number) && boxes[0]);
      if (!box) return;
      named.take(box);
      const spot = [(box[0] + 2 - wide / 2) / scale + middle.x, (box[1] + 1 - high / 2) / scale + middle.y];
      write(ctx, text, spot, scale, {
        bold: number === at.chosen || number === at.current,
        faint: at.chosen !== null && !near.has(number) && !wanted.has(number),
      });
    });
    ctx.restore();
  };
  Atlas.LEAST = LEAST;
})();
