"""Cells of an answer's rows as pictures need them: a value that is missing, or is words, gives nothing or 0."""

from collections.abc import Mapping

from linkwork.visualise._words import plain

Row = Mapping[str, object]


def names_in(row: Row, column: str) -> list[str]:
    """A list of names, fit to be shown; empty where it is not known."""
    value = row.get(column)
    return [plain(one) for one in value] if isinstance(value, list | tuple) else []


def whole_in(row: Row, column: str) -> int:
    """A whole number; 0 where it is not known, or is said in words such as `under 5`."""
    value = row.get(column)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def number_in(row: Row, column: str) -> float | None:
    """A number; None where it is not known, or is said in words."""
    value = row.get(column)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
