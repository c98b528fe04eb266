"""CSV, workbooks and JSON lines of the whole graph, each read back by a reader that is not Linkwork's own."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import polars
import pytest
from python_calamine import CalamineWorkbook

from linkwork.errors import LinkworkError
from linkwork.visualise._words import plain
from linkwork.visualise.exports._workbook import Page, titles, workbook
from tests.visualise.export_town import (
    VIEWS,
    every_view,
    facts,
    in_a_cell,
    made,
    no_formula,
    reads,
    records,
    sheets,
)


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def in_csv(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(no_formula(value))


@every_view
def test_csv_has_every_thing_link_and_fact_under_gephis_headings(name):
    view, files = VIEWS[name], parts(made("csv", ".zip", name))
    nodes, edges = (list(csv.DictReader(StringIO(files[f].decode(), newline=""))) for f in ("nodes.csv", "edges.csv"))
    note = {"note": plain(view.note)}
    assert [{k: v for k, v in row.items() if v} for row in nodes] == [
        {
            k: in_csv(v)
            for k, v in {"Id": n.id, "Label": plain(n.name), "kind": n.kind, "live": n.live, **facts(n)}.items()
        }
        | note
        for n in view.nodes
    ]
    ends = ({"Source": r.from_id, "Target": r.to_id, "Type": "Directed", "Id": r.id} for r in view.links)
    assert [{k: v for k, v in row.items() if v} for row in edges] == [
        {
            **end,
            "Label": reads(r.kind),
            "kind": r.kind,
            **{k: in_csv(v) for k, v in {"live": r.live, **facts(r)}.items()},
        }
        | note
        for end, r in zip(ends, view.links, strict=True)
    ]


def test_polars_finds_numbers_and_yes_or_no_in_the_csv():
    nodes = polars.read_csv(parts(made("csv", ".zip"))["nodes.csv"])
    assert (nodes.schema["wait_days"], nodes.schema["core20_share"], nodes.schema["live"]) == (
        polars.Int64,
        polars.Float64,
        polars.Boolean,
    )
    assert nodes.filter(polars.col("Id") == "service-a")["description"].to_list() == ["A\nB"]


def test_the_zip_file_says_what_its_tables_are():
    words = parts(made("csv", ".zip"))["about.txt"].decode()
    assert words.startswith("Mill Town. Made up. Sources: list (2023); mapping (2024-05-01).\n")
    assert "nodes.csv: 6 things" in words
    assert "edges.csv: 4 links" in words


@every_view
def test_a_workbook_has_every_thing_link_and_fact_on_a_sheet_for_each_kind(name):
    view, (_, found) = VIEWS[name], sheets(made("xlsx", ".xlsx", name))
    titled = {kind: title for kind, title in zip(dict.fromkeys(n.kind for n in view.nodes), found, strict=False)}
    assert next(iter(found)) == "About this workbook"
    assert list(found)[-1] == "Links"
    read = [row for title in list(found)[1:-1] for row in records(found[title])]
    assert sorted(read, key=lambda row: row["id"]) == [
        {k: in_a_cell(v) for k, v in {"id": n.id, "name": plain(n.name), "live": n.live, **facts(n)}.items()}
        for n in view.nodes
    ]
    assert len(titled) == len(found) - 2
    called = {n.id: plain(n.name) for n in view.nodes}
    assert records(found["Links"]) == [
        {
            "id": r.id,
            "kind": r.kind,
            "from name": called[r.from_id],
            "in words": reads(r.kind),
            "to name": called[r.to_id],
            "from id": r.from_id,
            "to id": r.to_id,
            **{k: in_a_cell(v) for k, v in {"live": r.live, **facts(r)}.items()},
        }
        for r in view.links
    ]


def test_a_workbooks_sheets_are_named_frozen_and_filtered_and_the_first_explains():
    book, found = sheets(made("xlsx", ".xlsx"))
    assert list(found) == ["About this workbook", "Organisations", "Services", "Areas", "Links"]
    assert [(sheet.freeze_panes, sheet.auto_filter.ref) for sheet in book.worksheets[1:]] == [
        ("A2", f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}") for sheet in book.worksheets[1:]
    ]
    assert (book.properties.title, book.properties.creator) == ("Mill Town", "Linkwork")
    explained = dict(found["About this workbook"])
    assert explained["Place"] == "Mill Town"
    assert explained["Mind"] == "Made up"
    assert explained["Sources, with their rounds"] == "list (2023); mapping (2024-05-01)"
    assert (explained["Services"], explained["Links"]) == ("3 rows", "4 rows")


def test_another_reader_finds_the_same_in_the_workbook():
    _, found = sheets(made("xlsx", ".xlsx"))
    read = CalamineWorkbook.from_filelike(BytesIO(made("xlsx", ".xlsx")))
    assert {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names} == {
        name: [["" if value is None else value for value in row] for row in rows] for name, rows in found.items()
    }


@pytest.mark.parametrize(("form", "ending"), [("xlsx", ".xlsx"), ("kumu", ".xlsx")])
@every_view
def test_no_cell_of_a_workbook_is_a_formula_a_date_or_an_error(form, ending, name):
    book, _ = sheets(made(form, ending, name))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    begin = [cell for cell in cells if cell.data_type == "s" and cell.value[:1] in tuple("=+-@")]
    assert [cell.value for cell in begin if not cell.quotePrefix] == []
    assert begin or name != "town"


def test_text_that_a_workbook_would_make_something_else_of_stays_text():
    rows = [["heading"], ["#N/A"], ["=1+1"], ["@sum"], ["x" * 40_000], [10**15], [999]]
    _, found = sheets(workbook("Town", [Page("One/two: [three] and a great deal more of it", rows)]))
    assert [row[0] for row in found["One two three and a great d"]] == [
        "heading",
        "#N/A",
        "=1+1",
        "@sum",
        "x" * 32_767,
        "1000000000000000",
        999,
    ]
    assert titles(["Links", "links", "'", ""]) == ["Links", "links (2)", "Sheet", "Sheet (2)"]


def test_a_sheet_with_more_rows_than_a_workbook_has_is_refused_with_the_way_out():
    with pytest.raises(LinkworkError, match=r"would have 1,048,577 rows.*csv or jsonl instead\. Nothing was written"):
        workbook("Town", [Page("Links", range(1_048_577))])


# JSON Lines.


@every_view
def test_json_lines_are_the_view_itself(name):
    view = VIEWS[name]
    about, *lines = map(json.loads, made("jsonl", ".jsonl", name).decode().split("\n")[:-1])
    assert about == {
        "record": "about",
        "place": plain(view.title),
        "note": plain(view.note),
        "rounds": [{"source": plain(source), "date": date} for source, date in view.rounds],
        "nodes": len(view.nodes),
        "links": len(view.links),
    }
    told = [{"record": "node", "id": n.id, "kind": n.kind, "name": n.name, "live": n.live} for n in view.nodes]
    told += [
        {"record": "link", "id": r.id, "kind": r.kind, "from_id": r.from_id, "to_id": r.to_id, "live": r.live}
        for r in view.links
    ]
    known = [{k: v for k, v in thing.facts.items() if v not in ("", [])} for thing in (*view.nodes, *view.links)]
    expected = [{**one, "facts": these} for one, these in zip(told, known, strict=True)]
    # JSON in UTF-8 has no half of a pair of letters.
    assert lines == json.loads(json.dumps(expected, ensure_ascii=False).encode("utf-8", "replace"))
