"""Projects to measure on: England of a size, kept as a round, and built where that is asked for."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.england import AS_OF, NOTE, england
from linkwork.graph.build import build
from linkwork.graph.check import check
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.records import Reading, Scope, Table
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA

OWNER = Owner("benchmark", "England, made up", NOTE)


def rounds_of(folder: Path, nodes: int, seed: int = 1) -> RoundStore:
    """The rounds in `folder`: one complete round of England, made there if there is none."""
    store = RoundStore(folder)
    if not store.rounds():
        keep_round(store, england(nodes, seed))
    return store


def keep_round(store: RoundStore, tables: Sequence[Table], as_of: str = AS_OF) -> None:
    """Keep these tables, checked, as a complete round of a source called england."""
    checked = check(Reading(tuple(tables)), SCHEMA)
    store.keep(Statement("england", as_of, "benchmark", True, Scope(), ()), checked, {})


def built(store: RoundStore, folder: Path) -> GraphAddress:
    """The address of an embedded graph of these rounds, built in `folder`."""
    address = GraphAddress(str(folder))
    with open_engine(address, writing=True) as engine:
        build(store, engine, OWNER)
    return address
