"""The next round's workbook on the command line: written, sent round, and loaded again."""

from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from linkwork.data import place
from linkwork.graph.fold import fold
from linkwork.graph.identity import Names
from linkwork.graph.place import Place
from linkwork.graph.rounds import RoundStore
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.load.steps import Asked, effect, read
from linkwork.loaders import loader
from linkwork.project.settings import make_project, open_project
from tests.commands.steps import load, run
from tests.loaders.prefilled_town import EVERYTHING, edited, facts, tick_everything, workbook


@pytest.fixture
def town(project: Path, workbook: Path) -> Path:
    load(project, workbook, "--source", "town")
    return project


@pytest.fixture
def filled(town: Path, tmp_path: Path) -> Path:
    run("template", tmp_path / "next.xlsx", "--prefill", "--project", town)
    return tmp_path / "next.xlsx"


def again(project: Path, path: Path, *more: str, code: int = 0) -> Result:
    words = ("--as-of", "2025-03-31", "--project", project, *more)
    return run("load", "mapping-workbook", path, *words, code=code)


def test_it_says_how_many_rows_it_wrote_and_from_which_day(town: Path, tmp_path: Path) -> None:
    said = run("template", tmp_path / "next.xlsx", "--prefill", "--project", town).output
    assert f"Wrote {tmp_path / 'next.xlsx'}: 2 rows on 2 sheets, as known on 2024-03-31." in said
    assert "load mapping-workbook next.xlsx" in said
    assert load_workbook(tmp_path / "next.xlsx")["This round"]["B2"].value == "town"


def test_a_workbook_that_nobody_touched_keeps_nothing_and_says_so(town: Path, filled: Path) -> None:
    for words in ((), ("--dry-run",), ("--keep-good-rows",)):
        said = again(town, filled, *words)
        assert "next.xlsx: all 2 rows are as they were filled in and none is confirmed" in said.output
    assert "2 rows are as they were filled in" in run("check", "mapping-workbook", filled, "--project", town).output
    assert len(run("rounds", "--format", "csv", "--project", town).output.splitlines()) == 2


def test_confirmed_rows_are_kept_as_a_partial_round_and_the_same_file_again_keeps_nothing(
    town: Path, filled: Path
) -> None:
    edited(filled, tick_everything)
    said = again(town, filled).output
    assert "2 rows confirmed, 0 changed, 0 unchanged and not confirmed (left out), 0 new." in said
    assert "Kept round 2025-03-31_town_1: next.xlsx, as town of 2025-03-31 (partial)." in said
    assert "new      nothing\n  changed  nothing\n  stale    nothing" in said
    twice = again(town, filled).output
    assert "Already loaded as round 2025-03-31_town_1: no new round was kept." in twice
    assert "nothing was written" in twice


def test_a_changed_row_changes_the_graph_and_the_rest_stays(town: Path, filled: Path) -> None:
    def change(sheets: dict) -> None:
        sheets["Services"][2, "status"] = "closed"

    edited(filled, change)
    assert "0 rows confirmed, 1 changed, 1 unchanged and not confirmed (left out), 0 new." in again(town, filled).output
    asked = "MATCH (s:Service) RETURN s.name AS name, s.status AS status"
    assert "Friday Walks,closed" in run("cypher", asked, "--format", "csv", "--project", town).output


def test_one_organisation_is_named_by_its_name_and_a_near_miss_is_asked_about(town: Path, tmp_path: Path) -> None:
    words = ("--prefill", "--project", town, "--organisation")
    said = run("template", tmp_path / "one.xlsx", *words, "riverside trust").output
    assert "2 rows on 2 sheets about org-town-riverside-trust" in said
    missed = run("template", tmp_path / "two.xlsx", *words, "Riverside Trusst", code=1).output
    assert "Did you mean 'Riverside Trust'? Nothing was written." in missed
    assert not (tmp_path / "two.xlsx").exists()


def test_the_source_is_the_one_asked_for_and_blank_where_there_are_two(
    town: Path, workbook: Path, tmp_path: Path
) -> None:
    load(town, workbook, "--source", "another")
    run("template", tmp_path / "a.xlsx", "--prefill", "--source", "riverside", "--project", town)
    assert load_workbook(tmp_path / "a.xlsx")["This round"]["B2"].value == "riverside"
    assert "does not say whose it is" in run("template", tmp_path / "b.xlsx", "--prefill", "--project", town).output
    assert load_workbook(tmp_path / "b.xlsx")["This round"]["B2"].value is None


def test_what_cannot_be_done_is_said_and_no_file_is_written(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "next.xlsx"
    assert "Nothing is loaded yet" in run("template", path, "--prefill", "--project", project, code=1).output
    assert "go with --prefill" in run("template", path, "--source", "town", "--project", project, code=1).output
    assert not path.exists()
    path.write_text("somebody's work")
    assert "is there already" in run("template", path, "--prefill", "--project", project, code=1).output
    assert path.read_text() == "somebody's work"


@pytest.mark.parametrize("key", ["millbrook", "tower-hamlets"])
def test_a_demonstration_confirmed_in_full_changes_nothing(tmp_path: Path, key: str) -> None:
    store, project = _demonstration(tmp_path / "project", key)
    path = workbook(tmp_path / "next.xlsx", store, EVERYTHING)
    untouched = loader("mapping-workbook").load([path], Names("next", store.known_names()))
    assert (untouched.problems, untouched.tables) == ((), ())
    edited(path, tick_everything)
    ready = read(loader("mapping-workbook"), [path], project, store, Asked(as_of="2026-11-01", source="next"))
    proposed, change = effect(store, ready)
    assert (change.new, change.changed, change.stale, change.gone, change.loose) == ({}, {}, {}, {}, ())
    before = fold(store.folded(), SCHEMA, as_of="2026-11-01", rules=store.rules)
    after = fold(store.folded(proposed=proposed), SCHEMA, as_of="2026-11-01", rules=store.rules)
    assert facts(after) == facts(before)
    live = [frame for frame in before.nodes.values() if frame["stale_since"].null_count()]
    assert sum(table.rows.height for table in ready.tables if table.kind in SCHEMA.node) == sum(
        frame["stale_since"].null_count() for frame in live
    )


def _demonstration(folder: Path, key: str) -> tuple:
    chosen = place(key)
    make_project(folder, chosen.name, place=Place(chosen.pcns, chosen.areas))
    project = open_project(folder, None)
    store = RoundStore(project.rounds, rules=Rules(project.place))
    for source in chosen.sources:
        ready = read(loader(source.loader), [source.path], project, store, Asked(as_of=source.as_of))
        store.keep(ready.statement, ready.tables, ready.names.minted)
    return store, project
