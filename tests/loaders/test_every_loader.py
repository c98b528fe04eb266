"""What every loader keeps, whatever it reads; a new one is picked up by being there."""

import zipfile
from pathlib import Path

import pytest

from linkwork.errors import InputRefused, LinkworkError
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Loader, loader, loaders

EVERY = list(loaders().values())
BROKEN = {
    "empty.xlsx": b"",
    "empty.csv": b"",
    "truncated.xlsx": b"PK\x03\x04\x14\x00\x00\x00",
    "noise.xlsx": bytes(range(256)) * 40,
    "noise.csv": bytes(range(256)) * 40,
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024),
    "letter.docx": b"PK\x03\x04",
}


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_it_says_what_it_is_and_which_columns_it_reads(one: Loader) -> None:
    assert one.description
    assert one.reads
    assert one.columns
    assert all(column.meaning for column in one.columns)


@pytest.mark.parametrize("file", BROKEN)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_that_names_it(
    one: Loader, file: str, tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(BROKEN[file])
    with pytest.raises(InputRefused) as refused:
        reading = one.load([tmp_path / file], Names("town"))
        check(reading, SCHEMA)
    assert all(file in str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_workbook_of_other_sheets_is_refused_or_read_as_nothing(one: Loader, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Holiday plans"
    book.active.append(["where", "when"])
    book.active.append(["the sea", "June"])
    book.save(tmp_path / "plans.xlsx")
    with pytest.raises(InputRefused, match=r"plans\.xlsx"):
        check(one.load([tmp_path / "plans.xlsx"], Names("town")), SCHEMA)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_workbook_that_lacks_its_parts_is_refused(one: Loader, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hollow.xlsx", "w") as hollow:
        hollow.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(InputRefused, match=r"hollow\.xlsx"):
        check(one.load([tmp_path / "hollow.xlsx"], Names("town")), SCHEMA)


def test_a_misspelt_loader_gets_the_nearest() -> None:
    with pytest.raises(LinkworkError, match="Did you mean ods-pcn"):
        loader("ods_pcn")
