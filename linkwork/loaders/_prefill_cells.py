"""Facts written as people type them into a workbook: values, and the names of the ends of links.

Whatever stands in a cell is read back as what it was written from; what cannot be is left out and counted.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from linkwork.graph.identity import Names
from linkwork.graph.parsing import parse
from linkwork.graph.privacy import SMALL, Allowed
from linkwork.graph.shapes import Property, Schema
from linkwork.loaders._cells import FAILED, cell_text
from linkwork.loaders._workbook_names import BETWEEN, Resolver, says_unknown

Cell = str | int | float
#: The facts of a record by property.
Facts = Mapping[str, Any]
#: A spreadsheet keeps 15 digits of a number, and so many characters in a cell.
DIGITS, CHARACTERS = 15, 32_767
#: What a workbook's file cannot hold, or holds as something else.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def may_be_written(prop: Property, facts: Facts, allowed: Allowed) -> bool:
    """Whether a value may stand in a workbook that leaves: a small count is left blank, not rounded."""
    if prop.privacy == "personal":
        return allowed.people
    if prop.privacy == "confidential":
        return allowed.internal or facts.get("published") is True
    return not (prop.privacy == "small" and not allowed.internal and facts[prop.name] < SMALL)


def comes_back(text: str) -> bool:
    """Whether a text comes back from a workbook as it is."""
    held = len(text) <= CHARACTERS and text not in FAILED and cell_text(text) == text
    return held and UNWRITABLE.search(text) is None


def written(values: Sequence[Any], prop: Property) -> list[Cell | None]:
    """A cell for each value of a property; None where there is none, or none that would be read back as the same."""
    cells = [None if value is None or value == [] else _cell(value) for value in values]
    cells = [cell if cell is None or comes_back(cell_text(cell) or "") else None for cell in cells]
    texts = [None if cell is None else cell_text(cell) for cell in cells]
    read = parse(pl.Series(prop.name, texts, pl.Utf8), prop).to_list()
    return [cell if back == value else None for cell, back, value in zip(cells, read, values, strict=True)]


def _cell(value: Any) -> Cell:  # noqa: ANN401 - a value of any property
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value if abs(value) < 10**DIGITS else str(value)
    if isinstance(value, float):
        return value if float(f"{value:.{DIGITS}g}") == value else f"{Decimal(repr(value)):f}"
    return "; ".join(value) if isinstance(value, list) else str(value)


class Ends:
    """How the records of a workbook are named in its cells: by name where that finds exactly that one, else by id."""

    def __init__(self, schema: Schema) -> None:
        self._resolver = Resolver(Names("", schema=schema))
        self._named: dict[str, str] = {}
        self._holder: dict[str, str] = {}
        self._done: dict[tuple[str, tuple[str, ...]], str] = {}

    def add(self, kind: str, id_: str, facts: Facts, holder: str = "") -> None:
        """Afterwards a row of the workbook bears this name and these aliases, within what it belongs to."""
        self._named[id_], self._holder[id_] = facts["name"], holder
        self._resolver.index.add(kind, facts["name"], id_, holder)
        for alias in facts.get("aliases") or ():
            self._resolver.index.add_alias(kind, alias, id_)

    def cell(self, kind: str, id_: str, kinds: tuple[str, ...]) -> str:
        """What a cell that may name these kinds says for this record."""
        key = (id_, kinds)
        if key not in self._done:
            self._done[key] = next((text for text in self._ways(kind, id_) if self._finds(text, kind, id_, kinds)), id_)
        return self._done[key]

    def _ways(self, kind: str, id_: str) -> list[str]:
        name = self._named.get(id_)
        if name is None:
            return []
        outer = self._named.get(self._holder[id_])
        path = [f"{outer}{BETWEEN}{name}"] if outer else []
        # Most offers are called "main": they are better told by the service they are of.
        return [*path, name] if kind == "Offer" else [name, *path, f"{kind}: {name}"]

    def _finds(self, text: str, kind: str, id_: str, kinds: tuple[str, ...]) -> bool:
        if ";" in text or says_unknown(text) or not comes_back(text):
            return False
        end = self._resolver.resolve(text, kinds)
        return (end.kind, end.id) == (kind, id_)
