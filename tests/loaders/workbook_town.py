"""Small mapping workbooks written in a test, and what was read from them."""

from openpyxl import Workbook

from linkwork.graph.identity import Names
from linkwork.loaders.mapping_workbook import LOADER

TOWN = {
    "Organisations": ["name,sector,aliases", "Riverside,vcse,Riverside Advice; RAC", "Hill Council,council,"],
    "Services": ["name,status,provider", "Debt advice,open,Riverside", "Walks,open,hill council"],
    "Needs": ["name", "Money", "Loneliness"],
    "Offers": ["name,service,needs", "main,Debt advice,Money; loneliness", "main,Walks,Loneliness"],
}
TWO_WALKS = ["name,status,provider", "Walks,open,Riverside", "Walks,open,Hill Council"]


def load(folder, sheets, names=None):
    """The reading of a folder of CSVs, one for each sheet, and of nothing else in it."""
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, lines in sheets.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return LOADER.load([folder], names or Names("town"))


def book(path, sheets):
    work = Workbook()
    work.remove(work.active)
    for name, rows in sheets.items():
        sheet = work.create_sheet(name)
        for row in rows:
            sheet.append(row)
    work.save(path)


def later(names):
    """The names as the next load finds them: what was made is known."""
    return Names(names.source, {**names.minted, **names.known})


def table(reading, kind):
    return next(t.rows for t in reading.tables if t.kind == kind)


def ids(reading, kind):
    return [id_ for t in reading.tables if t.kind == kind for id_ in t.rows["id"]]


def links(reading, kind):
    return [pair for t in reading.tables if t.kind == kind for pair in t.rows.select("from_id", "to_id").iter_rows()]


def said(reading):
    return sorted(str(problem) for problem in reading.problems)
