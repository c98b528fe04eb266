"""Networks and practices as NHS ODS publishes them: a small town in the wording of two years, and the real files."""

import csv
import gzip
import json
from time import process_time

import openpyxl
import polars as pl
import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

OLD = {
    "PCNDetails": [
        [
            *("PCN Code", "PCN Name", "Current Clinical \nCommissioning \nGroup Code"),
            *("Clinical\nCommissioning\nGroup Name", "Open Date", "Close Date"),
            *(f"Address Line {n}" for n in range(1, 6)),
            "Postcode",
        ],
        ["U00001", "NORTH  TOWN\nPCN", "02P", "TOWN CCG", "20190701", None, "1 HIGH ST", *[None] * 4, "E1 6LA"],
        ["U00002", "SOUTH TOWN PCN", "02P", "TOWN CCG", "20190701", "20220331", "2 LOW ST", *[None] * 4, "E1 6LB"],
    ],
    "PCN Core Partner Details": [
        [
            *("Partner\nOrganisation\nCode", "Partner\nName", "Practice\nParent\nCCG Code"),
            *("Practice\nParent\nCCG Name", "PCN Code", "PCN Name", "PCN Parent\nCCG Code", "PCN Parent\nCCG Name"),
            *("Practice to PCN\nRelationship\nStart Date", "Practice to PCN\nRelationship\nEnd Date"),
            "Practice CCG and PCN\nCCG Match ",
        ],
        ["A00001", "MILL SURGERY", "02P", "TOWN", "U00002", "SOUTH", "02P", "TOWN", 20190701, 20220331, True],
        ["A00001", "MILL SURGERY", "02P", "TOWN", "U00001", "NORTH", "02P", "TOWN", 20220401, None, True],
        ["a00002", "OLD SURGERY", "03Q", "TOWN", "U00002", "SOUTH", "02P", "TOWN", "20190701", "20220331", False],
    ],
}
NEW_WORDS = {
    "Current Clinical \nCommissioning \nGroup Code": "Current Sub ICB Loc Code",
    "Clinical\nCommissioning\nGroup Name": "Sub ICB Location",
    "Practice\nParent\nCCG Code": "Practice\nParent\nSub ICB Loc Code",
    "Practice\nParent\nCCG Name": "Practice\nParent\nSub ICB Loc Name",
    "PCN Parent\nCCG Code": "PCN Parent\nSub ICB Loc Code",
    "PCN Parent\nCCG Name": "PCN Parent\nSub ICB Loc Name",
    "Practice CCG and PCN\nCCG Match ": "Practice Sub ICB Loc and PCN Sub ICB Loc Match ",
}
NEW = {name: [[NEW_WORDS.get(h, h) for h in rows[0]], *rows[1:]] for name, rows in OLD.items()}


def changed(sheet, row, column, value):
    """The town with one cell changed; rows count from 1, the headings, as a spreadsheet does."""
    town = {name: [list(cells) for cells in rows] for name, rows in OLD.items()}
    town[sheet][row - 1][column] = value
    return town


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(*paths):
    return loader("ods-pcn").load(paths, Names("nhs-ods-pcn"))


def rows(table):
    return table.rows.select(pl.exclude("_file", "_sheet")).rows()


@pytest.mark.parametrize("sheets", [OLD, NEW])
def test_a_town_of_two_networks_and_two_practices_in_either_years_wording(tmp_path, sheets):
    reading = read(workbook(tmp_path / "ePCN.xlsx", sheets))
    networks, practices, links = reading.tables
    assert (networks.kind, practices.kind, links.kind) == ("Organisation", "Organisation", "PART_OF")
    place = ["_file", "_sheet", "_row"]
    said = ["id", "name", "ods_code", "category", "sector", "status", "postcode", "sub_icb_code"]
    assert networks.rows.columns == said + place
    assert rows(networks) == [
        ("org-ods-u00001", "NORTH TOWN PCN", "U00001", "pcn", "nhs", "open", "E1 6LA", "02P", 2),
        ("org-ods-u00002", "SOUTH TOWN PCN", "U00002", "pcn", "nhs", "closed", "E1 6LB", "02P", 3),
    ]
    said = ["id", "name", "ods_code", "category", "sector", "sub_icb_code"]
    assert practices.rows.columns == said + place
    assert rows(practices) == [
        ("org-ods-a00001", "MILL SURGERY", "A00001", "practice", "nhs", "02P", 3),
        ("org-ods-a00002", "OLD SURGERY", "A00002", "practice", "nhs", "03Q", 4),
    ]
    assert rows(links) == [
        ("Organisation", "org-ods-a00001", "Organisation", "org-ods-u00001", "2022-04-01", None, 3),
    ]
    assert (reading.problems, reading.warnings) == ((), ())
    assert set(links.rows["_sheet"]) == {"PCN Core Partner Details"}
    check(reading, SCHEMA)


def test_what_is_to_end_goes_on_until_its_day(tmp_path):
    town = changed("PCNDetails", 2, 5, "20991231")
    town["PCN Core Partner Details"][2][9] = 20991231
    networks, _, links = read(workbook(tmp_path / "ePCN.xlsx", town)).tables
    assert networks.rows["status"].to_list() == ["open", "closed"]
    assert links.rows.select("from_id", "to_id", "ends").rows() == [
        ("org-ods-a00001", "org-ods-u00001", "2099-12-31"),
    ]


def test_a_practice_whose_next_network_is_published_ahead_is_in_that_alone(tmp_path):
    links = read(workbook(tmp_path / "ePCN.xlsx", changed("PCN Core Partner Details", 2, 9, 20991231))).tables[2].rows
    assert links.select("from_id", "to_id").rows() == [("org-ods-a00001", "org-ods-u00001")]


def test_of_two_periods_of_a_membership_the_one_that_goes_on_longest_counts(tmp_path):
    town = changed("PCN Core Partner Details", 2, 4, "U00001")
    town["PCN Core Partner Details"][1][9] = 20981231
    links = read(workbook(tmp_path / "ePCN.xlsx", town)).tables[2].rows
    assert links.select("starts", "ends", "_row").rows() == [("2022-04-01", None, 3)]


def test_the_two_sheets_are_read_as_csv_files_in_a_folder_too(tmp_path):
    for name, lines in OLD.items():
        pl.DataFrame(lines[1:], schema=lines[0], orient="row", strict=False).write_csv(tmp_path / f"{name}.csv")
    networks, practices, links = read(tmp_path).tables
    assert [table.rows.height for table in (networks, practices, links)] == [2, 2, 1]


def test_tables_under_other_names_are_known_by_their_columns(tmp_path):
    for name, town in zip(("ours.csv", "practices of ours.csv"), OLD.values(), strict=True):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(town)
    workbook(tmp_path / "ePCN.xlsx", OLD)
    renamed = read(tmp_path / "practices of ours.csv", tmp_path / "ours.csv")
    assert (renamed.problems, renamed.warnings) == ((), ())
    for table, other in zip(renamed.tables, read(tmp_path / "ePCN.xlsx").tables, strict=True):
        assert rows(table) == rows(other)


def test_a_missing_sheet_is_named_and_so_are_the_sheets_there_are(tmp_path):
    town = {"PCNDetails": OLD["PCNDetails"], "Practices": [["Partner Name", "PCN Code"], ["MILL", "U00001"]]}
    reading = read(workbook(tmp_path / "ePCN.xlsx", town))
    assert [str(problem) for problem in reading.problems] == [
        "ePCN.xlsx: the sheet 'PCN Core Partner Details' is missing; the sheets are PCNDetails, Practices"
    ]
    assert reading.warnings == ("ePCN.xlsx, sheet Practices is not read",)
    assert reading.tables == ()


def test_a_missing_column_is_named_and_so_are_the_columns_there_are(tmp_path):
    town = {**OLD, "PCNDetails": [[row[0], row[1], row[2], row[11]] for row in OLD["PCNDetails"]]}
    (problem,) = read(workbook(tmp_path / "ePCN.xlsx", town)).problems
    assert str(problem) == (
        "ePCN.xlsx, sheet PCNDetails: the column 'Close Date' is missing; the headings are "
        "PCN Code, PCN Name, Current Clinical Commissioning Group Code, Postcode"
    )


def test_a_new_column_that_is_filled_is_a_warning(tmp_path):
    reading = read(workbook(tmp_path / "ePCN.xlsx", changed("PCNDetails", 1, 6, "ICB Region")))
    assert reading.problems == ()
    assert reading.warnings == ("ePCN.xlsx, sheet PCNDetails, column ICB Region is filled but not read",)


MALFORMED = [
    ("PCNDetails", 2, 0, "u1x", "PCN Code", "'u1x' is not a PCN code: U and five digits, such as U08803"),
    ("PCNDetails", 2, 0, None, "PCN Code", "this cell is blank; write a PCN code: U and five digits, such as U08803"),
    ("PCNDetails", 3, 5, "31/03/2022", "Close Date", "'31/03/2022' is not {date}"),
    ("PCN Core Partner Details", 2, 0, "A 1", "Partner Organisation Code", "'A 1' is not {ods}"),
    ("PCN Core Partner Details", 3, 4, "U1", "PCN Code", "'U1' is not a PCN code: U and five digits, such as U08803"),
    ("PCN Core Partner Details", 3, 8, "20221301", "{starts}", "'20221301' is not {date}"),
    ("PCN Core Partner Details", 2, 9, "soon", "{ends}", "'soon' is not {date}"),
    ("PCN Core Partner Details", 2, 2, "no code", "Practice Parent CCG Code", "'no code' is not {sub_icb}"),
]
WORDS = {
    "starts": "Practice to PCN Relationship Start Date",
    "ends": "Practice to PCN Relationship End Date",
    "date": "a date: eight digits for year, month and day, such as 20190701",
    "ods": "an ODS code: five or six letters and digits, such as F84676",
    "sub_icb": "a sub-ICB location code: three to five letters and digits, such as A3A8R",
}


@pytest.mark.parametrize("cell", MALFORMED)
def test_a_malformed_code_or_date_is_said_with_its_place_and_what_is_allowed(tmp_path, cell):
    sheet, row, column, value, heading, message = cell
    heading, message = heading.format(**WORDS), message.format(**WORDS)
    (problem,) = read(workbook(tmp_path / "ePCN.xlsx", changed(sheet, row, column, value))).problems
    assert str(problem) == f"ePCN.xlsx, sheet {sheet}, row {row}, column {heading}: {message}"


def test_a_practice_of_two_names_keeps_the_one_of_its_current_row_and_says_so(tmp_path):
    reading = read(workbook(tmp_path / "ePCN.xlsx", changed("PCN Core Partner Details", 2, 1, "WATER MILL SURGERY")))
    assert reading.tables[1].rows["name"].to_list() == ["MILL SURGERY", "OLD SURGERY"]
    assert reading.problems == ()
    assert reading.warnings == (
        "ePCN.xlsx, sheet PCN Core Partner Details, row 2, column Partner Name: A00001 is 'WATER MILL SURGERY' here "
        "and 'MILL SURGERY' in row 3; 'MILL SURGERY' was taken, from the row that is current or else the latest",
    )


def test_two_files_of_one_load_are_one_reading_and_their_problems_are_said_together(tmp_path):
    one = workbook(tmp_path / "one.xlsx", changed("PCNDetails", 2, 0, "X1"))
    two = workbook(tmp_path / "two.xlsx", changed("PCNDetails", 2, 0, "X2"))
    reading = read(one, two)
    assert [(problem.file, problem.row) for problem in reading.problems] == [("one.xlsx", 2), ("two.xlsx", 2)]


@pytest.fixture(scope="module")
def rounds(shared):
    """The two published workbooks: networks, practices and links of each."""
    return {when: read(shared / "data" / "ods" / f"ePCN_{when}.xlsx") for when in ("2022-05", "2023-02")}


def links(reading):
    return set(reading.tables[2].rows.select("from_id", "to_id").rows())


def named(table):
    return dict(table.rows.select("id", "name").rows())


def moved(before, after):
    """Practices with a network in both rounds, and not the same one."""
    was, now = dict(before), dict(after)
    return {practice for practice in was.keys() & now.keys() if was[practice] != now[practice]}


def test_the_published_rounds_hold_what_was_counted_in_them(rounds, shared):
    expected = json.loads((shared / "data" / "ods" / "EXPECTED_round_diff.json").read_text())
    assert expected["current_links"] == {"2022-05": 6474, "2023-02": 6391}
    assert expected["pcns"] == {"2022-05": 1318, "2023-02": 1329}
    for when, reading in rounds.items():
        assert (reading.problems, reading.warnings) == ((), ())
        assert len(links(reading)) == reading.tables[2].rows.height == expected["current_links"][when]
        assert reading.tables[0].rows.height == expected["pcns"][when]
    assert [reading.tables[1].rows.height for reading in rounds.values()] == [6803, 6807]


def test_between_the_published_rounds_what_changed_is_what_was_counted(rounds, shared):
    expected = json.loads((shared / "data" / "ods" / "EXPECTED_round_diff.json").read_text())["2022-05->2023-02"]
    before, after = rounds.values()
    was, now = named(before.tables[0]), named(after.tables[0])
    closed = [set(reading.tables[0].rows.filter(pl.col("status") == "closed")["id"]) for reading in rounds.values()]
    assert expected == {
        "links_added": len(links(after) - links(before)),
        "links_removed": len(links(before) - links(after)),
        "pcn_new": len(now.keys() - was.keys()),
        "pcn_gone": len(was.keys() - now.keys()),
        "pcn_renamed": sum(was[id_] != now[id_] for id_ in was.keys() & now.keys()),
        "pcn_newly_closed": len(closed[1] - closed[0]),
        "practice_moved_pcn": len(moved(links(before), links(after))),
    }
    assert (expected["links_added"], expected["links_removed"], expected["practice_moved_pcn"]) == (87, 170, 75)
    assert (expected["pcn_new"], expected["pcn_renamed"]) == (11, 20)


def test_in_tower_hamlets_one_practice_left_and_one_was_renamed(rounds):
    place = {f"org-ods-{code}" for code in ("u08803", "u09193", "u37286", "u50771", "u54453", "u60865", "u87199")}
    before, after = ({link for link in links(reading) if link[1] in place} for reading in rounds.values())
    assert (len(before), len(after)) == (32, 31)
    assert (before - after, after - before) == ({("org-ods-f84676", "org-ods-u08803")}, set())
    was, now = (named(reading.tables[1]) for reading in rounds.values())
    assert [(p, was[p], now[p]) for p, _ in sorted(after) if was[p] != now[p]] == [
        ("org-ods-f84118", "MERCHANT STREET PRACTICE", "WELLINGTON WAY HEALTH CENTRE")
    ]


def test_the_flat_tables_of_a_round_say_the_same_as_its_workbook(rounds, shared):
    folder = shared / "data" / "ods"
    flat = read(folder / "epcn_2023-02.csv.gz", folder / "epcncorepartnerdetails_2023-02.csv.gz")
    assert (flat.problems, flat.warnings) == ((), ())
    for table, other in zip(flat.tables, rounds["2023-02"].tables, strict=True):
        assert rows(table) == rows(other)


def test_a_national_round_is_read_in_well_under_two_seconds(shared):
    start = process_time()
    read(shared / "data" / "ods" / "ePCN_2023-02.xlsx")
    assert process_time() - start < 2


def test_a_compressed_csv_cut_to_a_few_rows_is_read(tmp_path):
    text = "pcn_code,pcn_name,sub_icb_code,close_date,postcode\nU00001,NORTH,02P,,E1 6LA\n"
    (tmp_path / "PCNDetails.csv.gz").write_bytes(gzip.compress(text.encode()))
    partners = "practice_code,practice_name,practice_sub_icb_code,pcn_code,start_date,end_date\n"
    partners += "A00001,MILL,02P,U00001,20190701,\n"
    (tmp_path / "PCN Core Partner Details.csv").write_text(partners)
    assert [table.rows.height for table in read(tmp_path).tables] == [1, 1, 1]
