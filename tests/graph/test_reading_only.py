"""What only reads cannot write, read files, reach other machines or call programs, in any form, on either engine."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine, GraphAddress, Limits, open_engine
from linkwork.graph.reading_only import refuse_more_than_reading
from tests.neo4j_server import NeoServer
from tests.queries.town import eastwick
from tools.access.forms import DISGUISES, WRITES, reaches
from tools.access.tried import held

SECRET = "Ada Thistlewood"
#: Every form as it is, and every disguise with one of each sort; `make access` tries them all.
DISGUISED = ("CREATE (n:Intruder {id: 'x'})", "LOAD CSV FROM 'file:///{file}' AS line RETURN line")


def said_of(query: str) -> str:
    """Why a query is refused before any engine has seen it; nothing where it is not."""
    try:
        refuse_more_than_reading(query)
    except LinkworkError as error:
        return str(error)
    return ""


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A port of this computer, to see that nobody comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def secret(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A file that the engine could read, as a query would name it."""
    if engine.name == "embedded":
        (tmp_path / "secret.csv").write_text(SECRET)
        return str(tmp_path / "secret.csv").removeprefix("/")
    server: NeoServer = request.getfixturevalue("neo4j_prepared")
    if server.jars:
        (server.jars.home / "import" / "secret.csv").write_text(SECRET)
    return "secret.csv"


def test_no_form_of_writing_or_reaching_out_is_run_and_the_graph_stays_as_it_was(
    engine: Engine, secret: str, listening: socket.socket
) -> None:
    before = held(engine)
    assert len(before) > 50
    reaching = reaches(secret, listening.getsockname()[1])
    disguised = [change(form.replace("{file}", secret)) for form in DISGUISED for change in DISGUISES.values()]
    for query in (*WRITES, *reaching, *disguised):
        with pytest.raises(LinkworkError) as refused:
            engine.read(query)
        said = str(refused.value)
        assert "\n" not in said, said
        assert SECRET not in said
    with pytest.raises(BlockingIOError):
        listening.accept()
    assert held(engine) == before


def test_a_query_of_an_analyst_is_refused_the_same_way(engine: Engine, secret: str) -> None:
    for query in ("MATCH (n) DETACH DELETE n", "CALL db.clearQueryCaches()", *reaches(secret, 1)[:7]):
        with pytest.raises(LinkworkError, match=r"would change the graph|is not run"):
            engine.read_within(query, Limits())
    assert engine.read("MATCH (n:Need) RETURN count(n) AS n") == [{"n": 6}]


def test_a_graph_that_is_open_for_writing_is_read_without_writing(address: GraphAddress) -> None:
    with open_engine(address, writing=True) as engine:
        eastwick().write(engine)
        before = held(engine)
        for query in WRITES[:24]:
            with pytest.raises(LinkworkError):
                engine.read(query)
        assert held(engine) == before


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("LOAD CSV FROM 'x' AS l RETURN l", "LOAD CSV is not run"),
        ("// x\rload\ncsv FROM 'x' AS l RETURN l", "LOAD CSV is not run"),
        ("WITH '/*' AS a LOAD CSV FROM 'x' AS l RETURN l, '*/' AS b", "LOAD CSV is not run"),
        ("WITH 'http://x' AS a LOAD CSV FROM a AS l RETURN l", "LOAD CSV is not run"),
        ("LO\\u0041D CSV FROM 'x' AS l RETURN l", r"\uXXXX is not read"),
        ("RETURN '\\U0027' AS x", r"\uXXXX is not read"),
        ("RETURN\u200b 1 AS x", "no character that cannot be seen, as \\u200b is"),
        ("USE system SHOW USERS", "USE is not run"),
        ("TERMINATE TRANSACTION 'x'", "TERMINATE is not run"),
        ("CALL apoc.load.json('x')", "CALL apoc.load.json is not run"),
        ("call `db.clearQueryCaches`", "CALL db.clearQueryCaches is not run"),
        ("CALL doIt()", "CALL doIt is not run"),
        ("WITH 1 AS AS CALL db.checkpoint() RETURN 1", "CALL db.checkpoint is not run"),
        ("RETURN apoc . load . json('x') AS x", "apoc.load.json( ) is not run"),
        ("RETURN 1 + `apoc.cypher.run`('x') AS x", "apoc.cypher.run( ) is not run"),
    ],
)
def test_what_is_refused_is_said_with_what_may_be_done(query: str, said: str) -> None:
    with pytest.raises(LinkworkError, match=re.escape(said)):
        refuse_more_than_reading(query)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) WHERE n.name = 'LOAD CSV' RETURN n.use AS house, n.call AS recall // LOAD CSV\nORDER BY house",
        'RETURN "CALL apoc.x()" AS `LOAD CSV`, {use: 1, call: 2} AS called /* USE x */',
        "MATCH (s:Service) CALL (s) { RETURN 1 AS one } RETURN s.name AS name, one",
        "CALL { MATCH (n) RETURN n.id AS id } RETURN id",
        "CALL db.labels() YIELD label RETURN label",
        "CALL `db`.`schema`.`visualization`",
        "RETURN date.truncate('month', date('2024-03-31')) AS d, point.distance(a, b) AS m",
        "SHOW INDEXES YIELD name RETURN name",
        "PROFILE MATCH (n) RETURN n.id AS id LIMIT 1",
        "RETURN 'é \\n' AS x, 1.5e3 AS y, 0xFF AS z;",
    ],
)
def test_what_only_reads_is_let_through(query: str) -> None:
    assert said_of(query) == ""
