"""`linkwork whatif`: before and after, in words and for programs, without touching the graph."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.commands._whatif import whatif_text
from linkwork.graph.engine import Engine, GraphAddress, open_engine
from linkwork.graph.measures.supposing import Add, CloseLink, CloseService, Move
from linkwork.graph.measures.whatif import whatif
from linkwork.queries import ask, catalogue
from linkwork.queries._supposed import Supposed, Told
from linkwork.queries._supposing import read_rows
from tests.neo4j_server import NeoServer
from tests.queries.closing_town import ferry
from tests.queries.town import Town, supplied

SHEETS = {
    "Organisations": """\
name,sector
Mill Lane Surgery,nhs
Riverside Trust,vcse
""",
    "Services": """\
name,status,provider,access
Link Workers,open,Mill Lane Surgery,professional
Debt Advice,open,Riverside Trust,self
Lunch Club,open,Riverside Trust,
Unsaid,open,Riverside Trust,
""",
    "Needs": "name\nDebt\nLoneliness\nSleep\n",
    "Audiences": "name\nCarers\n",
    "Areas": "name,level\nNorth,ward\nSouth,ward\n",
    "Offers": """\
name,service,needs,areas,audiences
Company,Link Workers,Loneliness,North;South,
Debt,Debt Advice,Debt,North,Carers
Lunch,Lunch Club,Loneliness,South,
Something,Unsaid,,South,
""",
    "REFERS_TO": """\
from,to,category
Organisation: Mill Lane Surgery,Link Workers,referral
Service: Link Workers,Debt Advice,signpost
""",
    "HAS_DEMAND": """\
from,to,people,year,method,audience
North,Debt,3,2023,survey,Carers
North,Loneliness,50,2023,survey,Carers
South,Debt,20,2023,survey,Carers
South,Sleep,30,2023,survey,Carers
""",
    "Funds": "name,category,published\nTown grant,grant,yes\nQuiet money,trust,\n",
    "FUNDS links": """\
from,to
Fund: Town grant,Service: Debt Advice
Fund: Town grant,Service: Lunch Club
Fund: Quiet money,Service: Lunch Club
""",
}
KEYS = (
    "question changes before after difference gaps_opened gaps_closed routes_lost routes_won assumptions caveats rounds"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whatif")
    (folder / "mapping").mkdir()
    for sheet, text in SHEETS.items():
        (folder / "mapping" / f"{sheet}.csv").write_text(text)
    run("init", folder / "town", "--name", "Our town")
    run("load", "mapping-workbook", folder / "mapping", "--as-of", "2024-03-31", "--project", folder / "town")
    return folder / "town"


def run(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def suppose(project: Path, *words: object, code: int = 0) -> str:
    return run("whatif", *words, "--project", project, code=code)


def told(project: Path, *words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(suppose(project, *words, "--format", "json"))
    return found


def test_before_and_after_are_told_in_words(project: Path) -> None:
    said = suppose(project, "close", "debt advice")
    assert "What if Debt Advice closed?" in said
    assert "1 more gap and 2 routes lost. How many people that touches is not known, or may not be told." in said
    assert "No service any more:" in said
    assert "  from Mill Lane Surgery and people who come by themselves, to Debt" in said
    assert "  where Debt Advice was (1 combination of need, group and area): nobody" in said
    assert "Mind: Nothing was changed: the graph and the rounds are as they were." in said


def test_programs_get_every_part_under_keys_that_stay(project: Path) -> None:
    found = told(project, "close", "Link Workers")
    assert list(found) == KEYS.split()
    assert (found["before"]["gaps"], found["after"]["gaps"], found["difference"]["gaps"]) == (7, 9, 2)
    assert [(gap["need"], gap["group"], gap["area"], gap["people"]) for gap in found["gaps_opened"]] == [
        ("Loneliness", ["everyone"], "North", 50)
    ]
    assert [(row["door"], row["need"]) for row in found["routes_lost"]] == [
        ("Mill Lane Surgery", "Debt"),
        ("Mill Lane Surgery", "Loneliness"),
    ]
    (who,) = found["difference"]["who_else_covers"]
    assert (who["service"], who["cells"], who["covered"]) == ("Link Workers", 4, 2)
    assert [(other["service"], other["cells"]) for other in who["others"]] == [("Lunch Club", 2)]
    assert found["rounds"] == [{"source": "mapping", "date": "2024-03-31"}]


def test_a_number_of_people_under_5_is_not_given_away(project: Path) -> None:
    found = told(project, "close", "Debt Advice")
    assert [(gap["need"], gap["people"]) for gap in found["gaps_opened"]] == [("Debt", "under 5")]
    sides = [found[side][name] for side in ("before", "after") for name in ("coverage", "people_covered")]
    assert [*sides, found["difference"]["people_losing"]] == [None] * 5
    assert any("A number of people under 5 may not be shown" in text for text in found["assumptions"])
    inside = told(project, "close", "Debt Advice", "--internal")
    assert [gap["people"] for gap in inside["gaps_opened"]] == [3]
    assert told(project, "close", "Link Workers")["difference"]["people_losing"] == 50


def test_several_things_close_at_once(project: Path) -> None:
    link = ("--link", "Mill Lane Surgery", "Link Workers")
    found = told(project, "close", "Lunch Club", "--offer", "Company", *link)
    assert found["question"] == (
        "What if Lunch Club closed, the offer Company of Link Workers ended and nobody were referred from Mill Lane "
        "Surgery to Link Workers?"
    )
    assert [change["change"] for change in found["changes"]] == ["close"] * 3
    assert (found["difference"]["gaps"], found["after"]["routes"]) == (4, 1)


def test_a_fund_closes_what_nobody_else_pays_for_and_says_what_stays(project: Path) -> None:
    found = told(project, "close", "--fund", "town grant")
    assert [row["service"] for row in found["difference"]["who_else_covers"]] == ["Debt Advice"]
    assert "A service that nobody else is known to pay for closes: Debt Advice." in found["assumptions"]
    assert "A service that somebody else pays for too stays as it is: Lunch Club." in found["assumptions"]


def test_a_confidential_fund_is_named_only_where_it_may_be_shown(project: Path) -> None:
    said = suppose(project, "close", "--fund", "Quiet", code=1)
    assert "There is Town grant. Funds that are confidential count only with --internal." in said
    assert "Quiet money stopped paying" in suppose(project, "close", "--fund", "Quiet money", "--internal")


def test_what_nobody_has_said_of_a_closing_service_is_minded(project: Path) -> None:
    found = told(project, "close", "Unsaid")
    assert found["difference"]["gaps"] == 0
    assert found["caveats"][0] == (
        "Nobody has said of Unsaid which need each offer meets and where, so more may be left open than is counted."
    )


def test_what_has_not_been_loaded_is_said_and_not_counted_as_nothing(tmp_path: Path) -> None:
    town = Town().add("need-debt", "service-advice").add("area-north", level="ward")
    town.offer("offer-advice", "service-advice", "debt")
    with town.built(tmp_path) as engine:
        found = Told(read_rows(engine, "ward"), [Supposed(CloseService("service-advice"), "Advice closed")]).as_json([])
    assert [found[side]["gaps"] for side in ("before", "after", "difference")] == [None] * 3
    assert [found["before"][name] for name in ("routes", "reach", "coverage")] == [None] * 3
    assert found["caveats"][:2] == [
        "No live offer says both what it does and where, so no gap is known.",
        "No live referral leads from a door to a service, so no route is known.",
    ]
    assert whatif_text(found, "").startswith("What if Advice closed?\n\nWhat it does to gaps is not known.\n")


def test_a_service_that_moves_leaves_one_place_for_another(project: Path) -> None:
    found = told(project, "move", "Lunch Club", "--area", "North")
    assert (found["difference"]["gaps"], found["difference"]["fragile"]) == (0, 0)
    assert told(project, "move", "Link Workers", "--area", "South", "--from-area", "North")["difference"]["gaps"] == 2
    said = suppose(project, "move", "Lunch Club", "--area", "South", "--from-area", "North", code=1)
    assert "No offer of the service can be moved: it has none there." in said


def test_a_new_service_closes_gaps_and_opens_routes(project: Path) -> None:
    new = ("--need", "Sleep", "--area", "North", "--area", "South", "--refers-from", "Mill Lane Surgery")
    found = told(project, "add", *new, "--refers-from", "self", "--provider", "Riverside Trust", "--capacity", 20)
    assert found["difference"]["gaps"] == -4
    assert [(row["door"], row["need"]) for row in found["routes_won"]] == [
        ("Mill Lane Surgery", "Sleep"),
        ("people who come by themselves", "Sleep"),
    ]
    only = told(project, "add", "--need", "Sleep", "--area", "North", "--group", "Carers")
    assert [gap["group"] for gap in only["gaps_closed"]] == [["Carers"]]


def test_new_services_come_from_a_file(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("name,needs,areas,refers_from\nNaps,Sleep;Debt,North,self\nTalk,Sleep,South,\n")
    found = told(project, "add", file)
    assert found["question"].startswith("What if there were a new service, Naps, for Sleep and Debt in North and there")
    assert (found["difference"]["gaps"], len(found["changes"])) == (-5, 2)


def test_every_problem_of_the_file_is_told_by_row_and_column(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("name,needs,areas,capacity\nNaps,Slep,North,many\n,Debt,Nowhere,\nRest,Sleep,South,²\n")
    result = CliRunner().invoke(cli, ["whatif", "add", str(file), "--project", str(project)])
    assert result.exit_code == 2
    for line in (
        "row 2, column needs: there is no need 'Slep'. Did you mean 'Sleep'?",
        "row 2, column capacity: 'many' is not a whole number of people",
        "row 3, column name: this cell is blank; say it for every new service",
        "row 3, column areas: there is no area 'Nowhere'. There are North, South",
        "row 4, column capacity: '²' is not a whole number of people",
    ):
        assert f"new.csv, {line}" in result.output


def test_the_best_changes_are_those_of_g7_made_together(project: Path) -> None:
    found = told(project, "best", "--changes", 2)
    rows = json.loads(run("ask", "G7", "--steps", 2, "--format", "json", "--project", project))["rows"]
    steps = [(change["offer"], change["kind"], change["adds"]) for change in found["changes"]]
    kinds = {"group": "audience"}
    expected = [(row["offer_id"], row["adds"].split()[0], row["adds_id"]) for row in rows]
    assert steps == [(offer, kinds.get(kind, kind), adds) for offer, kind, adds in expected]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("close", "Dept Advice"), "service: there is no service 'Dept Advice'. Did you mean 'Debt Advice'?"),
        (("close",), "Say what closes: a service, or --offer, --link or --fund."),
        (("close", "--link", "Lunch Club", "Debt Advice"), "link: Lunch Club does not refer to Debt Advice. It refers"),
        (("add", "--need", "Debt"), "A new service has a --need and an --area, or comes from a FILE."),
        (("add", "--need", "Dept", "--area", "North"), "need: there is no need 'Dept'. Did you mean 'Debt'?"),
        (("close", "Debt Advice", "--as-of", "2020-01-01"), "No round is dated 2020-01-01 or earlier."),
    ],
)
def test_what_cannot_be_supposed_is_said_with_what_can(project: Path, words: tuple[str, ...], error: str) -> None:
    assert f"Error: {error}" in suppose(project, *words, code=1)


def test_it_is_saved_as_a_table_and_may_be_of_an_earlier_day(project: Path, tmp_path: Path) -> None:
    suppose(project, "close", "Debt Advice", "--save", tmp_path / "after.csv")
    lines = (tmp_path / "after.csv").read_text().splitlines()
    assert lines[0] == "part,what,before,after,difference,need,group,area,people,door"
    assert lines[1] == "measure,gaps,7,8,1,,,,,"
    assert "gaps opened,,,,,Debt,Carers,North,under 5," in lines
    assert "routes lost,,,,,Debt,,,,Mill Lane Surgery" in lines
    assert told(project, "close", "Debt Advice", "--as-of", "2024-03-31") == told(project, "close", "Debt Advice")


def test_the_graph_is_not_touched(project: Path) -> None:
    def held() -> dict[str, str]:
        files = (path for path in sorted((project / "graph").rglob("*")) if path.is_file())
        return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}

    def records() -> str:
        return run("cypher", "MATCH (n) RETURN count(n) AS n, sum(size(keys(n))) AS k", "--project", project)

    suppose(project, "close", "Lunch Club")
    before, counted = held(), records()
    for words in (("close", "Debt Advice"), ("best",), ("add", "--need", "Debt", "--area", "North")):
        suppose(project, *words)
    assert held() == before
    assert before
    assert records() == counted


def test_every_command_has_an_example() -> None:
    for word in ("close", "move", "add", "best"):
        assert f"Example: linkwork whatif {word}" in run("whatif", word, "--help")


@pytest.fixture
def pair(tmp_path: Path, neo4j_prepared: NeoServer) -> Iterator[tuple[Engine, Engine]]:
    """An embedded graph and a Neo4j, both empty and open for writing."""
    here = GraphAddress(str(tmp_path / "graph"))
    with open_engine(here, writing=True) as embedded, open_engine(neo4j_prepared.address, writing=True) as neo4j:
        yield embedded, neo4j


def counts(engine: Engine) -> list[dict[str, Any]]:
    nodes = engine.read("MATCH (n) RETURN count(n) AS n, sum(size(keys(n))) AS k")
    return nodes + engine.read("MATCH ()-[r]->() RETURN count(r) AS n, sum(size(keys(r))) AS k")


@pytest.mark.parametrize(("make", "service"), [(ferry, "service-walks"), (supplied, "service-link")])
def test_both_engines_say_the_same_and_are_left_as_they_were(
    pair: tuple[Engine, Engine], make: Any, service: str
) -> None:
    changes = (
        CloseService(service),
        Move("service-club" if make is ferry else "service-cafe", "area-south"),
        Add("service-new", "New", ("need-mood",), ("area-north",), refers_from={"self": "self"}),
    )
    said = []
    for engine in pair:
        make().write(engine)
        before = counts(engine)
        made = [Supposed(change, "it were so") for change in changes]
        said.append(Told(read_rows(engine, "ward"), made).as_json([]))
        assert counts(engine) == before
    assert said[0] == said[1]
    assert said[0]["before"] != said[0]["after"]


def test_closing_a_service_leaves_the_gaps_that_g1_finds_in_the_town_without_it(tmp_path: Path) -> None:
    def gaps(town: Town, folder: str) -> tuple[set[tuple[str, str]], Any]:
        (tmp_path / folder).mkdir()
        with town.built(tmp_path / folder) as engine:
            rows = ask(engine, catalogue().find("G1")).rows
            return {(row["need_id"], row["area_id"]) for row in rows}, read_rows(engine, "ward")

    without = ferry()
    without.nodes["service-walks"]["live"] = False
    without.links = {k: v for k, v in without.links.items() if "service-walks" not in v[1:3]}
    before, rows = gaps(ferry(), "with")
    after, _ = gaps(without, "without")
    found = whatif(rows, [CloseService("service-walks")])
    assert found.after.places_without - found.before.places_without == len(after - before) == 2
    assert {(gap.need, gap.area) for gap in found.opened} == after - before
    assert (
        found.routes_lost
        == whatif(rows, [CloseLink("service-hub", "service-walks"), CloseService("service-walks")]).routes_lost
    )


def test_a_sweep_over_every_service_takes_well_under_a_second_each(tmp_path: Path) -> None:
    with supplied().built(tmp_path) as engine:
        rows = read_rows(engine, "ward")
    whatif(rows, [CloseService("service-link")])
    start = perf_counter()
    for row in rows.known.services:
        whatif(rows, [CloseService(row["id"])])
    assert (perf_counter() - start) / len(rows.known.services) < 0.5
