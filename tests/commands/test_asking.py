"""Answers, changes and pictures as people and scripts get them."""

import json
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, load, run


def test_ask_without_a_question_lists_them(project: Path) -> None:
    listed = json.loads(run("ask", "--format", "json", "--project", project).output)
    assert {"id", "name", "group", "title", "question", "parameters"} <= listed[0].keys()
    assert {q["id"] for q in listed} >= {"O1", "G1", "P6", "A1", "A2", "C1", "D1"}


def test_an_answer_in_json_keeps_the_contract(loaded: Path) -> None:
    answer = json.loads(run("ask", "D1", "--format", "json", "--project", loaded).output)
    assert answer.keys() == {
        "id",
        "question",
        "parameters",
        "rounds",
        "columns",
        "rows",
        "how_to_read",
        "assumptions",
        "caveats",
    }
    assert answer["rounds"] == [{"source": "mapping", "date": "2024-03-31"}]
    assert answer["columns"][0].keys() == {"name", "meaning", "kind"}
    evidence = {"source": "mapping", "date": "2024-03-31", "file": "Services.csv", "sheet": "Services", "row": 2}
    assert evidence in answer["rows"][0]["evidence"]
    assert answer["rows"][0]["last_confirmed"] == "2024-03-31"


def test_a_misspelt_question_gets_the_nearest(project: Path) -> None:
    assert "how-complete" in run("ask", "how-complet", "--project", project, code=1).output


def test_a_question_of_the_projects_own_is_answered(loaded: Path) -> None:
    (loaded / "queries" / "mine.cypher").write_text(
        "// id: X1\n// title: Mine\n// question: Which services are there?\n// read: A row is a service.\n"
        "// column service: its name\n// column service_id (Service): the service\n"
        "MATCH (s:Service) WHERE s.live\n"
        "RETURN s.name AS service, s.id AS service_id, [s.id] AS evidence ORDER BY service, service_id\n"
    )
    assert "Friday Walks" in run("ask", "X1", "--project", loaded).output


def test_ask_as_of_an_earlier_day_answers_from_the_rounds_up_to_it(loaded: Path) -> None:
    result = run("ask", "D1", "--as-of", "2024-03-30", "--project", loaded, code=1)
    assert "No round is dated 2024-03-30 or earlier" in result.output
    assert "Friday Walks" in run("ask", "D1", "--as-of", "2024-04-01", "--project", loaded).output


def test_changes_in_json_keep_the_contract(loaded: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text(ORGANISATIONS + "Hill Trust,vcse,\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", loaded)
    found = json.loads(run("changes", "--format", "json", "--project", loaded).output)
    assert (found["from"], found["to"]) == ("2024-03-31", "2024-04-30")
    assert found.keys() >= {"from", "to", "sources", "new", "gone", "changed"}
    assert [row["name"] for row in found["new"]] == ["Hill Trust"]
    assert found["new"][0].keys() >= {"kind", "id", "name", "field", "before", "after"}
    assert "Hill Trust (organisation) is new [Organisations.csv row 3]" in run("changes", "--project", loaded).output


def test_cypher_reads_and_cannot_write(loaded: Path) -> None:
    query = "MATCH (s:Service) RETURN s.name AS service"
    assert json.loads(run("cypher", query, "--format", "json", "--project", loaded).output) == [
        {"service": "Friday Walks"}
    ]
    result = run("cypher", "CREATE (n:Service {id: 'x'})", "--project", loaded, code=1)
    assert result.output == "Error: That query would change the graph. Only queries that read are run.\n"


def test_a_query_has_a_time_limit_and_a_row_limit_and_says_when_it_was_cut(loaded: Path) -> None:
    numbers = "UNWIND range(1, 5) AS x RETURN x"
    found = run("cypher", numbers, "--limit", 2, "--format", "json", "--project", loaded)
    assert json.loads(found.stdout) == [{"x": 1}, {"x": 2}]
    assert found.stderr == "Only the first 2 rows are here. Ask for more with --limit.\n"
    assert run("cypher", numbers, "--limit", 5, "--project", loaded).stderr == ""
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS n"
    said = run("cypher", slow, "--seconds", 0.5, "--project", loaded, code=1).output
    assert said.startswith("Error: The query took longer than 0.5 seconds and was stopped.")


@pytest.mark.parametrize("ending", [".json", ".csv", ".xlsx", ".md"])
def test_an_answer_is_saved_as_its_ending_says(loaded: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"answer{ending}"
    run("ask", "D1", "--save", target, "--project", loaded)
    assert target.stat().st_size > 100


def test_a_cell_that_looks_like_a_formula_is_made_safe(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text('name,sector\n"=1+1",vcse\n')
    (workbook / "Services.csv").unlink()
    load(project, workbook)
    said = run("cypher", "MATCH (o:Organisation) RETURN o.name AS name", "--format", "csv", "--project", project).output
    assert said == "name\n'=1+1\n"


def test_the_map_is_written_as_the_ending_says(loaded: Path, tmp_path: Path) -> None:
    for ending in (".html", ".svg"):
        run("draw", "network-map", "--save", tmp_path / f"map{ending}", "--project", loaded)
        assert "Our town" in (tmp_path / f"map{ending}").read_text(encoding="utf-8")
    assert "network-map" in run("draw", "--project", loaded).output


PRIVATE = {
    "Organisations": "name\nRiverside Trust\nHill Trust\n",
    "Services": "name,status,provider\nWalks,open,Riverside Trust\n",
    "Funds": "name,amount,published\nSecret grant,{amount},no\nKnown grant,{amount},yes\n",
    "WORKS_WITH": "from,to,trust,rated_by\nRiverside Trust,Hill Trust,{trust},Zoe\n",
}


def private_rounds(project: Path, folder: Path) -> None:
    for day, amount, trust in (("2024-01-31", 1000, 1), ("2024-02-29", 2500, 4)):
        files = folder / day
        files.mkdir()
        for name, text in PRIVATE.items():
            (files / f"{name}.csv").write_text(text.format(amount=amount, trust=trust))
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--project", project)


def test_confidential_values_show_in_changes_only_when_asked_for(project: Path, tmp_path: Path) -> None:
    private_rounds(project, tmp_path)
    for words in (("changes",), ("changes", "--format", "json"), ("ask", "C1", "--format", "json")):
        said = run(*words, "--project", project).output
        assert "Known grant" in said
        assert "Secret grant" not in said
        assert "trust" not in said.replace("Trust", "")
        assert "Secret grant" in run(*words, "--internal", "--project", project).output


def test_a_question_of_ones_own_shows_confidential_columns_only_when_asked_for(project: Path, tmp_path: Path) -> None:
    private_rounds(project, tmp_path)
    (project / "queries" / "money.cypher").write_text(
        "// id: X2\n// title: Money\n// question: How much?\n// read: A row is a fund.\n"
        "// column fund_id (Fund): the fund\n// column pounds (Fund.amount): how much\n"
        "MATCH (f:Fund) WHERE f.live\n"
        "RETURN f.id AS fund_id, f.amount AS pounds, [f.id] AS evidence ORDER BY fund_id\n"
    )
    answer = json.loads(run("ask", "X2", "--format", "json", "--project", project).output)
    assert {row["pounds"] for row in answer["rows"]} == {"not shown"}
    answer = json.loads(run("ask", "X2", "--format", "json", "--internal", "--project", project).output)
    assert {row["pounds"] for row in answer["rows"]} == {2500.0}


def test_a_query_reads_no_files(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    for load_csv in ("LOAD CSV", "load/* */csv", "LOAD\n CSV", "WITH 'file://' AS x LOAD CSV", "// x\rLOAD CSV"):
        said = run(
            "cypher", f"{load_csv} FROM 'file://{tmp_path}/secret.csv' AS l RETURN l", "--project", loaded, code=1
        )
        assert "LOAD CSV is not run" in said.output


def test_names_of_people_are_drawn_only_when_asked_for(project: Path, workbook: Path, tmp_path: Path) -> None:
    (workbook / "People.csv").write_text("name,contact_for\nAnn Other,Service: Friday Walks\n")
    load(project, workbook)
    for flag, there in (((), False), (("--with-people",), True)):
        run("draw", "network-map", "--save", tmp_path / "map.svg", "--project", project, *flag)
        assert ("Ann Other" in (tmp_path / "map.svg").read_text(encoding="utf-8")) is there
