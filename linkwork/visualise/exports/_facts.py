"""The facts of a view as columns with a sort, and text that XML, tables and JSON can all hold."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Property
from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._captions import sources_in_words
from linkwork.visualise._words import plain
from linkwork.words import counted

Sort = Literal["text", "whole", "number", "yes_no"]
Value = str | int | float | bool
Thing = ViewNode | ViewLink

#: What XML 1.0 has no way to write, not even escaped; JSON and workbooks choke on most of it too.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Stands between the parts of a list.
BETWEEN = "; "
#: What says of a thing or a link whether it is live.
LIVE = "live"


@dataclass(frozen=True, slots=True)
class Column:
    """One fact that some of the things have. `title` is its heading, unlike every other of the same table.

    A column is a number, or yes and no, only where every value is: a count too small to be shown makes it text.
    """

    fact: str
    title: str
    sort: Sort


def fit(text: object) -> str:
    """The text with its line breaks as one character each and `�` for what XML forbids; otherwise as it is."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def said(value: object) -> Value | None:
    """A fact as one value: a list with `; `, text made fit; None for what is blank or no number."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        parts = [part for part in map(said, value) if part is not None]
        return BETWEEN.join(map(in_words, parts)) if parts else None
    return fit(value) or None


def in_words(value: Value) -> str:
    """A value as text: `yes` and `no`, and numbers as they are."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def columns(things: Sequence[Thing], taken: Iterable[str] = ()) -> tuple[Column, ...]:
    """A column for each fact that one of the things has, as the schema orders them, then those it does not know.

    No title is one of `taken`, whatever its capitals, which spreadsheets and databases do not see.
    """
    sorts: dict[str, set[Sort]] = {}
    for thing in things:
        for name, value in thing.facts.items():
            if (found := said(value)) is not None:
                sorts.setdefault(name, set()).add(_sort(found))
    known = {p.name: n for n, p in enumerate(_properties())}
    names = sorted(sorts, key=lambda name: (known.get(name, len(known)), name))
    titles = distinct((plain(name) for name in names), taken)
    return tuple(Column(name, title, _of_all(sorts[name])) for name, title in zip(names, titles, strict=True))


def _properties() -> list[Property]:
    """Every property of the schema, those of things first."""
    of_nodes = [p for kind in SCHEMA.nodes for p in kind.properties]
    return of_nodes + [p for kind in SCHEMA.links for p in kind.properties]


def _sort(value: Value) -> Sort:
    if isinstance(value, bool):
        return "yes_no"
    return "text" if isinstance(value, str) else "whole" if isinstance(value, int) else "number"


def _of_all(sorts: set[Sort]) -> Sort:
    if len(sorts) == 1:
        return next(iter(sorts))
    return "number" if sorts == {"whole", "number"} else "text"


def cells(thing: Thing, of: Sequence[Column]) -> list[Value | None]:
    """What the thing says in each column, of the column's sort; None where it says nothing."""
    values = [said(thing.facts.get(column.fact)) for column in of]
    return [
        in_words(value) if column.sort == "text" and value is not None else value
        for column, value in zip(of, values, strict=True)
    ]


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names, each as it is or with ` (2)`, ` (3)` behind it: none twice and none of `taken`, whatever capitals."""
    met = {name.casefold() for name in taken}
    found: list[str] = []
    for name in names:
        tried, number = name, 1
        while tried.casefold() in met:
            number += 1
            tried = f"{name} ({number})"
        met.add(tried.casefold())
        found.append(tried)
    return found


def about(view: GraphView) -> str:
    """What the file says of itself: the place, the note, the sources with their rounds."""
    note = [f"{plain(view.note)}."] if view.note else []
    return " ".join([f"{plain(view.title)}.", *note, f"{sources_in_words(view)}."])


def counts(view: GraphView) -> str:
    """How much is in the file: `7 things and 6 links.`."""
    return f"{counted(len(view.nodes), 'thing')} and {counted(len(view.links), 'link')}."


def hidden(view: GraphView) -> tuple[str, ...]:
    """The sentence on numbers that are text, because some are too small to be shown; none where all are numbers."""
    numbers = {p.name for p in _properties() if p.privacy == "small"}
    found = sorted(
        {c.fact for of in (view.nodes, view.links) for c in columns(of) if c.fact in numbers and c.sort == "text"}
    )
    return (f"Text in place of numbers, as small ones are not shown: {', '.join(found)}.",) if found else ()


def by_kind(view: GraphView) -> Mapping[str, list[ViewNode]]:
    """The nodes of each kind that is there, in the order of the schema, then the kinds it does not know."""
    found: dict[str, list[ViewNode]] = {}
    for node in view.nodes:
        found.setdefault(node.kind, []).append(node)
    order = [*SCHEMA.node, *sorted(found.keys() - SCHEMA.node.keys())]
    return {kind: found[kind] for kind in order if kind in found}
