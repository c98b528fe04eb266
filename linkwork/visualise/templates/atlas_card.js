"use strict";
// The card of one thing: its facts, what they rest on, and its neighbours by link and kind, with how many there are.
(() => {
  const { nodes, around, given, words } = Atlas.map;
  const { make, number: counted } = Atlas;
  const el = (id) => document.getElementById(id);
  const MANY = 8;
  const inWords = (facts) => facts.map(([what, value]) => `${what}: ${value}`).join("; ");
  const goTo = (number, within) => {
    const link = make("a", "", within);
    link.href = `#thing-${encodeURIComponent(nodes[number].id)}`;
    make("bdi", nodes[number].name, link);
    return link;
  };
  const facts = (node, body) => {
    const list = make("dl", "", body);
    [["kind", words(node.kind)], ["links", counted(around[node.number].length)], ...node.facts].forEach(([what, value]) => {
      make("dt", what, list);
      make("bdi", value, make("dd", "", list));
    });
  };
  const evidence = (node, body) => {
    make("h4", "What says so", body);
    const entries = given.evidence[node.number];
    if (entries.length) body.append(Atlas.evidenceList(entries)); else make("p", "No row of a file is known here.", body);
  };
  const said = ({ out, link }) => (out ? `This ${link.reads}` : `${link.reads[0].toUpperCase()}${link.reads.slice(1)} this`);
  const neighbours = (node, body) => {
    make("h4", `Neighbours: ${counted(new Set(around[node.number].map(({ other }) => other)).size)}`, body);
    const groups = new Map();
    around[node.number].forEach((one) => {
      const key = `${said(one)}|${nodes[one.other].kind}`;
      groups.set(key, [...(groups.get(key) || []), one]);
    });
    groups.forEach((some, key) => {
      const [how, kind] = key.split("|");
      const fold = make("details", "", body);
      fold.open = some.length <= MANY;
      make("summary", `${how}: ${counted(some.length)} ${words(kind, some.length).toLowerCase()}`, fold);
      const list = make("ul", "", fold);
      some.forEach(({ other, link }) => {
        const item = make("li", "", list);
        goTo(other, item);
        if (link.facts.length) make("span", ` ${inWords(link.facts)}`, item).className = "quiet";
      });
    });
    if (!groups.size) make("p", "Nothing is linked to this.", body);
  };
  const open = (number) => {
    const node = nodes[number];
    el("card-name").replaceChildren();
    make("bdi", node.name, el("card-name"));
    const body = el("card-body");
    body.replaceChildren();
    facts(node, body);
    evidence(node, body);
    neighbours(node, body);
    el("card").hidden = false;
    el("card").scrollTop = 0;
  };
  const close = () => { el("card").hidden = true; };
  el("close-card").addEventListener("click", () => { Atlas.go("map"); el("canvas").focus(); });
  el("card").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    Atlas.go("map");
    el("canvas").focus();
  });
  Atlas.card = { open, close, goTo, inWords };
})();
