"""Cells, overlap and coverage: what services do, for whom and where, as exact set arithmetic on rows.

A cell is (need, audience, area): docs/measures.md. Everything here is worked out from the rows it is given, as
lists of mappings, and from nothing else; the arithmetic is that of sparse matrices, services by cells.

Choices that the model leaves open:

- Terms that are said to be the same, or that are each broader than the other, are one term, named by its first id.
- An audience that a live offer or demand names stands for its leaf terms, since a broad one has no cell of its own.
- "Anyone else" is a cell only where some live offer is open to everyone; otherwise every place would have a gap there.
- An offer that covers a part of a cell's area (an LSOA of a ward) is not counted as covering all of it: it is unknown.
- With demand and no audience in it, groups are looked at together: `Cells.for_anybody` has the one group "everyone".
- Where no area of the level asked for is loaded, the smallest areas that are loaded stand in, and `notes` say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import Hierarchy, Places, Row, terms
from linkwork.graph.measures.axes import Axis, axis, matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

ANYONE_ELSE = "anyone else"
EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the landscape is looked at: the level of areas, and ids to narrow to (empty: all).

    Narrowing keeps the cells of the term or area and of everything narrower; the rest is as if it did not exist.
    """

    level: str = "ward"
    need: str = ""
    audience: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Rows of live records, as the engine returned them.

    An offer has `offer_id`, `service_id`, `need_ids`, `include_ids`, `exclude_ids` and `area_ids`; one whose `offer_id`
    is None stands for a service without offers and has no cells. A term has `kind` (Need or Audience), `id`,
    `broader_ids` and `same_ids`; an area `id`, `level` and `within_ids`; demand `id`, `need_id`, `area_id`,
    `audience_id`, `people`, `year` and `method` (of which cells need only `audience_id`).
    """

    offers: Sequence[Row]
    terms: Sequence[Row]
    areas: Sequence[Row]
    demand: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """The cells of one offer, of those looked at: a set of needs by a set of audiences by a set of areas."""

    offer: str
    service: str
    needs: frozenset[str]
    audiences: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class Cells:
    """F(s) of every service: which cells its live offers reach.

    `matrix` is services by cell classes (0 or 1); `counts` are the number of cells in each class and `weights` what
    they weigh: the same, unless weighed by people (demand.py). `unknown` gives, for an offer that has no cells,
    what is not known about it; `partial`, for an offer, the areas it covers that hold no area of the cells' level.
    """

    services: tuple[str, ...]
    needs: Axis
    audiences: Axis
    areas: Axis
    matrix: "csr_array"
    weights: "NDArray[np.float64]"
    counts: "NDArray[np.float64]"
    boxes: tuple[Box, ...] = ()
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def axes(self) -> tuple[Axis, Axis, Axis]:
        """Needs, audiences, areas."""
        return self.needs, self.audiences, self.areas

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        """The number of classes of needs, of audiences and of areas: columns stand in that order."""
        return len(self.needs.sizes), len(self.audiences.sizes), len(self.areas.sizes)

    @property
    def count(self) -> int:
        """How many cells there are: leaf needs by audiences by areas, or those that have demand if weighed by it."""
        return int(self.counts.sum())

    @cached_property
    def sizes(self) -> "NDArray[np.float64]":
        """W(F(s)) of every service: in cells, or in people if weighed by them."""
        import numpy as np

        return np.asarray(self.matrix @ self.weights, dtype=np.float64)

    @cached_property
    def numbers(self) -> "NDArray[np.float64]":
        """How many cells every service reaches, whatever they weigh."""
        import numpy as np

        return np.asarray(self.matrix @ self.counts, dtype=np.float64)

    @cached_property
    def reached(self) -> "NDArray[np.int64]":
        """How many services reach each class of cells."""
        import numpy as np

        return np.asarray(self.matrix.sum(axis=0), dtype=np.int64).reshape(-1)

    @cached_property
    def by_place(self) -> "csr_array":
        """How many cells every service reaches in each class of (need, area), whatever the audience."""
        import numpy as np
        from scipy.sparse import csr_array

        columns = np.arange(len(self.weights))
        need, audience, area = np.unravel_index(columns, self.shape) if len(columns) else (columns, columns, columns)
        place, width = need * self.shape[2] + area, self.shape[0] * self.shape[2]
        cells = self.audiences.sizes[audience].astype(np.int32)
        return self.matrix @ csr_array((cells, (columns, place)), shape=(len(columns), width))

    def for_anybody(self) -> "Cells":
        """The same with the one audience `EVERYONE`: a need is met in an area if it is for anybody looked at."""
        import numpy as np

        held = self.by_place.copy()
        held.data = np.ones(len(held.data), np.int8)
        one = frozenset([EVERYONE])
        counts = np.multiply.outer(self.needs.sizes, self.areas.sizes).reshape(-1)
        return replace(
            self,
            audiences=axis([EVERYONE], [one, frozenset()]),
            matrix=held,
            weights=counts,
            counts=counts,
            boxes=tuple(replace(box, audiences=one if box.audiences else frozenset()) for box in self.boxes),
        )

    def cells(self, columns: "NDArray[np.int64]") -> tuple[list[str], list[str], list[str]]:
        """The needs, the audiences and the areas that some of these columns of the matrix hold, each in order."""
        import numpy as np

        found = []
        classes = np.unravel_index(columns, self.shape)
        for side, numbers in zip(self.axes, classes, strict=True):
            held = np.zeros(len(side.sizes), dtype=bool)
            held[numbers] = True
            found.append([side.ids[i] for i in np.flatnonzero(held[side.class_of]).tolist()])
        return found[0], found[1], found[2]

    def shared(self, a: int, b: int) -> tuple[list[str], list[str], list[str]]:
        """The needs, audiences and areas of the cells that two services (by position) both reach."""
        return self.cells(self.shared_columns(a, b))

    def shared_columns(self, a: int, b: int) -> "NDArray[np.int64]":
        """The columns of the matrix that two services (by position) both have."""
        import numpy as np

        both = np.intersect1d(self.columns(a), self.columns(b), assume_unique=True)
        return both.astype(np.int64)

    def columns(self, service: int) -> "NDArray[np.int64]":
        """The columns of the matrix that a service (by position) has."""
        start, end = self.matrix.indptr[service : service + 2]
        columns: NDArray[np.int64] = self.matrix.indices[start:end]
        return columns


def footprint(rows: Landscape, asked: Asked | None = None) -> Cells:
    """The cells of every service that has a live offer."""
    import numpy as np

    asked = asked or Asked()
    places = Places(rows.areas, asked.level)
    offers = [row for row in rows.offers if row["offer_id"] is not None]
    people = _people(offers, rows, asked.audience)
    look = _Looked(terms(rows.terms, "Need"), places, asked)
    known = [(look.needs_of(row), look.areas_of(row)) for row in offers]
    boxes = tuple(
        Box(row["offer_id"], row["service_id"], look.need(needs), people.of[row["offer_id"]], look.area(areas))
        for row, (needs, areas) in zip(offers, known, strict=True)
    )
    held = [box.needs for box in boxes], [box.audiences for box in boxes], [box.areas for box in boxes]
    sides = sorted(look.needs), people.all, sorted(look.areas)
    needs, audiences, areas = (axis(ids, sets) for ids, sets in zip(sides, held, strict=True))
    services, parts = tuple(sorted({row["service_id"] for row in offers})), look.parts(offers)
    counts = np.multiply.outer(np.multiply.outer(needs.sizes, audiences.sizes), areas.sizes).reshape(-1)
    return Cells(
        services,
        needs,
        audiences,
        areas,
        matrix(services, (row["service_id"] for row in offers), held, (needs, audiences, areas)),
        counts,
        counts,
        boxes,
        unknown={row["offer_id"]: _lacking(*sets) for row, sets in zip(offers, known, strict=True) if not all(sets)},
        partial={row["offer_id"]: tuple(sorted(own)) for row in offers if (own := parts.intersection(row["area_ids"]))},
        notes=_notes(places, asked),
    )


class _Looked:
    """The leaf needs and the cell areas that are looked at, and those of each offer."""

    def __init__(self, needs: Hierarchy, places: Places, asked: Asked) -> None:
        self._terms, self._places, self._asked = needs, places, asked
        self.needs = needs.leaves_of([asked.need]) if asked.need else frozenset(needs.leaves)
        self.areas = places.covered(asked.area) if asked.area else frozenset(places.cells)

    def needs_of(self, offer: Row) -> frozenset[str]:
        """The leaf needs of an offer, whatever is looked at."""
        return self._terms.leaves_of(offer["need_ids"])

    def areas_of(self, offer: Row) -> frozenset[str]:
        """The cell areas that an offer covers, whatever is looked at."""
        return frozenset().union(*map(self._places.covered, offer["area_ids"]))

    def need(self, needs: frozenset[str]) -> frozenset[str]:
        """Those of these leaf needs that are looked at."""
        return needs & self.needs if self._asked.need else needs

    def area(self, areas: frozenset[str]) -> frozenset[str]:
        """Those of these cell areas that are looked at."""
        return areas & self.areas if self._asked.area else areas

    def parts(self, offers: Sequence[Row]) -> frozenset[str]:
        """The areas they cover that hold no cell area: smaller than one, or with none loaded inside."""
        stated = frozenset().union(*(row["area_ids"] for row in offers))
        return frozenset(area for area in stated if not self._places.covered(area))


def _lacking(needs: frozenset[str], areas: frozenset[str]) -> tuple[str, ...]:
    """What must be known before an offer has cells, whatever is looked at."""
    return tuple(word for word, known in (("need", needs), ("area", areas)) if not known)


def _notes(places: Places, asked: Asked) -> tuple[str, ...]:
    if places.stand_in:
        return (f"No area of the level {asked.level} is loaded, so the smallest areas that are loaded are compared.",)
    return ()


@dataclass(frozen=True, slots=True)
class _Audiences:
    """The audiences that cells have, and those of each offer by its id."""

    all: tuple[str, ...]
    of: Mapping[str, frozenset[str]]


def named_groups(rows: Landscape) -> frozenset[str]:
    """The groups that some offer or some figure names; whoever is in none of them is ANYONE_ELSE."""
    offers = (row for row in rows.offers if row["offer_id"] is not None)
    named = {id_ for row in offers for id_ in (*row["include_ids"], *row["exclude_ids"])}
    return frozenset(named | {row["audience_id"] for row in rows.demand if row["audience_id"]})


def _people(offers: Sequence[Row], rows: Landscape, only: str) -> _Audiences:
    audiences = terms(rows.terms, "Audience")
    everyone = set(audiences.leaves_of(named_groups(rows) | ({only} if only else set())))
    if any(not row["include_ids"] for row in offers):
        everyone.add(ANYONE_ELSE)
    looked_at = everyone & audiences.leaves_of([only]) if only else frozenset(everyone)
    known: dict[tuple[tuple[str, ...], ...], frozenset[str]] = {}
    of = {}
    for row in offers:
        key = (tuple(row["include_ids"]), tuple(row["exclude_ids"]))
        if key not in known:
            taken = audiences.leaves_of(key[0]) if key[0] else frozenset(everyone)
            known[key] = (taken - audiences.leaves_of(key[1])) & looked_at
        of[row["offer_id"]] = known[key]
    return _Audiences(tuple(sorted(looked_at, key=lambda id_: (id_ == ANYONE_ELSE, id_))), of)
