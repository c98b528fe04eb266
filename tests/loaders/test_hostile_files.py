"""Workbooks, tables and zips that mean harm: refused in words, in moments and in little memory; nothing is executed."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from zlib import crc32

import openpyxl
import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from linkwork.loaders._parts import xlsx_extents
from linkwork.loaders._sheets import read_sheets
from tests.loaders.workbook_parts import MAIN, OFFICE
from tools.fuzz.documents import packed, workbook

TOWN = {"Roles": [["role_id", "role"], ["SPLW", "Link worker"]]}
SHEET, STRINGS, LINKS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
DOCTYPE = "this workbook has a document type (DOCTYPE) in it, which is not read for safety"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "{}">]>'
CLEAR = "clear the stray cells and save the workbook"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>role_id</t></is></c></row>'
DAMAGED = "this workbook is damaged or cut short; open it and save it again, or get a fresh copy of it"


def put(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def with_parts(folder: Path, **parts: str) -> Path:
    """The town's workbook with other parts: `sheet`, `strings`, `links`, `book`."""
    named = {"sheet": SHEET, "strings": STRINGS, "links": LINKS, "book": "xl/workbook.xml", "styles": "xl/styles.xml"}
    with zipfile.ZipFile(io.BytesIO(workbook(TOWN))) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    return put(folder, "t.xlsx", packed(made | {named[part]: text.encode() for part, text in parts.items()}))


def sheet(rows: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def ods(folder: Path, rows: str, before: str = "") -> Path:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'{before}<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="t">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    return put(folder, "t.ods", packed(parts))


def ods_cell(more: str = "", text: str = "a", row: str = "") -> str:
    cell = f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row {row}>{cell}</table:table-row>"


def said(path: Path, seconds: float = 5) -> list[str]:
    """What is said of a file that is refused, within so many seconds of the processor."""
    start = process_time()
    with pytest.raises(InputRefused) as refused:
        read_sheets(path)
    assert process_time() - start < seconds
    places = (f"{path.name}, sheet Roles: ", f"{path.name}: ")
    return [str(problem).removeprefix(places[0]).removeprefix(places[1]) for problem in refused.value.problems]


def told(content: bytes, size: int, check: int | None = None) -> bytes:
    """A zip whose directory says that its last part has so many bytes unpacked, and this check sum."""
    at = content.rfind(b"PK\x01\x02")
    if check is not None:
        content = content[: at + 16] + struct.pack("<I", check) + content[at + 20 :]
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def test_a_workbook_that_unfolds_into_gigabytes_is_refused_by_what_its_directory_says(tmp_path: Path) -> None:
    path = put(tmp_path, "t.xlsx", told(workbook(TOWN), 2_000_000_000))
    assert said(path, 1) == ["unpacked this workbook has 2,000 MB and at most 1,000 are read"]


def test_a_workbook_of_more_parts_than_any_has_is_refused(tmp_path: Path) -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(10_001)}
    assert said(put(tmp_path, "t.xlsx", packed(parts))) == [
        "this workbook has 10,001 parts and at most 10,000 are read"
    ]


@pytest.mark.parametrize("part", ["strings", "styles"])
def test_a_part_that_goes_on_after_the_length_it_is_said_to_have_is_not_followed(part: str, tmp_path: Path) -> None:
    text = sheet(HEAD) + " " * 50
    path = with_parts(tmp_path, **{part: text})
    path.write_bytes(told(path.read_bytes(), 20, crc32(text[:20].encode())))
    assert said(path) == [DAMAGED]
    with zipfile.ZipFile(path) as archive, pytest.raises(zipfile.BadZipFile):
        xlsx_extents(archive, only=lambda _: False)  # as where the sheet "This round" alone is looked at


def test_a_cell_of_megabytes_is_refused_wherever_its_text_stands(tmp_path: Path) -> None:
    text = "x" * 6_000_000
    long = "one cell has over 4 MB of text; clear it and save the workbook"
    cell = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert said(with_parts(tmp_path, sheet=sheet(HEAD + cell))) == [long]
    assert said(with_parts(tmp_path, strings=f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>')) == [long]
    assert said(ods(tmp_path, ods_cell(text=text))) == [f"t.ods, sheet t: {long}"]
    assert said(ods(tmp_path, ods_cell(text='<text:s text:c="4000000000"/>'))) == [f"t.ods, sheet t: {long}"]


def test_one_text_that_stands_in_thousands_of_cells_is_not_put_into_each(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 20_002))
    strings = f'<sst xmlns="{MAIN}"><si><t>{"y" * 32_000}</t></si><si><t>role</t></si></sst>'
    link = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(workbook(TOWN))) as archive:
        links = archive.read(LINKS).decode().replace("</Relationships>", link)
    much = "its cells hold over 500 million characters; load it in parts"
    assert said(with_parts(tmp_path, sheet=sheet(HEAD + cells), strings=strings, links=links)) == [much]
    assert said(ods(tmp_path, ods_cell(text="y" * 1_000, row='table:number-rows-repeated="600000"'))) == [
        f"t.ods, sheet t: {much}"
    ]
    cells = cells.replace("<v>0</v>", "<v>1</v>")  # as many cells, the short text in all but one
    cells = cells.replace("<v>1</v>", "<v>0</v>", 1)
    (read,) = read_sheets(with_parts(tmp_path, sheet=sheet(HEAD + cells), strings=strings, links=links))
    assert read.rows["role_id"].str.len_chars().sum() == 32_000 + 19_999 * 4


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c r = "XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c s=">" r="XFD1048576"><v>1</v></c>',
        '<c r="XFD1048576" s="/>"><v>1</v></c>',
    ],
)
def test_a_cell_in_the_far_corner_is_found_however_it_is_written(cell: str, tmp_path: Path) -> None:
    path = with_parts(tmp_path, sheet=sheet(f'{HEAD}<row r="1048576">{cell}</row>'))
    assert said(path, 2) == [f"the sheet is filled as far as cell XFD1048576; {CLEAR}"]


@pytest.mark.parametrize("place", ["ZZZZ99999999999", "Z" * 5_000 + "1", "A" + "9" * 5_000])
def test_a_place_that_no_sheet_has_is_not_believed(place: str, tmp_path: Path) -> None:
    path = with_parts(tmp_path, sheet=sheet(f'{HEAD}<row r="2"><c r="{place}"><v>1</v></c></row>'))
    (message,) = said(path, 2)
    assert message.startswith("the sheet is filled as far as cell ")


def test_cells_in_a_far_row_that_do_not_say_where_they_are_are_counted(tmp_path: Path) -> None:
    path = with_parts(tmp_path, sheet=sheet(f'{HEAD}<row r="1048576">{"<c><v>1</v></c>" * 16_384}</row>'))
    assert said(path) == [f"the sheet is filled as far as cell XFD1048576; {CLEAR}"]


@pytest.mark.parametrize(
    "cell",
    [
        ods_cell(row='table:number-rows-repeated="1048576"', more='table:number-columns-repeated="400"'),
        ods_cell(row="table:number-rows-repeated='1048576'", more="table:number-columns-repeated='400'"),
        ods_cell(
            row='table:style-name=">" table:number-rows-repeated="1048576"', more='table:number-columns-repeated="400"'
        ),
        ods_cell(row='table:number-rows-repeated="1048576"', more='table:number-columns-repeated = "400"'),
    ],
)
def test_a_row_that_stands_for_a_million_is_counted_however_it_is_written(cell: str, tmp_path: Path) -> None:
    assert said(ods(tmp_path, cell), 2) == [f"t.ods, sheet t: the sheet is filled as far as cell OJ1048576; {CLEAR}"]


@pytest.mark.parametrize("doctype", ["laughs", "outside"])
def test_a_document_type_in_any_part_of_a_workbook_is_refused_before_anything_unfolds(
    doctype: str, tmp_path: Path
) -> None:
    put(tmp_path, "secret.txt", b"secret")
    before = LAUGHS if doctype == "laughs" else OUTSIDE.format((tmp_path / "secret.txt").as_uri())
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>&j;</t></is></c></row>'
    assert said(with_parts(tmp_path, sheet=sheet(HEAD + row, before)), 1) == [DOCTYPE]
    assert said(with_parts(tmp_path, strings=f"{before}<sst><si><t>&j;</t></si></sst>"), 1) == [DOCTYPE]
    assert said(with_parts(tmp_path, book=f"{before}<workbook/>"), 1) == [DOCTYPE]
    assert said(ods(tmp_path, ods_cell(text="&j;"), before), 1) == [DOCTYPE]


@pytest.mark.parametrize(
    "rows",
    ['<c r="A1" t="e">' * 50_000, '<c r="A1"><f>' + " " * 10_000 + "<c " * 50_000, '<c t="e" ' * 50_000],
)
def test_tags_that_never_end_keep_no_pattern_looking_for_their_end(rows: str, tmp_path: Path) -> None:
    start = process_time()
    with pytest.raises(InputRefused):
        check(loader("roles").load([with_parts(tmp_path, sheet=sheet(rows))], Names("town")), SCHEMA)
    with_parts(tmp_path, book="<sheet " * 50_000, links="<Relationship " * 50_000)
    with pytest.raises(InputRefused):
        read_sheets(tmp_path / "t.xlsx")
    assert process_time() - start < 5


def test_formulas_macros_links_to_other_files_hidden_sheets_and_merged_cells_are_read_as_what_they_show(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    shown, hidden = book.active, book.create_sheet("More roles")
    shown.append(["role_id", "role", "scheme"])
    shown.append(["SPLW", "Link worker", "ARRS"])
    hidden.append(["role_id", "role"])
    hidden.append(["CC", "Co-ordinator"])
    hidden.sheet_state = "veryHidden"
    shown.merge_cells("A3:C3")
    book.save(tmp_path / "t.xlsm")
    row = '<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://127.0.0.1:9/x")</f><v>SPLW</v></c>'
    other = '<c r="B2" t="str"><f>[1]Sheet1!A1</f><v>Link worker</v></c></row>'
    with zipfile.ZipFile(tmp_path / "t.xlsm") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[SHEET].decode()
    begun, ended = text.index('<row r="2"'), text.index("</row>", text.index('<row r="2"')) + len("</row>")
    parts[SHEET] = (text[:begun] + row + other + text[ended:]).encode()
    parts["xl/vbaProject.bin"] = b"Sub Auto_Open()"
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    put(tmp_path, "t.xlsm", packed(parts))
    reading = loader("roles").load([tmp_path / "t.xlsm"], Names("town"))
    names = [name for table in check(reading, SCHEMA) for name in table.rows["name"]]
    assert sorted(names) == ["Co-ordinator", "Link worker"]


def test_days_that_no_calendar_has_are_no_days(tmp_path: Path) -> None:
    for number in ("2958466", "-1", "1e300", "NaN"):
        row = f'<row r="2"><c r="A2" s="1"><v>{number}</v></c></row>'
        path = with_parts(tmp_path, sheet=sheet(HEAD + row))
        try:
            (read,) = read_sheets(path)
        except InputRefused:
            continue
        assert all(not str(cell).startswith("2026") for cell in read.rows["role_id"])


def test_a_line_and_a_table_without_end_are_refused_without_being_held(tmp_path: Path) -> None:
    put(tmp_path, "long.csv", b"role_id,role\n" + b"x" * 16_000_001)
    assert said(tmp_path / "long.csv") == ["long.csv, row 2: this line has over 16 million characters; it is no table"]
    with gzip.open(tmp_path / "bomb.csv.gz", "wb", compresslevel=1) as bomb:
        for _ in range(101):
            bomb.write(b"," * 1_000_000)
    assert (tmp_path / "bomb.csv.gz").stat().st_size < 1_000_000
    assert said(tmp_path / "bomb.csv.gz") == ["it has over 100 million cells; load it in parts"]


def test_a_text_with_tabs_whose_rows_never_end_is_read_in_moments(tmp_path: Path) -> None:
    heads = "registered_charity_number\tlinked_charity_number\tcharity_name\tcharity_registration_status\n"
    put(tmp_path, "c.txt", heads.encode() + b"word\n" * 200_000)
    start = process_time()
    problems = loader("charity-register").load([tmp_path / "c.txt"], Names("town")).problems
    assert process_time() - start < 10
    assert str(problems[0]).startswith("c.txt, row 2: there are 1 cells under 4 headings")
    assert len(problems) == 8  # every 131,072 characters it begins anew


def sparse(path: Path, size: int, start: bytes = b"") -> Path:
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)
    return path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        *(("oruk", "t.json"), ("ods", "t.json"), ("edges", "t.json"), ("grants-360", "t.json"), ("areas", "t.geojson")),
        *(("charity-register", "t.json"), ("edges", "t.graphml"), ("postcodes", "t.csv"), ("survey", "t.toml")),
    ],
)
def test_a_file_of_gigabytes_is_refused_by_its_size_before_it_is_read(name: str, file: str, tmp_path: Path) -> None:
    path = sparse(tmp_path / file, 3_000_000_000, b"pcds,osward\n" if name == "postcodes" else b"<graphml>")
    put(tmp_path, "answers.csv", b"ID\n1\n")
    paths = [tmp_path / "answers.csv", path] if name == "survey" else [path]
    start = process_time()
    with pytest.raises(InputRefused) as refused:
        check(loader(name).load(paths, Names("town")), SCHEMA)
    assert process_time() - start < 1
    assert any(f"{file}: this file has 3" in str(p).replace("3000", "3,000") for p in refused.value.problems)


def members(*parts: tuple[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return file.getvalue()


def test_a_zip_writes_nothing_outside_its_own_folder_and_follows_no_link(tmp_path: Path) -> None:
    put(tmp_path, "secret.csv", b"id,name\n1,secret\n")
    link = zipfile.ZipInfo("services.csv")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, str(tmp_path / "secret.csv"))
        archive.writestr(f"../../../../..{tmp_path}/planted.json", json.dumps({"id": "s1", "name": "Walks"}))
        archive.writestr(f"{tmp_path}/planted.csv", "id,name\n1,a\n")
    before = sorted(tmp_path.iterdir())
    reading = loader("oruk").load([put(tmp_path, "t.zip", file.getvalue())], Names("town"))
    assert sorted(tmp_path.iterdir()) == [*before, tmp_path / "t.zip"]
    assert not any("secret" in str(table.rows.rows()) for table in reading.tables)


@pytest.mark.parametrize(
    "name", ["..csv", "...json", "a\\..\\b.csv", f"{'n' * 300}.csv", f"{'n' * 300}.json", "\x01.csv"]
)
def test_a_part_of_a_zip_may_be_called_anything(name: str, tmp_path: Path) -> None:
    held = json.dumps({"id": "s1", "name": "Walks"}) if name.endswith("json") else "id,name\n1,a\n"
    path = put(tmp_path, "t.zip", members((name, held)))
    assert list(_kinds(path)) is not None


def _kinds(path: Path) -> Iterator[str]:
    try:
        yield from (table.kind for table in check(loader("oruk").load([path], Names("town")), SCHEMA))
    except InputRefused as refused:
        assert all("t.zip" in str(problem) for problem in refused.problems)


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = members(("services.csv", "id,name\n1,a\n"))
    for _ in range(3):
        inner = packed({"inner.zip": inner})
    (problem,) = loader("oruk").load([put(tmp_path, "t.zip", inner)], Names("town")).problems
    assert "this zip holds none of the files that are read here" in str(problem)


def test_a_zip_that_unfolds_into_gigabytes_is_refused_by_what_its_directory_says(tmp_path: Path) -> None:
    path = put(tmp_path, "t.zip", told(packed({"services.csv": b"id,name\n1,a\n"}), 2_000_000_000))
    (problem,) = loader("oruk").load([path], Names("town")).problems
    assert "unpacked it has over 500 MB" in str(problem)
    put(tmp_path, "t.zip", told(packed({"services.csv": b"id,name\n" + b"1,a\n" * 500_000}), 10))
    (problem,) = loader("oruk").load([path], Names("town")).problems
    assert "this is not a whole zip" in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        '{"a":' * 300_000,
        '{"contents": ' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"id": 1' + "0" * 9_000 + "}",
    ],
)
@pytest.mark.parametrize("name", ["oruk", "ods", "edges", "grants-360", "charity-register"])
def test_json_that_is_deep_or_has_numbers_without_end_is_refused(name: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"t\.json"):
        check(loader(name).load([put(tmp_path, "t.json", text.encode())], Names("town")), SCHEMA)


def test_a_key_that_stands_twice_counts_once_and_what_is_no_number_is_none(tmp_path: Path) -> None:
    service = '{"id": "s0", "id": "s1", "name": "Walks", "minimum_age": NaN, "maximum_age": 1e999, "status": -Infinity}'
    reading = loader("oruk").load([put(tmp_path, "t.json", service.encode())], Names("town"))
    (table,) = (table for table in check(reading, SCHEMA) if table.kind == "Service")
    assert table.rows["name"].to_list() == ["Walks"]
    assert "s1" in table.rows["id"][0]


ENCODED = {
    "utf-8": "Café".encode(),
    "utf-8 with a mark": "\ufeffCafé".encode(),
    "windows-1252": "Café".encode("cp1252"),
    "utf-16": "Café".encode("utf-16"),
}


@pytest.mark.parametrize("how", ENCODED)
def test_letters_are_read_in_what_they_are_written_in(how: str, tmp_path: Path) -> None:
    coded = {"windows-1252": "cp1252", "utf-16": "utf-16", "utf-8 with a mark": "utf-8-sig"}.get(how, "utf-8")
    put(tmp_path, "t.csv", "role_id,role\nC,Café\n".encode(coded))
    (table,) = check(loader("roles").load([tmp_path / "t.csv"], Names("town")), SCHEMA)
    assert table.rows["name"].to_list() == ["Café"]


@pytest.mark.parametrize("content", [b"role_id,role\nC,a\x00b\n", b"\xff\xfer\x00o", b"\x00\x00\xfe\xff\x00\x00\x00a"])
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"t\.csv"):
        check(loader("roles").load([put(tmp_path, "t.csv", content)], Names("town")), SCHEMA)
