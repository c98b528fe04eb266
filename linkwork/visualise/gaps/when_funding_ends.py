"""Gaps when funding ends: the services along time, under the day on which their funding ends and what is lost by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import figure, name_in, names_in, whole_in
from linkwork.visualise._sheet import Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise._timeline import Span, Spot, Timeline, Track, day_of, timeline_piece
from linkwork.words import counted, listed

DRAWING_NAME = "when-funding-ends"
#: So many services altogether, and so many of the first day at least.
MOST, LEAST = 28, 3
LOOKS = {
    "mind": "funding has ended already",
    "strong": "it alone covers something today",
    "faint": "others cover all that it does",
    "diamond": "the day on which the funding ends",
}


#: A service that is drawn: the place of its day among the days, its name, and in how many combinations it is alone.
Shown = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True)
class End:
    """One day: the services whose funding ends, each with what it alone covers today, and what is lost by then."""

    day: date
    said: str
    past: bool
    services: tuple[tuple[str, int | None], ...]
    funders: tuple[str, ...]
    lost: int
    by_then: int
    places: tuple[str, ...]
    people: str


def sheet(view: GraphView) -> Sheet:
    """The timeline, day by day; a page that says why there is none where no day is known."""
    rows = rows_of(view, "G8")
    ends = [end for row in rows if (end := _end(row))]
    if not ends:
        return nothing_sheet(view, DRAWING_NAME, ("G8",), "No day on which funding ends is known.")
    shown = most_alone(ends, MOST)
    drawn = Timeline(tuple(_tracks(ends, shown)), _legend(ends, shown), _latest(view))
    said = Said(DRAWING_NAME, "G8", _finding(ends), _counts(ends, shown), _how_to_read(ends))
    return fitted(
        sheet_about(view, said, lambda top, wide: timeline_piece(drawn, top, wide)),
        900.0,
    )


def _end(row: Mapping[str, object]) -> End | None:
    day = day_of(row["date"])
    if day is None:
        return None
    services = names_in(row, "service")
    given = row["alone"] if isinstance(row["alone"], list | tuple) else ()
    alone = [int(number) if (number := figure(one)) is not None else None for one in given]
    alone += [None] * (len(services) - len(alone))
    return End(
        day=day,
        said=name_in(row, "date", "not known"),
        past="ended" in str(row["when"] or ""),
        services=tuple(zip(services, alone, strict=False)),
        funders=names_in(row, "funder"),
        lost=whole_in(row, "cells_lost"),
        by_then=whole_in(row, "cells_lost_by_then"),
        places=names_in(row, "places_lost"),
        people=in_words(row["people_affected"]),
    )


def most_alone(ends: Sequence[End], most: int) -> list[Shown]:
    """At most so many services, in order of their day and name: those that alone cover most, day by day.

    Every day has a few of its own; the rest of the room goes to those that alone cover most. Two of one name are two.
    """
    every = [
        (-(number or 0), place, service, n, number)
        for place, end in enumerate(ends)
        for n, (service, number) in enumerate(end.services)
    ]
    ranked = sorted(every, key=lambda one: one[:4])
    first = [one for place in range(len(ends)) for one in [r for r in ranked if r[1] == place][:LEAST]]
    chosen = list(dict.fromkeys([*first, *ranked]))[:most]
    ordered = sorted(chosen, key=lambda one: (one[1], one[0], one[2], one[3]))
    return [(place, service, number) for _, place, service, _, number in ordered]


def _tracks(ends: Sequence[End], shown: Sequence[Shown]) -> Iterator[Track]:
    for place, service, number in shown:
        end = ends[place]
        alone = "not known" if number is None else f"alone in {number:,}" if number else "others are there"
        title = f"{service}: funding {'ended' if end.past else 'ends'} {end.said}; {alone}"
        look = "mind" if end.past else "strong" if number else "faint"
        yield Track(
            service, (Span(None, end.day, title, look),), (Spot(end.day, title, "diamond"),), alone, _group(end)
        )


def _group(end: End) -> str:
    places = f"; nobody left for anybody in {listed(end.places, most=3)}" if end.places else ""
    by_then = f", {end.by_then:,} by then" if end.lost != end.by_then else ""
    return f"{end.said}: {counted(end.lost, 'combination')} lost{by_then}{places}"


def _legend(ends: Sequence[End], shown: Sequence[Shown]) -> tuple[tuple[str, str], ...]:
    used = {"mind" if ends[place].past else "strong" if number else "faint" for place, _, number in shown}
    return tuple((look, words) for look, words in LOOKS.items() if look in used or look == "diamond")


def _latest(view: GraphView) -> date | None:
    """The day of the latest round."""
    return max((day for _, said in view.rounds if (day := day_of(said))), default=None)


def _finding(ends: Sequence[End]) -> str:
    last, worst = max(ends, key=lambda end: end.day), max(ends, key=lambda end: end.lost)
    if not worst.lost:
        return "nothing loses its last service when the funding that is known ends"
    places = f"{counted(last.by_then, 'combination')} of need, group and area"
    lose = "loses" if last.by_then == 1 else "lose"
    most = f"; {worst.said} is the worst day, with {worst.lost:,}" if len(ends) > 1 else ""
    return f"if nothing is renewed, {places} {lose} the last service by {last.said}{most}"


def _counts(ends: Sequence[End], shown: Sequence[Shown]) -> Iterator[str]:
    services = sum(len(end.services) for end in ends)
    yield f"funding of {counted(services, 'service')} ends on {counted(len(ends), 'day')}"
    if len(shown) < services:
        yield f"showing {len(shown)} of {services} services, those that alone cover most"


def _how_to_read(ends: Sequence[End]) -> tuple[str, ...]:
    end = max(ends, key=lambda end: end.lost)
    by = f" Who pays: {listed(end.funders, most=4)}." if end.funders else ""
    people = f" People with the need where nobody is left for them: {end.people}." if end.people else ""
    return (
        "Each bar is a service, up to the day on which its funding ends; beside it in how many combinations of need, "
        "group and area it alone is there today. What ended earlier counts as gone.",
        f"So by what ends on {end.said} {counted(end.lost, 'combination')} would have nobody.{by}{people}",
        "Funding that ends is often renewed. Ask before calling it lost.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Gaps when funding ends",
    question="What will become a gap when funding ends?",
    sheet=sheet,
    asks=(Asks("G8"),),
    needs_graph=False,
    of="G8",
)
