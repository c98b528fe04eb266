"""The command line as people and scripts use it: real files, real rounds, a real graph."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linkwork.cli import cli

ORGANISATIONS = "name,sector,postcode\nRiverside Trust,vcse,E1 6LA\n"
SERVICES = "name,status,provider\nFriday Walks,open,Riverside Trust\n"


def run(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    run("init", tmp_path / "town", "--name", "Our town")
    return tmp_path / "town"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    folder = tmp_path / "mapping"
    folder.mkdir()
    (folder / "Organisations.csv").write_text(ORGANISATIONS)
    (folder / "Services.csv").write_text(SERVICES)
    return folder


def load(project: Path, workbook: Path, *more: str, code: int = 0) -> Result:
    return run("load", "mapping-workbook", workbook, "--as-of", "2024-03-31", "--project", project, *more, code=code)


def test_init_leaves_a_project_with_a_workbook_and_a_page_and_never_overwrites_one(project: Path) -> None:
    assert {p.name for p in project.iterdir()} == {
        "linkwork.toml",
        "rounds",
        "queries",
        "mapping-round.xlsx",
        "START-HERE.txt",
    }
    result = run("init", project, code=1)
    assert result.output.startswith("Error: ")
    assert "is a project already. Nothing was changed." in result.output


def test_load_says_what_is_new_and_the_same_file_again_writes_nothing(project: Path, workbook: Path) -> None:
    first = load(project, workbook).output
    assert "Kept round 2024-03-31_mapping_1" in first
    assert "new      1 Organisation, 1 Service, 1 PROVIDES" in first
    assert "2 nodes and 1 links written" in first
    again = load(project, workbook).output
    assert "Already loaded as round 2024-03-31_mapping_1: no new round was kept." in again
    assert "nothing was written to it" in again


def test_a_dry_run_says_the_same_and_keeps_nothing(project: Path, workbook: Path) -> None:
    said = load(project, workbook, "--dry-run").output
    assert "Would keep a round" in said
    assert "new      1 Organisation, 1 Service, 1 PROVIDES" in said
    assert list((project / "rounds").iterdir()) == []


def test_every_problem_is_listed_with_exit_code_2_and_nothing_is_kept(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,sector,postcode\nRiverside Trust,Health,E1\n")
    result = load(project, workbook, code=2)
    assert result.output.splitlines() == [
        "Error: 2 problems in the input. Nothing was kept and nothing was changed.",
        "  Organisations.csv, sheet Organisations, row 2, column postcode: 'E1' is not a postcode such as E1 6LA.",
        "  Organisations.csv, sheet Organisations, row 2, column sector: "
        "'Health' is not one of nhs, council, vcse, national, private.",
    ]
    assert list((project / "rounds").iterdir()) == []


def test_check_keeps_nothing(project: Path, workbook: Path) -> None:
    assert "No problems in mapping" in run("check", "mapping-workbook", workbook, "--project", project).output
    assert list((project / "rounds").iterdir()) == []


def test_a_source_without_a_date_is_asked_for_one(project: Path, workbook: Path) -> None:
    result = run("load", "mapping-workbook", workbook, "--project", project, code=2)
    assert "does not say which day it speaks of. Add --as-of 2024-03-31." in result.output


def test_a_round_that_makes_much_stale_stops_where_there_is_no_terminal(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (workbook / "Organisations.csv").write_text("name,sector\nHill Trust,vcse\n")
    (workbook / "Services.csv").write_text("name,status,provider\nMonday Walks,open,Hill Trust\n")
    later = ("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", project)
    result = run(*later, code=1)
    assert "would make 100% of what mapping says stale" in result.output
    assert "Add --yes to go on" in result.output
    assert len(list((project / "rounds").iterdir())) == 1
    assert "stale    1 Organisation, 1 Service, 1 PROVIDES" in run(*later, "--yes").output


def test_loose_links_are_reported_with_their_place(project: Path, workbook: Path) -> None:
    (workbook / "Services.csv").write_text("name,status,provider\nFriday Walks,open,Nobody Ltd\n")
    said = load(project, workbook).output
    assert "loose    1 wait for an end:" in said
    assert "Services.csv, sheet Services, row 2" in said


def test_options_stand_before_or_after_the_command(project: Path, workbook: Path) -> None:
    load(project, workbook)
    before = run("--project", project, "rounds", "--format", "json").output
    after = run("rounds", "--format", "json", "--project", project).output
    assert before == after
    assert [r["round"] for r in json.loads(after)] == ["2024-03-31_mapping_1"]


def test_the_project_may_come_from_the_environment(
    project: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWORK_PROJECT", str(project))
    assert "project" in run("status").output


def test_without_a_project_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Make one with `linkwork init`" in run("status", code=1).output


def test_ask_without_a_question_lists_them(project: Path) -> None:
    listed = json.loads(run("ask", "--format", "json", "--project", project).output)
    assert {"id", "name", "group", "title", "question", "parameters"} <= listed[0].keys()
    assert {q["id"] for q in listed} >= {"O1", "G1", "P6", "A1", "A2", "C1", "D1"}


def test_an_answer_in_json_keeps_the_contract(project: Path, workbook: Path) -> None:
    load(project, workbook)
    answer = json.loads(run("ask", "D1", "--format", "json", "--project", project).output)
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


def test_a_question_of_the_projects_own_is_answered(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (project / "queries" / "mine.cypher").write_text(
        "// id: X1\n// title: Mine\n// question: Which services are there?\n// read: A row is a service.\n"
        "// column service: its name\n// column service_id (Service): the service\n"
        "MATCH (s:Service) WHERE s.live\n"
        "RETURN s.name AS service, s.id AS service_id, [s.id] AS evidence ORDER BY service, service_id\n"
    )
    assert "Friday Walks" in run("ask", "X1", "--project", project).output


def test_ask_as_of_an_earlier_day_answers_from_the_rounds_up_to_it(project: Path, workbook: Path) -> None:
    load(project, workbook)
    result = run("ask", "D1", "--as-of", "2024-03-30", "--project", project, code=1)
    assert "No round is dated 2024-03-30 or earlier" in result.output
    assert "Friday Walks" in run("ask", "D1", "--as-of", "2024-04-01", "--project", project).output


def test_changes_in_json_keep_the_contract(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (workbook / "Organisations.csv").write_text(ORGANISATIONS + "Hill Trust,vcse,\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", project)
    found = json.loads(run("changes", "--format", "json", "--project", project).output)
    assert (found["from"], found["to"]) == ("2024-03-31", "2024-04-30")
    assert found.keys() >= {"from", "to", "sources", "new", "gone", "changed"}
    assert [row["name"] for row in found["new"]] == ["Hill Trust"]
    assert found["new"][0].keys() >= {"kind", "id", "name", "field", "before", "after"}
    assert "Hill Trust (Organisation) is new" in run("changes", "--project", project).output


def test_cypher_reads_and_cannot_write(project: Path, workbook: Path) -> None:
    load(project, workbook)
    query = "MATCH (s:Service) RETURN s.name AS service"
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == [
        {"service": "Friday Walks"}
    ]
    result = run("cypher", "CREATE (n:Service {id: 'x'})", "--project", project, code=1)
    assert result.output == "Error: That query would change the graph. Only queries that read are run.\n"


@pytest.mark.parametrize("ending", [".json", ".csv", ".xlsx", ".md"])
def test_an_answer_is_saved_as_its_ending_says(project: Path, workbook: Path, tmp_path: Path, ending: str) -> None:
    load(project, workbook)
    target = tmp_path / f"answer{ending}"
    run("ask", "D1", "--save", target, "--project", project)
    assert target.stat().st_size > 100


def test_a_cell_that_looks_like_a_formula_is_made_safe(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text('name,sector\n"=1+1",vcse\n')
    (workbook / "Services.csv").unlink()
    load(project, workbook)
    said = run("cypher", "MATCH (o:Organisation) RETURN o.name AS name", "--format", "csv", "--project", project).output
    assert said == "name\n'=1+1\n"


def test_build_from_scratch_gives_the_same_graph(project: Path, workbook: Path) -> None:
    load(project, workbook)
    everything = (
        "cypher",
        "MATCH (n) RETURN properties(n) AS p ORDER BY n.id",
        "--format",
        "json",
        "--project",
        project,
    )
    before = run(*everything).output
    assert "2 nodes and 1 links written" in run("build", "--from-scratch", "--project", project).output
    assert run(*everything).output == before


def test_doctor_finds_a_graph_that_is_behind_and_names_the_command(project: Path, workbook: Path) -> None:
    assert "linkwork loaders" in run("doctor", "--project", project, code=1).output
    load(project, workbook)
    assert run("doctor", "--project", project).output == "Nothing is wrong.\n"
    copy = project / "rounds" / "2024-03-31_mapping_1"
    copy.rename(project / "elsewhere")
    assert "rounds this folder lacks" in run("doctor", "--project", project, code=1).output


def test_doctor_names_a_damaged_round(project: Path, workbook: Path) -> None:
    load(project, workbook)
    file = project / "rounds" / "2024-03-31_mapping_1" / "00-Organisation.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    said = run("doctor", "--project", project, "--format", "json", code=1).output
    assert "2024-03-31_mapping_1 is damaged" in said


def test_the_map_is_written_as_the_ending_says(project: Path, workbook: Path, tmp_path: Path) -> None:
    load(project, workbook)
    for ending in (".html", ".svg"):
        run("draw", "network-map", "--save", tmp_path / f"map{ending}", "--project", project)
        assert "Our town" in (tmp_path / f"map{ending}").read_text(encoding="utf-8")
    assert "network-map" in run("draw", "--project", project).output


def commands() -> list[str]:
    return sorted(cli.commands)


@pytest.mark.parametrize("name", commands())
def test_every_command_shows_an_example(name: str) -> None:
    assert "Example: linkwork" in run(name, "--help").output


@pytest.mark.parametrize("name", commands())
def test_every_command_takes_the_common_options(name: str) -> None:
    said = run(name, "--help").output
    assert all(option in said for option in ("--project", "--graph", "--with-people", "--internal"))


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


def test_build_from_scratch_with_a_damaged_round_leaves_the_graph_as_it_was(project: Path, workbook: Path) -> None:
    load(project, workbook)
    file = project / "rounds" / "2024-03-31_mapping_1" / "00-Organisation.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert "is damaged" in run("build", "--from-scratch", "--project", project, code=1).output
    file.write_bytes(whole)
    count = ("cypher", "MATCH (n:Organisation) RETURN count(n) AS n", "--format", "json", "--project", project)
    assert json.loads(run(*count).output) == [{"n": 1}]


def test_a_manifest_that_cannot_be_read_is_named(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (project / "rounds" / "2024-03-31_mapping_1" / "manifest.json").write_text("{")
    for command in ("status", "doctor", "rounds"):
        assert "The round 2024-03-31_mapping_1 is damaged" in run(command, "--project", project, code=1).output


def test_a_register_of_names_that_is_gone_is_found(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (project / "rounds" / "2024-03-31_mapping_1" / "names.parquet").unlink()
    assert "names.parquet is not as it was kept" in run("doctor", "--project", project, "--format", "md", code=1).output


def test_a_graph_is_not_made_in_a_folder_that_holds_other_things(project: Path, workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    load(project, workbook)
    for words in (("build",), ("build", "--from-scratch")):
        said = run(*words, "--graph", tmp_path / "mine", "--project", project, code=1).output
        assert "holds other things. Nothing was changed." in said
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_init_keeps_a_workbook_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "mapping-round.xlsx").write_bytes(b"somebody's work")
    run("init", tmp_path)
    assert (tmp_path / "mapping-round.xlsx").read_bytes() == b"somebody's work"


def test_the_demonstration_is_not_poured_into_somebodys_project(project: Path) -> None:
    assert "a project of somebody's own" in run("demo", "--out", project, code=1).output
    assert list((project / "rounds").iterdir()) == []


def test_a_correction_can_be_taken_back_by_loading_the_first_again(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (workbook / "Organisations.csv").write_text(ORGANISATIONS.replace("E1 6LA", "E2 9PL"))
    assert "revision 2" in load(project, workbook).output
    (workbook / "Organisations.csv").write_text(ORGANISATIONS)
    assert "revision 3" in load(project, workbook).output
    query = "MATCH (o:Organisation) RETURN o.postcode AS p"
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == [{"p": "E1 6LA"}]


def test_a_revision_that_takes_much_out_stops_and_says_so(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (workbook / "Services.csv").unlink()
    (workbook / "Organisations.csv").write_text("name\nHill Trust\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-03-31", "--project", project, code=1)
    assert "gone     1 Organisation, 1 Service, 1 PROVIDES" in load(project, workbook, "--yes").output


@pytest.mark.parametrize(
    "words", [("changes", "x", "y"), ("changes", "2024-02-01", "2024-01-01"), ("ask", "D1", "--as-of", "2024-13-01")]
)
def test_what_is_no_day_or_comes_before_its_beginning_is_refused(
    project: Path, workbook: Path, words: tuple[str]
) -> None:
    load(project, workbook)
    run(*words, "--project", project, code=1)


def test_a_scope_that_is_nothing_is_refused(project: Path, workbook: Path) -> None:
    assert "The scope names Nonsense" in load(project, workbook, "--scope", "Nonsense", code=1).output


def test_a_query_reads_no_files(project: Path, workbook: Path, tmp_path: Path) -> None:
    load(project, workbook)
    (tmp_path / "secret.csv").write_text("secret")
    for load_csv in ("LOAD CSV", "load/* */csv", "LOAD\n CSV"):
        said = run(
            "cypher", f"{load_csv} FROM 'file://{tmp_path}/secret.csv' AS l RETURN l", "--project", project, code=1
        )
        assert "LOAD CSV is not run" in said.output


def test_a_loose_link_names_what_another_source_calls_so(project: Path, workbook: Path, tmp_path: Path) -> None:
    load(project, workbook)
    other = tmp_path / "other"
    other.mkdir()
    (other / "Services.csv").write_text("name,status,provider\nTalks,open,Riverside Trust\n")
    said = run("load", "mapping-workbook", other, "--as-of", "2024-03-31", "--source", "export", "--project", project)
    assert "If you mean org-mapping-riverside-trust, which another source describes, write that id." in said.output


def test_an_old_file_loaded_late_finds_what_was_renamed_since(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,aliases\nHill Trust,Riverside Trust\n")
    (workbook / "Services.csv").unlink()
    run("load", "mapping-workbook", workbook, "--as-of", "2024-06-30", "--source", "mapping", "--project", project)
    (workbook / "Organisations.csv").write_text("name\nRiverside Trust\n")
    load(project, workbook, "--source", "mapping")
    query = "MATCH (o:Organisation) RETURN o.name AS name"
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == [{"name": "Hill Trust"}]


def test_a_persons_id_never_holds_what_was_written_as_one(project: Path, workbook: Path) -> None:
    (workbook / "People.csv").write_text("id,name\nann.other,Ann Other\n")
    load(project, workbook)
    query = "MATCH (p:Person) RETURN p.id AS id"
    first = json.loads(run("cypher", query, "--format", "json", "--project", project).output)
    assert "ann" not in first[0]["id"]
    (workbook / "People.csv").write_text("id,name\nann.other,Ann Another\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-05-31", "--project", project)
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == first


def test_names_of_people_are_drawn_only_when_asked_for(project: Path, workbook: Path, tmp_path: Path) -> None:
    (workbook / "People.csv").write_text("name,contact_for\nAnn Other,Service: Friday Walks\n")
    load(project, workbook)
    for flag, there in (((), False), (("--with-people",), True)):
        run("draw", "network-map", "--save", tmp_path / "map.svg", "--project", project, *flag)
        assert ("Ann Other" in (tmp_path / "map.svg").read_text(encoding="utf-8")) is there
