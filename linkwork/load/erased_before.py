"""People who were erased, in a load that names them again: they are left out, unless the command says otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkwork.errors import Problem
from linkwork.graph.decisions import today
from linkwork.graph.erased import Erased, ErasedList, read_erased, write_erased
from linkwork.graph.erasing import without
from linkwork.graph.identity import Names
from linkwork.graph.records import Table
from linkwork.graph.traces import ERASED

PERSON = "Person"


@dataclass(frozen=True, slots=True)
class Kept:
    """The tables that are kept, a sentence for each row that is not, and whose erasure is lifted by keeping them."""

    tables: tuple[Table, ...]
    said: tuple[str, ...] = ()
    lifted: tuple[Erased, ...] = ()


def without_erased(folder: Path, tables: Sequence[Table], names: Names, too: bool) -> Kept:
    """The tables without people who were erased and their links; all of them, noted, where `too` says so.

    What a workbook has in place of a name that was taken out of it is nobody, and left out as well. The names made for
    those left out are forgotten.
    """
    erased = read_erased(folder)
    met = [(table, row, line) for table in tables if table.kind == PERSON for row, line in _met(table, erased)]
    if too:
        return Kept(tuple(tables), lifted=tuple(line for _, _, line in met if line.id))
    out = {str(row["id"]) for _, row, _ in met}
    for key in [key for key, id_ in names.minted.items() if id_ in out]:
        del names.minted[key]
    kept = (Table(table.kind, without(table.rows, out), table.headings) for table in tables)
    return Kept(tuple(kept) if out else tuple(tables), tuple(_sentence(row, line) for _, row, line in met))


def lift(folder: Path, lines: Sequence[Erased]) -> None:
    """These people may be held again from today."""
    if lines:
        write_erased(folder, read_erased(folder).lifted(lines, today()))


def _met(table: Table, erased: ErasedList) -> Iterator[tuple[dict[str, object], Erased]]:
    """The rows about somebody who was erased, each with when."""
    for row in table.rows.iter_rows(named=True):
        if row.get("name") == ERASED:
            yield row, Erased("", "")
        elif line := erased.of(row.get("name"), row.get("work_email")):
            yield row, line


def _sentence(row: dict[str, object], line: Erased) -> str:
    number = row["_row"]
    why = f"this person was erased on {line.on}" if line.on else f"it says {ERASED} in place of a name"
    again = ". To hold the person again, add --erased-too" if line.on else ""
    message = f"{why}, and the row was left out{again}"
    place = Problem(str(row["_file"]), str(row["_sheet"] or ""), number if isinstance(number, int) else None)
    return f"{str(place).removesuffix(': ')}: {message}"
