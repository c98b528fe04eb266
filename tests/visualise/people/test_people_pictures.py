"""Pictures of boards, voices, posts, money, contacts and relationships: findings, order, marks and what is left out."""

from dataclasses import replace

import pytest

from linkwork.graph.view import ViewNode
from linkwork.visualise.people import (
    boards_and_sectors,
    funding_concentration,
    rests_on_one_contact,
    who_employs_and_supervises,
    whose_voice_is_missing,
    working_relationships,
)
from tests.visualise.hand_made import texts, titles, told


def board(name, members, missing=(), sectors=("nhs",)):
    row = {"board": name, "state": "active", "n_organisations": len(members), "organisations": list(members)}
    row |= {"sectors": list(sectors), "missing_sectors": list(missing), "shared_with": []}
    return {**row, "board_id": name.lower(), "organisation_ids": [one.lower() for one in members], "shared_ids": []}


def test_seats_stand_by_sector_and_an_absent_sector_has_a_cross():
    rows = [board("Forum", ["Trust", "Walkers"], ["private"], ["nhs", "vcse"]), board("Group", ["Trust"], ["vcse"])]
    nodes = (
        ViewNode("trust", "Organisation", "Trust", facts={"sector": "nhs"}),
        ViewNode("walkers", "Organisation", "Walkers", facts={"sector": "vcse"}),
    )
    made = boards_and_sectors.sheet(replace(told("B3", rows), nodes=nodes))
    assert made.finding == "2 of 2 boards lack a sector; private has no seat on 1 of them"
    said = texts(made)
    assert said.index("NHS") < said.index("Trust") < said.index("VCSE") < said.index("Walkers")
    cells = titles(made)
    assert {"Trust has a seat on Group", "private on Forum: no seat", "VCSE on Group: no seat"} <= set(cells)
    assert "private on Group: not known" in cells
    assert "Walkers has a seat on Group" not in cells


def test_boards_with_every_sector_are_said():
    assert boards_and_sectors.sheet(told("B3", [board("Forum", ["Trust"])])).finding == (
        "the board has a seat for each sector of the place, as far as members are named"
    )


def test_more_organisations_than_fit_are_said_to_be_more():
    made = boards_and_sectors.sheet(told("B3", [board("Forum", [f"Body {n:02}" for n in range(40)])]))
    assert made.subtitle.startswith("showing 26 of 40 organisations, those with most seats")


def sector(name, every, heard, missing=(), services=()):
    row = {"sector": name, "organisations": every, "asked": every, "answered": heard, "invited": 0, "took_part": 0}
    return {**row, "engaged": heard, "rate": heard / every, "not_heard": missing, "services_unrepresented": services}


def test_who_was_not_heard_is_named_with_the_services_nobody_speaks_for():
    rows = [sector("vcse", 3, 1, ["Choir", "Walkers"], ["Walks"]), sector("nhs", 2, 2)]
    made = whose_voice_is_missing.sheet(told("B4", rows))
    assert made.finding == "2 of 5 organisations were not heard, so 1 service has nobody who speaks for it"
    assert made.subtitle.startswith("VCSE was heard least, 33%")
    assert "VCSE: 1 heard, 2 not; 33% heard; 1 of 3 asked have answered" in titles(made)
    assert {"Choir, Walkers", "1: Walks", "less than half of the sector was heard"} <= set(texts(made))


def test_where_everybody_was_heard_it_is_said_and_nobody_is_listed():
    made = whose_voice_is_missing.sheet(told("B4", [sector("nhs", 2, 2)]))
    assert made.finding == "every organisation of every sector was heard"
    assert "not heard" not in texts(made)


def post(name, service, gaps=(), **more):
    lanes = ("employer", "line_management", "clinical_supervision", "premises")
    row = {"service": service, "role": "Navigator", "post": name, **dict.fromkeys(lanes, "Trust")}
    row |= {"gaps": list(gaps), "of_the_service": [], "fte": 0.8, "vacant_since": None}
    return {**row, **dict.fromkeys(gap.replace(" ", "_") for gap in gaps), **more}


def test_posts_stand_service_by_service_and_what_nobody_said_is_in_its_place():
    rows = [
        post(None, "Desk", ("employer", "line management", "clinical supervision", "premises")),
        post("East", "Walks", ("clinical supervision",), vacant_since="2026-01-12"),
        post("North", "Desk", of_the_service=["premises"]),
        post("West", None),
    ]
    made = who_employs_and_supervises.sheet(told("B5", rows))
    assert made.finding == (
        "2 of 4 posts and roles lack somebody who stands behind them; clinical supervision is unstated for 2"
    )
    assert made.subtitle.startswith("2 services · 1 post vacant · 1 role of which no post is known")
    said = texts(made)
    assert said.index("Desk") < said.index("North") < said.index("Walks") < said.index("in no service that is known")
    assert said.count("nobody said") == 5
    assert said.count("Desk") == 1
    assert "vacant 2026-01-12" in said
    assert "nobody has stated any of the four" in said
    assert "Trust (of the" in " ".join(said)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([post("East", "Desk")], "it is known of every post and role who employs, manages, supervises and houses it"),
        (
            [post("East", "Desk", ("premises",))],
            "1 of 1 post or role lacks somebody who stands behind it; premises is unstated for 1",
        ),
    ],
)
def test_posts_without_gaps_and_with_one_are_said(rows, finding):
    assert who_employs_and_supervises.sheet(told("B5", rows)).finding == finding


def funder(name, share, ends=(), pounds=None, like=1.6):
    number = round(4 * share)  # of four payments in all
    row = {"funder": name, "n_services": number, "services": ["Desk", "Walks"], "share": share, "ends": list(ends)}
    row |= {"pounds": pounds, "pounds_share": None if pounds is None else 1.0, "hhi": 0.62, "effective_funders": like}
    return {**row, "pounds_hhi": None, "effective_by_pounds": None, "funder_id": name.lower()}


def test_the_largest_funder_is_named_and_what_ends_within_a_year_of_the_round_is_hatched():
    rows = [funder("Grant", 0.75, ["2026-09-30"], 1500.0), funder("Council", 0.25, ["2028-03-31"])]
    made = funding_concentration.sheet(told("B6", rows, what="services"))
    assert made.finding == "Grant makes 3 of 4 payments, and 100% of the pounds told"
    counts = "2 funders of 2 services · sum of squared shares (HHI) 0.62, as with 1.6 equal funders"
    assert made.subtitle.startswith(counts)
    assert "Grant: 75%: 3 services; £1,500 (100% of the pounds told); ends 2026-09-30" in titles(made)
    said = texts(made)
    assert {"some of it ends within a year of the latest round", "goes on, or nobody says when it ends"} <= set(said)
    richer = [{**rows[0], "pounds_share": 0.4}, {**rows[1], "pounds_share": 0.6}]
    found = funding_concentration.sheet(told("B6", richer)).finding
    assert found == "Grant makes 3 of 4 payments; by the pounds told Council pays most, 60%"
    later = funding_concentration.sheet(told("B6", rows[1:]))
    assert later.finding == "Council alone pays for everything of which somebody says who pays"
    assert "some of it ends within a year of the latest round" not in texts(later)


def test_what_is_paid_for_is_what_was_asked_for():
    rows = [{**funder("Grant", 0.75), "share": None}, {**funder("Council", 0.25), "share": None}]
    assert funding_concentration.sheet(told("B6", rows, what="posts")).finding == "2 bodies pay for posts"
    assert funding_concentration.sheet(told("B6", rows[:1])).finding == "1 body pays for services"


def contact(service, others=0, number=1, confirmed="2026-03-31"):
    row = {"service": service, "provider": "Trust", "n_contacts": number, "deputies": number - 1}
    return {**row, "contact_confirmed": confirmed, "other_services": others, "service_id": service.lower()}


def test_services_on_the_same_person_stand_first_and_are_marked():
    rows = [contact("Choir"), contact("Desk", 2), contact("Walks", confirmed=None), contact("Art", None, 2)]
    made = rests_on_one_contact.sheet(told("B7", rows))
    assert (
        made.finding
        == "3 services rest on one contact, 1 of them on somebody who is the only contact of other services too"
    )
    assert "1 of which nobody dates the contact" in made.subtitle
    said = texts(made)
    assert said.index("Desk") < said.index("Choir") < said.index("Art")
    assert {"2 more", "if this person leaves, several services are lost", "nobody dates it"} <= set(said)
    assert rests_on_one_contact.sheet(told("B7", rows[:1])).finding == "1 service rests on one contact"


def rated(a, b, trust, raters=3):
    row = {"org_a": a, "org_b": b, "intensity": 2.0, "trust_mean": trust, "value_mean": None, "raters": raters}
    return {**row, "org_a_id": a.lower(), "org_b_id": b.lower()}


def test_a_cell_says_under_three_where_fewer_rated():
    rows = [rated("Trust", "Walkers", 1.667), rated("Choir", "Walkers", 3.0, 4), rated("Choir", "Council", None)]
    made = working_relationships.sheet(told("B8", rows))
    assert made.finding == "trust is lowest between Trust and Walkers, 1.7 of 4; it is under 2 in 1 of 2 pairs"
    assert "Trust and Walkers: trust 1.67, working together 2, value not shown; 3 raters" in titles(made)
    said = texts(made)
    assert said.count("1.7") == 2
    assert said.count("of 4") == 2
    # Of six pairs of four two are rated; the legend has two of them too.
    assert said.count("<3") == 2 * 4 + 2
    assert "not rated, or by fewer than three people: not shown" in " ".join(said)
    assert "rated, but fewer than three said how far they trust" in " ".join(said)


def test_where_fewer_than_three_said_how_far_they_trust_it_is_said():
    assert working_relationships.sheet(told("B8", [rated("A", "B", None)])).finding == (
        "nobody has said of any two organisations how far they trust one another, or fewer than three have"
    )


@pytest.mark.parametrize(
    ("id_", "module"),
    [
        ("B3", boards_and_sectors),
        ("B4", whose_voice_is_missing),
        ("B5", who_employs_and_supervises),
        ("B6", funding_concentration),
        ("B7", rests_on_one_contact),
        ("B8", working_relationships),
    ],
)
def test_nothing_is_said_why(id_, module):
    assert module.sheet(told(id_, [], "Nobody has said.")).nothing == "Nobody has said."
