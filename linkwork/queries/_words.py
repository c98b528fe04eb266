"""Words that answers alone say: all of a number, and how many rows are left out."""


def every(number: int, noun: str) -> str:
    """`the one pair`, `all 4 pairs`."""
    return f"the one {noun}" if number == 1 else f"all {number} {noun}s"


def left_out(kept: int, total: int, many: str = "rows") -> list[str]:
    """The sentence that says how many of all rows are shown; none where all are."""
    return [f"{kept} of {total} {many} are shown; ask for more with limit."] if kept < total else []
