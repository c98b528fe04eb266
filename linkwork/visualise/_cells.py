"""What a cell of an answer's row says, fit to be shown: by row and column, and never a guess at what is not known.

A column that a row does not have is not known, as one that is blank is.
"""

from collections.abc import Mapping

from linkwork.visualise._sheet import in_words, item_in_words

Row = Mapping[str, object]


def word_in(row: Row, column: str) -> str:
    """What the row says there, in words; blank where it says nothing."""
    return in_words(row.get(column))


def name_in(row: Row, column: str, otherwise: str = "(no name)") -> str:
    """A name that has to be there; the other word where it is not."""
    return word_in(row, column) or otherwise


def names_in(row: Row, column: str) -> tuple[str, ...]:
    """The things that are listed there, each in words and in its place; one thing by itself is a list of one."""
    value = row.get(column)
    if value is None or value == "":
        return ()
    return tuple(map(item_in_words, value if isinstance(value, list | tuple) else [value]))


def ids_in(row: Row, column: str) -> tuple[str, ...]:
    """The ids that are listed there."""
    value = row.get(column)
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one) for one in many if one is not None)


def figure(value: object) -> float | None:
    """A number; None for what is not known and for words such as `under 5`."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def number_in(row: Row, column: str) -> float | None:
    """The number there; None where it is not known, or is told in words."""
    return figure(row.get(column))


def whole_in(row: Row, column: str) -> int:
    """A count; 0 where none is told."""
    return int(number_in(row, column) or 0)


def days(count: float | None) -> str:
    """`1 day`, `12 days`; `wait not known`."""
    if count is None:
        return "wait not known"
    return f"{in_words(count)} {'day' if count == 1 else 'days'}"
