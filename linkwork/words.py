"""Words that every room says alike: counts, nouns for many, lists, days, cells of a table."""

from collections.abc import Iterable, Sequence
from datetime import date


def counted(number: int, noun: str, many: str = "") -> str:
    """`1 practice`, `2,000 practices`; `many` where more than one is not said as `plural` has it."""
    return f"{number:,} {noun if number == 1 else many or plural(noun)}"


def plural(noun: str) -> str:
    """The noun for more than one: `people`, `boundaries`, `matches`, `offers`."""
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def are(number: int) -> str:
    """`is` for one, else `are`."""
    return "is" if number == 1 else "are"


def listed(words: Iterable[str], last: str = "and", most: int | None = None) -> str:
    """`A, B and C`; `A, B and 3 more` where there are more than `most`, if it is given; nothing of nothing."""
    every = list(words)
    if most is not None and len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more"]
    return f" {last} ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def first_few(words: Sequence[str], most: int) -> str:
    """`A, B`, and `A, B and 3 more` where there are more than `most`: a list that is one of several in a sentence."""
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def day_words(text: str) -> str:
    """`31 May 2022` for a day written `2022-05-31`; any other text as it is."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2022-05-31") else None
    except ValueError:
        return text
    return f"{day.day} {day:%B} {day.year}" if day else text


def in_a_cell(value: object) -> str:
    """A value as a cell of a table has it: lists with `;`, yes and no, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return "; ".join(map(in_a_cell, value)) if isinstance(value, list | tuple) else str(value)
