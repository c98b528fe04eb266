"""`linkwork route`: routes in plain words, and the same rows for programs as question P1."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli

SHEETS = {
    "Organisations": """\
name,sector
Mill Lane Surgery,nhs
Riverside Trust,vcse
""",
    "Services": """\
name,status,provider,access,wait_days
Link Workers,open,Mill Lane Surgery,professional,
Debt Advice,open,Riverside Trust,self,9
Lunch Club,open,Riverside Trust,,
""",
    "Needs": "name\nDebt\nLoneliness\nSleep\n",
    "Audiences": "name\nCarers\nUnder 18s\n",
    "Areas": "name,level\nNorth,ward\nSouth,ward\n",
    "Offers": """\
name,service,needs,areas,audiences,not_for
Company,Link Workers,Loneliness,North;South,,Under 18s
Debt,Debt Advice,Debt,North,Carers,
Lunch,Lunch Club,Loneliness,South,,
""",
    "REFERS_TO": """\
from,to,category,channel,wait_days,feedback,onward_allowed
Organisation: Mill Lane Surgery,Link Workers,referral,form,7,yes,
Service: Link Workers,Debt Advice,signpost,,,,
Service: Link Workers,Lunch Club,warm_handover,telephone,,no,yes
""",
}
#: Of the step to Debt Advice: in the file neither means, onward referral nor feedback are filled in.
NOT_KNOWN = (
    "Not known: by what means (Link Workers to Debt Advice); whether Link Workers may refer people on; whether\n"
    "     Link Workers will hear what became of it."
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("routes")
    (folder / "mapping").mkdir()
    for sheet, text in SHEETS.items():
        (folder / "mapping" / f"{sheet}.csv").write_text(text)
    run("init", folder / "town", "--name", "Our town")
    load = ("load", "mapping-workbook", folder / "mapping", "--as-of", "2024-03-31", "--project", folder / "town")
    run(*load)
    return folder / "town"


def run(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def route(project: Path, *words: object, code: int = 0) -> str:
    return run("route", "--project", project, *words, code=code)


def test_a_route_is_told_step_by_step(project: Path) -> None:
    said = route(project, "--from", "mill lane surgery", "--need", "Debt", "--group", "Carers", "--area", "North")
    assert said.split("\n\n")[:2] == [
        "From Mill Lane Surgery to Debt, for Carers in North: 1 route.",
        "Route 1: 16 days.\n"
        "  1. Mill Lane Surgery refers to Link Workers (by form; about 7 days)\n"
        "  2. Link Workers signposts to Debt Advice (about 9 days)\n"
        f"     {NOT_KNOWN}",
    ]


def test_several_routes_stand_in_their_order_and_waits_that_nobody_knows_are_counted(project: Path) -> None:
    said = route(project, "--from", "Mill Lane Surgery", "--need", "Loneliness")
    assert "From Mill Lane Surgery to Loneliness: 2 routes." in said
    assert "Route 1: 7 days, to Link Workers, for everyone but Under 18s.\n" in said
    assert "Route 2: at least 7 days; 1 wait is not known." in said
    assert "2. Link Workers takes people over in person to Lunch Club (by telephone; the wait is not known)" in said


def test_a_limit_keeps_the_best_and_says_how_many_there_are(project: Path) -> None:
    said = route(project, "--from", "Mill Lane Surgery", "--need", "Loneliness", "--limit", 1, "--area", "South")
    assert "From Mill Lane Surgery to Loneliness, in South: the best route." in said
    assert "Assumed: 1 of 2 routes are shown; ask for more with limit." in said
    assert "Route 2" not in said


def test_what_the_project_says_of_itself_stands_first(project: Path) -> None:
    settings = project / "linkwork.toml"
    settings.write_text(settings.read_text().replace('note = ""', 'note = "made up"'))
    run("build", "--project", project)
    assert route(project, "--from", "self", "--need", "Sleep").startswith("made up\n\nFrom people who come")
    settings.write_text(settings.read_text().replace('note = "made up"', 'note = ""'))
    run("build", "--project", project)


def test_people_may_come_by_themselves(project: Path) -> None:
    said = route(project, "--from", "self", "--need", "Debt")
    assert "From people who come by themselves to Debt: 1 route." in said
    assert "  1. People go to Debt Advice by themselves (about 9 days)" in said


def test_where_there_is_none_the_step_that_fails_is_named_and_what_there_is_otherwise(project: Path) -> None:
    said = route(project, "--from", "Mill Lane Surgery", "--need", "debt", "--group", "under 18s")
    assert said.split("\n\n")[:4] == [
        "From Mill Lane Surgery to Debt, for Under 18s:",
        "There is no route: no live service meets Debt for Under 18s.",
        "Whatever the group, there is 1 route, the best to Debt Advice (16 days).",
        "The nearest to a route:\n"
        "  1. Mill Lane Surgery refers to Link Workers (by form; about 7 days)\n"
        "     This step fails: Link Workers is not for Under 18s.\n"
        "  2. Link Workers signposts to Debt Advice (about 9 days)\n"
        "     This step fails: Debt Advice is not for Under 18s.",
    ]
    assert "There is no route: Mill Lane Surgery refers to Link Workers, but it does not cover" not in said


def test_where_nothing_leads_there_a_sentence_says_so_and_it_is_an_answer(project: Path) -> None:
    assert "There is no route: no live service meets Sleep." in route(project, "--from", "self", "--need", "Sleep")


def test_programs_get_what_question_p1_gives(project: Path) -> None:
    asked = ("--from", "Mill Lane Surgery", "--need", "Debt", "--area", "North")
    for format_ in ("json", "csv", "md"):
        assert route(project, *asked, "--format", format_) == run(
            "ask", "P1", *asked, "--format", format_, "--project", project
        )
    answer = json.loads(route(project, *asked, "--group", "Carers", "--format", "json"))
    assert answer["parameters"]["audience"] == "audience-mapping-carers"
    assert [(row["step"], row["to"], row["total_wait"]) for row in answer["rows"]] == [
        (1, "Link Workers", 7),
        (2, "Debt Advice", 16),
    ]
    said = {(row["file"], row["row"]) for row in answer["rows"][1]["evidence"]}
    assert {("REFERS_TO.csv", 3), ("Services.csv", 3), ("Offers.csv", 3)} <= said


def test_a_misspelt_name_is_told_the_nearest(project: Path) -> None:
    said = route(project, "--from", "Mil Lane Surgery", "--need", "Debt", code=1)
    assert said.startswith("Error: from: there is no organisation or role or service 'Mil Lane Surgery'.")
    assert "Did you mean 'Mill Lane Surgery'?" in said
    assert "Error: group: there is no audience 'nobody'. There are Carers, Under 18s." in route(
        project, "--from", "self", "--need", "Debt", "--group", "nobody", code=1
    )
    assert "Did you mean 'Carers'?" in route(project, "--from", "self", "--need", "Debt", "--group", "Carer", code=1)


@pytest.mark.parametrize("option", ["--from", "--need"])
def test_a_door_and_a_need_have_to_be_named(project: Path, option: str) -> None:
    given = {"--from": "self", "--need": "Debt"} | {option: " "}
    words = [word for pair in given.items() for word in pair]
    assert f"Error: {option} is empty. Give a name or an id" in route(project, *words, code=1)


def test_for_a_broad_need_the_route_says_what_the_last_service_does_and_for_whom(tmp_path: Path) -> None:
    sheets = SHEETS | {
        "Needs": "name,broader\nMoney,\nDebt,Money\nLoneliness,\n",
        "Offers": "name,service,needs,areas,audiences\nDebt,Debt Advice,Debt,North,Carers\n",
    }
    (tmp_path / "mapping").mkdir()
    for sheet, text in sheets.items():
        (tmp_path / "mapping" / f"{sheet}.csv").write_text(text)
    town = tmp_path / "town"
    run("init", town)
    run("load", "mapping-workbook", tmp_path / "mapping", "--as-of", "2024-03-31", "--project", town)
    said = route(town, "--from", "self", "--need", "Money")
    assert "Route 1: 9 days, to Debt Advice, which meets Debt (part of Money), for Carers only.\n" in said
    (row,) = json.loads(route(town, "--from", "self", "--need", "Money", "--format", "json"))["rows"]
    assert (row["meets"], row["takes"]) == (["Debt"], ["Carers"])
    assert "Route 1: 9 days, to Debt Advice, for Carers only.\n" in route(town, "--from", "self", "--need", "Debt")
    asked = ("--from", "self", "--need", "Debt", "--group", "Carers")
    assert "Route 1: 9 days.\n" in route(town, *asked)


def test_a_route_may_be_asked_of_an_earlier_day(project: Path) -> None:
    asked = ("--from", "self", "--need", "Debt")
    assert route(project, *asked, "--as-of", "2024-03-31") == route(project, *asked)
    assert "No round is dated 2024-03-30 or earlier" in route(project, *asked, "--as-of", "2024-03-30", code=1)


def test_the_help_has_an_example() -> None:
    assert 'Example: linkwork route --from "Thrushfield Practice" --need' in run("route", "--help")
