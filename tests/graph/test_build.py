"""The graph follows the rounds, and only what differs is written."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linkwork.disk import UNFINISHED
from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph._embedded_files import LENGTHS
from linkwork.graph.build import Built, build
from linkwork.graph.embedded import EmbeddedEngine, in_clearing_order, is_graph
from linkwork.graph.engine import Engine, GraphAddress, Owner, open_engine
from linkwork.graph.readback import read_back
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep
from tests.graph.test_difference import MARCH, MAY


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


@pytest.fixture
def engine(address: GraphAddress) -> Iterator[Engine]:
    with open_engine(address, writing=True) as opened:
        yield opened


def content(engine: Engine) -> list[object]:
    nodes = engine.read("MATCH (n:Organisation) RETURN properties(n) AS p ORDER BY n.id")
    links = engine.read("MATCH (a)-[r:PART_OF]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS p ORDER BY r.id")
    return [nodes, links]


def test_the_same_rounds_again_write_nothing(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    assert build(store, engine, Owner("p")) == Built(nodes_written=4, links_written=2)
    assert build(store, engine, Owner("p")) == Built()
    assert build(store, engine, Owner("p"), how="verify") == Built()


def test_only_kinds_that_are_there_are_read_back(
    store: RoundStore, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.prepare(SCHEMA)
    keep(store, "a 2024-03-01", MARCH)
    asked, read = [], engine.read
    monkeypatch.setattr(engine, "read", lambda cypher: asked.append(cypher) or read(cypher))
    empty = read_back(engine, SCHEMA)
    assert (empty.nodes, empty.links, len(asked)) == ({}, {}, 2)
    monkeypatch.undo()
    build(store, engine, Owner("p"))
    monkeypatch.setattr(engine, "read", lambda cypher: asked.append(cypher) or read(cypher))
    assert {**(view := read_back(engine, SCHEMA)).nodes, **view.links}.keys() == {"Organisation", "PART_OF"}
    # The two that find what is there, and one for each of the two kinds.
    assert len(asked) == 2 + 4


def test_only_what_differs_is_written(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    keep(store, "a 2024-05-01", MARCH.replace("Two", "Deux"))
    assert build(store, engine, Owner("p")) == Built(nodes_written=1)


def test_what_a_later_round_lacks_stays_and_is_marked(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    build(store, engine, Owner("p"))
    rows = engine.read("MATCH (n:Organisation {id: 'org-2'}) RETURN n.name AS name, n.live AS live, n.stale_since AS s")
    assert rows == [{"name": "Two", "live": False, "s": "2024-05-01"}]


def test_what_a_revision_no_longer_says_is_taken_out(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One")
    assert build(store, engine, Owner("p")) == Built(nodes_written=1, nodes_removed=3, links_removed=2)
    assert engine.read("MATCH (n:Organisation) RETURN n.id AS id, n.postcode AS p") == [{"id": "org-1", "p": None}]


def test_a_graph_that_says_so_already_is_not_written_to_at_all(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One\n\nPART_OF: from | to\norg-1 | org-9")
    build(store, engine, Owner("p"))
    marker = {**(engine.marker() or {}), "left": "as it is"}
    engine.put_marker(marker)
    assert build(store, engine, Owner("p")) == Built(loose=1)
    assert build(store, engine, Owner("p"), how="verify") == Built(loose=1)
    assert engine.marker() == marker


def test_a_round_that_was_damaged_is_told_of_though_the_graph_says_so_already(
    store: RoundStore, engine: Engine
) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    next(store.folder.glob("*/*-Organisation.parquet")).write_bytes(b"")
    with pytest.raises(LinkworkError, match=r"2024-03-01_a_1 is damaged: \d\d-Organisation\.parquet is not as it was"):
        build(store, engine, Owner("p"))


def test_a_loose_link_is_not_in_the_graph_until_its_end_is(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One\n\nPART_OF: from | to\norg-1 | org-9")
    assert build(store, engine, Owner("p")) == Built(nodes_written=1, loose=1)
    keep(store, "b 2024-04-01", "Organisation: id | name\norg-9 | Nine")
    assert build(store, engine, Owner("p")) == Built(nodes_written=1, links_written=1)


@pytest.mark.parametrize("order", [(MARCH, MAY), (MAY, MARCH)])
def test_any_order_of_loading_gives_the_same_graph(store: RoundStore, engine: Engine, order: tuple[str, str]) -> None:
    dates = {MARCH: "2024-03-01", MAY: "2024-05-01"}
    for text in order:
        keep(store, f"a {dates[text]}", text)
        build(store, engine, Owner("p"))
    step_by_step = content(engine)
    engine.wipe()
    build(store, engine, Owner("p"))
    assert content(engine) == step_by_step


def test_verify_undoes_what_was_changed_by_hand(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    before = content(engine)
    engine.put_nodes(
        store.schema.node["Organisation"], [{"id": "org-1", "properties": {"id": "org-1", "name": "Mine"}}]
    )
    engine.remove_links(store.schema.link["PART_OF"], ["PART_OF|org-2|org-p"])
    assert build(store, engine, Owner("p")) == Built()
    assert build(store, engine, Owner("p"), how="verify") == Built(nodes_written=1, links_written=1)
    assert content(engine) == before


def test_links_put_by_hand_are_taken_out_wherever_they_begin(store: RoundStore, tmp_path: Path) -> None:
    keep(store, "a 2024-03-01", MARCH)
    part_of = store.schema.link["PART_OF"]
    ids = ["PART_OF|org-2|org-p", "mine"]
    by_hand = [
        {"id": id_, "from_id": "org-1", "to_id": "org-q", "properties": {"id": id_, "live": True}} for id_ in ids
    ]
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        build(store, engine, Owner("p"))
        before = content(engine)
        # One with the id of another that begins elsewhere, and one whose id says nothing of where it begins.
        engine.put_links(part_of, ("Organisation", "Organisation"), by_hand)
        assert len(engine.read("MATCH ()-[r:PART_OF]->() RETURN r.id AS id")) == 4
        assert build(store, engine, Owner("p"), how="verify") == Built(links_written=1, links_removed=3)
        assert content(engine) == before


@pytest.mark.parametrize("after", range(1, 9))
def test_a_build_broken_off_at_any_write_is_finished_by_the_next(
    store: RoundStore, address: GraphAddress, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    keep(store, "a 2024-03-01", MARCH)
    with open_engine(address, writing=True) as engine:
        build(store, engine, Owner("p"))
        keep(store, "a 2024-05-01", MAY)
        keep(store, "a 2024-03-01", MARCH.replace("org-2 | org-p", "org-2 | org-q"))
        with monkeypatch.context() as patched:
            break_off(patched, engine, after)
            with contextlib.suppress(InterruptedError):
                build(store, engine, Owner("p"))
    with open_engine(address, writing=True) as engine:
        build(store, engine, Owner("p"))
        mended, marker = content(engine), engine.marker()
        engine.wipe()
        build(store, engine, Owner("p"))
        assert (mended, marker) == (content(engine), engine.marker())


def break_off(patched: pytest.MonkeyPatch, engine: Engine, after: int) -> None:
    """Let the engine's writes fail for good from the n-th on, as those of a killed process would."""
    left = [after]

    def stopping(write: Callable[..., None]) -> Callable[..., None]:
        def counted(*given: object) -> None:
            left[0] -= 1
            if left[0] <= 0:
                raise InterruptedError
            write(*given)

        return counted

    for name in ("put_nodes", "put_links", "remove_nodes", "remove_links", "put_marker"):
        patched.setattr(engine, name, stopping(getattr(engine, name)))


def test_a_graph_from_rounds_this_folder_lacks_is_not_overwritten(
    store: RoundStore, engine: Engine, tmp_path: Path
) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    other = RoundStore(tmp_path / "elsewhere" / "rounds")
    other.folder.parent.mkdir()
    keep(other, "b 2024-03-01", MAY)
    with pytest.raises(GraphUnavailable, match="rounds this folder lacks: 2024-03-01_a_1"):
        build(other, engine, Owner("p"))


def test_a_graph_of_another_project_is_not_overwritten(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    with pytest.raises(GraphUnavailable, match="another project"):
        build(store, engine, Owner("q"))


def test_no_personal_value_reaches_the_graph_or_its_files(store: RoundStore, tmp_path: Path) -> None:
    keep(
        store, "a 2024-03-01", "Person: id | name | work_email | status\nperson-1 | Ann Other | ann@example.org | open"
    )
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        build(store, engine, Owner("p"))
        people = engine.read("MATCH (p:Person) RETURN properties(p) AS p")
    assert people[0]["p"].keys() == {"id", "status", "first_round", "sources", "live"}
    files = [p for p in (tmp_path / "graph").rglob("*") if p.is_file()]
    assert files
    assert all(b"Ann Other" not in p.read_bytes() and b"ann@example" not in p.read_bytes() for p in files)


@pytest.mark.parametrize("fact", [{"comment": "mine"}, {"door": "perhaps"}, {"aliases": "not a list"}])
def test_verify_undoes_what_the_schema_does_not_have(
    store: RoundStore, engine: Engine, fact: dict[str, object]
) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    before = content(engine)
    by_hand = {"id": "org-1", "name": "One", "live": True, **fact}
    engine.put_nodes(store.schema.node["Organisation"], [{"id": "org-1", "properties": by_hand}])
    assert build(store, engine, Owner("p"), how="verify") == Built(nodes_written=1)
    assert content(engine) == before


def test_reading_refuses_every_form_of_writing(store: RoundStore, engine: Engine) -> None:
    keep(store, "a 2024-03-01", MARCH)
    build(store, engine, Owner("p"))
    before = content(engine)
    for cypher in (
        "CREATE (n:Organisation {id: 'x'})",
        "MATCH (n:Organisation) SET n.name = 'x'",
        "MATCH (n:Organisation) DETACH DELETE n",
        "MERGE (n:Organisation {id: 'x'})",
        "MATCH (n:Organisation) REMOVE n.name",
    ):
        with pytest.raises(Exception, match="would change the graph"):
            engine.read(cypher)
    assert content(engine) == before


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphUnavailable, match=r"Load a file first \(.*`linkwork build` makes it"):
        EmbeddedEngine(tmp_path / "none", writing=False)


def test_what_a_process_killed_while_making_the_graph_left_is_cleared(store: RoundStore, tmp_path: Path) -> None:
    keep(store, "a 2024-03-01", MARCH)
    (tmp_path / "graph").mkdir()
    left = (
        "configuration.json",
        "schema.json.7201124144.tmp",
        "schema.prev.json.a3eaeb35-b073.tmp",
        f"{UNFINISHED}{LENGTHS}",
    )
    for name in left:
        (tmp_path / "graph" / name).write_text("{")
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        assert build(store, engine, Owner("p")) == Built(nodes_written=4, links_written=2)
    assert {path.name for path in (tmp_path / "graph").iterdir()}.isdisjoint(left[1:])


def test_a_graph_that_was_being_written_when_its_process_was_killed_is_held_to_nothing(
    store: RoundStore, tmp_path: Path
) -> None:
    keep(store, "a 2024-03-01", MARCH)
    graph = tmp_path / "graph"
    with EmbeddedEngine(graph, writing=True) as engine:
        build(store, engine, Owner("p"))
    assert (graph / LENGTHS).exists()
    with EmbeddedEngine(graph, writing=True):
        assert not (graph / LENGTHS).exists()  # as it would be if this process were killed now
    assert (graph / LENGTHS).exists()


@pytest.mark.parametrize(
    "names", [("firmware.bin",), ("notes.dict",), ("configuration.json", "schema.json")], ids=["bin", "dict", "json"]
)
def test_a_folder_of_somebody_elses_whose_files_are_called_like_the_engines_is_left_alone(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        (tmp_path / name).write_text("mine")
    with pytest.raises(GraphUnavailable, match="holds other things"):
        EmbeddedEngine(tmp_path, writing=True)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(names, "mine")


@pytest.mark.parametrize(
    "names",
    [
        ("txlog_0.wal",),
        ("txlog_0.wal", "txlog_1.wal", "database.lck", "dictionary.0.65536.v1.dict", "schema.json.12.tmp"),
        ("database.lck", "dictionary.0.65536.v1.dict", "schema.json", "configuration.json.34.tmp"),
        ("database.lck", "statistics.json", "last-tx-id.bin.tmp"),
    ],
    ids=["first file", "schema begun", "configuration begun", "closing"],
)
def test_what_a_killed_creation_or_clearing_has_left_is_known_for_the_engines_until_the_last_file(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        (tmp_path / name).touch()
    for path in in_clearing_order(tmp_path):
        assert is_graph(tmp_path)
        path.unlink()
    assert is_graph(tmp_path)


def test_a_graph_with_other_things_in_its_folder_is_not_begun_again(store: RoundStore, tmp_path: Path) -> None:
    keep(store, "a 2024-03-01", MARCH)
    with EmbeddedEngine(tmp_path / "graph", writing=True) as engine:
        build(store, engine, Owner("p"))
        (tmp_path / "graph" / "letter.txt").write_text("mine")
        with pytest.raises(GraphUnavailable, match="holds other things"):
            engine.wipe()
        assert len(engine.read("MATCH (n:Organisation) RETURN n.id AS id")) == 4
    assert (tmp_path / "graph" / "letter.txt").read_text() == "mine"
