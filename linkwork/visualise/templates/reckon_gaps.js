"use strict";
// Cells before and after: gaps, what hangs on one service, who is left, who else is there (linkwork/graph/measures/whatif.py).
(() => {
  const { reckon } = globalThis.Linkwork;
  const { sorted, compare } = reckon.shared;

  const SMALL = 5; // numbers of people under this are not shown (linkwork/graph/privacy.py)
  const EVERYONE = "everyone";
  const ANYONE_ELSE = "anyone else";
  const isNumber = (value) => typeof value === "number";
  // What is small, or not told because a small number could be worked out from it.
  const isSmall = (people) => !isNumber(people) || people < SMALL;

  // The cells of a place, in classes of cells that the same offers always hold together.
  const spread = (place) => {
    const { cells, figures } = place.data;
    const axes = [cells.needs, cells.groups, cells.areas];
    const [needs, groups, areas] = axes.map((axis) => axis.sizes.length);
    const column = (n, g, a) => (n * groups + g) * areas + a;
    const counts = new Float64Array(needs * groups * areas);
    for (let n = 0; n < needs; n += 1) {
      for (let g = 0; g < groups; g += 1) {
        for (let a = 0; a < areas; a += 1) {
          counts[column(n, g, a)] = cells.needs.sizes[n] * cells.groups.sizes[g] * cells.areas.sizes[a];
        }
      }
    }
    const held = place.services.ids.map(() => new Set());
    cells.boxes.forEach(([service, ...sides]) => {
      if (service < 0) return;
      const [ns, gs, as] = sides.map((side) => place.data.sets[side]);
      ns.forEach((n) => gs.forEach((g) => as.forEach((a) => held[service].add(column(n, g, a)))));
    });
    const reached = new Int32Array(counts.length);
    held.forEach((columns) => columns.forEach((at) => { reached[at] += 1; }));
    return { place, cells, figures, shape: [needs, groups, areas], column, counts, held, reached };
  };

  const made = new WeakMap();
  const townOf = (place) => {
    if (!made.has(place)) made.set(place, spread(place));
    return made.get(place);
  };

  // How many services reach each class of cells once these have closed.
  const without = (town, closed) => {
    const reached = town.reached.slice();
    closed.forEach((service) => town.held[service].forEach((at) => { reached[at] -= 1; }));
    return reached;
  };

  // Whether some service is there for a need in an area, whatever the group, by class.
  const anybody = (town, reached) => {
    const [needs, groups, areas] = town.shape;
    const found = new Uint8Array(needs * areas);
    for (let n = 0; n < needs; n += 1) {
      for (let g = 0; g < groups; g += 1) {
        for (let a = 0; a < areas; a += 1) if (reached[town.column(n, g, a)]) found[n * areas + a] = 1;
      }
    }
    return found;
  };

  // The people that count, each with whether somebody is there for them: cells, or pairs of need and area.
  const weighed = (town, reached) => {
    const { figures, cells, shape } = town;
    const [needs, groups, areas] = [cells.needs, cells.groups, cells.areas].map((axis) => axis.classes);
    if (figures.weighed === "places") {
      const there = anybody(town, reached);
      return figures.places.map(([n, a, people]) => [people, there[needs[n] * shape[2] + areas[a]] > 0]);
    }
    return figures.cells.map(([n, g, a, people]) => [people, reached[town.column(needs[n], groups[g], areas[a])] > 0]);
  };

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  // The measures of one side that are about cells.
  const state = (town, reached) => {
    const { cells, counts, shape } = town;
    let [every, covered, fragile] = [0, 0, 0];
    counts.forEach((number, at) => {
      every += number;
      covered += reached[at] ? number : 0;
      fragile += reached[at] === 1 ? number : 0;
    });
    const there = anybody(town, reached);
    let bare = 0;
    cells.needs.sizes.forEach((many, n) => cells.areas.sizes.forEach((wide, a) => {
      bare += there[n * shape[2] + a] ? 0 : many * wide;
    }));
    const found = {
      cells: every,
      gaps: every - covered,
      fragile,
      places: cells.needs.ids.length * cells.areas.ids.length,
      places_without: bare,
    };
    if (!town.figures.weighed) return { ...found, coverage: every ? covered / every : null, people_covered: null };
    const people = weighed(town, reached);
    if (people.some(([number]) => isSmall(number))) return { ...found, coverage: null, people_covered: null };
    const [all, had] = [people, people.filter(([, is]) => is)].map((some) => sum(some.map(([number]) => number)));
    return { ...found, coverage: all ? had / all : 0, people_covered: had };
  };

  // The people with somebody there on the one side and nobody on the other; null where not known or not to be told.
  const moved = (town, one, other) => {
    if (!town.figures.weighed) return null;
    const [had, has] = [weighed(town, one), weighed(town, other)];
    const changed = had.filter(([, is], n) => is && !has[n][1]).map(([people]) => people);
    return changed.some(isSmall) ? null : sum(changed);
  };

  const key = (n, a) => `${n} ${a}`;

  // The people in need by place, by cell, and the sums of small numbers that come to SMALL.
  const figuresOf = (town) => {
    if (town.known) return town.known;
    const { figures } = town;
    town.known = {
      places: new Map(figures.places.map(([n, a, people]) => [key(n, a), people])),
      cells: new Map(figures.cells.map(([n, g, a, people, sort]) => [`${n} ${g} ${a}`, { people, sort }])),
      sums: new Map(figures.sums.map(([n, a, least]) => [key(n, a), least])),
    };
    return town.known;
  };

  // How many people these groups have with the need there, as it may be told; null where it may not or is not known.
  const peopleOf = (town, n, groups, a) => {
    const known = figuresOf(town);
    if (groups.length === town.cells.groups.ids.length) return known.places.get(key(n, a)) ?? null;
    const figures = groups.map((g) => known.cells.get(`${n} ${g} ${a}`));
    if (!figures.length || figures.includes(undefined)) return null;
    const small = figures.filter(({ people }) => isSmall(people));
    if (!small.length) return sum(figures.map(({ people }) => people));
    if (small.length < figures.length) return null;
    if (figures.every(({ people }) => isNumber(people))) {
      const total = sum(figures.map(({ people }) => people));
      return total < SMALL ? total : null;
    }
    if (figures.length === 1) return figures[0].people;
    const many = (sort) => figures.filter((figure) => figure.sort === sort).length;
    const over = known.sums.get(key(n, a)).some((least) => least.every((number, i) => many(i + 1) >= number));
    return over ? null : figures[0].people;
  };

  // The needs and areas in which some group has nobody any more, with those groups, in order of need and area.
  const opened = (town, before, after) => {
    const { place, cells, shape } = town;
    const gone = new Map();
    before.forEach((number, at) => {
      if (!number || after[at]) return;
      const a = at % shape[2];
      const g = Math.floor(at / shape[2]) % shape[1];
      const n = Math.floor(at / shape[2] / shape[1]);
      gone.set(key(n, a), (gone.get(key(n, a)) ?? new Set()).add(g));
    });
    const names = cells.groups.ids.map((g) => (g < 0 ? ANYONE_ELSE : place.groups.names[g]));
    const every = cells.groups.ids.length;
    const found = [];
    cells.needs.ids.forEach((need, n) => cells.areas.ids.forEach((area, a) => {
      const classes = gone.get(key(cells.needs.classes[n], cells.areas.classes[a]));
      if (!classes) return;
      const groups = cells.groups.ids.map((_, g) => g).filter((g) => classes.has(cells.groups.classes[g]));
      found.push({
        need: place.needs.names[need],
        group: groups.length === every ? [EVERYONE] : sorted(groups.map((g) => names[g])),
        area: place.areas.names[area],
        people: peopleOf(town, n, groups, a),
        need_id: place.needs.ids[need],
        audience_ids: groups.map((g) => cells.groups.ids[g]).filter((g) => g >= 0).map((g) => place.groups.ids[g]),
        area_id: place.areas.ids[area],
      });
    }));
    return found;
  };

  // Who else is where each of the services that close was, and in how much of it.
  const others = (town, closed) => {
    const { place, held, counts } = town;
    const gone = new Set(closed);
    const found = [...gone].filter((service) => held[service].size).map((service) => {
      const left = [...held[service]];
      const covering = held.map((columns, other) =>
        gone.has(other) ? 0 : sum(left.filter((at) => columns.has(at)).map((at) => counts[at])));
      const there = covering.map((number, other) => other).filter((other) => covering[other]);
      there.sort((one, other) => covering[other] - covering[one] || one - other);
      const after = without(town, gone);
      return {
        service_id: place.services.ids[service],
        service: place.services.names[service],
        cells: sum(left.map((at) => counts[at])),
        covered: sum(left.filter((at) => after[at]).map((at) => counts[at])),
        others: there.map((other) => ({
          service_id: place.services.ids[other],
          service: place.services.names[other],
          cells: covering[other],
        })),
      };
    });
    return found.sort((one, other) =>
      compare(one.service, other.service) || compare(one.service_id, other.service_id));
  };

  reckon.gaps = { townOf, without, state, moved, opened, others };
})();
