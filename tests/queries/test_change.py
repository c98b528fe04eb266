import pytest

from linkwork.errors import LinkworkError, Problem
from linkwork.graph.conflicts import Conflict
from linkwork.graph.difference import Changes, Compared
from linkwork.graph.duplicates import Candidate
from linkwork.queries import Settings, ask


def change(kind, id_, name, **more):
    nothing = {"field": None, "before": None, "after": None}
    place = {"source": "ods", "date": "2023-02-28", "file": "PCN.csv", "sheet": "PCN", "row": 4}
    return {"kind": kind, "id": id_, "name": name, **nothing, "source": "ods", "evidence": [place], **more}


class TwoRounds:
    """What the rounds of one source say, written out by hand."""

    def __init__(self):
        self.asked = None

    def changes(self, start, end, source):
        self.asked = (start, end, source)
        return Changes(
            sources=(Compared("ods", "2022-05-31", "2023-02-28"),),
            new=[change("PART_OF", "PART_OF|org-a|org-b", "A > B", from_id="org-a", to_id="org-b")],
            gone=[
                change(
                    "Organisation",
                    "org-z",
                    "Z",
                    evidence=[{"source": "ods", "date": "2022-05-31", "file": "PCN.csv", "sheet": None, "row": 9}],
                    missing_from={"source": "ods", "date": "2023-02-28"},
                )
            ],
            changed=[change("Organisation", "org-a", "A", field="name", before="Old A", after="A")],
        )

    def conflicts(self):
        other = Conflict("Organisation", "org-a", "name", "A", "ods", "2023-02-28", "Ay", "joy", "2022-05-31", "public")
        return [other], {"org-a": "A"}

    def rejected(self):
        problem = Problem("town.csv", "Needs", 3, "status", "'opne' is not one of open, planned, closed.")
        return [("ods", "2023-02-28", "2023-02-28_ods_1", problem)]

    def duplicates(self, at_least):
        return [Candidate("org-a", "org-b", "Organisation", 0.9, ("same name",), "A", "B")]


def test_what_changed_is_one_list_new_then_gone_then_changed(question):
    answer = ask(None, question("C1"), settings=Settings(rounds=TwoRounds()))
    assert [(r["change"], r["kind"], r["name"], r["before"], r["after"], r["from_id"]) for r in answer.rows] == [
        ("new", "PART_OF", "A > B", None, None, "org-a"),
        ("gone", "Organisation", "Z", None, None, None),
        ("changed", "Organisation", "A", "Old A", "A", None),
    ]
    assert answer.assumptions == ("ods: 2022-05-31 compared with 2023-02-28.",)


def test_what_changed_rests_on_the_rows_of_the_rounds_and_what_is_gone_on_the_last_that_said_it(question):
    answer = ask(None, question("C1"), settings=Settings(rounds=TwoRounds()))
    assert [(r["missing_from"], r["evidence"][0]["row"], r["last_confirmed"]) for r in answer.rows] == [
        (None, 4, "2023-02-28"),
        ("2023-02-28", 9, "2022-05-31"),
        (None, 4, "2023-02-28"),
    ]


def test_dates_and_source_are_handed_on_and_a_kind_narrows(question):
    rounds = TwoRounds()
    given = {"start": "2022-05-31", "end": "2023-02-28", "source": "ods", "kind": "PART_OF"}
    answer = ask(None, question("C1"), given, settings=Settings(rounds=rounds))
    assert rounds.asked == ("2022-05-31", "2023-02-28", "ods")
    assert [row["kind"] for row in answer.rows] == ["PART_OF"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"start": "2022-05-31"}, "Give both start and end, or neither."),
        ({"start": "31/05/2022"}, "start: '31/05/2022' is not a date such as 2024-05-31."),
        ({"kind": "Organization"}, "There is no kind 'Organization'. Did you mean 'Organisation'?"),
    ],
)
def test_what_cannot_be_compared_is_refused(question, given, message):
    with pytest.raises(LinkworkError) as error:
        ask(None, question("C1"), given, settings=Settings(rounds=TwoRounds()))
    assert str(error.value) == message


def test_without_rounds_it_says_that_it_needs_them(question):
    with pytest.raises(LinkworkError, match="C1 is answered from the rounds, and there is no rounds folder here"):
        ask(None, question("C1"))


def rows(question, id_, columns, **given):
    answer = ask(None, question(id_), given, settings=Settings(rounds=TwoRounds()))
    return [tuple(row[name] for name in columns.split()) for row in answer.rows]


def test_where_sources_disagree_what_is_shown_stands_first_with_why(question):
    assert rows(question, "D3", "name field value_a source_a value_b source_b why_used") == [
        ("A", "name", "A", "ods", "Ay", "joy", "later")
    ]
    assert rows(question, "D3", "id", source="somebody else") == []


def test_what_failed_to_load_has_the_value_and_what_is_allowed_apart(question):
    assert rows(question, "D6", "file sheet row column value suggestion round") == [
        ("town.csv", "Needs", 3, "status", "opne", "one of open, planned, closed.", "2023-02-28_ods_1")
    ]
