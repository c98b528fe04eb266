"use strict";
// Pointing at a box, or going to it by keyboard, leaves its links and neighbours alone in view and says them.
const svg = document.querySelector(".picture svg");
const said = document.getElementById("said");
const usual = said.textContent;
const boxes = new Map([...svg.querySelectorAll("[data-node]")].map((box) => [box.dataset.node, box]));
const lines = [...svg.querySelectorAll("[data-from]")];

const saidOf = (box) => box.querySelector("title").textContent;

const clear = () => {
  svg.classList.remove("choosing");
  svg.querySelectorAll(".on").forEach((thing) => thing.classList.remove("on"));
  said.textContent = usual;
};

const choose = (box) => {
  clear();
  const own = box.dataset.node;
  const out = [];
  const into = [];
  box.classList.add("on");
  lines.forEach((line) => {
    const { from, to } = line.dataset;
    if (from !== own && to !== own) return;
    line.classList.add("on");
    const other = boxes.get(from === own ? to : from);
    other.classList.add("on");
    (from === own ? out : into).push(other.dataset.name);
  });
  svg.classList.add("choosing");
  const list = (names) => (names.length ? [...new Set(names)].join("; ") : "nobody");
  said.textContent = `${saidOf(box)}. Refers to: ${list(out)}. Is referred to by: ${list(into)}.`;
};

boxes.forEach((box) => {
  box.addEventListener("mouseenter", () => choose(box));
  box.addEventListener("mouseleave", clear);
  box.addEventListener("focus", () => choose(box));
  box.addEventListener("blur", clear);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
