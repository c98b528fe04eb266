"""Answers as people read them: the question, the table, how to read it, what it rests on."""

import re
import textwrap

from linkwork.commands._output import table_text
from linkwork.queries import Answer, rounds_line

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
    parts.append(paragraph(f"Rounds: {rounds_line(found.rounds)}"))
    if found.rows:
        parts.append(f"The rows of evidence behind each line: linkwork ask {question.id} --format json")
    return "\n\n".join(parts)


def columns_for_people(found: Answer) -> list[str]:
    """The columns that people read: those that hold no ids."""
    return [c.name for c in found.columns if c.kind is None and not re.search(r"(^|_)ids?$", c.name)]


def paragraph(text: str) -> str:
    """The text in lines of a readable width."""
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")
