"""A town kept as rounds, its workbook for the next round, and what comes back when it is loaded."""

import csv
import io
from dataclasses import replace

from openpyxl import load_workbook

from linkwork.graph.check import check
from linkwork.graph.fold import fold
from linkwork.graph.identity import Names
from linkwork.graph.privacy import Allowed
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema
from linkwork.loaders._prefill import Wanted, people_values, prefill
from linkwork.loaders._prefill_marks import mark
from linkwork.loaders._template import template
from linkwork.loaders._workbook_headings import sheet_name
from linkwork.loaders.mapping_workbook import LOADER
from linkwork.spreadsheets import MARK, not_a_formula
from tests.loaders import workbook_town

EVERYTHING = Allowed(internal=True, people=True)
TOWN = {
    "Organisations": [
        "id,name,sector,door,postcode,aliases",
        "org-river,Riverside,vcse,yes,,RAC; Riverside Advice",
        "org-hill,Hill Council,council,no,,",
        "org-mill,Mill Practice,nhs,,e16la,",
    ],
    "Services": [
        "id,name,status,provider,funded_until,capacity,caseload,wait_days",
        "service-debt,Debt advice,open,Riverside,2026-03-31,400,3,10",
        "service-walks-r,Walks,open,Riverside,,,,",
        "service-walks-h,Walks,closed,Hill Council,,,20,",
    ],
    "Needs": ["id,name,broader", "need-money,Money,", "need-debt,Debt,Money"],
    "Audiences": ["id,name", "audience-adults,Adults", "audience-young,Under 18s"],
    "Offers": [
        "id,name,service,needs,audiences,not_for",
        "offer-debt,main,service-debt,Debt; Money,Adults,Under 18s",
        "offer-walks,main,service-walks-h,,,",
    ],
    "REFERS_TO": ["from,to,category,wait_days,feedback", "Organisation: Hill Council,Debt advice,referral,4,yes"],
    "Funds": ["id,name,amount,published", "fund-a,Open money,100,yes", "fund-b,Closed money,200,"],
    "People": ["name,work_email,contact_for", "Ada Example,ada@example.org,Service: Debt advice"],
}


def store(folder):
    return RoundStore(folder / "rounds")


def keep(rounds, reading, names, as_of, complete=True):
    said = Statement(names.source, as_of, "mapping-workbook", complete, reading.about.scope or Scope(), ())
    rounds.keep(said, check(reading, SCHEMA), names.minted)


def town(tmp_path, sheets=TOWN, source="town", as_of="2025-03-31"):
    """A store that holds one round of these sheets."""
    rounds = store(tmp_path)
    folder = tmp_path / f"{source}-{as_of}"
    folder.mkdir()
    names = Names(source, rounds.known_names())
    reading = workbook_town.load(folder, sheets, names)
    assert reading.problems == ()
    keep(rounds, reading, names, as_of)
    return rounds


def view(rounds):
    return fold(rounds.folded(), SCHEMA, rules=rounds.rules)


def filled(rounds, allowed=EVERYTHING, organisation=""):
    return prefill(view(rounds), Wanted(organisation, "town", allowed, people_values(rounds.folded(), rounds.rules)))


def rows(rounds, kind, allowed=EVERYTHING, organisation=""):
    return list(filled(rounds, allowed, organisation).filling.rows.get(kind, ()))


def workbook(path, rounds, allowed=EVERYTHING, organisation=""):
    """The workbook at this path, with the sheets that have rows alone: the other forty take a second each time."""
    filling = filled(rounds, allowed, organisation).filling
    path.write_bytes(template(narrowed(filling.rows), filling=filling))
    return path


def narrowed(kinds):
    """The schema with these kinds alone, and with the links that stand in lists on their sheets."""
    nodes = tuple(node for node in SCHEMA.nodes if node.name in kinds)
    known = {node.name for node in nodes}
    links = [replace(link, ends=tuple(pair for pair in link.ends if known >= set(pair))) for link in SCHEMA.links]
    return Schema(nodes, tuple(link for link in links if link.ends and (link.name in kinds or link.columns)))


def as_csvs(folder, filling):
    """The workbook's sheets saved as CSVs, every row confirmed: quicker to write and read where many are needed."""
    folder.mkdir()
    for kind, some in filling.rows.items():
        headings = [*dict.fromkeys(name for row in some for name in row), "confirmed", "prefilled"]
        with (folder / f"{sheet_name(SCHEMA.kind(kind), SCHEMA)}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            for row in some:
                cells = {name: str(value) for name, value in row.items()}
                saved = {name: not_a_formula(text) if text.startswith(MARK) else text for name, text in cells.items()}
                writer.writerow({**saved, "confirmed": "yes", "prefilled": mark(cells)})
    return folder


def edited(path, change):
    """The workbook after somebody changed it: `change` is given its sheets as dictionaries of cells by heading."""
    book = load_workbook(path)
    change({sheet.title: Rows(sheet) for sheet in book})
    book.save(path)
    return path


class Rows:
    """A sheet whose cells are known by row number and heading."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.places = {cell.value: cell.column for cell in sheet[1]}

    def __setitem__(self, place, value):
        self.sheet.cell(place[0], self.places[place[1]]).value = value

    def __getitem__(self, place):
        return self.sheet.cell(place[0], self.places[place[1]]).value

    def row(self, heading, value):
        return next(n for n in range(2, self.sheet.max_row + 2) if self[n, heading] == value)


def tick_everything(sheets):
    for sheet in sheets.values():
        for number in range(2, sheet.sheet.max_row + 1) if "confirmed" in sheet.places else ():
            sheet[number, "confirmed"] = "yes" if sheet[number, "prefilled"] else None


def read(path, rounds, source="town"):
    return LOADER.load([path], Names(source, rounds.known_names()))


def book(content):
    return load_workbook(io.BytesIO(content))


def facts(a_view):
    """Everything a view says, by kind: without who says it and since when."""
    passed_over = ("first_round", "sources")
    return {
        kind: frame.drop(passed_over).sort("id").to_dicts()
        for frames in (a_view.nodes, a_view.links)
        for kind, frame in frames.items()
    }
