"""Old notebooks keep working as far as py2neo still connects: it reads a graph on the real server; it writes none."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from py2neo import Graph, Node, NodeMatcher, Relationship, RelationshipMatcher
from py2neo.errors import ClientError

from linkwork.graph.build import build
from linkwork.graph.engine import Owner, open_engine
from linkwork.graph.rounds import RoundStore
from tests.docs.snippets import blocks
from tests.graph.said import keep
from tests.graph.test_difference import MARCH
from tests.neo4j_server import NeoServer

PAGE = Path(__file__).parents[1] / "docs" / "moving-off-py2neo.md"
#: A charity that offers walks and, in the past, a choir; it is in one network twice, by two links of one kind.
TOWN = """
MERGE (c:Linkwork:Organisation {id: 'org-charity'}) SET c.name = 'Charity', c.live = true
MERGE (n:Linkwork:Organisation {id: 'org-network'}) SET n.name = 'Network', n.live = true
MERGE (w:Linkwork:Service {id: 'service-walks'}) SET w.name = 'Walks', w.live = true
MERGE (h:Linkwork:Service {id: 'service-choir'}) SET h.name = 'Choir', h.live = false
MERGE (c)-[a:PROVIDES {id: 'l1'}]->(w) SET a.live = true
MERGE (c)-[b:PROVIDES {id: 'l2'}]->(h) SET b.live = false
MERGE (c)-[d:PART_OF {id: 'l3'}]->(n) SET d.live = true
MERGE (c)-[e:PART_OF {id: 'l4'}]->(n) SET e.live = false
"""


@pytest.fixture
def built(neo4j_empty: NeoServer) -> NeoServer:
    """A server that holds the town."""
    neo4j_empty.rows(TOWN)
    return neo4j_empty


@pytest.fixture
def graph(built: NeoServer) -> Iterator[Graph]:
    """The town as a notebook opens it."""
    opened = Graph(built.uri, auth=(built.user, built.password), name=built.database)
    yield opened
    opened.service.connector.close()


def test_a_question_gives_rows(graph: Graph) -> None:
    asked = graph.run("MATCH (s:Service) WHERE s.live = $live RETURN s.id AS id, s.name AS name", live=True)
    assert asked.data() == [{"id": "service-walks", "name": "Walks"}]
    assert graph.run("MATCH (n:Linkwork) RETURN count(n)").evaluate() == 4
    assert [list(row) for row in graph.run("MATCH (s:Service) RETURN s.id ORDER BY s.id").to_table()] == [
        ["service-choir"],
        ["service-walks"],
    ]


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas, which to_data_frame makes, is not here")
def test_a_question_gives_a_data_frame(graph: Graph) -> None:
    frame = graph.run("MATCH (s:Service) RETURN s.id AS id ORDER BY id").to_data_frame()
    assert frame["id"].tolist() == ["service-choir", "service-walks"]


def test_nodes_are_matched_by_kind_and_property(graph: Graph) -> None:
    found = NodeMatcher(graph).match("Service", name="Walks").all()
    assert [dict(node) for node in found] == [{"id": "service-walks", "name": "Walks", "live": True}]
    assert set(found[0].labels) == {"Linkwork", "Service"}
    assert [node["id"] for node in graph.nodes.match("Service").where("_.live").order_by("_.id")] == ["service-walks"]
    assert graph.nodes.match("Organisation").count() == 2


def test_links_are_matched_by_kind_and_end_and_parallel_ones_are_both_there(graph: Graph) -> None:
    charity = graph.nodes.match("Organisation", id="org-charity").first()
    found = RelationshipMatcher(graph).match((charity,), r_type="PROVIDES").all()
    ends = {(link["id"], link.start_node["name"], link.end_node["name"]) for link in found}
    assert ends == {("l1", "Charity", "Walks"), ("l2", "Charity", "Choir")}
    assert {link["id"] for link in graph.match(r_type="PART_OF")} == {"l3", "l4"}


def test_what_the_page_says_breaks_does(graph: Graph) -> None:
    assert graph.schema.node_labels == {"Linkwork", "Organisation", "Service"}
    assert graph.schema.relationship_types == {"PROVIDES", "PART_OF"}
    with pytest.raises(ClientError, match=r"db\.indexes"):
        graph.schema.get_indexes("Service")
    here, there = Node("A"), Node("B")
    graph.create(Relationship(here, "R", there, id="one") | Relationship(here, "R", there, id="two"))
    assert graph.run("MATCH (:A)-[r:R]->(:B) RETURN count(r)").evaluate() == 1  # two were asked for


def test_the_pages_notebook_gives_the_same_before_and_after(built: NeoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    if built.database or not built.password:
        pytest.skip("the page's notebook opens the default database with a password, and this server is another sort")
    for name, value in built.environment.items():
        monkeypatch.setenv(name, value)
    ways = {block.words[0]: block.text for block in blocks(PAGE) if block.words}
    said: dict[str, dict[str, object]] = {}
    for when in ("before", "after"):
        names: dict[str, object] = {}
        exec(compile(ways[when], f"{PAGE.name} ({when})", "exec"), names)
        said[when] = {name: names[name] for name in ("rows", "how_many", "one", "names")}
        said[when]["links"] = sorted(names["links"])
        if when == "before":
            names["graph"].service.connector.close()
    assert (
        said["before"]
        == said["after"]
        == {
            "rows": [{"id": "service-walks", "name": "Walks"}],
            "how_many": 2,
            "one": "Walks",
            "names": ["Choir", "Walks"],
            "links": [("org-charity", "service-choir"), ("org-charity", "service-walks")],
        }
    )


def test_a_graph_that_linkwork_built_is_read(neo4j_empty: NeoServer, tmp_path: Path) -> None:
    store = RoundStore(tmp_path / "rounds")
    keep(store, "a 2024-03-01", MARCH)
    with open_engine(neo4j_empty.address, writing=True) as engine:
        build(store, engine, Owner("p"))
    opened = Graph(neo4j_empty.uri, auth=(neo4j_empty.user, neo4j_empty.password))
    try:
        assert [n["name"] for n in NodeMatcher(opened).match("Organisation").order_by("_.id")] == [
            "One",
            "Two",
            "Pcn A",
            "Pcn B",
        ]
        assert {link["id"] for link in opened.match(r_type="PART_OF")} == {"PART_OF|org-1|org-p", "PART_OF|org-2|org-p"}
    finally:
        opened.service.connector.close()
