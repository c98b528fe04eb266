"""Every way of filling an embedded graph that is timed gives the same graph."""

from collections.abc import Callable

import pytest

from benchmarks import embedded
from benchmarks.clock import Clock
from benchmarks.projects import rounds_of

HELD = {"nodes": 337, "named": 327, "links": 965, "waits": 65, "days": 1081, "met": 114}


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("england") / "rounds"
    rounds_of(folder, 100)
    return str(folder)


@pytest.mark.parametrize("way", [embedded.whole, embedded.ours, embedded.batch, embedded.columns, embedded.merge])
def test_every_way_gives_the_same_graph(way: Callable[..., dict[str, object]], rounds: str) -> None:
    clock = Clock()
    assert way(clock, rounds) == HELD
    assert clock.waited > 0
