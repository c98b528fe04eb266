"""Charities with tags: a town of four, the written table, and the real file on both engines."""

import csv
import gzip
import json
import re

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._ukcat_terms import OWN_TABLE
from linkwork.loaders.ukcat_charities import LOADER
from tests.commands.steps import run
from tests.commands.terminal import at_a_terminal

HEAD = "org_id,name,postcode,active,date_registered,income,company_number,UKCAT\n"
TOWN = HEAD + (
    "GB-CHC-900001,MILL  TRUST,E1 6LA,True,1994-03-02,598869.0,2868675,SW106;BE108;AR303; sw106\n"
    "GB-SC-SC004401,LOCH FUND,e16lb,False,1996-04-17,,12345.0,CA101\n"
    "GB-NIC-100012,ARCH CHOIR,E1,True,1996-04-17,,n/a,AR301;ZZ999\n"
    "GB-CHC-900004,QUIET HOUSE,,True,1996-04-17,,,\n"
)


def read(folder, text=TOWN, table=None):
    (folder / "charities.csv").write_text(text)
    if table is not None:
        (folder / "table.csv").write_text(table)
    paths = [folder / "charities.csv", *([folder / "table.csv"] if table is not None else [])]
    return LOADER.load(paths, Names("ukcat-charities"))


def facts(reading, kind):
    rows = [row for table in check(reading, SCHEMA) if table.kind == kind for row in table.rows.iter_rows(named=True)]
    return [{k: v for k, v in row.items() if v is not None and k not in ("_file", "_sheet", "_row")} for row in rows]


def ends(reading, kind):
    return [(row["from_id"], row["to_id"]) for row in facts(reading, kind)]


def test_a_charitys_tags_become_one_context_service_with_one_offer_of_low_confidence_and_no_area(tmp_path):
    reading = read(tmp_path)
    assert reading.problems == ()
    assert facts(reading, "Service") == [
        {
            "id": "service-chc-900001-tags",
            "name": "Activities of MILL TRUST, from its tags",
            **{"status": "open", "confidence": "low", "scope": "context"},
            "description": "tag, not confirmed by the body: SW106; BE108; AR303",
        },
        {
            "id": "service-chc-sc004401-tags",
            "name": "Activities of LOCH FUND, from its tags",
            **{"status": "closed", "confidence": "low", "scope": "context"},
            "description": "tag, not confirmed by the body: CA101",
        },
    ]
    offer = {"name": "what its tags say", "confidence": "low"}
    first, second = "offer-chc-900001-tags", "offer-chc-sc004401-tags"
    assert facts(reading, "Offer") == [{"id": first, **offer}, {"id": second, **offer}]
    assert ends(reading, "PROVIDES") == [
        ("org-chc-900001", "service-chc-900001-tags"),
        ("org-chc-sc004401", "service-chc-sc004401-tags"),
    ]
    assert ends(reading, "HAS_OFFER") == [("service-chc-900001-tags", first), ("service-chc-sc004401-tags", second)]
    assert ends(reading, "MEETS") == [(first, "need-ukcat-sw106"), (second, "need-ukcat-ca101")]
    assert ends(reading, "FOR_AUDIENCE") == [(first, "audience-ukcat-be108")]
    assert {table.kind for table in reading.tables}.isdisjoint({"COVERS", "IN_AREA", "Area", "Site"})


def test_charities_are_bodies_and_only_the_tags_that_are_used_are_terms(tmp_path):
    reading = read(tmp_path)
    charity = {"category": "charity", "sector": "vcse"}
    mill = {"postcode": "E1 6LA", "company_no": "02868675"}
    loch = {"postcode": "E1 6LB", "company_no": "00012345"}
    assert facts(reading, "Organisation") == [
        {"id": "org-chc-900001", "name": "MILL TRUST", "status": "open", "charity_no": "900001", **mill, **charity},
        {
            "id": "org-chc-sc004401",
            "name": "LOCH FUND",
            "status": "closed",
            "charity_no": "SC004401",
            **loch,
            **charity,
        },
        {"id": "org-chc-nic100012", "name": "ARCH CHOIR", "status": "open", "charity_no": "NIC100012", **charity},
        {"id": "org-chc-900004", "name": "QUIET HOUSE", "status": "open", "charity_no": "900004", **charity},
    ]
    assert facts(reading, "Need") == [
        {"id": "need-ukcat-ca101", "name": "Advice and individual advocacy", "taxonomy": "UK-CAT"},
        {"id": "need-ukcat-sw106", "name": "Loneliness", "taxonomy": "UK-CAT"},
    ]
    assert facts(reading, "Audience") == [
        {"id": "audience-ukcat-be108", "name": "Older people", "taxonomy": "UK-CAT", "category": "age"}
    ]


def test_what_is_not_kept_is_counted_in_a_line_for_each_sort(tmp_path):
    assert [warning.removeprefix("charities.csv, column ") for warning in read(tmp_path).warnings] == [
        "UKCAT: 1 row has no tags, as 'QUIET HOUSE' in row 5; the body alone is kept",
        "UKCAT: 1 row has tags of which none says a need or an audience, as 'AR301' in row 4; the body alone is kept",
        "UKCAT: 1 row has a tag that the table does not know, as 'ZZ999' in row 4; "
        "such a tag says neither a need nor an audience",
        "postcode: 1 row is not a postcode, as 'E1' in row 4; the cell is left blank",
        "company_number: 1 row is not a company number, as 'n/a' in row 4; the cell is left blank",
    ]


def test_rows_of_one_charity_put_their_tags_together_and_may_differ_in_nothing_else(tmp_path):
    row = "GB-CHC-900001,MILL,E1 6LA,True,,,,{}\n"
    reading = read(tmp_path, HEAD + row.format("SW106;CA101") + row.format("CA101;HO103"))
    assert reading.problems == ()
    assert [need for _, need in ends(reading, "MEETS")] == ["need-ukcat-sw106", "need-ukcat-ca101", "need-ukcat-ho103"]
    assert [one["id"] for one in facts(reading, "Organisation")] == ["org-chc-900001"]
    assert "1 row repeats a charity of an earlier row" in reading.warnings[0]
    other = read(tmp_path, HEAD + row.format("SW106") + row.format("CA101").replace("MILL", "MILLS"))
    assert [str(problem) for problem in other.problems] == [
        "charities.csv, row 3, column org_id: GB-CHC-900001 is in row 2 too, with other facts; its rows may differ in "
        "tags alone"
    ]


WRONG = [
    ("GB-COH-01234567,A,,True,,,,\n", "row 2, column org_id: 'GB-COH-01234567' is not a charity's identifier"),
    ("GB-CHC-none,A,,True,,,,\n", "row 2, column org_id: 'GB-CHC-none' is not a charity's identifier"),
    (",A,,True,,,,\n", "row 2, column org_id: this cell is blank; every charity has a number"),
    ("GB-CHC-900001,A,,,,,,\n", "row 2, column active: this cell is blank; every charity has a number, and is active"),
    ("GB-CHC-900001,A,,perhaps,,,,\n", "row 2, column active: 'perhaps' is not known here; allowed are True and False"),
]


@pytest.mark.parametrize(("row", "message"), WRONG, ids=[message[:45] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path, row, message):
    (problem,) = map(str, read(tmp_path, HEAD + row).problems)
    assert problem.startswith(f"charities.csv, {message}")


def test_a_reviewed_table_beside_the_charities_goes_before_the_written_one(tmp_path):
    table = (
        "code,tag,says,category,reviewed_by\nAR301,Singing together,need,,Link workers\nSW106,Loneliness,neither,,\n"
    )
    reading = read(tmp_path, TOWN, table)
    assert (reading.problems, "Singing together" in [need["name"] for need in facts(reading, "Need")]) == ((), True)
    assert ends(reading, "MEETS") == [
        ("offer-chc-sc004401-tags", "need-ukcat-ca101"),
        ("offer-chc-nic100012-tags", "need-ukcat-ar301"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("SW106,Loneliness,maybe,\n", "row 2, column says: 'maybe' is not one of need, audience, neither"),
        ("BE108,Older people,audience,old\n", "row 2, column category: 'old' is not one of age, condition, circumst"),
        ("SW106,,need,\n", "row 2, column tag: this cell is blank; every row says of a tag what it means"),
        (
            "SW106,A,need,\nsw106,B,neither,\n",
            "row 3, column code: SW106 is in an earlier row too; a tag says one thing",
        ),
    ],
)
def test_a_table_of_tags_that_is_wrong_is_said_with_its_place(tmp_path, row, message):
    (problem,) = map(str, read(tmp_path, TOWN, f"code,tag,says,category\n{row}").problems)
    assert problem.startswith(f"table.csv, {message}")


def test_the_written_table_has_every_tag_once_by_its_published_name_and_waits_for_review(shared):
    with (shared / "data" / "taxonomies" / "ukcat.csv").open(newline="", encoding="utf-8") as file:
        published = [(row["Code"], row["tag"]) for row in csv.DictReader(file)]
    with OWN_TABLE.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [(row["code"], row["tag"]) for row in table] == published
    assert {row["says"] for row in table} == {"need", "audience", "neither"}
    assert all(row["why"] and row["reviewed_by"] == "" for row in table)
    assert all(bool(row["category"]) == (row["says"] == "audience") for row in table)


def counted(path):
    """Charities, those with a saying tag, and the pairs of charity and need, and of charity and audience."""
    with OWN_TABLE.open(newline="", encoding="utf-8") as file:
        says = {row["code"]: row["says"] for row in csv.DictReader(file)}
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = {(row["org_id"], code) for row in rows for code in row["UKCAT"].split(";") if code}
    needs, audiences = ({pair for pair in pairs if says[pair[1]] == word} for word in ("need", "audience"))
    return (
        len(rows),
        len({row["org_id"] for row in rows}),
        len({c for c, _ in needs | audiences}),
        len(needs),
        len(audiences),
    )


def test_the_66_of_tower_hamlets_are_those_counted(shared):
    path = shared / "data" / "charities" / "charities_tower_hamlets_ukcat.csv"
    reading = LOADER.load([path], Names("ukcat-charities"))
    found = [len(facts(reading, kind)) for kind in ("Organisation", "Service", "MEETS", "FOR_AUDIENCE")]
    assert (found[0], *found) == counted(path) == (66, 66, 18, 23, 16)


def test_the_national_file_loads_on_each_engine_and_again_writes_nothing(shared, tmp_path, named):
    path = shared / "data" / "charities" / "charities_sample_ukcat.csv.gz"
    rows, bodies, offers, needs, audiences = counted(path)
    assert (rows, bodies, offers, needs, audiences) == (4203, 4104, 1792, 1990, 1237)
    run("init", tmp_path / "nation")
    where = ("--project", tmp_path / "nation")
    words = ("load", "ukcat-charities", path, "--as-of", "2020-09-14", *where)
    output, screen = at_a_terminal(*words)
    assert "99 rows repeat charities of earlier rows" in " ".join(screen.split())
    assert "loose    nothing" in output
    assert f"Reading {path.name}" in screen
    assert re.search(r"Building the graph\W+\d+%", screen)
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
    counts = {
        "MATCH (x:Organisation) WHERE x.live RETURN count(x) AS n": bodies,
        "MATCH (:Organisation)-[:PROVIDES]->({scope: 'context'})-[:HAS_OFFER]->(x) RETURN count(x) AS n": offers,
        "MATCH (:Offer)-[x:MEETS]->(:Need) RETURN count(x) AS n": needs,
        "MATCH (:Offer)-[x:FOR_AUDIENCE]->(:Audience) RETURN count(x) AS n": audiences,
        "MATCH (:Offer)-[x:COVERS]->() RETURN count(x) AS n": 0,
    }
    for query, expected in counts.items():
        assert json.loads(run("cypher", query, "--format", "json", *where).output) == [{"n": expected}]
