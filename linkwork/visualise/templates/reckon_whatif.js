"use strict";
// What if these services closed: before, after and the difference, as `linkwork whatif close` has them.
(() => {
  const { reckon } = globalThis.Linkwork;
  const { compare, sorted, listed, rounded } = reckon.shared;
  const { SELF, gaps } = reckon;

  const OF_CELLS = ["gaps", "fragile", "places_without", "coverage", "people_covered"];

  // The (door, leaf need) pairs that have a route, for anybody anywhere, once these services have closed.
  const reach = (place, gone) => {
    const valid = new Map();
    place.data.doors.forEach((door) => {
      const [arrived, goneOn] = [new Set(), new Set()];
      const waiting = [...place.ways.senders[door]];
      while (waiting.length) {
        const way = waiting.pop();
        if (gone.has(way.to) || place.closed[way.to]) continue;
        arrived.add(way.to);
        if (way.forbids || goneOn.has(way.to)) continue;
        goneOn.add(way.to);
        waiting.push(...place.ways.services[way.to]);
      }
      arrived.forEach((service) => place.met[service].forEach((need) => {
        valid.set(`${door} ${need}`, [door, need]);
      }));
    });
    return valid;
  };

  const whole = (number) => (number === null || Number.isInteger(number) ? number : rounded(number, 1));
  const share = (number) => (number === null ? null : rounded(number, 4));

  // The measures of one side by name; null is not known: of routes where no door leads anywhere, of gaps where no
  // service reaches any cell.
  const measures = (side, told) => {
    const found = {
      ...side,
      coverage: share(side.coverage),
      people_covered: whole(side.people_covered),
      reach: side.pairs ? share(side.routes / side.pairs) : null,
    };
    [...(told ? [] : OF_CELLS), ...(side.pairs ? [] : ["routes"])].forEach((name) => { found[name] = null; });
    return found;
  };

  const route = (place, [door, need]) => ({
    door: place.senders.names[door],
    need: place.needs.names[need],
    door_id: place.senders.ids[door] === SELF ? null : place.senders.ids[door],
    need_id: place.needs.ids[need],
  });

  const routes = (place, pairs) => {
    const ids = ([door, need]) => [place.senders.ids[door], place.needs.ids[need]];
    const words = (pair) => [place.senders.names[pair[0]], place.needs.names[pair[1]], ...ids(pair)];
    const known = pairs.map((pair) => [words(pair), pair]);
    known.sort(([one], [other]) => {
      const at = one.findIndex((word, n) => word !== other[n]);
      return at < 0 ? 0 : compare(one[at], other[at]);
    });
    return known.map(([, pair]) => route(place, pair));
  };

  const unknown = (place, closed, told, pairs) => {
    const lacking = told ? [] : ["No live offer says both what it does and where, so no gap is known."];
    if (!pairs) lacking.push("No live referral leads from a door to a service, so no route is known.");
    const unsaid = new Set(place.data.services.unsaid);
    const names = sorted([...new Set(closed)].filter((one) => unsaid.has(one)).map((one) => place.services.names[one]));
    if (!names.length) return lacking;
    const what = `Nobody has said of ${listed(names)} which need each offer meets and where`;
    return [...lacking, `${what}, so more may be left open than is counted.`];
  };

  // What `linkwork whatif close` says of these services, by id, as its JSON has it but for the rounds and the changes.
  reckon.whatIf = (data, { close = [] } = {}) => {
    const place = reckon.place(data);
    const closed = close.map((id) => {
      const service = place.services.number.get(id);
      if (service === undefined) throw new Error(`There is no service ${id}.`);
      return service;
    });
    const town = gaps.townOf(place);
    const gone = new Set(closed);
    const [first, second] = [town.reached, gaps.without(town, gone)];
    const [now, then] = [(town.reach ??= reach(place, new Set())), reach(place, gone)];
    const pairs = data.doors.length * place.data.cells.needs.ids.length;
    const sides = [[first, now], [second, then]].map(([reached, valid]) => (
      { ...gaps.state(town, reached), routes: valid.size, pairs }
    ));
    const told = sides[0].gaps < sides[0].cells;
    const [before, after] = sides.map((side) => measures(side, told));
    const changed = Object.keys(before).map((name) => {
      const known = before[name] !== null && after[name] !== null;
      return [name, known ? rounded(after[name] - before[name], 4) : null];
    });
    const lost = [...now].filter(([key]) => !then.has(key)).map(([, pair]) => pair);
    const won = [...then].filter(([key]) => !now.has(key)).map(([, pair]) => pair);
    return {
      question: `What if ${listed(closed.map((one) => `${place.services.names[one]} closed`))}?`,
      before,
      after,
      difference: {
        ...Object.fromEntries(changed),
        people_losing: whole(gaps.moved(town, first, second)),
        people_gaining: whole(gaps.moved(town, second, first)),
        who_else_covers: gaps.others(town, closed),
      },
      gaps_opened: gaps.opened(town, first, second),
      gaps_closed: gaps.opened(town, second, first),
      routes_lost: routes(place, lost),
      routes_won: routes(place, won),
      assumptions: [...data.whatif.assumptions],
      caveats: [...(data.note ? [data.note] : []), ...unknown(place, closed, told, pairs), ...data.whatif.caveats],
    };
  };
})();
