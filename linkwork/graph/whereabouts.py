"""Where records are: which areas each concerns, worked out from the links of a view.

The model does not say what concerns an area; the rules here. An area concerns itself, and a demand the area it is in. A
site and an organisation concern the areas they are in; an offer those it covers and those of the sites it is given at;
a service those of its offers; a post those of its service; a provider those of its services; a recommendation or an
insight those of what it is about. A link concerns the areas that both its ends do, or where they share none, those of
either. Stale links place nothing; a closed record still lies where it lay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linkwork.graph.fold import View
from linkwork.graph.hierarchy import Hierarchy

Areas = frozenset[str]
NOWHERE: Areas = frozenset()
#: Links by which a record takes the areas of what it is joined to, in this order.
TAKES = ("DELIVERED_AT", "HAS_OFFER", "IN_SERVICE", "PROVIDES", "ABOUT")


@dataclass(frozen=True, slots=True)
class Area:
    """One area: what it is called, and its level ("" where nobody says)."""

    id: str
    name: str
    level: str
    aliases: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Its name with its level: `Quay (ward)`."""
        return f"{self.name} ({self.level})" if self.level else self.name


class Whereabouts:
    """The areas that each record of a view concerns, and the areas themselves."""

    def __init__(self, view: View) -> None:
        self.areas = {area.id: area for area in _areas(view)}
        self.within = _pairs(view, "WITHIN").rows()
        self._placed = _placed(view)

    def of(self, ids: Iterable[str]) -> dict[str, Areas]:
        """For each of these ids that lies anywhere, its areas."""
        wanted = pl.Series("id", sorted(set(ids)), dtype=pl.Utf8).to_frame()
        found = self._placed.join(wanted, on="id", how="semi").group_by("id").agg("area")
        return {id_: frozenset(areas) for id_, areas in found.iter_rows()}


class Gazetteer:
    """The areas that are known from several views, each with those it lies within; the first view's names count."""

    def __init__(self, views: Sequence[Whereabouts]) -> None:
        self.areas: dict[str, Area] = {}
        for view in views:
            self.areas = view.areas | self.areas
        self._pairs = sorted({pair for view in views for pair in view.within})

    def area(self, id_: str) -> Area:
        """The area of that id; one that no round describes is called by its id."""
        return self.areas.get(id_) or Area(id_, id_, "")

    def called(self, text: str) -> list[Area]:
        """The areas whose id, else name, else other name or code this is, in whatever case; in order of id."""
        wanted = text.strip().casefold()
        ordered = sorted(self.areas.values(), key=lambda area: area.id)
        for known in (_by_id, _by_name, _by_alias):
            if found := [area for area in ordered if wanted in {word.casefold() for word in known(area)}]:
                return found
        return []

    def inside(self, id_: str) -> Areas:
        """The area and all that lie in it."""
        return self._hierarchy.narrower(id_) | {id_}

    def around(self, id_: str) -> Areas:
        """The area and all that it lies in."""
        seen, waiting = {id_}, [id_]
        while waiting:
            new = self._up.get(waiting.pop(), NOWHERE) - seen
            seen |= new
            waiting += new
        return frozenset(seen)

    def smallest_around(self, areas: Areas) -> str | None:
        """The smallest area that all of these are or lie in; None where there is none."""
        if len(areas) < 2:
            return next(iter(areas), None)
        shared = frozenset.intersection(*(self.around(id_) for id_ in areas))
        return min(shared, key=lambda id_: (-len(self.around(id_)), id_), default=None)

    @cached_property
    def _hierarchy(self) -> Hierarchy:
        return Hierarchy(self.areas, self._pairs)

    @cached_property
    def _up(self) -> Mapping[str, set[str]]:
        up: dict[str, set[str]] = {}
        for id_, wider in self._pairs:
            up.setdefault(id_, set()).add(wider)
        return up


def link_areas(start: Areas, end: Areas) -> Areas:
    """The areas that a link concerns, by those of its ends."""
    return start & end or start | end


def _by_id(area: Area) -> tuple[str, ...]:
    return (area.id,)


def _by_name(area: Area) -> tuple[str, ...]:
    return (area.name,)


def _by_alias(area: Area) -> tuple[str, ...]:
    return area.aliases


def _areas(view: View) -> Iterable[Area]:
    frame = view.nodes.get("Area")
    if frame is None:
        return
    for row in frame.sort("id").iter_rows(named=True):
        other = (*(row.get("aliases") or ()), row.get("gss_code"))
        yield Area(row["id"], row["name"] or row["id"], row.get("level") or "", tuple(word for word in other if word))


def _pairs(view: View, kind: str) -> pl.DataFrame:
    """The two ends of every current link of a kind as `id` and `area`."""
    frame = view.links.get(kind)
    if frame is None:
        return pl.DataFrame(schema={"id": pl.Utf8, "area": pl.Utf8})
    current = frame.filter(pl.col("stale_since").is_null())
    return current.select(pl.col("from_id").alias("id"), pl.col("to_id").alias("area"))


def _placed(view: View) -> pl.DataFrame:
    """Every (`id`, `area`) that belongs together, each once."""
    areas = view.nodes.get("Area")
    ids = pl.DataFrame(schema={"id": pl.Utf8}) if areas is None else areas.select("id")
    selves = ids.with_columns(pl.col("id").alias("area"))
    placed = pl.concat([selves, *(_pairs(view, kind) for kind in ("IN_AREA", "COVERS"))])
    for kind in TAKES:
        taken = _pairs(view, kind).rename({"area": "of"})
        lies = placed.rename({"id": "of"})
        placed = pl.concat([placed, taken.join(lies, on="of").select("id", "area")]).unique()
    return placed.unique()
