"""What changed: the changes command."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from linkwork.commands._completing import days, one_of, sources
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import common, say, session
from linkwork.errors import LinkworkError
from linkwork.graph.change_areas import Placed, placed
from linkwork.graph.change_evidence import all_with_evidence
from linkwork.graph.difference import Changes, changes, without_private
from linkwork.graph.parsing import dates_of
from linkwork.graph.whereabouts import Area, Gazetteer
from linkwork.project.changes_page import Page, change_rows, changes_page
from linkwork.queries import did_you_mean

COLUMNS = ("change", "kind", "id", "name", "field", "before", "after", "source", "in_words", "evidence")
#: Where nothing is near what was typed, so many areas are named.
LISTED = 20


@click.command("changes")
@click.argument("start", required=False, metavar="[FROM", shell_complete=one_of(days))
@click.argument("end", required=False, metavar="TO]", shell_complete=one_of(days))
@click.option("--source", metavar="NAME", help="Only what this source says.", shell_complete=one_of(sources))
@click.option("--area", metavar="AREA", help="Only what concerns this area, by name or id, and what lies within it.")
@click.option(
    "--by",
    type=click.Choice(("kind", "area", "source")),
    default="kind",
    help="What the page is set out by: kind of record unless said.",
)
@format_option
@common
def list_changes(start: str | None, end: str | None, format_: str | None, save: Path | None, **how: Any) -> None:  # noqa: ANN401
    """Say what is new, gone and different between two dates, or between each source's last two complete rounds.

    Example: linkwork changes 2025-03-31 2026-03-31 --by area
    """
    start, end = dates_of(start, end)
    store = session().store()
    found = without_private(changes(store, start, end, how["source"]), session().internal)
    where = placed(store, found) if how["area"] or how["by"] == "area" else None
    area = _area(how["area"], where.gazetteer) if where and how["area"] else None
    if where:
        found = where.within(area.id) if area else where.found
    if format_ is None and save is None:
        page = Page(how["by"], area=area.name if area else "", gazetteer=where.gazetteer if where else None)
        parts = (changes_page(found, page), _wider(where, area), session().note())
        say("\n\n".join(part for part in parts if part))
        return
    found = all_with_evidence(found)
    columns = [*COLUMNS, "areas"] if where else COLUMNS
    emit(change_rows(found), columns, format_, save, data=changes_json(found, (start, end), area))


def changes_json(found: Changes, dates: Sequence[str | None], area: Area | None = None) -> dict[str, Any]:
    """Changes for programs. Without dates given, from and to are the earliest and the latest that were compared."""
    compared = [c for c in found.sources if not c.note]
    note = session().note()
    start, end = dates
    return {
        "from": start or min((c.start for c in compared if c.start), default=None),
        "to": end or max((c.end for c in compared), default=None),
        "sources": [{"source": c.source, "from": c.start, "to": c.end, "note": c.note} for c in found.sources],
        **({"area": {"id": area.id, "name": area.name}} if area else {}),
        "new": found.new,
        "gone": found.gone,
        "changed": found.changed,
        "corrections": found.corrections,
        **({"note": note} if note else {}),
    }


def _area(text: str, gazetteer: Gazetteer) -> Area:
    """The one area that is called so. Raises LinkworkError with the nearest name, or with the ids of several."""
    known = gazetteer.called(text)
    if len(known) == 1:
        return known[0]
    if known:
        ids = ", ".join(area.id for area in known)
        raise LinkworkError(f"{text!r} names {len(known)} areas. Give the id of one: {ids}.")
    if not gazetteer.areas:
        raise LinkworkError(f"There is no area {text!r}: no areas have been loaded yet.")
    names = sorted({area.name for area in gazetteer.areas.values()})
    few = f" The areas are {', '.join(names)}." if len(names) <= LISTED else f" {len(names):,} areas are known."
    raise LinkworkError(f"There is no area {text!r}.{did_you_mean(text, names) or few}")


def _wider(where: Placed | None, area: Area | None) -> str:
    """How many changes concern only a wider area that the one asked for lies in, and how to see them."""
    if where is None or area is None or not (number := where.around(area.id)):
        return ""
    around = sorted(where.gazetteer.around(area.id) - {area.id}, key=lambda id_: len(where.gazetteer.around(id_)))
    names = " or ".join(f'--area "{where.gazetteer.area(id_).name}"' for id_ in around)
    verb = "change concerns" if number == 1 else "changes concern"
    return f"{number:,} more {verb} a wider area that {area.name} lies in: {names}."
