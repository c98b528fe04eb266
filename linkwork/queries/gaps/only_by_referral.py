"""G5: needs and areas in which the only known way in is to be sent by a professional."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.measures.demand import Figure
from linkwork.graph.privacy import standing
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, provision
from linkwork.queries._words import left_out
from linkwork.queries.gaps._outreach import any_of, seeks
from linkwork.words import are, counted

#: The ways in, in the order in which they are said; the last where a service says none.
WAYS = ("self", "professional", "closed", "not said")


def finish(found: Found) -> Finished:
    """Rows by need and area, most people first, then by area and need."""
    town = provision(found)
    made = _Rows(town, {row["id"]: row for row in found.rows}, town.demand.places())
    every = list(made.all())
    only = [place for place in every if place.only_by_referral]
    ordered = sorted(every if found.parameters["show"] == "all" else only, key=made.order)
    kept = [made.row(place) for place in ordered[: int(found.parameters["limit"])]]
    said = [*_headline(every, only), *left_out(len(kept), len(ordered)), *_small(made, kept)]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()], "" if ordered else _untold(every))


@dataclass(frozen=True, slots=True)
class _Place:
    """A need and an area with the services there (by position) and the ways that there are into any of them."""

    need: str
    area: str
    there: Sequence[int]
    ways: frozenset[str]

    @property
    def only_by_referral(self) -> bool:
        """Whether a professional can send people, and nobody is known to be able to come by themselves."""
        return "professional" in self.ways and "self" not in self.ways


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from: how people get into each service, and people in need by need and area."""

    town: Provision
    service: Mapping[str, Row]
    people: Mapping[tuple[str, str], Figure]

    def all(self) -> Iterator[_Place]:
        """Every need in every area that has a service, of those asked for."""
        cells, chosen = self.town.cells, self.town.chosen()
        way = [self._way(id_) for id_ in cells.services]
        for i, need in enumerate(cells.needs.ids):
            for j, area in enumerate(cells.areas.ids):
                there = self.town.there(i, j)
                if there and (chosen is None or chosen[there].any()):
                    yield _Place(need, area, there, frozenset(map(way.__getitem__, there)))

    def _way(self, service: str) -> str:
        return str(self.service[service]["access"] or "not said")

    def order(self, place: _Place) -> tuple[object, ...]:
        figure, names = self.people.get((place.need, place.area)), self.town.names
        people = figure.shown if figure else None
        return 0 if people is None else -standing(people), names[place.area], names[place.need], place.area, place.need

    def row(self, place: _Place) -> Row:
        names, ids = self.town.called(place.there)
        by = {way: [id_ for id_ in ids if self._way(id_) == way] for way in WAYS}
        outreach = [seeks(self.service[id_]["approach"]) for id_ in ids]
        takes = [None if id_ in by["not said"] else id_ in by["self"] for id_ in ids]
        figure = self.people.get((place.need, place.area))
        return {
            "area": self.town.names[place.area],
            "need": self.town.names[place.need],
            "people_in_need": figure.shown if figure else None,
            "services": names,
            "access_routes": [f"{way}: {len(some)}" for way, some in by.items() if some],
            "self_referral": any_of(takes),
            "outreach": any_of(outreach),
            "outreach_services": [name for name, seeking in zip(names, outreach, strict=True) if seeking],
            "need_id": place.need,
            "area_id": place.area,
            "professional_ids": by["professional"],
            "closed_ids": by["closed"],
            "not_said_ids": by["not said"],
            "outreach_ids": [id_ for id_, seeking in zip(ids, outreach, strict=True) if seeking],
            "evidence": [place.need, place.area, *(figure.ids if figure else ()), *self.town.evidence_of(ids)],
        }


def _untold(every: Sequence[_Place]) -> str:
    """What keeps it from being told, where no service says how people get in."""
    unsaid = all(place.ways == {"not said"} for place in every)
    return "No service there says how people get in, so this is not known yet." if every and unsaid else ""


def _headline(every: Sequence[_Place], only: Sequence[_Place]) -> list[str]:
    if not every:
        return []
    said = [
        f"In {len(only)} of {counted(len(every), 'pair')} of need and area that {'has' if len(every) == 1 else 'have'} "
        "a service, the only known way in is by a professional."
    ]
    if unsure := sum("not said" in place.ways for place in only):
        said.append(f"Of these, {unsure} {are(unsure)} not certain: a service there does not say how people get in.")
    if shut := sum(place.ways == {"closed"} for place in every):
        said.append(f"In {counted(shut, 'pair')} every service is closed, so nobody can get in at all.")
    return said


def _small(made: _Rows, rows: Sequence[Row]) -> list[str]:
    figures = (made.people.get((row["need_id"], row["area_id"])) for row in rows)
    return [not_told("sums over groups")] if any(figure and figure.shown is None for figure in figures) else []
