"""Landscapes as rows: builders, the oracle's town, towns drawn at random, and docs/measures.md read aloud.

The reading aloud (`Plain`, `brute_force`) shares no code with the package: it tries every cell with every offer.
"""

from itertools import product

from hypothesis import strategies as st

from linkwork.graph.measures.footprint import ANYONE_ELSE, Landscape
from tests.queries.town import ORACLE


def term(kind, id_, broader="", same=""):
    return {"kind": kind, "id": id_, "broader_ids": broader.split(), "same_ids": same.split()}


def area(id_, level, within=""):
    return {"id": id_, "level": level, "within_ids": within.split()}


SUPPLY = {"service_capacity": None, "offer_capacity": None, "referrals_month": None, "provider_ids": []}


def offer(id_, needs="", areas="", include="", exclude=""):
    """An offer of the service that its id begins with: cafe.2 is an offer of cafe."""
    ids = {"offer_id": id_, "service_id": id_.partition(".")[0], "need_ids": needs.split(), "area_ids": areas.split()}
    return ids | {"include_ids": include.split(), "exclude_ids": exclude.split()} | SUPPLY


def figure(need, area, people, who=None, *, year=2025, method="survey"):
    """A figure of people in need, whose id says all but how many."""
    row = {"need_id": need, "area_id": area, "audience_id": who, "year": year, "method": method}
    return row | {"id": f"{need} {who} {area} {year} {method}", "people": people}


def oracle():
    """The town of the oracles, all of whose services have one offer."""
    offers = [offer(f"{name}.1", needs, areas, audiences) for name, (needs, audiences, areas) in ORACLE.items()]
    needs = [term("Need", id_) for id_ in ["isolation", "money", "housing", "mood", "ltc"]]
    who = [term("Audience", id_) for id_ in ["adults", "ltc", "smi"]]
    return Landscape(offers, needs + who, [area(id_, "ward") for id_ in ["nw", "ne", "sw", "se"]])


# Random towns, with cycles, several offers, exclusions and parts of wards, against a plain reading of the measures.
IDS = "abcdef"


def cells_of(cells):
    """F(s) of every service as a set of cells, from the matrix."""
    found = {}
    for i, service in enumerate(cells.services):
        found[service] = set()
        for column in cells.matrix[[i]].indices:
            found[service] |= set(product(*cells.cells(column.reshape(1).astype(int))))
    return found


def subset(of, least=0):
    return st.lists(st.sampled_from(of), min_size=least, max_size=3, unique=True)


@st.composite
def landscapes(draw, least=0):
    terms = [
        {"kind": kind, "id": kind[0] + x, "broader_ids": [kind[0] + y for y in draw(subset(IDS))][:2],
         "same_ids": [kind[0] + y for y in draw(subset(IDS))][: draw(st.integers(0, 1))]}
        for kind in ("Need", "Audience")
        for x in IDS
    ]  # fmt: skip
    levels = {"B": "borough", "w1": "ward", "w2": "ward", "w3": "ward", "l1": "lsoa"}
    within = {"w1": ["B"], "w2": ["B"], "w3": [], "l1": ["w1"], "B": []}
    areas = [{"id": id_, "level": level, "within_ids": within[id_]} for id_, level in levels.items()]
    offers = [
        {"offer_id": f"o{i}", "service_id": f"s{draw(st.integers(0, 3))}",
         "need_ids": [f"N{x}" for x in draw(subset(IDS))], "area_ids": draw(subset(list(levels))),
         "include_ids": [f"A{x}" for x in draw(subset(IDS))], "exclude_ids": [f"A{x}" for x in draw(subset(IDS))[:1]],
         **SUPPLY}
        for i in range(draw(st.integers(least, 6)))
    ]  # fmt: skip
    return Landscape(offers, terms, areas)


class Plain:
    """docs/measures.md read aloud: who is broader than whom by walking up, one step after another."""

    def __init__(self, rows, kind):
        self.up = {row["id"]: set(row["broader_ids"]) | set(row["same_ids"]) for row in rows if row["kind"] == kind}
        for row in rows:
            for other in row["same_ids"] if row["kind"] == kind else ():
                self.up[other].add(row["id"])
        self.above = {id_: self.walk(id_) for id_ in self.up}

    def walk(self, id_):
        seen = {id_}
        while more := {up for x in seen for up in self.up[x]} - seen:
            seen |= more
        return seen

    def one(self, id_):
        return min(x for x in self.up if x in self.above[id_] and id_ in self.above[x])

    def leaves(self):
        return {self.one(x) for x in self.up if not any(x in self.above[y] and y not in self.above[x] for y in self.up)}

    def under(self, leaf, stated):
        return any(x in self.above[leaf] for x in stated)


INSIDE = {"w1": {"w1", "B"}, "w2": {"w2", "B"}, "w3": {"w3"}}


def brute_force(rows, inside=INSIDE):
    """Every cell, and F(s) of every service, tried one cell after another."""
    needs, audiences = Plain(rows.terms, "Need"), Plain(rows.terms, "Audience")
    named = {x for row in rows.offers for x in row["include_ids"] + row["exclude_ids"]}
    named |= {row["audience_id"] for row in rows.demand if row["audience_id"]}
    people = {leaf for leaf in audiences.leaves() if audiences.under(leaf, named)}
    if any(not row["include_ids"] for row in rows.offers):
        people.add(ANYONE_ELSE)
    every = set(product(needs.leaves(), people, inside))
    found = {row["service_id"]: set() for row in rows.offers}
    for row, (need, who, where) in product(rows.offers, every):
        taken = not row["include_ids"] or (who != ANYONE_ELSE and audiences.under(who, row["include_ids"]))
        left_out = who != ANYONE_ELSE and audiences.under(who, row["exclude_ids"])
        if needs.under(need, row["need_ids"]) and taken and not left_out and inside[where] & set(row["area_ids"]):
            found[row["service_id"]].add((need, who, where))
    return every, found


def brute_demand(rows):
    """People by (need, audience or None, area): of the latest year, then the first method, then the first id."""
    needs, audiences = Plain(rows.terms, "Need"), Plain(rows.terms, "Audience")
    found = {}
    for row in sorted(rows.demand, key=lambda row: (-row["year"], row["method"], row["id"])):
        need = [leaf for leaf in needs.leaves() if needs.under(leaf, [row["need_id"]])]
        who = [leaf for leaf in audiences.leaves() if audiences.under(leaf, [row["audience_id"]])]
        if len(need) == 1 and row["area_id"] in INSIDE and (row["audience_id"] is None or len(who) == 1):
            found.setdefault((need[0], who[0] if row["audience_id"] else None, row["area_id"]), row["people"])
    return found


@st.composite
def towns(draw):
    """Such a landscape with providers, capacities, referrals and demand; often with demand for everything, or none."""
    rows = draw(landscapes(least=draw(st.sampled_from([0, 2, 4]))))
    number = st.sampled_from([0, 12, 60, 100] if draw(st.booleans()) else [12, 60, 100, None])
    facts = {
        service: {"service_capacity": draw(number), "referrals_month": draw(st.sampled_from([None, 2, 5, 7])),
                  "provider_ids": draw(subset("pqr"))[:2]}
        for service in sorted({row["service_id"] for row in rows.offers})
    }  # fmt: skip
    offers = [row | facts[row["service_id"]] | {"offer_capacity": draw(number)} for row in rows.offers]
    # Random lists are often empty: filled in half of the towns, so that services meet.
    for ids, some in (
        ("need_ids", ["Na", "Nb", "Nc"]),
        ("area_ids", ["B"]),
        ("include_ids", ["Aa", "Ab"]),
        ("exclude_ids", []),
    ):
        if draw(st.booleans()):
            offers = [row | {ids: (row[ids] or some) if some else some} for row in offers]
    demand = draw(st.one_of(st.just([]), some_figures(), every_figure(rows)))
    return Landscape(offers, rows.terms, rows.areas, demand)


PEOPLE = st.sampled_from([0, 3, 10, 25])


@st.composite
def some_figures(draw):
    """A few figures, for narrow and broad needs, audiences and areas, of two years and two methods."""
    nobody_named, somebody_named = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    who = [None] * nobody_named + [f"A{x}" for x in IDS] * somebody_named
    names = ([f"N{x}" for x in IDS], ["w1", "w2", "w3", "B"], who, [2024, 2025], ["census", "survey"])
    some = draw(st.lists(st.tuples(*(st.sampled_from(of) for of in names)), max_size=6, unique=True))
    return [figure(n, where, draw(PEOPLE), g, year=y, method=m) for n, where, g, y, m in some]


@st.composite
def every_figure(draw, rows):
    """A figure for every cell, by audience or, where there is no audience, without."""
    needs, audiences = Plain(rows.terms, "Need").leaves(), Plain(rows.terms, "Audience").leaves()
    cells = product(sorted(needs), INSIDE, sorted(audiences) if draw(st.booleans()) else [None])
    return [figure(need, area, draw(PEOPLE), who) for need, area, who in cells]
