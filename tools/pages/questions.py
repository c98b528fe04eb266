"""docs/questions.md: every question with an answer from Millbrook, how to read it, and its query."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from linkwork.commands._answers import columns_for_people
from linkwork.commands._output import heading, plain
from linkwork.commands._session import Session
from linkwork.data import Headline, Place
from linkwork.project.asking import answer
from linkwork.queries import Answer, Question, catalogue, rounds_line
from tools.pages import MADE

#: So much of an answer is on the page: rows, columns, values of a list in a cell, letters of a cell.
ROWS, COLUMNS, LISTED, LETTERS = 3, 6, 3, 60
HEAD = """\
# Questions

{made}
What can be asked: `linkwork ask ID`, or by name. {options} [asking.md](asking.md) has the rest, and how to add one.

The answers are those of Millbrook, which is **{note}**: `linkwork demo --place millbrook`. They rest on {rounds}.
Only the first rows and a few columns are here; every row has its evidence in `--format json`. The part of a query that
finds is Cypher; where arithmetic follows, a file beside it does it on the rows that the query returned.
"""
OPTIONS = "Options are after the ID; `--as-of` and `--since` go with every question."


def page(chosen: Place, session: Session) -> str:
    """The whole page, from Millbrook as it was built."""
    headlines = {one.question: one for one in reversed(chosen.headlines) if one.as_of is None}
    asked = [(q, headlines.get(q.id, Headline("", q.id, ""))) for q in catalogue().questions.values()]
    answers = [(headline, answer(session, question, headline.parameters)) for question, headline in asked]
    rounds = max((rounds_line(found.rounds) for _, found in answers), key=len)
    parts = [HEAD.format(made=MADE, options=OPTIONS, note=chosen.note, rounds=rounds), *_contents(answers)]
    for group, some in groupby(answers, key=lambda one: one[1].question.group):
        parts.append(f"## {group.capitalize()}\n")
        parts += ["\n".join(_section(headline, found)) for headline, found in some]
    return "\n".join(parts)


def _contents(answers: Sequence[tuple[Headline, Answer]]) -> Iterator[str]:
    for _, found in answers:
        q = found.question
        yield f"- [{q.id}](#{q.id.lower()}): {q.question}"
    yield ""


def _section(headline: Headline, found: Answer) -> Iterator[str]:
    """One question: its words, its answer, how to take it, what it may be given, its query."""
    q = found.question
    yield f'### <a id="{q.id.lower()}"></a>{q.id} {q.title}\n'
    yield f"**{q.question}** (`{q.name}`)\n"
    given = " ".join(f'--{name.replace("_", "-")} "{value}"' for name, value in headline.parameters.items())
    yield f"`linkwork ask {q.id}{' ' if given else ''}{given}`\n"
    yield from _answer(headline, found)
    yield f"*How to read it.* {_text(found.how_to_read)}\n"
    yield from _list("*What it does not mean.*", found.caveats)
    yield from _list("*What was assumed.*", found.assumptions)
    yield from _parameters(q)
    yield from _query(q)


def _answer(headline: Headline, found: Answer) -> Iterator[str]:
    if not found.rows:
        yield f"> {_text(found.nothing_because)}\n"
        return
    people = columns_for_people(found)
    columns = [name for name in (headline.columns or people) if name in people][:COLUMNS]
    yield f"| {' | '.join(heading(name) for name in columns)} |"
    yield f"|{'-|' * len(columns)}"
    for row in found.rows[:ROWS]:
        yield f"| {' | '.join(_cell(row[name]) for name in columns)} |"
    number = len(found.rows)
    yield f"\n{f'The first {ROWS} of {number:,} rows' if number > ROWS else 'All rows'}, made up.\n"


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    if isinstance(value, list | tuple) and len(value) > LISTED:
        return _text(f"{plain(value[:LISTED])} and {len(value) - LISTED} more")
    return _text(textwrap.shorten(plain(value), LETTERS, placeholder=" ..."))


def _text(words: str) -> str:
    """The words as Markdown takes them for what they are; ids of people, which every load makes anew, cut short."""
    words = re.sub(r"\bperson-[0-9a-f]{12}\b", "person-...", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield "\n".join([title, "", *(f"- {_text(line)}" for line in lines), ""])


def _parameters(question: Question) -> Iterator[str]:
    if question.parameters:
        yield "| option | takes | left out | meaning |\n|-|-|-|-|"
        for p in question.parameters:
            spelt = f"`--{p.name.replace('_', '-')}`"
            default = f"`{plain(p.default)}`" if p.default != "" else ""
            yield f"| {spelt} | {_text(p.takes)} | {default} | {_text(p.meaning)} |"
        yield ""


def _query(question: Question) -> Iterator[str]:
    if question.cypher.strip():
        yield f"<details><summary>The query</summary>\n\n```cypher\n{question.cypher.strip()}\n```\n"
    else:
        yield "<details><summary>The query</summary>\n\nNone: it is answered from the rounds, not from the graph.\n"
    if question.finisher is not None:
        yield f"Finished by `linkwork/queries/{question.group}/{question.finisher.name}`.\n"
    if question.uses:
        yield f"Uses {', '.join(f'`_parts/{name}.cypher`' for name in question.uses)}.\n"
    yield "</details>\n"
