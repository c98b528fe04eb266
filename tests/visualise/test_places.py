"""Pictures that can be laid beside one another: what was on the last one stands where it stood."""

import json
from pathlib import Path

import pytest

from linkwork.project.places import Places
from tests.commands.steps import run

FIRST = "name,part_of\nMill PCN,\nMill Practice,Mill PCN\nWeir Practice,Mill PCN\nLock Practice,Mill PCN\n"
SECOND = "name,part_of\nMill PCN,\nMill Practice,Mill PCN\nLock Practice,Mill PCN\nFord Practice,Mill PCN\n"


def load(project: Path, folder: Path, text: str, day: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "Organisations.csv").write_text(text, encoding="utf-8")
    run("load", "mapping-workbook", folder, "--as-of", day, "--project", project, "--yes")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    run("init", tmp_path / "town", "--name", "Our town")
    load(tmp_path / "town", tmp_path / "mapping", FIRST, "2024-03-31")
    return tmp_path / "town"


def test_what_was_on_the_last_map_stands_where_it_stood_and_what_returns_returns_to_its_place(
    town: Path, tmp_path: Path
) -> None:
    draw = ("draw", "network-map", "--project", town, "--save")
    run(*draw, tmp_path / "one.svg")
    kept = json.loads((town / "places.json").read_text(encoding="utf-8"))
    load(town, tmp_path / "mapping", SECOND, "2025-03-31")
    run(*draw, tmp_path / "two.svg")
    later = json.loads((town / "places.json").read_text(encoding="utf-8"))
    assert {id_: later[id_] for id_ in kept} == kept
    assert later.keys() - kept.keys() == {id_ for id_ in later if "ford" in id_}
    run(*draw, tmp_path / "again.svg", "--as-of", "2024-03-31")
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "one.svg").read_bytes()


def test_a_file_of_places_that_is_spoilt_is_as_good_as_none(town: Path, tmp_path: Path) -> None:
    draw = ("draw", "network-map", "--project", town, "--save")
    run(*draw, tmp_path / "one.svg")
    for spoilt in ("", "[]", '{"org-a": 1}', '{"org-a": ["x", "y"]}', "\x00"):
        (town / "places.json").write_text(spoilt, encoding="utf-8")
        run(*draw, tmp_path / "two.svg")
        assert (tmp_path / "two.svg").read_bytes() == (tmp_path / "one.svg").read_bytes()


def test_a_project_that_cannot_be_written_is_drawn_all_the_same(town: Path, tmp_path: Path) -> None:
    (town / "places.json").mkdir()
    run("draw", "network-map", "--project", town, "--save", tmp_path / "one.svg")
    assert "Mill Practice (Organisation, 1 link)" in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_no_place_of_a_person_is_kept(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.keep({"person-0a1b2c3d4e5f": (1.0, 2.0), "org-a": (3.0, 4.0)})
    assert places.known() == {"org-a": (3.0, 4.0)}
    assert Places(None).known() == {}
