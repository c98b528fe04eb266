"""C6: the change of each measure of cells, split into that of the same services and the rest."""

from collections.abc import Callable

from linkwork.graph.measures.footprint import Cells
from linkwork.graph.measures.overlap import Coverage, coverage, overlaps
from linkwork.graph.measures.same_items import only, split
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries.change._two_days import TwoDays, two_days
from linkwork.words import counted

CELLS, SHARE = "combinations of need, group and area", "share of these, 0 to 1"
#: What is measured, what it is counted in, and how.
MEASURES: tuple[tuple[str, str, Callable[[Coverage, Cells], float]], ...] = (
    ("met by some service", CELLS, lambda cover, _: cover.covered),
    ("coverage", SHARE, lambda cover, _: cover.share),
    ("met by one service alone", CELLS, lambda cover, _: cover.single),
    ("fragile coverage", SHARE, lambda cover, _: cover.fragile),
    ("gaps", "pairs of need and area", lambda cover, _: int((cover.services == 0).sum())),
    ("overlapping services", "pairs that share half or more", lambda _, cells: overlaps(cells, 0.5, 1).total),
)


def finish(found: Found) -> Finished:
    """A row a measure, in a fixed order."""
    days = two_days(found)
    if isinstance(days, str):
        return Finished((), nothing=days)
    if days.lacking:
        return Finished((), nothing=days.lacking)
    both = days.before.named.keys() & days.after.named.keys()
    whole = [day.town.cells for day in (days.before, days.after)]
    looked_at = [(coverage(cells), cells) for cells in (*whole, *(only(cells, both) for cells in whole))]
    rests = {"evidence": [_evidence(days)]}
    rows = [_row(name, unit, [measure(*one) for one in looked_at]) | rests for name, unit, measure in MEASURES]
    return Finished(rows, _said(days, len(both)))


def _evidence(days: TwoDays) -> frozenset[str]:
    """What the measures rest on: the services and their offers of both dates."""
    return frozenset[str]().union(*(own for day in (days.before, days.after) for own in day.town.evidence.values()))


def _row(name: str, unit: str, values: list[float]) -> Row:
    parts = split(values[0], values[1], (values[2], values[3]))
    exact = unit != SHARE
    figures = [parts.before, parts.after, parts.same, parts.newly_seen]
    before, after, same, newly = (int(figure) if exact else round(figure, 6) for figure in figures)
    return {
        "measure": name,
        "coverage_before": before,
        "coverage_after": after,
        "same_items_change": same,
        # What is shown sums exactly, rounded or not.
        "newly_seen_change": newly if exact else round(after - before - same, 6),
        "unit": unit,
    }


def _said(days: TwoDays, both: int) -> list[str]:
    first, second = len(days.before.named), len(days.after.named)
    said = [
        f"{days.before.day} is compared with {days.after.day}.",
        f"{counted(first, 'service')} were named at the earlier date and {second} at the later, {both} of them at "
        "both.",
        "Every combination counts as one, whatever the number of people in need.",
    ]
    if why := days.why_not():
        said.append(f"Take care: {'; '.join(why)}.")
    return said
