"""P4 as a picture: what one side alone says is hatched, those to ask most stand first."""

import pytest

from tests.visualise.asked import groups, lines_in, link, outlines_in, overlapping, sheet, texts


def said(sender, receiver, by, *silent):
    return link(sender, receiver, claimed_by=by, silent=list(silent))


def test_a_cell_says_who_has_told_us_and_is_hatched_where_one_is_silent():
    rows = [said("Ann", "Pantry", "sender", "Pantry"), said("Bob", "Gym", "both")]
    found = sheet("P4", P4=[{**row, "kind": "warm_handover"} for row in rows])
    cells = groups(found)
    alone = cells["Ann to Pantry (warm handover): only the sender says it: ask the receiver"]
    both = cells["Bob to Gym (warm handover): both sides say it"]
    assert (lines_in(alone), lines_in(both)) == (["S"], ["B"])
    assert max(len(item.stretches) for item in outlines_in(alone)) > 6  # the lines of the hatching
    assert len(outlines_in(both)) == 1
    assert {"only the sender says it: ask the receiver", "no such link"} <= set(texts(found))
    assert not [text for text in texts(found) if "nobody has noted" in text]


TOLD = "only one side has told us"


@pytest.mark.parametrize(
    ("sides", "finding"),
    [
        (["sender", "receiver", "receiver"], f"of 3 referral links {TOLD}: the sender of 1 and the receiver of 2"),
        (["receiver"], "of 1 referral link only the receiver has told us"),
        (["sender", "sender"], f"of 2 referral links {TOLD}: the sender of 2"),
        (["both"], "none of 1 referral link is said by one side alone"),
        (["neither", None], "none of 2 referral links is said by one side alone"),
    ],
)
def test_the_finding_counts_what_each_side_says(sides, finding):
    assert sheet("P4", P4=[said("Ann", f"Place {n}", side) for n, side in enumerate(sides)]).finding == finding


def test_whoever_could_confirm_most_is_named_and_stands_first():
    rows = [said(sender, "Pantry", "sender", "Pantry") for sender in ("Ann", "Bob")]
    rows.append(said("Cy", "Gym", "receiver", "Cy"))
    found = sheet("P4", P4=rows)
    assert "Begin with Pantry, which could confirm 2 links." in found.read
    drawn = texts(found)
    assert drawn.index("Pantry · 2") < drawn.index("Gym · 1")
    assert overlapping(found) == []
