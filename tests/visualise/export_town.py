"""A town to export, and what is to be found in its exports whatever the reader."""

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._words import plain
from linkwork.visualise.exports import export
from tests.visualise import towns

NODES = (
    ViewNode("area-mill", "Area", "Mill Ward", facts={"population": 7600, "core20_share": 0.25}),
    ViewNode("org-mill", "Organisation", "Mill & <Sons>", facts={"aliases": ["The Mill", "Müller"], "website": ""}),
    ViewNode("org-sum", "Organisation", "=SUM(A1:A9)", facts={"sector": "vcse", "category": "+44 club"}),
    ViewNode("service-a", "Service", "Walks", facts={"wait_days": 12, "caseload": "under 5", "description": "A\nB"}),
    ViewNode("service-b", "Service", "Walks", facts={"caseload": 40, "door": True}),
    ViewNode("service-c", "Service", "mill & <sons>", live=False, facts={"door": False, "aliases": []}),
)
LINKS = (
    ViewLink("FUNDS|org-mill|service-a", "FUNDS", "org-mill", "service-a", facts={"amount": 1200.5}),
    ViewLink("PROVIDES|org-mill|service-a", "PROVIDES", "org-mill", "service-a", facts={"since": "2024"}),
    ViewLink("PROVIDES|org-sum|service-c", "PROVIDES", "org-sum", "service-c", live=False),
    ViewLink("REFERS_TO|service-a|service-a", "REFERS_TO", "service-a", "service-a", facts={"blocks": False}),
)
TOWN = GraphView("Mill Town", NODES, LINKS, (("mapping", "2024-05-01"), ("list", "2023")), "Made up")
#: Every fact that says something, as a table or XML holds it; `caseload` is text because one of the two is.
FACTS = {
    "area-mill": {"population": 7600, "core20_share": 0.25},
    "org-mill": {"aliases": "The Mill; Müller"},
    "org-sum": {"sector": "vcse", "category": "+44 club"},
    "service-a": {"wait_days": 12, "caseload": "under 5", "description": "A\nB"},
    "service-b": {"caseload": "40", "door": True},
    "service-c": {"door": False},
    "FUNDS|org-mill|service-a": {"amount": 1200.5},
    "PROVIDES|org-mill|service-a": {"since": "2024"},
    "PROVIDES|org-sum|service-c": {},
    "REFERS_TO|service-a|service-a": {"blocks": False},
}
READS = {"FUNDS": "funds", "PROVIDES": "provides", "REFERS_TO": "refers to", "PART_OF": "is part of"}
VIEWS = {"town": TOWN, "hostile": towns.hostile(), "empty": GraphView("Nowhere", (), (), note="Made up")}
every_view = pytest.mark.parametrize("name", VIEWS)


@cache
def made(form, ending, name="town"):
    return export(form).make(VIEWS[name], ending).content


def held(text):
    """Text as XML can hold it: what it has no way to write is marked."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", str(text))
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def facts(thing):
    """The facts of a thing of the town, written out above; of the hostile one, by the rule for text and lists."""
    if thing.id in FACTS:
        return FACTS[thing.id]
    texts = {plain(k): "; ".join(v) if isinstance(v, list) else v for k, v in thing.facts.items()}
    return {name: held(text) for name, text in texts.items() if text}


def reads(kind):
    return READS.get(kind, plain(kind.replace("_", " ").lower()))


def no_formula(value):
    """Text as a CSV has it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") and value else value


def sheets(content):
    book = openpyxl.load_workbook(BytesIO(content))
    return book, {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def records(rows):
    return [{k: v for k, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


def in_a_cell(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
