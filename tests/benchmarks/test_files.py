"""What is measured from a file to a round is the same work on both sides."""

import pytest

from benchmarks import _files_made as making
from benchmarks.clock import Clock, Took
from benchmarks.files import MADE, TIMES, Measured, cells, columns, differing, kept, targets

SMALL = 300


@pytest.mark.parametrize("file", MADE, ids=lambda file: file.made_by)
def test_a_round_has_a_record_for_each_row_that_the_reader_alone_sees(file, tmp_path):
    path, make = tmp_path / file.name, getattr(making, file.made_by)
    size = {"nodes": SMALL, "networks": str(tmp_path / "none.xlsx")} if file.is_workbook else {"rows": SMALL}
    meant = make(Clock(), path=str(path), **size)
    ours = kept(Clock(), file.loader, str(path))
    alone = cells(Clock(), str(path)) if file.is_workbook else columns(Clock(), str(path), file.headings)
    assert differing(file, ours["counts"], alone["counts"]) == ""
    held = {kind: n for kind, n in meant.items() if n}
    assert {kind: n for kind, n in ours["counts"].items() if kind in held} == held


def test_a_row_that_is_lost_is_said():
    (demand,) = (file for file in MADE if file.loader == "demand")
    assert differing(demand, {"HAS_DEMAND": 1_199}, {"rows": 1_200}) == "1,199 HAS_DEMAND of 1,200"


def test_a_target_is_met_by_every_large_file_or_not_at_all():
    took = [
        Measured(file.at(times) if file.growing else file, 1.0, *both(1.4, 100 * times))
        for file in MADE
        for times in TIMES
    ]
    assert [target.met for target in targets(took)] == [True, True, False, False]
    small, large = MADE[-1].at(TIMES[0]), MADE[-1].at(TIMES[-1])
    for file, met in ((small, True), (large, False)):
        assert [target.met for target in targets([*took, Measured(file, 1.0, *both(1.6, 100))])][:2] == [True, met]


def both(seconds: float, megabytes: float) -> tuple[Took, Took]:
    said = {"counts": {}, "begun": 50.0, "peak": 50.0 + megabytes, "text": 10_000_000}
    return Took(seconds, seconds, 0.0, said), Took(1.0, 1.0, 0.0, said)
