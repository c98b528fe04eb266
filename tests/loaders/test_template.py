"""The workbook that `linkwork template` writes, read back as a spreadsheet would."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, Property, Schema
from linkwork.graph.shapes import NodeKind as Kind
from linkwork.loaders._template import template
from linkwork.loaders._template_text import EXAMPLES, PERSONAL_WARNING
from linkwork.loaders._workbook_headings import headings, sheet_name, template_kinds
from linkwork.loaders.mapping_workbook import LOADER
from tests.loaders.drop_downs import rules

BOOK = load_workbook(io.BytesIO(template()))
KINDS = template_kinds(SCHEMA)

SMALL = Schema(
    (
        Kind(
            "Body",
            "Bodies",
            "body",
            "A body",
            (Property("name", "its name", need="required"), Property("sort", "its sort", allowed=("big", "small"))),
        ),
    ),
    (
        LinkKind("OWES", "owes", (("Body", "Body"),), (Property("paid", "whether paid", "yes_no"),)),
        LinkKind("KNOWS", "knows", (("Body", "Body"),)),
    ),
)


def test_a_small_schema_gives_a_sheet_a_kind_and_one_for_each_link_with_properties():
    book = load_workbook(io.BytesIO(template(SMALL, example=False)))
    assert book.sheetnames == ["Start here", "This round", "Bodies", "OWES"]
    assert [cell.value for cell in book["Bodies"][1]] == ["id", "name", "sort"]
    assert [cell.value for cell in book["OWES"][1]] == ["from", "to", "paid"]
    assert rules(book["Bodies"]) == {"C": '"big,small"'}
    assert rules(book["OWES"]) == {
        "A": "OFFSET('Bodies'!$B$2,0,0,MAX(1,COUNTA('Bodies'!$B$2:$B$5000)),1)",
        "B": "OFFSET('Bodies'!$B$2,0,0,MAX(1,COUNTA('Bodies'!$B$2:$B$5000)),1)",
        "C": '"yes,no"',
    }


@pytest.mark.parametrize("kind", SCHEMA.nodes, ids=lambda kind: kind.name)
def test_every_kind_has_its_sheet_with_every_property_and_list_column(kind):
    lists = [column.name for _, column in SCHEMA.columns_on(kind.name)]
    found = [cell.value for cell in BOOK[kind.plural][1]]
    assert sorted(found) == sorted(["id", *(p.name for p in kind.properties), *lists])


def test_every_link_with_properties_has_its_sheet():
    for link in SCHEMA.links:
        if link.properties:
            found = [cell.value for cell in BOOK[sheet_name(link, SCHEMA)][1]]
            assert found == ["from", "to", *(p.name for p in link.properties)]


def test_no_two_sheets_differ_in_capitals_alone():
    names = [name.lower() for name in BOOK.sheetnames]
    assert len(set(names)) == len(names)
    assert {"Funds", "FUNDS links"} <= set(BOOK.sheetnames)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_allowed_value_is_a_drop_down_and_so_are_yes_and_no(kind):
    sheet = BOOK[sheet_name(kind, SCHEMA)]
    found = rules(sheet)
    for cell in sheet[1]:
        prop = kind.property(cell.value)
        if prop and prop.allowed:
            assert found[cell.column_letter] == f'"{",".join(prop.allowed)}"'
        elif prop and prop.type == "yes_no":
            assert found[cell.column_letter] == '"yes,no"'


def test_a_drop_down_of_names_allows_others_and_one_of_fixed_values_does_not():
    offers = {rule.formula1: rule for rule in BOOK["Offers"].data_validations.dataValidation}
    services = offers["OFFSET('Services'!$B$2,0,0,MAX(1,COUNTA('Services'!$B$2:$B$5000)),1)"]
    assert not services.showErrorMessage
    assert offers['"open,planned,closed"'].showErrorMessage


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_heading_has_a_note_and_required_ones_are_bold(kind):
    sheet = BOOK[sheet_name(kind, SCHEMA)]
    for cell, heading in zip(sheet[1], headings(kind, SCHEMA), strict=True):
        assert heading.meaning in cell.comment.text
        assert cell.font.bold == (heading.wanted == "required")
        assert ("Must be filled in." in cell.comment.text) == (heading.wanted == "required")


def test_required_columns_come_straight_after_the_id():
    assert [cell.value for cell in BOOK["Services"][1]][:4] == ["id", "name", "status", "provider"]
    assert [cell.value for cell in BOOK["Offers"][1]][:3] == ["id", "name", "service"]


def test_sheets_of_personal_data_say_so_on_every_heading_and_have_a_red_tab():
    red = {name for name in BOOK.sheetnames if BOOK[name].sheet_properties.tabColor.rgb.endswith("C00000")}
    assert red == {"People", "HOLDS", "CONTACT_FOR", "SITS_ON"}
    for name in red:
        assert all(PERSONAL_WARNING in cell.comment.text for cell in BOOK[name][1])


def test_the_header_stays_in_sight_and_can_be_filtered():
    for kind in KINDS:
        sheet = BOOK[sheet_name(kind, SCHEMA)]
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_every_example_fills_columns_that_exist_and_calls_itself_an_example():
    for name, row in EXAMPLES.items():
        known = {heading.name for heading in headings(SCHEMA.node[name], SCHEMA)}
        assert set(row) <= known
        assert BOOK[SCHEMA.node[name].plural]["A2"].value == "example"
        assert any(value.startswith("Example:") for value in row.values())


def test_the_template_is_the_same_bytes_each_run_and_holds_no_time_of_writing():
    written = template()
    assert written == template()
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2024, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(written)).properties
    assert (properties.created, properties.modified) == (datetime(2024, 1, 1), datetime(2024, 1, 1))


def test_the_template_loaded_as_it_stands_gives_no_problem_and_no_record(tmp_path):
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(template())
    reading = LOADER.load([path], Names("town"))
    assert reading.problems == ()
    assert reading.tables == ()
    assert reading.about.complete is False
    assert reading.warnings[0] == "no sheet has any rows: there is nothing to load."
