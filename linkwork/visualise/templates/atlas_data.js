"use strict";
// What is on the map, and which of it is shown: kinds ticked, and what fits a sector, an area and a need.
(() => {
  const given = JSON.parse(document.getElementById("map-data").textContent);
  const nodes = given.nodes.map(([id, kind, name, x, y, r, facts], number) => ({ number, id, kind, name, x, y, r, facts }));
  const links = given.links.map(([from, to, kind, turn, facts]) => ({ from, to, turn, facts: facts || [], ...given.link_kinds[kind] }));
  const around = nodes.map(() => []);
  links.forEach((link) => {
    around[link.from].push({ other: link.to, out: true, link });
    around[link.to].push({ other: link.from, out: false, link });
  });
  const busiest = nodes.map((node) => node.number).sort((a, b) => around[b].length - around[a].length || a - b);
  const rank = [];
  busiest.forEach((number, place) => { rank[number] = place; });
  const byId = new Map(nodes.map((node) => [node.id, node.number]));
  const narrowed = { sector: "", area: "", need: "" };
  const hidden = new Set();
  let shown = nodes.map(() => true);

  // Yes or no where something is known of the kind, else neither.
  const fits = (node, what) => {
    const { kinds, of, fits: answers } = given.choices[what];
    if (!kinds.includes(node.kind)) return null;
    return (of[node.number] || []).some((value) => answers[Number(narrowed[what])].includes(value));
  };
  const recount = () => {
    const asked = Object.keys(narrowed).filter((what) => narrowed[what] !== "");
    const said = nodes.map((node) => asked.map((what) => fits(node, what)));
    const full = said.map((answers) => answers.every((answer) => answer === true));
    const denied = said.map((answers) => answers.includes(false));
    shown = nodes.map(({ kind, number }) => !hidden.has(kind)
      && (full[number] || (!denied[number] && around[number].some(({ other }) => full[other]))));
    return shown.filter(Boolean).length;
  };
  Atlas.map = {
    given, nodes, links, around, busiest, rank, byId, narrowed, hidden, recount,
    isShown: (number) => shown[number],
    linkShown: (link) => shown[link.from] && shown[link.to],
    words: (kind, count = 1) => given.looks.words[kind][count === 1 ? 0 : 1],
  };
})();
