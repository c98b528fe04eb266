"""What would be, as people read it."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from linkwork.commands._answers import WIDTH, paragraph
from linkwork.commands._output import plain, table_text
from linkwork.project.supposing import MEASURES
from linkwork.queries import rounds_line
from linkwork.queries._landscape import percent
from linkwork.words import counted, listed

Row = Mapping[str, Any]
#: Rows of one list that a page shows; the rest are in the other formats.
SHOWN = 15
SHARES = ("coverage", "reach")


def whatif_text(found: Mapping[str, Any], note: str) -> str:
    """The whole answer: the question, what it comes to, the measures, what opens and closes, what to mind."""
    parts = [*([note] if note else []), paragraph(found["question"]), paragraph(_short(found))]
    if measured := _measures(found):
        parts.append(table_text(measured, ("what", "before", "after", "difference")).rstrip())
    for key, heading in (("gaps_opened", "No service any more"), ("gaps_closed", "A service where there was none")):
        if found[key]:
            parts.append(_gaps(f"{heading}:", found[key]))
    for key, heading in (("routes_lost", "Routes lost"), ("routes_won", "Routes won")):
        if found[key]:
            parts.append("\n".join([f"{heading}:", *_routes(found[key])]))
    if found["difference"]["who_else_covers"]:
        parts.append("\n".join(["Who else is there:", *_others(found["difference"]["who_else_covers"])]))
    parts += [paragraph(f"Mind: {text}") for text in found["caveats"] if text != note]
    parts += [paragraph(f"Assumed: {text}") for text in found["assumptions"]]
    parts.append(paragraph(f"Rounds: {rounds_line(found['rounds'])}"))
    return "\n\n".join(parts)


def _short(found: Mapping[str, Any]) -> str:
    """What it comes to, in a sentence or three."""
    changed, opened, closed = found["difference"], found["gaps_opened"], found["gaps_closed"]
    more = changed["gaps"]
    if more is None:
        said = ["what it does to gaps is not known"]
    else:
        words = f"{abs(more):,} {'more' if more > 0 else 'fewer'} gap{'' if abs(more) == 1 else 's'}"
        said = [words if more else "as many gaps as before"]
    lost, won = len(found["routes_lost"]), len(found["routes_won"])
    said += [f"{counted(lost, 'route')} lost"] if lost else []
    said += [f"{counted(won, 'route')} won"] if won else []
    said += ["no route lost or won"] if not lost and not won and changed["routes"] is not None else []
    people = [
        f"{changed[key]:,} people in need {verb}."
        for key, verb in (
            ("people_losing", "would have no service any more"),
            ("people_gaining", "would have a service who have none"),
        )
        if changed[key]
    ]
    if (opened or closed) and not people:
        people = ["How many people that touches is not known, or may not be told."]
    words = listed(said)
    return " ".join([f"{words[0].upper()}{words[1:]}.", *people])


def _measures(found: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for name, words in MEASURES.items():
        before, after, change = (found[side][name] for side in ("before", "after", "difference"))
        if before is None and after is None:
            continue
        share = name in SHARES
        rows.append(
            {
                "what": words,
                "before": _shown(before, share),
                "after": _shown(after, share),
                "difference": _signed(change, share),
            }
        )
    return rows


def _shown(value: float | None, share: bool) -> str:
    if value is None:
        return "not known"
    return percent(value) if share else f"{value:,}"


def _signed(value: float | None, share: bool) -> str:
    if value is None:
        return "not known"
    if not value:
        return "none"
    return f"{value * 100:+.1f} points" if share else f"{value:+,}"


def _gaps(heading: str, rows: Sequence[Row]) -> str:
    told = any(row["people"] is not None for row in rows)
    columns = ("need", "group", "area", *(["people"] if told else []))
    most = sorted(rows, key=lambda row: (row["need"], row["area"], plain(row["group"])))[:SHOWN]
    blank = [{**row, "people": "not known" if row["people"] is None else row["people"]} for row in most]
    return "\n".join([heading, table_text(blank, columns).rstrip(), *_rest(rows)])


def _rest(rows: Sequence[Row]) -> list[str]:
    return [f"  ... and {len(rows) - SHOWN:,} more: add --save FILE.xlsx"] if len(rows) > SHOWN else []


def _routes(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each list of needs, with the doors that it is the same for."""
    doors: dict[str, list[str]] = {}
    needs: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        doors.setdefault(row["door"], []).append(row["need"])
    for door, some in doors.items():
        needs.setdefault(tuple(some), []).append(door)
    for some_needs, some_doors in needs.items():
        yield _set_in(f"  from {listed(some_doors)}, to {listed(some_needs)}")


def _others(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:SHOWN]:
        what = f"  where {row['service']} was ({counted(row['cells'], 'combination')} of need, group and area): "
        names = [f"{other['service']} in {other['cells']}" for other in row["others"][:5]]
        names += [f"{len(row['others']) - 5} more"] if len(row["others"]) > 5 else []
        left = row["cells"] - row["covered"]
        nobody = f"; nobody in {left}" if left else ""
        yield _set_in(f"{what}{listed(names) or 'nobody'}{nobody if names else ''}")
    yield from _rest(rows)


def _set_in(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="    ")
