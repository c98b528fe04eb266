"""names.csv with every loader that goes by names: what is written as it says is the record that it means."""

import json
from pathlib import Path

import pytest

from tests.commands.steps import run
from tests.commands.test_names_list import TOGETHER, asked, keep, listed

CONTACTS = "name,organisation,lawful_basis,keep_until\nAnn Made-Up,THT,consent,2099-01-01\n"
ATTENDANCE = "engagement,date,organisation,invited,came\nWorkshop,2026-03-31,THT,6,4\n"
SURVEY = "ID,Who?,Site?,Needs?\n1,THT,https://tht.test,Owing money\n"
MAPPING = """\
[questions]
"ID" = "response"
"Who?" = "Organisation"
"Site?" = "Organisation.website"
"Needs?" = "leave out"
"""
DEMAND = "area,need,people,year\nThe North,Owing money,10,2024\n"
EDGES = "from,to,type\nTHT,service-base-walks,provides\n"
EDGE_WORDS = '[ends]\nfrom = "Organisation"\nto = "Service"\n'
GRANTS = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name\n"
    "g1,Gift,Gift,GBP,100,2024-01-01,,THT,GB-CHC-900009,Town Fund\n"
)
TERMS = "kind,id,name,broader\nneed,rent-debt,Rent debt,Owing money\n"
DIRECTORY = json.dumps(
    [
        {
            "id": "s1",
            "name": "Lunch",
            "status": "active",
            "organization": {"name": "THT"},
            "service_areas": [{"name": "The North"}],
        }
    ]
)
LOADED = {
    "contacts": ({"c.csv": CONTACTS}, "(:Person)-[:CONTACT_FOR]->(x:Organisation)", TOGETHER),
    "attendance": ({"a.csv": ATTENDANCE}, "(x:Organisation)-[:TOOK_PART]->(:Engagement)", TOGETHER),
    "survey": ({"answers.csv": SURVEY, "m.toml": MAPPING}, "(x:Organisation {website: 'https://tht.test'})", TOGETHER),
    "demand": ({"d.csv": DEMAND}, "(:Area)-[:HAS_DEMAND]->(x:Need)", "need-debt"),
    "demand-area": ({"d.csv": DEMAND}, "(x:Area)-[:HAS_DEMAND]->(:Need)", "area-base-northtown"),
    "grants-360": ({"g.csv": GRANTS}, "(:Fund)-[:FUNDS]->(x:Organisation)", TOGETHER),
    "terms": ({"t.csv": TERMS}, "(:Need {id: 'need-rent-debt'})-[:BROADER]->(x:Need)", "need-debt"),
    "edges": (
        {"edges.csv": EDGES, "m.toml": EDGE_WORDS},
        "(x:Organisation)-[:PROVIDES]->(:Service {name: 'Walks'}) WHERE x.name <> 'Hill Trust'",
        TOGETHER,
    ),
    "oruk": ({"o.json": DIRECTORY}, "(x:Organisation)-[:PROVIDES]->(:Service {name: 'Lunch'})", TOGETHER),
    "oruk-area": ({"o.json": DIRECTORY}, "(:Offer)-[:COVERS]->(x:Area)", "area-base-northtown"),
}


@pytest.mark.parametrize("case", LOADED)
def test_every_loader_that_goes_by_names_finds_the_record_that_the_list_means(project: Path, case: str) -> None:
    files, pattern, id_ = LOADED[case]
    sheets = {
        "Organisations": "name,sector\nTower Hamlets Together,nhs\nHill Trust,vcse\n",
        "Services": "id,name,status,provider\nbase-walks,Walks,open,Hill Trust\n",
        "Areas": "name,level\nNorthtown,ward\n",
    }
    keep(project, "base", sheets)
    terms = project.parent / "terms.csv"
    terms.write_text("kind,id,name\nneed,debt,Debt\n")
    run("load", "terms", terms, "--as-of", "2024-03-31", "--project", project)
    listed(project, "Organisation,THT,Tower Hamlets Together", "Need,owing money,Debt", "Area,The North,Northtown")
    paths = [project.parent / name for name in files]
    for path in paths:
        path.write_text(files[path.name], encoding="utf-8")
    loader = case.removesuffix("-area")
    words = ("--source", "seen", "--as-of", "2026-04-30", "--project", project, "--yes")
    said = run("load", loader, *paths, *words).output
    assert "is taken for" in said
    assert "loose    nothing" in said
    assert [row[0] for row in asked(project, f"MATCH {pattern} RETURN DISTINCT x.id AS id")] == [id_]
    aliases = asked(project, f"MATCH (x {{id: '{id_}'}}) RETURN x.name AS name, x.aliases AS aliases")
    written = {TOGETHER: "THT", "need-debt": "Owing money", "area-base-northtown": "The North"}[id_]
    assert aliases[0][1][0].lower() == written.lower()
    assert written != aliases[0][0]
    again = run("load", loader, *paths, *words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
