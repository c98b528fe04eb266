"""Neo4j behind the seam: what it does with bad servers and bad luck, and whose nodes it touches."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import neo4j
import pytest

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.build import Built, build, departures
from linkwork.graph.engine import Engine, GraphAddress, Owner, open_engine
from linkwork.graph.neo4j import check_version
from linkwork.graph.rounds import RoundStore
from linkwork.project.settings import graph_address
from tests.graph.said import keep
from tests.graph.test_difference import MARCH, MAY
from tests.neo4j_server import NeoServer


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    store = RoundStore(tmp_path / "rounds")
    keep(store, "a 2024-03-01", MARCH)
    return store


@pytest.fixture
def server(neo4j_empty: NeoServer) -> GraphAddress:
    return neo4j_empty.address


@contextmanager
def driver(address: GraphAddress) -> Iterator[neo4j.Session]:
    auth = (address.user or "", address.password or "")
    with (
        neo4j.GraphDatabase.driver(address.place, auth=auth) as opened,
        opened.session(database=address.database) as session,
    ):
        yield session


def test_a_server_that_is_not_there_is_one_sentence_in_under_two_seconds() -> None:
    started = time.monotonic()
    with pytest.raises(GraphUnavailable, match=r"No Neo4j answers at bolt://127\.0\.0\.1:1"):
        open_engine(GraphAddress("bolt://127.0.0.1:1", "neo4j", "wrong-password"))
    assert time.monotonic() - started < 2


def test_a_wrong_password_is_one_sentence_without_the_password(server: GraphAddress) -> None:
    with pytest.raises(GraphUnavailable, match="does not let this user in") as refused:
        open_engine(replace(server, password="not-the-password"))
    assert "not-the-password" not in str(refused.value)


def test_no_password_is_in_an_address_or_in_what_is_shown_of_one() -> None:
    with pytest.raises(LinkworkError, match="may hold no user or password"):
        graph_address("bolt://neo4j:secret-word@127.0.0.1", beside=False, environment={})
    said = graph_address("bolt://127.0.0.1", beside=False, environment={"NEO4J_PASSWORD": "secret-word"})
    assert "secret-word" not in repr(said)


def test_a_database_that_is_not_there_is_named(server: GraphAddress) -> None:
    with (
        pytest.raises(GraphUnavailable, match="has no database 'nowhere'"),
        open_engine(replace(server, database="nowhere")) as engine,
    ):
        engine.marker()


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/3.5.0"])
def test_too_old_a_version_is_refused(agent: str) -> None:
    with pytest.raises(GraphUnavailable, match=r"Linkwork needs 5\.0 or newer"):
        check_version(agent)
    check_version("Neo4j/5.26.30")
    check_version("Neo4j/2026.08.1")


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_connection_that_checks_no_certificate_is_refused(scheme: str) -> None:
    with pytest.raises(LinkworkError, match="does not check who answers"):
        open_engine(GraphAddress(f"{scheme}://127.0.0.1"))


def test_a_certificate_is_asked_of_a_server_that_has_none(server: GraphAddress) -> None:
    with pytest.raises(GraphUnavailable):
        open_engine(replace(server, place=server.place.replace("bolt://", "bolt+s://")))


def test_a_database_that_holds_other_things_is_refused_unless_told_beside(
    server: GraphAddress, store: RoundStore
) -> None:
    with driver(server) as session:
        session.run("CREATE (:Organisation {id: 'org-1', name: 'Not ours'}), (:Film {title: 'Ours neither'})").consume()
    with pytest.raises(GraphUnavailable, match=r"holds 2 nodes that are not Linkwork's\. Nothing was changed\."):
        open_engine(server, writing=True)


def test_beside_others_only_what_is_linkworks_is_touched(server: GraphAddress, store: RoundStore) -> None:
    with driver(server) as session:
        session.run("CREATE (:Organisation {id: 'org-x', name: 'Not ours'})-[:PART_OF]->(:Film {title: 'x'})").consume()
    beside = replace(server, beside=True)
    with open_engine(beside, writing=True) as engine:
        assert build(store, engine, Owner("p")) == Built(nodes_written=4, links_written=2)
        assert build(store, engine, Owner("p"), how="verify") == Built()
        assert departures(store, engine) == []
        engine.wipe()
    with driver(server) as session:
        left = session.run("MATCH (a)-[r:PART_OF]->(b) RETURN a.id AS a, a.name AS name, b.title AS b").data()
    assert left == [{"a": "org-x", "name": "Not ours", "b": "x"}]


def test_a_node_of_somebody_elses_with_the_same_kind_and_id_is_not_taken_over(
    server: GraphAddress, store: RoundStore
) -> None:
    with driver(server) as session:
        session.run("CREATE (:Organisation {id: 'org-1', name: 'Not ours'})").consume()
    beside = replace(server, beside=True)
    with open_engine(beside, writing=True) as engine, pytest.raises(GraphUnavailable, match="that is not Linkwork's"):
        build(store, engine, Owner("p"))
    with driver(server) as session:
        assert session.run("MATCH (n {id: 'org-1'}) RETURN n.name AS name").data() == [{"name": "Not ours"}]


def test_edits_made_by_hand_are_listed_and_put_back(server: GraphAddress, store: RoundStore) -> None:
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        with driver(server) as session:
            session.run("MATCH (n:Organisation {id: 'org-1'}) SET n.name = 'By hand'").consume()
            session.run("MATCH ({id: 'org-2'})-[r:PART_OF]->() DELETE r").consume()
            session.run("CREATE (:Linkwork:Organisation {id: 'org-mine', name: 'Mine', live: true})").consume()
            for id_ in ("mine", 5, "PART_OF|org-mine|org-p", "PART_OF|org-q|org-p"):
                ends = "MATCH (a:Linkwork {id: 'org-1'}), (b:Linkwork {id: 'org-2'})"
                session.run(f"{ends} CREATE (a)-[:PART_OF {{id: $id, live: true}}]->(b)", id=id_).consume()
        assert departures(store, engine) == [
            ("Organisation", "org-1", "changed"),
            ("Organisation", "org-mine", "added"),
            ("PART_OF", "PART_OF|org-2|org-p", "taken out"),
            ("PART_OF", "5", "added"),
            ("PART_OF", "PART_OF|org-mine|org-p", "added"),
            ("PART_OF", "PART_OF|org-q|org-p", "added"),
            ("PART_OF", "mine", "added"),
        ]
        mended = Built(nodes_written=1, links_written=1, nodes_removed=1, links_removed=4)
        assert build(store, engine, Owner("p"), how="verify") == mended
        assert departures(store, engine) == []


def test_an_edit_made_by_hand_lasts_until_its_record_changes(server: GraphAddress, store: RoundStore) -> None:
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        with driver(server) as session:
            session.run("MATCH (n:Organisation) WHERE n.id IN ['org-1', 'org-2'] SET n.name = 'By hand'").consume()
        keep(store, "a 2024-05-01", MARCH.replace("One", "Uno"))
        build(store, engine, Owner("p"))
        names = engine.read(
            "MATCH (n:Organisation) WHERE n.id IN ['org-1', 'org-2'] RETURN n.name AS name ORDER BY n.id"
        )
    assert [row["name"] for row in names] == ["Uno", "By hand"]


def test_a_query_that_would_write_is_refused_in_every_form(server: GraphAddress, store: RoundStore) -> None:
    forms = (
        "CREATE (n:Organisation {id: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Organisation {id: 'x'})",
        "MATCH (n) REMOVE n.name",
        "FOREACH (x IN [1] | CREATE (:Film))",
    )
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        for cypher in forms:
            with pytest.raises(LinkworkError, match="would change the graph"):
                engine.read(cypher)
        assert engine.read("MATCH (n:Organisation) RETURN count(n) AS n") == [{"n": 4}]


def test_a_query_that_returns_nodes_links_and_paths_gives_their_properties(
    server: GraphAddress, store: RoundStore
) -> None:
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        row = engine.read("MATCH p = (a {id: 'org-1'})-[r]->(b) RETURN a, r, p, date('2024-01-02') AS d")[0]
    assert (row["a"]["name"], row["r"]["starts"], [n["id"] for n in row["p"]], row["d"]) == (
        "One",
        "2020",
        ["org-1", "org-p"],
        "2024-01-02",
    )


def test_a_server_that_may_only_be_read_is_said_to_be_and_answers(
    neo4j_to_restart: NeoServer, store: RoundStore
) -> None:
    # Its folder has been a server's before: a new one that may only be read from the start never answers.
    neo4j_to_restart.restart({"server.databases.default_to_read_only": "true"})
    with open_engine(neo4j_to_restart.address, writing=True) as engine:
        with pytest.raises(GraphUnavailable, match=r"may only be read|may not do that"):
            build(store, engine, Owner("p"))
        assert engine.read("MATCH (n:Organisation) RETURN count(n) AS n") == [{"n": 0}]


def test_a_connection_lost_half_way_is_one_sentence_and_the_same_command_finishes(
    neo4j_empty: NeoServer, server: GraphAddress, store: RoundStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = neo4j_empty.pid
    if before is None:
        pytest.skip("only a server that these tests started can be killed")
    monkeypatch.setattr("linkwork.graph.neo4j.RETRY", 1.0)  # how long it is called in vain before it counts as lost
    with open_engine(server, writing=True) as engine:
        lost_at_the_links(engine, neo4j_empty, monkeypatch)
        with pytest.raises(GraphUnavailable, match="it stopped answering"):
            build(store, engine, Owner("p"))
    neo4j_empty.start()
    assert neo4j_empty.pid not in (None, before)
    # What it had acknowledged outlived it.
    assert neo4j_empty.rows("MATCH (n:Organisation) RETURN count(n) AS n") == [{"n": 4}]
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        assert departures(store, engine) == []
        assert engine.read("MATCH ()-[r:PART_OF]->() RETURN count(r) AS n") == [{"n": 2}]


def test_a_link_that_is_given_twice_is_there_once_as_it_was_given_last(server: GraphAddress, store: RoundStore) -> None:
    part_of, organisation = store.schema.link["PART_OF"], store.schema.node["Organisation"]
    ends, at = ("Organisation", "Organisation"), {"from_id": "org-1", "to_id": "org-2"}
    id_ = "PART_OF|org-1|org-2"

    def link(source: str) -> dict[str, object]:
        return {"id": id_, **at, "properties": {"id": id_, "sources": [source]}}

    with open_engine(server, writing=True) as engine:
        engine.prepare(store.schema)
        engine.put_nodes(organisation, [{"id": one, "properties": {"id": one}} for one in ("org-1", "org-2")])
        engine.put_links(part_of, ends, [link("a"), link("b")])
        assert engine.read("MATCH ()-[r:PART_OF]->() RETURN r.sources AS s") == [{"s": ["b"]}]
        engine.remove_links(part_of, [id_])
        engine.put_links(part_of, ends, [link("d")])
        engine.put_links(part_of, ends, [link("c")])
        assert engine.read("MATCH ()-[r:PART_OF]->() RETURN r.sources AS s") == [{"s": ["c"]}]


def lost_at_the_links(engine: Engine, server: NeoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill the server between the nodes and the links."""
    write = engine.put_links

    def killed(*given: object) -> None:
        server.kill()
        write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "put_links", killed)


def test_a_graph_built_from_rounds_this_folder_lacks_is_left_alone(
    server: GraphAddress, store: RoundStore, tmp_path: Path
) -> None:
    with open_engine(server, writing=True) as engine:
        build(store, engine, Owner("p"))
        shutil.rmtree(store.rounds()[0].folder)
        keep(store, "b 2024-04-01", MAY)
        with pytest.raises(GraphUnavailable, match=r"rounds this folder lacks: 2024-03-01_a_1\. Nothing was changed\."):
            build(store, engine, Owner("p"))
