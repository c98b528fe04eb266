"""Parts read from a view have the rows that an engine gives; what else a query may say is refused."""

import polars as pl
import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.fold import View
from linkwork.graph.readback import read_back
from linkwork.graph.schema import SCHEMA
from linkwork.queries._catalogue import PARTS
from linkwork.queries._reading import read_parts
from linkwork.queries._viewed import Viewed

EVERY = [path.stem for path in sorted(PARTS.glob("*.cypher"))]
NOTHING = View((), "", {}, {})


def in_any_order(rows):
    """Rows whose lists come in no order."""
    return [{k: sorted(v, key=str) if isinstance(v, list) else v for k, v in row.items()} for row in rows]


def test_every_part_of_every_town_has_the_rows_that_the_engine_gives(towns):
    seen = dict.fromkeys(EVERY, 0)
    for engine in towns:
        from_graph, viewed = (read_parts(one, EVERY) for one in (engine, Viewed(read_back(engine, SCHEMA))))
        for name in EVERY:
            assert in_any_order(viewed[name]) == in_any_order(from_graph[name]), name
            seen[name] += len(viewed[name])
    assert all(seen.values()), seen


def test_of_nothing_every_part_is_empty():
    assert read_parts(Viewed(NOTHING), EVERY) == {name: [] for name in EVERY}


def frame(kind, *rows):
    """Nodes of one kind: id, name and whether they are live."""
    return {kind: pl.DataFrame(rows, schema=["id", "name", "live"], orient="row")}


@pytest.fixture
def brook():
    needs = frame("Need", ("need-a", "Debt", True), ("need-b", None, True), ("need-c", "Food", False))
    ends = {"from_kind": "Need", "from_id": ["need-a", "need-b"], "to_kind": "Need", "to_id": ["need-c", "need-c"]}
    broader = pl.DataFrame({"id": ["1", "2"], **ends, "live": True, "loose": [False, True]})
    return Viewed(View((), "", needs, {"BROADER": broader}))


def said(brook, value):
    return [row["said"] for row in brook.read(f"MATCH (n:Need) RETURN n.id AS id, {value} AS said ORDER BY id")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("n.name", ["Debt", None, "Food"]),
        ("coalesce(n.name, 'none')", ["Debt", "none", "Food"]),
        ("n.name = 'Debt' OR n.live AND n.name IS NULL", [True, True, False]),
        ("NOT (n.live AND n.name = 'Debt')", [False, None, True]),
        ("n.name <> 'Debt'", [False, None, True]),
        ("CASE WHEN n.name = 'Debt' THEN 1 WHEN n.live THEN 2 END", [1, 2, None]),
        ("[n.name, n.id]", [["Debt", "need-a"], [None, "need-b"], ["Food", "need-c"]]),
        ("n:Need", [True, True, True]),
        ("null", [None, None, None]),
    ],
)
def test_a_value_is_what_cypher_says_it_is(brook, value, found):
    assert said(brook, value) == found


def test_null_is_neither_true_nor_false_and_comes_last(brook):
    rows = brook.read("MATCH (n:Need) WHERE n.live OR n.name = 'Food' RETURN n.name AS name ORDER BY name")
    assert [row["name"] for row in rows] == ["Debt", "Food", None]
    assert brook.read("MATCH (n:Need) WHERE n.name <> 'Debt' RETURN n.id AS id") == [{"id": "need-c"}]


def test_a_link_without_both_its_ends_is_not_there_and_what_need_not_fit_is_null(brook):
    pairs = "MATCH (n:Need)-[b:BROADER]->(up:Need) RETURN n.id AS id, up.name AS up"
    assert brook.read(pairs) == [{"id": "need-a", "up": "Food"}]
    assert brook.read(pairs.replace("(n:Need)-[b:BROADER]->(up:Need)", "(up:Need)<-[b:BROADER]-(n:Need)")) == [
        {"id": "need-a", "up": "Food"}
    ]
    gathers = "WITH n, count(up) AS many, collect(DISTINCT up.name) AS names RETURN n.id AS id, many, names ORDER BY id"
    for where, found in (("b.live", ["Food"]), ("up.live", [])):
        rows = brook.read(f"MATCH (n:Need) OPTIONAL MATCH (n)-[b:BROADER]->(up:Need) WHERE {where} {gathers}")
        assert [(row["id"], row["many"], row["names"]) for row in rows] == [
            ("need-a", len(found), found),
            ("need-b", 0, []),
            ("need-c", 0, []),
        ]


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:Need) RETURN n.id AS id ORDER BY id DESC",
        "MATCH (n:Need) RETURN n.id AS id ORDER BY id LIMIT 1",
        "MATCH (n:Need) RETURN DISTINCT n.id AS id",
        "MATCH (n:Need) RETURN n.id",
        "MATCH (n:Need) RETURN toUpper(n.id) AS id",
        "MATCH (n:Need) WHERE n.id IN ['need-a'] RETURN n.id AS id",
        "MATCH (n:Need) WHERE n.id = $id RETURN n.id AS id",
        "MATCH (n:Need {id: 'need-a'}) RETURN n.id AS id",
        "MATCH (n) RETURN n.id AS id",
        "MATCH (n:Need)-[b:BROADER]-(m:Need) RETURN n.id AS id",
        "MATCH (n:Need)-[b:BROADER*1..2]->(m:Need) RETURN n.id AS id",
        "MATCH (n:Need), (m:Need) RETURN n.id AS id",
        "MATCH (n:Need) MATCH (m:Need) RETURN n.id AS id",
        "MATCH (a:Need)-[b:BROADER]->(n:Need)-[c:BROADER]->(m:Need) RETURN n.id AS id",
        "MATCH (n:Need) RETURN 'it\\'s' AS id",
        "UNWIND [1] AS id RETURN id",
    ],
)
def test_a_query_that_says_more_than_parts_do_is_refused(brook, cypher):
    with pytest.raises(LinkworkError, match="That query can be read from a graph only: "):
        brook.read(cypher)
