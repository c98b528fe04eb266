"""Nobody is exposed: marked values everywhere, everything asked of Linkwork, and all that came out searched."""

from pathlib import Path

import pytest

from linkwork.graph.build import build
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tools.people.town import FIRST, SECOND
from tools.people.trial import ASKED_FOR, Town, differences, holding, leaks, made, on_disk, outputs
from tools.people.ways import NOTHING_OF_ONES_OWN, Way, commands, compared, ways

EVERYTHING = ways(whole=False)
#: What shows people, and what shows confidential values, if it is asked to.
WITH_PEOPLE = [
    Way("template", ("OUT/all.xlsx", "--prefill", "--source", "town-mapping")),
    Way("draw", ("network-map", "--save", "OUT/map.svg")),
]
INTERNAL = [
    Way("template", ("OUT/all.xlsx", "--prefill", "--source", "town-mapping")),
    Way("export", ("jsonl", "OUT/town.jsonl")),
    Way("ask", ("D9", "--format", "json")),
]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory, given_environment: dict[str, str]) -> tuple[Town, Town]:
    """Both writings of the town."""
    folder = tmp_path_factory.mktemp("marked")
    return made(FIRST, folder / "first"), made(SECOND, folder / "other")


@pytest.fixture(scope="module")
def found(towns: tuple[Town, Town]) -> dict[str, bytes]:
    """What the first town puts out where nothing is asked for, run by run."""
    return outputs(towns[0], EVERYTHING)


def test_every_command_of_the_tree_is_searched() -> None:
    assert set(commands()) == {way.command for way in EVERYTHING} | NOTHING_OF_ONES_OWN.keys()


def test_every_private_property_of_the_schema_is_marked(towns: tuple[Town, Town]) -> None:
    private = {
        (kind.name, prop.name)
        for kind in SCHEMA.kinds
        for prop in kind.properties
        if "public" not in (kind.privacy, prop.privacy)
    } | {(kind.name, prop.name) for kind in SCHEMA.kinds for prop in kind.properties if prop.privacy != "public"}
    said = set()
    for round_ in RoundStore(towns[0].folder / "rounds").rounds():
        for table in (*round_.tables, *round_.people):
            rows = table.rows
            said |= {(table.kind, name) for name in rows.columns if rows[name].null_count() < rows.height}
    assert private - said == set()


def test_nothing_private_leaves_unasked(found: dict[str, bytes]) -> None:
    assert leaks(found, EVERYTHING) == []


def test_what_leaves_unasked_is_the_same_whatever_is_hidden(towns: tuple[Town, Town], found: dict[str, bytes]) -> None:
    same = [way for way in EVERYTHING if compared(way, whole=False)]
    assert len(same) > 100
    assert differences(towns, same, found) == []


def test_people_leave_if_they_are_asked_for_and_those_who_opted_out_do_not(towns: tuple[Town, Town]) -> None:
    asked = outputs(towns[0], WITH_PEOPLE, ["--with-people"])
    template, drawn = ({mark for _, mark in holding({said: asked[said]}, FIRST.personal)} for said in asked)
    assert FIRST.personal.keys() & ASKED_FOR <= template
    assert drawn & {"person", "refuser"} == {"person"}


def test_what_is_confidential_leaves_if_it_is_asked_for(towns: tuple[Town, Town]) -> None:
    asked = outputs(towns[0], INTERNAL, ["--internal"])
    assert {mark for _, mark in holding(asked, FIRST.confidential)} >= FIRST.confidential.keys() & ASKED_FOR
    assert b'"n": 3' in asked["ask D9 --format json"]


def test_no_graph_holds_anything_personal(towns: tuple[Town, Town], address: GraphAddress) -> None:
    store = RoundStore(towns[0].folder / "rounds")
    with open_engine(address, writing=True) as engine:
        build(store, engine, Owner("p"))
        held = {
            "nodes": repr(engine.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p")).encode(),
            "links": repr(engine.read("MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS p")).encode(),
        }
    assert b"Friday Walks" in held["nodes"]
    files = {} if "://" in address.place else on_disk(Path(address.place))
    assert list(holding({**held, **files}, FIRST.personal)) == []
