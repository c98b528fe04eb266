"""The files that are read for the clock: a mapping workbook of made-up England, and tables as large as wanted.

What they hold is made up, from one seed; it is for clocks and is published nowhere.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import polars as pl

from benchmarks.clock import Clock
from benchmarks.england import NETWORKS, england
from linkwork.graph.records import ENDS, PLACE, Table
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, ListColumn, NodeKind
from linkwork.loaders._template import template
from linkwork.loaders._workbook_headings import headings, sheet_name, template_kinds

#: What a person may not be held without.
HELD = {"lawful_basis": "consent", "keep_until": "2030-01-01"}
#: The headings of the ONS Postcode Directory of 2020, so that the file is as wide as the real one.
ONSPD = [
    *("pcd", "pcd2", "pcds", "dointr", "doterm", "oscty", "ced", "oslaua", "osward", "parish", "usertype", "oseast1m"),
    *("osnrth1m", "osgrdind", "oshlthau", "nhser", "ctry", "rgn", "streg", "pcon", "eer", "teclec", "ttwa", "pct"),
    *("itl", "statsward", "oa01", "casward", "npark", "lsoa01", "msoa01", "ur01ind", "oac01", "oa11", "lsoa11"),
    *("msoa11", "wz11", "sicbl", "bua11", "buasd11", "ru11ind", "oac11", "lat", "long", "lep1", "lep2", "pfa", "imd"),
    *("calncv", "icb", "oa21", "lsoa21", "msoa21"),
]

Lists = dict[tuple[str, str], pl.DataFrame]


def workbook(clock: Clock, path: str, nodes: int, networks: str = str(NETWORKS)) -> dict[str, int]:
    """England of about so many nodes in the template of the mapping workbook, filled in as people do: by names.

    Bodies that are published keep their ids, for there are several of a name. Comes back with how many records of each
    kind it holds.
    """
    tables = england(nodes, networks=Path(networks))
    shown = _shown(tables)
    lists = _lists(tables, shown)
    book = openpyxl.load_workbook(io.BytesIO(template(example=False)))
    for kind in template_kinds(SCHEMA):
        sheet = book[sheet_name(kind, SCHEMA)]
        columns = [heading.name for heading in headings(kind, SCHEMA)]
        for table in tables:
            if table.kind == kind.name and not (isinstance(kind, LinkKind) and _column(table)):
                frame = _node_rows(table, lists, shown) if isinstance(kind, NodeKind) else _link_rows(table, shown)
                for row in frame.select(_cell(frame, name) for name in columns).iter_rows():
                    sheet.append(row)
    book.save(path)
    counts: Counter[str] = Counter()
    for table in tables:
        counts[table.kind] += table.rows.height
    return dict(counts)


def _cell(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None, pl.Utf8).alias(name)


def _shown(tables: Sequence[Table]) -> dict[str, str]:
    """What a cell shows of each thing: its name, or its id where the name may be another's."""
    return {
        id_: id_ if "ods_code" in table.rows.columns else name
        for table in tables
        if table.kind in SCHEMA.node
        for id_, name in table.rows.select("id", "name").iter_rows()
    }


def _column(table: Table) -> ListColumn | None:
    """The list column that stands for these links, if they say nothing beside their ends."""
    if set(table.rows.columns) - ENDS.keys() - PLACE.keys() or not table.rows.height:
        return None
    columns = {column.on: column for column in SCHEMA.link[table.kind].columns if not column.sets}
    return columns.get("from") or columns.get("to")


def _lists(tables: Sequence[Table], shown: Mapping[str, str]) -> Lists:
    """For each kind and list column the cells of it, a row for each id."""
    found: Lists = {}
    for table in tables:
        column = _column(table) if table.kind in SCHEMA.link else None
        if column is None:
            continue
        own, other = ("from", "to") if column.on == "from" else ("to", "from")
        named = table.rows.with_columns(pl.col(f"{other}_id").replace_strict(shown, default=pl.col(f"{other}_id")))
        cells = named.group_by(f"{own}_id", maintain_order=True).agg(pl.col(f"{other}_id").str.join("; "))
        key = (str(table.rows[f"{own}_kind"][0]), column.name)
        cells = cells.rename({f"{own}_id": "id", f"{other}_id": column.name})
        found[key] = pl.concat([found[key], cells]) if key in found else cells
    return found


def _node_rows(table: Table, lists: Lists, shown: Mapping[str, str]) -> pl.DataFrame:
    frame = table.rows
    for (kind, _), cells in lists.items():
        if kind == table.kind:
            frame = frame.join(cells, on="id", how="left", maintain_order="left")
    if table.kind == "Person":
        frame = frame.with_columns(pl.lit(value).alias(name) for name, value in HELD.items())
    blank = pl.lit(None, pl.Utf8) if "ods_code" not in frame.columns else pl.col("id")
    return frame.with_columns(id=blank)


def _link_rows(table: Table, shown: Mapping[str, str]) -> pl.DataFrame:
    ends = (pl.col(f"{end}_id").replace_strict(shown, default=pl.col(f"{end}_id")).alias(end) for end in ("from", "to"))
    referring = [pl.col("rated_by").replace(shown)] if "rated_by" in table.rows.columns else []
    return table.rows.with_columns(*ends, *referring)


def directory(clock: Clock, path: str, rows: int) -> dict[str, int]:
    """A postcode directory of so many rows and 53 columns, as the Office for National Statistics lays it out."""
    for number, frame in enumerate(_postcodes(rows)):
        with Path(path).open("ab" if number else "wb") as file:
            frame.write_csv(file, include_header=not number, quote_style="non_numeric")
    return {"postcodes": rows}


def _postcodes(rows: int, block: int = 100_000) -> Iterator[pl.DataFrame]:
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
    for begin in range(0, rows, block):
        n = np.arange(begin, min(rows, begin + block))
        inward = np.char.add(np.char.add((n // 400 % 10).astype(str), letters[n // 20 % 20]), letters[n % 20])
        outward = np.char.add(np.char.add("Z", letters[n // 4000 // 90 % 20]), (10 + n // 4000 % 90).astype(str))
        code = pl.Series("pcds", np.char.add(np.char.add(outward, " "), inward))
        filler = {name: pl.Series([f"{name.upper()}{k:05}" for k in range(50)]) for name in ONSPD}
        frame = pl.DataFrame({name: filler[name].gather((n + place) % 50) for place, name in enumerate(ONSPD)})
        yield frame.with_columns(
            code.str.replace(" ", "").alias("pcd"),
            code.alias("pcd2"),
            code,
            pl.Series("doterm", np.where(n % 3 == 0, "202001", "")),
            pl.Series("osward", np.char.add("E05", (n // 300 + 100_000).astype(str))),
            pl.Series("lat", 50 + n / 1e7),
            pl.Series("long", -1 - n / 1e7),
        )


def demand(clock: Clock, path: str, rows: int) -> dict[str, int]:
    """So many figures of need: 60 needs in as many wards as that takes."""
    n = np.arange(rows)
    pl.DataFrame(
        {
            "area": np.char.add("area-e05", (n // 60 + 100_000).astype(str)),
            "need": np.char.add("need-", (n % 60).astype(str)),
            "people": n % 900 + 5,
            "year": np.full(rows, 2024),
            "method": np.full(rows, "estimate"),
        }
    ).write_csv(path)
    return {"HAS_DEMAND": rows}


def practices(clock: Clock, path: str, rows: int) -> dict[str, int]:
    """So many prescribers in the 27 columns of epraccur.csv, which has no headings."""
    n = np.arange(rows)
    blank = np.full(rows, "")
    code = np.array([f"Z{number:05X}" for number in n])
    address = [np.char.add(f"LINE {place} OF ", code) for place in range(5)]
    cells = [
        code,
        np.char.add("MADE UP PRACTICE ", n.astype(str)),
        np.full(rows, "Y56"),
        np.full(rows, "QMF"),
        *address,
    ]
    cells += [np.full(rows, "E1 6LA"), np.full(rows, "19740401"), blank, np.resize(["A", "C", "A", "D"], rows)]
    cells += [np.full(rows, "B"), np.full(rows, "07T"), np.full(rows, "20130401"), blank, np.full(rows, "020 79460000")]
    cells += [blank, blank, blank, np.full(rows, "0"), blank, np.full(rows, "07T"), blank, np.resize(["4", "2"], rows)]
    pl.DataFrame({str(place): column for place, column in enumerate([*cells, blank])}).write_csv(
        path, include_header=False
    )
    return {"Organisation": rows}


def lines(clock: Clock, path: str, rows: int) -> dict[str, int]:
    """So many lines of a map between a quarter as many organisations, which no other file lists."""
    n = np.arange(rows)
    bodies = max(2, rows // 4)
    start, end = n % bodies, (n % bodies + 1 + n // bodies) % bodies
    pl.DataFrame(
        {
            "from": np.char.add("org-made-", start.astype(str)),
            "to": np.char.add("org-made-", end.astype(str)),
            "type": np.full(rows, "WORKS_WITH"),
            "trust": n % 4 + 1,
        }
    ).write_csv(path)
    return {"WORKS_WITH": rows}


def attendance(clock: Clock, path: str, rows: int) -> dict[str, int]:
    """So many rows of fifty bodies at each of as many meetings as that takes."""
    n = np.arange(rows)
    pl.DataFrame(
        {
            "engagement": np.char.add("Made up meeting ", (n // 50).astype(str)),
            "date": np.full(rows, "2024-03-01"),
            "organisation": np.char.add("Made up body ", (n % 50).astype(str)),
            "invited": n % 9 + 5,
            "came": n % 5 + 1,
        }
    ).write_csv(path)
    return {"INVITED": rows, "TOOK_PART": rows}
