"""The demonstration of Tower Hamlets, from the published facts that come with the package."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.data import place
from linkwork.graph.engine import GraphAddress


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    return put_demonstration("tower-hamlets", tmp_path_factory.mktemp("demo") / "demo-output")


@pytest.fixture(scope="module")
def said(folder: Path, said_of_demonstration: Callable[[str, Path], str]) -> str:
    return said_of_demonstration("tower-hamlets", folder)


def rows(folder: Path, cypher: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("cypher", cypher, "--format", "json", "--project", folder))
    return found


def test_it_counts_networks_and_live_practices_at_both_dates(said: str) -> None:
    assert said.count("7 primary care networks with 32 live practices") == 1
    assert said.count("7 primary care networks with 31 live practices") == 1


def test_what_changed_is_one_practice_that_left_and_one_that_was_renamed(said: str, folder: Path) -> None:
    changes = json.loads(run("changes", "--source", "nhs-ods-pcn", "--format", "json", "--project", folder))
    assert [(g["kind"], g["from_id"], g["to_id"]) for g in changes["gone"]] == [
        ("PART_OF", "org-ods-f84676", "org-ods-u08803")
    ]
    assert [(c["id"], c["field"], c["before"], c["after"]) for c in changes["changed"]] == [
        ("org-ods-f84118", "name", "MERCHANT STREET PRACTICE", "WELLINGTON WAY HEALTH CENTRE")
    ]
    assert changes["new"] == []


def test_what_is_not_known_is_said_and_not_left_empty(said: str) -> None:
    assert said.count("so this is not known yet") == 2
    assert "so no gap can be told there yet" in said


def test_the_review_names_four_core_services_and_no_people_or_routes(said: str, folder: Path) -> None:
    services = rows(folder, "MATCH (s:Service) WHERE s.live AND s.scope = 'core' RETURN s.name AS name ORDER BY name")
    assert len(services) == 4
    core = "MATCH (:Service {scope: 'core'})-[:HAS_OFFER]->(:Offer)-[m:MEETS]->(:Need) RETURN count(m) AS n"
    assert rows(folder, core) == [{"n": 0}]
    assert rows(folder, "MATCH (n:Person) RETURN count(n) AS n") == [{"n": 0}]
    for link in ("REFERS_TO", "PROVIDES", "HOSTS"):
        reach = f"MATCH ()-[r:{link}]->(s:Service {{scope: 'core'}}) RETURN count(r) AS n"
        assert rows(folder, reach) == [{"n": 0}]


def test_the_published_share_of_small_areas_in_the_most_deprived_tenth_is_found_in_the_graph(
    said: str, folder: Path
) -> None:
    query = "MATCH (l:Area {level: 'lsoa'}) WHERE l.live RETURN l.imd_decile AS decile, count(l) AS n ORDER BY decile"
    deciles = {row["decile"]: row["n"] for row in rows(folder, query)}
    assert deciles == {1: 22, 2: 51, 3: 32, 4: 21, 5: 13, 6: 8, 7: 11, 8: 3, 9: 7, 10: 1}
    found = json.loads(run("ask", "T4", "--format", "json", "--project", folder))["rows"]
    assert len(found) == 21
    columns = ("level", "area", "lsoas", "most_deprived", "most_deprived_percent", "core20_percent")
    assert [found[0][name] for name in columns] == ["borough", "Tower Hamlets", 169, 22, 13.02, 43.2]
    assert [found[1][name] for name in columns] == ["ward", "Poplar", 3, 2, 66.67, 66.67]
    assert sum(row["most_deprived"] for row in found[1:]) == 22
    assert len(found[0]["evidence"]) == 170
    assert "Tower Hamlets: 22 of 169 LSOAs (13.02 %) in the most deprived tenth of England" in said


def test_deprivation_ward_by_ward_is_what_the_files_say_on_either_engine(tmp_path: Path, named: GraphAddress) -> None:
    run("demo", "--out", tmp_path / "demo", "--graph", named.place)
    asked = ("ask", "T4", "--format", "json", "--project", tmp_path / "demo")
    areas = place("tower-hamlets").folder / "areas"
    with (areas / "imd2025_lsoa21.csv").open(newline="") as file:
        most = {row["lsoa21_code"] for row in csv.DictReader(file) if row["IMD_decile"] == "1.0"}
    wards: dict[str, list[bool]] = {}
    with (areas / "lsoa21_ward24.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            wards.setdefault(f"area-{row['ward24_code'].lower()}", []).append(row["lsoa21_code"] in most)
    found = {row["area_id"]: row for row in json.loads(run(*asked))["rows"]}
    assert found.keys() == {*wards, "area-e09000030"}
    for id_, lsoas in wards.items():
        assert (found[id_]["lsoas"], found[id_]["most_deprived"]) == (len(lsoas), sum(lsoas))
        assert found[id_]["most_deprived_percent"] == pytest.approx(100 * sum(lsoas) / len(lsoas), abs=0.005)
    assert found["area-e09000030"]["most_deprived_percent"] == 13.02


def test_what_the_lists_of_practices_say_of_a_practice_is_folded_with_what_its_network_says(
    said: str, folder: Path
) -> None:
    query = "MATCH (o:Organisation {ods_code: $code}) RETURN o.name AS name, o.status AS status, o.sources AS sources"
    both = ["nhs-ods-pcn", "nhs-ods-practices"]
    for code, name, status in (
        ("F84031", "THE JUBILEE STREET PRACTICE LTD", "open"),
        ("F84118", "WELLINGTON WAY HEALTH CENTRE", "open"),
        ("F84676", "THE STROUDLEY WLK HTH CTR", None),  # dormant: neither open nor closed
    ):
        assert rows(folder, query.replace("$code", f"'{code}'")) == [{"name": name, "status": status, "sources": both}]


def test_what_belongs_to_no_network_of_the_borough_is_kept_in_the_rounds_and_not_shown(said: str, folder: Path) -> None:
    assert rows(folder, "MATCH (o:Organisation) WHERE o.ods_code = 'F84702' RETURN o.id AS id") == []
    status = {row["what"]: row["is"] for row in json.loads(run("status", "--format", "json", "--project", folder))}
    assert status["records outside it"] == 32
    held = json.loads(run("rounds", "--format", "json", "--project", folder))
    assert [row["rows"] for row in held if row["source"] == "nhs-ods-practices"] == [63, 64]


def test_the_priorities_that_nobody_named_are_placeholders(said: str, folder: Path) -> None:
    found = rows(folder, "MATCH (p:Priority) WHERE p.placeholder RETURN p.id AS id ORDER BY id")
    assert [row["id"] for row in found] == ["priority-thp23", "priority-tht"]


def test_every_two_engagement_counts_are_marked_as_overlapping(said: str, folder: Path) -> None:
    found = rows(folder, "MATCH (a:Engagement)-[r:OVERLAPS_WITH]->(b:Engagement) RETURN count(r) AS n")
    assert found == [{"n": 6 * 5 // 2}]


def test_no_link_of_the_demonstration_is_loose(said: str, folder: Path) -> None:
    manifests = [json.loads(p.read_text()) for p in (folder / "rounds").glob("*/manifest.json")]
    links = sum(n for m in manifests for kind, n in m["counts"].items() if kind.isupper())
    in_graph = rows(folder, "MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    # Both rounds of the networks say 31 memberships alike; one more is in the first alone.
    assert in_graph == links - 31


def test_it_leaves_tables_a_page_and_the_map_and_says_what_to_open(said: str, folder: Path) -> None:
    left = {p.name for p in (folder / "answers").iterdir()}
    assert {"briefing.html", "network-map.html", "network-map.svg", "C1-what-changed.csv"} <= left
    assert "briefing.html in a browser" in said
    with (folder / "answers" / "T2-who-pays-for-what.csv").open(newline="") as file:
        assert [row["funder"] for row in csv.DictReader(file) if "link workers" in row["service"]] == [
            "North East London ICB",
            "PCNs of Tower Hamlets",
        ]


def test_the_page_needs_no_network(said: str, folder: Path) -> None:
    page = (folder / "answers" / "briefing.html").read_text(encoding="utf-8")
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_it_can_be_run_as_often_as_one_likes_and_by_itself_goes_into_demo_output(
    said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    again = run("demo")
    assert "0 rounds loaded, 10 were there already; 0 nodes and 0 links written" in again
    assert again.split("\n\n")[1:] == said.replace(str(folder), "demo-output").split("\n\n")[1:]


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    result = CliRunner().invoke(cli, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "holds other things" in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_the_national_files_differ_as_counted_by_others(shared: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "england")
    for month, day in (("2022-05", "2022-05-31"), ("2023-02", "2023-02-28")):
        file = shared / "data" / "ods" / f"ePCN_{month}.xlsx"
        run("load", "ods-pcn", file, "--as-of", day, "--project", tmp_path / "england")
        again = run("load", "ods-pcn", file, "--as-of", day, "--project", tmp_path / "england")
        assert "no new round was kept" in again
        assert "nothing was written to it" in again
    found = json.loads(run("changes", "--format", "json", "--project", tmp_path / "england"))
    links = {word: [r for r in found[word] if r["kind"] == "PART_OF"] for word in ("new", "gone")}
    assert (len(links["new"]), len(links["gone"])) == (87, 170)
    assert sum(row["id"].startswith("org-ods-u") for row in found["new"]) == 11
    names = [row for row in found["changed"] if row["field"] == "name" and row["id"].startswith("org-ods-u")]
    assert len(names) == 20
    assert sum(row["field"] == "PART_OF" for row in found["changed"]) == 75


def test_another_place_goes_beside_the_first_unless_a_folder_is_named(
    tmp_path: Path, put_demonstration: Callable[[str, Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_demonstration("tower-hamlets", tmp_path / "demo-output")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "demo-output").rglob("*")}
    assert run("demo", "--place", "millbrook").startswith("Millbrook")
    assert {path.name for path in tmp_path.iterdir()} == {"demo-output", "demo-output-millbrook"}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "demo-output").rglob("*")} == before
