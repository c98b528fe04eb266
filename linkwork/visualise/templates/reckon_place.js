"use strict";
// What the page reckons from, spread out: the data of linkwork/project/reckoning.py, read once. No page, no library.
(() => {
  const Linkwork = (globalThis.Linkwork ??= {});
  const reckon = (Linkwork.reckon ??= {});

  // Words stand in the order that Python gives them: by character, not by half of one.
  const compare = (one, other) => {
    if (one === other) return 0;
    const [a, b] = [Array.from(one), Array.from(other)];
    for (let n = 0; n < a.length && n < b.length; n += 1) {
      if (a[n] !== b[n]) return a[n].codePointAt(0) - b[n].codePointAt(0);
    }
    return a.length - b.length;
  };
  const sorted = (words) => [...words].sort(compare);
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join(""));

  // To so many decimals, a tie to the even one, as Python rounds. A tie is exact only in odd halves of powers of two.
  const rounded = (number, decimals) => {
    const halves = number * 2 ** (decimals + 1);
    if (!Number.isInteger(halves) || halves % 2 === 0) return Number(number.toFixed(decimals));
    const below = Math.floor(number * 10 ** decimals);
    return (below + Math.abs(below % 2)) / 10 ** decimals;
  };

  // What the people of the page call things, and their numbers by id.
  const called = (side) => ({ ...side, number: new Map(side.ids.map((id, n) => [id, n])) });

  const spread = (data) => {
    const sets = data.sets.map((members) => new Set(members));
    const offers = data.services.ids.map(() => []);
    data.offers.forEach(([service, needs, include, exclude, areas, onlyFor, notFor]) => {
      if (service < 0) return;
      offers[service].push({
        needs: sets[needs],
        include: include < 0 ? null : sets[include],
        exclude: sets[exclude],
        areas: sets[areas],
        onlyFor: data.sets[onlyFor],
        notFor: data.sets[notFor],
      });
    });
    const closed = data.services.ids.map(() => false);
    data.services.closed.forEach((service) => { closed[service] = true; });
    const place = {
      data,
      sets,
      offers,
      closed,
      needs: called(data.needs),
      groups: called(data.groups),
      areas: called(data.areas),
      services: called(data.services),
      senders: called(data.senders),
    };
    place.met = offers.map((own) => new Set(own.flatMap((offer) => [...offer.needs])));
    place.ways = {
      services: data.services.ids.map((_, n) => ways(place, data.ways.services[n], { service: n })),
      senders: data.senders.ids.map((_, n) => ways(place, data.ways.senders[n], { sender: n })),
    };
    return place;
  };

  // The ways on from a service or a sender; `link` is the number by which links stand in order of their ids.
  const ways = (place, known, from) =>
    (known ?? []).map(([to, link, wait, via]) => ({
      from,
      to,
      link,
      wait,
      via,
      forbids: link >= 0 && place.data.links[link][3] === false,
    }));

  const idOf = (place, end) =>
    end.service === undefined ? place.senders.ids[end.sender] : place.services.ids[end.service];
  const nameOf = (place, end) =>
    end.service === undefined ? place.senders.names[end.sender] : place.services.names[end.service];

  const linkId = (place, way) => {
    if (way.link < 0) return null;
    const [id, category] = place.data.links[way.link];
    const from = way.via < 0 ? idOf(place, way.from) : place.senders.ids[way.via];
    return id ?? ["REFERS_TO", from, place.services.ids[way.to], category ?? ""].join("|");
  };

  // Where people may start: a body, a role, a service or, as `self`, by themselves.
  const endOf = (place, id) => {
    const service = place.services.number.get(id);
    if (service !== undefined) return { service };
    const sender = place.senders.number.get(id);
    if (sender === undefined) throw new Error(`There is no body, role or service ${id}.`);
    return { sender };
  };
  const waysFrom = (place, end) =>
    end.service === undefined ? place.ways.senders[end.sender] : place.ways.services[end.service];

  const places = new WeakMap();
  reckon.place = (data) => {
    if (!places.has(data)) places.set(data, spread(data));
    return places.get(data);
  };
  reckon.SELF = "self";
  reckon.shared = { compare, sorted, counted, listed, rounded, idOf, nameOf, linkId, endOf, waysFrom };
})();
