"""People and what they are contacts for: who is the same person, what they belong to, and that nothing leaks."""

import json
from datetime import date

import polars as pl
import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run
from tests.loaders.workbook_town import ids, later, links, said, table

HEAD = "name,job_title,work_email,work_phone,organisation,service,post,board,seat,lawful_basis,keep_until,opted_out\n"
ANN = "Ann Quill,Chief,ann@quill.test,020 7946 0101,Riverside,,,Town Board,chair,consent,2099-03-31,no\n"
BEN = "Ben Yarrow,Worker,,,Riverside,Friday Walks,Lead,,,public task,2099,yes\n"
#: Everything that is somebody's own in the two rows.
SECRETS = ("Quill", "Yarrow", "Chief", "7946", "2099-03-31")


def town():
    """What earlier rounds of a mapping have named."""
    names = Names("mapping")
    org = names.by_name("Organisation", "Riverside")
    service = names.by_name("Service", "Friday Walks", org)
    names.by_name("Post", "Lead", service)
    names.by_name("Board", "Town Board")
    return Names("contacts", names.minted)


def read(tmp_path, rows, names=None, head=HEAD):
    (tmp_path / "people.csv").write_text(head + rows)
    return loader("contacts").load([tmp_path / "people.csv"], names or town())


def test_a_person_is_a_contact_holds_posts_and_sits_on_boards_that_other_sources_named(tmp_path):
    reading = read(tmp_path, ANN + BEN)
    check(reading, SCHEMA)
    assert (reading.problems, reading.warnings) == ((), ())
    ann, ben = ids(reading, "Person")
    assert links(reading, "CONTACT_FOR") == [
        (ann, "org-mapping-riverside"),
        (ben, "org-mapping-riverside"),
        (ben, "service-mapping-riverside-friday-walks"),
    ]
    assert links(reading, "HOLDS") == [(ben, "post-mapping-riverside-friday-walks-lead")]
    assert links(reading, "SITS_ON") == [(ann, "board-mapping-town-board")]
    assert table(reading, "SITS_ON")["seat"].to_list() == ["chair"]
    assert reading.about.scope.links == ("CONTACT_FOR", "HOLDS", "SITS_ON")


def test_a_link_that_the_list_has_no_column_for_is_not_spoken_of(tmp_path):
    text = "name,organisation,lawful_basis,keep_until\nAnn Quill,Riverside,consent,2099\n"
    assert read(tmp_path, text, head="").about.scope.links == ("CONTACT_FOR",)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ("Ann Quill,a@q.test,Riverside\nAnn  QUILL,A@Q.TEST,Hill\n", 1),
        ("Ann Quill,a@q.test,Riverside\nAnn Quill,,Riverside\n", 1),
        ("Ann Quill,,Riverside\nAnn Quill,,Hill\n", 2),
        ("Ann Quill,a@q.test,Riverside\nAnn Quill,b@q.test,Riverside\n", 2),
        ("Ann Quill,info@q.test,Riverside\nBen Yarrow,info@q.test,Riverside\n", 2),
    ],
    ids=["one address", "address in one row", "two organisations", "two addresses", "shared address"],
)
def test_who_is_the_same_person_is_told_by_address_then_by_name_within_the_organisation(tmp_path, rows, people):
    text = "".join(f"{row},consent,2099-03-31\n" for row in rows.splitlines())
    reading = read(tmp_path, text, head="name,work_email,organisation,lawful_basis,keep_until\n")
    check(reading, SCHEMA)
    assert len(ids(reading, "Person")) == people


def test_two_people_of_one_name_and_an_address_that_is_shared_are_said_by_row(tmp_path):
    head = "name,work_email,organisation,lawful_basis,keep_until\n"
    reading = read(tmp_path, "Ann Quill,,Riverside,consent,2099\nAnn Quill,,Hill,consent,2099\n", head=head)
    assert "people.csv, row 3 has the same name as people.csv, row 2: taken for two people" in reading.warnings[0]
    rows = "Ann Quill,i@q.test,Riverside,consent,2099\nBen Yarrow,i@q.test,Riverside,consent,2099\n"
    sentence = read(tmp_path, rows, head=head).warnings[0]
    assert sentence.startswith(
        "people.csv, row 2 has the same work e-mail address as people.csv, row 3 and another name"
    )


HEAD_OF_FOUR = "name,work_email,organisation,lawful_basis,keep_until\n"


def person(tmp_path, row, names):
    reading = read(tmp_path, f"{row},consent,2099\n", names, HEAD_OF_FOUR)
    return ids(reading, "Person")[0], reading.warnings


def test_an_id_is_random_and_the_same_person_keeps_it_whatever_changes(tmp_path):
    names = town()
    first, _ = person(tmp_path, "Ann Quill,a@q.test,Riverside", names)
    assert person(tmp_path, "Ann Quill,a@q.test,Riverside", town())[0] != first
    names = later(names)
    assert person(tmp_path, "Ann Quill-Reed,a@q.test,Hill", names)[0] == first
    assert person(tmp_path, "Ann Quill,new@q.test,Riverside", names)[0] == first
    assert person(tmp_path, "Ann Quill,,Riverside", names)[0] == first


def test_a_new_person_at_an_address_that_somebody_had_is_somebody_else(tmp_path):
    names = town()
    first, _ = person(tmp_path, "Ann Quill,info@q.test,Riverside", names)
    second, warnings = person(tmp_path, "Ben Yarrow,info@q.test,Riverside", later(names))
    assert second != first
    assert "belonged to somebody of another name before: taken for a new person" in warnings[0]


def test_namesakes_keep_their_ids_in_whatever_order_they_stand(tmp_path):
    names, head = town(), HEAD_OF_FOUR
    one, two = (f"Ann Quill,{who}@q.test,Riverside,consent,2099\n" for who in "ab")
    before = ids(read(tmp_path, one + two, names, head), "Person")
    assert ids(read(tmp_path, two + one, later(names), head), "Person") == before[::-1]


def test_a_name_of_several_things_is_a_problem_that_names_their_ids(tmp_path):
    names = Names("other", town().known)
    names.by_name("Organisation", "Riverside")
    reading = read(tmp_path, ANN, Names("contacts", {**names.known, **names.minted}))
    assert said(reading) == [
        "people.csv, row 2, column organisation: 'Riverside' is the name of 2 organisations: org-mapping-riverside and "
        "org-other-riverside; write the id of the one meant"
    ]


def test_a_name_that_nothing_has_waits_and_finds_its_owner_when_there_is_one(tmp_path):
    names = Names("contacts")
    text = "name,organisation,lawful_basis,keep_until\nAnn Quill,Riverside,consent,2099\n"
    reading = read(tmp_path, text, names, "")
    assert [id_ for _, id_ in links(reading, "CONTACT_FOR")] == ["org-contacts-riverside"]
    assert (
        "column organisation: no organisation of the name 'Riverside' is known: the link waits" in reading.warnings[0]
    )
    after = Names("contacts", {**names.minted, **town().known})
    assert [id_ for _, id_ in links(read(tmp_path, text, after, ""), "CONTACT_FOR")] == ["org-mapping-riverside"]


def test_a_service_of_the_same_name_elsewhere_is_not_the_one_meant(tmp_path):
    text = "name,organisation,service,lawful_basis,keep_until\nAnn Quill,org-hill,Friday Walks,consent,2099\n"
    reading = read(tmp_path, text, head="")
    assert [id_ for _, id_ in links(reading, "CONTACT_FOR")] == ["org-hill", "service-hill-friday-walks"]
    assert "is known within org-hill, only service-mapping-riverside-friday-walks" in reading.warnings[0]


def test_official_numbers_and_lists_name_organisations(tmp_path):
    text = "name,organisation,lawful_basis,keep_until\nAnn Quill,chc:1034374; ODS:F84676;Riverside,consent,2099\n"
    found = [id_ for _, id_ in links(read(tmp_path, text, head=""), "CONTACT_FOR")]
    assert found == ["org-chc-1034374", "org-ods-f84676", "org-mapping-riverside"]


PAST = f"{date.today().year - 1}"
WRONG = [
    (",,,,Riverside,,,,,consent,2099,", "column name: this cell is blank; every row names a person"),
    (
        "Ann Quill,,,,Riverside,,,,,,2099,",
        "column lawful_basis: this cell is blank; personal data may be held only with",
    ),
    ("Ann Quill,,,,Riverside,,,,,not known,2099,", "column lawful_basis: this says not known; personal data may be"),
    ("Ann Quill,,,,Riverside,,,,,consent,,", "column keep_until: this cell is blank; personal data may be held only"),
    (
        f"Ann Quill,,,,Riverside,,,,,consent,{PAST},",
        "column keep_until: this day is past, so the person may not be held",
    ),
    (
        "Ann Quill,,,,Riverside,,,,,consent,2099,perhaps",
        "column opted_out: the value (not shown, because it is personal)",
    ),
    (
        "Ann Quill,,,,Riverside,,,,,consent,Quilltide,",
        "column keep_until: the value (not shown, because it is personal)",
    ),
    ("Ann Quill,,,,,,,,,consent,2099,", "column organisation: this row does not say what the person is a contact for"),
    ("Ann Quill,,,,Riverside,,,,chair,consent,2099,", "column seat: a seat is on a board; say which, or leave"),
]


@pytest.mark.parametrize(("row", "message"), WRONG, ids=[message[:45] for _, message in WRONG])
def test_what_is_wrong_is_said_by_place_and_never_with_what_is_personal(tmp_path, row, message):
    with pytest.raises(InputRefused) as refused:
        check(read(tmp_path, row + "\n"), SCHEMA)
    assert [str(problem).startswith(f"people.csv, row 2, {message}") for problem in refused.value.problems] == [True]
    assert not any(secret in str(refused.value) for secret in ("Quill", "perhaps"))


def test_rows_of_one_person_that_contradict_each_other_are_named_without_what_they_say(tmp_path):
    rows = ANN + ANN.replace("Chief", "Chair").replace("Riverside", "org-hill")
    assert said(read(tmp_path, rows)) == [
        "people.csv, row 3, column job_title: this row and people.csv, row 2 are the same person and do not say the "
        "same here"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Quill,ann@quill.test\nBen Yarrow,ben@quill.test\n",
        "name,organisation\nAnn Quill,Riverside\n",
        "name,Ann Quill,Ann Quill\nBen Yarrow,1,2\n",
        "name,organisation,lawful_basis,keep_until\nAnn Quill,Riverside,consent,2099,Ann Quill,Yarrow\n",
        "name,,lawful_basis,keep_until\nBen,Ann Quill,consent,2099\n",
        'name,organisation,lawful_basis,keep_until\n"O\'Quill" Ann,Riverside\n',
    ],
    ids=["no headings", "no ground", "a heading twice", "too wide", "no heading over it", "a quote mark"],
)
def test_a_file_that_is_out_of_shape_is_refused_without_a_word_of_it(tmp_path, text):
    with pytest.raises(InputRefused, match=r"people\.csv") as refused:
        check(read(tmp_path, text, head=""), SCHEMA)
    assert not any(word in str(refused.value) for word in ("Quill", "Yarrow", "quill"))


def loaded(tmp_path):
    """A project with the organisation, the service, the board, and the people."""
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "Organisations.csv").write_text("name\nRiverside\n")
    (folder / "Services.csv").write_text("name,status,provider\nFriday Walks,open,Riverside\n")
    (folder / "Boards.csv").write_text("name\nTown Board\n")
    (tmp_path / "people.csv").write_text(HEAD + ANN + BEN.replace(",Lead,", ",,"))
    project = tmp_path / "town"
    run("init", project)
    where = ("--as-of", "2026-01-31", "--project", project)
    run("load", "mapping-workbook", folder, "--source", "mapping", *where)
    return project, run("load", "contacts", tmp_path / "people.csv", *where).output, where


def test_no_personal_value_is_outside_the_files_of_people_nor_in_the_graph_nor_in_what_is_said(tmp_path):
    project, output, _ = loaded(tmp_path)
    assert "new      2 Person, 3 CONTACT_FOR, 1 SITS_ON" in output
    frames = {path: str(pl.read_parquet(path).to_dicts()) for path in (project / "rounds").rglob("*.parquet")}
    public = [text for path, text in frames.items() if path.parent.name != "people"]
    people = "".join(text for path, text in frames.items() if path.parent.name == "people")
    graph = run("cypher", "MATCH (n) RETURN properties(n) AS p", "--format", "json", "--project", project).output
    joined = "MATCH ()-[r]->() RETURN properties(r) AS p"
    graph += run("cypher", joined, "--format", "json", "--project", project).output
    for secret in (*SECRETS, "quill", "yarrow"):
        assert not any(secret in text for text in (*public, graph, output)), secret
    assert all(secret in people for secret in SECRETS)
    for path in (project / "rounds").rglob("manifest.json"):
        assert "uill" not in path.read_text()


def test_a_person_is_a_contact_unless_people_are_asked_for(tmp_path):
    project, _, _ = loaded(tmp_path)
    for flags, wanted in (((), False), (("--with-people",), True)):
        page = tmp_path / "map.html"
        run("draw", "network-map", "--save", page, "--project", project, *flags)
        text = page.read_text()
        assert ("Ann Quill" in text, "Yarrow" in text) == (wanted, False)  # who opted out stays a contact
        assert "a contact" in text
        answers = "".join(run("ask", one, "--project", project, *flags).output for one in ("D1", "D5", "C1"))
        assert "Quill" not in answers


def test_the_same_file_again_keeps_nothing_and_writes_nothing(tmp_path):
    project, _, where = loaded(tmp_path)
    again = run("load", "contacts", tmp_path / "people.csv", *where).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
    people = "MATCH (p:Person) RETURN p.id AS id ORDER BY id"
    before = json.loads(run("cypher", people, "--format", "json", "--project", project).output)
    run("load", "contacts", tmp_path / "people.csv", "--as-of", "2026-02-28", "--project", project)
    assert json.loads(run("cypher", people, "--format", "json", "--project", project).output) == before
