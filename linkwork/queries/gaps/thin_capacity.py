"""G4: needs and areas in which services can take on fewer people than are in need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from linkwork.graph.measures.crowding import Stated, stated
from linkwork.graph.measures.demand import Figure
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, percent, provision
from linkwork.queries._words import left_out
from linkwork.words import are, counted

#: Ratios and capacities are compared to this many decimals: adding shares in another order must not change an order.
DECIMALS = 6


def finish(found: Found) -> Finished:
    """Rows by need and area: those that are certain first, then the lowest ratio, then most people, then by name."""
    town = provision(found)
    made = _Rows(
        town, stated(town.cells, town.whole, town.supplies), {row["id"]: row["wait_days"] for row in found.rows}
    )
    every = list(made.all())
    thin = [place for place in every if place.thin]
    ordered = sorted(every if found.parameters["show"] == "all" else thin, key=made.order)
    kept = [made.row(place) for place in ordered[: int(found.parameters["limit"])]]
    said = [*_headline(made, every, thin), *left_out(len(kept), len(ordered))]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()], _nothing(made, every))


@dataclass(frozen=True, slots=True)
class _Place:
    """A need and an area with the services there (by position), the capacity that they state, and how many do not."""

    need: str
    area: str
    figure: Figure
    there: Sequence[int]
    capacity: float | None
    lacking: int

    @property
    def thin(self) -> bool:
        """Whether what is stated is less than what is needed; where nobody states anything it is not known."""
        return self.capacity is not None and self.capacity < self.figure.people

    @property
    def ratio(self) -> float | None:
        """The capacity for each person in need."""
        return None if self.capacity is None else self.capacity / self.figure.people


@dataclass
class _Rows:
    """What the rows are made from. `hidden` and `unmet` count what `all` has left out."""

    town: Provision
    room: Stated
    wait: Mapping[str, int | None]
    hidden: int = 0
    unmet: int = 0

    def all(self) -> Iterator[_Place]:
        """Every need and area with a service and people in need; where these are few, or none, it is left out.

        Where people are few, or could be worked out to be, capacity beside them would tell how many they are.
        """
        cells, chosen = self.town.cells, self.town.chosen()
        for (need, area), figure in sorted(self.town.demand.places().items()):
            at = cells.needs.place.get(need), cells.areas.place.get(area)
            if at[0] is None or at[1] is None or not figure.people:
                continue
            there = self.town.there(at[0], at[1])
            if not there:
                self.unmet += chosen is None
            elif chosen is not None and not chosen[there].any():
                continue
            elif figure.small:
                self.hidden += 1
            else:
                lacking = int(self.room.lacking[at])
                capacity = round(float(self.room.capacity[at]), DECIMALS) if lacking < len(there) else None
                yield _Place(need, area, figure, there, capacity, lacking)

    def order(self, place: _Place) -> tuple[object, ...]:
        ratio, names = place.ratio, self.town.names
        sure = (place.lacking > 0, ratio is None, round(ratio or 0, DECIMALS), -place.figure.people)
        return (*sure, names[place.need], names[place.area], place.need, place.area)

    def row(self, place: _Place) -> Row:
        names, ids = self.town.called(place.there)
        waits = [wait for id_ in ids if (wait := self.wait[id_]) is not None]
        return {
            "need": self.town.names[place.need],
            "area": self.town.names[place.area],
            "demand": place.figure.people,
            "capacity": None if place.capacity is None else round(place.capacity, 1),
            "ratio": None if place.ratio is None else round(place.ratio, 3),
            "wait_days": median(waits) if waits else None,
            "wait_shortest": min(waits, default=None),
            "wait_longest": max(waits, default=None),
            "n_services": len(ids),
            "capacity_not_said": place.lacking,
            "wait_not_said": len(ids) - len(waits),
            "services": names,
            "need_id": place.need,
            "area_id": place.area,
            "service_ids": ids,
            "evidence": [place.need, place.area, *place.figure.ids, *self.town.evidence_of(ids)],
        }


def _headline(made: _Rows, every: Sequence[_Place], thin: Sequence[_Place]) -> list[str]:
    """How many places are thin and how sure that is, and what is left out."""
    said = []
    if every:
        unsure = sum(place.lacking > 0 for place in thin)
        sure = f"; {unsure} of them {are(unsure)} not certain" if unsure else ""
        said = [
            f"{len(thin)} of {counted(len(every), 'pair')} of need and area with a service and people in need "
            f"{_have(len(thin))} less capacity than demand{sure}.",
            _silent(made, every),
        ]
    if silent := sum(place.capacity is None for place in every):
        they = f"In {counted(silent, 'pair')} no service says how many people it can take on"
        said.append(f"{they}, so it is not known whether there is room.")
    if made.unmet:
        them = "it" if made.unmet == 1 else "them"
        met = f"{counted(made.unmet, 'pair')} with people in need {_have(made.unmet)} no service at all"
        said.append(f"{met}: question G1 lists {them}.")
    if made.hidden:
        said.append(f"{counted(made.hidden, 'pair')} {are(made.hidden)} left out. {not_told('rows')}")
    return said


def _silent(made: _Rows, every: Sequence[_Place]) -> str:
    """What share of the services there does not say how many people it can take on."""
    services = {i for place in every for i in place.there}
    silent = sum(made.town.supplies[made.town.cells.services[i]].capacity is None for i in services)
    they = "does not say how many people it" if silent == 1 else "do not say how many people they"
    share = percent(silent / len(services))
    return f"{silent} of {counted(len(services), 'service')} there ({share}) {they} can take on."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _nothing(made: _Rows, every: Sequence[_Place]) -> str:
    """Why there are no rows, where that is more than that there is room for all."""
    if every and all(place.capacity is None for place in every):
        return "No service there says how many people it can take on, so this is not known yet."
    if not every and made.hidden:
        return "Wherever a service meets the need, the people in need are too few to be shown."
    return "" if every else "No figure of people in need is for a need and an area in which a service meets it."
