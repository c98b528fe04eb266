"""A5 as a picture: a card in the column of its state, late ones framed, waiting ones hatched."""

import pytest

from linkwork.visualise._style import WRONG
from tests.visualise.asked import groups, lines_in, outlines_in, overlapping, sheet, texts


def card(rank, what, state, **more):
    return {"rank": rank, "recommendation": what, "state": state, "overdue": "no day set", **more}


LATE = card(2, "Name a lead", "endorsed", due="2026-02-28", overdue="yes", days_open=76, owner=["The PCN"])
FIRST = card(1, "Agree a door", "in_progress", due="2026-12-31", overdue="no", endorsed_by=["The board"])
WAITS = card(3, "Tell senders", "proposed", waits_for=["Name a lead", "Agree a door", "Ask people"])


def test_every_card_stands_in_its_column_with_what_is_known():
    found = sheet("A5", A5=[FIRST, LATE, WAITS, card(None, "Print it", "done", due="2025-01-01")])
    assert found.finding == "1 of 4 recommendations is done, and 1 is past the day set"
    assert found.subtitle.startswith("1 waits for others · 2 that nobody is named to carry out")
    heads = [text for text in texts(found) if " · " in text and "rounds" not in text]
    assert heads == ["proposed · 1", "endorsed · 1", "committed · 0", "in progress · 1", "done · 1", "dropped · 0"]
    said = groups(found)
    late = said["Name a lead: endorsed; The PCN; overdue since 2026-02-28; open 76 days"]
    assert lines_in(late) == ["2. Name a lead", "The PCN", "overdue since 2026-02-28", "open 76 days"]
    assert [outline.stroke or outline.fill for outline in outlines_in(late)] == [WRONG, WRONG]
    waits = next(group for title, group in said.items() if title.startswith("Tell senders"))
    assert lines_in(waits)[-2:] == ["no day set", "waits for 1, 2 and Ask people"]
    assert len(outlines_in(waits)) == 2
    assert "Print it: done; nobody named to do it" in said
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([FIRST], "none of 1 recommendation is done"),
        ([card(1, "A", "done"), card(2, "B", "done")], "2 of 2 recommendations are done"),
        ([LATE, {**LATE, "recommendation": "B"}], "none of 2 recommendations is done, and 2 are past the day set"),
        ([card(1, "A", "dropped", overdue="yes")], "none of 1 recommendation is done"),
    ],
)
def test_the_finding_counts_what_is_done_and_what_is_late(rows, finding):
    assert sheet("A5", A5=rows).finding == finding


def test_a_state_that_nobody_said_has_a_column_only_where_there_is_one():
    assert "not said · 1" in texts(sheet("A5", A5=[card(1, "A", None)]))
    assert "not said · 0" not in texts(sheet("A5", A5=[FIRST]))


def test_more_cards_than_fit_a_column_are_counted_and_the_late_ones_kept():
    late = card(12, "Thing 12", "proposed", overdue="yes", due="2026-01-01")
    found = sheet("A5", A5=[*(card(n, f"Thing {n}", "proposed") for n in range(1, 12)), late])
    assert texts(found).index("8. Thing 8") < texts(found).index("12. Thing 12")
    assert "9. Thing 9" not in texts(found)
    assert "showing 9 of 12 recommendations" in found.subtitle
    assert "and 3 more" in texts(found)
    assert "10. Thing 10" not in texts(found)
