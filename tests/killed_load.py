"""`linkwork load` in a process of its own that kills itself at one point: run as `killed_load.py POINT WORD...`.

A point is the so many-th call of a function of the graph room or of the load itself; 0 kills at none of them, and
prints how many there are.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from linkwork.cli import cli

ROOMS = (f"{os.sep}linkwork{os.sep}graph{os.sep}", f"{os.sep}commands{os.sep}_load.py")


def main(point: int, words: list[str]) -> None:
    calls = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls
        if event == "call" and any(room in frame.f_code.co_filename for room in ROOMS):
            calls += 1
            if calls == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    cli(words, standalone_mode=False)
    sys.setprofile(None)
    print(f"points: {calls}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
