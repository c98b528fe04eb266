"""The server the tests run on: only an empty one is used, what was acknowledged outlives a kill, and nothing leaks."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from linkwork.graph.engine import open_engine
from tests import neo4j_compose
from tests.neo4j_java import NotHere, find_java, jars
from tests.neo4j_server import OF_LINKWORK, NeoServer, NotOurs, at_address, find, without
from tests.queries.town import eastwick


def test_no_test_sees_the_developers_server_or_project() -> None:
    assert [name for name in os.environ if name.startswith("NEO4J_") or name == "LINKWORK_PROJECT"] == []


def test_the_server_is_the_version_asked_for(neo4j_empty: NeoServer) -> None:
    assert neo4j_empty.rows("RETURN 1 AS one") == [{"one": 1}]
    if neo4j_empty.how != "at NEO4J_URI":
        assert neo4j_empty.version == neo4j_compose.wanted_version()


def test_no_password_is_shown_where_a_server_is_printed(neo4j_empty: NeoServer) -> None:
    assert neo4j_empty.password
    assert neo4j_empty.password not in repr(neo4j_empty)


def test_emptied_means_no_node_constraint_or_index(neo4j_empty: NeoServer) -> None:
    neo4j_empty.rows("CREATE CONSTRAINT one FOR (n:Service) REQUIRE n.id IS UNIQUE")
    neo4j_empty.rows("CREATE INDEX two FOR (n:Service) ON (n.name)")
    neo4j_empty.rows("UNWIND range(1, 3) AS id CREATE (:Service {id: id})")
    assert neo4j_empty.contents() == ["3 nodes", "1 constraints", "1 indexes"]
    neo4j_empty.wipe()
    assert neo4j_empty.contents() == []


def test_emptied_but_for_what_a_build_prepares_means_no_node_and_nothing_of_anybody_elses(
    neo4j_empty: NeoServer,
) -> None:
    with open_engine(neo4j_empty.address, writing=True) as engine:
        eastwick().write(engine)
    neo4j_empty.rows("CREATE CONSTRAINT theirs FOR (n:Theirs) REQUIRE n.id IS UNIQUE")
    neo4j_empty.wipe(OF_LINKWORK)
    assert neo4j_empty.contents() == [f"{len(OF_LINKWORK)} constraints"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("CREATE (:Theirs)", "1 nodes"),
        ("CREATE CONSTRAINT theirs FOR (n:Theirs) REQUIRE n.id IS UNIQUE", "1 constraints"),
        ("CREATE INDEX theirs FOR (n:Theirs) ON (n.name)", "1 indexes"),
    ],
)
def test_a_server_that_holds_anything_is_refused_and_keeps_it(neo4j_empty: NeoServer, made: str, said: str) -> None:
    neo4j_empty.rows(made)
    with pytest.raises(NotOurs, match=f"holds {said}; tests never delete what they did not create"), ExitStack() as end:
        find(neo4j_empty.environment, end)
    assert neo4j_empty.contents() == [said]


def test_one_server_that_was_named_is_not_shared_by_several_workers(neo4j_empty: NeoServer) -> None:
    said = "names one server, and 2 workers would empty it under each other's hands. Run the tests with -n 0"
    with pytest.raises(NotOurs, match=said), ExitStack() as end:
        find(neo4j_empty.environment, end, workers=2)
    with ExitStack() as end:
        assert find(neo4j_empty.environment, end, workers=1).how == "at NEO4J_URI"


def test_an_empty_server_that_was_named_is_used_and_left_empty(neo4j_empty: NeoServer) -> None:
    with at_address(neo4j_empty.environment) as server:
        assert (server.how, server.pid) == ("at NEO4J_URI", None)
        server.rows("CREATE (:Service)")
    assert neo4j_empty.contents() == []


def test_a_named_server_that_lets_nobody_in_is_refused(neo4j_empty: NeoServer) -> None:
    wrong = {**neo4j_empty.environment, "NEO4J_PASSWORD": "not the password"}
    with pytest.raises(NotOurs, match="does not let the tests in"), at_address(wrong):
        pass


def no_maven(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("LINKWORK_NEO4J_CACHE", str(folder))
    patch.setenv("PATH", str(folder))
    jars("5.26.30")


def no_java(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("LINKWORK_JAVA", str(folder / "java"))
    find_java("5.26.30")


@pytest.mark.parametrize(
    ("way", "said"),
    [(no_maven, "Maven, which fetches the jars"), (no_java, "needs Java 17 or newer and none is here")],
)
def test_what_is_missing_is_said(
    way: Callable[[Path, pytest.MonkeyPatch], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotHere, match=said):
        way(tmp_path, monkeypatch)


def test_without_a_server_tests_skip_or_where_one_is_required_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINKWORK_REQUIRE_NEO4J", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Neo4j: why"):
        without("no Neo4j: why")
    monkeypatch.setenv("LINKWORK_REQUIRE_NEO4J", "1")
    with pytest.raises(pytest.fail.Exception, match="no Neo4j: why"):
        without("no Neo4j: why")
