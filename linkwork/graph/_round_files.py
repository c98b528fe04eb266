"""The files of a round that is being kept: tables, the rows that were left out, and the ids made from names."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from linkwork.disk import sealed
from linkwork.errors import Problem
from linkwork.graph.identity import NameKey
from linkwork.graph.records import Table

REJECTED = "rejected.parquet"


def save_frame(folder: Path, file: str, table: Table) -> dict[str, Any]:
    """Write a table; what the manifest says of it."""
    table.rows.write_parquet(folder / file)
    return {"kind": table.kind, "rows": table.rows.height, **sealed(folder, file)}


def save_rejected(folder: Path, rejected: Sequence[Problem]) -> dict[str, Any]:
    """Write the problems of the rows that were left out; what the manifest says of them."""
    shape = {"file": pl.Utf8, "sheet": pl.Utf8, "row": pl.Int64, "column": pl.Utf8, "message": pl.Utf8}
    rows = [(one.file, one.sheet, one.row, one.column, one.message) for one in rejected]
    pl.DataFrame(rows, schema=shape, orient="row").write_parquet(folder / REJECTED)
    return {"rows": len(rows), **sealed(folder, REJECTED)}


def save_names(folder: Path, file: str, names: Iterable[tuple[NameKey, str]]) -> dict[str, Any]:
    """Write ids that were made from names; what the manifest says of them."""
    rows = sorted((*key, id_) for key, id_ in names)
    columns = dict.fromkeys(("kind", "scope", "slug", "id"), pl.Utf8)
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(folder / file)
    return sealed(folder, file)
