"""Cells, overlap and coverage: what services do, for whom and where, as exact set arithmetic on rows.

A cell is (need, audience, area): MODEL.md section 4. Everything here is worked out from the rows it is given, as
lists of mappings, and from nothing else; the arithmetic is that of sparse matrices, services by cells.

Choices that MODEL.md leaves open:

- Terms that are said to be the same, or that are each broader than the other, are one term, named by its first id.
- An audience that a live offer or demand names stands for its leaf terms, since a broad one has no cell of its own.
- "Anyone else" is a cell only where some live offer is open to everyone; otherwise every place would have a gap there.
- An offer that covers a part of a cell's area (an LSOA of a ward) is not counted as covering all of it: it is unknown.
- With demand and no audience in it, groups are looked at together: `Cells.for_anybody` has the one group "everyone".
- Where no area of the level asked for is loaded, the smallest areas that are loaded stand in, and `notes` say so.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import Hierarchy, Places, Row, terms

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


@dataclass(frozen=True)
class Axis:
    """One side of the cells: its ids in order, and for each the class of ids that the same offers always hold together.

    Classes keep the matrix small: a town where every offer is for everyone has one class of audiences.
    """

    ids: tuple[str, ...]
    class_of: "NDArray[np.int64]"
    sizes: "NDArray[np.float64]"
    sets: Mapping[frozenset[str], "NDArray[np.int64]"]

    def of_class(self, number: int) -> list[str]:
        """The ids in one class."""
        return [id_ for id_, own in zip(self.ids, self.class_of, strict=True) if own == number]

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each id stands."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    def held(self, members: frozenset[str]) -> "NDArray[np.bool_]":
        """Which of the ids these are."""
        import numpy as np

        return np.array([id_ in members for id_ in self.ids], dtype=bool)


def _axis(ids: Sequence[str], sets: Collection[frozenset[str]]) -> Axis:
    import numpy as np

    place = {id_: i for i, id_ in enumerate(ids)}
    places = {members: sorted(place[id_] for id_ in members) for members in sets}
    ordered = sorted(places, key=places.__getitem__)
    held = np.zeros((len(ids), len(ordered)), dtype=bool)
    for column, members in enumerate(ordered):
        held[places[members], column] = True
    # Ids are of one class where their rows are alike: compared packed, a bit for each set.
    rows = [row.tobytes() for row in np.packbits(held, axis=1)]
    number = {row: n for n, row in enumerate(sorted(set(rows)))}
    class_of = [number[row] for row in rows]
    classes = {members: sorted({class_of[i] for i in own}) for members, own in places.items()}
    return Axis(
        tuple(ids),
        np.array(class_of, np.int64),
        np.bincount(np.array(class_of, np.int64)).astype(np.float64),
        {members: np.array(own, np.int64) for members, own in classes.items()},
    )


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
    they weigh: the same, unless weighed by people (graph/demand.py). `unknown` gives, for an offer that has no cells,
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
        whom = {one: np.zeros(1, np.int64), frozenset[str](): np.zeros(0, np.int64)}
        counts = np.multiply.outer(self.needs.sizes, self.areas.sizes).reshape(-1)
        return replace(
            self,
            audiences=Axis((EVERYONE,), np.zeros(1, np.int64), np.ones(1), whom),
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
        for axis, numbers in zip(self.axes, classes, strict=True):
            held = np.isin(axis.class_of, numbers)
            found.append([id_ for id_, own in zip(axis.ids, held, strict=True) if own])
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
    boxes = tuple(
        Box(row["offer_id"], row["service_id"], look.needs_of(row), people.of[row["offer_id"]], look.areas_of(row))
        for row in offers
    )
    axes = (
        _axis(sorted(look.needs), {box.needs for box in boxes}),
        _axis(people.all, {box.audiences for box in boxes}),
        _axis(sorted(look.areas), {box.areas for box in boxes}),
    )
    services = tuple(sorted({row["service_id"] for row in offers}))
    matrix = _matrix(services, boxes, axes)
    needs_n, audiences_n, areas_n = (axis.sizes for axis in axes)
    counts = np.multiply.outer(np.multiply.outer(needs_n, audiences_n), areas_n).reshape(-1)
    return Cells(
        services,
        *axes,
        matrix,
        counts,
        counts,
        boxes,
        unknown={row["offer_id"]: what for row in offers if (what := look.lacking(row))},
        partial={row["offer_id"]: parts for row in offers if (parts := look.parts(row))},
        notes=_notes(places, asked),
    )


class _Looked:
    """The leaf needs and the cell areas that are looked at, and those of each offer."""

    def __init__(self, needs: Hierarchy, places: Places, asked: Asked) -> None:
        self._terms, self._places = needs, places
        self.needs = needs.leaves_of([asked.need]) if asked.need else frozenset(needs.leaves)
        self.areas = places.covered(asked.area) if asked.area else frozenset(places.cells)

    def needs_of(self, offer: Row) -> frozenset[str]:
        return self._terms.leaves_of(offer["need_ids"]) & self.needs

    def areas_of(self, offer: Row) -> frozenset[str]:
        return frozenset().union(*map(self._places.covered, offer["area_ids"])) & self.areas

    def lacking(self, offer: Row) -> tuple[str, ...]:
        """What must be known before the offer has cells, whatever is looked at."""
        needs = self._terms.leaves_of(offer["need_ids"])
        areas = any(self._places.covered(area) for area in offer["area_ids"])
        return tuple(word for word, known in (("need", needs), ("area", areas)) if not known)

    def parts(self, offer: Row) -> tuple[str, ...]:
        """The areas it covers that hold no cell area: smaller than one, or with none loaded inside."""
        return tuple(sorted(area for area in offer["area_ids"] if not self._places.covered(area)))


def _notes(places: Places, asked: Asked) -> tuple[str, ...]:
    if places.stand_in:
        return (f"No area of the level {asked.level} is loaded, so the smallest areas that are loaded are compared.",)
    return ()


@dataclass(frozen=True, slots=True)
class _Audiences:
    """The audiences that cells have, and those of each offer by its id."""

    all: tuple[str, ...]
    of: Mapping[str, frozenset[str]]


def _people(offers: Sequence[Row], rows: Landscape, only: str) -> _Audiences:
    audiences = terms(rows.terms, "Audience")
    named = {id_ for row in offers for id_ in (*row["include_ids"], *row["exclude_ids"])}
    named |= {row["audience_id"] for row in rows.demand if row["audience_id"]}
    everyone = set(audiences.leaves_of(named | ({only} if only else set())))
    if any(not row["include_ids"] for row in offers):
        everyone.add(ANYONE_ELSE)
    looked_at = everyone & audiences.leaves_of([only]) if only else frozenset(everyone)
    known: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
    of = {}
    for row in offers:
        key = (frozenset(row["include_ids"]), frozenset(row["exclude_ids"]))
        if key not in known:
            taken = audiences.leaves_of(key[0]) if key[0] else frozenset(everyone)
            known[key] = (taken - audiences.leaves_of(key[1])) & looked_at
        of[row["offer_id"]] = known[key]
    return _Audiences(tuple(sorted(looked_at, key=lambda id_: (id_ == ANYONE_ELSE, id_))), of)


def _matrix(services: Sequence[str], boxes: Sequence[Box], axes: tuple[Axis, Axis, Axis]) -> "csr_array":
    import numpy as np
    from scipy.sparse import csr_array

    shape = (len(services), math.prod(len(axis.sizes) for axis in axes))
    made: dict[tuple[frozenset[str], ...], NDArray[np.int64]] = {}
    found: dict[str, list[NDArray[np.int64]]] = {service: [] for service in services}
    for box in boxes:
        key = (box.needs, box.audiences, box.areas)
        if key not in made:
            made[key] = _columns(key, axes)
        found[box.service].append(made[key])
    # Written row by row: letting the library sum duplicates over all offers took four times the memory.
    rows = [parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts)) for parts in found.values()]
    index = np.concatenate([np.zeros(0, np.int64), *rows]).astype(np.int32 if shape[1] < 2**31 else np.int64)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_array((np.ones(len(index), np.int8), index, ends), shape=shape)


def _columns(sets: tuple[frozenset[str], ...], axes: tuple[Axis, Axis, Axis]) -> "NDArray[np.int64]":
    """The columns of one box, in order."""
    import numpy as np

    needs, audiences, areas = (axis.sets[members] for axis, members in zip(axes, sets, strict=True))
    outer = np.add.outer(needs * len(axes[1].sizes), audiences)
    columns: NDArray[np.int64] = np.add.outer(outer * len(axes[2].sizes), areas).reshape(-1)
    return columns
