"""Values of an answer's rows, fit to be shown: whatever a row does not say is blank, and no number is guessed."""

from collections.abc import Mapping, Sequence

from linkwork.visualise._sheet import in_words

Row = Mapping[str, object]


def word(row: Row, column: str) -> str:
    """What the row says there, in words; blank where it says nothing."""
    return in_words(row.get(column))


def name(row: Row, column: str) -> str:
    """A name that has to be there; `(no name)` where it is not."""
    return word(row, column) or "(no name)"


def words(row: Row, column: str) -> tuple[str, ...]:
    """The things that are listed there, each in words; one thing by itself is a list of one."""
    value = row.get(column)
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(text for text in map(in_words, many) if text)


def ids(row: Row, column: str) -> tuple[str, ...]:
    """The ids that are listed there."""
    value = row.get(column)
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one) for one in many if one is not None)


def number(row: Row, column: str) -> float | None:
    """The number there; None where it is not known, or is told in words such as `under 5`."""
    value = row.get(column)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def days(count: float | None) -> str:
    """`1 day`, `12 days`; `wait not known`."""
    if count is None:
        return "wait not known"
    return f"{in_words(count)} {'day' if count == 1 else 'days'}"


def listed(parts: Sequence[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
