"""O3: how many services, providers and places there are for each need in each area."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.measures.crowding import Crowding, crowding
from linkwork.graph.measures.demand import Figure
from linkwork.graph.privacy import SMALL
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, provision
from linkwork.queries._words import left_out
from linkwork.words import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def finish(found: Found) -> Finished:
    """Rows by need and area, those with most services first."""
    town = provision(found)
    crowd = crowding(town.cells, town.whole, town.supplies)
    made = _Rows(town, crowd)
    places = made.places()
    kept = [made.row(*place) for place in places[: int(found.parameters["limit"])]]
    said = [*_headline(crowd), *left_out(len(kept), len(places)), *_small(made, kept)]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()])


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from."""

    town: Provision
    crowd: Crowding

    @cached_property
    def people(self) -> dict[tuple[str, str], Figure]:
        return self.town.demand.places()

    def places(self) -> list[tuple[int, int]]:
        """The needs and areas that were asked for, by their places in the cells, those with most services first."""
        import numpy as np

        town, number = self.town, self.crowd.services
        shown, chosen = _asked_for(str(town.found.parameters["show"]), number), town.chosen()
        if chosen is not None:
            shown = shown & town.anywhere(chosen)
        need, area = np.nonzero(shown)
        names = town.rank(town.cells.areas.ids)[area], town.rank(town.cells.needs.ids)[need]
        order = np.lexsort((area, need, *names, -number[need, area]))
        return list(zip(need[order].tolist(), area[order].tolist(), strict=True))

    def row(self, i: int, j: int) -> Row:
        """One need and area, by their places in the cells."""
        need, area = self.town.cells.needs.ids[i], self.town.cells.areas.ids[j]
        services, at = self.town.there(i, j), (i, j)
        names, ids = self.town.called(services)
        figure = self.people.get((need, area))
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


def _asked_for(wanted: str, services: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """Which numbers of services are wanted."""
    by_name: dict[str, NDArray[np.bool_]] = {
        "all": services >= 0,
        "served": services > 0,
        "single": services == 1,
        "crowded": services > 1,
        "gaps": services == 0,
    }
    return by_name[wanted]


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
