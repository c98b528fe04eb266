"""`linkwork export`: what is listed, what is written, what may not leave, and that it can be read back."""

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from linkwork.data import place
from linkwork.graph.identity import Names
from linkwork.loaders import loader
from tests.commands.steps import load, run
from tests.visualise import hsds

NOTE = "made up: no real place, body or person"
PEOPLE = """name,job_title,lawful_basis,keep_until,opted_out,contact_for
Ada Thistlewood,Leader,public task,2999-12-31,,Friday Walks
Bram Oakenfold,Leader,public task,2999-12-31,yes,Friday Walks
Cressida Pell,Leader,public task,2020-12-31,,Friday Walks
Dov Marchbank,Leader,public task,2999,no,Friday Walks
"""
FUNDS = "name,published\nSecret Fund,\nKnown Fund,yes\n"
FUNDED = "from,to\nSecret Fund,Friday Walks\nKnown Fund,Friday Walks\n"
PAIRS = """
MATCH (s:Service)-[h:HAS_OFFER]->(o:Offer)-[r:{link}]->(n:{kind})
WHERE s.live AND h.live AND o.live AND r.live AND n.live AND NOT coalesce(r.rule, 'include') = 'exclude'
RETURN DISTINCT s.name AS service, n.name AS other ORDER BY service, other
"""


@pytest.fixture(scope="module", params=["millbrook", "tower-hamlets"])
def demonstration(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    put_demonstration: Callable[[str, Path], Path],
) -> Path:
    return put_demonstration(request.param, tmp_path_factory.mktemp("demo") / request.param)


@pytest.fixture(scope="module")
def file(demonstration: Path) -> Path:
    run("export", "oruk", demonstration / "services.json", "--project", demonstration)
    return demonstration / "services.json"


@pytest.fixture(scope="module")
def document(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def asked(project: Path, cypher: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("cypher", cypher, "--format", "json", "--project", project).output)
    return found


def pairs(project: Path, link: str, kind: str) -> set[tuple[str, str]]:
    return {(row["service"], row["other"]) for row in asked(project, PAIRS.format(link=link, kind=kind))}


def test_without_a_format_they_are_listed(project: Path) -> None:
    rows = json.loads(run("export", "--format", "json", "--project", project).output)
    assert ("oruk", [".json"]) in [(row["name"], row["formats"]) for row in rows]


def test_a_demonstration_is_what_the_standards_ask_for(document: dict[str, Any], shared: Path) -> None:
    assert hsds.mistakes(document, hsds.validators(shared)) == []


def test_every_live_service_is_in_it(demonstration: Path, document: dict[str, Any]) -> None:
    live = asked(demonstration, "MATCH (s:Service) WHERE s.live RETURN s.name AS name ORDER BY name")
    assert sorted(service["name"] for service in document["contents"]) == [row["name"] for row in live]
    assert document["total_items"] == len(live) > 0


def test_needs_people_and_areas_are_those_of_the_graph(demonstration: Path, document: dict[str, Any]) -> None:
    def said(link_type: str) -> set[tuple[str, str]]:
        return {
            (service["name"], one["taxonomy_term"]["name"])
            for service in document["contents"]
            for one in service.get("attributes", [])
            if one["link_type"] == link_type
        }

    areas = {(s["name"], area["name"]) for s in document["contents"] for area in s.get("service_areas", [])}
    assert said("need") == pairs(demonstration, "MEETS", "Need")
    assert said("intended audience") == pairs(demonstration, "FOR_AUDIENCE", "Audience")
    assert areas == pairs(demonstration, "COVERS", "Area")


def test_every_id_is_of_one_thing(document: dict[str, Any]) -> None:
    met: dict[str, object] = {}
    for record in records(document["contents"]):
        assert met.setdefault(record["id"], record) == record


def records(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for one in found:
            yield from records(one)
    elif isinstance(found, dict):
        yield from ([found] if "id" in found else [])
        for one in found.values():
            yield from records(one)


def test_what_is_made_up_says_so_and_what_is_real_does_not(demonstration: Path, document: dict[str, Any]) -> None:
    made_up = demonstration.name == "millbrook"
    assert document.get("note") == (NOTE if made_up else None)
    assert {service.get("alert") for service in document["contents"]} == {NOTE if made_up else None}
    output = run("export", "oruk", demonstration / "again.json", "--project", demonstration).output
    assert output.count(NOTE) == made_up


def test_the_same_graph_gives_the_same_bytes(demonstration: Path, file: Path) -> None:
    run("export", "oruk", demonstration / "again.json", "--project", demonstration)
    assert (demonstration / "again.json").read_bytes() == file.read_bytes()


def test_no_name_of_a_person_leaves_unasked(demonstration: Path, file: Path) -> None:
    with (place("millbrook").folder / "mapping-2026-03" / "People.csv").open(encoding="utf-8") as rows:
        names = [row["name"] for row in csv.DictReader(rows)]
    assert len(names) > 20
    assert [name for name in names if name in file.read_text(encoding="utf-8")] == []


@pytest.fixture
def town(project: Path, workbook: Path) -> Path:
    (workbook / "People.csv").write_text(PEOPLE)
    (workbook / "Funds.csv").write_text(FUNDS)
    (workbook / "FUNDS links.csv").write_text(FUNDED)
    load(project, workbook)
    return project


WHOLE = [
    ("graphml", ".graphml"),
    ("gexf", ".gexf"),
    ("csv", ".zip"),
    ("xlsx", ".xlsx"),
    ("jsonl", ".jsonl"),
    ("kumu", ".xlsx"),
    ("kumu", ".json"),
]


def words(file: Path) -> str:
    """All that a file holds, unpacked."""
    if not zipfile.is_zipfile(file):
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize(("form", "ending"), WHOLE)
def test_no_format_lets_people_or_what_is_confidential_leave_unasked(town: Path, form: str, ending: str) -> None:
    file = town / f"out{ending}"
    run("export", form, file, "--project", town)
    assert [name for name in ("Thistlewood", "Oakenfold", "Pell", "Marchbank", "Secret") if name in words(file)] == []
    assert "Known Fund" in words(file)
    run("export", form, file, "--project", town, "--with-people", "--internal")
    named = [name for name in ("Thistlewood", "Oakenfold", "Pell", "Marchbank", "Secret") if name in words(file)]
    assert named == ["Thistlewood", "Marchbank", "Secret"]


def services(project: Path, *more: str) -> list[str]:
    """The ids of the services in a file of JSON lines."""
    run("export", "jsonl", project / "out.jsonl", *more, "--project", project)
    lines = [json.loads(line) for line in (project / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line["id"] for line in lines if line.get("kind") == "Service"]


def test_what_is_live_is_written_and_the_rest_if_asked_for(demonstration: Path) -> None:
    every = asked(demonstration, "MATCH (s:Service) RETURN s.id AS id, s.live AS live ORDER BY id")
    assert services(demonstration) == [row["id"] for row in every if row["live"]]
    assert services(demonstration, "--all") == [row["id"] for row in every]
    said = run("export", "jsonl", demonstration / "out.jsonl", "--project", demonstration).output
    left_out = "Left out, being closed, planned or stale: 8 things and 35 links; add --all to have them."
    assert (left_out in said) == (demonstration.name == "millbrook")


def exported(project: Path, *more: str) -> dict[str, Any]:
    run("export", "oruk", project / "out.json", "--project", project, *more)
    (service,) = json.loads((project / "out.json").read_text(encoding="utf-8"))["contents"]
    assert isinstance(service, dict)
    return service


def test_contacts_are_in_it_only_if_asked_for_and_only_those_who_may_be(town: Path) -> None:
    assert "contacts" not in exported(town)
    assert "contacts" not in exported(town, "--internal")
    names = [contact["name"] for contact in exported(town, "--with-people")["contacts"]]
    assert sorted(names) == ["Ada Thistlewood", "Dov Marchbank"]


def test_what_is_confidential_is_in_it_only_if_asked_for(town: Path) -> None:
    assert [one["source"] for one in exported(town)["funding"]] == ["Known Fund"]
    assert sorted(one["source"] for one in exported(town, "--internal")["funding"]) == ["Known Fund", "Secret Fund"]


def test_a_dash_is_standard_output_with_the_document_alone(town: Path) -> None:
    found = run("export", "oruk", "-", "--project", town)
    assert json.loads(found.stdout)["total_items"] == 1
    assert "1 live service of 1 organisation; it names no people." in found.stderr


def test_it_says_what_it_wrote(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town)
    assert run("export", "oruk").output.splitlines() == [
        "Wrote oruk.json.",
        "1 live service of 1 organisation; it names no people.",
    ]
    assert (town / "oruk.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("orku", "a.json"), "There is no export 'orku'. Did you mean oruk?"),
        (("gephi", "a"), "There is no export 'gephi'. Did you mean csv or gexf or graphml? The exports are csv, "),
        (("import", "a"), "There is no export 'import'. Did you mean neo4j-import? The exports are csv, "),
        (("oruk", "a.xlsx"), "cannot end in .xlsx: it can end in .json. Nothing was written."),
        (("oruk", "a"), "cannot be without an ending"),
        (("oruk", "nowhere/a.json"), "could not be written"),
        (("oruk", "a.json", "--format", "csv"), "--format is for the list"),
        (("oruk", "a.json", "--save", "b.json"), "Name one file: a.json or b.json. Nothing was written."),
        (("neo4j-import", "a", "--save", "b", "--internal"), "Name one file: a or b. Nothing was written."),
        (("oruk", "a.json", "--all"), "The export oruk is of what is live: it has no --all. Nothing was written."),
    ],
)
def test_a_mistake_is_one_line_and_leaves_nothing(
    town: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(town)
    before = sorted(town.iterdir())
    found = run("export", *words, code=1)
    assert said in found.output
    assert found.output.count("Error:") == 1
    assert sorted(town.iterdir()) == before


def test_what_is_written_is_read_back_the_same(demonstration: Path, file: Path, document: dict[str, Any]) -> None:
    read = loader("oruk").load([file], Names("export"))
    assert read.problems == ()
    names = {
        row["id"]: row["name"] for table in read.tables for row in table.rows.iter_rows(named=True) if "name" in row
    }
    links: dict[str, list[tuple[str, str]]] = {}
    for table in (table for table in read.tables if "from_id" in table.rows.columns):
        links.setdefault(table.kind, []).extend(table.rows.select("from_id", "to_id").iter_rows())
    offers = {offer: service for service, offer in links.get("HAS_OFFER", [])}

    def said(link: str) -> set[tuple[str, str]]:
        return {(names[offers[offer]], names.get(end, end)) for offer, end in links.get(link, [])}

    services = {row["id"] for table in read.tables if table.kind == "Service" for row in table.rows.to_dicts()}
    assert sorted(names[id_] for id_ in services) == [service["name"] for service in by_name(document)]
    assert said("MEETS") == pairs(demonstration, "MEETS", "Need")
    assert said("COVERS") == pairs(demonstration, "COVERS", "Area")
    aged = {(service["name"], words) for service in by_name(document) if (words := ages_in_words(service))}
    assert said("FOR_AUDIENCE") == pairs(demonstration, "FOR_AUDIENCE", "Audience") | aged


def by_name(document: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(document["contents"], key=lambda service: str(service["name"]))


def ages_in_words(service: dict[str, Any]) -> str:
    low, high = service.get("minimum_age"), service.get("maximum_age")
    if low is None:
        return "" if high is None else f"aged up to {high}"
    return f"aged {low} and over" if high is None else f"aged {low} to {high}"
