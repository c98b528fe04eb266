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


HOSTS = "service role post employer line_management clinical_supervision premises"
ALL_FOUR = ["employer", "line management", "clinical supervision", "premises"]


def test_a_post_has_its_own_hosts_else_those_of_its_service_and_the_gaps_are_what_nobody_states(town, rows):
    # Council employs for Bank as a whole, Advice employs One; what Gone and Trust did for Two is no longer so.
    assert rows(town, "B5", HOSTS) == [
        ("Tea", "Clerk", None, None, None, None, None),
        ("Tea", "Guide", None, None, None, None, None),
        (None, "Clerk", "Three", None, None, None, "Surgery"),
        ("Bank", "Guide", "Two", "Council", None, None, "Surgery"),
        ("Bank", "Guide", "One", "Advice", "Team", None, "Surgery"),
    ]
    assert rows(town, "B5", "gaps of_the_service fte vacant_since post_id") == [
        (ALL_FOUR, [], None, None, None),
        (ALL_FOUR, [], None, None, None),
        (ALL_FOUR[:3], [], 0.5, None, "post-three"),
        (ALL_FOUR[1:3], ["employer", "premises"], None, "2024-01-01", "post-two"),
        (ALL_FOUR[2:3], ["premises"], None, None, "post-one"),
    ]


def test_posts_can_be_asked_for_by_service_role_provider_sector_and_gap(town, rows):
    assert rows(town, "B5", "post", service="bank") == [("Two",), ("One",)]
    assert rows(town, "B5", "service post", role="clerk") == [("Tea", None), (None, "Three")]
    assert rows(town, "B5", "service role", provider="choir") == [("Tea", "Clerk"), ("Tea", "Guide")]
    assert rows(town, "B5", "post", sector="council") == []
    assert rows(town, "B5", "post", sector="vcse", gap="line_management", limit=3)[2] == ("Two",)
    assert ("One",) not in rows(town, "B5", "post", gap="premises")


def test_how_many_posts_lack_something_is_said(town, question):
    assert ask(town, question("B5"), {"limit": 4}).assumptions == (
        "5 of 5 rows lack at least one of the four; of 2 none is known.",
        "1 link from a host does not say in what way and is not counted.",
        "4 of 5 rows are shown; ask for more with limit.",
    )


def test_a_post_rests_on_its_service_role_and_hosts_with_their_links(town, question):
    assert rests_on(town, question("B5"), service="bank")[1] == {
        "post-one", "service-bank", "role-guide", "IN_SERVICE|post-one|service-bank", "OF_ROLE|post-one|role-guide",
        "org-advice", "HOSTS|org-advice|post-one|employer", "org-team", "HOSTS|org-team|post-one|line_management",
        "org-surgery", "HOSTS|org-surgery|service-bank|premises",
    }  # fmt: skip
    assert rests_on(town, question("B5"), service="tea", role="clerk") == [
        {"service-tea", "role-clerk", "STAFFED_BY|service-tea|role-clerk"}
    ]


def test_one_host_taken_out_of_the_graph_leaves_that_of_the_service(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["HOSTS"], ["HOSTS|org-advice|post-one|employer"])
        assert ("One", "Council") in rows(engine, "B5", "post employer")


WAYS = ("employer", "line_management", "clinical_supervision", "premises")


@st.composite
def hosted(draw):
    """Posts, services, roles and bodies joined at random; some not live."""
    town = Town().add("org-a", "org-b", "service-a", "service-b", "role-a", "role-b")
    for n in range(draw(st.integers(0, 3))):
        town.add(f"post-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        town.join(f"post-{n}", "IN_SERVICE", *draw(st.sets(st.sampled_from(["service-a", "service-b"]))))
        town.join(f"post-{n}", "OF_ROLE", *draw(st.sets(st.sampled_from(["role-a", "role-b"]))))
    for service in ("service-a", "service-b"):
        town.join(service, "STAFFED_BY", *draw(st.sets(st.sampled_from(["role-a", "role-b"]))))
    for at in [id_ for id_ in town.nodes if id_.startswith(("post", "service"))]:
        for way in draw(st.sets(st.sampled_from(WAYS))):
            town.join(draw(st.sampled_from(["org-a", "org-b"])), "HOSTS", at, category=way, live=draw(st.booleans()))
    return town


def slow_gaps(town):
    """Every post in every service, and every role of a service that no such post has, with what nobody states."""
    live = [(kind, a, b, facts) for kind, a, b, facts in town.links.values() if facts["live"]]

    def ends(kind, start):
        return [b for k, a, b, _ in live if (k, a) == (kind, start)]

    def lacks(*at):
        return [
            way for way in WAYS if not any(k == "HOSTS" and b in at and f["category"] == way for k, _, b, f in live)
        ]

    found, filled = [], set()
    for post in (id_ for id_, facts in town.nodes.items() if id_.startswith("post") and facts["live"]):
        for service in ends("IN_SERVICE", post) or [None]:
            found.append((service, post, ends("OF_ROLE", post), lacks(post, service)))
            filled |= {(service, role) for role in ends("OF_ROLE", post)}
    for service in ("service-a", "service-b"):
        found += [
            (service, None, [role], lacks(service))
            for role in ends("STAFFED_BY", service)
            if (service, role) not in filled
        ]
    return sorted((s or "", p or "", sorted(roles), [g.replace("_", " ") for g in gaps]) for s, p, roles, gaps in found)


@settings(max_examples=25, deadline=None)
@given(town=hosted())
def test_gaps_are_those_of_walking_through_every_post_and_link(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("hosted")) as engine:
        rows = ask(engine, catalogue().find("B5")).rows
    found = sorted((r["service_id"] or "", r["post_id"] or "", r["role_ids"], r["gaps"]) for r in rows)
    loaded = any(kind == "HOSTS" for kind, *_ in town.links.values())
    assert found == (slow_gaps(town) if loaded else [])
