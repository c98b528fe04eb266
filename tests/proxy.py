"""A line to a server that breaks or falls silent after so many bytes, as a network does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass
class Line:
    """Where to call, and how many bytes the callers may send before every line is cut, for good; None is no limit.

    Where it falls `silent` nobody hears that it is cut: both ends stay open, and nothing comes through any more.
    """

    port: int
    left: int | None = None
    silent: bool = False
    #: What has been sent so far, and when the line was first cut.
    sent: int = 0
    cut: float | None = None


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to a port of this computer; a test sets `left`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = Line(server.getsockname()[1])
        threads = [threading.Thread(target=_answer, args=(server, port, line), daemon=True)]
        threads[0].start()
        try:
            yield line
        finally:
            server.shutdown(socket.SHUT_RDWR)
            threads[0].join()


def _answer(server: socket.socket, port: int, line: Line) -> None:
    """Join every caller to the port until the server is shut."""
    joined: list[threading.Thread] = []
    ends: list[socket.socket] = []
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            break
        called = socket.create_connection(("127.0.0.1", port))
        ends += [caller, called]
        joined += [
            threading.Thread(target=_carry, args=(caller, called, line, True), daemon=True),
            threading.Thread(target=_carry, args=(called, caller, line, False), daemon=True),
        ]
        for thread in joined[-2:]:
            thread.start()
    for thread in joined:
        thread.join()
    for end in ends:
        end.close()


def _carry(source: socket.socket, target: socket.socket, line: Line, counted: bool) -> None:
    """Carry bytes one way until either end hangs up or the line is cut; `counted` is the way of the callers."""
    try:
        while content := source.recv(65536):
            line.sent += len(content) if counted else 0
            if line.left is not None and line.sent > line.left:
                line.cut = line.cut or time.monotonic()
                if line.silent:
                    continue
                if counted:
                    target.sendall(content[: max(0, len(content) - (line.sent - line.left))])
                    break
            target.sendall(content)
    except OSError:
        pass  # the other way was cut
    for end in (source, target):
        with suppress(OSError):  # closing alone would not wake who listens to it
            end.shutdown(socket.SHUT_RDWR)
