"""Totals that would give a small count away, and so are not shown either: the rule for every sum of counts.

A count under SMALL is not shown (primary suppression; `privacy.hidden`). A sum of counts is not shown where one of them
is not, unless the sum is itself so small that it is not shown as a number (secondary, or complementary, suppression):
of a sum and all its parts but one, the last follows. The total is the figure that goes, and no second part, so that no
row loses a figure because of another row. Both steps are those of the Handbook on Statistical Disclosure Control
(sdctools.github.io/HandbookSDC, "Magnitude tabular data" and "Frequency tables"); the least count is the model's.

What is then known of a part that is not shown is that it is from 0 to 4, at the least from 1 to 4: never one number.
"""

from collections.abc import Sequence

from linkwork.graph.privacy import SMALL


def sum_to_show(counts: Sequence[float], hides: bool = False) -> float | None:
    """The sum of these counts; None where it would give one of them away, or rests on what may not be shown (`hides`).

    A sum under SMALL is given: the filter says of it that it is under SMALL.
    """
    total = sum(counts)
    return None if total >= SMALL and (hides or any(count < SMALL for count in counts)) else total


def gives_away(whole: float, shown: Sequence[float], small: int) -> bool:
    """Whether a figure for everybody, less the groups that are shown, leaves what the small ones could add up to.

    `small` is how many groups are not shown. Where more is left, there are people who belong to none of the groups.
    """
    return small > 0 and whole - sum(shown) <= small * (SMALL - 1)
