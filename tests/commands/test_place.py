"""A project names its place in linkwork.toml: the country stays in the rounds, the place is in the graph."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli

#: The networks of Tower Hamlets, as NHS ODS lists them.
PCNS = ("U08803", "U09193", "U37286", "U50771", "U54453", "U60865", "U87199")


def run(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def place(folder: Path, text: str) -> None:
    settings = folder / "linkwork.toml"
    said = settings.read_text(encoding="utf-8")
    assert "pcns = []\nareas = []" in said
    settings.write_text(said.replace("pcns = []\nareas = []", text), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run("init", tmp_path / "here")
    return tmp_path / "here"


def organisations(folder: Path) -> list[str]:
    found = run(
        "cypher", "MATCH (o:Organisation) RETURN o.id AS id ORDER BY id", "--format", "json", "--project", folder
    )
    return [row["id"] for row in json.loads(found)]


def epcn(folder: Path) -> Path:
    """Two networks in the layout of NHS ODS, each with one practice. Made up."""
    made = folder.parent / "epcn"
    made.mkdir(exist_ok=True)
    (made / "PCNDetails.csv").write_text(
        "PCN Code,PCN Name,Current Sub ICB Loc Code,Open Date,Close Date,Postcode\n"
        "U00001,HERE NETWORK,01A,20190701,,ZZ1 1AA\nU00002,ELSEWHERE NETWORK,01B,20190701,,ZZ1 1AB\n"
    )
    (made / "PCN Core Partner Details.csv").write_text(
        "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,PCN Code,PCN Name,"
        "Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date\n"
        "F00001,HERE PRACTICE,01A,U00001,HERE NETWORK,20190701,\n"
        "F00002,ELSEWHERE PRACTICE,01B,U00002,ELSEWHERE NETWORK,20190701,\n"
    )
    return made


def test_a_national_file_is_kept_whole_and_the_place_is_in_the_graph(folder: Path) -> None:
    place(folder, 'pcns = ["U00001"]\nareas = []')
    said = run("load", "ods-pcn", epcn(folder), "--as-of", "2024-01-31", "--project", folder)
    outside = "outside  2 of them are not known to belong to the project's place (another source may yet say so)"
    assert f"{outside}: kept, but not in the graph" in said
    assert organisations(folder) == ["org-ods-f00001", "org-ods-u00001"]
    status = {row["what"]: row["is"] for row in json.loads(run("status", "--format", "json", "--project", folder))}
    assert status["place"] == "U00001"
    assert status["records outside it"] == 2
    assert status["agreement"] == "the graph holds what the rounds say"
    again = run("load", "ods-pcn", epcn(folder), "--as-of", "2024-01-31", "--project", folder)
    assert "nothing was written" in again


def test_another_place_is_said_by_status_and_one_build_away(folder: Path) -> None:
    run("load", "ods-pcn", epcn(folder), "--as-of", "2024-01-31", "--project", folder)
    assert len(organisations(folder)) == 4
    place(folder, 'pcns = ["u00002"]\nareas = []')
    assert "the place, the precedence or a decision is newer than the graph" in run("status", "--project", folder)
    run("build", "--project", folder)
    assert organisations(folder) == ["org-ods-f00002", "org-ods-u00002"]


def test_a_code_that_nobody_has_heard_of_is_found_by_the_doctor(folder: Path) -> None:
    run("load", "ods-pcn", epcn(folder), "--as-of", "2024-01-31", "--project", folder)
    place(folder, 'pcns = ["U00001", "U99999"]\nareas = []')
    run("build", "--project", folder)
    assert "no record bears the place's U99999" in " ".join(run("doctor", "--project", folder, code=1).split())


def test_the_doctor_counts_the_services_that_the_place_leaves_out(folder: Path) -> None:
    made = folder.parent / "mapping"
    made.mkdir()
    (made / "Areas.csv").write_text("name,level,gss_code\nHere,borough,E09000001\nThere,borough,E09000002\n")
    (made / "Organisations.csv").write_text("name\nUs\n")
    (made / "Services.csv").write_text("name,status,provider\nNear,open,Us\nFar,open,Us\nNowhere,open,Us\n")
    (made / "Offers.csv").write_text("name,service,areas\nmain,Near,Here\nmain,Far,There\n")
    place(folder, 'pcns = []\nareas = ["E09000001"]')
    run("load", "mapping-workbook", made, "--as-of", "2024-01-31", "--project", folder)
    said = run("doctor", "--project", folder)
    assert "Note: 1 service lies outside the project's place: kept in the rounds, but not in the graph." in said
    assert "Nothing is wrong." in said


@pytest.mark.parametrize(
    "wrong", ['pcns = "U00001"\nareas = []', "pcns = []\nareas = [9]", 'pcns = ["U 1"]\nareas = []']
)
def test_a_place_that_is_no_list_of_codes_is_refused(folder: Path, wrong: str) -> None:
    place(folder, wrong)
    assert "is not a list of codes" in run("status", "--project", folder, code=1)


def test_seven_networks_of_the_whole_country(folder: Path, shared: Path) -> None:
    codes = ", ".join(f'"{code}"' for code in PCNS)
    place(folder, f'pcns = [{codes}]\nareas = ["E09000030"]')
    for day in ("2022-05", "2023-02"):
        file = shared / "data" / "ods" / f"ePCN_{day}.xlsx"
        run("load", "ods-pcn", file, "--as-of", f"{day}-28", "--project", folder)
    live = "MATCH (p:Organisation)-[r:PART_OF]->(n:Organisation) WHERE r.live RETURN count(DISTINCT p) AS practices, "
    found = json.loads(run("cypher", f"{live}count(DISTINCT n) AS networks", "--format", "json", "--project", folder))
    assert found == [{"practices": 31, "networks": 7}]
    changes = json.loads(run("changes", "--format", "json", "--project", folder))
    assert [row["from_id"] for row in changes["gone"]] == ["org-ods-f84676"]
