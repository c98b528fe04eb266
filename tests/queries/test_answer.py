import json

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.evidence import Evidence
from linkwork.queries import ask
from linkwork.queries._evidence import attach, rounds_of
from linkwork.queries._nothing import Held, not_loaded
from tests.queries.town import eastwick


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"need": "isolaton"}, "need: there is no need 'isolaton'. Did you mean 'Isolation'?"),
        ({"sector": "NHS"}, "sector: 'NHS' is not one of nhs, council, vcse, national, private. Did you mean 'nhs'?"),
        ({"limit": "many"}, "limit: 'many' is not a whole number from 1 to 100000."),
        ({"limit": 0}, "limit: 0 is not a whole number from 1 to 100000."),
        ({"at_least": "nan"}, "at_least: nan is not a number from 0 to 1."),
        ({"at_least": 1.5}, "at_least: 1.5 is not a number from 0 to 1."),
        (
            {"ned": "x"},
            "same-needs-people-places has no parameter 'ned'. Did you mean 'need'? "
            "Its parameters are: at_least, limit, need, area, audience, service, provider, sector.",
        ),
    ],
)
def test_what_a_parameter_does_not_take_is_refused_with_what_it_does(town, question, given, message):
    with pytest.raises(LinkworkError) as error:
        ask(town, question("O1"), given)
    assert str(error.value) == message


def test_a_record_is_named_by_its_id_its_name_or_an_alias_in_any_case(tmp_path, question):
    town = eastwick().add("org-elft", name="East London NHS", aliases=["ELFT"])
    with town.built(tmp_path) as engine:
        for word in ("org-elft", "east london nhs", "elft"):
            assert ask(engine, question("O1"), {"provider": word}).parameters["provider"] == "org-elft"


def test_a_name_of_two_records_asks_which(tmp_path, question):
    town = eastwick().add("area-bow-1", "area-bow-2", name="Bow", level="ward")
    with town.built(tmp_path) as engine, pytest.raises(LinkworkError) as error:
        ask(engine, question("G1"), {"area": "Bow"})
    assert str(error.value) == "area: 'Bow' names 2 records. Give the id of one: area-bow-1, area-bow-2."


def test_parameters_are_written_with_either_line(town, question):
    assert ask(town, question("O1"), {"at-least": "0.3"}).parameters["at_least"] == 0.3


def test_evidence_is_asked_for_once_for_the_whole_answer(town, question):
    calls = []

    def evidence_of(ids):
        calls.append(list(ids))
        return {
            "REFERS_TO|org-practice|service-link|referral": [Evidence("2024-02-01", "Joy", "joy.csv", "", 7)],
            "service-link": [Evidence("2024-03-31", "Mapping", "m.xlsx", "Services", 3)],
        }

    rows = ask(town, question("P6"), evidence_of=evidence_of).rows
    assert len(calls) == 1
    assert rows[2]["evidence"] == [
        {"source": "Mapping", "date": "2024-03-31", "file": "m.xlsx", "sheet": "Services", "row": 3},
        {"source": "Joy", "date": "2024-02-01", "file": "joy.csv", "sheet": None, "row": 7},
    ]
    assert rows[2]["last_confirmed"] == "2024-03-31"
    assert (rows[1]["evidence"], rows[1]["last_confirmed"]) == ([], None)


def test_a_row_rests_on_the_sets_of_ids_that_it_shares_with_others_as_on_ids_of_its_own():
    said = {name: [Evidence("2024-03-31", "Mapping", "m.xlsx", "Services", n)] for n, name in enumerate("abc", 3)}
    choir = frozenset({"a", "b"})
    rows = [
        {"at": "Hall", "evidence": [choir, "c"]},
        {"at": "Park", "evidence": ["b", "", None, choir]},
        {"at": "Quay", "evidence": [frozenset({"nobody says it"})]},
    ]
    found = attach(rows, lambda ids: {id_: said[id_] for id_ in ids if id_ in said})
    assert [[piece["row"] for piece in row["evidence"]] for row in found] == [[3, 4, 5], [3, 4], []]
    assert [row["last_confirmed"] for row in found] == ["2024-03-31", "2024-03-31", None]


def test_the_answer_for_programs_keeps_the_contract(town, question):
    found = ask(town, question("P6"), {"sender": "navigator"}).as_json()
    keys = "id question parameters rounds columns rows how_to_read assumptions caveats"
    assert list(found) == keys.split()
    assert found["parameters"] == {"sender": "role-navigator", "receiver": "", "kind": "", "limit": 1000}
    assert found["rounds"] == [{"source": "mapping", "date": "2024-03-31"}]
    assert found["columns"][0] == {"name": "from", "meaning": "who sends people", "kind": None}
    assert found["columns"][7]["kind"] == "Service"
    assert json.loads(json.dumps(found)) == found


def test_why_there_is_nothing_stands_first_among_the_assumptions_for_programs(empty, question):
    found = ask(empty, question("P6")).as_json()
    assert found["assumptions"] == ["No referral links have been loaded, so this is not known yet."]


def test_the_privacy_of_a_column_is_that_of_the_property_it_shows(question):
    private = {column.name: column.privacy for column in question("P6").columns if column.privacy != "public"}
    assert private == {"volume_month": "small"}


def test_the_rounds_of_a_graph_are_read_from_their_names():
    assert rounds_of({"rounds": ["2022-05-31_nhs-ods-pcn_1", "2024-01-01_a_b_12"]}) == (
        {"source": "nhs-ods-pcn", "date": "2022-05-31"},
        {"source": "a_b", "date": "2024-01-01"},
    )
    assert rounds_of(None) == ()


@pytest.mark.parametrize(
    ("id_", "lacking", "sentence"),
    [
        (
            "O2",
            "PERFORMS",
            "No links from roles to functions have been loaded, so this is not known yet.",
        ),
        ("G4", "HAS_DEMAND", "No figures of people in need have been loaded, so this is not known yet."),
    ],
)
def test_what_is_lacking_is_said_in_the_number_that_fits_it(question, id_, lacking, sentence):
    asked = question(id_)
    have = {wanted.kind: Held(wanted.kind != lacking, False) for wanted in asked.needs_data}
    assert not_loaded(asked, have) == sentence
