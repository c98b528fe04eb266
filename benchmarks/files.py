"""How long it takes from a file to a kept round, beside the fastest reader alone on the same file.

The reader alone makes its own cells of the file and nothing else: python-calamine every cell of every sheet of a
workbook, polars every column of a CSV as text. Linkwork then has records: names turned into ids, every cell checked,
what is wrong said with its place, Parquet on the disk. Both are run in processes of their own, in turn.

    python -m benchmarks files
"""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from python_calamine import SheetTypeEnum, load_workbook

from benchmarks.clock import Clock, Took, apart, in_turn, peak
from benchmarks.report import Chart, Part, Target
from linkwork.graph.engine import GraphAddress
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.load.steps import Asked, read
from linkwork.loaders import loader
from linkwork.project.settings import Project

REAL = Path(__file__).parents[2] / "shared" / "data"
AS_OF = "2024-05-01"
#: A file that grows is measured at so many times its size, and judged by the largest: of a small one the reader is done
#: in hundredths of a second. So often each.
TIMES, RUNS = (1, 16, 64), 2
#: What is to be reached: times the reader's seconds, times the text of a workbook's sheets, times the memory at first.
LIMIT, SHEETS, FLAT = 1.5, 10.0, 1.5


@dataclass(frozen=True)
class File:
    """A file to read: its loader, what makes it (blank for a real one) and of what size.

    `row` is the kind that there is one of for each row of a CSV; blank where the loader leaves rows out. One that is
    `growing` is measured at TIMES its size.
    """

    title: str
    loader: str
    name: str
    row: str = ""
    made_by: str = ""
    size: int = 0
    growing: bool = False
    headings: bool = True

    @property
    def is_workbook(self) -> bool:
        """Whether calamine reads it."""
        return self.name.endswith(".xlsx")

    def at(self, times: int) -> "File":
        """The same file so many times as large."""
        stem, dot, ending = self.name.partition(".")
        return replace(self, name=f"{stem}-{times}{dot}{ending}", size=self.size * times)


MADE = (
    File("mapping workbook", "mapping-workbook", "mapping.xlsx", "", "workbook", 40_000),
    File("postcode directory", "postcodes", "onspd.csv", "postcodes", "directory", 10_000, True),
    File("demand", "demand", "demand.csv", "HAS_DEMAND", "demand", 12_000, True),
    File("practices", "ods-practices", "epraccur.csv", "Organisation", "practices", 6_000, True, headings=False),
    File("lines of a map", "edges", "lines.csv", "WORKS_WITH", "lines", 2_000, True),
    File("attendance", "attendance", "attendance.csv", "INVITED", "attendance", 2_000, True),
)
PUBLISHED = (
    File("networks and practices as published", "ods-pcn", "ods/ePCN_2023-02.xlsx"),
    File("practices as published", "ods-practices", "ods/epraccur_2024-01.csv.gz", "Organisation", headings=False),
    File("charities as published", "ukcat-charities", "charities/charities_sample_ukcat.csv.gz"),
)
NOTES = (
    "From the file to the kept round is what `linkwork load` does but for the fold that tells what changes and the "
    "building of the graph, which are measured with loading again and with building.",
    "The reader alone ends with its own cells in memory: it resolves no name, checks no cell, writes nothing. polars "
    "reads on all processors, and what is read after it is done by one.",
    "Tried: CSVs and sheets are read by columns (row by row only where something is out of the ordinary), a workbook "
    "is read once, cells that come again and again are checked once for each that differs, and ids are put side by "
    "side only where two are alike.",
    "What is left of a workbook: a quarter is calamine itself (in two threads it takes as long as in one, so that "
    "reading ahead wins nothing), a tenth the look at its parts for formulas that failed and cells far away, a sixth "
    "turning cells into columns, a tenth the check and the files of the round. Those alone are more than twice the "
    "reader. The rest is ids: each row, and each end of a link where it first comes, is looked up in turn, for what an "
    "earlier one was given decides what a later one means.",
    "Of a CSV read by columns (practices, figures of need) no step is most of it: parsing, tidying all columns (one "
    "that is not read is named where it is filled), the ids, Parquet and its hash each take about as long as polars "
    "takes to read. Lines of a map and attendance make an object of every row, about 20 millionths of a second each: a "
    "map of 10,000 lines takes a fifth of a second, and one that takes the reader a second would have millions.",
    "Memory is not flat: a round is checked as a whole before any of it is kept (no two rows may have one id, and a "
    "name may be that of any row), so what is kept of a file is held, of the postcode directory 3 columns of 53. A "
    "million figures of need held 360 MB, 400,000 practices 410 MB: by that, 8 GiB are enough for 8 million rows that "
    "are as wide. Keeping only the columns that are read would hold less and was left: a sheet would then be of two "
    "sorts, and the longest files (postcodes, the register of charities) have readers that do so.",
    "Peak memory is what a process held at most beyond what it held before it began (Python and the libraries). Some "
    "40 MB of it are there whatever the file holds, which is more than ten times the sheets of the published networks.",
)


def kept(clock: Clock, loader_name: str, path: str) -> dict[str, object]:
    """From the file to a kept round, in a new project: the rows of each kind, and the peak before it began, in MB."""
    one = loader(loader_name)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        project = Project(home, "benchmark", "Benchmark", "", GraphAddress(str(home / "graph")))
        store = RoundStore(project.rounds)
        begun = peak()
        with clock.running():
            ready = read(one, [Path(path)], project, store, Asked(as_of=AS_OF))
            round_ = store.keep(ready.statement, ready.tables, ready.names.minted, ready.rejected)
        return {"counts": round_.manifest["counts"], "begun": begun, "peak": peak()}


def cells(clock: Clock, path: str) -> dict[str, object]:
    """Every cell of every sheet, by calamine: how many rows the sheets have, and how much the sheets are unzipped."""
    begun = peak()
    with clock.running():
        book = load_workbook(path)
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in names}
    most = peak()
    with zipfile.ZipFile(path) as archive:
        parts = ("xl/worksheets/", "xl/sharedStrings")
        text = sum(member.file_size for member in archive.infolist() if member.filename.startswith(parts))
    return {"counts": {name: len(sheet) for name, sheet in sheets.items()}, "begun": begun, "peak": most, "text": text}


def columns(clock: Clock, path: str, headings: bool) -> dict[str, object]:
    """Every column of a CSV as text, by polars: how many rows there are."""
    begun = peak()
    with clock.running():
        frame = pl.read_csv(path, infer_schema=False, has_header=headings)
    return {"counts": {"rows": frame.height}, "begun": begun, "peak": peak()}


def measure() -> Part:
    """Every file with its rival; those that grow at each of TIMES. Raises ValueError if rows differ."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = [one for file in MADE for one in ([file.at(times) for times in TIMES] if file.growing else [file])]
        every = [(file, made(file, Path(folder))) for file in sizes]
        every += [(file, REAL / file.name) for file in PUBLISHED if (REAL / file.name).exists()]
        took = [Measured(file, path.stat().st_size / 1e6, *beside(file, path)) for file, path in every]
    absent = [file.title for file in PUBLISHED if not (REAL / file.name).exists()]
    return Part(
        "files",
        "From a file to a kept round",
        "python -m benchmarks files",
        ("file", "MB", "records kept", "seconds", "reader alone", "times", "peak MB", "reader's peak MB"),
        [one.row() for one in took],
        targets(took),
        (*NOTES, *([f"Not there to be read: {', '.join(absent)}."] if absent else [])),
        charts(took),
    )


def made(file: File, folder: Path) -> Path:
    """The file, made up in this folder by a process of its own: what that held is not counted with what reads it."""
    path = folder / file.name
    size = {"nodes" if file.is_workbook else "rows": file.size}
    apart(f"benchmarks._files_made:{file.made_by}", path=str(path), **size)
    return path


def beside(file: File, path: Path, runs: int = RUNS) -> tuple[Took, Took]:
    """What Linkwork and the reader alone take for a file. Raises ValueError where they do not agree on its rows."""
    rival = "cells" if file.is_workbook else "columns"
    given = {"path": str(path)} if file.is_workbook else {"path": str(path), "headings": file.headings}
    took = in_turn(
        {
            "linkwork": lambda: apart("benchmarks.files:kept", loader_name=file.loader, path=str(path)),
            "reader": lambda: apart(f"benchmarks.files:{rival}", **given),
        },
        runs,
    )
    if wrong := differing(file, took["linkwork"].said["counts"], took["reader"].said["counts"]):
        raise ValueError(f"{path.name}: {wrong}")
    return took["linkwork"], took["reader"]


def differing(file: File, kept_rows: Mapping[str, int], read_rows: Mapping[str, int]) -> str:
    """Where the rows that were kept and those that the reader saw are not as many; "" where they are.

    Of a mapping workbook the sheets of nodes are compared, less the row of their headings.
    """
    if file.loader == "mapping-workbook":
        pairs = {kind.name: read_rows.get(kind.plural, 1) - 1 for kind in SCHEMA.nodes}
    else:
        pairs = {file.row: read_rows["rows"]} if file.row else {}
    return ", ".join(
        f"{kept_rows.get(kind, 0):,} {kind} of {rows:,}"
        for kind, rows in pairs.items()
        if kept_rows.get(kind, 0) != rows
    )


@dataclass(frozen=True)
class Measured:
    """A file of so many MB, and what it took Linkwork and the reader alone."""

    file: File
    megabytes: float
    ours: Took
    alone: Took

    @property
    def judged(self) -> bool:
        """Whether it says something about speed: made up to be as large as that takes."""
        return bool(self.file.made_by) and (not self.file.growing or f"-{TIMES[-1]}." in self.file.name)

    @property
    def times(self) -> float:
        """How many times as long as the reader alone."""
        return self.ours.waited / self.alone.waited

    @property
    def held(self) -> float:
        """MB held at most, beyond what was held before."""
        return max(0.0, float(self.ours.said["peak"] - self.ours.said["begun"]))

    def row(self) -> list[str]:
        """The line of the table."""
        return [
            f"{self.file.title} ({Path(self.file.name).name})",
            f"{self.megabytes:,.1f}",
            f"{sum(self.ours.said['counts'].values()):,}",
            f"{self.ours.waited:.2f}",
            f"{self.alone.waited:.2f}",
            f"{self.times:.1f}",
            f"{self.held:,.0f}",
            f"{self.alone.said['peak'] - self.alone.said['begun']:,.0f}",
        ]


def targets(took: Sequence[Measured]) -> list[Target]:
    """What was to be reached, of each kind of file, by the large ones; that memory is flat by all that grow."""
    large = [[one for one in took if one.judged and one.file.is_workbook is book] for book in (True, False)]
    found = []
    for name, some, reader in ((".xlsx", large[0], "python-calamine"), ("CSV", large[1], "polars")):
        reached = ", ".join(f"{Path(one.file.name).name} {one.times:.1f}" for one in some)
        words = f"a large {name} to round: at most {LIMIT} times what {reader} takes alone"
        found.append(Target(words, reached, all(one.times <= LIMIT for one in some)))
    heavy = [one.held / (one.alone.said["text"] / 1e6) for one in large[0]]
    words = f"a large .xlsx: peak memory under {SHEETS:.0f} times the sheets' own text"
    found.append(Target(words, f"{max(heavy):.1f} times", max(heavy) < SHEETS))
    flat = {
        file.title: [one.held for one in took if one.file.title == file.title and one.file.growing]
        for file in MADE
        if file.growing
    }
    words = f"CSV: memory flat at {' , '.join(map(str, TIMES))} times the rows".replace(" ,", ",")
    reached = "; ".join(f"{name} {', '.join(f'{mb:.0f}' for mb in held)} MB" for name, held in flat.items())
    found.append(Target(words, reached, all(held[-1] < FLAT * held[0] for held in flat.values())))
    return found


def charts(took: Sequence[Measured]) -> list[Chart]:
    """Seconds beside the reader's, and memory against size."""
    names = [Path(one.file.name).name for one in took]
    both: dict[str, list[float | None]] = {
        "Linkwork": [one.ours.waited for one in took],
        "reader alone": [one.alone.waited for one in took],
    }
    grow: dict[str, list[float | None]] = {
        file.title: [one.held for one in took if one.file.title == file.title and one.file.growing]
        for file in MADE
        if file.growing
    }
    return [
        Chart("Seconds from a file to a kept round", both, names),
        Chart("Peak memory as a CSV grows", grow, [float(n) for n in TIMES], "MB", "times the rows"),
    ]
