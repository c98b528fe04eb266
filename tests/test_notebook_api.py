"""The Python API: the answers of the command line, as tables for notebooks."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import polars as pl
import pytest
from nbclient import NotebookClient

import linkwork
from linkwork.errors import LinkworkError
from linkwork.personal_data.audit import read_trail
from tests.commands.steps import ORGANISATIONS, run
from tests.commands.test_asking import PRIVATE

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "asking.ipynb"
FIRST = "name,status,provider,wait_days\nWalks,open,Riverside Trust,21\nTea,open,Riverside Trust,\n"
SECOND = (
    "name,status,provider,wait_days,access,refers_to\n"
    "Walks,open,Riverside Trust,14,self,\nSewing,open,Riverside Trust,,self,Walks\n"
)
MINE = (
    "// id: X1\n// title: Waits\n// question: How long are the waits?\n// read: A row is a service.\n"
    "// parameter audience (Audience): only for these\n"
    "// column service: its name\n// column wait_days: days\n// column service_id (Service): the service\n"
    "MATCH (s:Service) WHERE s.live AND $audience = ''\nRETURN s.name AS service, s.wait_days AS wait_days, "
    "s.id AS service_id, [s.id] AS evidence ORDER BY service, service_id\n"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds of services, one need, a referral, and a question of the project's own."""
    folder = tmp_path_factory.mktemp("town")
    run("init", folder / "town")
    (folder / "town" / "queries" / "waits.cypher").write_text(MINE)
    for day, services in (("2024-01-31", FIRST), ("2024-02-29", SECOND)):
        sheets = folder / day
        sheets.mkdir()
        (sheets / "Organisations.csv").write_text(ORGANISATIONS)
        (sheets / "Services.csv").write_text(services)
        (sheets / "Needs.csv").write_text("name\nCompany\n")
        (sheets / "Audiences.csv").write_text("name\nCarers\n")
        (sheets / "Offers.csv").write_text("service,name,needs\nWalks,Walks,Company\n")
        (sheets / "People.csv").write_text("name,contact_for\nAnn Other,Service: Walks\n")
        load = ("load", "mapping-workbook", sheets, "--as-of", day, "--source", "map")
        run(*load, "--project", folder / "town", "--yes")
    return folder / "town"


def test_an_answer_is_that_of_the_command_line(town: Path) -> None:
    said = json.loads(run("ask", "X1", "--format", "json", "--project", town).output)
    answer = linkwork.open(town).ask("X1")
    assert list(answer.rows) == said["rows"]
    assert answer.columns == ("service", "wait_days", "service_id", "last_confirmed")
    assert (answer.how_to_read, answer.rounds[0]) == ("A row is a service.", {"source": "map", "date": "2024-01-31"})
    assert [row["service"] for row in linkwork.open(town).ask("waits", as_of="2024-01-31")] == ["Tea", "Walks"]


def test_it_becomes_a_table_of_polars_and_of_pandas_in_which_what_is_not_known_is_blank(town: Path) -> None:
    answer = linkwork.open(town).ask("X1")
    frame = answer.to_polars()
    assert frame["service"].to_list() == ["Sewing", "Walks"]
    assert frame["wait_days"].to_list() == [None, 14]
    assert frame["wait_days"].dtype == pl.Int64
    table = answer.to_pandas()
    assert list(table.columns) == list(answer.columns)
    assert str(table["wait_days"].dtype) == "Int64"
    assert table["wait_days"].isna().tolist() == [True, False]
    assert table["wait_days"][1] == 14


def test_without_pandas_it_is_said_what_to_install(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(LinkworkError, match="pip install pandas"):
        linkwork.open(town).ask("X1").to_pandas()


def test_a_notebook_shows_the_rows_what_they_mean_and_why_there_are_none(town: Path) -> None:
    place = linkwork.open(town)
    shown = place.ask("X1")._repr_html_()
    assert "<td>Walks</td><td>14</td>" in shown
    assert "How to read it: A row is a service." in shown
    assert "Rounds: map of 2024-01-31, map of 2024-02-29" in shown
    assert repr(place) == f"<linkwork: {town / 'graph'}>"
    assert repr(place.ask("X1")) == "<X1  How long are the waits? (2 rows)>"
    empty = place.ask("A1")
    assert len(empty) == 0
    assert empty.nothing_because in empty._repr_html_()
    assert "<table>" not in empty._repr_html_()


def test_two_days_are_compared(town: Path) -> None:
    found = linkwork.open(town).compare("X1", since="2024-01-31")
    assert [row["service"] for row in found.new] == ["Sewing"]
    assert [row["service"] for row in found.gone] == ["Tea"]
    told = [(row["compared"], row["differs_in"], row["was_before"], row["is_now"]) for row in found.rows]
    assert told[-1] == ("different", "wait_days", 21, 14)
    assert found.to_polars().height == 3
    assert found.to_pandas().shape[0] == 3


def test_parameters_have_the_names_of_the_command_line_and_group_is_audience(town: Path) -> None:
    place = linkwork.open(town)
    assert place.ask("X1", group="carers").parameters["audience"] == "audience-map-carers"
    with pytest.raises(LinkworkError, match="Did you mean 'Carers'"):
        place.ask("X1", group="Carer")
    with pytest.raises(LinkworkError, match="has no parameter 'grop'"):
        place.ask("X1", grop="Carers")
    (step,) = place.route("self", "Company", group="Carers")
    assert (step["to"], step["wait_days"]) == ("Walks", 14)


def test_the_questions_are_listed_with_the_projects_own(town: Path) -> None:
    listed = linkwork.open(town).questions()
    assert {"O1", "X1"} <= {row["id"] for row in listed}
    assert listed.to_polars().columns == ["id", "name", "group", "title", "question"]


def test_changes_are_one_table(town: Path) -> None:
    rows = linkwork.open(town).changes("2024-01-31", "2024-02-29").rows
    assert ("new", "Service", "Sewing") in {(row["change"], row["kind"], row["name"]) for row in rows}
    with pytest.raises(LinkworkError, match="both dates"):
        linkwork.open(town).changes("2024-01-31")
    with pytest.raises(LinkworkError, match="is later than"):
        linkwork.open(town).changes("2024-02-29", "2024-01-31")


def test_the_graph_of_an_earlier_day_and_names_of_people_only_when_asked_for(town: Path) -> None:
    place = linkwork.open(town)
    names = {name for _, name in place.graph(as_of="2024-01-31").nodes(data="name")}
    assert "Tea" in names
    assert "Tea" not in {name for _, name in place.graph().nodes(data="name")}
    assert "Ann Other" not in names
    assert "Ann Other" in {name for _, name in place.graph(people=True).nodes(data="name")}
    last = read_trail(town)[-1]
    assert (last.command, last.state, last.what) == ("notebook", "shown", {"people": True})


def test_confidential_values_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    run("init", tmp_path / "town")
    folder = tmp_path / "sheets"
    folder.mkdir()
    for name, text in PRIVATE.items():
        (folder / f"{name}.csv").write_text(text.format(amount=2500, trust=4))
    run("load", "mapping-workbook", folder, "--as-of", "2024-01-31", "--project", tmp_path / "town")
    (tmp_path / "town" / "queries" / "money.cypher").write_text(
        "// id: X2\n// title: Money\n// question: How much?\n// read: A row is a fund.\n"
        "// column fund_id (Fund): the fund\n// column pounds (Fund.amount): how much\n"
        "MATCH (f:Fund) WHERE f.live\n"
        "RETURN f.id AS fund_id, f.amount AS pounds, [f.id] AS evidence ORDER BY fund_id\n"
    )
    place = linkwork.open(tmp_path / "town")
    assert {row["pounds"] for row in place.ask("X2")} == {"not shown"}
    assert {row["pounds"] for row in place.ask("X2", internal=True)} == {2500.0}
    assert place.compare("X2", since="2024-01-31").rows == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook client's own event loop
def test_the_tutorial_runs_from_top_to_bottom(
    tmp_path: Path, put_demonstration: Callable[[str, Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_demonstration("millbrook", tmp_path / "millbrook")
    monkeypatch.setenv("LINKWORK_PROJECT", str(tmp_path / "millbrook"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    said = "".join(out.get("text", "") for out in outputs)
    assert "Mind: made up: no real place, body or person" in said
    assert "need: there is no need 'Det'. Did you mean 'Debt'?" in said
    assert "Mind: millbrook-directory was not loaded for 2025-03-31 and is for 2026-03-31" in said
    shown = "".join(out.get("data", {}).get("text/html", "") for out in outputs)
    assert "How to read it:" in shown


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(linkwork.__file__).parent / "py.typed").exists()


def test_what_if_is_that_of_the_command_line_and_changes_nothing(town: Path) -> None:
    said = json.loads(run("whatif", "close", "Walks", "--format", "json", "--project", town).output)
    place = linkwork.open(town)
    before = place.graph(live=False)
    found = place.whatif(close=["Walks"])
    assert found.found == said
    assert (found.before, found.after, found.difference) == (said["before"], said["after"], said["difference"])
    assert [row["what"] for row in found][:2] == ["gaps", "fragile"]
    assert found.to_polars().height == len(found.rows) == len(found)
    after = place.graph(live=False)
    assert (dict(after.nodes), list(after.edges)) == (dict(before.nodes), list(before.edges))


def test_what_if_takes_several_changes_at_once_and_says_what_it_cannot_take(town: Path) -> None:
    place = linkwork.open(town)
    new = {"name": "Club", "needs": ["Company"], "areas": "North"}
    with pytest.raises(LinkworkError, match="there is no area 'North'; none has been loaded yet"):
        place.whatif(close=["Walks"], add=[new])
    with pytest.raises(LinkworkError, match="add: 'need' is not one of name, needs, areas, groups, provider"):
        place.whatif(add=[{"need": "Company"}])
    with pytest.raises(LinkworkError, match="add: a new service has needs and areas"):
        place.whatif(add=[{"needs": "Company"}])
    with pytest.raises(
        LinkworkError, match="Say what is to change: one of close, offers, links, funds, move, add, best"
    ):
        place.whatif()
    found = place.whatif(close=["Walks"], links=[("Sewing", "Walks")])
    assert found.found["question"] == "What if Walks closed and nobody were referred from Sewing to Walks?"
