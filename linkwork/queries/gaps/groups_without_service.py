"""G2: the groups of people for whom nobody meets a need in an area, and who says they are not for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.footprint import ANYONE_ELSE, Box
from linkwork.graph.hierarchy import terms
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import counted, left_out

#: A need, a group and an area, and whether some other group is served there.
Gap = tuple[str, str, str, bool]


def finish(found: Found) -> Finished:
    """A row for each need, group and area without a service, most people first, then by need, group and area."""
    made = _Gaps(provision(found))
    show = str(found.parameters["show"])
    every = list(made.all())
    gaps = sorted((gap for gap in every if show == "all" or (show == "some_served") == gap[3]), key=made.order)
    kept = [made.row(gap) for gap in gaps[: int(found.parameters["limit"])]]
    said = [*_headline(made.town, every), *left_out(len(kept), len(gaps))]
    return Finished(kept, [*said, *made.town.demand.notes(), *made.town.assumptions()])


@dataclass(frozen=True)
class _Gaps:
    """The cells that no service reaches."""

    town: Provision

    def all(self) -> Iterator[Gap]:
        """Each need, group and area that no service reaches; whole classes of cells are found at once."""
        import numpy as np

        cells = self.town.cells
        axes = cells.needs, cells.audiences, cells.areas
        reached = (cells.reached > 0).reshape(cells.shape)
        served = np.asarray(reached.any(axis=1))
        members = [[axis.of_class(number) for number in range(len(axis.sizes))] for axis in axes]
        for need, group, area in np.argwhere(~reached).tolist():
            others = bool(served[need, area]) or self._elsewhere(need, area)
            for one in members[0][need]:
                for who in members[1][group]:
                    yield from ((one, who, where, others) for where in members[2][area])

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

    def order(self, gap: Gap) -> tuple[object, ...]:
        need, group, area, _ = gap
        figure = self.town.demand.by_cell.get((need, group, area))
        names = [self.town.names[id_] for id_ in (need, group, area)]
        return (-(figure.people if figure else 0), *names, need, group, area)

    def row(self, gap: Gap) -> Row:
        need, group, area, others = gap
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
            "others_served": others,
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


def _headline(town: Provision, gaps: Sequence[Gap]) -> list[str]:
    """How many combinations have nobody, and in how many of them others are served."""
    if not town.cells.count:
        return []
    some = sum(gap[3] for gap in gaps)
    have = "has" if len(gaps) == 1 else "have"
    every = counted(town.cells.count, "combination")
    said = f"{len(gaps)} of {every} of need, group and area {have} no service"
    return [f"{said}; in {some} of them some other group is served."]
