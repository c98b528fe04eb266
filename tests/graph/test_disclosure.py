"""From what is shown nobody can work out a count that is not: each could be more than one number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from linkwork.graph.measures.demand import Demand, Figure
from linkwork.graph.measures.disclosure import gives_away, sum_to_show
from linkwork.graph.privacy import SMALL, hidden

UNDER = f"under {SMALL}"


@dataclass
class Onlooker:
    """Knows the rules and whatever is shown, of counts in a row and of sums of them."""

    parts: Sequence[object]

    def __post_init__(self) -> None:
        shown = [part if isinstance(part, int | float) else None for part in self.parts]
        self.low = np.array([0 if part is None else part for part in shown], dtype=float)
        self.high = np.array([SMALL - 1 if part is None else part for part in shown], dtype=float)
        self.known: list[LinearConstraint] = []

    def told(self, total: object, all_are_parts: bool = True) -> None:
        """Hears of a sum of the parts, or of a figure that may count others too."""
        ones = np.ones((1, len(self.parts)))
        if isinstance(total, int | float):
            self.known.append(LinearConstraint(ones, total if all_are_parts else -np.inf, total))
        elif total == UNDER:
            self.known.append(LinearConstraint(ones, -np.inf, SMALL - 1))
        elif all_are_parts:
            self.known.append(LinearConstraint(ones, SMALL, np.inf))

    def most_and_least(self, place: int) -> list[float]:
        """The least and the greatest that one part can be."""
        found = []
        for sign in (1, -1):
            aim = np.zeros(len(self.parts))
            aim[place] = sign
            best = milp(aim, constraints=self.known, bounds=Bounds(self.low, self.high), integrality=np.ones(len(aim)))
            assert best.success
            found.append(round(best.x[place]))
        return found

    def works_out(self) -> list[int]:
        """The parts that are not shown and can be only one number."""
        secret = [place for place, part in enumerate(self.parts) if not isinstance(part, int | float)]
        return [place for place in secret if len(set(self.most_and_least(place))) == 1]


COUNTS = st.lists(st.integers(0, 4) | st.integers(0, 60), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(COUNTS)
def test_from_a_sum_and_its_parts_no_part_that_is_hidden_can_be_worked_out(counts: list[int]) -> None:
    onlooker = Onlooker([hidden(count, "small") for count in counts])
    if len(counts) > 1:
        onlooker.told(hidden(sum_to_show(counts), "small"))
    assert onlooker.works_out() == []


@settings(deadline=None, max_examples=60)
@given(COUNTS, st.integers(0, 40) | st.none())
def test_from_people_in_need_and_the_groups_among_them_no_group_can_be_worked_out(
    counts: list[int], others: int | None
) -> None:
    """`others` are people of no group that has a figure; None where the place has no figure for everybody."""
    groups = {("need", f"group {n}", "area"): Figure(count, (), count < SMALL) for n, count in enumerate(counts)}
    everybody = None if others is None else sum(counts) + others
    whole = {} if everybody is None else {("need", "area"): Figure(everybody, (), everybody < SMALL)}
    shown = hidden(Demand(groups, whole).places()["need", "area"].shown, "small")
    onlooker = Onlooker([hidden(figure.shown, "small") for figure in groups.values()])
    if len(counts) > 1 or whole:
        onlooker.told(shown, all_are_parts=not whole)
    # Whoever knows besides that there is nobody else works no more out.
    if whole and others == 0:
        onlooker.told(shown if shown is not None else "at least five")
    assert onlooker.works_out() == []


@pytest.mark.parametrize(
    ("counts", "total"), [([7, 8], 15), ([7, 4], None), ([7, 4, 3], None), ([2, 2], 4), ([4, 1], None), ([], 0)]
)
def test_a_sum_is_shown_where_every_part_is_or_where_it_is_small_itself(counts: list[int], total: int | None) -> None:
    assert sum_to_show(counts) == total


@pytest.mark.parametrize(
    ("whole", "shown", "small", "away"),
    [(50, [46], 1, True), (50, [45], 1, False), (50, [42], 2, True), (50, [41], 2, False), (50, [10], 0, False)],
)
def test_a_figure_for_everybody_is_hidden_where_the_rest_may_be_the_small_groups(
    whole: int, shown: list[int], small: int, away: bool
) -> None:
    assert gives_away(whole, shown, small) is away


def test_an_onlooker_who_is_told_too_much_works_it_out() -> None:
    onlooker = Onlooker([7, UNDER])
    onlooker.told(10)
    assert onlooker.works_out() == [1]
