"""Words that answers share: counts, lists and what is left out."""

from collections.abc import Sequence


def counted(number: int, noun: str, many: str = "") -> str:
    """`1 offer`, `2 offers`; `many` where more than one is not the noun with an s."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"


def every(number: int, noun: str) -> str:
    """`the one pair`, `all 4 pairs`."""
    return f"the one {noun}" if number == 1 else f"all {number} {noun}s"


def are(number: int) -> str:
    """`is` for one, else `are`."""
    return "is" if number == 1 else "are"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`A, B and C`."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def left_out(kept: int, total: int, many: str = "rows") -> list[str]:
    """The sentence that says how many of all rows are shown; none where all are."""
    return [f"{kept} of {total} {many} are shown; ask for more with limit."] if kept < total else []


def in_a_cell(value: object) -> str:
    """A value as a cell of a table has it: lists with `;`, yes and no, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return "; ".join(map(in_a_cell, value)) if isinstance(value, list | tuple) else str(value)
