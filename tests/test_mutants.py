"""`make mutants` tries what it says: every measure has tests, and what is not one is not counted."""

from pathlib import Path

import pytest

from tools.mutants.belongs import TESTS, file_of
from tools.mutants.made import Mutant, differs_when_run
from tools.mutants.report import page
from tools.mutants.tried import BROKEN, KILLED, SURVIVED, Tried, Trying

ROOT = Path(__file__).parents[1]
LARGER = "def larger(a: int, b: int | None) -> bool:\n    return a > 1\n"
TEST = "from linkwork.graph.measures.chance import larger\n\n\ndef test_two_is_larger():\n    assert larger(2, 0)\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working copy with one measure and one test."""
    for name in ("linkwork", "linkwork/graph", "linkwork/graph/measures", "tests", "tests/graph", "tools"):
        (tmp_path / "root" / name).mkdir(parents=True)
        (tmp_path / "root" / name / "__init__.py").touch()
    (tmp_path / "root" / "tools" / "mutants").symlink_to(ROOT / "tools" / "mutants")
    (tmp_path / "root" / "pyproject.toml").write_text("")
    (tmp_path / "root" / file_of("chance")).write_text(LARGER)
    (tmp_path / "root" / "tests" / "graph" / "test_chance.py").write_text(TEST)
    return tmp_path / "root"


def wrong(old: str, new: str) -> Mutant:
    return Mutant("chance", "made by hand", LARGER, LARGER.replace(old, new))


@pytest.mark.parametrize("module", TESTS)
def test_every_measure_and_the_tests_that_belong_to_it_are_there(module: str) -> None:
    assert (ROOT / file_of(module)).is_file()
    assert [name for name in TESTS[module] if not (ROOT / "tests" / "graph" / f"{name}.py").is_file()] == []


def test_a_mutant_is_killed_by_a_failing_test_or_survives_or_is_broken(root: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    trying = Trying(root, tmp_path / "copy")
    mutants = [wrong("a > 1", "a < 1"), wrong("a > 1", "a > 0"), wrong("def larger", "def smaller")]
    assert [trying.one(mutant).outcome for mutant in mutants] == [KILLED, SURVIVED, BROKEN]
    assert (tmp_path / "copy" / file_of("chance")).read_text() == LARGER


def test_nothing_is_tried_with_tests_that_fail_anyway(root: Path, tmp_path: Path) -> None:
    (root / "tests" / "graph" / "test_chance.py").write_text(TEST.replace("2, 0", "0, 0"))
    (tmp_path / "copy").mkdir()
    with pytest.raises(SystemExit, match="tests of chance end with 1 while nothing is wrong"):
        Trying(root, tmp_path / "copy").one(wrong("a > 1", "a < 1"))


def test_what_differs_in_an_annotation_alone_or_is_not_python_is_no_mutant() -> None:
    assert not differs_when_run(LARGER, LARGER.replace("int | None", "int & None"))
    assert not differs_when_run(LARGER, LARGER.replace("a > 1", "a > **1"))
    assert differs_when_run(LARGER, LARGER.replace("a > 1", "a > 2"))


def test_the_share_is_of_those_that_could_be_imported_and_survivors_are_shown() -> None:
    lived = wrong("a > 1", "a > 0")
    tried = [Tried(lived, KILLED), Tried(lived, KILLED), Tried(lived, SURVIVED), Tried(lived, BROKEN)]
    lines = page(tried, 7).rstrip().splitlines()
    assert lines[0].startswith("4 mutants of the measures, seed 7.")
    assert lines[2:5] == [
        "module           tried  killed  survived  broken   share",
        "chance               4       2         1       1    67 %",
        "all                  4       2         1       1    67 %",
    ]
    assert lines[-2:] == ["-    return a > 1", "+    return a > 0"]
