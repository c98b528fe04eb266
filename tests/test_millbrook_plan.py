"""Millbrook's plan: it has something to say to all 57 questions, and what it expects is what the measures mean.

Figures written out here were worked out by hand from tools/millbrook/plan/; what can be is compared with an
implementation that the plan does not know.
"""

import json
from copy import deepcopy

import pytest

from linkwork.graph.measures.network import brokerage, constraint, network
from tests.millbrook_expected import EXPECTED, FILES
from tools.millbrook.answers_brokers import joined_by_one, referral_pairs, sectors, works_with_pairs
from tools.millbrook.answers_loss import Loss, cut_points
from tools.millbrook.answers_routes import Ways
from tools.millbrook.make import make
from tools.millbrook.planned import NotAsPlannedError, as_planned
from tools.millbrook.town import Link, Town
from tools.millbrook.write import spelt

#: How many questions there are in each group.
QUESTIONS = {"O": 9, "G": 9, "P": 10, "A": 6, "B": 8, "C": 6, "D": 9}
IDS = [f"{group}{number}" for group, most in QUESTIONS.items() for number in range(1, most + 1)]
ROLES = ("coordinator", "gatekeeper", "representative", "itinerant", "liaison")


@pytest.fixture(scope="module")
def town() -> Town:
    return make()


@pytest.fixture(scope="module")
def ways(town: Town) -> Ways:
    return Ways(town)


def of(question: str, name: str, key: str) -> dict:
    """The one row of an answer whose `name` is this."""
    (row,) = [row for row in EXPECTED[question] if row[name] == key]
    return row


@pytest.mark.parametrize("question", [id_ for id_ in IDS if id_ != "D6"])
def test_every_question_has_something_to_say(question: str) -> None:
    names = EXPECTED["found_under"].get(question, [question])
    assert all(EXPECTED[name] for name in names)


def test_all_there_is_loads_so_that_nothing_failed_to() -> None:
    assert EXPECTED["D6"] == []


def test_no_answer_is_given_for_what_is_no_question() -> None:
    named = {name for name in EXPECTED if name[0] in QUESTIONS and name[1:].isdigit()}
    assert (len(IDS), named | EXPECTED["found_under"].keys()) == (57, set(IDS))


def test_a_town_without_what_was_planted_is_refused() -> None:
    found = deepcopy({name: EXPECTED[name] for name in EXPECTED if name in IDS})
    as_planned(found)
    found["G6"][0]["outreach"] = ["hobnail-walks"]
    with pytest.raises(NotAsPlannedError, match=r"wards without outreach: planned \['station'\], drawn \[\]"):
        as_planned(found)


def test_a_town_with_nothing_to_say_to_a_question_is_refused() -> None:
    found = deepcopy({name: EXPECTED[name] for name in EXPECTED if name in IDS})
    with pytest.raises(NotAsPlannedError, match="nothing to say to A3"):
        as_planned(found | {"A3": []})


def test_what_is_expected_is_written_a_line_a_row_and_read_back_alike() -> None:
    value = {"a": [{"b": ["c" * 99, "d" * 99]}, {"e": None, "f": "é" * 99}], "g": {}, "h": []}
    assert json.loads(spelt(value)) == value
    assert spelt(value).splitlines()[2] == f"  {json.dumps(value['a'][0])},"
    assert max(len(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()) < 700


def test_links_that_are_taken_out_lose_what_no_other_way_reaches(ways: Ways) -> None:
    loss = Loss(ways)
    first = next(link for link in ways.links if link.sender == "Org thrushfield")
    assert len(loss.whole) == EXPECTED["reach"]["pairs_with_a_way"] == EXPECTED["P5"]["pairs"]
    assert loss.whole - loss.pairs(link=first) == {
        ("Org thrushfield", need) for need in ("debt", "food", "transport", "work")
    }
    assert loss.row(loss.pairs(link=first)) == {"lost": 4, "needs": [], "doors": ["org-thrushfield"]}


def test_a_service_that_ends_loses_no_less_than_any_of_its_offers() -> None:
    lost = {row["service"]: row["lost"] for row in EXPECTED["P5"]["services"]}
    assert all(row["lost"] <= lost[row["offer"].split()[0]] for row in EXPECTED["P5"]["offers"])


def test_a_cut_point_is_a_service_without_which_the_referrals_fall_apart() -> None:
    def link(sender: str, to: str) -> Link:
        return Link(sender, to, {"category": "referral"})

    links = [link("Org door", "a"), link("Service a", "b"), link("Service b", "c"), link("Service c", "b")]
    services = {key: {"said": "map", "roles": "", "provider": ""} for key in ("a", "b", "c", "d")}
    assert cut_points(Ways(Town(services, links=links))) == ["a", "b"]


@pytest.mark.parametrize("name", ["referrals", "works_with"])
def test_brokers_are_those_that_another_program_finds(town: Town, name: str) -> None:
    pairs = referral_pairs(town) if name == "referrals" else works_with_pairs()
    net = network(pairs)
    brokers, constraints = brokerage(net, sectors()), constraint(net)
    found = {row["body"]: (*(row.get(role, 0) for role in ROLES), row["constraint"]) for row in EXPECTED["B2"][name]}
    assert found == {
        body: (*(getattr(brokers[body], role) for role in ROLES), pytest.approx(constraints[body], abs=0.0001))
        for body in net.members
    }


def test_a_sector_that_meets_two_others_is_not_joined_by_one() -> None:
    assert joined_by_one({("kilnworks", "plumline"), ("plumline", "council")}) == [
        {"sector": "council", "by": "plumline"},
        {"sector": "private", "by": "plumline"},
    ]
    assert joined_by_one({("kilnworks", "plumline"), ("kilnworks", "council"), ("plumline", "council")}) == []


def test_roles_share_the_functions_that_both_list() -> None:
    pairs = {(row["a"], row["b"]): row for row in EXPECTED["O2"]}
    row = pairs["care-navigator", "community-navigator"]
    assert (row["shared"], row["coefficient"]) == (["signpost"], 0.3333)
    assert (row["only_a"], row["only_b"]) == (["assess", "care-plan"], ["accompany", "outreach"])


def test_shares_of_services_squared_and_summed() -> None:
    by_services = [len(row["services"]) for row in EXPECTED["B6"]["funders"]]
    assert by_services == [3, 2, 4, 2, 2, 1, 1]  # 9 + 4 + 16 + 4 + 4 + 1 + 1 = 39 of 225
    assert EXPECTED["B6"]["by_services"] == {"hhi": 0.1733, "effective": 5.77}


def test_means_of_ratings_are_given_where_three_rated_and_not_where_two_did() -> None:
    now = {(row["a"], row["b"]): row for row in EXPECTED["B8"]["2026"]}
    trust = now["trust", "pcn-weirbank"]
    assert (trust["raters"], trust["intensity"], trust["trust"], trust["value"]) == (3, 3.67, 1.67, 2.67)
    few = now["kettle", "bramblegate"]
    assert (few["raters"], few["intensity"], few["trust"], few["value"]) == (2, None, None, None)


def test_days_run_from_the_first_board_that_endorsed_to_the_day_of_the_last_round() -> None:
    row = of("A5", "recommendation", "one-door")
    assert (row["endorsed"], row["days_open"]) == ({"neighbourhood": "2025-03-12", "connectors": "2025-05-20"}, 384)
    assert of("A5", "recommendation", "two-way")["waits_for"] == ["one-door", "one-record", "supervise"]
    assert of("A5", "recommendation", "one-list")["days_open"] is None


def test_a_change_is_what_the_same_services_did_and_what_is_newly_seen() -> None:
    for name in ("cells_covered", "cells_with_one_service", "gaps", "overlapping_pairs"):
        row = EXPECTED["C6"][name]
        assert row["before"] + row["same"] + row["newly_seen"] == row["after"], name
    assert EXPECTED["C6"]["gaps"] == {"before": 7, "after": 11, "same": 8, "newly_seen": -4}


def test_the_places_that_moved_are_those_that_say_something_else() -> None:
    moved = {(row["need"], row["area"]): (row["before"], row["after"]) for row in EXPECTED["C4"]["moved"]}
    gone = {place for place, (_, after) in moved.items() if after == "gap"}
    gaps = {(gap["need"], gap["area"]) for gap in EXPECTED["gaps"]}
    assert gone == gaps - {tuple(gap) for gap in EXPECTED["in_2025"]["gaps"]}
    assert sum(EXPECTED["C4"]["places"].values()) == EXPECTED["coverage"]["places"]


def test_links_kept_and_ended_are_those_of_the_changes() -> None:
    # Two new links come from a fund that is not published: they are counted, and changes tell them to nobody unasked.
    untold = {("FUNDS", "new"): 2}
    for kind, counts in EXPECTED["C2"].items():
        for word, list_ in (("new", "new"), ("ended", "gone")):
            told = sum(id_.startswith(f"{kind}|") for id_ in EXPECTED["changes"][list_])
            assert counts[word] == told + untold.get((kind, word), 0), kind
    assert EXPECTED["C2"]["REFERS_TO"]["share"] == round(163 / 212, 4)


def test_money_that_ends_empties_each_cell_once() -> None:
    days = EXPECTED["G8"]["days"]
    places = [tuple(place) for row in days for place in row["places"]]
    assert len(places) == len(set(places))
    assert [row["day"] for row in days] == sorted({row["day"] for row in EXPECTED["G8"]["services"]})
    assert sum(row["cells"] for row in days) <= EXPECTED["coverage"]["cells_covered"]


def test_counts_that_may_share_people_hang_together_by_any_number_of_steps() -> None:
    assert EXPECTED["D9"]["may_not_be_added"] == [["interviews", "stalls", "workshop"]]
    assert EXPECTED["D9"]["may_be_added"] == [["listening"], ["survey"]]
