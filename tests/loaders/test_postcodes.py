"""The directory of postcodes: a made-up one with the real headings of three of its years."""

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.records import POSTCODES
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import _postcode_files
from linkwork.loaders._postcode_files import LARGE
from linkwork.loaders.postcodes import LOADER

HEAD_2020 = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,lsoa11,lat,long\n"
HEAD_2025 = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,lad25cd,wd25cd,lsoa21cd,lat,long\n"
HEAD_NSPL = "pcd,pcd2,pcds,dointr,doterm,usertype,laua,ward,lsoa21,lat,long\n"
ROWS_2020 = (
    '"E1 6LA","E1   6LA","E1 6LA","198001","","E99999999","E99999999","E09000030","E05009317","E43000220",,51.5,-0.07\n'
    '"E1 7SS","E1   7SS","E1 7SS","198001","199606","E99999999","E99999999","E09000030","E05009318",,,51.5,-0.07\n'
    '"JE2 3AA","JE2  3AA","JE2 3AA","198001","","L99999999","L99999999","L99999999","L99999999",,,99.999999,0\n'
)
ROWS_2025 = "E1 6LA,E1   6LA,E1 6LA,198001,,0,E09000030,E05009317,E01004307,51.5,-0.07\n"


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return [folder / f"{name}.csv" for name in files]


def read(*paths):
    return LOADER.load(paths, Names("ons-postcodes"))


def kept(reading):
    """(postcode, ward, ended, row) of what would be kept; nothing else is."""
    assert reading.problems == ()
    (table,) = check(reading, SCHEMA)
    assert table.kind == POSTCODES
    return table.rows.select("postcode", "ward", "ended", "_row").rows()


def test_every_postcode_is_kept_with_its_ward_its_end_and_its_row_in_capitals_without_blanks(tmp_path):
    reading = read(*written(tmp_path, ONSPD=HEAD_2020 + ROWS_2020 + '"e1  8aa",,"e1  8aa",,,,,,"E05009318",,,,\n'))
    assert kept(reading) == [
        ("E16LA", "E05009317", None, 2),
        ("E17SS", "E05009318", "199606", 3),
        ("JE23AA", "L99999999", None, 4),
        ("E18AA", "E05009318", None, 5),
    ]
    assert reading.warnings == ()


def test_a_row_without_a_postcode_is_left_out_and_counted(tmp_path):
    (path,) = written(tmp_path, ONSPD="pcds,osward,doterm\n,E05009317,\nE1 6LA,E05009317,\n , E05009318,\n")
    assert kept(read(path)) == [("E16LA", "E05009317", None, 3)]
    assert read(path).warnings == ("ONSPD.csv: 2 rows without a postcode left out",)


def test_the_files_of_several_postcode_areas_are_one_directory(tmp_path):
    (tmp_path / "areas").mkdir()
    written(tmp_path / "areas", E="pcds,osward\nE1 6LA,E05009317\n", N="pcds,osward\nN1 1AA,E05009318\n")
    assert sorted(row[:2] for row in kept(read(tmp_path / "areas"))) == [("E16LA", "E05009317"), ("N11AA", "E05009318")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (HEAD_2025, ROWS_2025),
        (HEAD_NSPL, ROWS_2025),
        ("PCDS,DOTERM,WD24CD\n", "E1 6LA,,E05009317\n"),
        ("pcd8,ward\n", "E1   6LA,E05009317\n"),
    ],
    ids=["2025", "NSPL", "capitals", "eight letters"],
)
def test_the_headings_of_every_year_are_known_by_their_pattern(tmp_path, head, row):
    reading = read(*written(tmp_path, directory=head + row))
    assert kept(reading) == [("E16LA", "E05009317", None, 2)]
    assert reading.warnings == ()


def test_a_large_directory_is_kept_row_by_row_as_a_small_one_is(tmp_path):
    far = "".join(
        f"ZZ{n // 676} {n % 9}AA,,ZZ{n},199001,,0,E09000001,E05000026,E01000001,51.5,-0.1\n" for n in range(90000)
    )
    (tmp_path / "whole").mkdir()
    (large,) = written(tmp_path / "whole", large=HEAD_2025 + far + ROWS_2025)
    assert large.stat().st_size > LARGE
    rows = kept(read(large))
    assert (len(rows), rows[0], rows[-1]) == (
        90001,
        ("ZZ00AA", "E05000026", None, 2),
        ("E16LA", "E05009317", None, 90002),
    )
    assert kept(read(tmp_path / "whole")) == rows


def test_a_large_directory_may_lie_in_a_folder_whose_name_has_brackets(tmp_path, monkeypatch):
    monkeypatch.setattr(_postcode_files, "LARGE", 10)
    folder = tmp_path / "[2024]"
    folder.mkdir()
    (large,) = written(folder, ONSPD=HEAD_2025 + ROWS_2025)
    (folder / "~$ONSPD.csv").write_bytes(b"who has it open")
    assert kept(read(large)) == kept(read(folder)) == [("E16LA", "E05009317", None, 2)]
    (folder / "ONSPD.tsv").write_bytes(b"pcds\tosward\nE1 6LA\tE05009317\n")
    (problem,) = read(folder).problems
    assert "in the same folder is the same sheet; keep one of them" in str(problem)


def test_a_large_directory_may_be_in_other_letters_than_utf8_far_down(tmp_path, monkeypatch):
    monkeypatch.setattr(_postcode_files, "LARGE", 10)
    rows = b"E1 6LA,E05009317,\n" * 1000
    (tmp_path / "ONSPD.csv").write_bytes(b"pcds,osward,note\n" + rows + b"E1 7SS,E05009318,caf\xe9\n")
    assert kept(read(tmp_path / "ONSPD.csv"))[-1] == ("E17SS", "E05009318", None, 1002)


def test_a_large_directory_that_is_cut_in_a_quotation_is_refused_in_a_sentence(tmp_path):
    (large,) = written(tmp_path, large=HEAD_2025 + ROWS_2025 * 80000 + '"E1 6LB\n')
    assert large.stat().st_size > LARGE
    (problem,) = map(str, read(large).problems)
    assert problem.startswith("large.csv: ")
    assert "get a fresh copy" in problem


WRONG = [
    ("pcds,doterm\nE1 6LA,\n", "ONSPD.csv: the column 'osward' is missing"),
    ("id,postcode\norg-a,E1 6LA\n", "ONSPD.csv: the column 'pcds' is missing"),
    ("pcds,ward\nE1 6LA,Spitalfields\n", "ONSPD.csv, column ward: no cell here is the code of a ward"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[message[:45] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, message):
    assert any(str(problem).startswith(message) for problem in read(*written(tmp_path, ONSPD=text)).problems)
