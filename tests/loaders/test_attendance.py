"""Who came to what: counts as they were counted, never added up, and people only where they may be held."""

import csv
import json

import polars as pl
import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run
from tests.loaders.workbook_town import ids, later, links, said, table

HEAD = "engagement,date,category,organisation,person,invited,came,n,lawful_basis,keep_until\n"
WORKSHOP = "Workshop,2026-03-31,meeting"
TOWN = HEAD + (
    f"{WORKSHOP},Riverside,,6,4,,,\n"
    f"{WORKSHOP},Hill Trust,,yes,no,,,\n"
    f'{WORKSHOP},,,30,"1,021",,,\n'
    "Workshop,30/04/2026,meeting,Riverside,,,yes,12,,\n"
)


def town():
    names = Names("mapping")
    names.by_name("Organisation", "Riverside")
    names.by_name("Organisation", "Hill Trust")
    return Names("spring", names.minted)


def read(tmp_path, text, names=None):
    (tmp_path / "list.csv").write_text(text)
    return loader("attendance").load([tmp_path / "list.csv"], names or town())


def counts(reading, kind):
    return [
        tuple(row)
        for checked in check(reading, SCHEMA)
        if checked.kind == kind
        for row in checked.rows.select("from_id", "to_id", "n").iter_rows()
    ]


MARCH, APRIL = "engagement-spring-workshop-2026-03-31", "engagement-spring-workshop-2026-04-30"


def test_counts_are_kept_as_they_stand_and_two_days_of_one_name_are_two_engagements(tmp_path):
    reading = read(tmp_path, TOWN)
    assert (reading.problems, reading.warnings) == ((), ())
    assert counts(reading, "INVITED") == [
        ("org-mapping-riverside", MARCH, 6),
        ("org-mapping-hill-trust", MARCH, None),
    ]
    assert counts(reading, "TOOK_PART") == [("org-mapping-riverside", MARCH, 4), ("org-mapping-riverside", APRIL, 12)]
    engagements = next(one.rows for one in check(reading, SCHEMA) if one.kind == "Engagement")
    facts = engagements.select("id", "name", "date", "category", "n_invited", "n_took_part").rows()
    assert facts == [
        (MARCH, "Workshop", "2026-03-31", "meeting", 30, 1021),
        (APRIL, "Workshop", "2026-04-30", "meeting", None, None),
    ]


def test_a_number_with_a_comma_is_the_same_number(tmp_path):
    reading = read(tmp_path, 'engagement,date,organisation,came,n\nFair,2026-01-01,Riverside,"1,021",1021\n')
    assert [n for *_, n in counts(reading, "TOOK_PART")] == [1021]


def test_what_is_not_counted_for_the_whole_is_not_worked_out_from_its_parts(tmp_path):
    reading = read(
        tmp_path, "engagement,date,organisation,came\nWalk,2026-01-01,Riverside,4\nWalk,2026-01-01,org-b,5\n"
    )
    assert "n_took_part" not in table(reading, "Engagement").columns
    assert sorted(n for *_, n in counts(reading, "TOOK_PART")) == [4, 5]


def test_every_count_of_the_file_is_in_a_link_or_in_the_engagement(tmp_path):
    rows = [f"E{n % 3},2026-01-0{1 + n % 3},org-{n},{n + 1}" for n in range(40)]
    text = "engagement,date,organisation,came\n" + "\n".join(rows) + "\n"
    reading = read(tmp_path, text)
    counted = [int(row["came"]) for row in csv.DictReader(text.splitlines())]
    assert [n for *_, n in counts(reading, "TOOK_PART")] == counted
    assert len(ids(reading, "Engagement")) == 3


def test_an_engagement_named_by_id_keeps_the_name_it_has(tmp_path):
    text = "engagement,date,organisation,came\nengagement-review,2026-01-01,Riverside,4\n"
    reading = read(tmp_path, text)
    assert ids(reading, "Engagement") == ["engagement-review"]
    assert "name" not in table(reading, "Engagement").columns


def test_people_are_linked_without_a_count_and_their_organisation_is_not_counted(tmp_path):
    text = (
        HEAD
        + f"{WORKSHOP},Riverside,Ann Quill,yes,yes,,consent,2099\n{WORKSHOP},Riverside,Ben Yarrow,1,0,,consent,2099\n"
    )
    names = town()
    reading = read(tmp_path, text, names)
    ann, ben = ids(reading, "Person")
    assert counts(reading, "INVITED") == [(ann, MARCH, None), (ben, MARCH, None)]
    assert counts(reading, "TOOK_PART") == [(ann, MARCH, None)]
    assert ids(read(tmp_path, text, later(names)), "Person") == [ann, ben]


def test_a_person_whom_the_contacts_know_by_address_is_the_same_one(tmp_path):
    earlier = Names("contacts")
    earlier.called("Person", "Ann Quill", "person-1")
    earlier.called("Person", "ann@quill.test", "person-1")
    text = "engagement,date,person,email,came,lawful_basis,keep_until\n"
    text += "Walk,2026-01-01,Ann Quill,Ann@Quill.test,yes,consent,2099\n"
    assert ids(read(tmp_path, text, Names("spring", earlier.minted)), "Person") == ["person-1"]


def test_rows_that_say_the_same_are_kept_once_and_said_and_not_added_up(tmp_path):
    text = "engagement,date,organisation,came\n" + "Walk,2026-01-01,Riverside,yes\n" * 2
    reading = read(tmp_path, text)
    assert [n for *_, n in counts(reading, "TOOK_PART")] == [None]
    assert reading.warnings == (
        "list.csv, row 3, column came: this row says what list.csv, row 2 says and is kept once; write in n how many "
        "people came",
    )


def test_an_organisation_that_nobody_described_waits_and_is_said_once(tmp_path):
    text = "engagement,date,organisation,invited,came\nWalk,2026-01-01,Mill,4,2\nFair,2026-02-01,Mill,4,2\n"
    reading = read(tmp_path, text)
    assert links(reading, "INVITED")[0][0] == "org-spring-mill"
    assert len(reading.warnings) == 1
    assert "no organisation of the name 'Mill' is known: its links wait for it" in reading.warnings[0]


def test_rows_that_say_nobody_are_counted(tmp_path):
    reading = read(tmp_path, "engagement,date,organisation,invited,came\nWalk,2026-01-01,Riverside,no,0\n")
    assert links(reading, "INVITED") + links(reading, "TOOK_PART") == []
    assert reading.warnings == (
        "1 row says that nobody was invited and nobody came: only the engagement is kept of that",
    )


def test_an_engagement_to_which_nobody_came_has_had_nobody(tmp_path):
    reading = read(tmp_path, "engagement,date,invited,came\nWalk,2026-01-01,12,0\nFair,2026-02-01,12,no\n")
    (rows,) = [one.rows for one in check(reading, SCHEMA) if one.kind == "Engagement"]
    assert rows.select("n_invited", "n_took_part").rows() == [(12, 0), (12, None)]
    assert reading.warnings == ()


WRONG = [
    (",2026-01-01,,Riverside,,,4,,,", "column engagement: this cell is blank; every row says which engagement"),
    ("Walk,,,Riverside,,,4,,,", "column date: this cell is blank; every row says on which day"),
    ("Walk,soon,,Riverside,,,4,,,", "column date: 'soon' is not a date such as"),
    ("Walk,2026-01-01,,Riverside,,,some,,,", "column came: 'some' is not a number, yes or no"),
    ("Walk,2026-01-01,,Riverside,,,-4,,,", "column came: '-4' is not a number, yes or no"),
    ("Walk,2026-01-01,,Riverside,,,yes,few,,", "column n: 'few' is not a whole number of 0 or more"),
    ("Walk,2026-01-01,,Riverside,,,,5,,", "column n: this row has a number and says neither invited nor came"),
    ("Walk,2026-01-01,,Riverside,,,4,5,,", "column came: this says 4 and the column n says 5; leave one of them out"),
    ("Walk,2026-01-01,,Riverside,,,0,5,,", "column came: this says 0 and the column n says 5; leave one of them out"),
    ("Walk,2026-01-01,,,Ann Quill,,7,,consent,2099", "column came: a row that names a person counts that person alone"),
    ("Walk,2026-01-01,,,Ann Quill,,yes,,,2099", "column lawful_basis: this cell is blank; personal data may be held"),
    ("Walk,2026-01-01,,,Ann Quill,,yes,,consent,2001", "column keep_until: this day is past, so the person may not"),
    ("Walk,2026-01-01,,,---,,yes,,consent,2099", "column person: the name has no letters or digits"),
]


@pytest.mark.parametrize(("row", "message"), WRONG, ids=[message[:45] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place_and_what_to_write(tmp_path, row, message):
    with pytest.raises(InputRefused) as refused:
        check(read(tmp_path, HEAD + row + "\n"), SCHEMA)
    assert [str(problem).startswith(f"list.csv, row 2, {message}") for problem in refused.value.problems] == [True]
    assert "Quill" not in str(refused.value)


def test_two_counts_of_one_thing_are_a_problem_and_no_sum(tmp_path):
    text = "engagement,date,organisation,came\nWalk,2026-01-01,Riverside,4\nWalk,2026-01-01,Riverside,5\n"
    assert said(read(tmp_path, text)) == [
        "list.csv, row 3, column came: this row and list.csv, row 2 count one organisation at one engagement twice, "
        "not alike; counts are never added up: write one row"
    ]
    whole = "engagement,date,came\nWalk,2026-01-01,4\nWalk,2026-01-01,5\n"
    assert (
        "row 3, column came: an earlier row says something else of engagement-spring-walk"
        in said(read(tmp_path, whole))[0]
    )


def test_a_list_of_people_without_a_ground_is_refused_by_column(tmp_path):
    found = said(read(tmp_path, "engagement,date,person,came\nWalk,2026-01-01,Ann Quill,yes\n"))
    assert [one.split(":")[0] for one in found] == ["list.csv, column keep_until", "list.csv, column lawful_basis"]
    assert "Quill" not in str(found)


def test_a_list_that_says_neither_who_was_invited_nor_who_came_is_refused(tmp_path):
    found = said(read(tmp_path, "engagement,date,organisation\nWalk,2026-01-01,Riverside\n"))
    assert found == ["list.csv: there is neither a column 'invited' nor a column 'came'"]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "Organisations.csv").write_text("name\nRiverside\nHill Trust\n")
    text = TOWN + f"{WORKSHOP},Riverside,Ann Quill,yes,yes,,legitimate interests,2099-12-30\n"
    (tmp_path / "spring.csv").write_text(text)
    run("init", tmp_path / "town")
    where = ("--as-of", "2026-05-01", "--project", tmp_path / "town")
    run("load", "mapping-workbook", tmp_path / "map", "--source", "mapping", *where)
    assert "loose    nothing" in run("load", "attendance", tmp_path / "spring.csv", *where).output
    return tmp_path / "town"


def test_the_source_is_the_file_and_the_same_file_again_writes_nothing(project, tmp_path):
    path = tmp_path / "spring.csv"
    again = run("load", "attendance", path, "--as-of", "2026-05-01", "--project", project).output
    assert "Already loaded as round 2026-05-01_spring_1: no new round was kept." in again
    assert "nothing was written to it" in again


def test_no_personal_value_is_outside_the_files_of_people_nor_in_the_graph(project):
    frames = {path: str(pl.read_parquet(path).to_dicts()) for path in (project / "rounds").rglob("*.parquet")}
    nodes = run("cypher", "MATCH (n) RETURN properties(n) AS p", "--format", "json", "--project", project).output
    public = [text for path, text in frames.items() if path.parent.name != "people"]
    for secret in ("Quill", "quill", "legitimate", "2099"):
        assert not any(secret in text for text in (*public, nodes)), secret
        assert any(secret in text for path, text in frames.items() if path.parent.name == "people")


def test_a_count_under_five_and_a_name_are_shown_only_where_they_are_asked_for(project, tmp_path):
    shown = {}
    for flag in ("", "--internal", "--with-people"):
        run("draw", "network-map", "--save", tmp_path / "map.html", "--project", project, *([flag] if flag else []))
        shown[flag] = (tmp_path / "map.html").read_text()
    assert "Ann Quill" in shown["--with-people"]
    assert "Ann Quill" not in shown[""] + shown["--internal"]
    assert "a contact" in shown[""]


def test_a_small_count_may_not_leave(project):
    from linkwork.graph.privacy import Allowed
    from linkwork.graph.privacy import shown as may_be_shown

    link = SCHEMA.link["TOOK_PART"]
    query = "MATCH (a:Organisation)-[r:TOOK_PART]->(b) RETURN r.n AS n ORDER BY n"
    found = [
        row["n"]
        for row in json.loads(run("cypher", query, "--format", "json", "--internal", "--project", project).output)
    ]
    assert [may_be_shown(link, {"n": n}, Allowed())["n"] for n in found] == ["under 5", 12]
