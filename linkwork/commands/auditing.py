"""What is asked of those who answer for the data: personal-data, the register; audit, who did what."""

from collections.abc import Mapping
from pathlib import Path

import click

from linkwork.commands._output import emit, format_option
from linkwork.commands._session import common, say, session, warn
from linkwork.errors import LinkworkError
from linkwork.graph.decisions import today
from linkwork.graph.parsing import day
from linkwork.graph.views import current_view
from linkwork.personal_data.audit import broken, read_trail
from linkwork.personal_data.register import names_held, people_held, sensitive

REGISTER = (
    *("person", "fields", "links", "basis", "keep_until", "overdue", "overdue_days", "opted_out", "sources", "rounds"),
    "erase",
)
TRAIL = ("when", "who", "command", "state", "what")


@click.command("personal-data")
@click.option("--overdue", is_flag=True, help="Only those past their day, or without a ground or a day.")
@format_option
@common
def personal_data(overdue: bool, format_: str | None, save: Path | None) -> None:
    """List everybody of whom something is held: what, by whom, on what ground and until when; never a value.

    Those past their day stand first, with the command that erases them. Days are counted to today. Names only with
    --with-people.

    Example: linkwork personal-data --overdue --save register.csv
    """
    store = session().store()
    rows = people_held(store, today(), names_held(store) if session().people else None)
    rows = [row for row in rows if not overdue or row["overdue"] != "no"]
    other = [] if overdue else sensitive(current_view(store))
    plain = format_ is None and save is None
    if not rows and plain:
        say("Nobody is held past the day or without a ground." if overdue else "No personal data is held.")
    else:
        columns = ("name", *REGISTER) if session().people else REGISTER
        emit(rows, columns, format_, save, data={"people": rows, "other": other})
    for one in other if plain else ():
        say(f"Also held: {one['records']:,} {one['kind']}, {one['what']}.")


@click.command()
@click.option("--since", metavar="DATE", help="Only what was done on this day or later.")
@format_option
@common
def audit(since: str | None, format_: str | None, save: Path | None) -> None:
    """List who loaded, decided, erased or showed personal or confidential values, and when (UTC), the latest last.

    Example: linkwork audit --since 2024-04-01
    """
    folder = session().project().folder
    try:
        first = day(since) if since else ""
    except LinkworkError as error:
        raise LinkworkError(f"--since: {error}") from error
    lines = [line for line in read_trail(folder) if line.when >= first]
    rows = [
        {"when": one.when, "who": one.who, "command": one.command, "state": one.state, "what": _words(one.what)}
        for one in lines
    ]
    data = [{**row, "what": dict(one.what)} for row, one in zip(rows, lines, strict=True)]
    emit(rows, TRAIL, format_, save, data=data)
    for wrong in broken(folder):
        warn(f"Note: {wrong}.")


def _words(what: Mapping[str, object]) -> str:
    """What was done, on one line."""
    said = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in what.items()}
    told = {name.replace("_", " "): value for name, value in said.items() if value not in ("", False)}
    return "; ".join(name if value is True else f"{name} {value}" for name, value in told.items())
