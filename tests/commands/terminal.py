"""A command as somebody at a terminal sees it: in a process of its own, its error output on a pseudo-terminal."""

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping

STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def at_a_terminal(*words: object, environment: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What it writes to standard output, and what the terminal showed, without colours. Fails unless it ends well."""
    ours, theirs = pty.openpty()
    shell = {**os.environ, **(environment or {}), "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-m", "linkwork", *map(str, words)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:  # a pipe that nobody reads would stop it when full
        with subprocess.Popen(command, stdout=out, stderr=theirs, env=shell) as process:
            os.close(theirs)
            shown = b"".join(iter(lambda: _read(ours), b""))
            os.close(ours)
        out.seek(0)
        said = out.read()
    screen = STYLE.sub("", shown.decode("utf-8", "replace"))
    assert process.returncode == 0, screen + said
    return said, screen


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side has gone
        return b""
