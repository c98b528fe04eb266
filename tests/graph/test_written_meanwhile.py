"""What is read while another writes is of neither state, and nobody is given it: on both engines."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.engine import Engine, GraphAddress, open_engine
from tests.queries.town import eastwick

WRITE = """
import json, sys
from linkwork.graph.engine import GraphAddress, open_engine
address, marker = json.loads(sys.argv[1])
with open_engine(GraphAddress(**address), writing=True) as engine:
    if marker:
        engine.put_marker({"state": "built", "project": "town", "rounds": [marker]})
"""


@pytest.fixture
def reading(address: GraphAddress) -> Iterator[Engine]:
    with open_engine(address, writing=True) as engine:
        eastwick().write(engine)
        engine.put_marker({"state": "built", "project": "town", "rounds": ["first"]})
    opened = open_engine(address)
    yield opened
    opened.close()


def another(address: GraphAddress, marker: str) -> None:
    """Another process opens the graph for writing, and writes if there is something to write."""
    given = json.dumps([asdict(address), marker])
    subprocess.run([sys.executable, "-c", WRITE, given], check=True)


def test_what_was_read_while_another_wrote_is_not_given(address: GraphAddress, reading: Engine) -> None:
    with pytest.raises(GraphUnavailable, match=r"wrote to the graph while this was read.* Run this again"), reading:
        assert reading.marker() is not None
        another(address, "second")
    with open_engine(address) as again:
        assert (again.marker() or {})["rounds"] == ["second"]


def test_another_who_opens_it_and_writes_nothing_disturbs_nobody(address: GraphAddress, reading: Engine) -> None:
    with reading:
        reading.marker()
        another(address, "")


def test_the_empty_logs_of_a_writer_that_was_killed_disturb_nobody(tmp_path: Path) -> None:
    address = GraphAddress(str(tmp_path / "graph"))
    with open_engine(address, writing=True) as engine:
        eastwick().write(engine)
    for log in ("txlog_0.wal", "txlog_1.wal"):
        (tmp_path / "graph" / log).write_bytes(b"")
    with open_engine(address) as reading:
        reading.marker()
    assert list((tmp_path / "graph").glob("*.wal")) == []  # whoever reads clears them


def test_what_went_wrong_while_it_was_read_is_said_as_it_is(address: GraphAddress, reading: Engine) -> None:
    with pytest.raises(LinkworkError, match=r"^There is no ward of that name"), reading:
        reading.marker()
        another(address, "second")
        raise LinkworkError("There is no ward of that name.")


def test_whoever_has_let_go_is_not_told_of_what_is_written_then(address: GraphAddress, reading: Engine) -> None:
    with reading:
        reading.marker()
        reading.close()
        another(address, "second")


def test_whoever_writes_is_not_told_of_what_they_wrote(address: GraphAddress, reading: Engine) -> None:
    reading.close()
    with open_engine(address, writing=True) as engine:
        engine.marker()
        engine.put_marker({"state": "built", "project": "town", "rounds": ["second"]})
