"""What a cell of an answer tells a picture: a number, a name or a list of names, or that it is not known."""

from collections.abc import Iterable

from linkwork.visualise._words import plain


def figure(value: object) -> float | None:
    """A number; None for what is not known and for words such as `under 5`."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole(value: object) -> int:
    """A count; 0 where none is told."""
    return int(figure(value) or 0)


def names(value: object) -> tuple[str, ...]:
    """The names in a list of an answer, fit to be shown; none where it is not known."""
    if value is None or value == "":
        return ()
    return tuple(plain(item) for item in value) if isinstance(value, list | tuple) else (plain(value),)


def name(value: object, otherwise: str = "not known") -> str:
    """A name, fit to be shown; the other word where there is none."""
    return otherwise if value is None or value == "" else plain(value)


def brief(words: str, most: int = 40) -> str:
    """A name that leaves room for the number that matters beside it in a finding."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def listed(said: Iterable[str], most: int = 4) -> str:
    """`A, B and C`; `A, B and 3 more` where there are more than so many."""
    every = list(said)
    if len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more"]
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)
