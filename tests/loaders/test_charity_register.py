"""The register of charities: a made-up town of four in the columns that the Charity Commission publishes."""

import json

import polars as pl
import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.records import About
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._register_files import _bare_column
from linkwork.loaders.charity_register import LOADER
from tests.commands.steps import run

HEAD = (
    *("date_of_extract", "organisation_number", "registered_charity_number", "linked_charity_number", "charity_name"),
    *("charity_type", "charity_registration_status", "date_of_registration", "date_of_removal"),
    *("charity_reporting_status", "latest_acc_fin_period_start_date", "latest_acc_fin_period_end_date"),
    *("latest_income", "latest_expenditure", "charity_contact_address1", "charity_contact_address2"),
    *("charity_contact_address3", "charity_contact_address4", "charity_contact_address5", "charity_contact_postcode"),
    *("charity_contact_phone", "charity_contact_email", "charity_contact_web", "charity_company_registration_number"),
    *("charity_insolvent", "charity_in_administration", "charity_previously_excepted", "charity_is_cdf_or_cif"),
    *("charity_is_cio", "cio_is_dissolved", "date_cio_dissolution_notice", "charity_activities", "charity_gift_aid"),
    "charity_has_land",
)
ADDRESS = dict.fromkeys((f"charity_contact_address{n}" for n in range(1, 6)), "1 HIGH ST")


def charity(number, linked, name, status="Registered", **rest):
    facts = {
        **{"date_of_extract": "2026-11-01T00:00:00", "organisation_number": number, "charity_name": name},
        **{"registered_charity_number": number, "linked_charity_number": linked, "latest_income": 1000.5},
        **{"charity_registration_status": status, "date_of_registration": "1990-01-02T00:00:00", **ADDRESS},
        **{"charity_contact_phone": "020 7946 0000", "charity_contact_email": "ann@mill.test", **rest},
        "charity_activities": rest.get("charity_activities", "We help."),
    }
    return {name: facts.get(name) for name in HEAD}


TOWN = [
    charity(900001, 0, "MILL  TRUST", charity_contact_postcode="e16la", charity_contact_web="www.mill.test"),
    charity(900001, 2, "MILL FUND", "Removed", date_of_removal="2001-05-06T00:00:00"),
    charity(900001, 3, "MILL HALL", charity_company_registration_number="1234567"),
    charity(900002, 0, "OLD HOUSE", "Removed", date_of_removal="1999-01-01T00:00:00"),
]
KEPT = {"category": "charity", "sector": "vcse"}
BODIES = [
    {
        **{"id": "org-chc-900001", "name": "MILL TRUST", "status": "open", "charity_no": "900001"},
        **{"postcode": "E1 6LA", "website": "www.mill.test", **KEPT},
    },
    {"id": "org-chc-900001-2", "name": "MILL FUND", "status": "closed", "charity_no": "900001-2", **KEPT},
    {
        **{"id": "org-chc-900001-3", "name": "MILL HALL", "status": "open", "charity_no": "900001-3"},
        **{"company_no": "01234567", **KEPT},
    },
    {"id": "org-chc-900002", "name": "OLD HOUSE", "status": "closed", "charity_no": "900002", **KEPT},
]
PARTS = [
    ("org-chc-900001-2", "org-chc-900001", "1990-01-02", "2001-05-06"),
    ("org-chc-900001-3", "org-chc-900001", "1990-01-02", None),
]


def as_json(folder, charities=TOWN):
    (folder / "publicextract.charity.json").write_text("\ufeff" + json.dumps(charities), encoding="utf-8")
    return folder / "publicextract.charity.json"


def as_text(folder, charities=TOWN, ending="\r\n"):
    """Text with tabs as it is published: no quoting, dates with a time, and what charities say as they wrote it."""
    lines = ["\t".join(HEAD), *("\t".join(written(cell) for cell in one.values()) for one in charities)]
    (folder / "publicextract.charity.txt").write_bytes("".join(line + ending for line in lines).encode())
    return folder / "publicextract.charity.txt"


def written(cell):
    return "" if cell is None else str(cell).replace("T00:00:00", " 00:00:00.000")


def read(path):
    return LOADER.load([path], Names("charity-register"))


def facts(reading):
    tables = [table for table in check(reading, SCHEMA) if table.kind == "Organisation"]
    rows = [row for table in tables for row in table.rows.iter_rows(named=True)]
    return [{k: v for k, v in row.items() if v is not None and k not in ("_file", "_sheet", "_row")} for row in rows]


def said(reading):
    return [str(problem).partition(": ")[2] for problem in reading.problems]


@pytest.mark.parametrize("form", [as_json, as_text])
def test_a_charity_is_known_by_its_number_and_a_linked_one_is_a_part_of_it(tmp_path, form):
    reading = read(form(tmp_path))
    assert (reading.problems, reading.warnings) == ((), ())
    assert facts(reading) == BODIES
    (links,) = [table for table in check(reading, SCHEMA) if table.kind == "PART_OF"]
    assert links.rows.select("from_id", "to_id", "starts", "ends").rows() == PARTS
    assert reading.about == About(as_of="2026-11-01")


@pytest.mark.parametrize("form", [as_json, as_text])
def test_addresses_telephones_mail_money_and_what_charities_say_are_not_kept(tmp_path, form):
    kept = " ".join(str(row) for table in read(form(tmp_path)).tables for row in table.rows.rows())
    for word in ("HIGH ST", "7946", "ann@", "1000.5", "We help"):
        assert word not in kept


def test_text_goes_on_over_line_ends_and_quote_marks_are_letters(tmp_path):
    wordy = charity(900003, 0, 'THE "SUNDAY" CLUB', charity_activities='"We help\nand\n\nsing')
    reading = read(as_text(tmp_path, [wordy, TOWN[3]], "\n"))
    assert [body["name"] for body in facts(reading)] == ['THE "SUNDAY" CLUB', "OLD HOUSE"]
    assert reading.tables[0].rows["_row"].to_list() == [2, 6]


def test_a_row_of_too_many_or_too_few_cells_is_a_problem_with_its_line(tmp_path):
    path = as_text(tmp_path, [charity(900003, 0, "A\tB"), TOWN[3]])
    path.write_bytes(path.read_bytes() + b"2026\t1\t900004\r\n")
    again = "the same extract as JSON has no such rows"
    assert [str(problem) for problem in read(path).problems] == [
        f"publicextract.charity.txt, row 2: there are 35 cells under 34 headings; {again}",
        f"publicextract.charity.txt, row 4: there are 3 cells under 34 headings; {again}",
    ]


def test_what_is_left_blank_is_counted_in_a_line_for_each_sort(tmp_path):
    odd = charity(900003, 0, "A", "Paused", charity_contact_postcode="E1", charity_company_registration_number="none")
    assert [
        warning.removeprefix("publicextract.charity.json, column ")
        for warning in read(as_json(tmp_path, [odd])).warnings
    ] == [
        "charity_registration_status: 1 row is not a status known here, as 'Paused' in row 1; the cell is left blank",
        "charity_contact_postcode: 1 row is not a postcode, as 'E1' in row 1; the cell is left blank",
        "charity_company_registration_number: 1 row is not a company number, as 'none' in row 1; "
        "the cell is left blank",
    ]


@pytest.mark.parametrize("form", [as_json, as_text])
def test_a_column_that_nobody_knows_is_said(tmp_path, form):
    new = [{**one, "region": "North"} for one in TOWN]
    path = form(tmp_path, new) if form is as_json else as_text(tmp_path, TOWN)
    if form is as_text:
        head, *lines = path.read_text().splitlines()
        path.write_text("\n".join([f"{head}\tregion", *(f"{line}\tNorth" for line in lines)]))
    assert read(path).warnings == (f"{path.name}, column region is filled but not read",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"registered_charity_number": None}, "this cell is blank; every charity has both numbers"),
        ({"registered_charity_number": "SC1"}, "'SC1' is not a charity number: five to eight digits"),
        ({"linked_charity_number": "-1"}, "'-1' is not 0 or a part's number"),
    ],
)
def test_a_number_that_is_none_is_a_problem(tmp_path, change, message):
    assert said(read(as_json(tmp_path, [TOWN[0] | change]))) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1}', "this is not a list in JSON"),
        ("[]", "its list holds no charity"),
        ("[5]", "its list holds no charity"),
        ('[{"charity_name": "A"}', "the list breaks off after item 1"),
        ('[{"charity_name": "A"}, 5]', "this is no charity"),
        ('[{"charity_name": "A"}, {"charity_na', "item 2 cannot be read as JSON"),
        ('[{"charity_name": "A"}] []', "more follows the list"),
        ("[" * 100000, "item 1 is nested too deeply"),
        (
            '[{"charity_name": "\\ud800", "\\ud800": 1, "_row": 2, "": 3}]',
            "column 'registered_charity_number' is missing",
        ),
        ("", "this file is empty"),
    ],
)
def test_hostile_json_is_refused_in_plain_words(tmp_path, text, message):
    (tmp_path / "charity.json").write_text(text)
    problems = [str(problem) for problem in read(tmp_path / "charity.json").problems]
    assert any(message in problem for problem in problems)
    assert all(problem.startswith("charity.json") for problem in problems)


def test_a_zip_a_heading_twice_and_letters_that_are_none_are_refused(tmp_path):
    (tmp_path / "charity.zip").write_bytes(b"PK\x03\x04")
    assert said(read(tmp_path / "charity.zip")) == ["this is a zip; take out the file in it, and load that"]
    (tmp_path / "twice.txt").write_text("charity_name\tcharity_name\nA\tB\n")
    assert "stands over two columns" in said(read(tmp_path / "twice.txt"))[0]
    (tmp_path / "letters.txt").write_bytes(b"charity_name\tregion\n\xff\tB\n")
    assert said(read(tmp_path / "letters.txt")) == ["its letters cannot be read as UTF-8; get a fresh copy of it"]


def test_the_extract_says_its_day_and_the_same_again_keeps_nothing(tmp_path):
    run("init", tmp_path / "town")
    words = ("load", "charity-register", as_json(tmp_path), "--project", tmp_path / "town")
    assert "as charity-register of 2026-11-01 (complete). It holds 4 Organisation, 2 PART_OF." in run(*words).output
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again


def test_a_cell_of_the_text_is_without_blanks_and_quote_marks_round_it():
    cells = {' "A ""B"" C" ': 'A "B" C', '"': '"', '" "': None, "\xa0x\t": "x", 'a"b"': 'a"b"', "": None}
    read = pl.DataFrame({"name": list(cells)}).select(_bare_column("name"))
    assert read["name"].to_list() == list(cells.values())
