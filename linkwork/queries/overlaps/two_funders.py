"""O5: the needs, groups and areas for which two funders or more pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.measures.funding import band, paid_twice
from linkwork.graph.measures.reliance import Place
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import left_out
from linkwork.words import are, counted

UNNAMED = "a fund that was not published"


@dataclass(frozen=True)
class _Money:
    """Who pays for which service, by itself or by a post in it."""

    found: Found

    @cached_property
    def of_service(self) -> dict[str, list[Row]]:
        """The payments for each service, each with what it rests on."""
        posts: dict[str, list[Row]] = {}
        for post in self.found.parts["posts"]:
            if post["service_id"]:
                posts.setdefault(post["id"], []).append(post)
        paid: dict[str, list[Row]] = {}
        for row in self.found.parts["funding"]:
            if row["paid_kind"] == "Service":
                paid.setdefault(row["paid_id"], []).append({**row, "said": [row["id"], row["funder_id"]]})
            for post in posts.get(row["paid_id"], ()):
                said = [row["id"], row["funder_id"], *(id_ for id_ in post["evidence"] if id_)]
                paid.setdefault(post["service_id"], []).append({**row, "said": said})
        return paid

    @cached_property
    def funders(self) -> dict[str, frozenset[str]]:
        """The funders of each service that has one."""
        return {id_: frozenset(row["funder_id"] for row in rows) for id_, rows in self.of_service.items()}

    def left_out(self) -> list[str]:
        """How many payments belong to no one service."""
        kinds = [row["paid_kind"] for row in self.found.parts["funding"]]
        number = sum(kind in ("Role", "Organisation") for kind in kinds)
        of = counted(len(kinds), "payment")
        return [f"{number} of {of} {are(number)} for a role or an organisation: left out."] if number else []


def finish(found: Found) -> Finished:
    """A row for each need, area and set of paid services; most funders first, then by name."""
    town, money = provision(found), _Money(found)
    limit = int(found.parameters["limit"])
    paid = paid_twice(town.cells, money.funders, int(found.parameters["at_least"]), town.chosen())
    ranks = [
        town.rank(axis.ids)[at]
        for axis, at in ((town.cells.areas, paid.spread.area), (town.cells.needs, paid.spread.need))
    ]
    kept = sorted(paid.first(ranks, limit), key=lambda pair: _order(town, *pair))[:limit]
    rows = [_row(town, money, place) for _, place in kept]
    return Finished(rows, [*left_out(len(rows), len(paid.funders)), *money.left_out(), *town.assumptions()])


def _order(town: Provision, funders: int, place: Place) -> tuple[object, ...]:
    names = (town.names[place.need], town.names[place.area])
    return (-funders, *names, town.called(place.services)[1], place.need, place.area, place.services)


def _row(town: Provision, money: _Money, place: Place) -> Row:
    names, ids = town.called(place.services)
    paid = [(name, row) for name, id_ in zip(names, ids, strict=True) for row in money.of_service[id_]]
    every = sorted({(row["funder"] or row["funder_id"], row["funder_id"]) for _, row in paid})
    public = {row["funder_id"] for _, row in paid if row["public"]}
    return {
        "need": town.names[place.need],
        "group": town.groups(place.audiences),
        "area": town.names[place.area],
        "funders": [
            name if id_ in public else UNNAMED for name, id_ in sorted(every, key=lambda f: f[1] not in public)
        ],
        "services": names,
        "amount_bands": _bands([(name, row) for name, row in paid if row["public"] and row["amount_public"]]),
        "n_funders": len(every),
        "all_funders": [name for name, _ in every],
        "all_amount_bands": _bands(paid),
        "need_id": place.need,
        "area_id": place.area,
        "service_ids": ids,
        "all_funder_ids": [id_ for _, id_ in every],
        "evidence": [
            *(place.need, place.area),
            *(id_ for _, row in paid for id_ in row["said"]),
            *town.evidence_of(ids),
        ],
    }


def _bands(paid: Sequence[tuple[str, Row]]) -> list[str]:
    """`Council, for Lunch: £10,000 to £50,000`, in order of funder and service."""
    return sorted(f"{row['funder'] or row['funder_id']}, for {name}: {band(row['amount'])}" for name, row in paid)
