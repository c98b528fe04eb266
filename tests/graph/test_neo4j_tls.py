"""A Neo4j is spoken to under encryption only where it proves who it is; until then it is told nothing."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from linkwork.errors import GraphUnavailable
from linkwork.graph.engine import GraphAddress, open_engine
from tests.neo4j_server import NeoServer
from tests.tls import authority, certified

SECRET = "not-for-strangers"
TOLD_NOTHING = r"It was told nothing and nothing was changed\. If it is your own server, set SSL_CERT_FILE"


@pytest.fixture
def ours(tmp_path: Path) -> tuple[trustme.CA, Path]:
    return authority(tmp_path)


@pytest.fixture
def nobody() -> tuple[str, int]:
    """Where a server that passes on would pass on to; nothing may come so far."""
    return ("127.0.0.1", 1)


@pytest.fixture(params=["bolt+s", "neo4j+s"])
def scheme(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


def test_a_server_that_nobody_vouches_for_is_told_nothing(
    ours: tuple[trustme.CA, Path], nobody: tuple[str, int], scheme: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with certified(ours[0], "localhost", nobody) as (port, heard):
        with pytest.raises(GraphUnavailable, match=rf"no certificate that this computer trusts: .*{TOLD_NOTHING}"):
            open_engine(GraphAddress(f"{scheme}://localhost:{port}", "neo4j", SECRET))
        assert heard == []
    assert capfd.readouterr() == ("", "")


def test_a_server_that_another_authority_vouches_for_or_for_another_name_is_told_nothing(
    ours: tuple[trustme.CA, Path], nobody: tuple[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ours[1]))
    for signed, name, said in (
        (authority(tmp_path)[0], "localhost", "unable to get local issuer certificate"),
        (ours[0], "graph.example.org", "Hostname mismatch, certificate is not valid for 'localhost'"),
    ):
        with certified(signed, name, nobody) as (port, heard):
            with pytest.raises(GraphUnavailable, match=rf"{said}\. {TOLD_NOTHING}"):
                open_engine(GraphAddress(f"bolt+s://localhost:{port}", "neo4j", SECRET))
            assert heard == []


def test_a_server_without_encryption_is_said_to_have_none(neo4j_empty: NeoServer) -> None:
    address = replace(neo4j_empty.address, place=neo4j_empty.uri.replace("bolt://", "bolt+s://"))
    with pytest.raises(GraphUnavailable, match=r"does not answer under encryption\. It was told nothing"):
        open_engine(address)


def test_a_server_that_the_authority_named_in_ssl_cert_file_vouches_for_is_asked(
    ours: tuple[trustme.CA, Path], neo4j_empty: NeoServer, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = urlsplit(neo4j_empty.uri)
    monkeypatch.setenv("SSL_CERT_FILE", str(ours[1]))
    with certified(ours[0], "localhost", (place.hostname or "", place.port or 0)) as (port, heard):
        address = replace(neo4j_empty.address, place=f"{scheme}://localhost:{port}")
        with open_engine(address) as engine:
            assert engine.read("RETURN 1 AS one") == [{"one": 1}]
        assert heard != []


def test_the_command_says_it_in_one_line_without_the_password(
    ours: tuple[trustme.CA, Path], nobody: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    with certified(ours[0], "localhost", nobody) as (port, _):
        done = subprocess.run(
            [sys.executable, "-m", "linkwork", "cypher", "RETURN 1 AS x", "--graph", f"neo4j+s://localhost:{port}"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"Error: The server at neo4j+s://localhost:{port} shows no certificate")
    assert SECRET not in done.stderr
