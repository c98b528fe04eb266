"""P9 as a picture: a grey box a service, and what is missing."""

from tests.visualise.asked import groups, outlines_in, overlapping, sheet, texts


def test_every_service_is_a_grey_box_and_a_line_that_says_what_is_missing():
    rows = [
        {"service": "Garden", "entry_points_tried": 3, "missing_link": "nobody refers to it", "access": "closed"},
        {"service": "Night desk", "entry_points_tried": 3, "needs": ["Food"], "sender_ids": ["service-g"]},
    ]
    found = sheet("P9", P9=rows)
    assert found.finding == "nobody can reach 2 services, which would meet 1 need"
    assert found.subtitle.startswith("3 doors tried · 1 that somebody refers to all the same · 1 closed")
    said = groups(found)
    assert outlines_in(said["Garden: nobody refers to it"])[0].dash
    drawn = texts(found)
    assert drawn.index("Night desk") < drawn.index("Garden")  # the one that would meet a need
    assert drawn.count("Night desk") == 2
    assert overlapping(found) == []


def test_more_than_fit_are_counted_above_and_in_the_table():
    rows = [{"service": f"Service {n:02}", "entry_points_tried": 1} for n in range(40)]
    found = sheet("P9", P9=rows)
    assert "and 20 more" in texts(found)
    assert found.subtitle.startswith("showing 1")
    assert found.finding == "nobody can reach 40 services"
