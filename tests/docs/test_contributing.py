"""CONTRIBUTING.md shows a source, a question, a drawing as a file each, and a kind as an entry; here they are tried."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.snippets import blocks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
#: The first line of a block that is a file of its own says where.
NAMED = re.compile(r"(?:#|//) (linkwork/\S+)")
ENTRY = re.compile(r"^# among (NODES|LINKS)\n(.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the page's four files in it, and no other edit."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "linkwork", folder / "linkwork", ignore=shutil.ignore_patterns("__pycache__"))
    files = {found[1]: block.text for block in blocks(PAGE) if (found := NAMED.fullmatch(block.first))}
    assert len(files) == 4
    for name, text in files.items():
        assert not (folder / name).exists()
        (folder / name).write_text(text.partition("\n")[2], encoding="utf-8")
    return folder


def linkwork(copy: Path, *words: str) -> str:
    command = [sys.executable, "-m", "linkwork", *words]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_is_one_new_file_that_works_from_end_to_end(copy: Path) -> None:
    (copy / "parks.csv").write_text("code,name\nP1,Mile End Park\nP2,Victoria Park\n")
    linkwork(copy, "init", "town", "--name", "Our town")
    assert "green-spaces" in linkwork(copy, "loaders")
    load = ("load", "green-spaces", "parks.csv", "--as-of", "2024-01-01", "--project", "town")
    assert "2 Asset" in linkwork(copy, *load)
    answer = json.loads(linkwork(copy, "ask", "X1", "--format", "json", "--project", "town"))
    assert [(row["sort"], row["assets"]) for row in answer["rows"]] == [("green space", 2)]
    linkwork(copy, "draw", "name-list", "--save", "names.svg", "--project", "town")
    assert "Mile End Park" in (copy / "names.svg").read_text(encoding="utf-8")
    linkwork(copy, "draw", "X1", "--save", "sorts.svg", "--project", "town")
    assert "green space: 2 assets" in (copy / "sorts.svg").read_text(encoding="utf-8")


def test_a_kind_and_a_link_are_an_entry_each_and_are_then_checked_loaded_and_asked_for(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "linkwork", tmp_path / "linkwork", ignore=shutil.ignore_patterns("__pycache__"))
    schema = tmp_path / "linkwork" / "graph" / "schema.py"
    entries = ENTRY.findall(PAGE.read_text(encoding="utf-8"))
    assert [among for among, _ in entries] == ["NODES", "LINKS"]
    for among, entry in entries:
        text = schema.read_text(encoding="utf-8")
        schema.write_text(text.replace(f"\n{among} = (\n", f"\n{among} = (\n{entry},\n"), encoding="utf-8")
    sheets = {
        "Languages": "name,iso_code\nSylheti,sy\n",
        "Organisations": "name,sector\nKettle,vcse\n",
        "Services": "name,provider,status\nAdvice,Kettle,open\n",
        "Offers": "name,service,languages\nAdvice for all,Advice,Sylheti\n",
    }
    (tmp_path / "sheets").mkdir()
    for name, rows in sheets.items():
        (tmp_path / "sheets" / f"{name}.csv").write_text(rows)
    linkwork(tmp_path, "init", "town", "--name", "Our town")
    said = linkwork(
        tmp_path, "load", "mapping-workbook", "sheets", "--as-of", "2024-01-01", "--yes", "--project", "town"
    )
    assert "1 Language, " in said
    query = "MATCH (o:Offer)-[:GIVEN_IN]->(l:Language) RETURN o.name AS offer, l.iso_code AS code"
    answer = linkwork(tmp_path, "cypher", query, "--format", "json", "--project", "town")
    assert json.loads(answer) == [{"offer": "Advice for all", "code": "sy"}]


@pytest.mark.parametrize("tests", ["loaders/test_every_loader.py", "visualise/test_drawings.py"])
def test_the_generic_tests_pick_them_up(copy: Path, tests: str) -> None:
    shutil.copytree(ROOT / "tests", copy / "tests", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    wanted = "green-spaces or name-list or assets-by-sort"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", wanted, f"tests/{tests}"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
