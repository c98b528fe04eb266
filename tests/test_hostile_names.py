"""Names that mean harm, planted in a small town: what `make hostile` looks for in everything, in some of it."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from linkwork.spreadsheets import without_mark
from tests.commands.steps import run
from tests.neo4j_server import NeoServer
from tools.hostile.looked import wrong
from tools.hostile.names import nasty, spoilt
from tools.hostile.outputs import Output, Writing
from tools.hostile.pages import CHROMIUM, looked_at

TOWN = {
    "Organisations": ["id,name,sector,website", *(f"org-{n},Mill {n},vcse,https://mill.test" for n in range(22))],
    "Needs": ["id,name", "need-debt,Debt", "need-walks,Walks"],
    "Areas": ["id,name,level", "area-quay,Quay,ward"],
    "Services": [
        "id,name,status,provider,description",
        *(f"service-{n},Service {n},open,org-{n},What it does" for n in range(22)),
    ],
    "Offers": ["name,service,needs,areas", *(f"main,service-{n},need-debt; need-walks,area-quay" for n in range(22))],
    "REFERS_TO": ["from,to,category,criteria", *(f"org-{n},service-{n + 1},referral,adults" for n in range(21))],
}


def planted(folder: Path) -> Path:
    """The town's mapping workbook with a nasty name for everything; every one of them is there."""
    (folder / "fair").mkdir()
    for name, lines in TOWN.items():
        (folder / "fair" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert spoilt(folder / "fair", folder / "foul") > 60
    return folder / "foul"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, put_project) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    project = put_project(folder / "project")
    run("load", "mapping-workbook", planted(folder), "--as-of", "2026-03-31", "--project", project)
    return project


def held(project: Path, *more: str) -> set[str]:
    query = "MATCH (o:Organisation) RETURN o.name AS name ORDER BY name"
    return {row["name"] for row in json.loads(run("cypher", query, "--format", "json", *more).output)}


def obeyed(outputs: list[Output]) -> list[str]:
    assert {(one.code, one.broke) for one in outputs} == {(0, "")}
    found = [f"{one.words}: {said}" for one in outputs for said in wrong(one.file, one.shown)]
    pages = [one.file for one in outputs if one.file.suffix == ".html"]
    if pages and CHROMIUM is None:
        pytest.skip("there is no Chromium to look at pages with")
    return found + [f"{page}: {said}" for page, some in looked_at(pages) for said in some] if pages else found


def test_every_name_is_kept_as_it_was_written(town: Path) -> None:
    names = held(town, "--project", str(town))
    assert len(names) == 22
    for text in nasty():
        begun = without_mark(" ".join(text.split()))  # in a CSV an apostrophe before = is a mark
        assert [name for name in names if " ".join(name.split()).startswith(begun.strip("\u200b\ufeff"))], begun


def test_the_terminal_is_told_nothing_that_it_obeys(town: Path, tmp_path: Path) -> None:
    writing = Writing(town, tmp_path / "said")
    said = [writing.told(word) for word in ("status", "doctor", "duplicates")]
    said += [writing.told("ask", "O1", "--format", format_, ending=f".{format_}") for format_ in ("json", "csv", "md")]
    said.append(writing.told("ask", "O1"))
    assert obeyed(said) == []


def test_exports_and_the_pack_hold_no_formula_and_whole_xml(town: Path, tmp_path: Path) -> None:
    writing = Writing(town, tmp_path / "written")
    written = [
        one
        for name, ending in (("graphml", ".graphml"), ("gexf", ".gexf"), ("csv", ".zip"), ("xlsx", ".xlsx"))
        for one in writing.written("export", name, ending=ending)
    ]
    written += [*writing.written("ask", "O1", "--save", ending=".xlsx"), *writing.written("pack", ending=".xlsx")]
    written += writing.written("draw", "network-map", "--save", ending=".svg")
    assert obeyed(written) == []


def test_a_page_runs_nothing_and_asks_for_nothing(town: Path, tmp_path: Path) -> None:
    writing = Writing(town, tmp_path / "pages")
    pages = [
        *writing.written("pack", ending=".html"),
        *writing.written("draw", "network-map", "--save", ending=".html"),
    ]
    assert obeyed(pages) == []


def test_a_refused_round_is_told_of_and_its_workbook_of_errors_written(town: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong").mkdir()
    rows = ['"' + text.replace('"', '""') + '",open,never' for text in nasty()]
    (tmp_path / "wrong" / "Services.csv").write_text("name,status,wait_days\n" + "\n".join(rows), encoding="utf-8")
    writing = Writing(town, tmp_path / "said")
    told, book = writing.written("check", "mapping-workbook", str(tmp_path / "wrong"), "--errors", ending=".xlsx")
    assert told.code == 2
    assert wrong(told.file, shown=True) == []
    assert wrong(book.file, shown=False) == []


def test_what_is_exported_as_a_template_and_loaded_again_changes_nothing(town: Path, tmp_path: Path) -> None:
    run("template", tmp_path / "next.xlsx", "--prefill", "--project", town)
    said = run(
        "load", "mapping-workbook", tmp_path / "next.xlsx", "--dry-run", "--project", town, "--as-of", "2026-04-30"
    )
    assert "changed" not in said.output
    assert "stale" not in said.output


def test_names_that_are_cypher_are_names_on_a_server_too(tmp_path: Path, put_project, neo4j_named: NeoServer) -> None:
    project = put_project(tmp_path / "project")
    run("load", "mapping-workbook", planted(tmp_path), "--as-of", "2026-03-31", "--project", project)
    assert len(held(project, "--project", str(project))) == 22
    rows = json.loads(run("ask", "P6", "--format", "json", "--project", project).output)["rows"]
    assert len(rows) == 21


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("a.txt", b"\x1b[31mred", "a character that a terminal obeys: U+001B"),
        ("a.md", b"<script>", "markup that a reader of Markdown would run"),
        ("a.md", b"[x](javascript:x)", "a link or a picture that a name made"),
        ("a.csv", b"name\n=1+1\n-5\n", "a cell that is a formula: '=1+1'"),
        ("a.svg", b"<svg><script/></svg>", "an element that runs or fetches: script"),
        ("a.svg", b'<svg><a href="javascript:x"/></svg>', "an attribute that runs or leads away: href='javascript:x'"),
        ("a.pdf", b"/JavaScript", "something that runs or leads away: /JavaScript"),
    ],
)
def test_what_is_looked_for_is_found(file: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(content)
    assert wrong(tmp_path / file, shown=file == "a.txt") == [said]


def test_formulas_in_a_workbook_are_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1"])
    book.active.append(["+1"])
    book.save(tmp_path / "a.xlsx")
    assert [said.partition(":")[0] for said in wrong(tmp_path / "a.xlsx", shown=False)] == [
        "a formula in Sheet!A1",
        "text that is a formula once edited, in Sheet!A2",
    ]
    parts = BytesIO()
    with zipfile.ZipFile(parts, "w") as archive:
        archive.writestr("word/vbaProject.bin", b"")
    (tmp_path / "a.docx").write_bytes(parts.getvalue())
    assert wrong(tmp_path / "a.docx", shown=False) == ["a part that runs or fetches: word/vbaProject.bin"]


def test_a_page_that_runs_what_a_name_says_is_found(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium to look at pages with")
    (tmp_path / "a.html").write_text('<p>x</p><script>window.pwned=1</script><a href="http://x.invalid">y</a>')
    ((_, said),) = looked_at([tmp_path / "a.html"])
    assert said == ["a name was run", "a link that leads away or runs: http://x.invalid"]
