"""The way by Docker: a server in a container answers like any other. Skipped, with the reason, where no engine is."""

import pytest

from tests import neo4j_compose
from tests.neo4j_java import NotHere
from tests.neo4j_server import in_container


def test_a_container_of_the_pinned_image_is_a_server_for_the_tests() -> None:
    try:
        way = in_container()
        server = way.__enter__()
    except NotHere as why:
        pytest.skip(str(why))
    try:
        assert (server.how, server.version) == ("in a container", neo4j_compose.wanted_version())
        assert server.contents() == []
        server.rows("CREATE CONSTRAINT one FOR (n:Service) REQUIRE n.id IS UNIQUE")
        server.rows("CREATE (:Service {id: 's1'})")
        assert server.contents() == ["1 nodes", "1 constraints"]
        server.wipe()
        assert server.contents() == []
    finally:
        way.__exit__(None, None, None)
