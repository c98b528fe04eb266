"""O3: how many services, providers and places there are for each need in each area."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.crowding import Crowding, crowding
from linkwork.graph.demand import Figure
from linkwork.graph.privacy import SMALL
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, provision
from linkwork.queries._words import counted, left_out


def finish(found: Found) -> Finished:
    """Rows by need and area, those with most services first."""
    town = provision(found)
    crowd = crowding(town.cells, town.whole, town.supplies)
    made = _Rows(town, crowd)
    rows = sorted(made.all(), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [*_headline(crowd), *left_out(len(kept), len(rows)), *_small(made, kept)]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()])


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from."""

    town: Provision
    crowd: Crowding

    @cached_property
    def people(self) -> dict[tuple[str, str], Figure]:
        return self.town.demand.places()

    def all(self) -> Iterator[Row]:
        """The rows that were asked for."""
        cells, chosen = self.town.cells, self.town.chosen()
        wanted = str(self.town.found.parameters["show"])
        for i, need in enumerate(cells.needs.ids):
            for j, area in enumerate(cells.areas.ids):
                services = self.town.there(i, j)
                if _asked_for(wanted, len(services)) and (chosen is None or chosen[services].any()):
                    yield self.row((need, area), (i, j), services)

    def row(self, place: tuple[str, str], at: tuple[int, int], services: list[int]) -> Row:
        need, area = place
        names, ids = self.town.called(services)
        figure = self.people.get(place)
        capacity = float(self.crowd.capacity[at])
        known = None if capacity != capacity else round(capacity, 1)  # noqa: PLR0124 - not a number
        people = figure.shown if figure else None
        return {
            "need": self.town.names[need],
            "area": self.town.names[area],
            "n_services": int(self.crowd.services[at]),
            "n_providers": int(self.crowd.providers[at]),
            "capacity": known,
            "effective_providers": round(float(self.crowd.effective[at]), 2),
            "demand": people,
            "capacity_per_1000": _per_1000(capacity, people) if known is not None else None,
            "single": len(services) == 1,
            "services": names,
            "core20_share": self.town.core20.get(area),
            "need_id": need,
            "area_id": area,
            "service_ids": ids,
            "evidence": [need, area, *(figure.ids if figure else ()), *self.town.evidence_of(ids)],
        }


def _asked_for(wanted: str, services: int) -> bool:
    return {
        "all": True,
        "served": services > 0,
        "single": services == 1,
        "crowded": services > 1,
        "gaps": services == 0,
    }[wanted]


def _per_1000(capacity: float, people: float | None) -> float | None:
    """Blank where so few are in need that their number may not be shown: the two together would give it away."""
    return round(1000 * capacity / people, 1) if people and people >= SMALL else None


def _headline(crowd: Crowding) -> list[str]:
    if not crowd.reaching:
        return []
    if n := crowd.lacking:
        they = "does not say how many people it" if n == 1 else "do not say how many people they"
        return [
            f"{n} of {counted(crowd.reaching, 'service')} {they} can take on, so for effective providers every service "
            "counts as one of equal size."
        ]
    said = ["Shares of providers are by capacity, spread evenly over everything a service does."]
    if full := int(crowd.full.sum()):
        said.append(
            f"Where services are there but have room for nobody, each counts as one of equal size: so it is in "
            f"{counted(full, 'pair')} of need and area."
        )
    return said


def _small(made: _Rows, rows: list[Row]) -> list[str]:
    figures = (made.people.get((row["need_id"], row["area_id"])) for row in rows)
    hidden = any(figure and figure.small for figure in figures)
    return [not_told("sums over groups and figures per 1,000 people")] if hidden else []


def _order(row: Row) -> tuple[int, str, str, str, str]:
    return (-row["n_services"], row["need"], row["area"], row["need_id"], row["area_id"])
