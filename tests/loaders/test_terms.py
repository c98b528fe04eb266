"""Needs and audiences of a project, and the crosswalk from its words to those of other vocabularies."""

import json

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.records import Scope
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run

HEAD = "kind,id,code,name,taxonomy,broader,same_as,category,min_age,max_age,term_uri,also_called\n"
TOWN = HEAD + (
    "need,money,,Money,,,,,,,,\n"
    "need,need-debt,,Debt,,Money,UK-CAT:SO100; need-ukcat-so101,,,,,Owing money; Arrears\n"
    "need,,SO100,Debt,UK-CAT,,,,,,https://tags.test/SO100,\n"
    "need,,SO101,Debt advice,UK-CAT,SO100,,,,,,\n"
    "audience,older,,Older people,,,,age,65,,,\n"
    "audience,,eld,The elderly,Town List,older,Older people,,,,,\n"
)


def read(tmp_path, text, names=None):
    (tmp_path / "terms.csv").write_text(text)
    return loader("terms").load([tmp_path / "terms.csv"], names or Names("terms"))


def said(reading):
    return [str(problem).removeprefix("terms.csv, ") for problem in reading.problems]


def facts(reading, kind):
    """The rows of all tables of a kind, without places and blanks."""
    tables = [table for table in check(reading, SCHEMA) if table.kind == kind]
    hidden = ("_file", "_sheet", "_row")
    return [
        {k: v for k, v in row.items() if v is not None and k not in hidden}
        for table in tables
        for row in table.rows.iter_rows(named=True)
    ]


def joined(reading, kind):
    return [(row["from_id"], row["to_id"]) for row in facts(reading, kind)]


def test_own_terms_have_ids_and_those_of_other_vocabularies_are_known_by_vocabulary_and_code(tmp_path):
    reading = read(tmp_path, TOWN)
    assert (reading.problems, reading.warnings) == ((), ())
    uri = "https://tags.test/SO100"
    assert facts(reading, "Need") == [
        {"id": "need-money", "name": "Money"},
        {"id": "need-debt", "name": "Debt", "aliases": ["Owing money", "Arrears"]},
        {"id": "need-ukcat-so100", "name": "Debt", "taxonomy": "UK-CAT", "term_uri": uri},
        {"id": "need-ukcat-so101", "name": "Debt advice", "taxonomy": "UK-CAT"},
    ]
    assert facts(reading, "Audience") == [
        {"id": "audience-older", "name": "Older people", "category": "age", "min_age": 65},
        {"id": "audience-townlist-eld", "name": "The elderly", "taxonomy": "Town List"},
    ]


def test_terms_are_joined_by_name_id_code_and_vocabulary_with_who_says_so(tmp_path):
    reading = read(tmp_path, TOWN, Names("town-crosswalk"))
    assert joined(reading, "BROADER") == [
        ("need-debt", "need-money"),
        ("need-ukcat-so101", "need-ukcat-so100"),
        ("audience-townlist-eld", "audience-older"),
    ]
    assert joined(reading, "SAME_TERM") == [
        ("need-debt", "need-ukcat-so100"),
        ("need-debt", "need-ukcat-so101"),
        ("audience-townlist-eld", "audience-older"),
    ]
    assert {row["source"] for row in facts(reading, "SAME_TERM")} == {"town-crosswalk"}


def test_a_column_of_links_that_is_not_there_says_nothing_of_them(tmp_path):
    reading = read(tmp_path, "kind,id,name,broader\nneed,money,Money,\n")
    scope = Scope(kinds=("Need", "Audience", "BROADER", "SAME_TERM"), links=("BROADER",))
    assert reading.about.scope == scope


def test_a_name_that_another_source_gave_one_term_names_it(tmp_path):
    earlier = Names("other")
    earlier.called("Need", "Company", "need-isolation")
    reading = read(tmp_path, "kind,id,name,same_as\nneed,lonely,Loneliness,company\n", Names("terms", earlier.minted))
    assert joined(reading, "SAME_TERM") == [("need-lonely", "need-isolation")]


def test_a_term_that_is_named_and_not_described_waits_for_its_row(tmp_path):
    text = "kind,id,name,broader,same_as\nneed,debt,Debt,money worries,Open Eligibility:101-02\n"
    reading = read(tmp_path, text)
    assert joined(reading, "BROADER") == [("need-debt", "need-money-worries")]
    assert joined(reading, "SAME_TERM") == [("need-debt", "need-openeligibility-101-02")]
    run("init", tmp_path / "town")
    path = tmp_path / "terms.csv"
    output = run("load", "terms", path, "--as-of", "2024-01-01", "--project", tmp_path / "town").output
    assert "loose    2 wait for an end" in output
    assert "terms.csv, row 2: 'need-debt' is a kind of 'need-money-worries'" in output


WRONG = [
    ("wish,debt,,Debt,,,,,,,,", "row 2, column kind: 'wish' is not one of need, audience"),
    (",debt,,Debt,,,,,,,,", "row 2, column kind: this cell is blank; every term has a kind and a name"),
    ("need,debt,,,,,,,,,,", "row 2, column name: this cell is blank; every term has a kind and a name"),
    ("need,,,Debt,,,,,,,,", "row 2, column id: this row does not say which term it is; write an id, or {coded}"),
    ("need,,SO1,Debt,,,,,,,,", "row 2, column id: this row does not say which term it is; write an id, or {coded}"),
    ("need,***,,Debt,,,,,,,,", "row 2, column id: '***' has no letters or digits"),
    (
        "need,audience-a,,Debt,,,,,,,,",
        "row 2, column id: 'audience-a' is the id of an audience, and this row is a need",
    ),
    ("need,debt,,Debt,,,,age,,,,", "row 2, column category: a need has no category; leave this cell blank"),
    ("need,debt,,Debt,,debt,,,,,,", "row 2, column broader: a term is not joined to itself; leave it out"),
    ("need,debt,,Debt,,,audience-older,,,,,", "row 2, column same_as: 'audience-older' is an audience and {one}"),
    ("need,debt,,Debt,,,Carers,,,,,\naudience,carers,,Carers,,,,,,,,", "row 2, column same_as: 'Carers' is an {two}"),
    (
        "need,debt,,Debt,,Money,,,,,,\nneed,a,,Money,,,,,,,,\nneed,b,,Money,,,,,,,,",
        "row 2, column broader: 'Money' may mean need-a or need-b; write the id of the one meant",
    ),
]


@pytest.mark.parametrize(("rows", "message"), WRONG, ids=[message[:50] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place_and_what_to_write(tmp_path, rows, message):
    kinds = "this row is a need; only terms of a kind are joined"
    wanted = message.replace("{one}", kinds).replace("{two}", f"audience and {kinds}")
    assert said(read(tmp_path, HEAD + rows + "\n")) == [wanted.replace("{coded}", "a taxonomy and a code")]


def test_a_circle_of_broader_terms_is_a_problem_that_shows_it(tmp_path):
    text = "kind,id,name,broader\nneed,a,Aa,b\nneed,b,Bb,c\nneed,c,Cc,a; d\nneed,d,Dd,\n"
    assert said(read(tmp_path, text)) == [
        "row 4, column broader: these terms would each be broader than themselves: need-c -> need-a -> need-b -> "
        "need-c; take one of them out"
    ]


def test_names_of_a_projects_own_terms_are_found_again_by_other_sources(tmp_path):
    names = Names("terms")
    read(tmp_path, TOWN, names)
    other = Names("mapping", names.minted)
    # The term of UK-CAT has the same name; the project's own goes before it.
    assert other.anywhere("Need", "DEBT") == other.declared("Need", "DEBT") == ["need-debt"]
    assert other.anywhere("Need", "arrears") == ["need-debt"]
    assert other.anywhere("Audience", "Debt") == []
    # Where the project has no name of its own, that of another vocabulary counts.
    assert other.anywhere("Need", "debt advice") == other.declared("Need", "Debt advice") == ["need-ukcat-so101"]
    # What a mention alone has made does not make a name unclear.
    other.by_name("Need", "Arrears")
    assert other.anywhere("Need", "Arrears") == ["need-debt"]
    assert other.declared("Need", "Arrears") == ["need-debt"]
    assert names.recall("Need", "Debt") is None


def mapping(folder, first, second):
    """Two services in one ward, each of one need, as a mapping workbook."""
    folder.mkdir()
    (folder / "Organisations.csv").write_text("name\nRiverside\n")
    (folder / "Services.csv").write_text("name,status,provider\nAdvice,open,Riverside\nHelp,open,Riverside\n")
    (folder / "Areas.csv").write_text("name,level\nEast,ward\n")
    offers = f"name,service,needs,areas\nmain,Advice,{first},East\nmain,Help,{second},East\n"
    (folder / "Offers.csv").write_text(offers)
    return folder


def load(project, which, path, day):
    return run("load", which, path, "--as-of", day, "--project", project, "--yes").output


def overlaps(project):
    rows = json.loads(run("ask", "O1", "--format", "json", "--project", project).output)["rows"]
    return [(row["service_a"], row["service_b"], row["shared_cells"]) for row in rows]


def test_two_vocabularies_overlap_only_through_the_crosswalk(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    terms = tmp_path / "terms.csv"
    terms.write_text("kind,id,code,name,taxonomy,same_as\nneed,debt,,Debt,,\nneed,,SO100,Money advice,UK-CAT,\n")
    load(town, "terms", terms, "2024-01-01")
    output = load(town, "mapping-workbook", mapping(tmp_path / "map", "need-debt", "need-ukcat-so100"), "2024-01-02")
    assert "loose    nothing" in output
    assert overlaps(town) == []
    terms.write_text(terms.read_text().replace("need,debt,,Debt,,", "need,debt,,Debt,,UKCAT:SO100"))
    load(town, "terms", terms, "2024-02-01")
    assert overlaps(town) == [("Advice", "Help", 1)]


def test_a_workbook_may_call_a_term_of_the_project_by_its_name(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    (tmp_path / "terms.csv").write_text("kind,id,name\nneed,debt,Debt\n")
    load(town, "terms", tmp_path / "terms.csv", "2024-01-01")
    output = load(town, "mapping-workbook", mapping(tmp_path / "map", "debt", "need-debt"), "2024-01-02")
    assert "loose    nothing" in output
    assert overlaps(town) == [("Advice", "Help", 1)]


CODED = "kind,code,taxonomy,name\nneed,DEB,town,Debt\nneed,SLE,town,Sleep\n"


def test_a_vocabulary_of_ones_own_with_codes_is_known_by_name_and_by_code_in_every_source(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    (tmp_path / "terms.csv").write_text(CODED)
    load(town, "terms", tmp_path / "terms.csv", "2024-01-01")
    output = load(town, "mapping-workbook", mapping(tmp_path / "map", "debt", "Town:DEB"), "2024-01-02")
    assert "loose    nothing" in output
    assert overlaps(town) == [("Advice", "Help", 1)]
    (tmp_path / "demand.csv").write_text("area,need,people,year\nEast,Debt,40,2024\nEast,town:SLE,9,2024\n")
    assert "loose    nothing" in load(town, "demand", tmp_path / "demand.csv", "2024-12-31")


def test_a_workbook_that_named_a_need_before_the_terms_came_means_theirs_when_it_is_loaded_again(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    folder = mapping(tmp_path / "map", "Debt", "Debt")
    assert "no round describes need-map-debt" in load(town, "mapping-workbook", folder, "2024-01-01")
    (tmp_path / "terms.csv").write_text(CODED)
    load(town, "terms", tmp_path / "terms.csv", "2024-01-02")
    assert "loose    nothing" in load(town, "mapping-workbook", folder, "2024-01-03")
    (tmp_path / "demand.csv").write_text("area,need,people,year\nEast,Debt,40,2024\n")
    assert "loose    nothing" in load(town, "demand", tmp_path / "demand.csv", "2024-12-31")


def test_a_name_that_moved_to_another_term_means_the_one_that_bears_it_now(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    for day, first, second in (("2024-01-01", "Debt", "Bills"), ("2024-02-01", "Owing", "Debt")):
        (tmp_path / "terms.csv").write_text(f"kind,id,name\nneed,old,{first}\nneed,new,{second}\n")
        load(town, "terms", tmp_path / "terms.csv", day)
    (tmp_path / "demand.csv").write_text("area,need,people,year\nE05000001,Debt,40,2024\n")
    assert "has demand for 'need-new'" in load(town, "demand", tmp_path / "demand.csv", "2024-12-31")
    (tmp_path / "terms.csv").write_text("kind,id,name\nneed,old,Debt\nneed,new,Bills\n")
    load(town, "terms", tmp_path / "terms.csv", "2024-03-01")
    assert "has demand for 'need-old'" in load(town, "demand", tmp_path / "demand.csv", "2025-12-31")


def test_two_terms_of_one_name_are_told_apart_by_what_a_workbook_writes(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    (tmp_path / "terms.csv").write_text("kind,code,taxonomy,name\nneed,DEB,town,Debt\nneed,D1,list,Debt\n")
    load(town, "terms", tmp_path / "terms.csv", "2024-01-01")
    words = ("load", "mapping-workbook", mapping(tmp_path / "map", "Debt", "list:D1"), "--as-of", "2024-01-02")
    assert (
        "'Debt' is the name of 2 Needs: need-list-d1 and need-town-deb. Write the id of the one meant, or its "
        "vocabulary and code, such as town:DEB."
    ) in run(*words, "--project", town, code=2).output


def test_a_missing_column_and_what_is_wrong_in_the_others_are_said_together(tmp_path):
    assert said(read(tmp_path, "kind,code,taxonomy\nneed,,town\nwish,DEB,town\nneed,DEB,town\n")) == [
        "terms.csv: the column 'name' is missing; the headings are kind, code, taxonomy",
        "row 2, column id: this row does not say which term it is; write an id, or a taxonomy and a code",
        "row 3, column kind: 'wish' is not one of need, audience",
    ]
    assert said(read(tmp_path, "id,code,name\n,,Debt\ndebt,,Debt\n")) == [
        "terms.csv: the column 'kind' is missing; the headings are id, code, name",
        "row 2, column id: this row does not say which term it is; write an id, or a taxonomy and a code",
    ]


def test_a_file_with_no_column_that_tells_terms_apart_is_said_once_and_not_for_every_row(tmp_path):
    assert said(read(tmp_path, "kind,name,code\nneed,Debt,SO1\nneed,Rent,SO2\n")) == [
        "terms.csv: no column says which term a row is: there has to be an id, or a taxonomy and a code"
    ]


def test_a_need_that_another_workbook_names_is_not_joined_by_its_name(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    load(town, "mapping-workbook", mapping(tmp_path / "here", "Debt", "Debt"), "2024-01-01")
    output = load(town, "mapping-workbook", mapping(tmp_path / "there", "Debt", "Debt"), "2024-01-02")
    assert "but no round describes need-there-debt" in output
