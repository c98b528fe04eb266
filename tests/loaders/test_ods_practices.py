"""Practices as NHS ODS publishes them: a town of five rows without headings, and the real files."""

import csv
import gzip
from time import process_time

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader


def row(code, name, status="A", setting="4", postcode="E1 6LA", commissioner="A3A8R"):  # noqa: PLR0917 - a line of a table
    """A row of 27 cells as the file has them."""
    address = ["1 HIGH ST", "", "", "LONDON", ""]
    dates = ["19740401", "20220731" if status == "C" else ""]
    rest = ["20210401", "", "020 7946 0000", "", "", "", "0", "", commissioner, "", setting, ""]
    return [code, name, "Y56", "QMF", *address, postcode, *dates, status, "B", commissioner, *rest]


TOWN = [
    row("F00001", "MILL  SURGERY"),
    row("f00002", "OLD SURGERY", "C", postcode=""),
    row("F00003", "QUIET SURGERY", "D"),
    row("Y00004", "NEW WALK-IN CTR", "P", "1", commissioner=""),
    row("Y00005", "NIGHT DOCTORS", setting="RO80|RO87"),
]


def written(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return path


def read(*paths):
    return loader("ods-practices").load(paths, Names("nhs-ods-practices"))


def said(reading):
    return [str(problem) for problem in reading.problems]


KEPT = ["id", "name", "ods_code", "category", "sector", "status", "postcode", "sub_icb_code", "_row"]
PLACES = [
    ("org-ods-f00001", "MILL SURGERY", "F00001", "practice", "nhs", "open", "E1 6LA", "A3A8R", 1),
    ("org-ods-f00002", "OLD SURGERY", "F00002", "practice", "nhs", "closed", None, "A3A8R", 2),
    ("org-ods-f00003", "QUIET SURGERY", "F00003", "practice", "nhs", None, "E1 6LA", "A3A8R", 3),
    ("org-ods-y00004", "NEW WALK-IN CTR", "Y00004", "walk-in centre", None, "planned", "E1 6LA", None, 4),
    (
        *("org-ods-y00005", "NIGHT DOCTORS", "Y00005", "out-of-hours service and walk-in centre", None, "open"),
        *("E1 6LA", "A3A8R", 5),
    ),
]
DORMANT = "column Status Code: 1 row is dormant, neither open nor closed, as 'D' in row 3; the cell is left blank"


def test_a_file_without_headings_is_a_town_of_practices_and_other_prescribers(tmp_path):
    reading = read(written(tmp_path / "epraccur.csv", TOWN))
    (table,) = check(reading, SCHEMA)
    assert table.kind == "Organisation"
    assert set(table.rows.columns) == {*KEPT, "_file", "_sheet"}
    assert table.rows.select(KEPT).rows() == PLACES
    assert (reading.problems, reading.warnings) == ((), (f"epraccur.csv, {DORMANT}",))


def test_a_compressed_file_says_the_same(tmp_path):
    content = written(tmp_path / "epraccur.csv", TOWN).read_bytes()
    (tmp_path / "epraccur.csv.gz").write_bytes(gzip.compress(content))
    (table,) = check(read(tmp_path / "epraccur.csv.gz"), SCHEMA)
    assert table.rows.select(KEPT).rows() == PLACES


def test_a_file_with_headings_is_read_by_them_and_its_rows_count_from_two(tmp_path):
    head = ["Postcode", "Prescribing Setting", "Name", "Status", "Commissioner", "Practice Code", "Phone"]
    rows = [["E1 6LA", "4", "MILL SURGERY", "ACTIVE", "A3A8R", "F00001", "020 7946 0000"]]
    reading = read(written(tmp_path / "practices.csv", [head, *rows]))
    (table,) = check(reading, SCHEMA)
    assert table.rows.select(KEPT).rows() == [(*PLACES[0][:-1], 2)]
    assert (reading.problems, reading.warnings) == ((), ())


def test_what_the_file_says_and_nobody_knows_is_left_blank_and_counted_in_one_line_each(tmp_path):
    odd = [
        row("F00001", "MILL SURGERY", "X", "99", "nowhere", "no code"),
        row("F00002", "OLD SURGERY", "X", "4|99"),
    ]
    reading = read(written(tmp_path / "epraccur.csv", odd))
    (table,) = check(reading, SCHEMA)
    assert table.rows.select("category", "status", "postcode", "sub_icb_code").rows() == [
        (None, None, None, None),
        ("practice", None, "E1 6LA", "A3A8R"),
    ]
    assert [warning.removeprefix("epraccur.csv, column ") for warning in reading.warnings] == [
        "Status Code: 2 rows are not a status known here (A, C, D, P), as 'X' in row 1; the cell is left blank",
        "Prescribing Setting: 1 row is not a setting known here, as '99' in row 1; the cell is left blank",
        "Postcode: 1 row is not a postcode, as 'NOWHERE' in row 1; the cell is left blank".replace(
            "NOWHERE", "nowhere"
        ),
        "Commissioner: 1 row is not a code, as 'NO CODE' in row 1; the cell is left blank",
    ]


def test_a_code_that_is_none_or_blank_is_a_problem_with_its_place(tmp_path):
    rows = [TOWN[0], row("F 2", "SPACED"), row("", "NAMELESS")]
    assert said(read(written(tmp_path / "epraccur.csv", rows))) == [
        "epraccur.csv, row 3, column Organisation Code: this cell is blank; write an ODS code: five or six letters and "
        "digits, such as F84676",
        "epraccur.csv, row 2, column Organisation Code: 'F 2' is not an ODS code: five or six letters and digits, such "
        "as F84676",
    ]


def test_rows_cut_short_are_not_taken_for_the_file(tmp_path):
    (problem,) = said(read(written(tmp_path / "epraccur.csv", [cells[:20] for cells in TOWN])))
    assert problem == (
        "epraccur.csv, column Prescribing Setting: no row has a prescribing setting; this is not epraccur.csv, whose "
        "rows have 27 cells with the setting in the last but one"
    )


def test_a_practice_said_twice_is_refused(tmp_path):
    reading = read(written(tmp_path / "epraccur.csv", [TOWN[0], TOWN[0]]))
    with pytest.raises(Exception, match="two rows are the same Organisation, org-ods-f00001"):
        check(reading, SCHEMA)


def counted(path):
    """Rows, and how many are open, closed and dormant, by the 13th cell of each."""
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        states = [cells[12] for cells in csv.reader(file)]
    return [len(states), states.count("A"), states.count("C"), states.count("D")]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2021-11", [14963, 11541, 3095, 327]),
        ("2023-02", [15536, 11894, 3359, 281]),
        ("2024-01", [15971, 12083, 3503, 384]),
    ],
)
def test_a_national_file_is_read_whole_in_seconds_with_one_line_of_warning(shared, month, expected):
    path = shared / "data" / "ods" / f"epraccur_{month}.csv.gz"
    start = process_time()
    reading = read(path)
    (table,) = check(reading, SCHEMA)
    assert process_time() - start < 5
    status = table.rows["status"]
    found = [table.rows.height, (status == "open").sum(), (status == "closed").sum(), status.null_count()]
    assert found == expected == counted(path)
    assert table.rows["category"].null_count() == 0
    assert [warning.partition(": ")[2].partition(",")[0] for warning in reading.warnings] == [
        f"{expected[3]} rows are dormant"
    ]
