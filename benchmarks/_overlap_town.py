"""England with services that do much the same as a neighbour: drawn at random alone, hardly two would."""

import numpy as np
import polars as pl

from benchmarks.england import england
from linkwork.graph.records import Table

#: Of each so many services one takes after the service before it, and keeps and copies so much.
EVERY, KEPT, COPIED = 4, 0.15, 0.85
OFFERS = 3


def england_alike(nodes: int, seed: int = 1) -> tuple[Table, ...]:
    """The tables of `england`, where every fourth service meets, covers and takes mostly what the one before it does.

    The same for the same size and seed.
    """
    draw = np.random.default_rng(seed)
    changed = ("MEETS", "COVERS", "FOR_AUDIENCE")
    return tuple(_alike(table, draw) if table.kind in changed else table for table in england(nodes, seed))


def _alike(table: Table, draw: np.random.Generator) -> Table:
    rows = table.rows.with_columns(offer=pl.col("from_id").str.strip_prefix("offer-").cast(pl.Int64))
    place = pl.col("offer") // OFFERS % EVERY
    own = rows.with_columns(at=place, drawn=pl.Series(draw.random(rows.height)))
    kept = own.filter((pl.col("at") != EVERY - 1) | (pl.col("drawn") < KEPT))
    copied = own.filter((pl.col("at") == EVERY - 2) & (pl.col("drawn") < COPIED)).with_columns(
        from_id=pl.format("offer-{}", pl.col("offer") + OFFERS)
    )
    offers = set(rows["from_id"])
    every = pl.concat([kept, copied.filter(pl.col("from_id").is_in(list(offers)))])
    once = every.unique(["from_id", "to_id"], keep="first", maintain_order=True).drop("offer", "at", "drawn")
    numbers = pl.int_range(2, once.height + 2, dtype=pl.Int64, eager=True).alias("_row")
    return Table(table.kind, once.with_columns(numbers))
