"""A5 on Priory, each expected value written out by hand. The graph is a view of 31 March 2024."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Found, ask
from linkwork.queries.policy.recommendations import finish
from tests.queries.policy_town import priory
from tests.queries.town import rests_on

COLUMNS = "rank recommendation endorsed_by endorsed_on owner state due overdue days_open depends_on waits_for"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with priory().built(tmp_path_factory.mktemp("priory")) as engine:
        yield engine


def test_each_recommendation_says_how_far_it_has_come_and_what_it_waits_for(town, rows):
    # Door: 366 days from 31 March 2023, a leap day between. Ring: 31 from the last of February. Record: endorsed on a
    # day that nobody knows. Quiet: it may be done, so neither its days nor that it is late are known.
    assert rows(town, "A5", COLUMNS) == [
        (1, "Door", ["Health", "Place"], "2023-03-31", ["Charity", "Council"], "committed", "2024-06-30", "no", 366,
         [], []),
        (2, "Record", ["Place"], None, [], "in_progress", "2024-02", "yes", None, ["Door (committed)"], ["Door"]),
        (3, "List", ["Health"], "2023-01-01", [], "done", "2023-01-01", "no", None, [], []),
        (4, "Quiet", ["Health"], "2023-01-01", [], "not said", "2023-12-31", "not known", None, [], []),
        (5, "Left", [], None, [], "dropped", None, "no", None, ["Ring (endorsed)"], []),
        (6, "Ring", ["Health"], "2024-02", ["Trust"], "endorsed", "2024-03-31", "no", 31, ["Left (dropped)"], ["Left"]),
        (None, "Grief", [], None, [], "proposed", None, "no day set", None, ["List (done)", "Record (in progress)"],
         ["Door", "Record"]),
    ]  # fmt: skip


def test_how_many_have_come_how_far_and_to_which_day_is_counted_is_said(town, question):
    assert ask(town, question("A5")).assumptions[2:] == (
        "7 recommendations: 1 proposed, 1 endorsed, 1 committed, 1 in progress, 1 done, 1 dropped, 1 not said; "
        "1 is overdue.",
        "Days are counted to 2024-03-31, the day of the graph, and not to today.",
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"show": "overdue"}, ["Record"]),
        ({"show": "open"}, ["Door", "Record", "Quiet", "Ring", "Grief"]),
        ({"owner": "council"}, ["Door"]),
        ({"board": "place"}, ["Door", "Record"]),
        ({"state": "done"}, ["List"]),
        ({"limit": 2}, ["Door", "Record"]),
    ],
)
def test_recommendations_can_be_asked_for_by_owner_board_and_state(town, rows, asked, expected):
    assert [row[0] for row in rows(town, "A5", "recommendation", **asked)] == expected


def test_that_none_is_late_is_said_in_words(town, question):
    answer = ask(town, question("A5"), {"show": "overdue", "owner": "council"})
    assert answer.nothing_because == "None of 1 recommendation asked for is overdue."


def test_a_row_rests_on_boards_owners_and_everything_it_depends_on(town, question):
    assert rests_on(town, question("A5"), board="place")[1] == {
        "recommendation-record", "board-place", "ENDORSED|board-place|recommendation-record", "recommendation-door",
        "DEPENDS_ON|recommendation-record|recommendation-door",
    }  # fmt: skip


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with priory().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["DEPENDS_ON"], ["DEPENDS_ON|recommendation-record|recommendation-door"])
        assert [row[0] for row in rows(engine, "A5", "waits_for")][-1] == ["Record"]


NAMES = ["a", "b", "c", "d"]
DAYS = st.none() | st.dates(date(2024, 3, 1), date(2024, 4, 30)).map(date.isoformat)
ONE = st.tuples(
    st.sampled_from([None, "proposed", "in_progress", "done", "dropped"]),
    DAYS,
    st.lists(DAYS, max_size=3),
    st.sets(st.sampled_from(NAMES)),
)


def days_after(start, end):
    """How many days lie between two, counted one by one; None if the first does not come first."""
    day, count = date.fromisoformat(start), 0
    while day.isoformat() < end:
        day, count = day + timedelta(days=1), count + 1
    return count if start <= end else None


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(NAMES, ONE)))
def test_what_waits_for_what_since_when_and_what_is_late_is_what_plain_loops_find(drawn):
    rows = [
        {"id": id_, "name": id_, "rank": None, "state": state, "due": due, "owners": [],
         "boards": [{"id": f"{i}", "name": "", "endorsed_on": day, "link": ""} for i, day in enumerate(days)],
         "needed": [{"id": other, "link": ""} for other in sorted(needs)]}
        for id_, (state, due, days, needs) in drawn.items()
    ]  # fmt: skip
    asked = {"show": "all", "owner": "", "board": "", "state": "", "limit": 100}
    for row in finish(Found(rows, {}, asked, as_of="2024-03-31")).rows:
        state, due, days, _ = drawn[row["recommendation_id"]]
        chain = {(a, b) for a, (*_, needs) in drawn.items() for b in needs}
        for _ in NAMES:
            chain |= {(a, d) for a, b in chain for c, d in chain if b == c}
        below = {b for a, b in chain if a == row["recommendation_id"] and b != a}
        over = state in ("done", "dropped")
        known = [day for day in days if day]
        late = bool(due) and due < "2024-03-31"
        assert set(row["waits_for_ids"]) == (set() if over else {b for b in below if drawn[b][0] != "done"})
        assert row["days_open"] == (days_after(min(known), "2024-03-31") if known and state and not over else None)
        assert (row["overdue"] == "yes") == (late and state is not None and not over)
