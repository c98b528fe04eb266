"""Graphs to ask, shared by the tests that only read: the town, the town of the oracles, and an empty one."""

from contextlib import ExitStack

import pytest

from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Settings, ask, catalogue
from tests.queries.gaps_town import harbour
from tests.queries.history import rounds_of
from tests.queries.route_town import weston
from tests.queries.town import eastwick, oracle
from tests.queries.towns import towns as every_town


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    with eastwick().built(tmp_path_factory.mktemp("town")) as engine:
        yield engine


@pytest.fixture(scope="session")
def oracle_town(tmp_path_factory):
    with oracle().built(tmp_path_factory.mktemp("oracle")) as engine:
        yield engine


@pytest.fixture(scope="session")
def weston_town(tmp_path_factory):
    with weston().built(tmp_path_factory.mktemp("weston")) as engine:
        yield engine


@pytest.fixture(scope="session")
def harbour_town(tmp_path_factory):
    with harbour().built(tmp_path_factory.mktemp("harbour")) as engine:
        yield engine


@pytest.fixture(scope="session")
def towns(tmp_path_factory):
    """Every town that questions are tried on, each in a graph of its own."""
    with ExitStack() as open_:
        yield [open_.enter_context(make().built(tmp_path_factory.mktemp(name))) for name, make in every_town().items()]


@pytest.fixture(scope="session")
def history(tmp_path_factory):
    """The settings of a project whose rounds are Brook's."""
    return Settings(rounds=rounds_of(tmp_path_factory.mktemp("brook")), internal=True)


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    with EmbeddedEngine(tmp_path_factory.mktemp("empty") / "graph", writing=True) as engine:
        engine.prepare(SCHEMA)
        yield engine


@pytest.fixture
def question():
    return catalogue().find


@pytest.fixture
def rows(question):
    """The rows of an answer, only the columns named, as tuples."""

    def of(engine, id_, columns, **parameters):
        answer = ask(engine, question(id_), parameters)
        return [tuple(row[name] for name in columns.split()) for row in answer.rows]

    return of
