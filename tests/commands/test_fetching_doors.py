"""A feed cannot lead askers where nobody meant them to go, and has to prove who it is."""

from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.load.fetching import Patience, fetched
from linkwork.load.servers import Unanswered, check_onward, is_inside
from tests.feed_server import Feed, moved, serving
from tests.tls import authority, certified

#: Numbers of computers on the open internet; none is asked.
OPEN, OPEN_TOO = "https://93.184.216.34/services", "https://1.1.1.1/services"
QUICK = Patience(connect=2, read=2, tries=1, backoff=0.01)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://93.184.216.34/services", "from https to http"),
        ("https://127.0.0.1/services", "127.0.0.1, a computer inside this network"),
        ("https://localhost:8080/", "localhost, a computer inside this network"),
        ("https://10.0.0.1/", "inside this network"),
        ("https://192.168.1.1/", "inside this network"),
        ("https://169.254.169.254/latest/meta-data/", "inside this network"),
        ("https://[::1]/", "inside this network"),
        ("https://[::ffff:127.0.0.1]/", "inside this network"),
        ("https://[fe80::1]/", "inside this network"),
        ("https://0.0.0.0/", "inside this network"),
        ("https://2130706433/", "inside this network"),
        ("https://ada:secret@1.1.1.1/", "a name and a password in it"),
        ("file:///etc/passwd", "no http or https address"),
        ("gopher://1.1.1.1/", "no http or https address"),
        ("https://", "no http or https address"),
        ("https://[", "no http or https address"),
    ],
)
def test_a_server_does_not_send_askers_where_nobody_meant_them_to_go(to: str, why: str) -> None:
    with pytest.raises(Unanswered, match=why.replace("[", r"\[")) as refused:
        check_onward(OPEN, OPEN, to)
    assert "secret" not in str(refused.value)


def test_a_server_may_send_askers_on_to_another_like_it() -> None:
    check_onward(OPEN, OPEN, OPEN_TOO)
    check_onward("http://127.0.0.1/", "http://127.0.0.1/", "http://127.0.0.2/elsewhere")
    check_onward("http://127.0.0.1/", "http://127.0.0.1/", OPEN)
    with pytest.raises(Unanswered, match="inside this network"):
        check_onward(OPEN, OPEN_TOO, "https://10.1.2.3/")
    assert not is_inside("there-is-no-such-name.invalid")


def test_a_redirect_that_may_not_be_followed_is_not_followed_and_said_in_a_sentence(tmp_path: Path) -> None:
    feed = Feed()
    with serving(feed):
        elsewhere = feed.address.replace("//", "//ada:secret@").replace("services", "elsewhere")
        feed.odd["/v3/services?page=1"] = [moved(elsewhere)]
        with pytest.raises(LinkworkError, match=r"a name and a password in it\. Nothing was fetched\.$") as refused:
            fetched(feed.address, tmp_path, QUICK)
    assert "secret" not in str(refused.value)
    assert feed.asked == ["/v3/services?page=1"]


def test_a_feed_over_https_has_to_show_a_certificate_that_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, file = authority(tmp_path)
    feed = Feed()
    with serving(feed):
        port = int(feed.address.partition("//127.0.0.1:")[2].partition("/")[0])
        with certified(ours, "localhost", ("127.0.0.1", port)) as (outer, heard):
            address = f"https://localhost:{outer}/v3/services"
            with pytest.raises(LinkworkError, match="its certificate is not one to be trusted"):
                fetched(address, tmp_path / "stranger", QUICK)
            assert (heard, feed.asked) == ([], [])
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
            assert fetched(address, tmp_path / "ours", QUICK).complete
