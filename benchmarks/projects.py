"""Projects to measure on: England of a size, kept as a round, and built where that is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.england import AS_OF, NOTE, england
from linkwork.graph.build import build
from linkwork.graph.check import check
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.records import Reading, Scope, Table
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.project.opened import Opened
from linkwork.project.settings import make_project

LATER = "2025-05-01"
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


def project_of(folder: Path, nodes: int, graph: str | None = None) -> Opened:
    """The project that `loaded` makes, with its graph built: the embedded one, or that of an address."""
    opened = loaded(folder, nodes, graph)
    with opened.engine(writing=True) as engine:
        build(opened.store(), engine, opened.project().owner)
    return opened


def loaded(folder: Path, nodes: int, graph: str | None = None) -> Opened:
    """A project with England of that size as two rounds a year apart, the later with some of it changed; no graph yet.

    Made in `folder` unless it is there already.
    """
    if make_project(folder, "England", NOTE):
        tables = england(nodes)
        store = RoundStore(folder / "rounds")
        keep_round(store, tables)
        keep_round(store, changed(tables, 0.05), LATER)
    return Opened(folder, graph)


def changed(tables: Sequence[Table], share: float, seed: int = 2) -> tuple[Table, ...]:
    """The tables with that share of the services' waits changed, and of the referrals and the offers' needs gone."""
    draw = np.random.default_rng(seed)
    return tuple(_changed(table, draw.random(table.rows.height) < share) for table in tables)


def _changed(table: Table, these: np.ndarray) -> Table:
    chosen = pl.Series(these)
    if table.kind == "Service":
        return replace(
            table, rows=table.rows.with_columns(wait_days=pl.when(chosen).then(pl.lit("77")).otherwise("wait_days"))
        )
    return replace(table, rows=table.rows.filter(~chosen)) if table.kind in ("REFERS_TO", "MEETS") else table
