"""Groups that nobody serves: in how many areas each need is met for nobody of a group, by group and need."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, names_in
from linkwork.visualise._grid import COUNTS, EMPTY, Cell, Grid, Head, beside, counts_in_words, shade_of
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import brief
from linkwork.words import counted, listed

DRAWING_NAME = "groups-without-service"
MOST_GROUPS, MOST_NEEDS = 26, 24
ANYONE = "anyone else"


@dataclass(frozen=True, slots=True)
class Gap:
    """A group whose need nobody meets in an area: whether others are served, and who says they are not for it."""

    group: str
    need: str
    area: str
    others: bool
    excluded_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The gaps, the names of areas by id, and groups and needs in order, those with most gaps first."""

    gaps: tuple[Gap, ...]
    areas: Mapping[str, str]
    groups: tuple[Head, ...]
    needs: tuple[Head, ...]

    @property
    def left_out(self) -> Counter[str]:
        """How many gaps each group has where others are served."""
        return Counter(gap.group for gap in self.gaps if gap.others)


def sheet(view: GraphView) -> Sheet:
    """The grid of groups and needs; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "G2")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G2",), "Nothing was asked about groups and needs.")
    found = account(rows)
    grid = _grid(found)
    said = Said(DRAWING_NAME, "G2", _finding(found), _counts(found), _how_to_read(found))
    drawn = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(drawn, grid.across + 2 * EDGE)


def account(rows: Sequence[Mapping[str, object]]) -> Account:
    """The gaps; groups are in order of those where others are served, `anyone else` last."""
    gaps = [
        Gap(
            group=str(row["audience_id"] or ANYONE),
            need=str(row["need_id"]),
            area=str(row["area_id"]),
            others=row["others_served"] is True,
            excluded_by=names_in(row, "excluded_by"),
        )
        for row in rows
    ]
    groups = {str(row["audience_id"] or ANYONE): name_in(row, "group", ANYONE) for row in rows}
    needs = {str(row["need_id"]): name_in(row, "need") for row in rows}
    left, every = Counter(gap.group for gap in gaps if gap.others), Counter(gap.group for gap in gaps)
    unmet = Counter(gap.need for gap in gaps)
    ordered = sorted(groups, key=lambda id_: (id_ == ANYONE, -left[id_], -every[id_], groups[id_], id_))
    by_need = sorted(needs, key=lambda id_: (-unmet[id_], needs[id_], id_))
    return Account(
        tuple(gaps),
        {str(row["area_id"]): name_in(row, "area", "anywhere") for row in rows},
        tuple(Head(id_, groups[id_]) for id_ in ordered),
        tuple(Head(id_, needs[id_]) for id_ in by_need),
    )


def _grid(found: Account) -> Grid:
    together: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    for gap in found.gaps:
        together[gap.group, gap.need].append(gap)
    rows, columns = found.groups[:MOST_GROUPS], found.needs[:MOST_NEEDS]
    called = {head.id: head.name for head in (*found.groups, *found.needs)}
    cells = {key: _cell(found, gaps, called) for key, gaps in together.items()}
    across = min(72.0, max(36.0, 700.0 / len(columns)))
    return Grid(
        rows,
        columns,
        cells,
        (across, 28.0),
        "groups",
        "needs, those unmet in most areas and groups first",
        legend=list(_legend(cells.values())),
    )


def _cell(found: Account, gaps: Sequence[Gap], called: Mapping[str, str]) -> Cell:
    areas = sorted(found.areas[gap.area] for gap in gaps)
    nobody = sum(1 for gap in gaps if not gap.others)
    shut = sorted({service for gap in gaps for service in gap.excluded_by})
    said = [f"{called[gaps[0].need]} for {called[gaps[0].group]}: nobody in {listed(areas, most=30)}"]
    said += [f"in {nobody} of them for no other group either"] if nobody else []
    said += [f"not for this group: {listed(shut, most=9)}"] if shut else []
    sign = "disc" if shut else ""
    return Cell("; ".join(said), shade_of(len(gaps)), str(len(gaps)), hatched=nobody == len(gaps), sign=sign)


def _legend(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str]]:
    drawn = list(cells)
    for least, words in zip(COUNTS, counts_in_words("area", "areas"), strict=True):
        if any(cell.fill == shade_of(least) for cell in drawn):
            yield Cell("", shade_of(least), str(least)), f"nobody meets the need for the group in {words}"
    if any(cell.hatched for cell in drawn):
        yield Cell("", EMPTY, hatched=True), "in all of them nobody meets it for any group"
    if any(cell.sign for cell in drawn):
        yield Cell("", EMPTY, sign="disc"), "some service there says that it is not for this group"
    yield Cell("", EMPTY), "met everywhere, or not in the list"


def _finding(found: Account) -> str:
    others = sum(found.left_out.values())
    every = f"{counted(len(found.gaps), 'combination')} of need, group and area"
    if not others:
        return f"in {every} nobody is served, whichever the group"
    named = [head for head in found.groups if head.id != ANYONE] or list(found.groups)
    most = max(named, key=lambda head: found.left_out[head.id])
    served = f"in {others} of {every} without a service others are served"
    if not found.left_out[most.id]:
        return served
    return f"{served}; the group left out most is {brief(most.name)}, in {found.left_out[most.id]}"


def _counts(found: Account) -> Iterator[str]:
    groups, needs = len(found.groups), len(found.needs)
    yield f"{counted(groups, 'group')}, {counted(needs, 'need')}, {counted(len(found.areas), 'area')}"
    if groups > MOST_GROUPS:
        yield f"showing {MOST_GROUPS} of {groups} groups, those left out most"
    if needs > MOST_NEEDS:
        yield f"showing {MOST_NEEDS} of {needs} needs"


def _how_to_read(found: Account) -> tuple[str, ...]:
    return (
        "Each cell counts the areas in which no service meets the need above for the group at the left.",
        "Where the cell is hatched the need is met there for nobody at all; else some other group is served in one or "
        "more of the areas.",
        "People belong to several groups: a carer over 65 may be served as the one or the other. A group may be left "
        "out for a good reason, and a gap on paper may be met by something nobody has told us of.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Groups that nobody serves",
    question="Which groups have nobody serving a need?",
    sheet=sheet,
    asks=(Asks("G2"),),
    needs_graph=False,
    of="G2",
)
