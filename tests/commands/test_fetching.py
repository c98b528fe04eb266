"""A live feed fetched into a folder, from a server on this machine that misbehaves in every way feeds do."""

import gzip
import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.identity import Names
from linkwork.load import fetching
from linkwork.load.fetching import fetched, is_address
from linkwork.load.servers import OutOfTime, Patience, Server, Unanswered, shown
from linkwork.loaders import loader
from tests.feed_server import Feed, cut, moved, serving, silent, status, text

QUICK = Patience(connect=1, read=0.3, tries=3, backoff=0.001, longest_wait=0.2, in_all=20, largest=5000, pages=20)


def ids(folder):
    """The ids on the pages that are kept, and those of the services that are."""
    pages = [json.loads(path.read_text()) for path in sorted(folder.glob("page-*.json"))]
    listed = [record["id"] for page in pages for key in ("contents", "content") for record in page.get(key, []) if page]
    return listed, sorted(json.loads(path.read_text())["id"] for path in folder.glob("services/*.json"))


def fetch(feed, folder, patience=QUICK, **more):
    with serving(feed):
        return fetched(feed.address, folder, patience, **more)


ALL = ["s1", "s2", "s3", "s4", "s5"]


@pytest.mark.parametrize("spelling", ["v3", "v1", "lower"])
def test_a_feed_is_fetched_page_by_page_and_then_service_by_service(tmp_path, spelling):
    feed = Feed(spelling=spelling)
    seen = []
    got = fetch(feed, tmp_path, progress=lambda done, whole: seen.append((done, whole)))
    assert (got.complete, got.notes, got.paths) == (True, (), (tmp_path,))
    assert ids(tmp_path) == (ALL, ALL)
    assert seen[-1] == (10, 10)
    assert feed.asked[:3] == ["/v3/services?page=1", "/v3/services?page=2", "/v3/services?page=3"]


def test_what_was_fetched_is_loaded_with_its_details_under_the_feeds_own_name(tmp_path):
    fetch(Feed(), tmp_path)
    oruk = loader("oruk")
    said = oruk.about([tmp_path])
    reading = oruk.load([tmp_path], Names(said.source))
    counts = {table.kind: table.rows.height for table in reading.tables}
    assert (counts["Service"], counts["COVERS"], reading.problems) == (5, 5, ())
    assert said.source == "127-0-0-1"
    assert said.as_of == datetime.now(UTC).date().isoformat()
    assert reading.about.complete is None


def test_a_list_that_holds_whole_services_needs_no_details(tmp_path):
    whole = {"contents": [{"id": "s1", "name": "A", "service_areas": [{"name": "North"}]}], "last_page": True}
    feed = Feed(odd={"/v3/services?page=1": [lambda one: one.send(whole)]})
    assert fetch(feed, tmp_path).complete
    assert feed.asked == ["/v3/services?page=1"]


def test_a_list_without_an_envelope_is_one_page(tmp_path):
    bare = [{"id": "s1", "name": "A"}]
    answers = {f"/v3/services?page={n}": [lambda one: one.send(bare)] for n in (1, 2)}
    got = fetch(Feed(odd=answers), tmp_path)
    assert (got.complete, got.notes) == (True, ())
    assert sorted(path.name for path in tmp_path.glob("page-*")) == ["page-0001.json"]


def test_a_server_that_does_not_turn_pages_makes_a_partial_fetch(tmp_path):
    got = fetch(Feed(turns_pages=False), tmp_path)
    assert not got.complete
    assert got.notes == ("Page 2 is the same as one before it: the server does not turn pages.",)
    assert ids(tmp_path)[0] == ["s1", "s2"]


def test_a_feed_that_promises_more_than_it_gives_is_partial_and_the_loader_hears_of_it(tmp_path):
    got = fetch(Feed(total=9), tmp_path)
    assert not got.complete
    assert got.notes == ("The feed says that it has 9 services, and gave 5.",)
    reading = loader("oruk").load([tmp_path], Names("feed"))
    assert reading.about.complete is False
    assert any("was not fetched to its end. The feed says that it has 9 services" in word for word in reading.warnings)


@pytest.mark.parametrize("total", [float("nan"), float("inf"), 10**400])
def test_a_total_that_is_no_number_is_as_good_as_none(tmp_path, total):
    got = fetch(Feed(total=total), tmp_path)
    assert (got.complete, ids(tmp_path)) == (True, (ALL, ALL))


def test_an_empty_page_that_is_not_the_last_ends_a_partial_fetch(tmp_path):
    got = fetch(Feed(spelling="lower", count=2, total=6, never_last=True), tmp_path)
    assert not got.complete
    assert got.notes[0] == "Page 2 is empty, though the feed says that it is not the last."


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(tmp_path, code):
    feed = Feed(odd={"/v3/services?page=1": [status(code), status(code)]})
    assert fetch(feed, tmp_path).complete
    assert feed.asked[:4] == ["/v3/services?page=1"] * 3 + ["/v3/services?page=2"]


def test_a_server_that_stays_busy_half_way_makes_a_partial_fetch_that_goes_on_later(tmp_path):
    feed = Feed(odd={"/v3/services?page=2": [status(503)] * 3})
    with serving(feed):
        first = fetched(feed.address, tmp_path, QUICK)
        feed.asked.clear()
        again = fetched(feed.address, tmp_path, QUICK)
        asked = list(feed.asked)
        third = fetched(feed.address, tmp_path, QUICK)
    assert (first.complete, first.notes) == (False, ("It stopped at page 2: the server answers 503, 3 times.",))
    assert (again.complete, again.notes, ids(tmp_path)) == (True, (), (ALL, ALL))
    # What was kept is not asked for again: neither the first page nor its two services.
    assert asked == ["/v3/services?page=2", "/v3/services?page=3", *(f"/v3/services/s{n}" for n in (3, 4, 5))]
    assert (third.complete, feed.asked) == (True, asked)


def test_a_fetch_that_is_broken_off_is_partial_until_it_has_gone_on(tmp_path):
    def interrupt(done, whole):
        if done == 2:
            raise KeyboardInterrupt

    with serving(Feed()) as feed:
        with pytest.raises(KeyboardInterrupt):
            fetched(feed.address, tmp_path, QUICK, interrupt)
        assert json.loads((tmp_path / "feed.json").read_text())["notes"] == ["It was broken off."]
        assert loader("oruk").load([tmp_path], Names("feed")).about.complete is False
        assert fetched(feed.address, tmp_path, QUICK).complete


def test_a_fetch_of_another_day_begins_again(tmp_path):
    with serving(Feed()) as feed:
        fetched(feed.address, tmp_path, QUICK)
        said = json.loads((tmp_path / "feed.json").read_text())
        (tmp_path / "feed.json").write_text(json.dumps(said | {"began": "2026-01-01"}))
        feed.count = 2
        assert fetched(feed.address, tmp_path, QUICK).complete
    assert ids(tmp_path) == (["s1", "s2"], ["s1", "s2"])


def test_a_silent_server_is_given_up_after_the_tries(tmp_path):
    feed = Feed(odd={"/v3/services?page=2": [silent(0.5)] * 3})
    got = fetch(feed, tmp_path)
    assert got.notes == ("It stopped at page 2: no answer within 0.3 seconds, 3 times.",)


def test_an_answer_that_is_cut_is_asked_for_again(tmp_path):
    feed = Feed(odd={"/v3/services?page=1": [cut, text(b'{"contents": [')]})
    assert fetch(feed, tmp_path).complete
    assert feed.asked.count("/v3/services?page=1") == 3


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (status(401), "the server answers 401"),
        (status(404), "the server answers 404"),
        (text(b"<html>Please log in</html>"), "the answer is a page of a website, not JSON"),
        (text(b" " * 6000), "the answer has over 5,000 bytes"),
        (text(gzip.compress(b" " * 5_000_000), Content_Encoding="gzip"), "the answer has over 5,000 bytes"),
        (moved("file:///etc/passwd"), "it sends askers on to something that is no http or https address"),
        (text(b'{"error": "no such method"}'), "is no list of services"),
        (text(b"[" * 4000), "the answer is no whole JSON"),
    ],
    ids=["locked", "absent", "website", "large", "bomb", "file", "other", "deep"],
)
def test_a_first_answer_that_is_no_list_is_refused_in_a_sentence(tmp_path, answer, why):
    with pytest.raises(LinkworkError, match=why) as refused:
        fetch(Feed(odd={"/v3/services?page=1": [answer] * 3}), tmp_path)
    assert str(refused.value).endswith("Nothing was fetched.")


def test_redirects_are_followed_but_not_for_ever(tmp_path):
    feed = Feed(odd={"/v3/services?page=1": [moved("/elsewhere")], "/elsewhere": [lambda one: one.send([])]})
    assert fetch(feed, tmp_path / "once").complete
    round_and_round = Feed(odd={"/v3/services?page=1": [moved("/v3/services?page=1")] * 20})
    with pytest.raises(LinkworkError, match="sends askers on more than 5 times"):
        fetch(round_and_round, tmp_path / "ever")


def test_a_feed_that_gives_no_service_by_itself_is_complete_as_a_list(tmp_path):
    feed = Feed(count=9, size=9, details=False)
    got = fetch(feed, tmp_path)
    assert (got.complete, got.notes) == (
        True,
        ("The feed gives no service by itself, so what its list lacks is not known.",),
    )
    assert len(feed.asked) == 6  # the page, and five services before it is given up


def test_a_few_services_that_cannot_be_had_make_a_partial_fetch(tmp_path):
    other = text(b'{"id": "s9", "name": "Another"}')
    feed = Feed(odd={"/v3/services/s2": [status(404)], "/v3/services/s4": [other]})
    got = fetch(feed, tmp_path)
    assert (got.complete, ids(tmp_path)[1]) == (False, ["s1", "s3", "s5"])
    assert got.notes == ("2 services could not be had by themselves (as 404).",)


def test_no_more_than_so_many_pages_are_fetched(tmp_path):
    got = fetch(Feed(count=9), tmp_path, Patience(pages=2, tries=1))
    assert "It stopped after 2 pages, the most that are fetched." in got.notes
    assert not got.complete


def test_a_server_that_asks_for_more_patience_than_there_is_ends_the_fetch(tmp_path):
    got = fetch(Feed(odd={"/v3/services?page=2": [status(429, Retry_After="3600")]}), tmp_path)
    assert got.notes == (
        "It stopped because the server answers 429 and asks for 3,600 seconds of patience; try again later.",
    )


def test_the_time_for_everything_is_kept(tmp_path):
    feed = Feed(odd={"/v3/services?page=2": [silent(0.25)] * 9})
    got = fetch(feed, tmp_path, Patience(read=1, tries=9, backoff=0.001, in_all=0.4))
    assert not got.complete
    assert "It stopped because" in got.notes[0]


@pytest.mark.parametrize("in_seconds", [True, False])
def test_waits_grow_twofold_and_a_retry_after_holds_where_it_is_longer(in_seconds):
    waits: list[float] = []
    later = datetime.now(UTC) + timedelta(seconds=31)
    asks = "30" if in_seconds else format_datetime(later, usegmt=True)
    answers = [status(503), status(503), status(429, Retry_After=asks)]
    with serving(Feed(odd={"/v3/services?page=1": answers})) as feed:
        server = Server(Patience(tries=4, backoff=2), sleep=waits.append)
        assert server.json(f"{feed.address}/services?page=1")["total_items"] == 5
        server.close()
    assert 2 <= waits[0] <= 4
    assert 4 <= waits[1] <= 8
    assert 29 <= waits[2] <= 31


def test_a_retry_after_that_is_neither_seconds_nor_a_date_is_passed_over(tmp_path):
    assert fetch(Feed(odd={"/v3/services?page=1": [status(503, Retry_After="²")]}), tmp_path).complete


def test_a_clock_that_runs_out_is_said():
    ticks = iter([0.0, 100.0])
    server = Server(Patience(in_all=99), clock=lambda: next(ticks))
    with pytest.raises(OutOfTime, match="the 99 seconds for all of it are over"):
        server.json("http://127.0.0.1:9/services")


def test_a_port_where_nobody_listens_is_said():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(QUICK)
    with pytest.raises(Unanswered, match="the server refuses connections, 3 times"):
        server.json(f"http://127.0.0.1:{port}/services")
    server.close()


def test_no_key_of_an_address_is_shown_or_kept(tmp_path):
    feed = Feed(odd={"/v3/services?page=2": [status(503)] * 3})
    with serving(feed):
        got = fetched(f"{feed.address}/services?apikey=secret", tmp_path, QUICK)
    assert "secret" not in " ".join(got.notes)
    assert "secret" not in (tmp_path / "feed.json").read_text()
    assert shown("https://me:secret@x.test:81/v3/services?apikey=secret") == "https://x.test:81/v3/services"
    with pytest.raises(LinkworkError, match="without a name and a password") as refused:
        fetched("https://me:secret@x.test/v3", tmp_path / "b", QUICK)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["ftp://x.test/v3", "services.json", "http://", "http://[::1", "http://x:99999999/"]
)
def test_what_is_no_address_of_a_feed_is_refused(tmp_path, address):
    with pytest.raises(LinkworkError, match="Nothing was fetched"):
        fetched(address, tmp_path, QUICK)


def test_a_folder_of_other_things_or_of_another_feed_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(LinkworkError, match="holds other things"):
        fetched("http://x.test/v3", tmp_path, QUICK)
    (tmp_path / "feed.json").write_text('{"linkwork_feed": 1, "key": "of another", "address": "http://y.test"}')
    with pytest.raises(LinkworkError, match=r"holds another feed, http://y\.test"):
        fetched("http://x.test/v3", tmp_path, QUICK)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_addresses_are_told_from_files():
    assert [is_address(word) for word in ("https://x.test/v3", "HTTP://x.test", "feed.json", "./https", "C:\\a")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert fetching.services_address("https://x.test/o/v3/?a=b#c") == "https://x.test/o/v3/services?a=b"
    assert fetching.services_address("https://x.test/v3/services/") == "https://x.test/v3/services"
