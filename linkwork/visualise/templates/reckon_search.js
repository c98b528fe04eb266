"use strict";
// The best route from one door to every service: the search of linkwork/graph/measures/routes.py.
(() => {
  const { reckon } = globalThis.Linkwork;
  const { waysFrom } = reckon.shared;

  // Costs are compared one after another: waits that nobody knows, then days, then steps.
  const costs = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  const more = (cost, way) => [cost[0] + (way.wait === null), cost[1] + (way.wait ?? 0), cost[2] + 1];

  // States with their costs, the least first.
  class Heap {
    constructor() {
      this.states = [];
      this.costs = [];
    }

    less(a, b) {
      return costs(this.costs[a], this.costs[b]) < 0;
    }

    swap(a, b) {
      [this.states[a], this.states[b]] = [this.states[b], this.states[a]];
      [this.costs[a], this.costs[b]] = [this.costs[b], this.costs[a]];
    }

    push(state, cost) {
      this.states.push(state);
      this.costs.push(cost);
      let at = this.states.length - 1;
      while (at && this.less(at, (at - 1) >> 1)) {
        this.swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    }

    pop() {
      this.swap(0, this.states.length - 1);
      const found = [this.states.pop(), this.costs.pop()];
      let at = 0;
      for (;;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < this.states.length && this.less(left, least)) least = left;
        if (right < this.states.length && this.less(right, least)) least = right;
        if (least === at) return found;
        this.swap(at, least);
        at = least;
      }
    }
  }

  // A state is twice a service's number, plus one if it may not refer on. `ruled` says of each service whether it takes
  // such people on the way; null lifts every rule.
  class Search {
    constructor(place, door, ruled) {
      Object.assign(this, { place, ruled, cost: new Map(), last: new Map() });
      this.heap = new Heap();
      this.go(-1, waysFrom(place, door));
      while (this.heap.states.length) {
        const [state, cost] = this.heap.pop();
        const service = state >> 1;
        if (costs(cost, this.cost.get(state)) || state & 1 || (ruled && !ruled[service])) continue;
        this.go(state, place.ways.services[service]);
      }
    }

    // Take every way on from a state whose own best route is known.
    go(state, ways) {
      const soFar = this.cost.get(state) ?? [0, 0, 0];
      ways.forEach((way) => {
        if (this.ruled && this.place.closed[way.to]) return;
        const next = 2 * way.to + (way.forbids && this.ruled ? 1 : 0);
        const cost = more(soFar, way);
        const known = this.cost.get(next);
        const order = known === undefined ? -1 : costs(cost, known);
        if (order < 0) {
          this.cost.set(next, cost);
          this.heap.push(next, cost);
        }
        if (order < 0 || (order === 0 && this.first([state, way], this.last.get(next)))) {
          this.last.set(next, [state, way]);
        }
      });
    }

    // For every service that is reached, the state in which the best route to it ends.
    ends() {
      const best = new Map();
      [...this.cost.keys()].forEach((state) => {
        const known = best.get(state >> 1);
        if (known === undefined || this.before(state, known)) best.set(state >> 1, state);
      });
      return best;
    }

    before(state, other) {
      const order = costs(this.cost.get(state), this.cost.get(other));
      return order ? order < 0 : this.first(this.last.get(state), this.last.get(other));
    }

    // Whether the ids of one route stand before those of another of as many steps: the first step that differs tells.
    first(one, other) {
      while (one[0] !== other[0]) {
        one = this.last.get(one[0]);
        other = this.last.get(other[0]);
      }
      const [mine, its] = [one[1], other[1]];
      return mine.to !== its.to ? mine.to < its.to : mine.link < its.link;
    }

    route(state) {
      const steps = [];
      for (let at = this.last.get(state); at; at = this.last.get(at[0])) steps.push(at[1]);
      return { steps: steps.reverse(), cost: this.cost.get(state) };
    }
  }

  // The order of routes: waits not known, days, steps, then the ids of the door and of services and links in turn.
  const order = (place) => (one, other) => {
    const { compare, idOf } = reckon.shared;
    const cost = costs(one.cost, other.cost);
    if (cost) return cost;
    const door = compare(idOf(place, one.steps[0].from), idOf(place, other.steps[0].from));
    if (door) return door;
    for (let n = 0; n < one.steps.length; n += 1) {
      const [mine, its] = [one.steps[n], other.steps[n]];
      if (mine.to !== its.to) return mine.to - its.to;
      if (mine.link !== its.link) return mine.link - its.link;
    }
    return 0;
  };

  reckon.Search = Search;
  reckon.order = order;
})();
