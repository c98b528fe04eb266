"""P10 as a picture: dark where nothing comes back, hatched where nobody has said."""

import pytest

from linkwork.visualise._grid import PALE, SHADES
from tests.visualise.asked import groups, lines_in, link, outlines_in, overlapping, sheet, texts


def test_no_is_dark_and_not_said_is_hatched_and_people_are_told():
    rows = [
        link("Ann", "Pantry", feedback="no", volume=12),
        link("Ann", "Gym", feedback="not said", volume="under 5"),
        link("Bob", "Gym", feedback="no", onward_allowed="no"),
    ]
    found = sheet("P10", P10=rows)
    cells = groups(found)
    never = cells["Ann to Pantry: never reports back; 12 people a month"]
    unsaid = cells["Ann to Gym: nobody has said whether it reports back; under 5 people a month"]
    barred = cells["Bob to Gym: never reports back; the receiver may not refer people on either"]
    assert (lines_in(never), lines_in(unsaid), lines_in(barred)) == (["12"], ["<5"], [])
    assert (outlines_in(never)[0].fill, outlines_in(unsaid)[0].fill) == (SHADES[3], PALE)
    assert [len(outlines_in(cell)) for cell in (never, unsaid, barred)] == [1, 3, 2]
    assert "the receiver may not refer people on either" in texts(found)
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        (["no", "not said", "not said"], "1 referral link never reports back, and of 2 more nobody has said"),
        (["no", "no"], "2 referral links never report back"),
        (["not said"], "of 1 referral link nobody has said whether it reports back"),
        ([None, "not said"], "of 2 referral links nobody has said whether they report back"),
    ],
)
def test_the_finding_keeps_no_apart_from_not_said(said, finding):
    assert sheet("P10", P10=[link("Ann", f"Place {n}", feedback=one) for n, one in enumerate(said)]).finding == finding


def test_whoever_leaves_most_without_an_answer_is_named():
    rows = [link("Ann", "Gym", feedback="no"), link("Bob", "Gym", feedback="no"), link("Bob", "Pantry", feedback="no")]
    assert "Gym leaves most senders without an answer: 2." in sheet("P10", P10=rows).read


def test_more_than_fit_are_counted():
    rows = [link(f"Sender {n:02}", "Gym", feedback="no") for n in range(42)]
    assert "showing 40 of 42 links, 40 of 42 who refer, those with most links" in sheet("P10", P10=rows).subtitle
