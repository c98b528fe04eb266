"""Policies and their lines, from a town of three policies."""

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

HEAD = "driver_id,driver,published,issuer,scope,item_id,item,kind,status,source_url\n"
TOWN = HEAD + (
    "NAT-PLAN,A National Plan,2019-01,NHS Nation,England,NP-1,Fewer falls,target,historic,\n"
    "NAT-PLAN,A National Plan,2019-01,NHS Nation,England,NP-2,Fewer lonely people,target,historic,https://plan.test/2\n"
    "TOWN-7,Town Together priorities,,Town Together,Millbrook,TT-?,Seven priorities (not named),placeholder,"
    "current - names missing,\n"
    "OLD-PLAN,Town Plan 2018,2018,Town Board,Millbrook,OP-1,Good jobs,theme,2018-2023 (ended),https://town.test\n"
)


def read(tmp_path, text):
    path = tmp_path / "policies.csv"
    path.write_text(text)
    return loader("policy-drivers").load([path], Names("policy-drivers"))


def facts(table):
    return [{k: v for k, v in row.items() if not k.startswith("_")} for row in table.rows.rows(named=True)]


def said(reading):
    return [str(problem) for problem in reading.problems]


def test_each_driver_is_one_policy_with_its_level_state_and_first_address(tmp_path):
    reading = read(tmp_path, TOWN)
    assert facts(reading.tables[0]) == [
        {
            "id": "policy-nat-plan",
            "name": "A National Plan",
            "published_on": "2019-01",
            "issuer": "NHS Nation",
            "level": "national",
            "state": "superseded",
            "url": "https://plan.test/2",
        },
        {
            "id": "policy-town-7",
            "name": "Town Together priorities",
            "published_on": None,
            "issuer": "Town Together",
            "level": "borough",
            "state": "current",
            "url": None,
        },
        {
            "id": "policy-old-plan",
            "name": "Town Plan 2018",
            "published_on": "2018",
            "issuer": "Town Board",
            "level": "borough",
            "state": "ended",
            "url": "https://town.test",
        },
    ]
    assert (reading.problems, reading.warnings) == ((), ())
    check(reading, SCHEMA)


def test_each_line_is_a_priority_in_its_policy_and_a_placeholder_is_marked_as_one(tmp_path):
    _, priorities, links = read(tmp_path, TOWN).tables
    assert priorities.rows.select("id", "name", "text", "state", "placeholder", "_row").rows() == [
        ("priority-np-1", "Fewer falls", "Fewer falls", "superseded", "no", 2),
        ("priority-np-2", "Fewer lonely people", "Fewer lonely people", "superseded", "no", 3),
        ("priority-tt", "Seven priorities (not named)", "Seven priorities (not named)", "current", "yes", 4),
        ("priority-op-1", "Good jobs", "Good jobs", "ended", "no", 5),
    ]
    assert links.kind == "IN_POLICY"
    assert links.rows.select("from_kind", "from_id", "to_kind", "to_id").rows() == [
        ("Priority", "priority-np-1", "Policy", "policy-nat-plan"),
        ("Priority", "priority-np-2", "Policy", "policy-nat-plan"),
        ("Priority", "priority-tt", "Policy", "policy-town-7"),
        ("Priority", "priority-op-1", "Policy", "policy-old-plan"),
    ]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("current", "current"),
        ("Current - names missing", "current"),
        ("historic", "superseded"),
        ("superseded government", "superseded"),
        ("2017-2020 (ended)", "ended"),
        ("", None),
    ],
)
def test_the_wording_of_a_status_becomes_a_state(tmp_path, words, state):
    policies, priorities, _ = read(tmp_path, HEAD + f"D,Plan,,,UK,I,Line,,{words},\n").tables
    assert (policies.rows["state"].to_list(), priorities.rows["state"].to_list()) == ([state], [state])


def test_a_status_in_other_words_is_refused_with_what_is_allowed(tmp_path):
    assert said(read(tmp_path, HEAD + "D,Plan,,,UK,I,Line,,in draft,\n")) == [
        "policies.csv, row 2, column status: 'in draft' is not known here; "
        "allowed are 'current', 'historic', 'superseded' or '(ended)', with or without more words"
    ]


@pytest.mark.parametrize(
    ("scope", "level"),
    [("England", "national"), ("uk", "national"), ("Scotland", "national"), ("Millbrook", "borough"), ("", None)],
)
def test_a_country_is_national_and_any_other_place_a_borough(tmp_path, scope, level):
    assert read(tmp_path, HEAD + f"D,Plan,,,{scope},I,Line,,,\n").tables[0].rows["level"].to_list() == [level]


def test_rows_of_one_driver_that_do_not_agree_are_refused_naming_both(tmp_path):
    text = HEAD + "D,Plan,2019,A,UK,I-1,One,,current,\nD,The Plan,2019,B,UK,I-2,Two,,historic,\n"
    assert said(read(tmp_path, text)) == [
        "policies.csv, row 3, column driver: 'The Plan' differs from 'Plan' in row 2; a policy has one driver",
        "policies.csv, row 3, column issuer: 'B' differs from 'A' in row 2; a policy has one issuer",
        "policies.csv, row 3, column status: 'historic' differs from 'current' in row 2; a policy has one status",
    ]


def test_a_line_without_an_id_and_a_row_without_a_policy_are_refused(tmp_path):
    assert said(read(tmp_path, HEAD + "D,Plan,,,UK,,A line,,,\n,Plan,,,UK,I-2,Another,,,\n")) == [
        "policies.csv, row 3, column driver_id: this cell is blank; every row names its policy",
        "policies.csv, row 2, column item_id: this cell is blank; every line has an id of its own",
    ]


def test_an_id_without_letters_or_digits_is_refused_in_its_place(tmp_path):
    assert said(read(tmp_path, "driver_id,driver,item_id,item\n?,Plan,L1,Line\nP,Plan,-,Other\n")) == [
        "policies.csv, row 2, column driver_id: '?' has no letters or digits; every row names its policy",
        "policies.csv, row 3, column item_id: '-' has no letters or digits; every line has an id of its own",
    ]


def test_a_policy_without_lines_is_a_policy(tmp_path):
    policies, priorities, links = read(tmp_path, HEAD + "D,Plan,,,UK,,,,current,\n").tables
    assert [table.rows.height for table in (policies, priorities, links)] == [1, 0, 0]


def test_columns_that_are_not_there_say_nothing(tmp_path):
    reading = read(tmp_path, "driver_id,driver,item_id,item\nD,Plan,I,Line\n")
    assert facts(reading.tables[0]) == [{"id": "policy-d", "name": "Plan"}]
    assert facts(reading.tables[1]) == [{"id": "priority-i", "name": "Line", "text": "Line"}]
    check(reading, SCHEMA)


def test_a_missing_column_is_named_and_a_strange_one_that_is_filled_is_a_warning(tmp_path):
    assert said(read(tmp_path, "driver_id,driver,item\nD,Plan,Line\n")) == [
        "policies.csv: the column 'item_id' is missing; the headings are driver_id, driver, item"
    ]
    reading = read(tmp_path, "driver_id,driver,item_id,item,owner,spare\nD,Plan,I,Line,Town,\n")
    assert reading.warnings == ("policies.csv, column owner is filled but not read",)


def test_the_real_policies_are_eleven_with_two_placeholders(shared):
    path = shared / "data" / "policy" / "policy_drivers.csv"
    reading = loader("policy-drivers").load([path], Names("policy-drivers"))
    policies, priorities, links = check(reading, SCHEMA)
    assert (policies.rows.height, priorities.rows.height, links.rows.height) == (11, 37, 37)
    assert priorities.rows["id"].filter(priorities.rows["placeholder"]).to_list() == ["priority-thp23", "priority-tht"]
    assert reading.warnings == ()
