"""Questions about the rounds themselves, on Brook's; each expected value written out by hand."""

import pytest

from linkwork.errors import LinkworkError
from linkwork.queries import ask


@pytest.fixture
def rows(question, history):
    """The rows of an answer from Brook's rounds, only the columns named, as tuples."""

    def of(id_, columns, **parameters):
        answer = ask(None, question(id_), parameters, settings=history)
        return [tuple(row[name] for name in columns.split()) for row in answer.rows]

    return of


def test_what_changed_is_one_list_new_then_gone_then_changed(question, rows, history):
    assert rows("C1", "change kind name before after from_id") == [
        ("new", "COVERS", "Advice / Advice > Borough", None, None, "offer-advice"),
        ("new", "COVERS", "Larder / Larder > South", None, None, "offer-larder"),
        ("new", "HAS_OFFER", "Larder > Larder / Larder", None, None, "service-larder"),
        ("new", "MEETS", "Larder / Larder > Food", None, None, "offer-larder"),
        ("new", "Offer", "Larder / Larder", None, None, None),
        ("new", "PROVIDES", "Guild > Larder", None, None, "org-guild"),
        ("new", "REFERS_TO", "Surgery > Larder", None, None, "org-surgery"),
        ("new", "Service", "Larder", None, None, None),
        ("gone", "COVERS", "Advice / Advice > North", None, None, "offer-advice"),
        ("gone", "PROVIDES", "Guild > Fair", None, None, "org-guild"),
        ("gone", "REFERS_TO", "Surgery > Club", None, None, "org-surgery"),
        ("gone", "Service", "Fair", None, None, None),
        ("changed", "Service", "Advice", 10, 12, None),
        ("changed", "Service", "Kitchen", "open", "closed", None),
    ]
    alone = "one complete round so far, so there is nothing to compare it with."
    parts = "no complete round so far, so there is nothing to compare."
    assert ask(None, question("C1"), settings=history).assumptions == (
        f"contacts: {parts}",
        f"directory: {alone}",
        "mapping: 2023-03-31 compared with 2024-03-31.",
        f"visits: {parts}",
    )


def test_what_changed_rests_on_the_rows_of_the_rounds_and_what_is_gone_on_the_last_that_said_it(question, history):
    answer = ask(None, question("C1"), {"kind": "Service"}, settings=history)
    assert [(r["missing_from"], r["evidence"][0]["row"], r["last_confirmed"]) for r in answer.rows] == [
        (None, 5, "2024-03-31"),
        ("2024-03-31", 5, "2023-03-31"),
        (None, 2, "2024-03-31"),
        (None, 3, "2024-03-31"),
    ]


def test_dates_a_source_and_a_kind_narrow_what_changed(rows):
    dates = {"start": "2023-03-31", "end": "2023-09-30"}
    assert rows("C1", "change id", source="directory", kind="Service", **dates) == [
        ("new", "service-bus"),
        ("new", "service-club"),
    ]
    assert rows("C1", "change id", kind="PROVIDES") == [
        ("new", "PROVIDES|org-guild|service-larder"),
        ("gone", "PROVIDES|org-guild|service-fair"),
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"start": "2022-05-31"}, "Give both dates, the earlier and the later, or neither."),
        (
            {"start": "2024-03-31", "end": "2023-03-31"},
            "2024-03-31 is later than 2023-03-31. Give the earlier date first.",
        ),
        ({"start": "31/05/2022"}, "start: '31/05/2022' is not a date such as 2024-05-31."),
        ({"kind": "Organization"}, "There is no kind 'Organization'. Did you mean 'Organisation'?"),
    ],
)
def test_what_cannot_be_compared_is_refused(question, history, given, message):
    with pytest.raises(LinkworkError) as error:
        ask(None, question("C1"), given, settings=history)
    assert str(error.value) == message


def test_without_rounds_it_says_that_it_needs_them(question):
    with pytest.raises(LinkworkError, match="C1 is answered from the rounds, and there is no rounds folder here"):
        ask(None, question("C1"))


def test_where_sources_disagree_what_is_shown_stands_first_with_why(rows):
    assert rows("D3", "name field value_a source_a value_b source_b why_used") == [
        ("Guild", "name", "Guild", "mapping", "The Guild", "directory", "later")
    ]
    assert rows("D3", "id", source="somebody else") == []


def test_what_failed_to_load_has_the_value_and_what_is_allowed_apart(rows):
    found = rows("D6", "file sheet row column value suggestion round")
    assert found == [
        ("town.csv", "Service", 3, "status", "opne", "one of open, planned, closed.", "2024-03-31_visits_1")
    ]


def test_two_records_of_one_name_wait_for_a_decision(rows):
    assert rows("D2", "a_id b_id score") == [("org-directory-guild", "org-guild", 1.0)]
