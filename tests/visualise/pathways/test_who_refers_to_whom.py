"""P6 as a picture: bands as thick as the people, darker the longer they wait; a matrix where there are many."""

import pytest

from linkwork.visualise._grid import SHADES
from tests.visualise.asked import groups, lines_in, link, outlines_in, overlapping, sheet, texts


def referral(sender, receiver, people=None, waits=None, **more):
    return link(sender, receiver, volume_month=people, wait_days=waits, kind="referral", **more)


def test_a_band_is_as_thick_as_the_people_and_as_dark_as_the_wait():
    rows = [referral("Ann", "Gym", 10, 3, feedback=True), referral("Ann", "Pantry", 20, 40), referral("Bob", "Pantry")]
    found = sheet("P6", P6=rows)
    said = groups(found)
    short = outlines_in(said["Ann to Gym: referral; 10 people a month; 3 days; reports back"])[0]
    long = outlines_in(said["Ann to Pantry: referral; 20 people a month; 40 days"])[0]
    unknown = outlines_in(said["Bob to Pantry: referral; nobody has said how many people; wait not known"])[0]
    thick = [band.stretches[2][1][1] - band.stretches[1][1][-1] for band in (short, long)]
    assert round(thick[1] / thick[0], 6) == 2
    assert (short.fill, long.fill, unknown.fill) == (SHADES[1], SHADES[3], "")
    assert {"up to 7 days of waiting", "more than 28 days", "nobody has said how many people"} <= set(texts(found))
    assert "up to 28 days" not in texts(found)
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([referral("Ann", "Gym", 10)], "of 1 referral link most people go from Ann to Gym: 10 a month"),
        (
            [referral("Ann", "Gym", 10), referral("Bob", "Gym", 10), referral("Cy", "Gym", 3)],
            "of 3 referral links most people go from Bob to Gym: 10 a month, as on 1 other",
        ),
        (
            [referral("Ann", "Gym", "under 5"), referral("Bob", "Gym")],
            "2 referral links, and of none has anybody said how many people go that way",
        ),
    ],
)
def test_the_finding_is_where_most_go(rows, finding):
    assert sheet("P6", P6=rows).finding == finding


def test_what_nobody_said_is_counted_apart():
    found = sheet("P6", P6=[referral("Ann", "Gym", 10, 4), referral("Bob", "Gym"), referral("Cy", "Gym", None, 8)])
    said = "3 senders and 1 service · half of the waits that are known are 6 days or less · "
    unknown = "of 2 links nobody has said how many people · of 1 link nobody has said how long they wait"
    assert found.subtitle.startswith(said + unknown)


def test_above_sixty_links_a_matrix_stands_instead():
    rows = [referral(f"Sender {n % 8}", f"Service {n:02}", n + 4, n) for n in range(61)]
    found = sheet("P6", P6=[{**rows[0], "volume_month": "under 5"}, *rows[1:]])
    said = groups(found)
    few = said["Sender 0 to Service 00: referral; under 5 people a month; 0 days"]
    many = said["Sender 1 to Service 33: referral; 37 people a month; 33 days"]
    assert (lines_in(few), outlines_in(few)[0].fill, len(outlines_in(few))) == (["<5"], SHADES[0], 1)
    assert (lines_in(many), outlines_in(many)[0].fill, len(outlines_in(many))) == (["37"], SHADES[3], 2)
    assert found.subtitle.startswith("showing 40 of 61 links, 40 of 61 who are referred to, those with most links")
    assert {"20 to 49 people a month", "50 people a month or more", "they wait more than 28 days"} <= set(texts(found))
    assert overlapping(found) == []
