"""Demand by area and need: a town whose areas and needs other sources have named."""

import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run

HEAD = "area,need,audience,people,year,method\n"


def known():
    """The names of a project where `areas`, `terms` and a mapping have been loaded; Sleep is two needs' name.

    The mapping has named Debt and Benefits too, and described neither.
    """
    names = Names("areas")
    names.called("Area", "East", "area-e05000001")
    terms = Names("terms", names.minted)
    terms.called("Need", "Debt", "need-debt")
    terms.called("Need", "Loneliness", "need-ukcat-so100")
    terms.called("Audience", "Carers", "audience-carers")
    terms.called("Need", "Sleep", "need-sleep")
    terms.called("Need", "Sleep", "need-rest")
    terms.called("Need", "Benefits", "need-town-ben", foreign=True)
    mapping = Names("mapping", {**names.minted, **terms.minted})
    for name in ("Debt", "Benefits"):
        mapping.by_name("Need", name)
    return {**names.minted, **terms.minted, **mapping.minted}


def read(tmp_path, text, head=HEAD):
    (tmp_path / "demand.csv").write_text(head + text)
    return loader("demand").load([tmp_path / "demand.csv"], Names("demand-2024", known()))


def said(reading):
    return [str(problem).removeprefix("demand.csv, ") for problem in reading.problems]


def links(reading):
    (table,) = check(reading, SCHEMA)
    assert table.kind == "HAS_DEMAND"
    columns = ["from_id", "to_id", "audience", "people", "year", "method"]
    return table.rows.select(c for c in columns if c in table.rows.columns).rows()


def test_areas_needs_and_audiences_are_found_by_code_by_id_and_by_a_name_of_any_source(tmp_path):
    reading = read(
        tmp_path,
        "E05000001,need-debt,,40,2024,survey\n"
        'gss:E05000002,Loneliness,Carers,"1,200",2024,survey\n'
        "east,UK-CAT:SO200,audience-older,0,2023,\n"
        "area-e05000009,need-mood,,7,2024,estimate\n",
    )
    assert links(reading) == [
        ("area-e05000001", "need-debt", None, 40, 2024, "survey"),
        ("area-e05000002", "need-ukcat-so100", "audience-carers", 1200, 2024, "survey"),
        ("area-e05000001", "need-ukcat-so200", "audience-older", 0, 2023, None),
        ("area-e05000009", "need-mood", None, 7, 2024, "estimate"),
    ]
    assert reading.warnings == (
        "demand.csv, column audience: no source has named audience-older; load the terms that describe them",
    )


def test_a_name_that_a_list_of_the_project_has_means_that_whatever_else_was_called_so(tmp_path):
    text = "East,Debt,,40,2024,\nEast,Benefits,,7,2024,\nEast,town:BEN,Carers,3,2024,\n"
    assert [row[1] for row in links(read(tmp_path, text))] == ["need-debt", "need-town-ben", "need-town-ben"]


def test_of_what_workbooks_named_that_counts_which_a_round_describes_by_this_name():
    first, second = Names("first"), Names("second")
    first.by_name("Need", "Warmth")
    second.by_name("Need", "Warmth")
    register = {**first.minted, **second.minted}
    assert Names("demand", register).anywhere("Need", "warmth") == ["need-first-warmth", "need-second-warmth"]
    described = {("Need", "warmth"): {"need-second-warmth"}}
    names = Names("demand", register, bearing=lambda kind, called: described[kind, called])
    assert names.anywhere("Need", "Warmth") == ["need-second-warmth"]


def test_every_problem_of_a_row_is_said_whether_or_not_its_area_and_need_are_known(tmp_path):
    text = (
        "North,Hunger,,many,24,\nEast,Hunger,,40,2024,survey\neast,hunger,,50,2024,survey\n"
        "East,Debt,Sailors,8,2024,\nEast,Debt,,9,2024,\n"
    )
    messages = said(read(tmp_path, text))
    assert "row 2, column people: 'many' is not a whole number of 0 or more." in messages
    assert "row 2, column year: '24' is not a year, such as 2024" in messages
    assert (
        "row 4, column people: two rows are the same figure and say different numbers: this one and row 3" in messages
    )
    places = [message.partition(":")[0] for message in messages]
    assert sorted(places) == [
        "row 2, column area",
        "row 2, column need",
        "row 2, column people",
        "row 2, column year",
        "row 3, column need",
        "row 4, column need",
        "row 4, column people",
        "row 5, column audience",
    ]
    # The figure for sailors is not taken for one of everybody, which row 6 says.
    (table,) = read(tmp_path, text).tables
    assert table.rows["_row"].to_list() == [6]


def test_the_source_is_demand_whatever_the_file_is_called(tmp_path):
    run("init", tmp_path / "town")
    (tmp_path / "figures of 2024.csv").write_text(HEAD + "E05000001,need-debt,,40,2024,survey\n")
    words = (
        "load",
        "demand",
        tmp_path / "figures of 2024.csv",
        "--as-of",
        "2024-12-31",
        "--project",
        tmp_path / "town",
    )
    assert "as demand of 2024-12-31" in run(*words).output


def test_an_audience_and_a_method_need_no_column(tmp_path):
    reading = read(tmp_path, "East,need-debt,40,2024\n", "area,need,people,year\n")
    assert links(reading) == [("area-e05000001", "need-debt", 40, 2024)]
    assert (reading.problems, reading.warnings) == ((), ())


TOTAL = "a total, which would count people twice; leave this row out"
UNCLEAR = [
    (
        "East,Sleep,,40,2024,",
        "row 2, column need: 'Sleep' is the name of 2 needs: need-rest, need-sleep; write the id of the one meant, or "
        "its vocabulary and code, such as town:DEB",
    ),
    (
        "East,Hunger,,40,2024,",
        "row 2, column need: no need of the name 'Hunger' is known; load the terms first, or write its id, or its "
        "vocabulary and code, such as town:DEB",
    ),
    (
        "North,need-debt,,40,2024,",
        "row 2, column area: no area of the name 'North' is known; load the areas first, or write its id, or its ONS "
        "code such as E05009317",
    ),
    (
        "East,need-debt,Sailors,40,2024,",
        "row 2, column audience: no audience of the name 'Sailors' is known; load the terms first, or write its id, or "
        "its vocabulary and code, such as town:DEB",
    ),
    ("East,All needs,,40,2024,", f"row 2, column need: 'All needs' is {TOTAL}"),
    ("TOTAL,need-debt,,40,2024,", f"row 2, column area: 'TOTAL' is {TOTAL}"),
    (
        "Borough total,need-debt,,40,2024,",
        f"row 2, column area: 'Borough total' is {TOTAL}",
    ),
    (
        "East,need-debt,Everyone,40,2024,",
        "row 2, column audience: 'Everyone' is a total, not an audience; leave the cell blank where the figure counts "
        "everyone",
    ),
    ("East,need-debt,,40,24,", "row 2, column year: '24' is not a year, such as 2024"),
    (
        "East,need-debt,,,2024,",
        "row 2, column people: this cell is blank; every row says where, what, how many and when",
    ),
    ("East,need-debt,,40,,", "row 2, column year: this cell is blank; every row says where, what, how many and when"),
]


@pytest.mark.parametrize(("row", "message"), UNCLEAR, ids=[row for row, _ in UNCLEAR])
def test_what_is_unclear_is_a_problem_that_says_what_to_write(tmp_path, row, message):
    assert said(read(tmp_path, row + "\n")) == [message]


@pytest.mark.parametrize("people", ["-1", "12.5", "many"])
def test_people_are_a_whole_number(tmp_path, people):
    with pytest.raises(InputRefused, match=f"row 2, column people: '{people}' is not a whole number of 0 or more"):
        check(read(tmp_path, f"East,need-debt,,{people},2024,\n"), SCHEMA)


def test_two_rows_of_one_figure_that_disagree_are_refused_and_one_said_twice_is_kept_once(tmp_path):
    row = "East,need-debt,Carers,40,2024,survey\n"
    with pytest.raises(InputRefused, match=r"two rows are the same HAS_DEMAND.*: this one and demand.csv, row 2"):
        check(read(tmp_path, row + row.replace("40", "50")), SCHEMA)
    assert len(links(read(tmp_path, row + row))) == 1
    others = (row.replace("survey", "register"), row.replace("2024", "2023"), row.replace("Carers", ""))
    assert len(links(read(tmp_path, "".join([row, *others]).replace("40", "50", 1)))) == 4


def test_a_need_that_no_round_describes_is_a_link_that_waits_and_is_reported(tmp_path):
    run("init", tmp_path / "town")
    (tmp_path / "demand.csv").write_text(HEAD + "E05000001,need-debt,,40,2024,survey\n")
    words = ("load", "demand", tmp_path / "demand.csv", "--as-of", "2024-12-31", "--project", tmp_path / "town")
    output = run(*words).output
    assert "'area-e05000001' has demand for 'need-debt', but no round describes area-e05000001 or need-debt" in output
    assert "as demand of 2024-12-31 (complete)" in output
