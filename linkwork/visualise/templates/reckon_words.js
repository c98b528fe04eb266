"use strict";
// What was found, in the words of `linkwork route` and `linkwork whatif close`.
(() => {
  const { reckon } = globalThis.Linkwork;
  const { compare, counted, listed, rounded, endOf, nameOf } = reckon.shared;

  const DOES = {
    referral: "refers to",
    signpost: "signposts to",
    warm_handover: "takes people over in person to",
  };

  const called = (side, id) => side.names[side.number.get(id)] ?? id;

  const journey = (place, { door, need, audience, area }) => {
    const whom = audience ? `for ${called(place.groups, audience)}` : "";
    const where = area ? `in ${called(place.areas, area)}` : "";
    const person = [whom, where].filter((part) => part).join(" ");
    const from = `From ${nameOf(place, endOf(place, door))} to ${called(place.needs, need)}`;
    return person ? `${from}, ${person}` : from;
  };

  const step = (row) => {
    const wait = row.wait_days === null ? "the wait is not known" : `about ${reckon.howLong(row.wait_days, 0, 1)}`;
    if (row.link_id === null) return `People go to ${row.to} by themselves (${wait})`;
    const sender = row.via ? `${row.from}, by its ${row.via},` : row.from;
    const how = row.channel ? `by ${row.channel}; ` : "";
    return `${sender} ${DOES[row.kind] ?? "sends people to"} ${row.to} (${how}${wait})`;
  };

  const steps = (rows) =>
    rows.map((row) => ({ said: step(row), fails: row.reason_if_not ? `This step fails: ${row.reason_if_not}.` : "" }));

  // Which of the needs asked for the last service meets and whom it takes, where that is not all of it.
  const to = (need, last) => {
    const part = last.meets.length && !(last.meets.length === 1 && last.meets[0] === need);
    const meets = part ? `, which meets ${listed(last.meets)} (part of ${need})` : "";
    const only = last.takes.some((group) => group.startsWith("everyone but ")) ? "" : " only";
    const whom = last.takes.length ? `, for ${listed(last.takes)}${only}` : "";
    return meets || whom ? `, to ${last.to}${meets}${whom}` : "";
  };

  const lacking = (rows) => {
    const sent = rows.filter((row) => row.link_id !== null);
    const how = sent.filter((row) => row.channel === null).map((row) => `${row.from} to ${row.to}`);
    const onward = sent.filter((row) => row.onward_allowed === null && row.step < rows.length).map((row) => row.to);
    const heard = new Set(sent.filter((row) => row.feedback === null).map((row) => row.from));
    const said = [
      how.length ? `by what means (${how.join("; ")})` : "",
      onward.length ? `whether ${listed(onward)} may refer people on` : "",
      heard.size ? `whether ${listed([...heard])} will hear what became of it` : "",
    ].filter((words) => words);
    return said.length ? `Not known: ${said.join("; ")}.` : "";
  };

  const grouped = (rows) => {
    const found = [];
    rows.forEach((row) => {
      if (row.step === 1) found.push([]);
      found.at(-1).push(row);
    });
    return found;
  };

  // The answer to {door, need, audience, area}, as said: `lead`; the `routes` with their steps, or why there is none and
  // the `nearest`; what to `mind` and what was `assumed`.
  const route = (data, asked, found) => {
    const place = reckon.place(data);
    const need = called(place.needs, asked.need);
    const routes = grouped(found.rows);
    const there = routes.filter((rows) => rows.every((row) => row.eligibility_ok));
    const { assumes, unsaid, caveats } = data.route;
    const mind = caveats.slice(0, 2);
    if (!there.length) {
      const why = [...(found.nothing ? [found.nothing] : []), ...unsaid, ...found.said];
      return { lead: `${journey(place, asked)}:`, routes: [], why, nearest: routes.map(steps), mind, assumed: assumes };
    }
    const some = found.said.some((words) => words.includes(" routes are shown"));
    const best = there.length === 1 ? "the best route" : `the best ${there.length} routes`;
    return {
      lead: `${journey(place, asked)}: ${some ? best : counted(there.length, "route")}.`,
      routes: there.map((rows, n) => {
        const last = rows.at(-1);
        const time = reckon.howLong(last.total_wait, last.waits_not_known, rows.length);
        return { said: `Route ${n + 1}: ${time}${to(need, last)}.`, steps: steps(rows), unknown: lacking(rows) };
      }),
      why: [],
      nearest: [],
      mind,
      assumed: [...assumes, ...unsaid, ...found.said],
    };
  };

  const MEASURES = {
    gaps: "gaps: no service for a need, a group and an area",
    fragile: "fragile: exactly one service",
    places_without: "needs with no service at all in an area",
    coverage: "coverage: share with a service",
    people_covered: "people in need who have a service",
    routes: "routes: a door leads to a need",
    reach: "reach: share of doors and needs with a route",
  };
  const SHARES = ["coverage", "reach"];
  const LISTS = {
    gaps_opened: "No service any more",
    gaps_closed: "A service where there was none",
    routes_lost: "Routes lost",
    routes_won: "Routes won",
  };

  const number = (value) => value.toLocaleString("en-GB");

  // A share in words: never 100% where something is left, nor 0% where something is there.
  const percent = (share) => {
    const words = `${rounded(share * 100, 0)}%`;
    if (words === "100%" && share < 1) return "over 99%";
    return words === "0%" && share > 0 ? "under 1%" : words;
  };

  const shown = (value, share) => {
    if (value === null) return "not known";
    return share ? percent(value) : number(value);
  };

  const signed = (value, share) => {
    if (value === null) return "not known";
    if (!value) return "none";
    const size = Math.abs(value);
    const words = share ? `${rounded(size * 100, 1).toFixed(1)} points` : number(size);
    return `${value < 0 ? "-" : "+"}${words}`;
  };

  const measured = (found) =>
    Object.entries(MEASURES)
      .filter(([name]) => found.before[name] !== null || found.after[name] !== null)
      .map(([name, what]) => {
        const share = SHARES.includes(name);
        const [before, after] = [found.before, found.after].map((side) => shown(side[name], share));
        return { what, before, after, difference: signed(found.difference[name], share) };
      });

  // What it comes to, in a sentence or three.
  const short = (found) => {
    const changed = found.difference;
    const more = changed.gaps;
    const gaps = more && `${number(Math.abs(more))} ${more > 0 ? "more" : "fewer"} gap${Math.abs(more) === 1 ? "" : "s"}`;
    const said = [more === null ? "what it does to gaps is not known" : gaps || "as many gaps as before"];
    const [lost, won] = [found.routes_lost.length, found.routes_won.length];
    if (lost) said.push(`${counted(lost, "route")} lost`);
    if (won) said.push(`${counted(won, "route")} won`);
    if (!lost && !won && changed.routes !== null) said.push("no route lost or won");
    const people = [
      ["people_losing", "would have no service any more"],
      ["people_gaining", "would have a service who have none"],
    ].filter(([name]) => changed[name]).map(([name, verb]) => `${number(changed[name])} people in need ${verb}.`);
    if ((found.gaps_opened.length || found.gaps_closed.length) && !people.length) {
      people.push("How many people that touches is not known, or may not be told.");
    }
    const words = listed(said);
    return [`${words[0].toUpperCase()}${words.slice(1)}.`, ...people].join(" ");
  };

  // In order of need, area and groups, in whatever case.
  const gaps = (rows) => {
    const told = rows.some((row) => row.people !== null);
    const words = rows.map((row) => ({ ...row, group: row.group.join("; "), people: row.people ?? "not known" }));
    words.sort((one, other) =>
      compare(one.need, other.need) || compare(one.area, other.area) || compare(one.group, other.group));
    return { columns: ["need", "group", "area", ...(told ? ["people"] : [])], rows: words };
  };

  // A line for each list of needs, with the doors that it is the same for.
  const routes = (rows) => {
    const [doors, needs] = [new Map(), new Map()];
    rows.forEach((row) => doors.set(row.door, [...(doors.get(row.door) ?? []), row.need]));
    doors.forEach((some, door) => {
      const key = JSON.stringify(some);
      needs.set(key, { some, doors: [...(needs.get(key)?.doors ?? []), door] });
    });
    return [...needs.values()].map((one) => `from ${listed(one.doors)}, to ${listed(one.some)}`);
  };

  const others = (rows) =>
    rows.map((row) => {
      const what = `where ${row.service} was (${counted(row.cells, "combination")} of need, group and area): `;
      const names = row.others.slice(0, 5).map((other) => `${other.service} in ${other.cells}`);
      if (row.others.length > 5) names.push(`${row.others.length - 5} more`);
      const left = row.cells - row.covered;
      return `${what}${listed(names) || "nobody"}${left && names.length ? `; nobody in ${left}` : ""}`;
    });

  // What whatIf found, as said; `lists` are those of gaps and of routes that have something, with their headings.
  const whatIf = (data, found) => ({
    question: found.question,
    short: short(found),
    measures: measured(found),
    gaps: ["gaps_opened", "gaps_closed"].filter((name) => found[name].length)
      .map((name) => ({ heading: LISTS[name], ...gaps(found[name]) })),
    routes: ["routes_lost", "routes_won"].filter((name) => found[name].length)
      .map((name) => ({ heading: LISTS[name], lines: routes(found[name]) })),
    others: others(found.difference.who_else_covers),
    mind: found.caveats.filter((text) => text !== data.note),
    assumed: found.assumptions,
  });

  reckon.words = { route, whatIf };
})();
