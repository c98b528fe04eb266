"""Who was asked, what is held of people, what one source says alone: as Millbrook's plan has it, and nothing else.

What must be found was worked out without Linkwork: see tests/millbrook_expected.py.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import linkwork
from linkwork.api import Linkwork
from tests.millbrook_expected import EXPECTED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    return put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo")


@pytest.fixture(scope="module")
def millbrook(folder: Path) -> Linkwork:
    return linkwork.open(folder)


@pytest.mark.parametrize(("year", "as_of"), [("2026", None), ("2025", "2025-03-31")])
def test_the_bodies_that_did_not_answer_are_those_of_the_plan(
    millbrook: Linkwork, year: str, as_of: str | None
) -> None:
    found = [
        {
            "body": row["organisation_id"].removeprefix("org-"),
            "asked_on": row["asked_on"],
            "reminders": row["reminders"],
            "services": sorted(id_.removeprefix("service-") for id_ in row["service_ids"]),
        }
        for row in millbrook.ask("D8", as_of=as_of).rows
    ]
    assert [one["body"] for one in sorted(found, key=lambda one: one["body"])] == [
        o["body"] for o in EXPECTED["D8"][year]
    ]
    # The services are those of today in the plan's own answer, so they are compared where today is asked for.
    if as_of is None:
        assert sorted(found, key=lambda one: one["body"]) == EXPECTED["D8"][year]


def test_the_counts_that_may_not_be_added_are_those_of_the_plan(millbrook: Linkwork) -> None:
    sets: dict[int | None, list[str]] = {}
    counts = {}
    for row in millbrook.ask("D9", show="all").rows:
        name = row["engagement_id"].removeprefix("engagement-")
        sets.setdefault(row["set"], []).append(name)
        counts[name] = row["n"]
    alone = [[name] for name in sorted(sets.pop(None))]
    expected = EXPECTED["D9"]
    assert (sorted(map(sorted, sets.values())), alone) == (expected["may_not_be_added"], expected["may_be_added"])
    assert counts == expected["took_part"]


def test_facts_of_one_source_are_those_of_the_plan(millbrook: Linkwork) -> None:
    answer = millbrook.ask("D4", limit=10_000)
    expected = EXPECTED["D4"]
    assert len(answer.rows) == expected["one_source"]
    two, all_ = f"{expected['two_sources']}", f"{expected['facts']:,}"
    assert answer.assumptions[0] == f"{two} of {all_} facts (19%) are said by two sources or more."
    alone = {(row["id"].removeprefix("service-"), row["field"]) for row in answer.rows}
    assert not alone & {(key, name) for key, names in expected["by_two"].items() for name in names}


def test_the_people_held_and_who_is_past_the_day_are_those_of_the_plan(millbrook: Linkwork, folder: Path) -> None:
    rows = millbrook.ask("D7").rows
    expected = EXPECTED["D7"]
    assert (len(rows), {row["basis"] for row in rows}) == (expected["people"], {expected["basis"]})
    over = [row["person_ref"] for row in rows if row["overdue"] == "yes"]
    held = [pl.read_parquet(path) for path in folder.glob("rounds/2026-03-31_*/people/*-Person.parquet")]
    assert [job for f in held for job in f.filter(pl.col("id").is_in(over))["job_title"]] == expected["overdue"]
