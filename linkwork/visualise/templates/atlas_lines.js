"use strict";
// The links, drawn on the canvas of vis-network before its nodes: a few at a time, since one path of all is slow to fill.
(() => {
  const { nodes, links, given, linkShown } = Atlas.map;
  const AT_ONCE = 8;
  const CLOSE = 0.5; // from this zoom on, dashes and arrow heads can be told apart
  const MANY = 4000;
  const bendOf = ({ turn }) => {
    const far = Math.abs(turn);
    return Math.sign(turn) * (far % 2 ? 1 : -1) * Math.min(0.4, 0.1 * Math.ceil(far / 2));
  };
  const shapes = links.map((link) => {
    const a = nodes[link.from];
    const b = nodes[link.to];
    const bend = 2 * bendOf(link);
    const middle = [(a.x + b.x) / 2 + (b.y - a.y) * bend, (a.y + b.y) / 2 - (b.x - a.x) * bend];
    return { link, a, b, middle, straight: bend === 0, loop: a === b };
  });
  const byStyle = given.looks.lines.map((look, style) => ({ look, own: shapes.filter(({ link }) => link.style === style) }));
  const trace = (ctx, { a, b, middle, straight, loop }) => {
    if (loop) {
      ctx.moveTo(a.x + a.r * 2, a.y - a.r);
      ctx.arc(a.x + a.r, a.y - a.r, a.r, 0, 2 * Math.PI);
      return;
    }
    ctx.moveTo(a.x, a.y);
    if (straight) ctx.lineTo(b.x, b.y); else ctx.quadraticCurveTo(middle[0], middle[1], b.x, b.y);
  };
  const head = (ctx, { a, b, middle, straight, loop }) => {
    if (loop) return;
    const from = straight ? [a.x, a.y] : middle;
    const length = Math.hypot(b.x - from[0], b.y - from[1]) || 1;
    const [ux, uy] = [(b.x - from[0]) / length, (b.y - from[1]) / length];
    const [x, y] = [b.x - ux * (b.r + 1), b.y - uy * (b.r + 1)];
    const size = 7;
    ctx.moveTo(x, y);
    ctx.lineTo(x - ux * size - uy * size * 0.42, y - uy * size + ux * size * 0.42);
    ctx.lineTo(x - ux * size + uy * size * 0.42, y - uy * size - ux * size * 0.42);
    ctx.closePath();
  };
  // `frame` is the part of the plane that is on the screen.
  Atlas.drawLines = (ctx, { scale, frame, chosen }) => {
    const [left, top, right, bottom] = frame;
    const onScreen = ({ a, b }) => Math.max(a.x, b.x) > left && Math.min(a.x, b.x) < right
      && Math.max(a.y, b.y) > top && Math.min(a.y, b.y) < bottom;
    const own = ({ link }) => chosen !== null && (link.from === chosen || link.to === chosen);
    ctx.save();
    byStyle.forEach(({ look, own: all }) => {
      const seen = all.filter((shape) => linkShown(shape.link) && onScreen(shape));
      if (!seen.length) return;
      ctx.strokeStyle = look.colour;
      ctx.fillStyle = look.colour;
      ctx.setLineDash(scale > CLOSE && seen.length < MANY ? look.dash : []);
      [[seen.filter((shape) => !own(shape)), chosen === null ? given.faint : given.faint * 0.25, 1], [seen.filter(own), 1, 1.4]].forEach(([some, alpha, wide]) => {
        ctx.globalAlpha = alpha;
        ctx.lineWidth = Math.max(look.width * wide, 0.8 / scale);
        for (let n = 0; n < some.length; n += AT_ONCE) {
          ctx.beginPath();
          some.slice(n, n + AT_ONCE).forEach((shape) => trace(ctx, shape));
          ctx.stroke();
        }
        if (scale > CLOSE && some.length < MANY) some.forEach((shape) => { ctx.beginPath(); head(ctx, shape); ctx.fill(); });
      });
    });
    ctx.restore();
  };
})();
