"""Whether a load says what the last round of its source says: one that comes every night need not be kept each time."""

from collections.abc import Iterable, Sequence

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.records import PLACE, Table
from linkwork.graph.rounds import Round, RoundStore, Statement, apart


def says_again(
    store: RoundStore, statement: Statement, tables: Sequence[Table], rejected: Sequence[Problem] = ()
) -> Round | None:
    """The last round of the source, where keeping this would say the same of a later day; None where it would not.

    The same is: as complete, of the same scope, the same rows in any order with the same columns, wherever in the files
    they stand, and the same rows left out.
    """
    last = next(reversed(store.folded(statement.source)), None)
    if last is None or last.as_of > statement.as_of:
        return None
    if (last.complete, last.scope, last.rejected) != (statement.complete, statement.scope, tuple(rejected)):
        return None
    proposed = store.propose(statement, tables)
    people = [table for _, table in (apart(one, store.schema) for one in tables) if table is not None]
    alike = (
        _facts(last.tables) == _facts(proposed.tables)
        and _facts(last.people) == _facts(people)
        and _values(last.postcodes.collect()) == _values(proposed.postcodes.collect())
    )
    return last if alike else None


def _facts(tables: Iterable[Table]) -> list[tuple[str, list[str], list[int]]]:
    """What tables say, to be compared: kind, columns, and a hash of each row, in no order that the files gave them."""
    return [(table.kind, *_values(table.rows)) for table in tables]


def _values(rows: pl.DataFrame) -> tuple[list[str], list[int]]:
    columns = sorted(set(rows.columns) - PLACE.keys())
    return columns, sorted(rows.select(columns).hash_rows().to_list()) if rows.height else []
