"""Wards by postcode, loaded for real on each engine: a made-up directory, wards and practices."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from linkwork.graph.engine import GraphAddress
from tests.commands.steps import run

HEAD = "pcds,dointr,doterm,osward,lat,long\n"
DIRECTORY = (
    HEAD + "ZZ1 1AA,198001,,E05000001,51.5,-0.07\nZZ1 1AB,198001,,E05000002,51.5,-0.07\n"
    "ZZ1 1AC,198001,199606,E05000002,51.5,-0.07\nZZ1 1AD,198001,,L99999999,99.9,0\n"
)
AREAS = "name,level,gss_code\nEast,ward,E05000001\nWest,ward,E05000002\n"
PRACTICES = (
    "name,sector,postcode,ods_code\nMill Surgery,nhs,ZZ1 1AA,F00001\nOld Surgery,nhs,zz11ac,F00002\n"
    "Isle Surgery,nhs,ZZ1 1AD,F00003\nFar Surgery,nhs,ZZ9 9ZZ,F00004\nLost Surgery,nhs,,F00005\n"
)
IN_WARDS = "MATCH (o:Organisation)-[r:IN_AREA]->(a:Area) WHERE r.live RETURN o.name AS o, a.name AS a ORDER BY o, a"


class Town:
    """A project whose graph is on one of the engines."""

    def __init__(self, folder: Path, graph: GraphAddress) -> None:
        self.folder = folder
        self.words = ("--project", folder / "town", "--graph", graph.place)
        run("init", folder / "town")

    def run(self, *words: object, code: int = 0) -> Result:
        return run(*words, *self.words, code=code)

    def load(self, source: str, text: str, day: str, *more: object, code: int = 0) -> str:
        """Load a sheet of the workbook, or the directory, as a source of its own; what was said, in lines."""
        loader = "postcodes" if source == "ons-postcodes" else "mapping-workbook"
        sheet = {"list": "Organisations", "map": "Areas"}.get(source, "ONSPD")
        path = self.folder / source / day
        path.mkdir(parents=True, exist_ok=True)
        (path / f"{sheet}.csv").write_text(text)
        files = path / "ONSPD.csv" if sheet == "ONSPD" else path
        return str(self.run("load", loader, files, "--as-of", day, "--source", source, *more, code=code).output)

    def read(self, *words: object, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--format", "json", code=code).stdout)

    def wards(self) -> list[tuple[str, str]]:
        return [(row["o"], row["a"]) for row in self.read("cypher", IN_WARDS)]


@pytest.fixture
def town(tmp_path: Path, named: GraphAddress) -> Town:
    return Town(tmp_path, named)


def lines(said: str) -> list[str]:
    """What was said of wards and of links that wait, a line each."""
    wanted, found = False, []
    for line in said.splitlines():
        wanted = line.startswith(("  wards", "  loose")) or (wanted and line.startswith("    "))
        if wanted:
            found.append(" ".join(line.split()))
    return found


WHY = [
    "1 place has a postcode that is no longer in use; the ward is that where it was: ZZ1 1AC",
    "1 place has a postcode that the directory does not list; no ward is given: ZZ9 9ZZ",
    "1 place has a postcode without a ward: ZZ1 1AD",
]


def test_the_directory_first_and_practices_later_get_their_wards_and_the_same_again_writes_nothing(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    assert lines(town.load("ons-postcodes", DIRECTORY, "2026-01-02")) == [
        "wards no organisation or site with a postcode is loaded yet; each gets its ward when it comes",
        "loose nothing",
    ]
    said = town.load("list", PRACTICES, "2026-02-01")
    assert lines(said) == ["wards 2 places have one by postcode (2 new)", *WHY, "loose nothing"]
    assert town.wards() == [("Mill Surgery", "East"), ("Old Surgery", "West")]
    for source, text, day in (("ons-postcodes", DIRECTORY, "2026-01-02"), ("list", PRACTICES, "2026-02-01")):
        again = town.load(source, text, day)
        assert "no new round was kept" in again
        assert "nothing was written to it" in again
    assert "nothing was written to it" in town.run("build", "--verify").output


def test_practices_first_and_the_directory_later_give_the_same_wards(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    assert lines(town.load("list", PRACTICES, "2026-02-01")) == ["loose nothing"]
    assert town.wards() == []
    said = town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    assert lines(said) == ["wards 2 places have one by postcode (2 new)", *WHY, "loose nothing"]
    assert "  stale    nothing" in said
    checked = town.run("check", "postcodes", town.folder / "ons-postcodes" / "2026-01-02" / "ONSPD.csv").output
    assert lines(checked) == ["wards 2 places have one by postcode (as before)", *WHY, "loose nothing"]
    assert town.wards() == [("Mill Surgery", "East"), ("Old Surgery", "West")]


def test_a_practice_whose_postcode_changes_moves_to_the_other_ward(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    town.load("list", PRACTICES, "2026-02-01")
    moved = PRACTICES.replace("ZZ1 1AA", "ZZ1 1AB")
    dry = town.load("list", moved, "2026-03-01", "--dry-run")
    assert "Mill Surgery has moved: it was in East, and is now in West" in dry
    assert town.wards()[0] == ("Mill Surgery", "East")
    assert lines(town.load("list", moved, "2026-03-01"))[0] == (
        "wards 2 places have one by postcode (1 another than before)"
    )
    assert town.wards() == [("Mill Surgery", "West"), ("Old Surgery", "West")]
    assert "Mill Surgery has moved: it was in East, and is now in West" in town.run("changes").output
    assert town.read("cypher", "MATCH (:Organisation)-[r:IN_AREA]->() RETURN count(r) AS n") == [{"n": 2}]
    assert "Nothing is wrong." in town.run("doctor").output


def test_wards_that_no_round_describes_are_one_sentence_and_join_when_they_are_described(town: Town) -> None:
    town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    waiting = "2 places lie by postcode in 2 wards that no round describes: area-e05000001, area-e05000002"
    assert lines(town.load("list", PRACTICES, "2026-02-01"))[-2:] == ["loose 2 wait for an end:", waiting]
    said = town.run("doctor", "--format", "json", code=1)
    assert json.loads(said.stdout) == [
        {"finding": waiting, "mend": "load what describes the wards: linkwork loaders areas"}
    ]
    assert [line for line in said.stderr.splitlines() if line.startswith("Note")] == [f"Note: {why}." for why in WHY]
    town.load("map", AREAS, "2026-01-01")
    assert town.wards() == [("Mill Surgery", "East"), ("Old Surgery", "West")]


def test_a_directory_that_is_cut_short_stops_and_asks(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    town.load("list", PRACTICES, "2026-02-01")
    cut = HEAD + "ZZ1 1AA,198001,,E05000001,51.5,-0.07\n"
    said = town.load("ons-postcodes", cut, "2026-03-01", code=1)
    assert "This round would make 50% of what ons-postcodes says stale" in said
    assert "1 no longer" in town.load("ons-postcodes", cut, "2026-03-01", "--yes")
    assert town.wards() == [("Mill Surgery", "East")]


def test_new_codes_for_every_ward_are_no_loss(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    town.load("list", PRACTICES, "2026-02-01")
    swapped = HEAD + "ZZ1 1AA,198001,,E05000002,51.5,-0.07\nZZ1 1AC,198001,199606,E05000001,51.5,-0.07\n"
    said = town.load("ons-postcodes", swapped, "2026-03-01")
    assert lines(said)[0] == "wards 2 places have one by postcode (2 another than before)"


def test_a_ward_that_follows_from_a_postcode_does_not_come_back_as_a_statement(town: Town) -> None:
    town.load("map", AREAS, "2026-01-01")
    town.load("ons-postcodes", DIRECTORY, "2026-01-02")
    town.load("list", PRACTICES, "2026-02-01")
    workbook = town.folder / "next.xlsx"
    town.run("template", workbook, "--prefill", "--source", "list")
    town.run("load", "mapping-workbook", workbook, "--as-of", "2026-03-01", "--yes")
    query = "MATCH (:Organisation)-[r:IN_AREA]->() RETURN r.sources AS said ORDER BY r.id"
    assert [row["said"] for row in town.read("cypher", query)] == [["list", "ons-postcodes"]] * 2
