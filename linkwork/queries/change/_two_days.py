"""What the questions about two days share: which days, the town as it was on each, and why they may not compare."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from linkwork.errors import LinkworkError
from linkwork.graph.parsing import dates_of
from linkwork.queries import Found
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._pathways import Pathways
from linkwork.words import are, listed

#: The parts that cells are made of, and who is there; those that routes need besides.
CELL_PARTS = ("live_services", "named_services", "offers", "terms", "places", "demand")
ROUTE_PARTS = ("referrals", "senders", "staffing")
#: Why there are no cells to count.
NOT_ALL = "needs, services that meet them and areas were not all loaded"


@dataclass(frozen=True)
class Day:
    """The town as the rounds dated up to one day have it."""

    found: Found
    day: str

    @property
    def has_cells(self) -> bool:
        """Whether there is anything to count cells of."""
        return not self.lacking

    @cached_property
    def lacking(self) -> str:
        """Why there are no cells to count, in words; empty where there are some."""
        if not (self.found.parts["places"] and any(row["need_ids"] for row in self.found.parts["offers"])):
            return NOT_ALL
        return "" if self.town.cells.count else "nothing of what was asked for was there"

    @property
    def has_links(self) -> bool:
        """Whether any referral link is known."""
        return bool(self.found.parts["referrals"])

    @cached_property
    def town(self) -> Provision:
        """Services, offers and cells, narrowed to what was asked for."""
        return provision(self.found)

    @cached_property
    def paths(self) -> Pathways:
        """The referrals."""
        return Pathways(self.found)

    @cached_property
    def named(self) -> dict[str, str]:
        """The services that some source names, live or not, by id."""
        return {row["id"]: row["name"] or row["id"] for row in self.found.parts["named_services"]}

    @cached_property
    def live(self) -> frozenset[str]:
        """The ids of the live services."""
        return frozenset(row["id"] for row in self.found.parts["live_services"])

    @cached_property
    def cells_are(self) -> tuple[frozenset[str], ...]:
        """What the cells are made of: needs, groups and areas."""
        return tuple(frozenset(axis.ids) for axis in self.town.cells.axes)


@dataclass(frozen=True)
class TwoDays:
    """The town on two days; `sources` are those that had said anything by each."""

    before: Day
    after: Day
    sources: tuple[frozenset[str], frozenset[str]]

    @property
    def lacking(self) -> str:
        """Why cells cannot be compared, as a sentence; empty where they can."""
        words = [f"for {day.day} {day.lacking}" for day in (self.before, self.after) if day.lacking]
        return f"{'; '.join(words)}.".capitalize() if words else ""

    def why_not(self) -> list[str]:
        """Why a difference may be one of counting: other sources, other needs, groups or areas. Empty if none is."""
        (first, second), said = self.sources, []
        if come := sorted(second - first):
            said.append(f"{listed(come)} {_was(len(come))} not loaded for {self.before.day}")
        if left := sorted(first - second):
            said.append(f"{listed(left)} no longer {'counts' if len(left) == 1 else 'count'} for {self.after.day}")
        words = ("needs", "groups", "areas")
        other = [word for word, a, b in zip(words, self.before.cells_are, self.after.cells_are, strict=True) if a != b]
        if other and self.before.has_cells and self.after.has_cells:
            said.append(f"the {listed(other)} that are looked at {are(2)} not the same")
        return said


@dataclass(frozen=True)
class Dates:
    """Two dates that are compared, and the sources that had said anything by each."""

    start: str
    end: str
    sources: tuple[frozenset[str], frozenset[str]]


def dates(found: Found) -> Dates | str:
    """The dates asked for, else those of the last two complete rounds of one source; why none, as a sentence.

    Raises LinkworkError where only one date is given, or the dates are one or not in order.
    """
    start, end = dates_of(found.parameters["start"], found.parameters["end"])
    if start is not None and start == end:
        raise LinkworkError(f"One day cannot be compared with itself: {start}. Give two.")
    held = found.rounds.held()
    if start is None or end is None:
        last = _last_two(held)
        if last is None:
            return "No source has held two complete rounds yet, so there is nothing to compare."
        start, end = last
    first, second = (frozenset(source for source, day, _ in held if day <= until) for until in (start, end))
    if not first:
        return f"No round is dated {start} or earlier, so there is nothing to compare with."
    return Dates(start, end, (first, second))


def two_days(found: Found, parts: Sequence[str] = CELL_PARTS) -> TwoDays | str:
    """The town on the two dates, told by these shared parts, CELL_PARTS among them; why there are none, as a sentence.

    Raises LinkworkError as `dates` does.
    """
    chosen = dates(found)
    return chosen if isinstance(chosen, str) else on(found, chosen, parts)


def on(found: Found, chosen: Dates, parts: Sequence[str]) -> TwoDays:
    """The town on these dates."""
    days = (chosen.start, chosen.end)
    before, after = (
        Day(replace(found, rows=rows["live_services"], parts=rows, as_of=day), day)
        for day, rows in zip(days, found.rounds.on(days, parts), strict=True)
    )
    return TwoDays(before, after, chosen.sources)


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _last_two(held: list[tuple[str, str, bool]]) -> tuple[str, str] | None:
    """The dates of the last two complete rounds of the source whose last is the latest of those that have two."""
    days: dict[str, set[str]] = {}
    for source, day, complete in held:
        if complete:
            days.setdefault(source, set()).add(day)
    pairs = [(sorted(own)[-1], sorted(own)[-2]) for own in days.values() if len(own) > 1]
    return (max(pairs)[1], max(pairs)[0]) if pairs else None
