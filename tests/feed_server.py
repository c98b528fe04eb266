"""A feed of services on this machine that behaves as it is told: well, or in one of the ways that feeds misbehave."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

#: How the envelopes spell total, pages, number, last and the list.
SPELLINGS = {
    "v3": ("total_items", "total_pages", "page_number", "last_page", "contents"),
    "v1": ("totalElements", "totalPages", "number", "last", "content"),
    "lower": ("totalelements", "totalpages", "number", "last", "content"),
}


@dataclass
class Feed:
    """Services a page, and what goes wrong.

    `odd` maps a path (with `?page=N` for a page) to functions that answer in its place, one call each, in order.
    """

    count: int = 5
    size: int = 2
    spelling: str = "v3"
    total: int | None = None
    turns_pages: bool = True
    details: bool = True
    never_last: bool = False
    odd: dict[str, list[Callable[["Answering"], None]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def listed(self, number: int) -> object:
        first = (number - 1) * self.size if self.turns_pages else 0
        records = [
            {"id": f"s{n}", "name": f"Service {n}"} for n in range(first + 1, min(first + self.size, self.count) + 1)
        ]
        total, pages, page, last, held = SPELLINGS[self.spelling]
        many = -(-self.count // self.size)
        is_last = number >= many and not self.never_last
        counted = self.count if self.total is None else self.total
        return {total: counted, pages: -(-counted // self.size), page: number, last: is_last, held: records}


class Answering(BaseHTTPRequestHandler):
    """One request; the feed is the server's."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        feed = self.server.feed
        parts = urlsplit(self.path)
        page = parse_qs(parts.query).get("page", [""])[0]
        asked = parts.path + (f"?page={page}" if page else "")
        feed.asked.append(asked)
        if feed.odd.get(asked):
            feed.odd[asked].pop(0)(self)
        elif parts.path == "/v3/services":
            self.send(feed.listed(int(page or 1)))
        elif parts.path.startswith("/v3/services/") and feed.details:
            id_ = parts.path.rpartition("/")[2]
            self.send({"id": id_, "name": f"Service {id_[1:]}", "service_areas": [{"id": "a", "name": "Northtown"}]})
        else:
            self.send({"error": "not found"}, 404)

    def send(self, held: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_bytes(json.dumps(held).encode(), status, headers)

    def send_bytes(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


def status(code: int, **headers: str) -> Callable[[Answering], None]:
    """Answer with this status; `Retry_After="1"` is a header."""
    return lambda one: one.send({}, code, {name.replace("_", "-"): value for name, value in headers.items()})


def moved(to: str) -> Callable[[Answering], None]:
    return lambda one: one.send({}, 302, {"Location": to})


def text(body: bytes, **headers: str) -> Callable[[Answering], None]:
    return lambda one: one.send_bytes(body, 200, {name.replace("_", "-"): value for name, value in headers.items()})


def silent(seconds: float) -> Callable[[Answering], None]:
    """Say nothing for a while, and then hang up."""

    def answer(one: Answering) -> None:
        time.sleep(seconds)
        one.close_connection = True

    return answer


def cut(one: Answering) -> None:
    """Promise more than is sent."""
    one.send_response(200)
    one.send_header("Content-Length", "1000")
    one.end_headers()
    one.wfile.write(b'{"contents": [')
    one.close_connection = True


@contextmanager
def serving(feed: Feed) -> Iterator[Feed]:
    """The feed on 127.0.0.1, at a port of its own, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    server.feed = feed
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    feed.address = f"http://127.0.0.1:{server.server_port}/v3"
    try:
        yield feed
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
