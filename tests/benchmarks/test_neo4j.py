"""Whoever writes the tables into a Neo4j leaves the same graph, and what is said of it follows from the figures."""

import json
from pathlib import Path

import pytest

from benchmarks._neo4j_rivals import driver, import_files, lines, linkwork, made, py2neo, tables_of
from benchmarks._neo4j_server import address, held
from benchmarks.clock import Clock, Took
from benchmarks.england import england
from benchmarks.neo4j import BATCHES, OURS, Run, _part
from benchmarks.projects import keep_round
from linkwork.graph.rounds import RoundStore
from tests.neo4j_server import NeoServer

SMALL = 120
#: A server that has just started takes a while to plan each new query: a few kinds will do.
KINDS = ("Service", "Offer", "Need", "HAS_OFFER", "MEETS")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("england")
    keep_round(RoundStore(folder / "rounds"), [table for table in england(SMALL) if table.kind in KINDS])
    return made(folder, SMALL)


def test_each_rival_leaves_the_graph_that_linkwork_leaves(folder: Path, neo4j_empty: NeoServer) -> None:
    server = address(neo4j_empty)
    linkwork(Clock(), server, str(folder))
    expected = held(neo4j_empty)
    assert expected[0] == sum(table.rows.height for table in tables_of(str(folder)) if not table.ends)
    assert expected[2] == sum(table.rows.height for table in tables_of(str(folder)) if table.ends)
    for rival in (driver, py2neo):
        neo4j_empty.wipe()
        rival(Clock(), server, str(folder), batch=500)
        assert held(neo4j_empty) == expected


def test_the_files_of_the_import_and_the_lines_hold_every_row(folder: Path) -> None:
    tables = tables_of(str(folder))
    words = import_files(folder)
    assert [word.split("=")[1] for word in words] == [table.kind for table in tables]
    for word, table in zip(words, tables, strict=True):
        rows = Path(word.split("=")[2]).read_text(encoding="utf-8").splitlines()
        assert len(rows) == table.rows.height + 1
        assert (":START_ID" in rows[0]) == (table.ends is not None)
    written = [json.loads(line)[0] for line in lines(folder).read_text(encoding="utf-8").splitlines()]
    assert written == [table.kind for table in tables for _ in range(table.rows.height)]


@pytest.mark.parametrize(("seconds", "ratio", "met"), [(10.0, "1.00", True), (11.2, "0.89", False)])
def test_the_target_is_held_to_the_best_of_the_drivers_batches(seconds: float, ratio: str, met: bool) -> None:
    drivers = [
        Run(f"the driver, {batch:,} a batch", Took(10.0 + n, 1.0, 90.0), 1000) for n, batch in enumerate(BATCHES)
    ]
    part = _part([Run(OURS, Took(seconds, 1.0, 90.0), 1000), *drivers], [100, 500, 900, 4500])
    assert [(target.reached, target.met) for target in part.targets] == [(f"{ratio} of it ({drivers[0].name})", met)]
