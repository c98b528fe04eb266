"""Answers and changes as people read them: the question, the table, how to read it, what it rests on."""

import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from linkwork.commands._output import table_text
from linkwork.graph.difference import Change, Changes
from linkwork.graph.privacy import Allowed, hidden
from linkwork.queries import Answer

#: Rows of one list that a page of changes shows; the rest are in the other formats.
SHOWN = 15
WIDTH = 110


def answer_text(found: Answer) -> str:
    """The whole answer: question, rows, how to read them, what was assumed, the rounds, and where to find evidence."""
    question = found.question
    parts = [*([found.note] if found.note else []), f"{question.id}  {question.question}"]
    if found.rows:
        parts.append(table_text(found.rows, [*columns_for_people(found), "last_confirmed"]).rstrip())
    else:
        parts.append(paragraph(found.nothing_because))
    parts.append(paragraph(f"How to read it: {found.how_to_read}"))
    parts += [paragraph(f"Mind: {text}") for text in found.caveats]
    parts += [paragraph(f"Assumed: {text}") for text in found.assumptions]
    parts.append(paragraph(f"Rounds: {rounds_line(found)}"))
    if found.rows:
        parts.append(f"The rows of evidence behind each line: linkwork ask {question.id} --format json")
    return "\n\n".join(parts)


def fit_to_show(found: Answer, allowed: Allowed) -> Answer:
    """The answer without the confidential values and the small counts of columns that the schema marks so."""
    private = {c.name: c.privacy for c in found.columns if c.privacy in ("confidential", "small")}
    if allowed.internal or not private:
        return found
    rows = [{name: hidden(value, private.get(name)) for name, value in row.items()} for row in found.rows]
    return replace(found, rows=tuple(rows))


def columns_for_people(found: Answer) -> list[str]:
    """The columns that people read: those that hold no ids."""
    return [c.name for c in found.columns if c.kind is None and not re.search(r"(^|_)ids?$", c.name)]


def rounds_line(found: Answer) -> str:
    """The sources and dates an answer rests on, on one line."""
    return ", ".join(f"{r['source']} of {r['date']}" for r in found.rounds) or "none"


def changes_text(found: Changes) -> str:
    """The changes as a page: what was compared, how many of each sort, then the changes themselves."""
    parts = [_compared(found)]
    for word, rows in (("New", found.new), ("Gone", found.gone), ("Changed", found.changed)):
        if rows:
            parts.append(f"{word}: {_counted(rows)}.\n{_lines(rows)}")
    if found.corrections:
        parts.append(f"Corrected by a revision: {_counted(found.corrections)}.")
    compared = any(not one.note for one in found.sources)
    if compared and not (found.new or found.gone or found.changed or found.corrections):
        parts.append("Nothing changed.")
    return "\n\n".join(parts)


def paragraph(text: str) -> str:
    """The text in lines of a readable width."""
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")


def _compared(found: Changes) -> str:
    lines = [
        f"{c.source}: {c.note}." if c.note else f"{c.source}: {c.start} compared with {c.end}." for c in found.sources
    ]
    return "\n".join(lines) or "No round has been loaded yet."


def _counted(rows: Sequence[Change]) -> str:
    counts = Counter(f"{row['kind']} {row['field']}" if row["field"] else row["kind"] for row in rows)
    return ", ".join(f"{number:,} {what}" for what, number in counts.most_common())


def _lines(rows: Sequence[Change]) -> str:
    lines = [f"  {row['in_words']}" for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"  ... and {len(rows) - SHOWN:,} more: linkwork changes --save changes.xlsx")
    return "\n".join(lines)
