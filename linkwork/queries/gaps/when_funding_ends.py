"""G8: day by day as funding ends, what nobody covers any more, and how many people have the need there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.days import last_day
from linkwork.graph.measures.demand import Figure, Weighed, over_demand
from linkwork.graph.measures.lapsing import lapses
from linkwork.graph.measures.reliance import also_covered
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, provision
from linkwork.queries._words import left_out
from linkwork.words import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_PUBLISHED = "a fund that is not published"


def finish(found: Found) -> Finished:
    """A row for each day on which the funding of some service ends, the earliest first."""
    made = _Ends(provision(found), found)
    rows = [made.row(step) for step in range(len(made.days))]
    kept = rows[: int(found.parameters["limit"])]
    said = [*_headline(made), *left_out(len(kept), len(rows), "days")]
    nothing = "" if rows else "No service there says until when it is paid for, so this is not known yet."
    return Finished(kept, [*said, *made.town.demand.notes(), *made.town.assumptions()], nothing)


@dataclass(frozen=True)
class _Ends:
    """What the rows are made from: the days on which funding ends, and the step of each service among them."""

    town: Provision
    found: Found

    @cached_property
    def payments(self) -> Mapping[str, list[Row]]:
        """The payments for each service."""
        of: dict[str, list[Row]] = {}
        for row in self.found.rows:
            of.setdefault(row["service_id"], []).append(row)
        return of

    @cached_property
    def until(self) -> Mapping[str, date]:
        """The day on which the funding of each service that reaches some cell ends, where that is known."""
        cells = self.town.cells
        there = [id_ for id_, number in zip(cells.services, cells.numbers.tolist(), strict=True) if number]
        return {id_: day for id_ in there if (day := self._ends(id_))}

    def _ends(self, service: str) -> date | None:
        said = self.town.services[service]["funded_until"]
        days = [said] if said else [row["ends"] for row in self.payments.get(service, ())]
        return max(last_day(day) for day in days) if days and all(days) else None

    @cached_property
    def days(self) -> list[date]:
        """The days on which funding ends, in order."""
        return sorted(set(self.until.values()))

    @cached_property
    def steps(self) -> Mapping[str, int]:
        """For each service whose end is known, which of the days it is."""
        place = {day: step for step, day in enumerate(self.days)}
        return {id_: place[day] for id_, day in self.until.items()}

    @cached_property
    def lost(self) -> "NDArray[np.int64]":
        """The step at which each class of cells is lost."""
        return lapses(self.town.cells, self.steps)

    @cached_property
    def counts(self) -> list[int]:
        """How many cells are lost at each step."""
        counts = self.town.cells.counts
        return [int(counts[self.lost == step].sum()) for step in range(len(self.days))]

    @cached_property
    def weights(self) -> Weighed:
        """The cells in which people in need are known, whatever the group where figures name none."""
        return over_demand(self.town.cells, self.town.demand)

    @cached_property
    def _gone(self) -> "NDArray[np.int64]":
        """The step at which each cell with its people is lost, as needs by audiences by areas."""
        import numpy as np

        cells = self.weights.cells
        at = lapses(cells, self.steps).reshape(cells.shape)
        return at[np.ix_(*(axis.class_of for axis in cells.axes))]

    @cached_property
    def _spread(self) -> "tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]":
        """The people of every cell, as needs by audiences by areas, which cells count, and which are small."""
        return (*self.weights.spread(), self.weights.hides())

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], Figure]:
        """People for each need and area."""
        return self.town.demand.places()

    def people(self, step: int) -> float | None:
        """People where nobody is left from this step on; None if not known, or if it would tell of a small number."""
        if self.weights.by != "people":
            return None
        weights, counts, small = self._spread
        known = (self._gone == step) & counts
        return None if not known.any() or (known & small).any() else float(weights[known].sum())

    @property
    def hides(self) -> bool:
        """Whether people are left out at some step because they are few."""
        return bool((self._spread[2] & (self._gone >= 0)).any()) if self.weights.people else False

    @cached_property
    def emptied(self) -> list[list[tuple[str, str]]]:
        """The needs and areas in which nobody is left for anybody, by step."""
        import numpy as np

        cells = self.town.cells.for_anybody()
        at = lapses(cells, self.steps).reshape(cells.shape)[:, 0, :]
        at = at[np.ix_(cells.needs.class_of, cells.areas.class_of)]
        return [
            [(cells.needs.ids[i], cells.areas.ids[j]) for i, j in np.argwhere(at == step).tolist()]
            for step in range(len(self.days))
        ]

    @cached_property
    def alone(self) -> Mapping[str, int]:
        """For each service the cells that nobody else covers today."""
        cells = self.town.cells
        return dict(zip(cells.services, also_covered(cells).unique.tolist(), strict=True))

    def row(self, step: int) -> Row:
        cells = self.town.cells
        names, ids = self.town.called([i for i, id_ in enumerate(cells.services) if self.steps.get(id_) == step])
        payments = [row for id_ in ids for row in self.payments.get(id_, ())]
        named = {row["funder_id"]: row["funder"] or row["funder_id"] for row in payments if row["named"]}
        secret = [NOT_PUBLISHED] if any(not row["named"] for row in payments) else []
        day = self.days[step].isoformat()
        people, places, called = self.people(step), self.emptied[step], self.town.names
        rests_on = [id_ for place in places if place in self.figures for id_ in self.figures[place].ids]
        return {
            "date": day,
            "when": "has ended already" if self.found.as_of and day < self.found.as_of else "is to come",
            "service": names,
            "funder": [*sorted(named.values()), *secret],
            "cells_lost": self.counts[step],
            "cells_lost_by_then": sum(self.counts[: step + 1]),
            "places_lost": sorted(f"{called[need]} in {called[area]}" for need, area in places),
            "people_affected": people if people is None or people != int(people) else int(people),
            "alone": [self.alone[id_] for id_ in ids],
            "service_ids": ids,
            "funder_ids": sorted(named),
            "evidence": [
                *self.town.evidence_of(ids),
                *(id_ for row in payments for id_ in (row["id"], row["funder_id"])),
                *(id_ for place in places for id_ in place),
                *rests_on,
            ],
        }


def _headline(made: _Ends) -> list[str]:
    cells = made.town.cells
    there, known = int((cells.numbers > 0).sum()), len(made.until)
    if not known:
        return []
    lost, covered = sum(made.counts), int(cells.counts[cells.reached > 0].sum())
    rest = there - known
    said = [
        f"If nothing is renewed, {lost} of the {counted(covered, 'combination')} of need, group and area that somebody "
        f"covers now {'has' if lost == 1 else 'have'} nobody in the end."
    ]
    if rest:
        they = ("does", "it is") if rest == 1 else ("do", "they are")
        silent = f"{rest} of {counted(there, 'service')} {they[0]} not say until when {they[1]} paid for"
        said.append(f"{silent}: {they[1]} taken to go on.")
    return [*said, *([not_told("sums of people")] if made.hides else [])]
