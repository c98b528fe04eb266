"""Reads the shared parts: each query once, its rows put in order, and made into the part's own by its sibling `.py`."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from linkwork.graph.engine import Reader, Row
from linkwork.queries._catalogue import part
from linkwork.queries._finish import Found, finish


def read_parts(engine: Reader, names: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of these parts by name, read from one engine; a part that several of them use is read once."""
    known: dict[str, list[Row]] = {}
    return {name: _rows(engine, name, known) for name in names}


def _rows(engine: Reader, name: str, known: dict[str, list[Row]]) -> list[Row]:
    if name not in known:
        wanted = part(name)
        rows = engine.read(wanted.cypher)
        if wanted.order:
            _put_in_order(rows, wanted.order)
        if wanted.finisher:
            used = {other: _rows(engine, other, known) for other in wanted.uses}
            rows = list(finish(wanted, Found(rows, used, {})).rows)
        known[name] = rows
    return known[name]


def _put_in_order(rows: list[Row], columns: Sequence[str]) -> None:
    """The rows by these columns, null last, as engines have it: they take longer to do that than to find the rows."""
    try:
        rows.sort(key=itemgetter(*columns))
    except TypeError:  # null is neither less nor more
        rows.sort(key=lambda row: [(row[column] is None, row[column]) for column in columns])
