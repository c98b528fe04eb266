"""The tests run as several workers: how many, and where they write."""

import os
from pathlib import Path

import polars as pl
import pytest

from tests import parallel


@pytest.mark.parametrize(("processors", "workers"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_there_is_a_worker_a_processor_up_to_four(
    processors: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    assert parallel.pytest_xdist_auto_num_workers() == workers


def test_a_server_that_was_named_has_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://somewhere")
    assert parallel.pytest_xdist_auto_num_workers() == 1


def test_the_tests_write_into_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ROOM", 1)
    assert parallel.in_memory(tmp_path)
    monkeypatch.setattr(parallel, "ROOM", 2**80)
    assert not parallel.in_memory(tmp_path)
    assert not parallel.in_memory(tmp_path / "nowhere")


def test_a_folder_that_was_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.setattr(parallel, "ROOM", 1)
    monkeypatch.setenv("TMPDIR", "/asked/for")
    parallel.pytest_configure(pytestconfig)
    assert os.environ["TMPDIR"] == "/asked/for"


def test_workers_beside_each_other_have_one_thread_for_tables_each(pytestconfig: pytest.Config) -> None:
    if not hasattr(pytestconfig, "workerinput"):
        pytest.skip("tests in one process have every thread there is")
    assert pl.thread_pool_size() == int(os.environ["POLARS_MAX_THREADS"])
