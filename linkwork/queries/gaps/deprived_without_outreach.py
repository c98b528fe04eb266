"""G6: which of the most deprived areas no service is known to seek people out in, and where the nearest is that has."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.measures.distance import kilometres
from linkwork.graph.measures.footprint import Asked
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import left_out
from linkwork.queries.gaps._outreach import any_of, seeks
from linkwork.words import are, counted

#: A fifth of the areas is looked at, unless somebody says how many.
FIFTH = 5


def finish(found: Found) -> Finished:
    """The most deprived areas without outreach, or all of the most deprived, the most deprived first."""
    made = _Rows(found)
    if not made.deprived:
        return Finished((), nothing="How deprived an area is has not been loaded, so this is not known yet.")
    looked_at = [area for area in made.deprived if area in made.inside]
    every = [made.row(area) for area in looked_at]
    without = [row for row in every if row["outreach"] != "yes"]
    rows = every if found.parameters["show"] == "all" else without
    kept = rows[: int(found.parameters["limit"])]
    said = [*_headline(made, every, len(without)), *left_out(len(kept), len(rows), "areas")]
    return Finished(kept, [*said, *made.town.assumptions()])


def _headline(made: "_Rows", every: Sequence[Row], without: int) -> list[str]:
    number, inside = len(made.deprived), len(every)
    said = [
        f"{number} of {counted(made.known, 'area')} {are(number)} looked at as the most deprived, by {made.measure}.",
        f"In {without} of {inside} no service is known to seek people out.",
    ]
    if inside < number:
        said.insert(1, f"{inside} of them {are(inside)} in the area asked for.")
    if unknown := len(made.facts) - made.known:
        it = "it is" if unknown == 1 else "they are"
        said.append(f"Of {counted(unknown, 'other area')} it is not known how deprived {it}.")
    return said


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from. Areas are those of the level of cells, whatever area was asked for."""

    found: Found

    @cached_property
    def town(self) -> Provision:
        """The services for the need and the group asked for, everywhere."""
        asked = provision(self.found).asked
        return Provision(self.found, Asked(asked.level, asked.need, asked.audience))

    @cached_property
    def inside(self) -> frozenset[str]:
        """The areas that were asked for."""
        return frozenset(provision(self.found).cells.areas.ids)

    @cached_property
    def facts(self) -> Mapping[str, Row]:
        """What is known of each area of the level of cells, by id."""
        areas = frozenset(self.town.cells.areas.ids)
        return {row["id"]: row for row in self.found.rows if row["id"] in areas}

    @cached_property
    def _by_decile(self) -> bool:
        return any(row["imd_decile"] is not None for row in self.facts.values())

    @property
    def measure(self) -> str:
        """What deprivation goes by, in words."""
        return "decile of deprivation" if self._by_decile else "the share of their LSOAs in deciles 1 and 2"

    @cached_property
    def _scores(self) -> dict[str, float]:
        """How deprived each area of which it is known is: the lower the more."""
        name, sign = ("imd_decile", 1) if self._by_decile else ("core20_share", -1)
        return {id_: sign * row[name] for id_, row in self.facts.items() if row[name] is not None}

    @property
    def known(self) -> int:
        """Of how many areas it is known."""
        return len(self._scores)

    @cached_property
    def deprived(self) -> list[str]:
        """The most deprived areas in order, with those that are as deprived as the last of them."""
        ordered = sorted(self._scores, key=lambda id_: (self._scores[id_], self.town.names[id_], id_))
        number = int(self.found.parameters["most"]) or math.ceil(len(ordered) / FIFTH)
        if not ordered:
            return []
        last = self._scores[ordered[min(number, len(ordered)) - 1]]
        return [id_ for id_ in ordered if self._scores[id_] <= last]

    @cached_property
    def there(self) -> Mapping[str, list[int]]:
        """The services (by position) in each area: of the provider and the sector asked for."""
        cells, chosen = self.town.cells, self.town.chosen()
        places = cells.by_place.tocoo()
        by_class: dict[int, set[int]] = {}
        for service, place in zip(places.row.tolist(), places.col.tolist(), strict=True):
            if chosen is None or chosen[service]:
                by_class.setdefault(place % cells.shape[2], set()).add(service)
        classes = zip(cells.areas.ids, cells.areas.class_of.tolist(), strict=True)
        return {area: sorted(by_class.get(number, ())) for area, number in classes}

    @cached_property
    def seeking(self) -> Mapping[str, bool | None]:
        """Whether each service seeks people out."""
        return {row["id"]: seeks(row["approach"]) for row in self.found.rows if row["kind"] == "Service"}

    @cached_property
    def reached(self) -> list[str]:
        """The areas in which some service seeks people out."""
        return [area for area in self.there if self._seeking_in(area)]

    def _seeking_in(self, area: str) -> list[str]:
        """The services in an area that seek people out."""
        services = (self.town.cells.services[i] for i in self.there[area])
        return [id_ for id_ in services if self.seeking[id_]]

    def row(self, area: str) -> Row:
        names, ids = self.town.called(self.there[area])
        seeking = [self.seeking[id_] for id_ in ids]
        outreach = any_of(seeking)
        nearest, away = ("", None) if outreach == "yes" else self.nearest(area)
        facts = self.facts[area]
        known = self.town.names.get(nearest, nearest)
        rests_on = [*ids, *(self._seeking_in(nearest) if away is not None else ())]
        return {
            "area": self.town.names[area],
            "imd_decile": facts["imd_decile"],
            "core20_share": facts["core20_share"],
            "population": facts["population"],
            "outreach": outreach,
            "outreach_services": [name for name, one in zip(names, seeking, strict=True) if one],
            "not_said": seeking.count(None),
            "nearest": known or None,
            "nearest_km": away,
            "area_id": area,
            "outreach_ids": [id_ for id_, one in zip(ids, seeking, strict=True) if one],
            "nearest_id": nearest if away is not None else None,
            "evidence": [area, *([nearest] if away is not None else []), *self.town.evidence_of(rests_on)],
        }

    def nearest(self, area: str) -> tuple[str, float | None]:
        """The nearest area with outreach and the kilometres to it; a word and None where there is or is known none."""
        import numpy as np

        here = self._at(area)
        known = [(other, at) for other in self.reached if (at := self._at(other))]
        if not self.reached:
            return "none", None
        if here is None or not known:
            return "not known", None
        away = np.round(kilometres(here, np.array([at for _, at in known], dtype=np.float64)), 2)
        least = float(away.min())
        return min(other for (other, _), far in zip(known, away.tolist(), strict=True) if far == least), least

    def _at(self, area: str) -> tuple[float, float] | None:
        facts = self.facts[area]
        known = facts["latitude"] is not None and facts["longitude"] is not None
        return (facts["latitude"], facts["longitude"]) if known else None
