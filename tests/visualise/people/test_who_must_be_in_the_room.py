"""Who must be in the room: what is found, who is marked, what is left out."""

import pytest

from linkwork.visualise.people.who_must_be_in_the_room import sheet
from tests.visualise.hand_made import texts, titles, told


def body(name, why, sector="vcse", last=None, *, boards=(), services=1):
    return {
        "organisation": name,
        "sector": sector,
        "why": why,
        "boards": list(boards),
        "services": [f"Service {n}" for n in range(services)],
        "last_engaged": last,
        "contacts": None,
        "organisation_id": f"org-{name.lower()}",
    }


TRUST = body("Trust", ["provides Debt Desk", "refers to Walks"], "nhs", "2026-02-24", boards=["Forum"], services=2)
CAFE = body("Cafe", ["refers to Debt Desk"])
FUNDER = body("Funder", ["pays for Debt Desk"], None, "2026-02-24")
OWNER = body("Owner", ["owns it"], "council", "2026-02-24")


def test_the_topic_stands_in_the_middle_and_the_finding_counts_who_was_not_heard():
    made = sheet(told("B1", [TRUST, CAFE, FUNDER, OWNER], topic="Debt"))
    assert (
        made.title == "Hamlet: 4 organisations have to do with Debt, and 1 of them was never heard as far as is known"
    )
    assert made.subtitle.startswith("1 NHS, 1 VCSE, 1 council, 1 sector not known")
    assert "Debt" in texts(made)
    assert "Trust (NHS): provides Debt Desk; refers to Walks; last heard 2026-02-24" in titles(made)
    assert "Cafe (VCSE): refers to Debt Desk; not heard" in titles(made)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([TRUST], "1 organisation has to do with the services here, and it was heard at least once"),
        ([TRUST, OWNER], "2 organisations have to do with the services here, and all were heard at least once"),
        ([CAFE], "1 organisation has to do with the services here, and it was never heard as far as is known"),
        (
            [CAFE, body("Choir", ["provides Choir"])],
            "2 organisations have to do with the services here, and none of them was ever heard as far as is known",
        ),
    ],
)
def test_one_all_and_none_are_said(rows, finding):
    assert sheet(told("B1", rows, topic="")).finding == finding


def test_every_line_says_the_closest_tie_and_the_legend_has_those_alone():
    said = texts(sheet(told("B1", [TRUST, CAFE, FUNDER, OWNER], topic="Debt")))
    assert {"provides a service", "only refers people", "pays for one", "sits on a board"} <= set(said)
    assert "owns it, acts on it or sits on its board" in said
    assert "commissions one" not in said


def test_more_than_forty_are_said_to_be_more():
    rows = [body(f"Body {n}", ["provides Walks"], services=60 - n) for n in range(50)]
    made = sheet(told("B1", rows))
    assert made.subtitle.startswith("showing 40 of 50 organisations, those with most services of the topic · 50 VCSE")
    assert "Body 39" in " ".join(titles(made))
    assert "Body 40" not in " ".join(titles(made))
    assert len(made.tables[0].rows) == 50


def test_nothing_is_said_why():
    assert sheet(told("B1", [], "No organisation is known.")).nothing == "No organisation is known."
