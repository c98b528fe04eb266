"""The traps of the review of 2024, through real loading, on both engines where links are read."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from linkwork.data import place
from tests.commands.steps import run

COUNTS = {
    "People engaged directly": 100,
    "One-to-one conversations": 65,
    "Interviews": 30,
    "Online survey": 51,
    "Survey on a digital system": 11,
    "Multi-stakeholder forum meetings": 25,
}


@pytest.fixture
def town(project: Path, request: pytest.FixtureRequest) -> Path:
    """A project without a round; its graph is on a Neo4j where a test says so of it."""
    if getattr(request, "param", "embedded") == "neo4j":
        request.getfixturevalue("neo4j_named")
    return project


on_each_engine = pytest.mark.parametrize("town", ["embedded", "neo4j"], indirect=True)


@pytest.fixture
def review(town: Path) -> Path:
    """What was published of the review and of the policies."""
    folder = place("tower-hamlets").folder
    for loader, path in (
        ("roles", folder / "roles.csv"),
        ("policy-drivers", folder / "policy_drivers.csv"),
        ("mapping-workbook", folder / "review-2024"),
    ):
        run("load", loader, path, "--as-of", "2024-12-31", "--project", town)
    return town


def keep(project: Path, source: str, sheets: Mapping[str, str]) -> None:
    folder = project.parent / source
    folder.mkdir()
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    run("load", "mapping-workbook", folder, "--source", source, "--as-of", "2024-03-31", "--project", project)


def asked(project: Path, cypher: str) -> list[list[object]]:
    found = json.loads(run("cypher", cypher, "--format", "json", "--project", project).stdout)
    return [list(row.values()) for row in found]


def proposed(project: Path, at_least: str = "0.8") -> list[tuple[str, str]]:
    words = ("ask", "D2", "--at-least", at_least, "--format", "json", "--project", project)
    return [(row["a"], row["b"]) for row in json.loads(run(*words).stdout)["rows"]]


TOGETHER = ("Tower Hamlets Together", "THT", "Tower Hamlet's Together")


def test_the_three_names_of_together_are_proposed_and_three_records_until_somebody_says_so(town: Path) -> None:
    for number, name in enumerate(TOGETHER):
        keep(town, f"s{number}", {"Organisations": f'name\n"{name}"\n'})
    assert asked(town, "MATCH (o:Organisation) RETURN o.id AS id ORDER BY id") == [
        ["org-s0-tower-hamlets-together"],
        ["org-s1-tht"],
        ["org-s2-tower-hamlets-together"],
    ]
    assert {frozenset(pair) for pair in proposed(town)} == {
        frozenset((TOGETHER[0], TOGETHER[1])),
        frozenset((TOGETHER[0], TOGETHER[2])),
        frozenset((TOGETHER[1], TOGETHER[2])),
    }


def test_the_three_names_of_together_are_one_record_where_the_list_of_names_says_so(town: Path) -> None:
    lines = [f"Organisation,{name},Tower Hamlets Together" for name in TOGETHER[1:]]
    (town / "names.csv").write_text("\n".join(["kind,name,means", *lines]) + "\n")
    for number, name in enumerate(TOGETHER):
        keep(town, f"s{number}", {"Organisations": f'name\n"{name}"\n'})
    found = asked(town, "MATCH (o:Organisation) RETURN o.name AS name, o.aliases AS aliases")
    assert [row[0] for row in found] == ["Tower Hamlets Together"]
    assert set(TOGETHER[1:]) <= set(found[0][1])  # type: ignore[call-overload]
    assert proposed(town) == []


BOARDS = ("Localities and Neighbourhood board", "Neighborhood and Localities board")


def test_the_two_spellings_of_the_localities_board_are_proposed_and_one_where_the_list_says_so(town: Path) -> None:
    keep(town, "first", {"Boards": f"name\n{BOARDS[0]}\n"})
    keep(town, "second", {"Boards": f"name\n{BOARDS[1]}\n"})
    assert [set(pair) for pair in proposed(town)] == [set(BOARDS)]
    (town / "names.csv").write_text(f"kind,name,means\nBoard,{BOARDS[1]},{BOARDS[0]}\n")
    keep(town, "third", {"Boards": f"name\n{BOARDS[1]}\n"})
    found = asked(town, "MATCH (b:Board) RETURN b.id AS id ORDER BY id")
    assert found == [
        ["board-first-localities-and-neighbourhood-board"],
        ["board-second-neighborhood-and-localities-board"],
    ]
    assert [set(pair) for pair in proposed(town)] == [set(BOARDS)]


TEAMS = (
    "LB Tower Hamlets",
    "Public Health team of LB Tower Hamlets",
    "Integrated Commissioning team of LB Tower Hamlets",
)


@on_each_engine
@pytest.mark.parametrize("said", [True, False], ids=["with part_of", "by the names alone"])
def test_a_council_and_its_two_teams_are_never_joined_or_proposed(town: Path, said: bool) -> None:
    rows = [TEAMS[0] + ",", *(f"{name},{TEAMS[0] if said else ''}" for name in TEAMS[1:])]
    keep(town, "one", {"Organisations": "\n".join(["name,part_of", *rows]) + "\n"})
    assert proposed(town, "0.5") == []
    assert len(asked(town, "MATCH (o:Organisation) RETURN o.id AS id")) == 3
    query = "MATCH (a:Organisation)-[:PART_OF]->(b:Organisation) RETURN b.name AS whole"
    assert asked(town, query) == [[TEAMS[0]]] * (2 if said else 0)


def test_the_reviews_own_bodies_are_each_one_and_none_is_proposed(review: Path) -> None:
    names = "MATCH (o:Organisation) WHERE o.name CONTAINS 'Tower Hamlets' RETURN o.name AS name ORDER BY name"
    assert asked(review, names) == [
        ["Integrated Commissioning team of LB Tower Hamlets"],
        ["London Borough of Tower Hamlets"],
        ["PCNs of Tower Hamlets"],
        ["Public Health team of LB Tower Hamlets"],
        ["Tower Hamlets Together"],
    ]
    assert proposed(review) == []


@on_each_engine
def test_who_funds_link_workers_says_nothing_of_who_employs_or_provides_them(review: Path) -> None:
    workers = "(s:Service {name: 'Social prescribing link workers'})"
    funded = f"MATCH (o:Organisation)-[:FUNDS]->{workers} RETURN o.name AS name ORDER BY name"
    assert asked(review, funded) == [["North East London ICB"], ["PCNs of Tower Hamlets"]]
    for link in ("HOSTS", "PROVIDES", "COMMISSIONS"):
        assert asked(review, f"MATCH (:Organisation)-[r:{link}]->{workers} RETURN r.id AS id") == []
    assert asked(review, "MATCH (:Organisation)-[r:HOSTS]->() RETURN r.id AS id") == []


def test_the_counts_of_the_engagement_stand_as_they_were_counted_and_nothing_adds_them_up(review: Path) -> None:
    counts = asked(review, "MATCH (e:Engagement) RETURN e.name AS name, e.n_took_part AS n ORDER BY name")
    assert {str(name): n for name, n in counts} == COUNTS
    together = "MATCH (a:Engagement)-[r:OVERLAPS_WITH]->(b:Engagement) RETURN a.name AS a, b.name AS b"
    assert len({frozenset(map(str, pair)) for pair in asked(review, together)}) == 6 * 5 // 2
    for question in json.loads(run("ask", "--format", "json", "--project", review).stdout):
        rows = json.loads(run("ask", question["id"], "--format", "json", "--project", review).stdout)["rows"]
        assert not {282, "282"} & {str(cell) for row in rows for cell in row.values()}, question["id"]


def test_the_seven_priorities_of_together_stay_one_placeholder_without_names(review: Path) -> None:
    query = (
        "MATCH (p:Priority)-[:IN_POLICY]->(q:Policy {id: 'policy-tht-7'}) "
        "RETURN p.id AS id, p.name AS name, p.placeholder AS placeholder"
    )
    assert asked(review, query) == [
        ["priority-tht", "Seven priorities for action (named in the seed review, list not found)", True]
    ]
