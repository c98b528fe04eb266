"use strict";
// Before anything is shown: with JavaScript one part of the page is shown at a time, without it all of them.
document.documentElement.classList.add("js");
window.Atlas = {};
(() => {
  const make = (tag, text = "", within = null) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (within) within.append(made);
    return made;
  };
  const number = (value) => value.toLocaleString("en-GB");
  // 3, 4, 5 and 9 as "rows 3 to 5, 9".
  const rowsInWords = (rows) => {
    const runs = [];
    rows.forEach((row) => {
      const last = runs[runs.length - 1];
      if (last && row === last[1] + 1) last[1] = row; else runs.push([row, row]);
    });
    const said = runs.map(([from, to]) => (from === to ? number(from) : `${number(from)} to ${number(to)}`));
    return `${rows.length === 1 ? "row" : "rows"} ${said.join(", ")}`;
  };
  let proof = null;
  const evidence = () => {
    proof = proof || JSON.parse(document.getElementById("evidence").textContent);
    return proof;
  };
  const evidenceList = (entries) => {
    const list = document.createElement("ul");
    entries.forEach(([file, ...rows]) => {
      const where = evidence().files[file];
      make("li", rows.length ? `${where}, ${rowsInWords(rows)}` : where, list);
    });
    return list;
  };
  Object.assign(Atlas, { make, number, evidence, evidenceList });
})();
