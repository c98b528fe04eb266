"""One page for one person on this computer: a token that works once, then a session; nothing here writes anything.

What a browser on the same machine could be made to do is what this guards against: another site that points at the
port (no cookie, and the wrong Host), a frame, a form, a guessed address. Nothing is logged.
"""

import io
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkwork.errors import LinkworkError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HERE = "127.0.0.1"
ENTRANCE = "/enter/"
#: So much chance is in a token and in a session, in bytes; and so many seconds a visitor has to say what is wanted.
CHANCE, PATIENCE = 32, 20.0
#: So many visitors are heard at once, and so many bytes may one of them use to say what is wanted.
VISITORS, HEAD = 128, 1 << 18
READS = ("GET", "HEAD")
PLAIN, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
#: On every answer: kept by nobody, framed by nobody, taken for nothing else, told to nobody.
ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOBODY_FRAMES = "frame-ancestors 'none'"
NOTHING_RUNS = f"default-src 'none'; base-uri 'none'; form-action 'none'; {NOBODY_FRAMES}"

NO_ENTRANCE = (
    "This page is for whoever started it. Open the address that `linkwork serve` printed: it works once, in one "
    "browser. If it has been used, stop `linkwork serve` with Ctrl-C and start it again."
)
WRONG_HOST = "This page answers to the address that `linkwork serve` printed, and to no other name."
READS_ONLY = "This page can be read and nothing else: only GET and HEAD are answered."
NOT_HERE = "There is one page here, and this is not its address. Take away what stands after the port."
NOT_READ = "This request could not be understood."
WENT_WRONG = "The page could not be made, for a reason that Linkwork did not foresee. Nothing was changed."
AGAIN = "Then load this page again."


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is sent back."""

    status: HTTPStatus
    content: bytes
    sort: str = PLAIN
    headers: Mapping[str, str] = field(default_factory=dict)


class PageServer(ThreadingTCPServer):
    """Answers on 127.0.0.1 until it is closed. `page` makes the page, and is asked whether to make it anew.

    Port 0 is any that is free. Raises LinkworkError for a port that cannot be had.
    """

    daemon_threads = True
    # On Windows that would let another program listen on the same port.
    allow_reuse_address = os.name == "posix"
    request_queue_size = 64

    def __init__(self, page: Callable[[bool], bytes], port: int = 0) -> None:
        self.page = page
        self.session = secrets.token_urlsafe(CHANCE)
        self._token = secrets.token_urlsafe(CHANCE)
        self._unused = True
        self._one_at_a_time = Lock()
        self._places = BoundedSemaphore(VISITORS)
        try:
            super().__init__((HERE, port), _Visit)
        except OSError as error:
            raise LinkworkError(
                f"Port {port} cannot be used: {error.strerror or error}. Name another with --port, or leave --port out "
                "for one that is free."
            ) from error

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """What the first visitor opens. It works once."""
        return f"http://{HERE}:{self.port}{ENTRANCE}{self._token}"

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: browsers do not tell ports apart."""
        return f"linkwork-{self.port}"

    def let_in(self, token: str) -> bool:
        """Whether the token is right and has not been used; afterwards it has."""
        with self._one_at_a_time:
            right = _same(token, self._token) and self._unused
            self._unused = self._unused and not right
        return right

    def process_request(self, request: "socket.socket | tuple[bytes, socket.socket]", client_address: object) -> None:
        """Hear a visitor in a thread of its own; hang up where too many are being heard."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:  # no thread was begun that would make room
            self._places.release()
            raise

    def process_request_thread(
        self, request: "socket.socket | tuple[bytes, socket.socket]", client_address: object
    ) -> None:
        """Hear a visitor; afterwards there is room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a visitor who went away in the middle."""


class _Visit(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: PageServer
    timeout = PATIENCE
    server_version, sys_version = "Linkwork", ""

    def setup(self) -> None:
        """Have the whole of what is asked come in time, and in so many bytes, not each part of it."""
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_Heard(self.connection, monotonic() + PATIENCE))

    def do_GET(self) -> None:
        """The page, the way in, or a sentence on why not."""
        self._give(self._answer())

    def do_HEAD(self) -> None:
        """The same without the content."""
        self._give(self._answer())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A sentence in place of the page of the standard library, which says back what was asked."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            allowed = {"Allow": ", ".join(READS)}
            self._give(_Answer(HTTPStatus.METHOD_NOT_ALLOWED, READS_ONLY.encode(), headers=allowed))
        else:
            self._give(_Answer(HTTPStatus(code), NOT_READ.encode()))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the address of the first visit holds the token."""

    def _answer(self) -> _Answer:
        names = {f"{HERE}:{self.server.port}"} | ({HERE} if self.server.port == 80 else set())
        asked = self.headers.get_all("Host", [])
        if len(asked) != 1 or asked[0] not in names:
            return _Answer(HTTPStatus.FORBIDDEN, WRONG_HOST.encode())
        known = self._is_known()
        if self.path.startswith(ENTRANCE):
            token = self.path.removeprefix(ENTRANCE)
            return self._entered() if known or (self.command == "GET" and self.server.let_in(token)) else _no_entrance()
        if not known:
            return _no_entrance()
        if urlsplit(self.path).path != "/" or not self.path.startswith("/"):
            return _Answer(HTTPStatus.NOT_FOUND, NOT_HERE.encode())
        return self._page()

    def _is_known(self) -> bool:
        """Whether the visitor has the session's cookie."""
        pairs = (part.strip().partition("=") for part in ";".join(self.headers.get_all("Cookie", [])).split(";"))
        return any(name == self.server.cookie and _same(value, self.server.session) for name, _, value in pairs)

    def _entered(self) -> _Answer:
        """On to the page, with the cookie; so the token stays neither in the address bar nor in the history."""
        kept = f"{self.server.cookie}={self.server.session}; Path=/; HttpOnly; SameSite=Strict"
        return _Answer(HTTPStatus.SEE_OTHER, b"", headers={"Location": "/", "Set-Cookie": kept})

    def _page(self) -> _Answer:
        """The page as it now is; a browser that is told to use nothing it has (Ctrl-Shift-R) has it made anew."""
        wanted = f"{self.headers.get('Cache-Control', '')} {self.headers.get('Pragma', '')}".lower()
        try:
            content = self.server.page("no-cache" in wanted)
        except LinkworkError as error:
            words = f"{error}\n{AGAIN}"
            return _Answer(HTTPStatus.SERVICE_UNAVAILABLE, words.encode("utf-8", "replace"))
        except Exception:  # whatever it is, the visitor gets a sentence and no inside of the program
            return _Answer(HTTPStatus.INTERNAL_SERVER_ERROR, WENT_WRONG.encode())
        return _Answer(HTTPStatus.OK, content, HTML, {"Content-Security-Policy": policy_of(content)})

    def _give(self, answer: _Answer) -> None:
        self.connection.settimeout(PATIENCE)  # to take all of the answer
        self.request_version = "HTTP/1.0"  # who names no version gets a whole answer too
        self.send_response(answer.status)
        headers = {
            **ALWAYS,
            "Content-Security-Policy": NOTHING_RUNS,
            **answer.headers,
            "Content-Type": answer.sort,
            "Content-Length": str(len(answer.content)),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)


class _Heard(io.RawIOBase):
    """What a visitor says, until the time is over or it is too much. Raises TimeoutError, or OSError, then."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        super().__init__()
        self._connection, self._until, self._left = connection, until, HEAD

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, room: "WriteableBuffer") -> int:
        """Put what comes next into the room, and say how many bytes that are."""
        seconds = self._until - monotonic()
        if seconds <= 0:
            raise TimeoutError
        self._connection.settimeout(seconds)
        came = self._connection.recv_into(room)
        self._left -= came
        if self._left < 0:
            raise OSError("more was said than is listened to")
        return came


def _no_entrance() -> _Answer:
    return _Answer(HTTPStatus.FORBIDDEN, NO_ENTRANCE.encode())


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same, in a time that does not tell how far they are."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode())


def policy_of(page: bytes) -> str:
    """The content policy that a page states for itself, with that nobody may frame it, which a page cannot state.

    A page without one may run and fetch nothing.
    """
    reader = _Policy()
    reader.feed(page.decode("utf-8", "replace"))
    said = " ".join(reader.found.split())
    return f"{said.rstrip('; ')}; {NOBODY_FRAMES}" if said.isascii() and said else NOTHING_RUNS


class _Policy(HTMLParser):
    """Finds the first content policy of a page."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what `<meta http-equiv="Content-Security-Policy">` says."""
        said = dict(attrs)
        if tag == "meta" and (said.get("http-equiv") or "").lower() == "content-security-policy":
            self.found = self.found or said.get("content") or ""
