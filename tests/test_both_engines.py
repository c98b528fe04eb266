"""One set of question files, two engines, the same rows."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
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
from linkwork.project.asking import answer_of, uncut
from linkwork.project.opened import Opened
from linkwork.queries import Answer, Settings, ask, catalogue
from tests.millbrook_expected import EXPECTED
from tests.neo4j_server import OF_LINKWORK, NeoServer, emptied
from tests.queries.random_towns import random_town
from tests.queries.town import eastwick
from tests.queries.towns import towns as every_town

TOWNS = every_town()
FROM_GRAPH = [q for q in catalogue().questions.values() if q.source == "graph"]
#: What a journey is asked with, and where tests/millbrook_expected.py has it.
WHERE = (("need", "need"), ("audience", "group"), ("area", "area"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, neo4j_server: NeoServer) -> Iterator[tuple[Engine, Engine]]:
    """An embedded graph and a Neo4j, open for writing; they keep their constraints, and the server what it planned."""
    server = emptied(neo4j_server, OF_LINKWORK).address
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


@pytest.fixture(scope="module")
def tower_hamlets(tmp_path_factory: pytest.TempPathFactory, neo4j_server: NeoServer) -> Iterator[Path]:
    """The demonstration of Tower Hamlets on the server, which commands use that are told of no graph."""
    server, folder = emptied(neo4j_server, OF_LINKWORK), tmp_path_factory.mktemp("tower-hamlets") / "server"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        run("demo", "--out", folder, "--graph", server.uri)
        yield folder


def test_tower_hamlets_gets_equal_answers_and_an_equal_graph_on_both(
    tmp_path: Path, put_demonstration: Callable[[str, Path], Path], tower_hamlets: Path, neo4j_server: NeoServer
) -> None:
    here = put_demonstration("tower-hamlets", tmp_path / "embedded")
    assert everything(tower_hamlets, neo4j_server.uri) == everything(here, str(here / "graph"))


def test_a_server_answers_without_the_rounds_folder(
    tmp_path: Path, tower_hamlets: Path, neo4j_server: NeoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = json.loads(run("ask", "A1", "--format", "json", "--graph", neo4j_server.uri))
    assert answer["rows"]
    assert {"source": "review-2024", "date": "2024-12-31", "file": None, "sheet": None, "row": None} in (
        answer["rows"][0]["evidence"]
    )
    run("draw", "network-map", "--save", "map.svg", "--graph", neo4j_server.uri)
    assert "Tower Hamlets" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    result = CliRunner().invoke(cli, ["ask", "C1", "--graph", neo4j_server.uri])
    assert result.exit_code == 1
    assert "no rounds folder here" in result.output


def test_millbrook_gets_equal_answers_and_an_equal_graph_on_both(
    tmp_path: Path, put_demonstration: Callable[[str, Path], Path], neo4j_named: NeoServer
) -> None:
    project = put_demonstration("millbrook", tmp_path / "millbrook")
    run("build", "--project", project)
    here, there = str(project / "graph"), neo4j_named.uri
    first = everything(project, here)
    assert everything(project, there) == first
    # What is confidential (B8) is not among them: that needs internal=True.
    assert {answer.question.id for answer in first[0] if not answer.rows} == {"B8"}
    assert narrowed(project, there) == narrowed(project, here)


def everything(project: Path, graph: str) -> tuple[list[Answer], dict[str, Any], list[Any]]:
    """Every answer from the graph with all its rows, as anybody is shown it, and all nodes and links of the graph."""
    held = linkwork.open(project, graph).graph(live=False)
    answers = asked(project, graph, [(q.id, {}) for q in FROM_GRAPH])
    return answers, dict(held.nodes(data=True)), sorted(held.edges(keys=True, data=True), key=itemgetter(2))


def narrowed(project: Path, graph: str) -> list[Answer]:
    """The answers about Millbrook that are asked for with more than a question's id, the journeys among them."""
    ended = [{"service": f"service-{service}"} for service in EXPECTED["if_ended"]]
    journeys = [
        {"from": one["from"]} | {kind: f"{kind}-{one[said]}" for kind, said in WHERE if one[said]}
        for one in EXPECTED["journeys"].values()
    ]
    return asked(
        project, graph, [("G7", {"steps": 50}), *(("O9", one) for one in ended), *(("P1", one) for one in journeys)]
    )


def asked(project: Path, graph: str, questions: Iterable[tuple[str, Mapping[str, object]]]) -> list[Answer]:
    """The whole answers, as every command and notebook gives them, from a graph that is opened once."""
    opened = Opened(project, graph)
    store = opened.store_if_any()
    with opened.engine() as engine:
        found = [(catalogue().find(id_), given) for id_, given in questions]
        return [answer_of(opened, engine, question, uncut(question, given), store) for question, given in found]


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output
