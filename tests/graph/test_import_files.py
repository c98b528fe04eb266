"""The files for neo4j-admin hold what a build writes, and the graph that they become is taken for one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.build import Built, build
from linkwork.graph.check import check
from linkwork.graph.engine import Owner, open_engine
from linkwork.graph.import_files import Written, write_import
from linkwork.graph.records import Reading, Scope, Table, link_table, node_table
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep
from tests.neo4j_server import NeoServer

OWNER = Owner("p", 'The "old" town', "made up,\nall of it")
HOSTILE = (
    'a "quoted" word',
    '"begins with one',
    "commas, and; semicolons",
    "two\nlines",
    "a return\rand\r\nboth",
    "back\\slash \\",
    "a\x1fseparator and a\x00nothing",
    "=1+1 \u2028 \ufeff é 😀",
    "null",
)
SMALL = """
Organisation: id | name | sector
org-a | Trust, the | vcse
org-b | Council | council

Service: id | name | aliases | wait_days | cost
service-1 | Walks | Strolls; Friday walks | 7 |
service-2 | Choir | | |

PROVIDES: from | to
org-a | service-1
org-b | service-2
org-lost | service-2
"""
NODES = "MATCH (n) WHERE NOT n:LinkworkMarker RETURN labels(n) AS labels, properties(n) AS facts ORDER BY n.id"
LINKS = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS facts ORDER BY r.id"


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def keep_tables(store: RoundStore, tables: Sequence[Table]) -> None:
    store.keep(Statement("town", "2024-05-01", "test", True, Scope(), ()), check(Reading(tuple(tables)), SCHEMA), {})


def hostile(blank_lists: bool = False) -> list[Table]:
    """A town with a value of every type, a person, what is confidential, and a link without an end."""

    def at(row: int) -> dict[str, object]:
        return {"_file": "town.csv", "_sheet": "", "_row": row}

    def link(row: int, a: str, b: str, **facts: object) -> dict[str, object]:
        kinds = {"from_kind": SCHEMA.kind_of_id(a), "to_kind": SCHEMA.kind_of_id(b)}
        return {"from_id": a, "to_id": b, **kinds, **facts, **at(row)}

    services = [
        {"id": f"service-{n}", "name": text, "aliases": f"{text.replace(';', '')};other", "wait_days": str(n), **at(n)}
        for n, text in enumerate(HOSTILE)
    ]
    walks, talks = "service-0", "service-1"
    people = [{"id": "person-1", "name": "Ada Thistlewood", "work_email": "ada@example.org", **at(1)}]
    sent = [
        link(1, walks, talks, category="referral", feedback="yes", criteria=HOSTILE[3]),
        link(2, walks, talks, category="signpost", feedback="no", wait_days="3"),
        link(3, talks, "service-lost", category="referral"),
    ]
    town = [
        node_table("Service", services, ["name", "aliases", "wait_days"]),
        node_table("Person", people, ["name", "work_email"]),
        node_table("Fund", [{"id": "fund-1", "name": "Secret", "amount": "1000000.1", **at(1)}], ["name", "amount"]),
        node_table("Site", [{"id": "site-1", "name": "Hall", "latitude": "-0.000001", **at(1)}], ["name", "latitude"]),
        link_table("REFERS_TO", sent, ["category", "feedback", "criteria", "wait_days"]),
        link_table("CONTACT_FOR", [link(1, "person-1", walks)]),
        link_table("FUNDS", [link(1, "fund-1", walks, amount="0.1")], ["amount"]),
    ]
    if blank_lists:
        blank = pl.DataFrame({"id": ["service-x"], "name": ["X"], "aliases": [[""]], "languages": [[]]})
        blank = blank.cast({"languages": pl.List(pl.Utf8)}).with_columns(_file=pl.lit("town.csv"), _sheet=pl.lit(""))
        town.append(Table("Service", blank.with_columns(_row=pl.lit(99, dtype=pl.Int64))))
    return town


def arguments(folder: Path) -> list[str]:
    return (folder / "import.args").read_text().splitlines()


def test_a_table_has_the_columns_that_have_a_value_under_headings_of_their_type(
    store: RoundStore, tmp_path: Path
) -> None:
    keep(store, "town 2024-05-01", SMALL)
    assert write_import(store, Owner("p"), tmp_path / "out") == Written(nodes=4, links=2, tables=4, loose=1)
    files = {path.name: path.read_bytes().decode() for path in (tmp_path / "out").iterdir()}
    assert files["nodes-Service.csv"] == (
        "id:ID(Service),name:string,aliases:string[],wait_days:long,first_round:string,sources:string[],live:boolean\n"
        "service-1,Walks,Strolls\x1fFriday walks,7,2024-05-01,town,true\n"
        "service-2,Choir,,,2024-05-01,town,true\n"
    )
    assert files["links-PROVIDES-Organisation-Service.csv"] == (
        "id:string,:START_ID(Organisation),:END_ID(Service),first_round:string,sources:string[],live:boolean\n"
        "PROVIDES|org-a|service-1,org-a,service-1,2024-05-01,town,true\n"
        "PROVIDES|org-b|service-2,org-b,service-2,2024-05-01,town,true\n"
    )
    assert files["import.args"].splitlines() == [
        "--nodes=LinkworkMarker=./marker.csv",
        "--nodes=Linkwork:Organisation=./nodes-Organisation.csv",
        "--nodes=Linkwork:Service=./nodes-Service.csv",
        "--relationships=PROVIDES=./links-PROVIDES-Organisation-Service.csv",
        "--array-delimiter=U+001F",
    ]
    assert len(files) == 5


def test_the_same_rounds_give_the_same_bytes_and_an_earlier_export_is_replaced(
    store: RoundStore, tmp_path: Path
) -> None:
    keep_tables(store, hostile())
    for name in ("out", "other", "out"):
        write_import(store, OWNER, tmp_path / name)
    (tmp_path / "out" / "import.report").write_text("what neo4j-admin leaves where it was run")
    keep(store, "more 2024-06-01", "Board: id | name\nboard-1 | Forum")
    write_import(store, OWNER, tmp_path / "out")
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("out", "other"))
    assert one.keys() - other.keys() == {"nodes-Board.csv"}
    assert {name for name in other if one[name] != other[name]} == {"marker.csv", "import.args"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "other", "out", "rounds"]


def test_names_of_people_are_in_no_file(store: RoundStore, tmp_path: Path) -> None:
    keep_tables(store, hostile())
    write_import(store, OWNER, tmp_path / "out")
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert b"person-1" in written
    assert b"Thistlewood" not in written
    assert b"ada@example.org" not in written


def test_what_stands_between_the_parts_of_a_list_is_in_none_of_them(store: RoundStore, tmp_path: Path) -> None:
    keep_tables(store, hostile())
    write_import(store, OWNER, tmp_path / "out")
    assert "--array-delimiter=U+001E" in arguments(tmp_path / "out")


def test_line_breaks_are_told_of_only_where_there_are_some(store: RoundStore, tmp_path: Path) -> None:
    keep(store, "town 2024-05-01", SMALL)
    write_import(store, Owner("p"), tmp_path / "without")
    write_import(store, Owner("p", note="two\rlines"), tmp_path / "with")
    told = "--multiline-fields=true"
    assert [told in arguments(tmp_path / name) for name in ("without", "with")] == [False, True]


@pytest.mark.parametrize("put", ["a folder of mine", "mine.csv", "nodes-Mine.csv"])
def test_a_folder_that_holds_other_things_is_left_as_it_is(store: RoundStore, tmp_path: Path, put: str) -> None:
    keep(store, "town 2024-05-01", SMALL)
    out = tmp_path / "out"
    write_import(store, Owner("p"), out)
    (out / put).mkdir() if put.startswith("a ") else (out / put).write_text("mine")
    (out / "marker.csv").write_text("as it was")
    with pytest.raises(LinkworkError, match=f"holds other things: {put}"):
        write_import(store, Owner("p"), out)
    assert (out / put).exists()
    assert (out / "marker.csv").read_text() == "as it was"


def test_a_file_of_the_name_and_a_project_without_rounds_are_refused(store: RoundStore, tmp_path: Path) -> None:
    with pytest.raises(LinkworkError, match="No round counts yet"):
        write_import(store, Owner("p"), tmp_path / "out")
    keep(store, "town 2024-05-01", SMALL)
    (tmp_path / "out").write_text("mine")
    with pytest.raises(LinkworkError, match="is a file, and neo4j-import is a folder"):
        write_import(store, Owner("p"), tmp_path / "out")
    with pytest.raises(LinkworkError, match="could not be written: Not a directory"):
        write_import(store, Owner("p"), tmp_path / "out" / "within")
    assert (tmp_path / "out").read_text() == "mine"


def imported(server: NeoServer, folder: Path) -> None:
    """Stop the server, put the folder in place of its database as the command that is printed does, start it."""
    server.stop()
    words = ("database", "import", "full", "@import.args", "--overwrite-destination=true", "neo4j")
    assert server.jars is not None
    done = server.jars.admin(*words, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    server.start()


def held(server: NeoServer) -> dict[str, list[dict[str, Any]]]:
    nodes = [{**row, "labels": sorted(row["labels"])} for row in server.rows(NODES)]
    constraints = server.rows("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name")
    return {"nodes": nodes, "links": server.rows(LINKS), "constraints": constraints}


def test_a_list_of_nothing_which_the_files_cannot_hold_is_left_for_the_next_build(
    store: RoundStore, tmp_path: Path
) -> None:
    keep_tables(store, hostile(blank_lists=True))
    write_import(store, OWNER, tmp_path / "out")
    assert ",building,1,LinkworkMarker\n" in (tmp_path / "out" / "marker.csv").read_text()


def test_what_is_imported_is_the_graph_that_a_build_writes(
    store: RoundStore, tmp_path: Path, neo4j_empty: NeoServer
) -> None:
    if neo4j_empty.jars is None:
        pytest.skip("needs a server that the tests can stop and import into")
    address = neo4j_empty.address
    keep_tables(store, hostile())
    with open_engine(address, writing=True) as engine:
        driven = build(store, engine, OWNER)
        marker = engine.marker()
    through_the_driver = held(neo4j_empty)
    written = write_import(store, OWNER, tmp_path / "out")
    assert (written.nodes, written.links) == (driven.nodes_written, driven.links_written)
    imported(neo4j_empty, tmp_path / "out")
    assert {**held(neo4j_empty), "constraints": []} == {**through_the_driver, "constraints": []}
    assert held(neo4j_empty)["constraints"] == []
    with open_engine(address, writing=True) as engine:
        assert build(store, engine, OWNER) == Built(loose=1)
        assert engine.marker() == marker
        assert build(store, engine, OWNER, how="verify") == Built(loose=1)
    assert held(neo4j_empty) == through_the_driver


def test_a_directory_of_postcodes_alone_is_written_as_no_table(store: RoundStore, tmp_path: Path) -> None:
    keep(store, "lookup 2024-01-15", "postcodes: postcode | ward | ended\nZZ11AA | E05000001 |")
    assert write_import(store, OWNER, tmp_path / "import") == Written(0, 0, 1, 0)
