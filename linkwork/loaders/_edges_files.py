"""Which files of a load hold what, told by what is in them, and sheets of things and of lines out of tables."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._edges_json import read_kumu
from linkwork.loaders._edges_map import EDGES, NODES, Drawn, Rows, is_edges, is_nodes
from linkwork.loaders._edges_xml import read_xml
from linkwork.loaders._sheets import TABLES, WORKBOOKS, Sheet, read_every

MAPPING = ".toml"
#: How a map file may end, besides tables: what is in it tells the format.
ENDINGS = (".graphml", ".gexf", ".xml", ".json")
ALLOWED = (
    "CSV files or a workbook with a sheet of things (id, label, type) and one of lines (from and to, or source and "
    "target); GraphML; GEXF; Kumu's JSON; and a .toml file that says what their words mean"
)
#: Kumu passes over sheets with this in their name.
IGNORED = "(ignore)"
LOOPS = "loops"


def files(paths: Sequence[Path], problems: list[Problem]) -> tuple[list[Path], list[Path]]:
    """The files to read as maps, those in folders among them, and the mapping files."""
    every: list[Path] = []
    for path in paths:
        if not path.is_dir():
            every.append(path)
            continue
        try:
            inside = [entry for entry in sorted(path.iterdir()) if not entry.name.startswith((".", "~$"))]
        except OSError:
            problems.append(Problem(path.name, message="this folder may not be read"))
            continue
        known = [entry for entry in inside if entry.name.lower().endswith((MAPPING, *ENDINGS, *WORKBOOKS, *TABLES))]
        if not known:
            problems.append(Problem(path.name, message=f"this folder holds no map; allowed are {ALLOWED}"))
        every += known
    mapping = [path for path in every if path.name.lower().endswith(MAPPING)]
    return [path for path in every if path not in mapping], mapping


def read_maps(paths: Sequence[Path], columns: Mapping[str, str], drawn: Drawn) -> None:
    """Afterwards all that the files hold is in `drawn`; `columns` are what the mapping file says of headings."""
    for path in paths:
        start = _start(path)
        if start.startswith("<"):
            read_xml(path, drawn)
        elif start.startswith(("{", "[")):
            read_kumu(path, drawn)
        elif path.name.lower().endswith((*WORKBOOKS, *TABLES, ".xls")):
            _read_tables(path, columns, drawn)
        elif path.name.lower().endswith(".json"):
            read_kumu(path, drawn)
        elif path.name.lower().endswith(ENDINGS):
            read_xml(path, drawn)
        else:
            message = f"files that end in {path.suffix or 'nothing'} are not read; allowed are {ALLOWED}"
            drawn.problems.append(Problem(path.name, message=message))


def _start(path: Path) -> str:
    """How the file begins, without its byte order mark and blanks; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            start = stream.read(256)
    except OSError:  # whoever reads it will say so
        return ""
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return start.decode(encoding, "ignore").lstrip()


def _read_tables(path: Path, columns: Mapping[str, str], drawn: Drawn) -> None:
    try:
        sheets = read_every([path])
    except InputRefused as refused:
        drawn.problems += refused.problems
        return
    for sheet in sheets:
        called = sheet.name.casefold()
        if not sheet.headings:
            continue
        if IGNORED in called or called == LOOPS:
            drawn.warnings.append(f"{path.name}, sheet {sheet.name} is not read: {sheet.rows.height:,} rows")
        elif is_edges(sheet.headings, columns):
            drawn.parts.append(Rows(sheet.file, sheet.name, "edges", sheet.headings, list(_rows(sheet))))
        elif is_nodes(sheet.headings, columns):
            drawn.parts.append(Rows(sheet.file, sheet.name, "nodes", sheet.headings, list(_rows(sheet))))
        else:
            drawn.problems.append(Problem(sheet.file, sheet.name, message=_neither(sheet)))


def _neither(sheet: Sheet) -> str:
    there = ", ".join(sheet.headings[:12]) + (", ..." if len(sheet.headings) > 12 else "")
    things, source, target = (" or ".join(words[:4]) for words in (NODES["name"], EDGES["from"], EDGES["to"]))
    return (
        f"these are neither things nor lines; the headings are {there}; things have a column id, {things}; lines have "
        f"a column {source} and a column {target}; a mapping file may say so under [columns]; a sheet with {IGNORED} "
        "in its name is passed over"
    )


def _rows(sheet: Sheet) -> Iterator[tuple[int, Mapping[str, str]]]:
    for row in sheet.rows.iter_rows(named=True):
        yield row["_row"], {heading: row[heading] for heading in sheet.headings if row[heading] is not None}
