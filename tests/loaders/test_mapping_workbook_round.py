"""What a mapping workbook says of its round, and everything at once."""

import io
from datetime import date
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from linkwork.graph.check import check
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Scope
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import NodeKind
from linkwork.loaders._template import template
from linkwork.loaders._workbook_headings import headings, other_ends, sheet_name, template_kinds
from linkwork.loaders.mapping_workbook import LOADER
from tests.loaders.workbook_town import TOWN, book, ids, links, load, said


def test_this_round_says_source_date_scope_and_completeness(tmp_path):
    book(
        tmp_path / "town.xlsx",
        {
            "This round": [
                ["field", "value", "note"],
                ["source", "town-mapping", ""],
                ["date", date(2024, 3, 31), ""],
                ["complete", "Yes", ""],
                ["scope kinds", "services; REFERS_TO", ""],
                ["scope areas", "Bow; gss:E05009317", ""],
                ["scope sheets", "organisations", ""],
            ],
            "Areas": [["name"], ["Bow"]],
        },
    )
    said_ = LOADER.about([tmp_path / "town.xlsx"])
    assert said_ == About(
        "town-mapping",
        "2024-03-31",
        Scope(("Service", "REFERS_TO"), ("Bow", "gss:E05009317"), ("Organisations",)),
        True,
    )
    reading = LOADER.load([tmp_path / "town.xlsx"], Names("town-mapping"))
    assert reading.problems == ()
    assert reading.about.scope == Scope(
        ("Service", "REFERS_TO"), ("area-town-mapping-bow", "area-e05009317"), ("Organisations",), links=()
    )


def test_without_the_sheet_the_file_says_nothing_and_covers_the_sheets_that_have_rows(tmp_path):
    town = TOWN | {"Boards": ["name"], "Roles": ["name,family"]}
    reading = load(tmp_path, town)
    assert LOADER.about([tmp_path]) == About()
    assert reading.about == About(
        scope=Scope(sheets=("Needs", "Offers", "Organisations", "Services"), links=("HAS_OFFER", "MEETS", "PROVIDES"))
    )
    assert reading.warnings == ("sheets Boards, Roles have no rows: taken as not asked about.",)


def test_an_empty_sheet_in_the_scope_says_that_there_is_none(tmp_path):
    reading = load(
        tmp_path,
        {"Boards": ["name"], "Needs": ["name", "Falls"], "This round": ["field,value", "scope sheets,Needs; Boards"]},
    )
    assert reading.about.scope == Scope(sheets=("Needs", "Boards"), links=())
    assert reading.warnings == ("sheet Boards has no rows, though in the scope: taken to say that there is none.",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "date,2024-03",
            "row 2, column value: '2024-03' is not a date such as 2024-03-31 or 31/03/2024, with its day.",
        ),
        (
            "date,31/02/2024",
            "row 2, column value: '31/02/2024' is not a date such as 2024-03-31 or 31/03/2024, with its day.",
        ),
        ("complete,maybe", "row 2, column value: 'maybe' is not yes or no."),
        (
            "scope kinds,Servise",
            "row 2, column value: 'Servise' is not a kind of the mapping workbook. Did you mean Service?",
        ),
        (
            "scope sheets,Offer s",
            "row 2, column value: 'Offer s' is not a sheet of the mapping workbook. Did you mean Offers?",
        ),
        (
            "sorce,x",
            "row 2: 'sorce' is not a field of this sheet. Did you mean source? The fields are source, date, "
            "complete, "
            "scope kinds, scope areas, scope sheets.",
        ),
    ],
)
def test_what_is_wrong_in_this_round_is_a_problem_and_then_says_nothing(tmp_path, line, message):
    reading = load(tmp_path, {"This round": ["field,value", line], "Needs": ["name", "Falls"]})
    assert said(reading) == [f"This round.csv, sheet This round, {message}"]
    assert LOADER.about([tmp_path]) == About()


@pytest.mark.parametrize("written", ["2024-03-31", "31/03/2024", "31.3.2024"])
def test_a_day_may_be_written_either_way(tmp_path, written):
    load(tmp_path, {"This round": ["field,value", f"date,{written}"]})
    assert LOADER.about([tmp_path]).as_of == "2024-03-31"


def test_two_files_of_one_load_may_not_say_different_dates(tmp_path):
    for name, day in (("a", "2024-03-31"), ("b", "2024-04-30")):
        book(tmp_path / f"{name}.xlsx", {"This round": [["field", "value"], ["date", day]]})
    reading = LOADER.load([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], Names("town"))
    assert said(reading) == [
        "b.xlsx, sheet This round, row 2, column date: this says '2024-04-30' and a.xlsx, row 2 says '2024-03-31'. "
        "One load is one round."
    ]


# Everything at once


def test_a_filled_row_on_every_sheet_of_the_template_comes_back(tmp_path):
    filled = load_workbook(io.BytesIO(template(example=False)))
    expected = {}
    for kind in template_kinds(SCHEMA):
        row = filled_row(kind)
        expected[kind.name] = row
        sheet = filled[sheet_name(kind, SCHEMA)]
        for cell in sheet[1]:
            sheet.cell(2, cell.column, row[cell.value])
    filled.save(tmp_path / "town.xlsx")
    reading = LOADER.load([tmp_path / "town.xlsx"], Names("town"))
    assert (reading.problems, reading.warnings) == ((), ())
    checked = check(reading, SCHEMA)
    for kind in template_kinds(SCHEMA):
        found = next(t for t in checked if t.kind == kind.name and t.rows["_sheet"][0] == sheet_name(kind, SCHEMA))
        for prop in kind.properties:
            assert found.rows[prop.name].to_list() == [came_back(kind, prop, expected[kind.name][prop.name])], prop.name
    for kind in SCHEMA.nodes:
        for link, column in SCHEMA.columns_on(kind.name):
            own, other = ("from", "to") if column.on == "from" else ("to", "from")
            pairs = [
                (row[f"{own}_kind"], row[f"{other}_kind"])
                for t in checked
                if t.kind == link.name
                for row in t.rows.iter_rows(named=True)
            ]
            assert (kind.name, other_ends(link, column, kind.name)[0]) in pairs


def filled_row(kind):
    row = {"id": f"{kind.name.lower()}-1"}
    for heading in headings(kind, SCHEMA):
        if heading.name == "not_for":
            row[heading.name] = "Audience: Children"
        elif heading.refers:
            row[heading.name] = f"{heading.refers[0]}: The {heading.refers[0]}"
        elif heading.prop:
            row[heading.name] = f"The {kind.name}" if heading.name == "name" else value(heading.prop)
    return row


def value(prop):
    if prop.allowed:
        return prop.allowed[0]
    return {
        "text": f"some {prop.name}",
        "integer": 2,
        "number": 0.5,
        "yes_no": "yes",
        "date": date(2024, 3, 31),
        "list": "one; two",
        "postcode": "e16la",
    }[prop.type]


def came_back(kind, prop, written):
    if prop.name == "audience" and not isinstance(kind, NodeKind):
        return "audience-1"
    return {"yes_no": True, "date": "2024-03-31", "list": ["one", "two"], "postcode": "E1 6LA"}.get(prop.type, written)


LETTERS = st.text(alphabet=ascii_letters + digits + " '’.-&()éüłßত‘中", min_size=1, max_size=12).map(str.strip)


CALLED = LETTERS.filter(lambda name: slug(name) and not name.startswith("Example"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CALLED, min_size=1, max_size=6, unique_by=slug), st.sampled_from([str, str.upper, str.lower, str.title])
)
def test_any_name_finds_its_own_row_in_any_capitals(tmp_path_factory, called, recased):
    folder = tmp_path_factory.mktemp("town")
    asked = [name if slug(recased(name)) != slug(name) else recased(name) for name in called]
    lines = [f'"{name}","{other}"' for name, other in zip(called, reversed(asked), strict=True)]
    reading = load(folder, {"Needs": ["name,broader", *lines]})
    assert reading.problems == ()
    own = ids(reading, "Need")
    assert links(reading, "BROADER") == list(zip(own, reversed(own), strict=True))
