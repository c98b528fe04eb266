"""Things and links as rows under headings, for tables of every sort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.spreadsheets import FORMULA
from linkwork.visualise._captions import sources_in_words
from linkwork.visualise._words import plain
from linkwork.visualise.exports._facts import Column, Value, cells, columns, said
from linkwork.words import counted

Row = list[Value | None]


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands before the facts in every row, and the fact columns; `note` is a last column where there is one."""

    first: tuple[str, ...]
    facts: tuple[Column, ...]
    note: str = ""

    @property
    def names(self) -> list[Value | None]:
        """The whole heading."""
        return [*self.first, *(column.title for column in self.facts), *(["note"] if self.note else [])]

    def row(self, thing: ViewNode | ViewLink, first: Sequence[Value | None]) -> Row:
        """One row under it."""
        return [*first, *cells(thing, self.facts), *([self.note] if self.note else [])]


def headings(
    things: Sequence[ViewNode] | Sequence[ViewLink], first: tuple[str, ...], view: GraphView, noted: bool
) -> Headings:
    """The headings of a table of these things; no fact has a heading that is among the first ones."""
    note = plain(view.note) if view.note and noted else ""
    return Headings(first, columns(things, (*first, "note") if note else first), note)


def names(view: GraphView) -> Mapping[str, str]:
    """What everything is called, by id."""
    return {node.id: plain(node.name) for node in view.nodes}


def about_rows(view: GraphView) -> list[Row]:
    """The place, its note and the sources, a row each: what it is and what it says."""
    rows: list[Row] = [["Place", plain(view.title)]]
    if view.note:
        rows.append(["Mind", plain(view.note)])
    return [*rows, ["Sources, with their rounds", sources_in_words(view).removeprefix("Sources: ")]]


def changed(view: GraphView, longest: int | None = None) -> tuple[str, ...]:
    """The sentences on texts that stand otherwise in a cell: what looks like a formula, and what is too long for it.

    A workbook, whose cells have a longest text, keeps them as they are and says of itself that they are text.
    """
    texts = [text for node in view.nodes for text in (plain(node.name), *_texts(node))]
    texts += [text for link in view.links for text in _texts(link)]
    marked = sum(text.startswith(FORMULA) for text in texts)
    cut = sum(longest is not None and len(text) > longest for text in texts)
    how = "An apostrophe stands before" if longest is None else "Marked as text, and no formula, are"
    return (
        *([f"{how} {counted(marked, 'text')} that begin as a formula does."] if marked else []),
        *([f"Cut where a cell ends, at {longest:,} characters: {counted(cut, 'text')}."] if cut else []),
    )


def _texts(thing: ViewNode | ViewLink) -> list[str]:
    return [value for value in map(said, thing.facts.values()) if isinstance(value, str)]
