"""The charities and the grants of Tower Hamlets' demonstration: their extracts, and its own two questions of them."""

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

import linkwork.data
from linkwork.graph.engine import GraphAddress
from tests.commands.steps import run

BUNDLED = Path(linkwork.data.__file__).parent / "tower_hamlets"
OPEN_DATA = {
    "charities.csv": "charities/charities_tower_hamlets_ukcat.csv",
    "360giving.csv": "grants/grants_tower_hamlets.csv",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("file", "number"), [("charities.csv", 66), ("360giving.csv", 62)])
def test_an_extract_has_every_row_of_the_open_data_and_says_nothing_else(shared: Path, file: str, number: int) -> None:
    own, whole = rows(BUNDLED / file), rows(shared / "data" / OPEN_DATA[file])
    noise = {"date_registered": " 00:00:00", "company_number": ".0"}
    cut = [{key: cell.removesuffix(noise.get(key, "")) for key, cell in row.items() if key in own[0]} for row in whole]
    assert (len(own), own) == (number, cut)


def test_its_own_questions_say_who_gave_grants_and_what_tags_name_on_each_engine(
    tmp_path: Path, named: GraphAddress
) -> None:
    town = tmp_path / "town"
    where = ("--project", town)
    run("init", town)
    for query in BUNDLED.glob("queries/*.cypher"):
        shutil.copy(query, town / "queries")
    run("load", "ukcat-charities", BUNDLED / "charities.csv", "--as-of", "2020-06-09", *where)
    run("load", "grants-360", BUNDLED / "360giving.csv", "--as-of", "2019-04-05", *where)
    t5, t6 = (json.loads(run("ask", name, "--format", "json", *where).output)["rows"] for name in ("T5", "T6"))
    given: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(BUNDLED / "360giving.csv"):
        given[row["funder"]].append(row)
    assert {row["funder"]: (row["bodies"], row["pounds"], row["first"], row["latest"]) for row in t5} == {
        funder: (
            len({row["recipient_id"] for row in own}),
            sum(int(row["amount"]) for row in own),
            min(row["date"] for row in own),
            max(row["date"] for row in own),
        )
        for funder, own in given.items()
    }
    assert [row["funder"] for row in t5] == [
        "Power to Change Trust",
        "Lloyds Bank Foundation for England and Wales",
    ]
    assert [(row["need"], row["charities"]) for row in t6][:3] == [
        ("Advice and individual advocacy", 4),
        ("Employability training", 3),
        ("Individual poverty", 2),
    ]
    assert t6[2]["who"] == ["EAST LONDON TABERNACLE BAPTIST CHURCH", "PEOPLE'S PALACE PROJECTS"]
