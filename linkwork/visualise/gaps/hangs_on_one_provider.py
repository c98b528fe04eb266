"""What hangs on a single provider: needs by areas, the darker the sooner the money for it ends."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, names_in
from linkwork.visualise._grid import EMPTY, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import brief
from linkwork.words import counted, listed

DRAWING_NAME = "hangs-on-one-provider"
MOST_NEEDS, MOST_AREAS = 28, 20
ENDED, UNKNOWN = "ended", ""


@dataclass(frozen=True, slots=True)
class Hold:
    """One need in one area that one provider meets for these groups; `ends` is a day, `ended` or not known."""

    need: str
    area: str
    groups: tuple[str, ...]
    provider: str
    services: tuple[str, ...]
    ends: str
    risk: str


@dataclass(frozen=True, slots=True)
class Account:
    """What hangs on one provider, the names by id, and needs and areas in order, those with most of it first."""

    holds: tuple[Hold, ...]
    called: Mapping[str, str]
    needs: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The years in which funding is to end, the next first."""
        return tuple(sorted({hold.ends[:4] for hold in self.holds if hold.ends not in {ENDED, UNKNOWN}}))

    def shade(self, ends: str) -> int:
        """How dark a cell is: darkest where funding has ended, then year by year, lightest where it is not known."""
        if ends == ENDED:
            return 4
        return 0 if ends == UNKNOWN else max(1, 3 - self.years.index(ends[:4]))


def sheet(view: GraphView) -> Sheet:
    """The grid of needs and areas; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "G3")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G3",), "Nothing was asked about single providers.")
    found = account(rows)
    grid = _grid(found)
    said = Said(DRAWING_NAME, "G3", _finding(found), _counts(found), _how_to_read(found))
    drawn = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(drawn, grid.across + 2 * EDGE)


def account(rows: Sequence[Mapping[str, object]]) -> Account:
    """What hangs on one provider, with needs and areas in order of how much of it there is."""
    holds = [
        Hold(
            need=str(row["need_id"]),
            area=str(row["area_id"]),
            groups=names_in(row, "group"),
            provider=name_in(row, "provider", "not known"),
            services=names_in(row, "only_service"),
            ends=_ends(row),
            risk=name_in(row, "risk", "not known"),
        )
        for row in rows
    ]
    called = {str(row["need_id"]): name_in(row, "need") for row in rows}
    called |= {str(row["area_id"]): name_in(row, "area", "anywhere") for row in rows}
    groups: Counter[str] = Counter()
    for hold in holds:
        groups[hold.need] += max(1, len(hold.groups))
        groups[hold.area] += max(1, len(hold.groups))

    def ordered(ids: set[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda id_: (-groups[id_], called[id_], id_)))

    return Account(tuple(holds), called, ordered({hold.need for hold in holds}), ordered({hold.area for hold in holds}))


def _ends(row: Mapping[str, object]) -> str:
    """The day on which the last of the money ends, seen from the day of the graph as the answer sees it."""
    if "has ended" in str(row["risk"] or ""):
        return ENDED
    day = str(row["funded_until"] or "")
    return day if re.match(r"\d{4}", day) else UNKNOWN


def _grid(found: Account) -> Grid:
    together: dict[tuple[str, str], list[Hold]] = defaultdict(list)
    for hold in found.holds:
        together[hold.need, hold.area].append(hold)
    cells = {key: _cell(found, holds) for key, holds in together.items()}
    needs, areas = found.needs[:MOST_NEEDS], found.areas[:MOST_AREAS]
    across = min(84.0, max(38.0, 640.0 / len(areas)))
    heads = [Head(id_, found.called[id_]) for id_ in needs], [Head(id_, found.called[id_]) for id_ in areas]
    words = "areas, those where most hangs on one provider first"
    return Grid(*heads, cells, (across, 28.0), "needs", words, legend=list(_legend(found, cells)))


def _soonest(holds: Sequence[Hold]) -> Hold:
    return min(holds, key=lambda hold: (hold.ends != ENDED, hold.ends == UNKNOWN, hold.ends, hold.provider))


def _groups(holds: Sequence[Hold]) -> tuple[str, ...]:
    """The groups for whom only one provider is there, each once."""
    return tuple(dict.fromkeys(group for hold in holds for group in hold.groups))


def _cell(found: Account, holds: Sequence[Hold]) -> Cell:
    soonest, groups = _soonest(holds), _groups(holds)
    parts = [f"only {hold.provider} for {listed(hold.groups, most=9)} ({hold.risk})" for hold in holds]
    where = f"{found.called[soonest.need]} in {found.called[soonest.area]}"
    text = "all" if "everyone" in groups else str(max(1, len(groups)))
    return Cell(f"{where}: {'; '.join(parts)}", SHADES[found.shade(soonest.ends)], text, hatched=True)


def _legend(found: Account, cells: Mapping[tuple[str, str], Cell]) -> Iterator[tuple[Cell, str]]:
    used = {cell.fill for cell in cells.values()}
    yield Cell("", EMPTY, "3", hatched=True), "for so many groups one provider alone is there; all: for everyone"
    if SHADES[4] in used:
        yield Cell("", SHADES[4], hatched=True), "for some of them its funding has ended"
    for shade in (3, 2, 1):
        years = [year for year in found.years if found.shade(year) == shade]
        if SHADES[shade] in used and years:
            span = years[0] if len(years) == 1 else f"{years[0]} or later"
            yield Cell("", SHADES[shade], hatched=True), f"the first of it ends in {span}"
    if SHADES[0] in used:
        yield Cell("", SHADES[0], hatched=True), "it is not known when it ends"
    yield Cell("", EMPTY), "several providers for every group, or nobody"


def _finding(found: Account) -> str:
    pairs = {(hold.need, hold.area) for hold in found.holds}
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for hold in found.holds:
        held[hold.provider].add((hold.need, hold.area))
    known = sorted((provider for provider in held if provider != "not known"), key=lambda p: (-len(held[p]), p))
    places = f"{counted(len(pairs), 'combination')} of need and area"
    hangs = f"in {places} some group hangs on a single provider"
    return f"{hangs}; {brief(known[0])} is it in {len(held[known[0]])}" if known else hangs


def _counts(found: Account) -> Iterator[str]:
    needs, areas = len(found.needs), len(found.areas)
    yield f"{counted(needs, 'need')} in {counted(areas, 'area')}"
    ended = len({(hold.need, hold.area) for hold in found.holds if hold.ends == ENDED})
    if ended:
        yield f"funding has ended in {ended}"
    if needs > MOST_NEEDS:
        yield f"showing {MOST_NEEDS} of {needs} needs, those where most hangs on one provider"
    if areas > MOST_AREAS:
        yield f"showing {MOST_AREAS} of {areas} areas"


def _how_to_read(found: Account) -> tuple[str, ...]:
    hold = found.holds[0]
    where = f"{found.called[hold.need]} in {found.called[hold.area]}"
    return (
        "A hatched cell is a need in an area that only one provider meets for some groups; the number says how many "
        "groups. The darker it is, the sooner the money for one of them ends.",
        f"So {where} hangs on {hold.provider} for {listed(hold.groups, most=4)}: {hold.risk}.",
        "One provider is not a fault: few people may need it there. Funding that ends is often renewed; ask before "
        "calling it lost.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="What hangs on one provider",
    question="What hangs on a single provider?",
    sheet=sheet,
    asks=(Asks("G3"),),
    needs_graph=False,
    of="G3",
)
