"""Boards, posts, contacts and voices (B3, B4, B5, B7) on Southgate, expected values written out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on

BOARDS = "board state n_organisations organisations sectors missing_sectors shared_with"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_a_board_has_its_members_and_the_sectors_of_the_place_that_have_no_seat(town, rows):
    # Nobody lives in the national sector: Gone is not live. Club says no sector.
    assert rows(town, "B3", BOARDS) == [
        ("Care", "active", 4, ["Advice", "Council", "Team", "Trust"], ["council", "nhs", "vcse"], ["private"],
         ["Homes (2)"]),
        ("Health", None, None, [], [], None, []),
        ("Homes", "proposed", 3, ["Club", "Council", "Team"], ["council"], ["nhs", "private", "vcse"], ["Care (2)"]),
    ]  # fmt: skip


def test_boards_can_be_asked_for_by_who_sits_on_them_and_who_does_not(town, rows):
    assert rows(town, "B3", "board", missing="vcse") == [("Homes",)]
    assert rows(town, "B3", "board shared_with", sector="vcse") == [("Care", ["Homes (2)"])]
    assert rows(town, "B3", "board", organisation="council") == [("Care",), ("Homes",)]
    assert rows(town, "B3", "n_organisations shared_ids", board="homes") == [(3, ["board-care"])]


def test_what_is_not_known_of_boards_is_said(town, question):
    assert ask(town, question("B3"), {"limit": 2}).assumptions == (
        "Nobody has named a member of 1 board: which sectors are missing there is not known.",
        "The sector of 1 member is not known, so a sector may be there that is called missing.",
        "2 of 3 boards are shown; ask for more with limit.",
    )


def test_a_board_rests_on_its_seats_on_a_body_of_each_missing_sector_and_on_the_seats_it_shares(town, question):
    found = rests_on(town, question("B3"), board="homes")[0]
    assert found == {
        "board-homes", "org-club", "MEMBER_OF|org-club|board-homes", "org-council", "MEMBER_OF|org-council|board-homes",
        "org-team", "MEMBER_OF|org-team|board-homes", "org-surgery", "org-energy", "org-advice", "board-care",
        "MEMBER_OF|org-council|board-care", "MEMBER_OF|org-team|board-care",
    }  # fmt: skip


def test_one_seat_taken_out_of_the_graph_leaves_a_sector_missing(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["MEMBER_OF"], ["MEMBER_OF|org-advice|board-care"])
        assert rows(engine, "B3", "missing_sectors", board="care") == [(["private", "vcse"],)]


@st.composite
def seats(draw):
    """Up to four bodies of some sector or none and up to three boards, at random; some not live."""
    town = Town()
    for n in range(draw(st.integers(1, 4))):
        town.add(f"org-{n}", sector=draw(st.sampled_from([None, "nhs", "vcse", "council"])), live=draw(st.booleans()))
    for n in range(draw(st.integers(1, 3))):
        state = draw(st.sampled_from([None, "active", "closed"]))
        town.add(f"board-{n}", live=n == 0 or draw(st.booleans()), state=state)
    ends = [(a, b) for a in town.nodes if a.startswith("org") for b in town.nodes if b.startswith("board")]
    for a, b in draw(st.lists(st.sampled_from(ends), unique=True)):
        town.join(a, "MEMBER_OF", b, live=draw(st.booleans()) or draw(st.booleans()))
    return town


def slow_boards(town):
    """Board by board, walking through everything."""
    seated = {(a, b) for kind, a, b, facts in town.links.values() if facts["live"]}
    bodies = [id_ for id_, facts in town.nodes.items() if id_.startswith("org") and facts["live"]]
    boards = [
        id_
        for id_, facts in town.nodes.items()
        if id_.startswith("board") and facts["live"] and facts["state"] != "closed"
    ]
    found = []
    for board in sorted(boards):
        own = sorted(body for body in bodies if (body, board) in seated)
        missing = set()
        for body in bodies:
            sector = town.nodes[body]["sector"]
            if sector and not any(town.nodes[one]["sector"] == sector for one in own):
                missing.add(sector)
        shared = {other for other in boards if other != board and any((body, other) in seated for body in own)}
        found.append((board, own, sorted(missing) if own else None, shared))
    return found


@settings(max_examples=25, deadline=None)
@given(town=seats())
def test_seats_and_missing_sectors_are_those_of_walking_through_everything(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("seats")) as engine:
        rows = ask(engine, catalogue().find("B3")).rows
    found = [(r["board_id"], r["organisation_ids"], r["missing_sectors"], set(r["shared_ids"])) for r in rows]
    loaded = any(kind == "MEMBER_OF" for kind, *_ in town.links.values())
    assert found == (slow_boards(town) if loaded else [])
