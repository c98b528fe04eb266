import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from linkwork.queries._catalogue import PARTS, _packaged, part
from tests.queries.test_lint import HEADING, QUERY


def test_every_question_of_the_package_can_be_asked():
    found = catalogue()
    assert found.refusals == ()
    assert [q.id for q in found.questions.values()][:2] == ["A1", "A2"]
    assert {"O1", "G1", "P6", "A1", "A2", "C1", "D1"} <= {q.id for q in found.questions.values()}


def test_every_question_of_the_package_keeps_the_rules_that_are_not_looked_at_again_at_every_start():
    looked_at = _packaged(SCHEMA)
    assert looked_at.refusals == ()
    assert looked_at == catalogue()


def test_every_shared_part_can_be_read():
    for path in PARTS.glob("*.cypher"):
        assert part(path.stem).rows


def test_a_question_is_found_by_id_or_name_in_any_case():
    find = catalogue().find
    assert find("o1") is find("same-needs-people-places") is find("Same_needs_people_places")


def test_a_misspelt_question_gets_the_nearest():
    with pytest.raises(
        LinkworkError, match=r"There is no question 'who-refers-to-who'\. Did you mean 'who-refers-to-whom'"
    ):
        catalogue().find("who-refers-to-who")


def test_a_question_of_ones_own_is_one_file_and_is_answered_like_the_others(tmp_path, town):
    (tmp_path / "services_for_a_need.cypher").write_text(HEADING + QUERY, encoding="utf-8")
    question = catalogue(tmp_path).find("services-for-a-need")
    assert (question.id, question.group) == ("services-for-a-need", tmp_path.name)
    answer = ask(town, question, {"need": "debt"})
    assert [row["service"] for row in answer.rows] == ["Link"]


def test_one_bad_file_does_not_take_the_others_down(tmp_path):
    (tmp_path / "bad.cypher").write_text("MATCH", encoding="utf-8")
    (tmp_path / "good.cypher").write_text(HEADING + QUERY, encoding="utf-8")
    found = catalogue(tmp_path)
    assert "good" in found.questions
    assert "O1" in {q.id for q in found.questions.values()}
    assert {r.file.rpartition("/")[2] for r in found.refusals} == {"bad.cypher"}
    with pytest.raises(LinkworkError, match=r"That question cannot be asked: .*bad.cypher, line 1: the heading lacks"):
        found.find("bad")


def test_a_question_of_ones_own_may_not_take_the_place_of_another(tmp_path):
    (tmp_path / "how_complete.cypher").write_text(HEADING + QUERY, encoding="utf-8")
    found = catalogue(tmp_path)
    assert found.find("how-complete").id == "D1"
    assert "there is a question how-complete already, in quality/how_complete.cypher" in str(found.refusals[0])


FINISHER = """
from linkwork.queries import Finished

def finish(found):
    return Finished([{"service": row["name"], "service_id": row["id"], "evidence": [row["id"]]} for row in found.rows
                     if len(found.parts["offers"]) == 8], ["assumed"])
"""
FINISHED = """\
// row id: the service
// row name: its name
// uses: offers
MATCH (s:Service) WHERE s.live AND ($need = '' OR s.id = $need)
RETURN s.id AS id, s.name AS name ORDER BY name, id
"""


def test_a_question_of_ones_own_may_be_finished_in_python_and_use_the_shared_parts(tmp_path, town):
    (tmp_path / "mine.cypher").write_text(HEADING + FINISHED, encoding="utf-8")
    (tmp_path / "mine.py").write_text(FINISHER, encoding="utf-8")
    found = catalogue(tmp_path)
    assert found.refusals == ()
    answer = ask(town, found.find("mine"))
    assert answer.assumptions == ("assumed",)
    assert [row["service"] for row in answer.rows] == ["Advice", "Bare", "Cafe", "Drop", "Link", "Lunch"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "def finish(found): return 1 / 0",
            "mine.py could not finish the answer: ZeroDivisionError: division by zero.",
        ),
        ("x = 1", "mine.py has no function finish"),
        ("def finish(:", "mine.py could not finish the answer: SyntaxError"),
        (
            FINISHER.replace('"service":', '"servis":'),
            "mine gave rows with the columns service_id, servis; its heading says",
        ),
    ],
)
def test_what_goes_wrong_in_ones_own_python_is_said_with_the_file(tmp_path, town, code, message):
    (tmp_path / "mine.cypher").write_text(HEADING + FINISHED, encoding="utf-8")
    (tmp_path / "mine.py").write_text(code, encoding="utf-8")
    with pytest.raises(LinkworkError, match=message):
        ask(town, catalogue(tmp_path).find("mine"))


def test_the_list_for_programs_names_every_question_and_its_parameters():
    listed = {line["id"]: line for line in catalogue().as_json()}
    assert listed["P6"].keys() == {"id", "name", "group", "title", "question", "parameters"}
    assert listed["P6"]["group"] == "pathways"
    assert [p["name"] for p in listed["P6"]["parameters"]] == ["sender", "receiver", "kind", "limit"]


QUESTIONS = list(catalogue().questions.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_question_runs_with_its_defaults_on_an_empty_graph_or_says_why_there_is_nothing(empty, question, history):
    answer = ask(empty, question, settings=history)
    assert bool(answer.rows) == (question.source == "rounds")
    assert bool(answer.nothing_because) == (question.source == "graph")
    assert "have been loaded, so this is not known yet." in answer.nothing_because or answer.rows


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_question_gives_its_columns_in_an_order_that_stays_and_ids_that_exist(towns, question, history):
    town = next((town for town in towns if ask(town, question, settings=history).rows), None)
    assert town is not None, "no town of tests/queries gives this question a row"
    answer = ask(town, question, settings=history)
    assert answer.rows == ask(town, question, settings=history).rows
    for row in answer.rows:
        assert list(row) == [*(column.name for column in question.columns), "evidence", "last_confirmed"]
    for column in (column for column in question.columns if column.kinds):
        known = {row["id"] for kind in column.kinds for row in town.read(f"MATCH (x:{kind}) RETURN x.id AS id")}
        for row in answer.rows:
            value = row[column.name]
            assert set(value if isinstance(value, list) else [value] if value else []) <= known


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.source == "graph"], ids=lambda q: q.id)
def test_every_row_of_every_question_says_what_it_rests_on(towns, question):
    for row in (row for town in towns for row in ask(town, question).rows):
        assert row["evidence"] == [
            {"source": "Mapping", "date": "2024-03-31", "file": None, "sheet": None, "row": None}
        ]
        assert row["last_confirmed"] == "2024-03-31"
