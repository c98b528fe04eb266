"""What is measured of the files for neo4j-admin is the whole graph, and a graph that differs is seen to."""

import pytest

from benchmarks.clock import Clock, Took
from benchmarks.import_files import _digest, _targets, exported, folded
from benchmarks.projects import OWNER, rounds_of
from linkwork.graph.build import build
from linkwork.graph.engine import GraphAddress, open_engine

TOWN = [{"labels": ["Service", "Linkwork"], "facts": {"id": "service-1", "live": True}}, {"labels": ["Need"]}]


def test_what_is_exported_is_as_much_as_a_build_writes(tmp_path):
    store = rounds_of(tmp_path / "rounds", 300)
    written = exported(Clock(), str(tmp_path))
    with open_engine(GraphAddress(str(tmp_path / "graph")), writing=True) as engine:
        built = build(store, engine, OWNER)
    assert (written["nodes"], written["links"]) == (built.nodes_written, built.links_written)
    assert folded(Clock(), str(tmp_path)) == 1
    tables = [path for path in (tmp_path / "out").glob("*.csv") if path.name != "marker.csv"]
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in tables)
    assert rows == built.nodes_written + built.links_written


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ([{**TOWN[0], "labels": ["Linkwork", "Service"]}, TOWN[1]], True),
        ([{**TOWN[0], "facts": {"id": "service-1"}}, TOWN[1]], False),
        (TOWN[:1], False),
    ],
)
def test_two_graphs_are_the_same_where_every_label_and_property_is(other, alike):
    assert (_digest([{**row} for row in TOWN]) == _digest([{**row} for row in other])) is alike


def test_the_target_is_met_in_seconds_waited_and_in_those_of_the_processor():
    alone = Took(10.0, 10.0, 100.0)
    met = [
        _targets("a town", Took(waited, spent, 100.0), alone)[0].met for waited, spent in ((20, 20), (21, 5), (5, 21))
    ]
    assert met == [True, False, False]
