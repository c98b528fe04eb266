"""A build in a process of its own that kills itself while it fills an empty graph: `filled_build.py ROUNDS GRAPH ROWS`.

It is killed when so many rows have been handed to the engine.
"""

import os
import signal
import sys
from pathlib import Path

from linkwork.graph import build as building
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.rounds import RoundStore


def main(rounds: str, graph: str, rows: int) -> None:
    def killed(done: int, _: int) -> None:
        if done >= rows:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_engine(GraphAddress(graph), writing=True) as engine:
        building.build(RoundStore(Path(rounds)), engine, Owner("p"), progress=killed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
