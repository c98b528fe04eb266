"""A newer Linkwork and an older one on one project: what they say, and what brings the graph to rights."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from linkwork.graph.build import build
from linkwork.graph.check import check
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.records import Reading, Scope, node_table
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.project.settings import open_project
from tests.commands.steps import run

OTHER = "the graph was built by another version of Linkwork"
GARDEN = replace(SCHEMA.node["Asset"], name="Garden", plural="Gardens", prefix="garden")
#: What a version to come may know.
LATER = replace(SCHEMA, nodes=(*SCHEMA.nodes, GARDEN))


def agreement(project: Path) -> str:
    rows = json.loads(run("status", "--format", "json", "--project", project).stdout)
    return next(row["is"] for row in rows if row["what"] == "agreement")


def kinds(project: Path) -> list[str]:
    asked = ("cypher", "MATCH (n) WHERE n.name IS NOT NULL RETURN labels(n) AS kinds, n.name AS name ORDER BY name")
    rows = json.loads(run(*asked, "--format", "json", "--project", project).stdout)
    return sorted({kind for row in rows for kind in row["kinds"]} - {"Linkwork", "LinkworkMarker"})


@pytest.mark.parametrize("said", [{"tool": "0.0.1"}, {"schema": "of another day"}])
def test_after_an_upgrade_status_and_doctor_name_the_build_that_is_wanted(loaded: Path, said: dict[str, str]) -> None:
    with open_engine(GraphAddress(str(loaded / "graph")), writing=True) as engine:
        engine.put_marker({**(engine.marker() or {}), **said})
    assert agreement(loaded) == f"{OTHER}: linkwork build"
    found = json.loads(run("doctor", "--format", "json", "--project", loaded, code=1).stdout)
    assert found == [{"finding": OTHER, "mend": "linkwork build"}]
    run("build", "--project", loaded)
    assert agreement(loaded) == "the graph holds what the rounds say"
    assert run("doctor", "--project", loaded).output == "Nothing is wrong.\n"


def test_back_at_an_older_version_its_own_kinds_are_answered_and_a_build_from_scratch_takes_the_others_out(
    loaded: Path, tmp_path: Path
) -> None:
    later = RoundStore(loaded / "rounds", LATER)
    rows = [{"id": "garden-1", "name": "The garden", "_file": "g.csv", "_sheet": "", "_row": 2}]
    reading = Reading((node_table("Garden", rows, ["name"]),))
    statement = Statement("gardens", "2024-05-01", "gardens", True, Scope(), ())
    later.keep(statement, check(reading, LATER), {})
    project = open_project(loaded, None)
    with open_engine(project.graph, writing=True) as engine:
        build(later, engine, project.owner)
    assert kinds(loaded) == ["Garden", "Organisation", "Service"]
    assert agreement(loaded) == f"{OTHER}: linkwork build"
    run("build", "--from-scratch", "--project", loaded)
    assert kinds(loaded) == ["Organisation", "Service"]
    assert agreement(loaded) == "the graph holds what the rounds say"
    assert len(list((loaded / "rounds").iterdir())) == 2
