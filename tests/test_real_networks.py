"""Real networks, loaded through the edges loader and read back from either engine, have the published figures."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.measures.network import Network, betweenness, components, cut_points, density, network
from tests.commands.steps import run

WORDS = '[kinds]\n"(no type)" = "Organisation"\n[links]\n"(no type)" = "WORKS_WITH"\n'
NETWORKS = ["TCnetworks_TCcnt", "TCnetworks_TCcoll", "emon_Cheyenne"]


@pytest.fixture(params=NETWORKS)
def loaded(
    request: pytest.FixtureRequest,
    shared: Path,
    tmp_path: Path,
    named: GraphAddress,
) -> tuple[Network, dict[str, Any]]:
    """A network as the graph gives it back, by the names of its bodies, and the figures that are to be found."""
    folder, name = shared / "data" / "networks", request.param
    expected = json.loads((folder / "EXPECTED_networks.json").read_text(encoding="utf-8"))[name]
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    paths = [folder / f"{name}_nodes.csv", folder / f"{name}_edges.csv", tmp_path / "words.toml"]
    run("init", tmp_path / "town")
    where = ("--project", tmp_path / "town")
    run("load", "edges", *paths, "--as-of", "2010-01-01", "--source", "map", *where)
    with open_engine(named) as engine:
        bodies = {
            row["id"]: row["name"] for row in engine.read("MATCH (o:Organisation) RETURN o.id AS id, o.name AS name")
        }
        rows = engine.read(
            "MATCH (a:Organisation)-[r:WORKS_WITH]->(b:Organisation) WHERE r.live RETURN a.id AS a, b.id AS b"
        )
    names = published(folder / f"{name}_nodes.csv", set(bodies.values()))
    links = [(names[bodies[row["a"]]], names[bodies[row["b"]]]) for row in rows]
    both_ways = [] if expected["directed"] else [(b, a) for a, b in links]
    return network([*links, *both_ways], [names[name] for name in bodies.values()]), expected


def published(path: Path, called: set[str]) -> dict[str, str]:
    """The name that was published of each body, by what the graph calls it: the number of its row, or that name."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    by_number = {row["id"]: row["vertex.names"] for row in rows}
    return {name: by_number.get(name, name) for name in called}


def test_density_components_degree_and_betweenness_are_those_of_two_other_libraries(
    loaded: tuple[Network, dict[str, Any]],
) -> None:
    net, expected = loaded
    directed = expected["directed"]
    assert (len(net.members), len(net.links)) == (expected["nodes"], expected["edges"] * (1 if directed else 2))
    assert density(net) == pytest.approx(expected["density"])
    assert len(components(net)) == expected["components"]
    assert list(cut_points(net)) == expected["articulation_points"]
    into, out = net.table.sum(axis=0), net.table.sum(axis=1)
    degree = {id_: (into[n] + out[n]) / (1 if directed else 2) for id_, n in net.place.items()}
    assert [[id_, degree[id_]] for id_, _ in expected["top_degree"]] == expected["top_degree"]
    between = betweenness(net, directed)
    first = sorted(between, key=lambda id_: -between[id_])[: len(expected["top_betweenness"])]
    assert [[id_, round(between[id_], 4)] for id_ in first] == expected["top_betweenness"]
