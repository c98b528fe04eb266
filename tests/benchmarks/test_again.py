"""Loading again does what it is measured for: nothing the second time, a little for a file with a little changed."""

from pathlib import Path

import pytest

from benchmarks._again_loads import EVERY, LATER, changed, files, loaded
from benchmarks.again import EMBEDDED, _part, must_be
from benchmarks.clock import Clock, Took
from benchmarks.england import england


def test_a_later_file_differs_in_one_row_of_so_many() -> None:
    (sites,) = (table for table in england(800) if table.kind == "Site")
    others = changed(sites).rows["name"] == "Another name"
    assert others.to_list() == [number % EVERY == EVERY - 1 for number in range(sites.rows.height)]


def test_the_three_loads_write_all_then_nothing_then_a_little(tmp_path: Path) -> None:
    first, later = files(tmp_path / "files", 150)
    into = {"folder": str(tmp_path / "project"), "graph": str(tmp_path / "project" / "graph")}
    said = [
        loaded(Clock(), **into, file=str(first)),
        loaded(Clock(), **into, file=str(first)),
        loaded(Clock(), **into, file=str(later), as_of=LATER),
    ]
    must_be([Took(1.0, 1.0, 90.0, one) for one in said])
    assert [said[1]["seconds"][step] for step in ("compared", "kept")] == [0.0, 0.0]


def took(built: float, records: int, rounds: int) -> Took:
    seconds = {"read and checked": 9.0, "compared": 0.0, "kept": 0.0, "built": built}
    return Took(9.0 + built, 1.0, 90.0, {"seconds": seconds, "nodes": records, "links": 0, "rounds": rounds})


def test_a_second_load_that_wrote_something_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="the loads wrote 1000, 1 and 10 nodes and links"):
        must_be([took(10.0, 1000, 1), took(0.1, 1, 1), took(0.4, 10, 2)])


def test_shares_are_of_the_first_load_without_reading_its_file() -> None:
    part = _part({EMBEDDED: [took(10.0, 1000, 1), took(0.1, 0, 1), took(0.6, 10, 2)]})
    assert [(target.reached, target.met) for target in part.targets] == [("1.0%", True), ("6.0%", False)]
