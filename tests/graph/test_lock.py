"""A project is written to by one at a time; where the disk cannot see to that, nothing is written."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.lock import LOCK, one_writer
from linkwork.personal_data.audit import record

fcntl = pytest.importorskip("fcntl")


@pytest.fixture(params=["ENOSYS", "EOPNOTSUPP", "ENOLCK"])
def without_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system as it answers on a network share that was mounted without locks: no such disk can be had here."""
    number = getattr(errno, request.param)

    def flock(descriptor: int, how: int) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.parametrize("left", [True, False], ids=["a lock's file is there", "none is"])
def test_on_a_disk_without_locks_nothing_is_written_and_nobody_is_said_to_be_writing(
    tmp_path: Path, left: bool, without_locks: None
) -> None:
    if left:
        (tmp_path / LOCK).touch()
    said = r"The disk of .* has no locks \(.*\), so two could write at once\. Nothing was changed\. Keep the project on"
    with pytest.raises(LinkworkError, match=said), one_writer(tmp_path):
        pytest.fail("it was let in")


def test_on_a_disk_without_locks_the_audit_trail_takes_no_line(tmp_path: Path, without_locks: None) -> None:
    with pytest.raises(LinkworkError, match="cannot be written to"):
        record(tmp_path, "load", "began", {})
    assert not (tmp_path / "audit.jsonl").exists()


def test_a_lock_that_was_let_go_is_had_again(tmp_path: Path) -> None:
    for _ in range(2):
        busy = pytest.raises(LinkworkError, match="Another Linkwork is writing")
        with one_writer(tmp_path), busy, one_writer(tmp_path):
            pytest.fail("it was let in")
