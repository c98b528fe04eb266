"""Hostile requests of the page server: what a broken or ill-meaning program on the same computer may send it."""

import re
import socket
import struct
from dataclasses import dataclass

from hypothesis import strategies as st

from linkwork.serving import ALWAYS

METHODS = (
    *("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"),
    *("get", "G ET", "", "__init__", "send_error", "\x00", "GET\t", "PRI"),
)
TARGETS = (
    *("//", "/enter/", "/enter/guess", "/enter/{session}", "*", "", "/index.html", "/favicon.ico"),
    *(
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/",
        "/enter/../",
        "/enter/%00",
        "/\\..\\",
        "/?a=b",
        "/#x",
    ),
    *(
        "http://evil.example/",
        "//evil.example/",
        "http://127.0.0.1:{port}/",
        "/?cookie={session}",
        "/;/",
        "/ /",
        "/\x00",
    ),
    *("<script>alert(1)</script>", "/<script>alert(1)</script>", "/'\"><svg onload=x>", "/" + "a" * 9000, "/é", "/%zz"),
)
VERSIONS = (
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/0.9",
    "HTTP/2.0",
    "HTTP/9.9",
    "HTTP/1.",
    "HTTP/x",
    "HTTP/1.1 x",
    "",
)
COOKIES = (
    *("{name}={session}x", "{name}=", "{name}", "x{name}={session}", "{name}={backwards}", "{other}={session}"),
    *("{name}=%00{session}", "={session}", "{name} ={session}", "{name}={short}", "; ; ;", "a" * 5000),
)
#: The one that lets in.
RIGHT = "{name}={session}"
HOSTS = ("127.0.0.1:{port}",) * 4 + (
    "evil.example",
    "localhost:{port}",
    "127.0.0.1",
    "127.0.0.1:{port}.evil.example",
    "",
)
HEADERS = (
    *("Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: x"),
    *("Transfer-Encoding: chunked", "Transfer-Encoding: xchunked", "Expect: 100-continue", "Connection: keep-alive"),
    *("Upgrade: websocket", "Upgrade: h2c", "Range: bytes=0-1", "X-Forwarded-Host: 127.0.0.1:{port}", "Origin: null"),
    *("X-HTTP-Method-Override: POST", "Accept-Encoding: gzip;q=9", "Content-Type: multipart/form-data; boundary="),
    *(
        "Host: evil.example",
        " folded",
        ": empty",
        "no colon",
        "A\x00: b",
        "A: b\x00",
        "A: " + "b" * 20_000,
        "é: ü",
        "A: \x7f",
    ),
)
ENDINGS = ("\r\n", "\r\n", "\r\n", "\n", "\r", "\n\r", "\x00")
DELIVERIES = ("whole", "whole", "whole", "in pieces", "cut", "twice", "and gone")
ANSWERED = re.compile(rb"HTTP/1\.0 (\d{3}) ")
STATUSES = {b"400", b"403", b"404", b"405", b"408", b"414", b"431", b"505"}


@dataclass(frozen=True)
class Known:
    """A server under trial: its port, the name and the value of its cookie, and words that only the page has."""

    port: int
    name: str
    session: str
    marker: bytes


@dataclass(frozen=True)
class Sent:
    """The bytes of one request, how they are delivered, and whether the right cookie is among them."""

    content: bytes
    delivery: str
    let_in: bool


def hostile(known: Known) -> st.SearchStrategy[Sent]:
    """Requests of every sort, one in four with the right cookie."""
    words = {
        "port": known.port,
        "name": known.name,
        "session": known.session,
        "backwards": known.session[::-1],
        "short": known.session[:-1],
        "other": f"linkwork-{known.port + 1}",
    }
    junk = st.text(max_size=60)

    @st.composite
    def request(draw: st.DrawFn) -> Sent:
        let_in = draw(st.integers(0, 3)) == 3

        def part(right: str, wrong: tuple[str, ...]) -> str:
            """What a request has there, right in two of three, so that what is wrong in another part is reached."""
            return _filled(right if draw(st.integers(0, 2)) else draw(st.sampled_from(wrong) | junk), words)

        first = f"{part('GET', METHODS)} {part('/', TARGETS)} {part('HTTP/1.1', VERSIONS)}"
        headers = [f"Host: {part('127.0.0.1:{port}', HOSTS)}" for _ in range(draw(st.sampled_from((1, 1, 1, 2))))]
        headers += [part("Accept: */*", HEADERS) for _ in range(draw(st.integers(0, 3)))]
        headers.append(f"Cookie: {_filled(RIGHT if let_in else draw(st.sampled_from(COOKIES)), words)}")
        ending = draw(st.sampled_from(ENDINGS))
        encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "latin-1", "utf-16")))
        head = ending.join([first, *headers, "", ""]).encode(encoding, "replace")
        return Sent(head + draw(st.binary(max_size=40)), draw(st.sampled_from(DELIVERIES)), let_in)

    noise = st.builds(Sent, st.binary(max_size=300), st.sampled_from(DELIVERIES), st.just(False))
    return st.one_of(request(), request(), request(), request(), noise)


def _filled(line: str, words: dict[str, object]) -> str:
    for name, value in words.items():
        line = line.replace(f"{{{name}}}", str(value))
    return line


def answer(known: Known, sent: Sent, seconds: float = 10) -> bytes:
    """What comes back, to the end; nothing for who has gone. Raises TimeoutError if there is no end in time."""
    with socket.create_connection(("127.0.0.1", known.port), timeout=seconds) as connection:
        try:
            for part in _parts(sent):
                connection.sendall(part)
            if sent.delivery == "and gone":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return b""
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except (ConnectionError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            return b""  # hung up on in the middle


def _parts(sent: Sent) -> list[bytes]:
    content, half = sent.content, len(sent.content) // 2
    ways = {
        "in pieces": [content[:1], content[1:half], content[half:]],
        "cut": [content[:half]],
        "twice": [content * 2],
    }
    return ways.get(sent.delivery, [content])


def what_is_wrong(known: Known, sent: Sent, came: bytes) -> str:
    """What an answer gives away or breaks; empty for one that is as it should be."""
    if not came:
        return ""
    status = ANSWERED.match(came)
    allowed = STATUSES | ({b"200", b"303"} if sent.let_in else set())
    head = came.partition(b"\r\n\r\n")[0]
    if status is None or status[1] not in allowed:
        return f"answered {came[:40]!r}"
    if known.marker in came and not sent.let_in:
        return "the page was given to a stranger"
    if known.session.encode() in came and status[1] != b"303":
        return "the session was told"
    if lacking := [name for name in (*ALWAYS, "Content-Security-Policy") if f"\r\n{name}: ".encode() not in head]:
        return f"an answer lacks {', '.join(lacking)}"
    inside = [word for word in (b"Traceback", b'File "', b"Python/", b"evil.example", b"onload=x") if word in came]
    return f"the answer says {inside[0]!r}" if inside and known.marker not in came else ""
