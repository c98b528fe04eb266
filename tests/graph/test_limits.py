"""A query for analysts ends in time and gives no more rows than it may, on either engine."""

import time

import psutil
import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine, GraphAddress, Limits, TookTooLong, open_engine

SLOW = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS n"
ROWS = "UNWIND range(1, 100000) AS x RETURN x"


def test_a_slow_query_is_really_stopped_and_the_graph_can_be_read_and_written_after(
    engine: Engine, address: GraphAddress
) -> None:
    before = set(psutil.Process().children())
    started = time.monotonic()
    with pytest.raises(TookTooLong, match="took longer than 2 seconds and was stopped"):
        engine.read_within(SLOW, Limits(2, 10))
    assert 2 <= time.monotonic() - started < 30
    assert set(psutil.Process().children()) <= before
    if engine.name == "neo4j":
        left = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND' RETURN count(*) AS n"
        assert engine.read(left) == [{"n": 0}]
    assert engine.read("MATCH (n:Need) RETURN count(n) AS n") == [{"n": 6}]
    engine.close()
    with open_engine(address, writing=True) as again:
        again.wipe()


def test_rows_beyond_the_limit_are_left_out_and_it_is_known(engine: Engine) -> None:
    part = engine.read_within(ROWS, Limits(60, 3))
    assert (part.rows, part.whole) == ([{"x": 1}, {"x": 2}, {"x": 3}], False)
    part = engine.read_within("UNWIND range(1, 3) AS x RETURN x", Limits(60, 3))
    assert (len(part.rows), part.whole) == (3, True)


def test_limits_change_nothing_about_what_is_refused_and_what_comes_back(engine: Engine) -> None:
    cypher = "MATCH (s:Service) WHERE s.live RETURN s.id AS id, s.wait_days AS wait, s.sources AS sources ORDER BY id"
    assert engine.read_within(cypher, Limits()).rows == engine.read(cypher)
    assert engine.read_within("MATCH (b:Board) WHERE b.id = 'x' RETURN b.id AS id", Limits()).rows == []
    with pytest.raises(LinkworkError, match="would change the graph"):
        engine.read_within("CREATE (n:Service {id: 'x'})", Limits())
    with pytest.raises(LinkworkError, match="did not understand the query"):
        engine.read_within("MATCH (n RETURN n", Limits())
    with pytest.raises(LinkworkError, match="LOAD CSV is not run"):
        engine.read_within("LOAD CSV FROM 'file:///x' AS l RETURN l", Limits())
