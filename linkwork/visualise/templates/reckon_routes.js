"use strict";
// The routes from a door to a need, and why there is none: what question P1 answers, in its columns.
(() => {
  const { reckon } = globalThis.Linkwork;
  const { sorted, counted, idOf, nameOf, linkId, endOf, waysFrom } = reckon.shared;
  const { SELF, Rules, Search } = reckon;

  const endsAt = (route) => route.steps.at(-1).to;
  const isAt = (door, service) => door.service === service;
  const doorsOf = (place, asked) =>
    asked.door ? [endOf(place, asked.door)] : place.data.doors.map((sender) => ({ sender }));
  const ruledBy = (place, rules) => place.services.ids.map((_, service) => rules.onTheWay(service));

  // The best valid route to every service where the journey can end; `ruled` lifts every rule but that it meets the need.
  const toServices = (place, asked, ruled = true) => {
    const rules = new Rules(place, asked);
    const onTheWay = ruled ? ruledBy(place, rules) : null;
    const found = doorsOf(place, asked).flatMap((door) => {
      const search = new Search(place, door, onTheWay);
      return [...search.ends()]
        .filter(([service]) => !isAt(door, service) && (ruled ? rules.atTheEnd(service) : rules.meets(service)))
        .map(([, state]) => search.route(state));
    });
    return found.sort(reckon.order(place));
  };

  // The best valid route to each leaf need asked for, from each door asked for: [need, route].
  const quickest = (place, asked) => {
    const rules = new Rules(place, asked);
    const onTheWay = ruledBy(place, rules);
    const met = place.services.ids.map((_, service) => [...rules.needsMet(service)]);
    const found = doorsOf(place, asked).flatMap((door) => {
      const search = new Search(place, door, onTheWay);
      const best = new Map();
      search.ends().forEach((state, service) => {
        if (isAt(door, service)) return;
        met[service].forEach((need) => {
          if (!best.has(need) || search.before(state, best.get(need))) best.set(need, state);
        });
      });
      return [...best].map(([need, state]) => [place.needs.ids[need], search.route(state), need]);
    });
    const order = reckon.order(place);
    return found.sort((one, other) => order(one[1], other[1]) || one[2] - other[2]);
  };

  const led = (place, asked) =>
    asked.door && asked.need ? toServices(place, asked).map((route) => [asked.need, route]) : quickest(place, asked);

  // Why there is no valid route: a sentence, and the best route without the rules with what hinders each of its steps.
  const whyNot = (place, asked) => {
    const rules = new Rules(place, asked);
    const need = asked.need && rules.word("needs", asked.need);
    const meeting = place.services.ids.map((_, service) => service).filter((service) => rules.meets(service));
    if (need && !meeting.length) return { why: `no live service meets ${need}` };
    const door = asked.door ? endOf(place, asked.door) : null;
    if (door && !waysFrom(place, door).length) return { why: noStart(place, asked.door, door) };
    const [route] = toServices(place, asked, false);
    if (!route) return { why: nowhere(place, need, door) };
    const reasons = reasonsOf(place, route, rules);
    const step = reasons.findIndex((reason) => reason);
    const why = rules.nobodyMeets(meeting) || sentence(place, route.steps[step], reasons[step]);
    return { why, route, reasons };
  };

  const noStart = (place, id, door) =>
    id === SELF
      ? "no live service says that people may come by themselves"
      : `${nameOf(place, door)} refers nobody to a live service`;

  const nowhere = (place, need, door) => {
    if (!need && !door) return "no door leads to a service that says which need it meets";
    const end = need ? `any service that meets ${need}` : "a service that says which need it meets";
    return `no referral leads from ${door ? nameOf(place, door) : "any door"} to ${end}`;
  };

  const reasonsOf = (place, route, rules) =>
    route.steps.map((way, n) => {
      const before = route.steps[n - 1];
      const to = place.services.names[way.to];
      if (before?.forbids) {
        const who = before.via < 0 ? nameOf(place, before.from) : place.senders.names[before.via];
        return `${nameOf(place, way.from)} may not refer on those whom ${who} sent`;
      }
      if (place.closed[way.to]) return `${to} takes nobody new`;
      return way.to === endsAt(route) ? rules.whyNotAtTheEnd(way.to, to) : rules.whyNotOnTheWay(way.to, to);
    });

  const sentence = (place, way, reason) => {
    const to = place.services.names[way.to];
    if (reason.includes(" may not refer on ")) return `${reason}, so nobody gets from there to ${to}`;
    const from = idOf(place, way.from);
    if (from === SELF) return `people can go to ${to} by themselves, but ${reason}`;
    return `${nameOf(place, way.from)} refers to ${to}, but ${reason}`;
  };

  // How long a route of so many steps takes, in words: `14 days`, `at least 7 days; 1 wait is not known`.
  const howLong = (days, unknown, steps) => {
    const known = counted(days, "day");
    if (!unknown) return known;
    const lacking = `${unknown} wait${unknown === 1 ? " is" : "s are"} not known`;
    return unknown === steps ? lacking : `at least ${known}; ${lacking}`;
  };

  // What there would be if the group, or the area, or both were not asked for.
  const without = (place, asked) => {
    const fewer = [];
    if (asked.audience) fewer.push(["the group", { ...asked, audience: "" }]);
    if (asked.area) fewer.push(["the area", { ...asked, area: "" }]);
    if (fewer.length === 2) fewer.push(["the group and the area", { ...asked, audience: "", area: "" }]);
    return fewer.map(([left, less]) => {
      const routes = led(place, less);
      if (!routes.length) return `Whatever ${left}, there is no route either.`;
      const [, best] = routes[0];
      const long = howLong(best.cost[1], best.cost[0], best.cost[2]);
      const verb = routes.length === 1 ? "is" : "are";
      const quick = `the best to ${place.services.names[endsAt(best)]} (${long})`;
      return `Whatever ${left}, there ${verb} ${counted(routes.length, "route")}, ${quick}.`;
    });
  };

  const openToAll = (place, asked) => {
    const { offers } = place.data;
    const everyone = offers.filter((offer) => offer[2] < 0).length;
    if (!asked.audience || !everyone) return [];
    return [`${everyone} of ${offers.length} offers do not say for whom: they count as for everyone.`];
  };

  // Said of a journey that starts at a service which meets the need itself.
  const thereAlready = (place, asked) => {
    const door = asked.door ? endOf(place, asked.door) : {};
    if (!asked.need || door.service === undefined) return [];
    const { needs } = new Rules(place, asked);
    if (![...needs].some((need) => place.met[door.service].has(need))) return [];
    return [`${nameOf(place, door)} meets ${place.needs.names[place.needs.number.get(asked.need)]} itself.`];
  };

  const atTheEnd = (place, asked, need, service) => {
    const rules = new Rules(place, { ...asked, need });
    // Several ids may stand for one need: it is called what it was called by the one who asked.
    const own = place.needs.number.get(need);
    const one = own === undefined ? -1 : place.needs.one[own];
    const meets = sorted([...rules.needsMet(service)].map((leaf) => place.needs.names[leaf === one ? own : leaf]));
    return { meets, takes: asked.audience ? [] : rules.taken(service) };
  };

  const known = (id) => (id === SELF ? null : id);

  const rowsOf = (place, routes, asked) =>
    routes.flatMap(([need, { steps }], number) => {
      const end = atTheEnd(place, asked, need, steps.at(-1).to);
      let [total, unknown] = [0, 0];
      return steps.map((way, n) => {
        total += way.wait ?? 0;
        unknown += way.wait === null ? 1 : 0;
        const [, category, channel, onward, feedback] = way.link < 0 ? [] : place.data.links[way.link];
        const door = steps[0].from;
        return {
          route: number + 1,
          step: n + 1,
          from: nameOf(place, way.from),
          to: place.services.names[way.to],
          kind: category ?? null,
          channel: channel ?? null,
          wait_days: way.wait,
          total_wait: total,
          eligibility_ok: true,
          reason_if_not: null,
          waits_not_known: unknown,
          via: way.via < 0 ? null : place.senders.names[way.via],
          onward_allowed: onward ?? null,
          feedback: feedback ?? null,
          door: nameOf(place, door),
          need: place.needs.names[place.needs.number.get(need)] ?? null,
          ...end,
          door_id: known(idOf(place, door)),
          need_id: need || null,
          from_id: known(idOf(place, way.from)),
          to_id: place.services.ids[way.to],
          via_id: way.via < 0 ? null : place.senders.ids[way.via],
          link_id: linkId(place, way),
        };
      });
    });

  const none = (place, asked) => {
    const failure = whyNot(place, asked);
    const why = `There is no route: ${failure.why}.`;
    const said = [...without(place, asked), ...thereAlready(place, asked)];
    if (!failure.route) return { rows: [], said, nothing: why };
    const anybody = { ...asked, audience: "", area: "" };
    const rows = rowsOf(place, [[asked.need, failure.route]], anybody);
    const failing = rows.map((row, n) => {
      const reason = failure.reasons[n];
      return { ...row, eligibility_ok: !reason, reason_if_not: reason || null };
    });
    return { rows: failing, said: [why, ...said], nothing: "" };
  };

  // The rows of P1 for {door, need, audience, area, limit}, all of them ids and any of them left out; what P1 says of
  // them beside what it always says; and, where there are no rows, why.
  reckon.routes = (data, { door = "", need = "", audience = "", area = "", limit = 20 } = {}) => {
    const lacking = data.route.lacking;
    if (lacking) return { rows: [], said: [], nothing: lacking };
    const place = reckon.place(data);
    const asked = { door, need, audience, area };
    const routes = led(place, asked);
    if (!routes.length) return none(place, asked);
    const left = limit < routes.length
      ? [`${limit} of ${routes.length} routes are shown; ask for more with limit.`]
      : [];
    const said = [...left, ...openToAll(place, asked), ...thereAlready(place, asked)];
    return { rows: rowsOf(place, routes.slice(0, limit), asked), said, nothing: "" };
  };
  reckon.howLong = howLong;
})();
