"""Before and after, if something closed, moved, was added or widened: gaps, fragile cells, people, and who gets where.

Everything is worked out from rows, once as they are and once with the changes made in them (`supposing.py`); the graph
is not touched. The measures are those of docs/measures.md.

Choices that the model leaves open:

- Both sides are counted over the same cells: those of every offer there is before or after. Else a group that only the
  service that closes names would go with it, and its gaps would not be seen.
- Gaps and fragile cells are counted over all cells, each as one; coverage over those with demand, as everywhere.
- Routes are counted for anybody anywhere, from the doors there are before, and those that an added service brings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import Row
from linkwork.graph.measures.demand import Demand, Figure, Weighed, added_up, demand, over_demand
from linkwork.graph.measures.footprint import Asked, Cells, Landscape, footprint
from linkwork.graph.measures.next_steps import Step, next_steps
from linkwork.graph.measures.overlap import coverage
from linkwork.graph.measures.referrals import SELF
from linkwork.graph.measures.routes import Offers, Referrals
from linkwork.graph.measures.supposing import Change, Rows, supposed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """The measures of one side.

    Of `cells` combinations of need, group and area, `gaps` have no service and `fragile` exactly one; of `places` pairs
    of need and area, `places_without` have no service for anybody. `coverage` is the weighted share with a service, 0
    to 1, and `people_covered` the people in need there: None where not known or not to be told. `routes` of `pairs`
    pairs of door and need have a valid route.
    """

    cells: int
    gaps: int
    fragile: int
    places: int
    places_without: int
    coverage: float | None
    people_covered: float | None
    routes: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A need in an area, and the groups who have no service for it there on one side and have on the other.

    `people` is None where it is not known how many they are.
    """

    need: str
    area: str
    audiences: tuple[str, ...]
    people: Figure | None


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A service that reaches fewer cells: how many it leaves, how many others cover, and who does in how many."""

    service: str
    cells: int
    covered: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Before and after. `opened` are new gaps, `closed` those that are none any more; routes are (door, need) pairs.

    `losing` are people in need who had a service and have none any more, `gaining` the reverse: None where not known or
    not to be told. `audiences` are all groups that cells have; `small` says that figures are left out because they
    would give away a small one; `says` is what coverage is weighed by.
    """

    before: State
    after: State
    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    routes_lost: tuple[Pair, ...]
    routes_won: tuple[Pair, ...]
    shrunk: tuple[Shrunk, ...]
    losing: float | None
    gaining: float | None
    audiences: tuple[str, ...]
    small: bool
    says: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reached:
    """The (door, need) pairs with a route, and how many pairs there are."""

    valid: frozenset[Pair]
    pairs: int


def whatif(rows: Rows, changes: Iterable[Change]) -> Outcome:
    """What these changes, made one after another, would do. Raises LinkworkError for one that cannot be made."""
    after = supposed(rows, changes)
    first, second = _both(rows, after)
    figures = demand(rows.landscape, Asked(rows.level))
    weighed = over_demand(first, figures), over_demand(second, figures)
    reached = _reach(rows, after)
    open_ = _open(first), _open(second)
    losing, gaining = _people(weighed, (0, 1)), _people(weighed, (1, 0))
    return Outcome(
        before=_state(first, weighed[0], reached[0]),
        after=_state(second, weighed[1], reached[1]),
        opened=tuple(_gaps(first, ~open_[0] & open_[1], figures)),
        closed=tuple(_gaps(first, open_[0] & ~open_[1], figures)),
        routes_lost=tuple(sorted(reached[0].valid - reached[1].valid)),
        routes_won=tuple(sorted(reached[1].valid - reached[0].valid)),
        shrunk=tuple(_shrunk(first, second)),
        losing=losing,
        gaining=gaining,
        audiences=first.audiences.ids,
        small=bool(weighed[0].small),
        says=weighed[0].says,
        notes=(*first.notes, *figures.notes()),
    )


def _both(before: Rows, after: Rows) -> tuple[Cells, Cells]:
    """The cells of every service on both sides, on the same axes."""
    same = {id(row) for row in before.landscape.offers}
    every = [*before.landscape.offers, *(row for row in after.landscape.offers if id(row) not in same)]
    every = [row for row in every if row["offer_id"] is not None]
    number = {id(row): i for i, row in enumerate(every)}
    alone = [{**row, "offer_id": f"{i:09}", "service_id": f"{i:09}"} for i, row in enumerate(every)]
    rows = before.landscape
    whole = footprint(Landscape(alone, rows.terms, rows.areas, rows.demand), Asked(before.level))
    first, second = (_side(whole, number, side.landscape.offers) for side in (before, after))
    return first, second


def _side(whole: Cells, number: dict[int, int], offers: Sequence[Row]) -> Cells:
    """The cells with the offers of one side, added up by service; a row of `whole` is one offer."""
    import numpy as np
    from scipy.sparse import csr_array

    own = [(row["service_id"], number[id(row)]) for row in offers if row["offer_id"] is not None]
    services = tuple(sorted({service for service, _ in own}))
    place = {id_: i for i, id_ in enumerate(services)}
    ends = np.array([(place[service], i) for service, i in own], dtype=np.int64).reshape(-1, 2).T
    by_service = csr_array((np.ones(ends.shape[1], np.int32), tuple(ends)), shape=(len(services), len(number)))
    matrix = (by_service @ whole.matrix).tocsr()
    matrix.sort_indices()
    matrix.data = np.ones(len(matrix.data), np.int8)
    return replace(whole, services=services, matrix=matrix, boxes=())


def _open(cells: Cells) -> "NDArray[np.bool_]":
    """Which cells have no service, as needs by audiences by areas."""
    import numpy as np

    spread = np.ix_(*(axis.class_of for axis in cells.axes))
    return np.asarray((cells.reached == 0).reshape(cells.shape)[spread], dtype=np.bool_)


def _state(cells: Cells, weighed: Weighed, reached: _Reached) -> State:
    every, told = coverage(cells), coverage(weighed.cells)
    people = weighed.by == "people"
    return State(
        cells=every.cells,
        gaps=every.gaps,
        fragile=every.single,
        places=every.services.size,
        places_without=int((every.services == 0).sum()),
        coverage=told.share if told.cells and not weighed.small else None,
        people_covered=told.weight_covered if people and not weighed.small else None,
        routes=len(reached.valid),
        pairs=reached.pairs,
    )


def _people(weighed: tuple[Weighed, Weighed], sides: tuple[int, int]) -> float | None:
    """The people with a service on the one side and none on the other; None where not known or not to be told."""
    one, other = (weighed[i] for i in sides)
    if one.by != "people":
        return None
    weights, counts = one.spread()
    changed = ~_open(one.cells) & _open(other.cells) & counts
    return None if (changed & one.hides()).any() else float(weights[changed].sum())


def _gaps(cells: Cells, which: "NDArray[np.bool_]", figures: Demand) -> Iterable[Gap]:
    """The cells given, as needs by audiences by areas, merged over audiences; in order of need and area."""
    import numpy as np

    places = figures.places()
    for i, k in np.argwhere(which.any(axis=1)):
        need, area = cells.needs.ids[i], cells.areas.ids[k]
        audiences = tuple(cells.audiences.ids[j] for j in np.flatnonzero(which[i, :, k]))
        yield Gap(need, area, audiences, _figure(figures, places, (need, area), audiences, len(cells.audiences.ids)))


def _figure(
    figures: Demand, places: dict[Pair, Figure], place: Pair, audiences: Sequence[str], every: int
) -> Figure | None:
    """How many people these groups have with the need there; None where that is not known of each of them."""
    if len(audiences) == every:
        return places.get(place)
    need, area = place
    known = [figures.by_cell.get((need, audience, area)) for audience in audiences]
    told = [figure for figure in known if figure is not None]
    if not told or len(told) < len(audiences):
        return None
    return added_up(told)


def _shrunk(before: Cells, after: Cells) -> Iterable[Shrunk]:
    """The services that reach fewer cells, in order of id, each with those who are where it was."""
    import numpy as np

    place = {id_: i for i, id_ in enumerate(after.services)}
    for i, service in enumerate(before.services):
        mine = after.columns(place[service]) if service in place else np.zeros(0, np.int64)
        left = np.setdiff1d(before.columns(i), mine)
        if len(left):
            here = after.matrix[:, left]
            number = np.rint(here @ after.counts[left]).astype(np.int64)
            covered = after.counts[left][np.asarray(here.sum(axis=0)).reshape(-1) > 0].sum()
            order = sorted(np.flatnonzero(number), key=lambda j: (-number[j], after.services[j]))
            others = tuple((after.services[j], int(number[j])) for j in order)
            yield Shrunk(service, int(before.counts[left].sum()), int(covered), others)


def _reach(before: Rows, after: Rows) -> tuple[_Reached, _Reached]:
    """Both sides, from the doors there are before and those that an added service brings."""
    there = {row["id"] for row in (*before.known.links, *before.known.services)}
    first, second = (_referrals(side).reach() for side in (before, after))
    brought = {row["from_id"] for row in after.known.links if row["id"] not in there}
    if any(row["id"] not in there and row["access"] == SELF for row in after.known.services):
        brought.add(SELF)
    doors = {*first.doors, *brought.intersection(second.doors)}
    valid = frozenset(pair for pair in second.valid if pair[0] in doors)
    needs = len(first.needs)
    return _Reached(first.valid, len(first.doors) * needs), _Reached(valid, len(doors) * needs)


def _referrals(rows: Rows) -> Referrals:
    own = rows.landscape
    return Referrals(rows.known, Offers(own.offers, own.terms, own.areas, rows.level))


def best_steps(rows: Rows, most: int) -> tuple[Step, ...]:
    """The few changes to offers that close most gaps, best first: those of question G7, over everything."""
    asked = Asked(rows.level)
    return next_steps(over_demand(footprint(rows.landscape, asked), demand(rows.landscape, asked)), most).steps
