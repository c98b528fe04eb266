"""Work done in a process of its own, which begins as a copy of this one and may be killed at any moment.

This process has Linkwork imported and has opened and read nothing: threads and open graphs do not live on in a copy.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from click.testing import CliRunner

from linkwork.cli import COMMANDS, Listed, cli

#: Seconds that a piece of work may take.
LONGEST = 120


@dataclass(frozen=True)
class Moment:
    """When a process kills itself: at the so many-th call of a function in one of these files; 0 is never.

    Where `seconds` are given, it is killed from outside so long after it began.
    """

    call: int = 0
    files: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True)
class Ended:
    """How a process ended: what its work gave back, None where it was killed, and how long it took."""

    killed: bool
    gave: Any
    seconds: float


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code; `wrong` is an error that reached nobody as a sentence."""

    code: int
    text: str
    wrong: str = ""


def make_ready() -> None:
    """Import every command, so that no copy of this process has to."""
    for name, (where, does) in COMMANDS.items():
        Listed(name, where, does).loaded()


def command(words: list[str]) -> Said:
    """Run a command of Linkwork here."""
    result = CliRunner().invoke(cli, words)
    expected = result.exception is None or isinstance(result.exception, SystemExit)
    return Said(result.exit_code, result.output, "" if expected else repr(result.exception))


def apart(work: Callable[[], Any], moment: Moment = Moment()) -> Ended:
    """Do the work in a copy of this process, to be killed at a moment; what it gives back must be fit for JSON."""
    reading, writing = os.pipe()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(work, moment, writing)
    os.close(writing)
    if moment.seconds is not None:
        time.sleep(moment.seconds)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    status = os.waitpid(pid, 0)[1]
    whole = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
    if not whole and not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise RuntimeError(f"a process ended with {status}: {said.decode(errors='replace')}")
    return Ended(not whole, json.loads(said) if whole else None, time.monotonic() - began)


def _child(work: Callable[[], Any], moment: Moment, writing: int) -> None:
    """Do the work, write what it gave, and end at once, as nothing of the first process is to be tidied up here."""
    code = 1
    try:
        signal.alarm(LONGEST)
        calls = _Calls(moment)
        sys.setprofile(calls if moment.files else None)
        gave = work()
        sys.setprofile(None)
        content = json.dumps(calls.number if moment.files else gave).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(content)
        code = 0
    finally:
        os._exit(code)


class _Calls:
    """Counts the calls of functions in some files, and kills this process at the one that was chosen."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.number = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.endswith(self.moment.files):
            self.number += 1
            if self.number == self.moment.call:
                os.kill(os.getpid(), signal.SIGKILL)
