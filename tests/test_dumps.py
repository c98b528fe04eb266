"""A server's dump by the commands that docs/deployment.md shows; `make deployment` tries the rest of that page."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES
from tests.neo4j_server import NeoServer
from tools.deployment.team import CONSTRAINTS, LINKS, NODES, Team, shown
from tools.deployment.trials import AGREES, SAME


def test_what_was_dumped_and_loaded_is_the_graph_that_it_was_with_its_marker_and_constraints(
    tmp_path: Path, put_project: Callable[[Path], Path], neo4j_empty: NeoServer
) -> None:
    if neo4j_empty.jars is None:
        pytest.skip("needs a server that the tests can stop and load into")
    team, mapping = Team(neo4j_empty.jars, put_project(tmp_path / "town")), tmp_path / "mapping"
    mapping.mkdir()
    (mapping / "Organisations.csv").write_text(ORGANISATIONS)
    (mapping / "Services.csv").write_text(SERVICES)
    assert "Kept round" in team.linkwork("load", "mapping-workbook", str(mapping), "--as-of", "2024-03-31").output
    before = [neo4j_empty.rows(cypher) for cypher in (NODES, LINKS, CONSTRAINTS)]
    assert [len(rows) for rows in before[:2]] == [3, 1]
    neo4j_empty.stop()
    assert team.admin(shown("database dump"), tmp_path)[0] == 0
    for held in ("databases", "transactions"):
        shutil.rmtree(team.server.home / "data" / held / "neo4j")
    assert team.admin(shown("database load"), tmp_path)[0] == 0
    neo4j_empty.start()
    assert [neo4j_empty.rows(cypher) for cypher in (NODES, LINKS, CONSTRAINTS)] == before
    assert AGREES in team.linkwork("status").output
    assert team.built() == SAME
