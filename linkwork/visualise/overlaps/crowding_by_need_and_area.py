"""Need by area: how many services meet each need in each area, and where nobody does or one alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._grid import COUNTS, EMPTY, PALE, Cell, Grid, Head, beside, counts_in_words, shade_of
from linkwork.visualise._scene import SMALL
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise._text import width
from linkwork.visualise._words import in_per_cent, plain
from linkwork.words import counted

NAME = "need-by-area"
MOST_NEEDS, MOST_AREAS = 30, 24
#: What each shade means; one alone is hatched besides.
WORDS = ("one service alone", *counts_in_words("service", "services")[1:])


@dataclass(frozen=True, slots=True)
class Spot:
    """One need in one area: how many services, their names, and the people in need as text, blank if not known."""

    need: str
    area: str
    services: int
    names: str
    people: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is drawn: needs and areas in order, the spots by their ids, and how the areas are ordered."""

    needs: tuple[Head, ...]
    areas: tuple[Head, ...]
    spots: Mapping[tuple[str, str], Spot]
    by_share: bool

    @property
    def whole(self) -> bool:
        """Whether the answer has every need in every area."""
        return len(self.spots) == len(self.needs) * len(self.areas)

    def number(self, least: int, most: int) -> int:
        """How many combinations have between so many and so many services."""
        return sum(1 for spot in self.spots.values() if least <= spot.services <= most)


def sheet(view: GraphView) -> Sheet:
    """The needs of a place by its areas, with the gaps and what hangs on one service marked."""
    rows = rows_of(view, "O3")
    if not rows:
        return nothing_sheet(view, NAME, ("O3",), "Nothing was asked about needs and areas.")
    found = _account(rows, _broader(view))
    grid = _grid(found)
    said = Said(NAME, "O3", _finding(found), _counts(found, grid), _how_to_read(found))
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _broader(view: GraphView) -> dict[str, str]:
    """The name of the broader need, by the need's id; the first by id where there are several."""
    live = {node.id: node.name for node in view.nodes if node.kind == "Need" and node.live}
    links = [link for link in view.links if link.kind == "BROADER" and link.live]
    found: dict[str, str] = {}
    for link in sorted(links, key=lambda link: (link.from_id, link.to_id)):
        if link.from_id in live and link.to_id in live:
            found.setdefault(link.from_id, plain(live[link.to_id]))
    return found


def _account(rows: Sequence[Mapping[str, object]], broader: Mapping[str, str]) -> Account:
    spots, needs, areas, shares = {}, {}, {}, {}
    for row in rows:
        need, area, share = str(row["need_id"]), str(row["area_id"]), row.get("core20_share")
        needs[need], areas[area] = plain(row["need"]), plain(row["area"])
        if isinstance(share, int | float):
            shares[area] = float(share)
        services = row.get("n_services")
        number = services if isinstance(services, int) else 0
        spots[need, area] = Spot(need, area, number, in_words(row.get("services")), in_words(row.get("demand")))
    heads = [Head(id_, name, broader.get(id_, "Other needs") if broader else "") for id_, name in needs.items()]
    ordered = sorted(areas, key=lambda id_: (-shares.get(id_, -1.0), areas[id_], id_))
    said = {id_: f" ({in_per_cent(shares[id_])})" if id_ in shares else "" for id_ in areas}
    return Account(
        needs=tuple(sorted(heads, key=lambda h: (h.group == "Other needs", h.group, h.name, h.id))),
        areas=tuple(Head(id_, areas[id_] + said[id_]) for id_ in ordered),
        spots=spots,
        by_share=bool(shares),
    )


def _grid(found: Account) -> Grid:
    needs, areas = _shown_needs(found), found.areas[:MOST_AREAS]
    across = min(88.0, max(38.0, 620.0 / len(areas)))
    cells = {key: _cell(spot, found, across) for key, spot in found.spots.items()}
    for need in needs:
        for area in areas:
            cells.setdefault((need.id, area.id), Cell(f"{need.name} in {area.name}: not in this answer", PALE))
    share = ", the most deprived first (share of small areas in deprivation deciles 1 and 2)"
    words = f"areas{share if found.by_share else ', by name'}"
    return Grid(
        needs, areas, cells, (across, 28.0 if len(needs) <= 20 else 26.0), "needs", words, legend=_legend(found)
    )


def _shown_needs(found: Account) -> tuple[Head, ...]:
    """The needs that fit, in their order: those with most gaps and single services come before others."""
    if len(found.needs) <= MOST_NEEDS:
        return found.needs
    thin = {head.id: 0 for head in found.needs}
    for spot in found.spots.values():
        thin[spot.need] += {0: 2, 1: 1}.get(spot.services, 0)
    kept = set(sorted(thin, key=lambda id_: (-thin[id_], id_))[:MOST_NEEDS])
    return tuple(head for head in found.needs if head.id in kept)


def _cell(spot: Spot, found: Account, across: float) -> Cell:
    names = {head.id: head.name for head in (*found.needs, *found.areas)}
    services = f"{counted(spot.services, 'service')}: {spot.names}" if spot.services else "no service"
    people = f"; people in need: {spot.people}" if spot.people else ""
    title = f"{names[spot.need]} in {names[spot.area]}: {services}{people}"
    below = spot.people if width(spot.people, SMALL) < across - 4 else spot.people.replace("under ", "<")
    if not spot.services:
        return Cell(title, EMPTY, "gap", below, sign="cross")
    return Cell(title, shade_of(spot.services), str(spot.services), below, spot.services == 1)


def _legend(found: Account) -> list[tuple[Cell, str]]:
    entries: list[tuple[Cell, str]] = []
    if found.number(0, 0):
        entries.append((Cell("", EMPTY, "gap", sign="cross"), "no service meets the need there"))
    used = {shade_of(spot.services) for spot in found.spots.values() if spot.services}
    for least, words in zip(COUNTS, WORDS, strict=True):
        if shade_of(least) in used:
            entries.append((Cell("", shade_of(least), str(least), hatched=least == 1), words))
    if not found.whole:
        entries.append((Cell("", PALE), "not in this answer"))
    if any(spot.people for spot in found.spots.values()):
        entries.append((Cell("", EMPTY, "", "120"), "the number below: people who have the need there"))
    return entries


def _finding(found: Account) -> str:
    gaps, single, every = found.number(0, 0), found.number(1, 1), len(found.spots)
    among = f"{counted(every, 'combination')} of need and area"
    # Where the question was narrowed, to what is crowded say, the rest may well have gaps.
    among += "" if found.whole else " in this answer"
    if gaps:
        more = f"; {single:,} more {'hangs' if single == 1 else 'hang'} on one service" if single else ""
        return f"{counted(gaps, 'gap')} among {among}{more}"
    alone = f"; {single:,} of them {'hangs' if single == 1 else 'hang'} on one service" if single else ""
    return f"no gap among {among}{alone}"


def _counts(found: Account, grid: Grid) -> Iterator[str]:
    needs, areas = len(found.needs), len(found.areas)
    yield f"{counted(needs, 'need')} in {counted(areas, 'area')}"
    if len(grid.rows) < needs:
        yield f"showing {len(grid.rows)} of {needs} needs, those with most gaps"
    if len(grid.columns) < areas:
        yield f"showing {len(grid.columns)} of {areas} areas"


def _how_to_read(found: Account) -> Iterator[str]:
    yield "Each cell counts the services that meet the need at the left in the area above, for any group of people."
    if any(spot.people for spot in found.spots.values()):
        yield "The smaller number is people who have that need there; do not add them up, as one may have many needs."
    yield "A hatched cell hangs on one service; a crossed one has none. A gap on paper may be a service not yet mapped."


DRAWING = Drawing(
    name=NAME,
    title="Need by area",
    question="How many services meet each need in each area, and where does nobody?",
    sheet=sheet,
    asks=(Asks("O3"),),
    of="O3",
)
