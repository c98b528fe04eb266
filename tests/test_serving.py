"""The page server: who is let in, what is answered, and that nothing can be written or is said too much."""

import http.client
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.serving import ALWAYS, NO_ENTRANCE, NOTHING_RUNS, PageServer, policy_of

POLICY = "default-src 'none'; script-src 'sha256-abc='; style-src 'sha256-def='"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Town</title></head></html>""".encode()
WRITES = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X-ANYTHING")


class Asked:
    """A page that notes how it was asked for, and fails where it is told to."""

    def __init__(self) -> None:
        self.anew: list[bool] = []
        self.fails: Exception | None = None
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def __call__(self, anew: bool) -> bytes:
        self.anew.append(anew)
        self.begun.set()
        self.may_end.wait(10)
        if self.fails:
            raise self.fails
        return PAGE


@contextmanager
def running(page: Asked) -> Iterator[PageServer]:
    with PageServer(page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def page() -> Asked:
    return Asked()


@pytest.fixture
def server(page: Asked) -> Iterator[PageServer]:
    with running(page) as found:
        yield found


def ask(server: PageServer, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def enter(server: PageServer) -> str:
    """The cookie that the address that was printed gives."""
    answer, _ = ask(server, urlsplit(server.address).path)
    assert answer.status == 303
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def raw(server: PageServer, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as open_:
        open_.sendall(sent)
        open_.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: open_.recv(65536), b""))


def test_it_listens_on_this_computer_alone_at_an_address_of_32_random_bytes(server: PageServer, page: Asked) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert re.fullmatch(rf"http://127\.0\.0\.1:{server.port}/enter/[\w-]{{43}}", server.address)
    with running(page) as other:
        assert other.address.rpartition("/")[2] != server.address.rpartition("/")[2]
        assert other.session != server.session


def test_the_address_leads_to_the_page_by_a_cookie_that_scripts_and_other_sites_do_not_get(server: PageServer) -> None:
    answer, body = ask(server, urlsplit(server.address).path)
    assert (answer.status, answer.headers["Location"], body) == (303, "/", b"")
    name, *rest = str(answer.headers["Set-Cookie"]).split("; ")
    assert rest == ["Path=/", "HttpOnly", "SameSite=Strict"]
    token = server.address.rpartition("/")[2]
    assert name == f"linkwork-{server.port}={server.session}"
    assert token not in str(answer.headers)
    found, content = ask(server, "/", Cookie=f"other=1; {name}; more=2")
    assert (found.status, content) == (200, PAGE)


def test_the_address_works_once(server: PageServer) -> None:
    path = urlsplit(server.address).path
    cookie = enter(server)
    answer, body = ask(server, path)
    assert (answer.status, body.decode(), answer.headers["Set-Cookie"]) == (403, NO_ENTRANCE, None)
    again, _ = ask(server, path, Cookie=cookie)
    assert again.status == 303


def test_of_many_who_come_at_once_one_gets_in(server: PageServer) -> None:
    found: list[int] = []
    path = urlsplit(server.address).path
    threads = [threading.Thread(target=lambda: found.append(ask(server, path)[0].status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [303] + [403] * 7


def test_looking_at_the_head_of_the_address_does_not_use_it_up(server: PageServer) -> None:
    answer, _ = ask(server, urlsplit(server.address).path, "HEAD")
    assert (answer.status, answer.headers["Set-Cookie"]) == (403, None)
    enter(server)


@pytest.mark.parametrize(
    ("path", "cookie"),
    [
        ("/", ""),
        ("/", "linkwork=guess"),
        ("/", "{name}="),
        ("/", "{name}=é"),
        ("/", "x{name}={session}"),
        ("/", "{name}={session}x"),
        ("/enter/", ""),
        ("/enter/guess", ""),
        ("/enter/%2e%2e", ""),
        ("/enter/{token}?", ""),
        ("/anything", ""),
        ("/?token={token}", ""),
    ],
)
def test_nobody_else_gets_in_and_a_sentence_says_why(server: PageServer, page: Asked, path: str, cookie: str) -> None:
    said = {"name": server.cookie, "session": server.session, "token": server.address.rpartition("/")[2]}
    answer, body = ask(server, path.format(**said), Cookie=cookie.format(**said))
    assert (answer.status, body.decode(), answer.headers["Set-Cookie"]) == (403, NO_ENTRANCE, None)
    assert page.anew == []


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "localhost:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_another_name_for_this_computer_is_refused_even_with_the_cookie_and_the_token(
    server: PageServer, page: Asked, host: str
) -> None:
    path, cookie = urlsplit(server.address).path, f"{server.cookie}={server.session}"
    for asked in (path, "/"):
        answer, body = ask(server, asked, Host=host.format(port=server.port), Cookie=cookie)
        assert (answer.status, answer.headers["Set-Cookie"]) == (403, None)
        assert body.startswith(b"This page answers to the address that")
    assert page.anew == []
    enter(server)


def test_two_names_at_once_are_refused_though_one_is_right(server: PageServer, page: Asked) -> None:
    right, cookie = f"Host: 127.0.0.1:{server.port}", f"Cookie: {server.cookie}={server.session}"
    for hosts in ((right, "Host: evil.example"), ("Host: evil.example", right), (right, right)):
        said = raw(server, "\r\n".join(["GET / HTTP/1.1", *hosts, cookie, "", ""]).encode())
        assert said.startswith(b"HTTP/1.0 403 ")
    assert page.anew == []


@pytest.mark.parametrize("method", WRITES)
def test_no_method_writes(server: PageServer, page: Asked, method: str) -> None:
    cookie = enter(server)
    answer, body = ask(server, "/", method, Cookie=cookie)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert body == b"This page can be read and nothing else: only GET and HEAD are answered."
    assert page.anew == []


def test_head_is_the_page_without_its_content(server: PageServer) -> None:
    cookie = enter(server)
    answer, body = ask(server, "/", "HEAD", Cookie=cookie)
    assert (answer.status, answer.headers["Content-Length"], body) == (200, str(len(PAGE)), b"")


def test_every_answer_is_kept_by_nobody_framed_by_nobody_and_told_to_nobody(server: PageServer) -> None:
    path, cookie = urlsplit(server.address).path, f"{server.cookie}={server.session}"
    answers = [
        ask(server, path)[0],
        ask(server, "/", Cookie=cookie)[0],
        ask(server, "/nowhere", Cookie=cookie)[0],
        ask(server, "/")[0],
        ask(server, "/", "POST")[0],
        ask(server, "/", Host="evil.example")[0],
    ]
    assert [answer.status for answer in answers] == [303, 200, 404, 403, 405, 403]
    for answer in answers:
        assert {name: answer.headers[name] for name in ALWAYS} == {
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Server"].strip() == "Linkwork"
        assert answer.headers["Access-Control-Allow-Origin"] is None


def test_the_policy_is_the_pages_own_and_that_nobody_frames_it(server: PageServer) -> None:
    answer, _ = ask(server, "/", Cookie=enter(server))
    assert answer.headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_page_that_states_no_policy_may_do_nothing() -> None:
    assert policy_of(b"<p>Hello") == NOTHING_RUNS
    assert policy_of(b"<meta name=x content=\"script-src *\"><meta http-equiv='refresh' content='1'>") == NOTHING_RUNS
    assert policy_of("<meta http-equiv=content-security-policy content='a é'>".encode()) == NOTHING_RUNS
    first = b"<META HTTP-EQUIV=Content-Security-Policy CONTENT=\"a 'b';\n c;\">"
    second = b"<meta http-equiv=content-security-policy content=z>"
    assert policy_of(first + second) == "a 'b'; c; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("headers", "anew"),
    [
        ({}, False),
        ({"Cache-Control": "max-age=0"}, False),
        ({"Cache-Control": "No-Cache"}, True),
        ({"Pragma": "no-cache"}, True),
    ],
)
def test_a_hard_reload_asks_for_the_page_to_be_made_anew(
    server: PageServer, page: Asked, headers: dict[str, str], anew: bool
) -> None:
    ask(server, "/", Cookie=enter(server), **headers)
    assert page.anew == [anew]


def test_a_graph_that_cannot_be_had_is_said_in_its_own_words(server: PageServer, page: Asked) -> None:
    page.fails = GraphUnavailable("The graph is being written by another Linkwork. Wait until it is done.")
    answer, body = ask(server, "/", Cookie=enter(server))
    assert answer.status == 503
    assert body.decode().splitlines() == [str(page.fails), "Then load this page again."]


def test_what_nobody_foresaw_shows_nothing_of_the_program(
    server: PageServer, page: Asked, capfd: pytest.CaptureFixture[str]
) -> None:
    page.fails = ValueError("secret: hunter2 in /home/ada")
    answer, body = ask(server, "/", Cookie=enter(server))
    assert answer.status == 500
    assert body == b"The page could not be made, for a reason that Linkwork did not foresee. Nothing was changed."
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/x\r\n\r\n",
        b"GET <script>alert(1)</script> HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\xff\xfe\x00\x01\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET //evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /enter/../ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /\r\nX: y HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 99999999999\r\n\r\nx",
        b"",
    ],
)
def test_a_hostile_request_gets_a_refusal_or_nothing_and_the_next_visitor_the_page(
    server: PageServer, page: Asked, capfd: pytest.CaptureFixture[str], sent: bytes
) -> None:
    said = raw(server, sent.replace(b"{port}", str(server.port).encode()))
    assert said == b"" or re.match(rb"HTTP/1\.0 (400|403|404|405|414|431|505) ", said), said
    assert b"Traceback" not in said
    assert b"<script" not in said
    assert b"Python" not in said
    assert page.anew == []
    assert ask(server, "/", Cookie=enter(server))[1] == PAGE
    assert capfd.readouterr() == ("", "")


def test_nothing_is_said_of_a_visitor_who_goes_away_in_the_middle(
    server: PageServer, page: Asked, capfd: pytest.CaptureFixture[str]
) -> None:
    cookie = enter(server)
    page.may_end.clear()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as gone:
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, and no goodbye
        gone.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {cookie}\r\n\r\n".encode())
        assert page.begun.wait(10)
    page.may_end.set()
    assert ask(server, "/", Cookie=cookie)[1] == PAGE
    server.shutdown()
    until = time.monotonic() + 10
    while any("process_request" in thread.name for thread in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.01)
    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_said_with_the_way_out(server: PageServer, page: Asked) -> None:
    with pytest.raises(LinkworkError, match=rf"Port {server.port} cannot be used: .*--port"):
        PageServer(page, server.port)
