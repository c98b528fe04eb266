"""If a service ended: who is there now and who would be left, the same grid twice, side by side.

Of one service a cell is a need in an area, and counts the services there. Of several a row is a service, and a cell
counts the needs it meets in an area: now, and those of them where without it nobody would be left for somebody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._axis import in_figures
from linkwork.visualise._cells import name_in, names_in, number_in
from linkwork.visualise._grid import COUNTS, EMPTY, SHADES, Cell, Grid, Head, grid_piece, legend_piece, shade_of
from linkwork.visualise._scene import TEXT, Words
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import brief
from linkwork.words import counted, listed

DRAWING_NAME = "if-this-service-ended"
MOST_ROWS, MOST_AREAS = 30, 12


@dataclass(frozen=True, slots=True)
class Part:
    """One need in one area that a service reaches, for some groups: the others there, and the people left, if known."""

    service: str
    need: str
    area: str
    groups: tuple[str, ...]
    others: tuple[str, ...]
    uncovered: float | None


@dataclass(frozen=True, slots=True)
class Account:
    """The parts, and the names of services, needs and areas by id."""

    parts: tuple[Part, ...]
    called: Mapping[str, str]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that would end, by id, in order of first mention."""
        return tuple(dict.fromkeys(part.service for part in self.parts))

    @property
    def one(self) -> bool:
        """Whether all is about one service."""
        return len(self.services) == 1

    def row(self, part: Part) -> str:
        """The id of the row that a part belongs to."""
        return part.need if self.one else part.service

    def places(self, alone: bool) -> set[tuple[str, str, str]]:
        """Every service, need and area; only those where somebody would be left with nobody."""
        return {(p.service, p.need, p.area) for p in self.parts if not (alone and p.others)}


def sheet(view: GraphView) -> Sheet:
    """Before and after side by side; a page that says why there is no picture where there are no rows."""
    rows = rows_of(view, "O9")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O9",), "Nothing was asked about what would be left.")
    found = account(rows)
    before, after = _grids(found)
    said = Said(DRAWING_NAME, "O9", _finding(found), _counts(found, before), _how_to_read(found))
    drawn = sheet_about(view, said, lambda top, wide: _both(found, (before, after), top, wide))
    return fitted(drawn, before.across + after.across + 24 + 2 * EDGE)


def account(rows: Sequence[Mapping[str, object]]) -> Account:
    """The rows as parts with the names by id."""
    called: dict[str, str] = {}
    parts: list[Part] = []
    for row in rows:
        for kind in ("service", "need", "area"):
            called[str(row[f"{kind}_id"])] = name_in(row, kind)
        service, need, area = (str(row[f"{kind}_id"]) for kind in ("service", "need", "area"))
        others = names_in(row, "other_services") or names_in(row, "other_service_ids")
        parts.append(Part(service, need, area, names_in(row, "groups"), others, number_in(row, "uncovered_people")))
    return Account(tuple(parts), called)


def _grids(found: Account) -> tuple[Grid, Grid]:
    """Now and without, with the same rows and columns, those with most to lose first."""
    cells: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in found.parts:
        cells[found.row(part), part.area].append(part)
    rows = _ordered(found, found.row)[:MOST_ROWS]
    areas = _ordered(found, lambda part: part.area)[:MOST_AREAS]
    across = min(74.0, max(30.0, 380.0 / len(areas)))
    size = (across, 40.0 if found.one else 22.0)
    kept = {key: parts for key, parts in cells.items() if key[0] in set(rows) and key[1] in set(areas)}
    now, then = (_now, _then) if found.one else (_reach, _lost)
    heads = [Head(id_, found.called[id_]) for id_ in areas]
    words = ("needs", "areas") if found.one else ("services", "areas")
    before = Grid(
        [Head(id_, found.called[id_]) for id_ in rows],
        heads,
        {key: now(found, parts) for key, parts in kept.items()},
        size,
        *words,
        label_room=200.0,
    )
    without = "the same areas"
    bare = [Head(id_, "") for id_ in rows]
    cells_after = {key: then(found, parts) for key, parts in kept.items()}
    after = replace(before, rows=bare, cells=cells_after, row_words="", column_words=without)
    return before, after


def _ordered(found: Account, of: Callable[[Part], str]) -> list[str]:
    """Ids of rows or columns, those with most places that would have nobody first, then those with most places."""
    lost: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    every: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for part in found.parts:
        place = (part.service, part.need, part.area)
        every[of(part)].add(place)
        if not part.others:
            lost[of(part)].add(place)
    return sorted(every, key=lambda id_: (-len(lost[id_]), -len(every[id_]), found.called[id_], id_))


def _where(found: Account, parts: Sequence[Part]) -> str:
    return f"{found.called[found.row(parts[0])]} in {found.called[parts[0].area]}"


def _least(parts: Sequence[Part]) -> Part:
    """The part with fewest others: the groups of people that are worst off."""
    return min(parts, key=lambda part: (len(part.others), part.groups))


def _now(found: Account, parts: Sequence[Part]) -> Cell:
    least = _least(parts)
    services = counted(len(least.others) + 1, "service")
    return _shaded(f"{_where(found, parts)}: {services} for {listed(least.groups, most=4)}", len(least.others) + 1)


def _then(found: Account, parts: Sequence[Part]) -> Cell:
    """Who is left for those who are worst off, and the people left over."""
    least = _least(parts)
    people, least_of = _uncovered(parts)
    over = f"; {least_of}{people} of its people in a year could not go elsewhere" if people else ""
    below = f"{people}{'+' if least_of else ''} left" if people else ""
    left = f"left for {listed(least.groups, most=4)}: {listed(least.others, most=9) or 'nobody'}"
    title = f"{_where(found, parts)}: {left}{over}"
    if not least.others:
        return Cell(title, EMPTY, "0", below, sign="cross")
    return replace(_shaded(title, len(least.others)), below=below, hatched=len(least.others) == 1)


def _uncovered(parts: Sequence[Part]) -> tuple[str, str]:
    """How many people the others have no room for, and `at least` where that is not known of all the groups."""
    known = [part.uncovered for part in parts if part.uncovered is not None]
    if len(known) == len(parts):
        return in_figures(round(sum(known))), ""
    return (in_figures(round(sum(known))), "at least ") if sum(known) >= 1 else ("", "")


def _reach(found: Account, parts: Sequence[Part]) -> Cell:
    needs = {part.need for part in parts}
    called = listed(sorted(found.called[id_] for id_ in needs), most=9)
    return _shaded(f"{_where(found, parts)} now: {called}", len(needs))


def _lost(found: Account, parts: Sequence[Part]) -> Cell:
    needs = {part.need for part in parts if not part.others}
    if not needs:
        return Cell(f"{_where(found, parts)}: others are there for everybody", EMPTY, "·")
    called = listed(sorted(found.called[id_] for id_ in needs), most=9)
    return _shaded(f"{_where(found, parts)}: nobody left for some in {called}", len(needs))


def _shaded(title: str, number: int) -> Cell:
    return Cell(title, shade_of(number), str(number))


def _both(found: Account, grids: tuple[Grid, Grid], top: float, wide: float) -> Piece:
    """The two grids with what they are above them, and the legend at the right or below."""
    before, after = grids
    second = EDGE + before.across + 24
    words = f"Without {found.called[found.services[0]]}" if found.one else "Without the service"
    heads = [
        Words("Now", EDGE + before.label_width, top + TEXT, TEXT, bold=True),
        Words(words, second + after.label_width, top + TEXT, TEXT, bold=True),
    ]
    drawn = [grid_piece(before, (EDGE, top + 22)), grid_piece(after, (second, top + 22))]
    end = max(piece.end for piece in drawn)
    free = wide - EDGE - second - after.across - 24
    corner = (second + after.across + 24, top) if free >= 190 else (EDGE, end + 14)
    legend = legend_piece(list(_legend(found, grids)), corner, min(free, 300.0) if free >= 190 else wide - 2 * EDGE)
    return Piece([*heads, *drawn[0].items, *drawn[1].items, *legend.items], max(end, legend.end))


def _legend(found: Account, grids: tuple[Grid, Grid]) -> Iterator[tuple[Cell, str]]:
    cells = [*grids[0].cells.values(), *grids[1].cells.values()]
    used = sorted({SHADES.index(cell.fill) for cell in cells if cell.fill in SHADES})
    few, many = (Cell("", SHADES[n], str(COUNTS[n])) for n in (used[0], used[-1]))
    if found.one:
        yield few, "services there for the groups that are worst off, from few"
    else:
        yield few, "needs that the service meets there, and at the right those in which nobody would be left, from few"
    if used[0] < used[-1]:
        yield many, "to many"
    if any(cell.hatched for cell in cells):
        yield Cell("", SHADES[0], "1", hatched=True), "one service alone would be left"
    if any(cell.sign for cell in cells):
        yield Cell("", EMPTY, "0", sign="cross"), "nobody would be left for some groups"
    if any(cell.text == "·" for cell in cells):
        yield Cell("", EMPTY, "·"), "others are there for everybody"
    if any(cell.below for cell in cells):
        yield (
            Cell("", EMPTY, "", "12 left"),
            "people in a year for whom the others have no room; with a +, at least so many",
        )
    yield Cell("", EMPTY), "the service is not there"


def _finding(found: Account) -> str:
    every, lost = found.places(alone=False), found.places(alone=True)
    if found.one:
        service = brief(found.called[found.services[0]])
        needs = f"{counted(len(every), 'combination')} of need and area"
        if not lost:
            return f"if {service} ended, somebody would be left wherever it is, in {needs}"
        return f"if {service} ended, nobody would be left for some people in {len(lost)} of its {needs}"
    alone = {service for service, _, _ in lost}
    of = counted(len(found.services), "service")
    if not alone:
        return f"whichever of {of} ended, somebody would be left everywhere"
    most = _ordered(found, lambda part: part.service)[0]
    number = sum(1 for service, _, _ in lost if service == most)
    stands = "is" if len(alone) == 1 else "are"
    places = f"{counted(number, 'combination')} of need and area"
    return f"{len(alone)} of {of} {stands} the only one for somebody, {brief(found.called[most])} in most: {places}"


def _counts(found: Account, before: Grid) -> Iterator[str]:
    rows = len({found.row(part) for part in found.parts})
    areas = len({part.area for part in found.parts})
    yield f"{counted(rows, 'need' if found.one else 'service')} in {counted(areas, 'area')}"
    if len(before.rows) < rows:
        kind = "needs" if found.one else "services"
        yield f"showing {len(before.rows)} of {rows} {kind}, those with most to lose"
    if len(before.columns) < areas:
        yield f"showing {len(before.columns)} of {areas} areas"


def _how_to_read(found: Account) -> Iterator[str]:
    if found.one:
        yield "At the left the services that are there now for the groups with fewest; at the right who would be left."
        yield "A crossed cell would have nobody for some groups; a hatched one would hang on one service."
    else:
        yield (
            "At the left the number of needs that each service meets in each area; at the right those of them in "
            "which, without it, nobody would be left for some groups. Each service is taken away by itself."
        )
    yield "Who could take people on paper may not have the room, or be whom they would go to."


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="If this service ended",
    question="If a service ended tomorrow, who already covers its people?",
    sheet=sheet,
    asks=(Asks("O9"),),
    needs_graph=False,
    of="O9",
)
