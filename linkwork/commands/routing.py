"""Routes in plain words: route."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from linkwork.commands._answers import WIDTH, paragraph
from linkwork.commands._completing import Complete, days, one_of, values_of
from linkwork.commands._narrowing import Narrowed
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import common, say, session
from linkwork.errors import LinkworkError
from linkwork.graph.measures.referrals import SELF, THEMSELVES
from linkwork.graph.measures.routes import how_long
from linkwork.project.asking import answer
from linkwork.queries import ROUTE, Answer, catalogue, rounds_line
from linkwork.words import listed

Row = Mapping[str, Any]
DOES = {
    "referral": "refers to",
    "signpost": "signposts to",
    "warm_handover": "takes people over in person to",
    None: "sends people to",
}


def _values(name: str) -> Complete:
    """Completes what the question takes under that name; it is read when it is needed, not when this is imported."""

    def complete(context: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem[str]]:
        parameter = catalogue().find(ROUTE).parameter(name)
        return values_of(parameter)(context, option, begun) if parameter else []

    return complete


@click.command(cls=Narrowed)
@click.option(
    "--from",
    "door",
    required=True,
    metavar="DOOR",
    help="Where they start, by name or id, or `self`.",
    shell_complete=_values("from"),
)
@click.option(
    "--need",
    required=True,
    metavar="NEED",
    help="What the person needs, by name or id.",
    shell_complete=_values("need"),
)
@click.option(
    "--group",
    "--audience",
    "audience",
    metavar="GROUP",
    help="The group the person belongs to.",
    shell_complete=_values("audience"),
)
@click.option("--area", metavar="AREA", help="Where the person lives.", shell_complete=_values("area"))
@click.option("--limit", metavar="N", help="How many routes to show, the best first (20 unless said).")
@click.option(
    "--as-of", metavar="DATE", help="Answer from the rounds dated up to this day.", shell_complete=one_of(days)
)
@format_option
@common
def route(as_of: str | None, format_: str | None, save: Path | None, door: str, **given: str | None) -> None:
    """Say how somebody gets from a door to what they need, the best route first, or why there is no route.

    Example: linkwork route --from "Thrushfield Practice" --need "Work and skills" --group "18 to 64"
    """
    asked = {"from": door, **{name: value for name, value in given.items() if value is not None}}
    for name in ("from", "need"):
        if not str(asked[name]).strip():
            raise LinkworkError(f"--{name} is empty. Give a name or an id{', or self' if name == 'from' else ''}.")
    found = answer(session(), catalogue().find(ROUTE), asked, as_of)
    if format_ is None and save is None:
        say(route_text(found))
        return
    emit(found.rows, found.table_columns, format_, save, data=found.as_json())


def route_text(found: Answer) -> str:
    """The routes as numbered steps in words; where there is none, the one that fails, and what there is otherwise."""
    routes = [list(steps) for _, steps in groupby(found.rows, key=lambda row: row["route"])]
    there = [steps for steps in routes if all(row["eligibility_ok"] for row in steps)]
    parts = [found.note] if found.note else []
    if there:
        parts.append(paragraph(f"{_journey(found)}: {_number(found, len(there))}."))
        parts += [_route(found, number, steps) for number, steps in enumerate(there, start=1)]
    else:
        parts += [paragraph(f"{_journey(found)}:"), *_none(found, routes)]
    parts += [paragraph(f"Mind: {text}") for text in found.caveats[:2]]
    parts += [paragraph(f"Assumed: {text}") for text in (found.assumptions if there else found.question.assumes)]
    parts.append(paragraph(f"Rounds: {rounds_line(found.rounds)}"))
    parts.append(paragraph(f"How each step is known: the same with --format json, or linkwork ask {ROUTE}."))
    return "\n\n".join(parts)


def _journey(found: Answer) -> str:
    words = found.words
    door = THEMSELVES if words["from"] == SELF else words["from"]
    whom = f"for {words['audience']}" if words["audience"] else ""
    where = f"in {words['area']}" if words["area"] else ""
    person = " ".join(part for part in (whom, where) if part)
    return f"From {door} to {words['need']}" + (f", {person}" if person else "")


def _number(found: Answer, shown: int) -> str:
    if any(" routes are shown" in text for text in found.assumptions):
        return "the best route" if shown == 1 else f"the best {shown} routes"
    return "1 route" if shown == 1 else f"{shown} routes"


def _route(found: Answer, number: int, steps: Sequence[Row]) -> str:
    last = steps[-1]
    time = how_long(last["total_wait"], last["waits_not_known"], len(steps))
    return f"{_set_in(f'Route {number}: {time}{_to(found, last)}.')}\n{_steps(steps)}{_not_known(steps)}"


def _to(found: Answer, last: Row) -> str:
    """Which of the needs asked for the last service meets and whom it takes, where that is not all of it."""
    need = found.words["need"]
    meets = f", which meets {listed(last['meets'])} (part of {need})" if last["meets"] not in ([need], []) else ""
    only = "" if any(group.startswith("everyone but ") for group in last["takes"]) else " only"
    whom = f", for {listed(last['takes'])}{only}" if last["takes"] else ""
    return f", to {last['to']}{meets}{whom}" if meets or whom else ""


def _steps(steps: Sequence[Row]) -> str:
    lines = []
    for row in steps:
        lines.append(_set_in(f"  {row['step']}. {_sentence(row)}"))
        if row["reason_if_not"]:
            lines.append(_set_in(f"     This step fails: {row['reason_if_not']}."))
    return "\n".join(lines)


def _set_in(text: str) -> str:
    """A line of a step, as wide as other text, what goes on set in below it."""
    return textwrap.fill(text, WIDTH, subsequent_indent="     ")


def _sentence(row: Row) -> str:
    wait = "the wait is not known" if row["wait_days"] is None else f"about {how_long(row['wait_days'], 0, 1)}"
    if row["link_id"] is None:
        return f"People go to {row['to']} by themselves ({wait})"
    sender = f"{row['from']}, by its {row['via']}," if row["via"] else row["from"]
    how = f"by {row['channel']}; " if row["channel"] else ""
    return f"{sender} {DOES.get(row['kind'], DOES[None])} {row['to']} ({how}{wait})"


def _not_known(steps: Sequence[Row]) -> str:
    """What nobody has said about a route that a person would want to know, as a line below it; empty if nothing."""
    lacking = "; ".join(_lacking(steps))
    return "\n" + _set_in(f"     Not known: {lacking}.") if lacking else ""


def _lacking(steps: Sequence[Row]) -> Iterator[str]:
    sent = [row for row in steps if row["link_id"] is not None]
    if how := [f"{row['from']} to {row['to']}" for row in sent if row["channel"] is None]:
        yield f"by what means ({'; '.join(how)})"
    if onward := [row["to"] for row in sent if row["onward_allowed"] is None and row["step"] < len(steps)]:
        yield f"whether {listed(onward)} may refer people on"
    if feedback := [row["from"] for row in sent if row["feedback"] is None]:
        yield f"whether {listed(dict.fromkeys(feedback))} will hear what became of it"


def _none(found: Answer, routes: Sequence[Sequence[Row]]) -> Iterator[str]:
    """Why there is no route, the one that fails, and what there would be if less were asked."""
    static = set(found.question.assumes)
    said = [text for text in found.assumptions if text not in static]
    if found.nothing_because:
        yield paragraph(found.nothing_because)
    yield from (paragraph(text) for text in said)
    for steps in routes:
        yield f"The nearest to a route:\n{_steps(steps)}"
