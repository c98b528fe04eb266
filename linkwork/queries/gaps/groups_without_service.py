"""G2: the groups of people for whom nobody meets a need in an area, and who says they are not for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import terms
from linkwork.graph.measures.footprint import ANYONE_ELSE, Box
from linkwork.graph.privacy import standing
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import left_out
from linkwork.words import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def finish(found: Found) -> Finished:
    """A row for each need, group and area without a service, most people first, then by need, group and area."""
    made = _Gaps(provision(found))
    show = str(found.parameters["show"])
    every = made.all()
    gaps = made.ordered(every[every[:, 3] == (show == "some_served")] if show != "all" else every)
    kept = [made.row(gap) for gap in gaps[: int(found.parameters["limit"])].tolist()]
    said = [*_headline(made.town, every), *left_out(len(kept), len(gaps))]
    return Finished(kept, [*said, *made.town.demand.notes(), *made.town.assumptions()])


@dataclass(frozen=True)
class _Gaps:
    """The cells that no service reaches, as places of a need, a group and an area in the cells."""

    town: Provision

    def all(self) -> "NDArray[np.int64]":
        """Each need, group and area that no service reaches, by their places, and 1 where others are served there."""
        import numpy as np

        needs, groups, areas = (axis.class_of for axis in self.town.cells.axes)
        reached = (self.town.cells.reached > 0).reshape(self.town.cells.shape)
        gaps = np.argwhere(~reached[np.ix_(needs, groups, areas)])
        return np.column_stack((gaps, self._served(reached)[needs[gaps[:, 0]], areas[gaps[:, 2]]]))

    def _served(self, reached: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
        """Whether each class of needs is met in each class of areas for some group."""
        import numpy as np

        served = np.asarray(reached.any(axis=1))
        for need, area in np.argwhere(~served).tolist():
            served[need, area] = self._elsewhere(need, area)
        return served

    def _elsewhere(self, need: int, area: int) -> bool:
        """Whether the need is met there for a group that is not looked at."""
        if not self.town.asked.audience:
            return False
        cells = self.town.cells
        one, where = cells.needs.of_class(need)[0], cells.areas.of_class(area)[0]
        return any(self._everybody[box.offer] for box in self.at(one, where))

    @cached_property
    def _everybody(self) -> Mapping[str, bool]:
        """Whether each offer takes any group at all, also of those that are not looked at."""
        return {box.offer: bool(box.audiences) for box in self.town.whole.boxes}

    @cached_property
    def _by_need(self) -> Mapping[str, list[Box]]:
        """The offers that meet each need."""
        of: dict[str, list[Box]] = {}
        for box in self.town.cells.boxes:
            for need in box.needs:
                of.setdefault(need, []).append(box)
        return of

    def at(self, need: str, area: str) -> Iterable[Box]:
        """The offers that meet a need in an area, for whomever."""
        return (box for box in self._by_need.get(need, ()) if area in box.areas)

    @cached_property
    def left_out(self) -> Mapping[str, frozenset[str]]:
        """The groups that each offer says it is not for."""
        groups = terms(self.town.found.parts["terms"], "Audience")
        rows = self.town.found.parts["offers"]
        return {row["offer_id"]: groups.leaves_of(row["exclude_ids"]) for row in rows if row["offer_id"]}

    def ordered(self, gaps: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """These, most people first, then by the names of need, group and area, then by their ids."""
        import numpy as np

        axes, at = self.town.cells.axes, gaps[:, :3].T
        people = np.zeros([len(axis.ids) for axis in axes])
        for cell, figure in self.town.demand.by_cell.items():
            if all(id_ in axis.place for id_, axis in zip(cell, axes, strict=True)):
                people[tuple(axis.place[id_] for id_, axis in zip(cell, axes, strict=True))] = standing(figure.people)
        by_id = [_ranks(axis.ids)[own] for axis, own in zip(axes, at, strict=True)]
        names = [[self.town.names[id_] for id_ in axis.ids] for axis in axes]
        by_name = [_ranks(some)[own] for some, own in zip(names, at, strict=True)]
        # The last key counts first.
        return gaps[np.lexsort((*reversed(by_id), *reversed(by_name), -people[tuple(at)]))]

    def row(self, gap: Sequence[int]) -> Row:
        need, group, area = (axis.ids[i] for axis, i in zip(self.town.cells.axes, gap, strict=False))
        there = list(self.at(need, area))
        against = {box.service for box in there if group in self.left_out[box.offer]}
        excluded, excluded_ids = self._called(against)
        for_others, for_others_ids = self._called({box.service for box in there} - against)
        figure = self.town.demand.by_cell.get((need, group, area))
        who = None if group == ANYONE_ELSE else group
        return {
            "group": self.town.names[group],
            "need": self.town.names[need],
            "area": self.town.names[area],
            "people": figure.people if figure else None,
            "others_served": bool(gap[3]),
            "excluded_by": excluded,
            "for_others_only": for_others,
            "audience_id": who,
            "need_id": need,
            "area_id": area,
            "excluded_by_ids": excluded_ids,
            "for_others_only_ids": for_others_ids,
            "evidence": [
                need,
                area,
                *([who] if who else []),
                *(figure.ids if figure else ()),
                *self.town.evidence_of([*excluded_ids, *for_others_ids]),
            ],
        }

    def _called(self, services: Iterable[str]) -> tuple[list[str], list[str]]:
        return self.town.called([self._place[id_] for id_ in services])

    @cached_property
    def _place(self) -> Mapping[str, int]:
        """Where each service stands in the cells."""
        return {id_: i for i, id_ in enumerate(self.town.cells.services)}


def _headline(town: Provision, gaps: "NDArray[np.int64]") -> list[str]:
    """How many combinations have nobody, and in how many of them others are served."""
    if not town.cells.count:
        return []
    some, have = int(gaps[:, 3].sum()), "has" if len(gaps) == 1 else "have"
    every = counted(town.cells.count, "combination")
    said = f"{len(gaps)} of {every} of need, group and area {have} no service"
    return [f"{said}; in {some} of them some other group is served."]


def _ranks(words: Sequence[str]) -> "NDArray[np.int64]":
    """Where each word stands in their order; the same word, the same place."""
    import numpy as np

    place = {word: n for n, word in enumerate(sorted(set(words)))}
    return np.array([place[word] for word in words], dtype=np.int64)
