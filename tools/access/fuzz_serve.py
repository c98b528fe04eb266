"""Many hostile requests of a `linkwork serve` that runs, slow visitors and crowds; what came of them."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tools.access.requests import Known, Sent, answer, hostile, what_is_wrong

CROWD, SLOW_SECONDS = 400, 25
MARKER = b"Riverside Trust"
#: After so many requests the page is asked for, and must come.
EVERY = 250


@dataclass
class Served:
    """A server in a process of its own, and what was seen of it."""

    process: subprocess.Popen[str]
    known: Known
    wrong: list[str] = field(default_factory=list)
    requests: int = 0
    longest: float = 0.0
    largest: int = 0

    def page(self) -> None:
        """Ask for the page as its owner does; that it does not come is noted."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.known.port, timeout=30)
        try:
            connection.request("GET", "/", headers={"Cookie": f"{self.known.name}={self.known.session}"})
            came = connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            came = b""
            self.wrong.append(f"the page did not come: {error!r}")
        finally:
            connection.close()
        if came and self.known.marker not in came:
            self.wrong.append("another page came")
        self.longest = max(self.longest, time.monotonic() - began)
        self.largest = max(self.largest, psutil.Process(self.process.pid).memory_info().rss)

    def send(self, sent: Sent) -> None:
        """One request; what is wrong with its answer is noted."""
        self.requests += 1
        try:
            wrong = what_is_wrong(self.known, sent, answer(self.known, sent, 30))
        except TimeoutError:
            wrong = "no end of an answer within 30 seconds"
        if wrong:
            self.wrong.append(f"{wrong} ({sent.content[:80]!r}, {sent.delivery})")
        if self.requests % EVERY == 0:
            self.page()


@contextmanager
def serving(project: Path) -> Iterator[Served]:
    """`linkwork serve` of a project, entered; afterwards it is stopped, and what it wrote by itself is noted."""
    command = [sys.executable, "-m", "linkwork", "serve", "--project", str(project)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:  # noqa: S603
        line = process.stdout.readline() if process.stdout else ""
        address = urlsplit(line.split()[-1])
        connection = http.client.HTTPConnection(address.netloc, timeout=30)
        connection.request("GET", address.path)
        name, _, session = str(connection.getresponse().headers["Set-Cookie"]).partition(";")[0].partition("=")
        connection.close()
        served = Served(process, Known(address.port or 0, name, session, MARKER))
        try:
            yield served
        finally:
            process.send_signal(signal.SIGINT)
            said, warned = process.communicate(timeout=60)
            words = said + warned
            served.wrong += [f"it wrote: {warned}"] if warned else []
            served.wrong += ["it wrote its session or a traceback"] if session in words or "Traceback" in words else []
            served.wrong += ["it did not end as it should"] if process.returncode else []


def requests_of_every_sort(served: Served, count: int) -> None:
    """So many hostile requests, the same ones every time for the same count."""

    @seed(10)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def send(data: st.DataObject) -> None:
        served.send(data.draw(hostile(served.known)))

    send()


def slow_visitors(served: Served) -> None:
    """A crowd that says a letter a second each, while the page is asked for, and is hung up on in the end."""
    with ExitStack() as stack:
        crowd = [stack.enter_context(_connected(served)) for _ in range(CROWD // 4)]
        began = time.monotonic()
        while time.monotonic() - began < SLOW_SECONDS:
            for one in crowd:
                with suppress(OSError):
                    one.sendall(b"G")
            served.page()
            time.sleep(1)
        left = sum(_is_open(one) for one in crowd)
    served.requests += len(crowd)
    served.wrong += [f"{left} slow visitors are still heard"] if left else []


def a_crowd(served: Served) -> None:
    """More silent visitors than are heard at once; when they leave, the page comes."""
    with ExitStack() as stack:
        for _ in range(CROWD):
            stack.enter_context(_connected(served))
        threads = psutil.Process(served.process.pid).num_threads()
    served.requests += CROWD
    served.wrong += [f"{threads} threads for a crowd"] if threads >= CROWD else []
    time.sleep(1)
    served.page()


def endless_heads(served: Served) -> None:
    """Heads of 100 MB, a line of 60 KB after another."""
    line = b"A: " + b"b" * 60_000 + b"\r\n"
    for _ in range(10):
        with _connected(served) as connection, suppress(OSError):
            connection.sendall(b"GET / HTTP/1.1\r\n")
            for _ in range(1700):
                connection.sendall(line)
        served.requests += 1
    served.page()


TRIALS: dict[str, Callable[[Served], None]] = {
    "slow visitors, a letter a second each": slow_visitors,
    "a crowd of silent visitors at once": a_crowd,
    "heads of 100 MB": endless_heads,
}


def _connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.known.port), timeout=30)


def _is_open(connection: socket.socket) -> bool:
    """Whether the other end still listens."""
    connection.setblocking(False)
    try:
        return bool(connection.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


def project_in(folder: Path) -> Path:
    """A project of one body and one service, loaded and built, in a new folder."""
    mapping, project = folder / "mapping", folder / "town"
    mapping.mkdir()
    (mapping / "Organisations.csv").write_text("name,sector\nRiverside Trust,vcse\n", encoding="utf-8")
    (mapping / "Services.csv").write_text("name,status,provider\nFriday Walks,open,Riverside Trust\n", encoding="utf-8")
    for words in (
        ["init", str(project), "--name", "Our town"],
        ["load", "mapping-workbook", str(mapping), "--as-of", "2024-03-31", "--project", str(project)],
    ):
        subprocess.run([sys.executable, "-m", "linkwork", *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return project
