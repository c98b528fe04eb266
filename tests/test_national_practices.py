"""National lists of practices, loaded on each engine, and of networks, counted again with the csv module alone."""

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from linkwork.graph.engine import GraphAddress
from tests.commands.steps import run
from tests.commands.terminal import at_a_terminal

DAYS = {"2023-02": "2023-02-28", "2024-01": "2024-01-31"}
STATES = {"A": "open", "C": "closed", "P": "planned", "D": None}
CODE, NAME, STATUS, SETTING = 0, 1, 12, 25


def listed(file: Path) -> dict[str, list[str]]:
    """The cells of every row by its code."""
    with gzip.open(file, "rt", newline="", encoding="utf-8") as lines:
        return {cells[CODE]: cells for cells in csv.reader(lines)}


def told(project: Path, *words: object) -> Any:
    return json.loads(run(*words, "--format", "json", "--project", project).output)


def test_two_national_rounds_of_networks_are_kept_once_and_their_changes_are_those_counted(
    shared: Path, tmp_path: Path
) -> None:
    counted = json.loads((shared / "data" / "ods" / "EXPECTED_round_diff.json").read_bytes())
    england = tmp_path / "england"
    run("init", england)
    for month, day in (("2022-05", "2022-05-27"), ("2023-02", "2023-02-28")):
        path = shared / "data" / "ods" / f"ePCN_{month}.xlsx"
        words = ("load", "ods-pcn", path, "--as-of", day, "--project", england)
        said, screen = at_a_terminal(*words)
        assert f"Kept round {day}_nhs-ods-pcn_1" in said
        assert f"Reading {path.name}" in screen
        assert re.search(r"Building the graph\W+\d+%", screen)
        again = run(*words).output
        assert "no new round was kept" in again
        assert "nothing was written to it" in again
        (live,) = told(england, "cypher", "MATCH ()-[r:PART_OF]->() WHERE r.live RETURN count(r) AS n")
        assert live["n"] == counted["current_links"][month]
    found, expected = told(england, "changes"), counted["2022-05->2023-02"]
    links = {word: [row for row in found[word] if row["kind"] == "PART_OF"] for word in ("new", "gone")}
    assert (len(links["new"]), len(links["gone"])) == (expected["links_added"], expected["links_removed"]) == (87, 170)


def test_two_national_lists_are_kept_once_and_their_changes_are_those_counted(
    shared: Path, tmp_path: Path, named: GraphAddress
) -> None:
    files = {month: shared / "data" / "ods" / f"epraccur_{month}.csv.gz" for month in DAYS}
    england = tmp_path / "england"
    run("init", england)
    for month, day in DAYS.items():
        words = ("load", "ods-practices", files[month], "--as-of", day, "--project", england)
        if month == min(DAYS):
            for looking in (("check", *words[1:3], *words[5:]), (*words, "--dry-run", "--format", "csv")):
                assert f"Reading {files[month].name}" in at_a_terminal(*looking)[1]
        assert "Kept round" in run(*words).output
        again = run(*words).output
        assert "no new round was kept" in again
        assert "nothing was written to it" in again
    before, after = (listed(file) for file in files.values())
    assert (len(before), len(after)) == (15536, 15971)
    _holds(told(england, "cypher", IN_GRAPH), after)
    _changed(told(england, "changes"), before, after)


IN_GRAPH = """
MATCH (o:Organisation) RETURN o.status AS status, o.category = 'practice' AS practice, count(o) AS n
ORDER BY status, practice
"""


def _holds(found: list[dict[str, Any]], after: dict[str, list[str]]) -> None:
    """The graph has the later list's rows, by status and whether they are general practices."""
    expected = Counter((STATES[cells[STATUS]], cells[SETTING] == "4") for cells in after.values())
    assert expected["open", True] == 6750
    assert expected["closed", True] == 1690
    assert {(row["status"], row["practice"]): row["n"] for row in found} == expected


def _changed(found: dict[str, Any], before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    """What is new, gone, renamed and of another status is what the two lists say."""
    assert (len(found["new"]), found["gone"]) == (len(after.keys() - before.keys()), []) == (435, [])
    both = before.keys() & after.keys()
    for field, of in (("name", lambda cells: cells[NAME]), ("status", lambda cells: STATES[cells[STATUS]])):
        expected = {
            (f"org-ods-{code.lower()}", of(before[code]), of(after[code]))
            for code in both
            if of(before[code]) != of(after[code])
        }
        assert expected
        assert {(r["id"], r["before"], r["after"]) for r in found["changed"] if r["field"] == field} == expected
