"""Answers to a survey read as its mapping file says: what becomes a fact, what an insight, and what is never kept."""

import json

import polars as pl
import pytest
from openpyxl import Workbook

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run
from tests.loaders.workbook_town import ids, later, links, said, table

FORMS = "ID,Completion time,Email,Which organisation?,Which service?,Wait in days,Which needs?,What works?\n"
ONE = "1,2026-03-01 09:10:00,ann@quill.test,Riverside,Walks,10,Debt;Loneliness;,It is warm\n"
TWO = "2,2026-03-02 09:10:00,ben@yarrow.test,riverside,walks,20,Debt,\n"
MAPPING = """\
[questions]
"ID" = "response"
"Completion time" = "completed"
"Email" = "leave out"
"Which organisation?" = "Organisation"
"Which service?" = "Service"
"Wait in days" = "Service.wait_days"
"Which needs?" = "Offer.needs"
"What works?" = { is = "Insight", category = "strength", theme = "referrals" }
"""


def town():
    """What earlier rounds have named: a service of Riverside's and two needs."""
    names = Names("mapping")
    names.by_name("Service", "Walks", names.by_name("Organisation", "Riverside"))
    for need in ("Debt", "Loneliness"):
        names.called("Need", need, f"need-{need.lower()}")
    return Names("spring", names.minted)


def read(tmp_path, answers=FORMS + ONE, mapping=MAPPING, names=None):
    (tmp_path / "answers.csv").write_text(answers)
    (tmp_path / "m.toml").write_text(mapping)
    return loader("survey").load([tmp_path / "answers.csv", tmp_path / "m.toml"], names or town())


def facts(reading, kind):
    hidden = ("_file", "_sheet", "_row")
    return [
        {key: value for key, value in row.items() if value is not None and key not in hidden}
        for checked in check(reading, SCHEMA)
        if checked.kind == kind
        for row in checked.rows.iter_rows(named=True)
    ]


def test_a_response_says_properties_links_and_insights_of_what_it_names(tmp_path):
    reading = read(tmp_path)
    assert (reading.problems, reading.warnings) == ((), ())
    walks, offer = "service-mapping-riverside-walks", "offer-mapping-riverside-walks-main"
    assert facts(reading, "Service") == [{"id": walks, "wait_days": 10}]
    assert links(reading, "PROVIDES") == [("org-mapping-riverside", walks)]
    assert links(reading, "HAS_OFFER") == [(walks, offer)]
    assert links(reading, "MEETS") == [(offer, "need-debt"), (offer, "need-loneliness")]
    assert [set(row) for row in facts(reading, "Insight")] == [{"id", "name", "text", "theme", "category", "published"}]
    insight = facts(reading, "Insight")[0]
    assert (insight["text"], insight["category"], insight["published"]) == ("It is warm", "strength", False)
    assert insight["name"] == "referrals, response 1"
    assert {row for one in reading.tables for row in one.rows["_row"]} == {2}


def test_a_survey_is_partial_and_dated_by_its_last_answer_unless_the_mapping_says_otherwise(tmp_path):
    reading = read(tmp_path, FORMS + TWO + ONE)
    assert (reading.about.complete, reading.about.as_of) == (False, "2026-03-02")
    said_so = '[survey]\ncomplete = true\ndate = 2026-05-01\nsource = "spring"\n'
    reading = read(tmp_path, mapping=said_so + MAPPING)
    assert (reading.about.complete, reading.about.as_of) == (True, "2026-05-01")
    assert reading.about.scope.links == ("HAS_OFFER", "MEETS", "PROVIDES")
    about = loader("survey").about([tmp_path / "answers.csv", tmp_path / "m.toml"])
    assert about.source == "spring"


def test_insights_are_joined_to_nothing_unless_the_mapping_says_to_what(tmp_path):
    assert links(read(tmp_path), "ABOUT") == []
    about = MAPPING.replace('theme = "referrals"', 'about = "Service", published = true')
    reading = read(tmp_path, mapping=about)
    insight = facts(reading, "Insight")[0]
    assert links(reading, "ABOUT") == [(insight["id"], "service-mapping-riverside-walks")]
    assert insight["published"] is True


@pytest.mark.parametrize("rows", [ONE + TWO, TWO + ONE], ids=["in order", "the later one first"])
def test_of_two_responses_that_disagree_the_later_counts_and_both_rows_are_named(tmp_path, rows):
    reading = read(tmp_path, FORMS + rows)
    assert [row["wait_days"] for row in facts(reading, "Service")] == [20]
    late, early = (3, 2) if rows == ONE + TWO else (2, 3)
    assert reading.warnings == (
        f"answers.csv, row {late}, column Wait in days: this and row {early} say different things, Service.wait_days "
        f"of service-mapping-riverside-walks: row {late} is kept, the later one",
    )
    assert len(links(reading, "MEETS")) == 2


def test_without_times_the_one_further_down_counts_and_it_is_said(tmp_path):
    mapping = MAPPING.replace('"completed"', '"leave out"')
    reading = read(tmp_path, FORMS + TWO + ONE, mapping)
    assert [row["wait_days"] for row in facts(reading, "Service")] == [10]
    assert reading.warnings[0].endswith("row 3 is kept, the one further down, as times are not known")


def test_what_a_person_wrote_about_people_is_taken_out_of_free_text(tmp_path):
    text = "Ask Ann Quill on 020 7946 0123, or ann@quill.test; we sent 12 people"
    answers = FORMS.replace("Email", "Email,Your name") + ONE.replace("t,R", "t,Ann Quill,R").replace(
        "It is warm", f'"{text}"'
    )
    reading = read(tmp_path, answers, MAPPING + '"Your name" = "leave out"\n')
    assert facts(reading, "Insight")[0]["text"] == "Ask (taken out) on (taken out), or (taken out); we sent 12 people"
    assert [one.partition(": ")[2] for one in reading.warnings] == [
        "whole names, e-mail addresses or telephone numbers were taken out of free text in row 2"
    ]


def test_a_part_of_a_name_stays_in_free_text_and_its_row_is_named_to_be_read(tmp_path):
    answers = FORMS.replace("Email", "Email,Your name")
    answers += ONE.replace("t,R", "t,Ann Quill,R").replace("It is warm", "Ask Ann about it")
    reading = read(tmp_path, answers, MAPPING + '"Your name" = "leave out"\n')
    assert facts(reading, "Insight")[0]["text"] == "Ask Ann about it"
    assert reading.warnings == (
        "answers.csv: free text in row 2 may still name somebody who answered: read it before it is published",
    )


def test_what_is_left_out_is_nowhere(tmp_path):
    kept = str([one.rows.to_dicts() for one in read(tmp_path).tables])
    assert "quill" not in kept


def test_an_answer_that_names_nothing_is_a_problem_once_with_what_to_do(tmp_path):
    reading = read(tmp_path, FORMS + (ONE + TWO).replace("Debt", "Cats"))
    assert said(reading) == [
        "answers.csv, row 2, column Which needs?: 'Cats' is nothing that is known (in 2 responses, of which this is "
        "the first). Load what describes it first, or say in the mapping file, under words, which name or id it stands "
        'for, or "" to leave it out'
    ]


@pytest.mark.parametrize("name", ["Ben", "Bo"])
def test_an_answer_that_names_nothing_is_not_shown_where_it_may_name_somebody(tmp_path, name):
    answers = FORMS + (ONE + TWO).replace("ben@", f"{name.lower()}@").replace("Debt", f"Ask {name} at Mill")
    (problem,) = said(read(tmp_path, answers))
    assert problem.startswith(
        "answers.csv, row 2, column Which needs?: this answer (not shown, because it may name somebody) is nothing "
    )


@pytest.mark.parametrize(
    ("more", "needs", "warnings"),
    [
        ('words = { "cats" = "Loneliness" }', ["need-loneliness"], 0),
        ('words = { "Cats" = "" }', [], 0),
        ('unknown = "leave out"', [], 1),
        ('unknown = "wait"', ["need-spring-cats"], 0),
    ],
)
def test_the_mapping_may_say_what_an_answer_stands_for(tmp_path, more, needs, warnings):
    mapping = MAPPING.replace('"Offer.needs"', f'{{ is = "Offer.needs", {more} }}')
    reading = read(tmp_path, FORMS + TWO.replace("Debt", "Cats"), mapping)
    assert reading.problems == ()
    assert [need for _, need in links(reading, "MEETS")] == needs
    assert len(reading.warnings) == warnings


def test_an_answer_that_holds_the_separator_is_not_cut_where_the_mapping_knows_it(tmp_path):
    more = '{ is = "Offer.needs", separator = ",", words = { "Money, rent and bills" = "Debt" } }'
    reading = read(
        tmp_path,
        FORMS + ONE.replace("Debt;Loneliness;", '"Loneliness, Money, rent and bills"'),
        MAPPING.replace('"Offer.needs"', more),
    )
    assert sorted(need for _, need in links(reading, "MEETS")) == ["need-debt", "need-loneliness"]


def test_a_new_service_belongs_to_the_organisation_that_answers_even_where_another_has_the_name(tmp_path):
    reading = read(tmp_path, FORMS + ONE.replace("Riverside", "Hill Trust"))
    assert facts(reading, "Organisation") == [{"id": "org-spring-hill-trust", "name": "Hill Trust"}]
    assert facts(reading, "Service") == [
        {"id": "service-spring-hill-trust-walks", "name": "Walks", "wait_days": 10},
    ]
    assert "has no service of the name 'Walks': taken for a new one, not for service-mapping" in reading.warnings[0]


def test_a_service_without_an_organisation_has_to_be_known(tmp_path):
    mapping = MAPPING.replace('"Organisation"', '"leave out"')
    assert ids(read(tmp_path, mapping=mapping), "Service") == ["service-mapping-riverside-walks"]
    problems = said(read(tmp_path, FORMS + ONE.replace("Walks", "Talks"), mapping))
    assert "no service of the name 'Talks' is known, and no answer says which organisation's it is" in problems[0]


def test_an_official_number_comes_before_the_name(tmp_path):
    answers = FORMS.replace("Email", "Charity no") + ONE.replace("ann@quill.test", "1034374")
    mapping = MAPPING.replace('"Email" = "leave out"', '"Charity no" = "Organisation.charity_no"')
    reading = read(tmp_path, answers, mapping)
    assert facts(reading, "Organisation") == [
        {"id": "org-chc-1034374", "name": "Riverside", "charity_no": "1034374"},
    ]


def test_an_official_number_tells_which_of_two_of_a_name_is_meant(tmp_path):
    names = Names("registers")
    for number in ("1034374", "900001"):
        names.called("Organisation", "Riverside", names.by_identifier("Organisation", "chc", number))
    mapping = MAPPING.replace('"Email" = "leave out"', '"Charity no" = "Organisation.charity_no"')
    answers = FORMS.replace("Email", "Charity no") + ONE.replace("ann@quill.test", "900001").replace(
        "Debt;Loneliness;", ""
    )
    reading = read(tmp_path, answers, mapping, Names("spring", names.minted))
    assert reading.problems == ()
    assert [row["id"] for row in facts(reading, "Organisation")] == ["org-chc-900001"]


def test_an_offer_is_the_only_one_of_its_service_or_else_the_main_one(tmp_path):
    names = town()
    for label in ("Groups", "Visits"):
        names = Names("mapping", {**names.known, **names.minted})
        names.by_name("Offer", label, "service-mapping-riverside-walks")
        names = Names("spring", {**names.known, **names.minted})
        reading = read(tmp_path, names=names)
        offers = {offer for offer, _ in links(reading, "MEETS")}
        only = label == "Groups"
        assert offers == {f"offer-mapping-riverside-walks-{'groups' if only else 'main'}"}
        assert ["has 2 offers and the answer does not say which" in one for one in reading.warnings] == [True] * (
            not only
        )


def test_the_same_responses_exported_again_keep_their_ids(tmp_path):
    names = town()
    first = ids(read(tmp_path, FORMS + TWO + ONE, names=names), "Insight")
    assert ids(read(tmp_path, FORMS + ONE, names=later(names)), "Insight") == first


PEOPLE = '[people]\nlawful_basis = "consent"\nkeep_until = 2099-03-31\n'


def test_people_are_kept_only_where_the_mapping_says_so_with_why_and_until_when(tmp_path):
    mapping = MAPPING.replace('"Email" = "leave out"', '"Email" = "Person.name"')
    problems = said(read(tmp_path, mapping=mapping))
    assert [one.split(" is missing")[0] for one in problems] == [
        "m.toml, column people: keep_until",
        "m.toml, column people: lawful_basis",
    ]
    reading = read(tmp_path, mapping=PEOPLE + mapping)
    person = facts(reading, "Person")[0]
    assert (person["lawful_basis"], person["keep_until"]) == ("consent", "2099-03-31")
    assert links(reading, "CONTACT_FOR") == [(person["id"], "service-mapping-riverside-walks")]
    assert "past" in said(read(tmp_path, mapping=PEOPLE.replace("2099", "2001") + mapping))[0]


WRONG = [
    (
        MAPPING.replace('"leave out"', '"leave out"  # ?'),
        "m.toml, row 4: this question is not decided yet; write what it",
    ),
    (MAPPING.replace('"Email" = "leave out"\n', ""), "answers.csv, column Email: the mapping file m.toml does not say"),
    (
        MAPPING + '"Which servise?" = "Offer"\n',
        "m.toml, column Which servise?: answers.csv has no such question. Did you",
    ),
    (
        MAPPING.replace("Service.wait_days", "Service.wait_day"),
        "m.toml, column Wait in days: 'Service.wait_day' is not what",
    ),
    (
        MAPPING.replace('"completed"', '"Service"'),
        "m.toml, column Which service?: Service is what 'Completion time' is",
    ),
    (
        MAPPING.replace('= "Service"', '= "leave out"'),
        "m.toml: no question is 'Service': one has to be, which names the",
    ),
    (
        MAPPING.replace("strength", "joy"),
        "m.toml, column What works?: category 'joy' is not one of strength, weakness,",
    ),
    (
        MAPPING.replace('"Offer.needs"', '{ is = "Offer.needs", theme = "x" }'),
        "m.toml, column Which needs?: theme is for",
    ),
    (MAPPING.replace('"Offer.needs"', "7"), "m.toml, column Which needs?: is should be text in quotes"),
    (MAPPING.replace('"Offer.needs"', "{ }"), "m.toml, column Which needs?: it does not say what it is, as in is ="),
    ("[survey]\nheadings = 3\n" + MAPPING, "m.toml, column headings: how many rows of headings: 1 or 2"),
    (
        "[survey]\nsheets = 3\n" + MAPPING,
        "m.toml, column survey: 'sheets' is not known here; allowed are source, sheet",
    ),
    ('[survey]\nsheet = "Form1"\n' + MAPPING, "m.toml, column survey: answers.csv has no sheet 'Form1' with answers"),
    ("questions = 3\n", "m.toml: 'questions' should be a part of the file, under [questions]"),
    ("[questions]\n", "m.toml: it has no [questions]; draft them with `linkwork survey map`"),
    ("[questions\n", "m.toml: this line is not as TOML wants it:"),
]


@pytest.mark.parametrize(("mapping", "message"), WRONG, ids=[message[:60] for _, message in WRONG])
def test_what_is_wrong_with_a_mapping_is_said_with_its_place(tmp_path, mapping, message):
    found = said(read(tmp_path, mapping=mapping))
    assert [one.startswith(message) for one in found] == [True], found


def test_an_e_mail_address_is_nothing_but_a_persons(tmp_path):
    found = said(read(tmp_path, FORMS + ONE.replace(",Riverside,", ",ann@quill.test,")))
    assert found[0].startswith("answers.csv, row 2, column Which organisation?: here stands an e-mail address: make it")
    assert "quill" not in str(found)


def test_an_answer_that_is_not_what_the_question_is_is_a_problem(tmp_path):
    with pytest.raises(InputRefused, match="row 2, column Wait in days: 'a while' is not a whole number of 0 or more"):
        check(read(tmp_path, FORMS + ONE.replace(",10,", ",a while,")), SCHEMA)


@pytest.mark.parametrize("names", [["answers.csv"], ["m.toml"], ["answers.csv", "m.toml", "n.toml"]])
def test_answers_without_exactly_one_mapping_are_refused_with_what_to_do(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text(MAPPING if name.endswith("toml") else FORMS + ONE)
    with pytest.raises(InputRefused, match=r"mapping file|no file of answers"):
        loader("survey").load([tmp_path / name for name in names], town())


def test_a_file_out_of_shape_is_refused_without_a_word_of_anybodys(tmp_path):
    with pytest.raises(InputRefused, match=r"answers\.csv, row 3: there are 9 cells under 8 headings") as refused:
        read(tmp_path, FORMS + ONE + ONE.strip() + ",Ann Quill\n")
    assert "Quill" not in str(refused.value)


def smart(path):
    """SmartSurvey's layout: two rows of headings, one column an option of the question above."""
    book = Workbook()
    sheet = book.active
    sheet.append(["UserID", "Ended", "Which organisation?", "Which service?", "Which needs?", None, None, "Waits"])
    sheet.append([None, None, None, None, "Debt", "Loneliness", "Other (please say)", None])
    sheet.append([71, "01/03/2026 09:10", "Riverside", "Walks", "Debt", None, "Loneliness", 10])
    sheet.append([72, "13/03/2026 09:10", "Hill Trust", "Talks", 0, 1, None, 12])
    book.save(path)


def test_two_rows_of_headings_are_questions_with_a_column_an_option(tmp_path):
    smart(tmp_path / "smart.xlsx")
    mapping = (
        MAPPING.replace('"ID"', '"UserID"').replace('"Completion time"', '"Ended"').replace("Wait in days", "Waits")
    )
    lines = [line for line in mapping.splitlines() if "Email" not in line and "works" not in line]
    (tmp_path / "m.toml").write_text("\n".join(lines))
    reading = loader("survey").load([tmp_path / "smart.xlsx", tmp_path / "m.toml"], town())
    assert reading.problems == ()
    assert sorted(links(reading, "MEETS")) == [
        ("offer-mapping-riverside-walks-main", "need-debt"),
        ("offer-mapping-riverside-walks-main", "need-loneliness"),
        ("offer-spring-hill-trust-talks-main", "need-loneliness"),
    ]
    assert reading.about.as_of == "2026-03-13"
    assert table(reading, "Organisation")["_row"].to_list() == [4]


def test_a_survey_is_loaded_asked_and_kept_once_and_its_free_text_is_confidential(tmp_path):
    project = tmp_path / "town"
    run("init", project)
    (tmp_path / "terms.csv").write_text("kind,id,name\nneed,debt,Debt\nneed,loneliness,Loneliness\n")
    run("load", "terms", tmp_path / "terms.csv", "--as-of", "2026-01-01", "--project", project)
    (tmp_path / "answers.csv").write_text(FORMS + ONE + TWO)
    (tmp_path / "m.toml").write_text(MAPPING)
    words = ("load", "survey", tmp_path / "answers.csv", tmp_path / "m.toml", "--project", project)
    first = run(*words).output
    assert "Kept round 2026-03-02_answers_1" in first
    assert "(partial)" in first
    assert "loose    nothing" in first
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
    query = "MATCH (s:Service)-[:HAS_OFFER]->(:Offer)-[:MEETS]->(n:Need) RETURN s.name AS s, n.name AS n ORDER BY n"
    rows = json.loads(run("cypher", query, "--format", "json", "--project", project).output)
    assert rows == [{"s": "Walks", "n": "Debt"}, {"s": "Walks", "n": "Loneliness"}]
    page = tmp_path / "map.html"
    run("draw", "network-map", "--save", page, "--project", project)
    assert "It is warm" not in page.read_text()
    frames = [str(pl.read_parquet(path).to_dicts()) for path in (project / "rounds").rglob("*.parquet")]
    assert not any("quill" in text or "yarrow" in text for text in frames)
