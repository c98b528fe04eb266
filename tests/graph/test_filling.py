"""An empty embedded graph is filled by the engine's bulk functions, and holds what queries would have written."""

import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from linkwork.errors import GraphUnavailable
from linkwork.graph.build import Built, build
from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.engine import Owner
from linkwork.graph.readback import read_back
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep

KILLED = Path(__file__).with_name("filled_build.py")
#: Every type of property there is, blanks, and what text has to be written with care.
TOWN = """
Service: id | name | status | languages | capacity | funded_until
service-1 | Walks "in" the woods; café \\ | open | en;cy | 12 | 2026-03
service-2 | Talks 😀 'n' chat | closed | | | 2025-03-31

Site: id | name | postcode | latitude | longitude
site-1 | Hall | E1 6LA | 51.0 | -0.0625
site-2 | Barn | | |

Organisation: id | name | door | aliases
org-1 | One | yes | Uno;Eins
org-2 | Two | no |
org-3 | Three | |

Need: id | name
need-1 | Company

Offer: id | name
offer-1 | Walking

PROVIDES: from | to | starts
org-1 | service-1 | 2020
org-2 | service-1 |

HAS_OFFER: from | to
service-1 | offer-1

MEETS: from | to | strength
offer-1 | need-1 | 3

FUNDS: from | to | amount | published
org-2 | service-1 | 50000 | yes
org-3 | service-2 | 0.5 | no

PART_OF: from | to
org-1 | org-2
org-9 | org-2"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    kept = RoundStore(tmp_path / "rounds")
    keep(kept, "a 2024-03-01", TOWN)
    return kept


def content(engine: EmbeddedEngine) -> list[object]:
    """Every node and link with its kind, its values and their types; links from both of their ends."""
    values = [
        sorted((str(row["kind"]), sorted((k, repr(v)) for k, v in row["p"].items())) for row in engine.read(cypher))
        for cypher in (
            "MATCH (n) RETURN labels(n) AS kind, properties(n) AS p",
            "MATCH (a)-[r]->(b) RETURN [type(r), a.id, b.id] AS kind, properties(r) AS p",
            "MATCH (b)<-[r]-(a) RETURN [type(r), a.id, b.id] AS kind, properties(r) AS p",
            "MATCH (a)-[r]->(b:Service {id: 'service-1'}) RETURN [type(r), a.id, b.id] AS kind, properties(r) AS p",
        )
    ]
    return [values, engine.marker()]


def by_queries(store: RoundStore, folder: Path, patched: pytest.MonkeyPatch) -> list[object]:
    with EmbeddedEngine(folder, writing=True) as engine, patched.context() as without:
        without.setattr(engine, "filling", lambda: None)
        assert build(store, engine, Owner("p")) == Built(nodes_written=9, links_written=7, loose=1)
        return content(engine)


def test_filling_gives_the_graph_that_queries_give(
    store: RoundStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    with EmbeddedEngine(tmp_path / "filled", writing=True) as engine:
        with monkeypatch.context() as patched:
            for name in ("put_nodes", "put_links"):
                patched.delattr(EmbeddedEngine, name)
            built = build(store, engine, Owner("p"), progress=lambda done, whole: told.append((done, whole)))
        assert built == Built(nodes_written=9, links_written=7, loose=1)
        filled, view = content(engine), read_back(engine, SCHEMA)
        assert build(store, engine, Owner("p"), how="verify") == Built(loose=1)
    assert (told[0], told[-1]) == ((3, 16), (16, 16))
    assert filled == by_queries(store, tmp_path / "queried", monkeypatch)
    with EmbeddedEngine(tmp_path / "queried", writing=False) as engine:
        queried = read_back(engine, SCHEMA)
    frames, others = {**view.nodes, **view.links}, {**queried.nodes, **queried.links}
    assert frames.keys() == others.keys()
    assert all(frame.sort("id").equals(others[name].sort("id")) for name, frame in frames.items())
    assert frames["Site"].sort("id").select("latitude", "postcode").rows() == [(51.0, "E1 6LA"), (None, None)]
    assert frames["Service"].filter(pl.col("id") == "service-1")["languages"].to_list() == [["en", "cy"]]


def test_only_a_graph_without_a_node_is_filled(store: RoundStore, tmp_path: Path) -> None:
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        engine.prepare(SCHEMA)
        assert engine.filling() is not None
        engine.put_nodes(SCHEMA.node["Need"], [{"id": "need-1", "properties": {"id": "need-1", "name": "Mine"}}])
        assert engine.filling() is None
        # A node of somebody else's with an id of ours is overwritten, as it always was.
        assert build(store, engine, Owner("p")) == Built(nodes_written=9, links_written=7, loose=1)


# After the first nodes, after the last of them, and when the last link has been handed over but none is tied.
@pytest.mark.parametrize("rows", [3, 9, 16])
def test_a_build_killed_while_filling_is_begun_again(store: RoundStore, tmp_path: Path, rows: int) -> None:
    words = [sys.executable, str(KILLED), str(store.folder), str(tmp_path / "graph"), str(rows)]
    assert subprocess.run(words, check=False, timeout=120).returncode == -signal.SIGKILL
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        left = engine.marker()
        assert left is not None
        assert (left["state"], left["filling"]) == ("building", True)
        assert build(store, engine, Owner("p")) == Built(nodes_written=9, links_written=7, loose=1)
        mended = content(engine)
        build(store, engine, Owner("p"), how="from scratch")
        assert mended == content(engine)


def test_what_the_engine_refuses_while_filling_is_a_sentence(store: RoundStore, tmp_path: Path) -> None:
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        engine.prepare(SCHEMA)
        filling = engine.filling()
        assert filling is not None
        row = {"id": "need-1", "properties": {"id": "need-1"}}
        with pytest.raises(GraphUnavailable, match="It can always be made again from the rounds"), filling as writer:
            writer.put_nodes(SCHEMA.node["Need"], [row, row])
