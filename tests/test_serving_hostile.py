"""Hostile requests of the page server: no traceback, no hang, no more than so many at once, and the page after all."""

import http.client
import re
import socket
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork import serving
from linkwork.serving import PageServer
from tests.test_serving import PAGE, Asked, ask, enter, raw, running
from tools.access.requests import Known, answer, hostile, what_is_wrong


@pytest.fixture
def page() -> Asked:
    return Asked()


@pytest.fixture
def server(page: Asked) -> Iterator[PageServer]:
    with running(page) as found:
        yield found


def test_a_sample_of_hostile_requests_gets_refusals_and_nothing_of_the_page(
    server: PageServer, page: Asked, capfd: pytest.CaptureFixture[str]
) -> None:
    known = Known(server.port, server.cookie, server.session, PAGE)
    made = let_in = 0

    @settings(max_examples=120, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def send(data: st.DataObject) -> None:
        nonlocal made, let_in
        sent = data.draw(hostile(known))
        made, let_in = made + 1, let_in + sent.let_in
        assert what_is_wrong(known, sent, answer(known, sent, 60)) == ""

    send()
    assert made >= 120
    # Without a page for those who may have it nothing would show that the others could not.
    assert 0 < len(page.anew) <= let_in
    assert ask(server, "/", Cookie=enter(server))[1] == PAGE
    assert capfd.readouterr() == ("", "")


def test_who_says_what_is_wanted_too_slowly_is_hung_up_on_however_steadily_it_comes(
    monkeypatch: pytest.MonkeyPatch, page: Asked
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.5)
    with running(page) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        began = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\n")
        try:
            while time.monotonic() - began < 10:
                slow.sendall(b"A: b\r\n")
                time.sleep(0.1)
        except ConnectionError:
            pass
        assert time.monotonic() - began < 8
        assert ask(server, "/", Cookie=enter(server))[1] == PAGE


def test_no_more_than_so_many_are_heard_at_once_and_there_is_room_again_when_they_leave(
    monkeypatch: pytest.MonkeyPatch, page: Asked
) -> None:
    monkeypatch.setattr(serving, "VISITORS", 3)
    with running(page) as server:
        cookie = enter(server)
        silent = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(3)]
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as fourth:
            assert fourth.recv(1) == b""
        for one in silent:
            one.close()
        assert any(came_in(server, cookie) for _ in range(600))


def came_in(server: PageServer, cookie: str) -> bool:
    try:
        return ask(server, "/", Cookie=cookie)[1] == PAGE
    except (ConnectionError, http.client.HTTPException):
        time.sleep(0.1)
        return False


def test_a_head_without_end_is_not_kept_in_memory(server: PageServer) -> None:
    line = b"A: " + b"b" * 60_000 + b"\r\n"
    long = b"GET / HTTP/1.1\r\n" + line * 90
    tracemalloc.start()
    try:
        assert raw_or_hung_up(server, long) == b""
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2_000_000 < len(long)
    assert re.match(rb"HTTP/1\.0 403 ", raw(server, b"GET / HTTP/1.1\r\n" + line * 3 + b"\r\n"))


def raw_or_hung_up(server: PageServer, sent: bytes) -> bytes:
    try:
        return raw(server, sent)
    except ConnectionError:
        return b""
