"""What hangs on one provider: for how many groups, how soon the money ends, and that every such cell is hatched."""

import pytest

from linkwork.visualise._grid import SHADES
from tests.visualise.told import fills, lines, seen, told, words


def hold(need, area, groups, provider, until=None, *, ended=False):
    risk = "funding has ended" if ended else f"funding ends {until}" if until else "it is not known when funding ends"
    said = {"group": list(groups), "provider": provider, "funded_until": until, "risk": risk}
    return {"need": need, "area": area, "need_id": f"need-{need}", "area_id": f"area-{area}", **said}


ROWS = [
    hold("Food", "North", ["Carers"], "Kettle", "2025-12-31", ended=True),
    hold("Food", "North", ["Dementia"], "Council", "2026-06-30"),
    hold("Food", "South", ["Carers", "Under 18s"], "Kettle", "2026-06-30"),
    hold("Food", "South", ["Dementia"], "Council", "2027-03-31"),
    hold("Debt", "South", ["everyone"], "Council", "2027-03-31"),
    hold("Debt", "North", ["Carers"], None),
]


def mark(drawn, begins):
    return next(group for title, group in drawn.marks.items() if title.startswith(begins))


def test_a_cell_counts_the_groups_and_is_as_dark_as_the_money_ends_soon():
    drawn = seen(told("G3", ROWS))
    looks = {
        where: mark(drawn, where) for where in ("Food in North", "Food in South", "Debt in South", "Debt in North")
    }
    assert {where: words(group)[0] for where, group in looks.items()} == {
        "Food in North": "2",
        "Food in South": "3",
        "Debt in South": "all",
        "Debt in North": "1",
    }
    assert [fills(group)[0] for group in looks.values()] == [SHADES[4], SHADES[3], SHADES[2], SHADES[0]]
    assert all(lines(group) > 8 for group in looks.values())  # hatched


def test_a_cell_says_who_is_alone_for_whom_and_until_when():
    assert (
        "Food in South: only Kettle for Carers and Under 18s (funding ends 2026-06-30); "
        "only Council for Dementia (funding ends 2027-03-31)"
    ) in seen(told("G3", ROWS)).marks


def test_the_finding_counts_places_and_names_the_provider_of_most():
    drawn = seen(told("G3", ROWS))
    assert drawn.finding == (
        "in 4 combinations of need and area some group hangs on a single provider; Council is it in 3"
    )
    assert "funding has ended in 1" in drawn.subtitle


def test_a_provider_that_is_not_known_is_not_named():
    assert seen(told("G3", ROWS[5:])).finding == (
        "in 1 combination of need and area some group hangs on a single provider"
    )


@pytest.mark.parametrize("until", ["2031", "2031-03", "2031-03-31"])
def test_a_later_year_than_there_are_shades_has_the_lightest_that_is_known(until):
    rows = [hold(f"N{n}", "North", ["Carers"], "Kettle", f"{2026 + n}-03-31") for n in range(4)]
    drawn = seen(told("G3", [*rows, hold("Late", "North", ["Carers"], "Kettle", until)]))
    assert fills(mark(drawn, "Late in North"))[0] == SHADES[1]
    assert "the first of it ends in 2028 or later" in drawn.texts


def test_more_needs_than_are_legible_are_said_to_be_more():
    drawn = seen(told("G3", [hold(f"N{n}", f"A{n}", ["Carers"], "Kettle") for n in range(30)]))
    assert "showing 28 of 30 needs, those where most hangs on one provider" in drawn.subtitle
    assert "showing 20 of 30 areas" in drawn.subtitle
