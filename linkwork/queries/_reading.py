"""Reads the shared parts: each query once, its rows put in order, and made into the part's own by its sibling `.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from linkwork.graph.engine import Reader, Row
from linkwork.queries._catalogue import part
from linkwork.queries._finish import Found, finish


class Parts(Mapping[str, list[Row]]):
    """The rows of these parts by name, each read from the engine when it is first asked for; never twice."""

    def __init__(self, engine: Reader, names: Iterable[str]) -> None:
        self._engine, self._names = engine, tuple(names)
        self._known: dict[str, list[Row]] = {}

    def __getitem__(self, name: str) -> list[Row]:
        if name not in self._names:
            raise KeyError(name)
        return _rows(self._engine, name, self._known)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def read_parts(engine: Reader, names: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of these parts by name, all read from one engine now; a part that several of them use is read once."""
    return dict(Parts(engine, names))


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
