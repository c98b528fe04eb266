"""One set of question files, two engines, the same rows."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import linkwork
from linkwork.cli import cli
from linkwork.graph.engine import Engine, GraphAddress, open_engine
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Settings, ask, catalogue
from tests.neo4j_server import NeoServer, emptied
from tests.queries.random_towns import random_town
from tests.queries.town import eastwick
from tests.queries.towns import towns as every_town

TOWNS = every_town()
FROM_GRAPH = [q for q in catalogue().questions.values() if q.source == "graph"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, neo4j_server: NeoServer) -> Iterator[tuple[Engine, Engine]]:
    """An embedded graph and a Neo4j, open for writing; they keep their constraints, and the server what it planned."""
    server = emptied(neo4j_server).address
    here = GraphAddress(str(tmp_path_factory.mktemp("pair") / "graph"))
    with open_engine(here, writing=True) as embedded, open_engine(server, writing=True) as neo4j:
        yield embedded, neo4j


@pytest.fixture
def pair(opened: tuple[Engine, Engine]) -> tuple[Engine, Engine]:
    """The two with nothing in them."""
    for engine in opened:
        engine.wipe()
    return opened


def answers(engine: Engine) -> dict[str, Any]:
    """Every answer from the graph, also what is confidential, with the evidence so that it is compared too."""
    return {q.id: answer(engine, q.id) for q in FROM_GRAPH}


def answer(engine: Engine, question: str) -> list[dict[str, Any]]:
    return [dict(row) for row in ask(engine, catalogue().find(question), settings=Settings(internal=True)).rows]


@pytest.mark.parametrize("town", TOWNS)
def test_every_question_gives_equal_rows_on_both(pair: tuple[Engine, Engine], town: str) -> None:
    first, second = (answers(TOWNS[town]().write(engine)) for engine in pair)
    assert first == second
    empty = {id_ for id_, rows in first.items() if not rows}
    if town == "eastwick":
        assert {"P2", "P3"} <= empty
        assert not empty & {"O1", "O3", "O4", "O9", "G1", "G3", "G7", "P6", "P9", "A1", "A2", "D1"}
    if town == "harbour":
        assert not empty & {"G2", "G4", "G5", "G6", "G8"}
    if town == "posts":
        assert "G9" not in empty
    if town == "weston":
        assert not empty & {"P1", "P2", "P3", "P9"}


def test_one_link_deleted_in_one_engine_changes_that_engines_answer_alone(pair: tuple[Engine, Engine]) -> None:
    embedded, neo4j = (eastwick().write(engine) for engine in pair)
    before = answers(embedded)
    link = next(
        row["id"] for row in neo4j.read("MATCH ()-[r:REFERS_TO]->() WHERE r.live RETURN r.id AS id ORDER BY id")
    )
    neo4j.remove_links(SCHEMA.link["REFERS_TO"], [link])
    assert answers(embedded) == before
    gone = [row for row in before["P6"] if row not in answer(neo4j, "P6")]
    assert [row["link_id"] for row in gone] == [link]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_random_towns_get_equal_rows_on_both(pair: tuple[Engine, Engine], seed: int) -> None:
    for engine in pair:
        engine.wipe()
    first, second = (answers(random_town(seed).write(engine)) for engine in pair)
    assert first == second


def test_every_question_has_a_row_in_some_random_town(tmp_path: Path) -> None:
    lacking = {q.id for q in FROM_GRAPH}
    for seed in range(40):
        with random_town(seed).built(tmp_path / str(seed)) as engine:
            asked = (q for q in FROM_GRAPH if q.id in lacking)
            lacking -= {q.id for q in asked if ask(engine, q, settings=Settings(internal=True)).rows}
    assert lacking == set()


def test_tower_hamlets_gets_equal_rows_and_an_equal_graph_on_both(
    tmp_path: Path,
    neo4j_empty: NeoServer,
    put_demonstration: Callable[[str, Path], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, there = put_demonstration("tower-hamlets", tmp_path / "embedded"), tmp_path / "server"
    first = {q.id: told(here, q.id) for q in FROM_GRAPH}
    graph = linkwork.open(here).graph(live=False)
    for name, value in (("URI", neo4j_empty.uri), ("USERNAME", neo4j_empty.user), ("PASSWORD", neo4j_empty.password)):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    run("demo", "--out", there, "--graph", neo4j_empty.uri)
    assert {q.id: told(there, q.id) for q in FROM_GRAPH} == first
    again = linkwork.open(there).graph(live=False)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(again.edges(keys=True, data="live")) == sorted(graph.edges(keys=True, data="live"))


def test_millbrook_gets_equal_rows_on_both(
    tmp_path: Path,
    neo4j_empty: NeoServer,
    put_demonstration: Callable[[str, Path], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = put_demonstration("millbrook", tmp_path / "millbrook")
    first = {q.id: told(project, q.id) for q in FROM_GRAPH}
    for name, value in (("URI", neo4j_empty.uri), ("USERNAME", neo4j_empty.user), ("PASSWORD", neo4j_empty.password)):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    run("build", "--project", project)
    assert {q.id: told(project, q.id) for q in FROM_GRAPH} == first
    # What is confidential (B8) is not among them: that needs --internal.
    assert {id_ for id_, rows in first.items() if not rows} == {"B8"}


def test_a_server_answers_without_the_rounds_folder(
    tmp_path: Path, neo4j_empty: NeoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("USERNAME", neo4j_empty.user), ("PASSWORD", neo4j_empty.password)):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    run("demo", "--out", tmp_path / "demo", "--graph", neo4j_empty.uri)
    monkeypatch.chdir(tmp_path)
    answer = json.loads(run("ask", "A1", "--format", "json", "--graph", neo4j_empty.uri))
    assert answer["rows"]
    assert {"source": "review-2024", "date": "2024-12-31", "file": None, "sheet": None, "row": None} in (
        answer["rows"][0]["evidence"]
    )
    run("draw", "network-map", "--save", "map.svg", "--graph", neo4j_empty.uri)
    assert "Tower Hamlets" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    result = CliRunner().invoke(cli, ["ask", "C1", "--graph", neo4j_empty.uri])
    assert result.exit_code == 1
    assert "no rounds folder here" in result.output


def told(project: Path, question: str) -> Any:
    return json.loads(run("ask", question, "--format", "json", "--project", project))["rows"]


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output
