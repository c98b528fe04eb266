"""G5: needs and areas in which the only known way in is to be sent by a professional."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.demand import Figure
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, provision
from linkwork.queries._words import are, counted, left_out
from linkwork.queries.gaps._outreach import any_of, seeks

#: The ways in, in the order in which they are said; the last where a service says none.
WAYS = ("self", "professional", "closed", "not said")


def finish(found: Found) -> Finished:
    """Rows by need and area, most people first, then by area and need."""
    town = provision(found)
    made = _Rows(town, {row["id"]: row for row in found.rows}, town.demand.places())
    every = list(made.all())
    only = [row for row in every if _only_by_referral(row)]
    rows = sorted(every if found.parameters["show"] == "all" else only, key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [*_headline(every, only), *left_out(len(kept), len(rows)), *_small(made, kept)]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()], "" if rows else _untold(every))


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from: how people get into each service, and people in need by need and area."""

    town: Provision
    service: Mapping[str, Row]
    people: Mapping[tuple[str, str], Figure]

    def all(self) -> Iterator[Row]:
        """A row for every need in every area that has a service, of those asked for."""
        cells, chosen = self.town.cells, self.town.chosen()
        for i, need in enumerate(cells.needs.ids):
            for j, area in enumerate(cells.areas.ids):
                there = self.town.there(i, j)
                if there and (chosen is None or chosen[there].any()):
                    yield self.row(need, area, there)

    def row(self, need: str, area: str, there: Sequence[int]) -> Row:
        names, ids = self.town.called(there)
        by = {way: [id_ for id_ in ids if (self.service[id_]["access"] or "not said") == way] for way in WAYS}
        outreach = [seeks(self.service[id_]["approach"]) for id_ in ids]
        takes = [None if id_ in by["not said"] else id_ in by["self"] for id_ in ids]
        figure = self.people.get((need, area))
        return {
            "area": self.town.names[area],
            "need": self.town.names[need],
            "people_in_need": figure.shown if figure else None,
            "services": names,
            "access_routes": [f"{way}: {len(some)}" for way, some in by.items() if some],
            "self_referral": any_of(takes),
            "outreach": any_of(outreach),
            "outreach_services": [name for name, seeking in zip(names, outreach, strict=True) if seeking],
            "need_id": need,
            "area_id": area,
            "professional_ids": by["professional"],
            "closed_ids": by["closed"],
            "not_said_ids": by["not said"],
            "outreach_ids": [id_ for id_, seeking in zip(ids, outreach, strict=True) if seeking],
            "evidence": [need, area, *(figure.ids if figure else ()), *self.town.evidence_of(ids)],
        }


def _only_by_referral(row: Row) -> bool:
    return bool(row["professional_ids"]) and row["self_referral"] != "yes"


def _untold(every: Sequence[Row]) -> str:
    """What keeps it from being told, where no service says how people get in."""
    unsaid = all(row["access_routes"] == [f"not said: {len(row['services'])}"] for row in every)
    return "No service there says how people get in, so this is not known yet." if every and unsaid else ""


def _headline(every: Sequence[Row], only: Sequence[Row]) -> list[str]:
    if not every:
        return []
    said = [
        f"In {len(only)} of {counted(len(every), 'pair')} of need and area that {'has' if len(every) == 1 else 'have'} "
        "a service, the only known way in is by a professional."
    ]
    if unsure := sum(bool(row["not_said_ids"]) for row in only):
        said.append(f"Of these, {unsure} {are(unsure)} not certain: a service there does not say how people get in.")
    if shut := sum(row["access_routes"] == [f"closed: {len(row['closed_ids'])}"] for row in every):
        said.append(f"In {counted(shut, 'pair')} every service is closed, so nobody can get in at all.")
    return said


def _small(made: _Rows, rows: Sequence[Row]) -> list[str]:
    figures = (made.people.get((row["need_id"], row["area_id"])) for row in rows)
    return [not_told("sums over groups")] if any(figure and figure.shown is None for figure in figures) else []


def _order(row: Row) -> tuple[int, str, str, str, str]:
    return (-(row["people_in_need"] or 0), row["area"], row["need"], row["area_id"], row["need_id"])
