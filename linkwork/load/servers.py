"""One address asked for JSON: patient with a server that is busy, and strict about how long and how much.

Waits between tries grow twofold from `backoff` seconds, with a random part so that many askers do not come back at
once; a server's own Retry-After holds where it is longer. An address is shown without its query, which may hold a key.
"""

import json
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

#: Answers that may be another one the next time.
BUSY = (408, 425, 429, 500, 502, 503, 504)
BLOCK = 1 << 16
REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how much: seconds for the connection, for each answer and in all; tries; bytes of one answer."""

    connect: float = 5
    read: float = 30
    tries: int = 4
    backoff: float = 0.5
    longest_wait: float = 60
    in_all: float = 3600
    largest: int = 50_000_000
    pages: int = 2000


class Unanswered(Exception):
    """Why there is no answer that can be used; `status` is the server's, 0 where it gave none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class OutOfTime(Unanswered):
    """The time for everything is over, or the server asks for a longer wait than there is patience for."""


def shown(address: str) -> str:
    """An address as it may be shown: without a name and password, and without its query."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


@dataclass(slots=True)
class Server:
    """A server asked again and again. `clock` and `sleep` are time's own but in tests."""

    patience: Patience
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    began: float = field(init=False)
    pool: "PoolManager" = field(init=False)

    def __post_init__(self) -> None:
        import urllib3

        wait = urllib3.Timeout(connect=self.patience.connect, read=self.patience.read)
        agent = f"linkwork/{version('linkwork')}"
        headers = {"User-Agent": agent, "Accept": "application/json"}
        # What to wait for, and where to go on to, is decided here.
        self.pool = urllib3.PoolManager(timeout=wait, retries=False, headers=headers)
        self.began = self.clock()

    def close(self) -> None:
        """Let go of the connections."""
        self.pool.clear()

    def json(self, address: str) -> Any:  # noqa: ANN401 - whatever the server says
        """What is at this address. Raises Unanswered after all tries, or at once for an answer that will not change."""
        why = Unanswered("it was never asked")
        for turn in range(self.patience.tries):
            self._check_time()
            try:
                return self._once(address)
            except OutOfTime:
                raise
            except _Busy as busy:
                why = Unanswered(str(busy), busy.status)
                wait = self.patience.backoff * 2**turn * (1 + random.random())  # noqa: S311 - to spread askers
                if turn + 1 < self.patience.tries:
                    self._wait(max(wait, busy.retry_after), busy)
        raise Unanswered(f"{why}, {self.patience.tries} times", why.status)

    def _check_time(self) -> None:
        if self.clock() - self.began >= self.patience.in_all:
            raise OutOfTime(f"the {self.patience.in_all:,.0f} seconds for all of it are over")

    def _wait(self, seconds: float, busy: "_Busy") -> None:
        left = self.patience.in_all - (self.clock() - self.began)
        if seconds > min(self.patience.longest_wait, left):
            raise OutOfTime(f"{busy} and asks for {seconds:,.0f} seconds of patience; try again later", busy.status)
        self.sleep(seconds)

    def _once(self, address: str) -> Any:  # noqa: ANN401 - whatever the server says
        """One try. Raises _Busy where another may do better."""
        import urllib3

        try:
            answer = self._followed(address)
            try:
                return self._read(answer)
            finally:
                answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise self._reason(error) from None

    def _followed(self, address: str) -> "BaseHTTPResponse":
        """What the address answers, or the one that it sends askers on to, if that is one to go on to."""
        at = address
        for _ in range(REDIRECTS + 1):
            answer = self.pool.request("GET", at, preload_content=False, redirect=False)
            onward = answer.get_redirect_location()
            if not onward:
                return answer
            answer.close()
            start, at = at, urljoin(at, onward)
            check_onward(address, start, at)
        raise Unanswered(f"it sends askers on more than {REDIRECTS} times")

    def _read(self, answer: "BaseHTTPResponse") -> Any:  # noqa: ANN401 - whatever the server says
        status = answer.status
        if status in BUSY:
            raise _Busy(f"the server answers {status}", status, _seconds(answer.headers.get("Retry-After")))
        if status != 200:
            raise Unanswered(f"the server answers {status}", status)
        held = bytearray()
        while block := answer.read1(BLOCK):
            held += block
            if len(held) > self.patience.largest:
                raise Unanswered(f"the answer has over {self.patience.largest:,} bytes", status)
            self._check_time()
        try:
            return json.loads(held)
        except (ValueError, RecursionError):
            if held.lstrip()[:1] == b"<":
                raise Unanswered("the answer is a page of a website, not JSON", status) from None
            raise _Busy("the answer is no whole JSON", status) from None

    def _reason(self, error: Exception) -> Exception:
        from urllib3 import exceptions as wrong

        limits = self.patience
        lasting = {
            wrong.LocationValueError: "it sends askers on to something that is no http or https address",
            wrong.SSLError: "its certificate is not one to be trusted",
        }
        passing = {
            # The special before the general: to urllib3 a name that is not found is a connection that is not made.
            wrong.NameResolutionError: "there is no server of that name, or no network",
            wrong.NewConnectionError: "the server refuses connections",
            wrong.ConnectTimeoutError: f"no connection within {limits.connect:g} seconds",
            wrong.ReadTimeoutError: f"no answer within {limits.read:g} seconds",
            Exception: "the connection broke off",
        }
        for kind, words in lasting.items():
            if isinstance(error, kind):
                return Unanswered(words)
        return _Busy(next(words for kind, words in passing.items() if isinstance(error, kind)))


def check_onward(given: str, start: str, to: str) -> None:
    """Raise Unanswered where a server may not send askers on to: what the person who gave the address did not mean.

    `given` is the address that the person gave, `start` the one that sends on.
    """
    try:
        place = urlsplit(to)
        host = place.hostname
    except ValueError:
        host = None
    if not host or place.scheme not in ("http", "https"):
        raise Unanswered("it sends askers on to something that is no http or https address")
    if urlsplit(start).scheme == "https" and place.scheme == "http":
        raise Unanswered("it sends askers on from https to http, where anybody could answer")
    if place.username or place.password:
        raise Unanswered("it sends askers on to an address with a name and a password in it")
    if is_inside(host) and not is_inside(urlsplit(given).hostname or ""):
        raise Unanswered(f"it sends askers on to {host}, a computer inside this network")


def is_inside(host: str) -> bool:
    """Whether a name or number stands for this computer or one that is not on the open internet."""
    try:
        found = {str(address[4][0]).partition("%")[0] for address in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # there is no such computer, which is said when it is asked
    return any(not ip_address(number).is_global for number in found)


class _Busy(Exception):
    """An answer that may be another one the next time; `retry_after` is how many seconds the server asks for."""

    def __init__(self, message: str, status: int = 0, retry_after: float = 0) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


def _seconds(retry_after: str | None) -> float:
    """The seconds that a Retry-After asks for, whether in seconds or as a date; nought for none and for nonsense."""
    if retry_after is None:
        return 0
    if retry_after.strip().isdecimal():
        return float(retry_after.strip()[:9])
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
