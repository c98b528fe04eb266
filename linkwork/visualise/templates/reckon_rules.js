"use strict";
// Whom the offers of a service take, where and for what: linkwork/graph/measures/eligibility.py, rule by rule.
(() => {
  const { reckon } = globalThis.Linkwork;
  const { sorted } = reckon.shared;

  const apart = (one, other) => ![...one].some((member) => other.has(member));
  const inside = (one, other) => [...one].every((member) => other.has(member));
  const none = new Set();

  // What one journey asks of the services along it; without an audience or an area that test is off.
  class Rules {
    constructor(place, { need = "", audience = "", area = "" }) {
      this.place = place;
      this.asks = { need, audience, area };
      const leaves = (side, id) => place.sets[side.leaves[side.number.get(id)]] ?? none;
      this.needs = leaves(place.needs, need);
      this.people = leaves(place.groups, audience);
      const where = place.areas.number.get(area);
      this.where = where === undefined ? -1 : place.areas.one[where];
      this.parts = where === undefined ? none : place.sets[place.areas.parts[where]];
    }

    of(service) {
      return this.place.offers[service];
    }

    meetsBy(offer) {
      return this.asks.need ? !apart(this.needs, offer.needs) : offer.needs.size > 0;
    }

    takes(offer) {
      if (!this.asks.audience) return true;
      const taken = offer.include === null || inside(this.people, offer.include);
      return this.people.size > 0 && taken && apart(this.people, offer.exclude);
    }

    covers(offer) {
      if (!this.asks.area) return true;
      return offer.areas.has(this.where) || (this.parts.size > 0 && inside(this.parts, offer.areas));
    }

    fits(offer) {
      return this.meetsBy(offer) && this.takes(offer) && this.covers(offer);
    }

    onTheWay(service) {
      if (!this.asks.audience && !this.asks.area) return true;
      return this.of(service).some((offer) => this.takes(offer) && this.covers(offer));
    }

    atTheEnd(service) {
      return this.of(service).some((offer) => this.fits(offer));
    }

    meets(service) {
      return this.of(service).some((offer) => this.meetsBy(offer));
    }

    // The leaf needs, of those asked for, that the service meets by an offer that takes such people there.
    needsMet(service) {
      const met = new Set();
      this.of(service)
        .filter((offer) => this.takes(offer) && this.covers(offer))
        .forEach((offer) => offer.needs.forEach((need) => {
          if (!this.asks.need || this.needs.has(need)) met.add(need);
        }));
      return met;
    }

    // Whom the offers take by which a route ends at the service, in words; empty where one of them takes everyone.
    taken(service) {
      const fitting = this.of(service).filter((offer) => this.fits(offer));
      const open = fitting.filter((offer) => offer.include === null).map((offer) => offer.exclude);
      const nobody = open.length
        ? new Set([...open[0]].filter((member) => open.every((left) => left.has(member))))
        : null;
      if (nobody !== null && nobody.size === 0) return [];
      const telling = fitting.filter(
        (offer) => offer.include === null || nobody === null || !apart(nobody, offer.include),
      );
      return sorted(new Set(telling.flatMap((offer) => this.peopleOf(offer))));
    }

    peopleOf(offer) {
      const { names } = this.place.groups;
      const left = sorted(offer.notFor.map((group) => names[group])).join(", ");
      if (offer.include === null) return [`everyone but ${left}`];
      return offer.onlyFor.map((group) => names[group] + (left ? ` but not ${left}` : ""));
    }

    whyNotOnTheWay(service, called) {
      return this.onTheWay(service) ? "" : this.why(this.of(service), called);
    }

    whyNotAtTheEnd(service, called) {
      if (this.atTheEnd(service)) return "";
      const why = this.whyNotOnTheWay(service, called);
      if (why) return why;
      const need = this.word("needs", this.asks.need) || "any need";
      const meeting = this.of(service).filter((offer) => this.meetsBy(offer));
      return meeting.length ? this.why(meeting, `what ${called} does for ${need}`) : `${called} does not meet ${need}`;
    }

    // Where none of these meets the need for the group, or in the area, or both, that in words; else empty.
    nobodyMeets(services) {
      const meeting = services.flatMap((service) => this.of(service).filter((offer) => this.meetsBy(offer)));
      if (!meeting.length || meeting.some((offer) => this.takes(offer) && this.covers(offer))) return "";
      const need = this.word("needs", this.asks.need) || "any need";
      const part = meeting.some((offer) => !apart(this.parts, offer.areas));
      const there = `in ${part && this.parts.size > 1 ? "all of " : ""}${this.word("areas", this.asks.area)}`;
      const taken = `for ${this.word("groups", this.asks.audience)}`;
      const nowhere = !meeting.some((offer) => this.covers(offer));
      if (!nowhere && !meeting.some((offer) => this.takes(offer))) return `no live service meets ${need} ${taken}`;
      const where = nowhere ? there : `${taken} ${there}`;
      const unsaid = this.asks.area ? meeting.filter((offer) => !offer.areas.size).length : 0;
      const some = unsaid === 1 ? "1 offer for it does" : `${unsaid} offers for it do`;
      return `no live service meets ${need} ${where}${unsaid ? `; ${some} not say where` : ""}`;
    }

    why(offers, called) {
      const [audience, area] = [this.word("groups", this.asks.audience), this.word("areas", this.asks.area)];
      if (!offers.length) return `nobody has said whom ${called} takes or where`;
      if (!offers.some((offer) => this.takes(offer))) return `${called} is not for ${audience}`;
      if (offers.some((offer) => this.covers(offer))) {
        return `${called} is for ${audience} and covers ${area}, but not by one and the same offer`;
      }
      if (!offers.some((offer) => offer.areas.size)) return `nobody has said which areas ${called} covers`;
      return `${called} does not cover ${area}`;
    }

    word(side, id) {
      return this.place[side].names[this.place[side].number.get(id)] ?? id;
    }
  }

  reckon.Rules = Rules;
})();
