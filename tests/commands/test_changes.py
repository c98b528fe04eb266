"""What changed, as it is read before a meeting and as programs get it."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.steps import run

MARCH = {
    "Organisations": "id,name,category,part_of\norg-a,Riverside Practice,practice,North PCN\n"
    "org-n,North PCN,pcn,\norg-s,South PCN,pcn,\n",
    "Services": "id,name,status,provider,wait_days\nservice-walks,Friday Walks,open,Riverside Practice,5\n"
    "service-tea,Tea,open,Riverside Practice,\nservice-song,Song,open,Riverside Practice,\n",
    "Offers": "service,name,areas\nFriday Walks,main,Quay\nTea,main,Moor\nSong,main,\n",
    "Areas": "id,name,level,within\narea-town,Our Town,borough,\narea-quay,Quay,ward,Our Town\n"
    "area-moor,Moor,ward,Our Town\n",
    "Insights": "id,name,text,published,about\ninsight-1,Quay is far,It is far,no,Friday Walks\n",
}
#: The practice goes south, Walks wait longer, Tea ends on the Moor, Art begins in both wards, Song has another name.
MAY = {
    **MARCH,
    "Organisations": MARCH["Organisations"].replace("practice,North PCN", "practice,South PCN"),
    "Services": "id,name,status,provider,wait_days\nservice-walks,Friday Walks,open,Riverside Practice,10\n"
    "service-song,Song Circle,open,Riverside Practice,\nservice-art,Art Table,open,Riverside Practice,\n",
    "Offers": "service,name,areas\nFriday Walks,main,Quay\nArt Table,main,Quay; Moor\nSong Circle,main,\n",
    "Insights": "id,name,text,published,about\ninsight-1,Quay is far,It is very far,no,Friday Walks\n",
}


def said(folder: Path, tables: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.fixture
def town(project: Path, tmp_path: Path) -> Path:
    """A project with the round of March and that of May."""
    for day, tables in (("2024-03-31", MARCH), ("2024-05-31", MAY)):
        files = said(tmp_path / day, tables)
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--yes", "--project", project)
    return project


def page(town: Path, *words: str) -> list[str]:
    return run("changes", *words, "--project", town).output.splitlines()


def test_the_page_sums_up_and_then_says_each_change_with_its_row(town: Path) -> None:
    assert page(town) == [
        "Between 31 March 2024 and 31 May 2024: 1 service is new; 1 service is gone; 1 practice has moved; 1",
        "  service has another name; 1 service is described otherwise.",
        "",
        "town: 31 March 2024 compared with 31 May 2024.",
        "",
        "Organisations: 1 moved.",
        "  - Riverside Practice has moved: it was part of North PCN, and is now part of South PCN",
        "    [Organisations.csv row 2]",
        "",
        "Services: 1 new, 1 gone, 1 renamed, 1 changed.",
        "  - Art Table (service) is new [Services.csv row 4]",
        "  - Tea (service) is gone [last: Services.csv row 3]",
        "  - Song is now called Song Circle [Services.csv row 3]",
        "  - Friday Walks: days to wait is now 10, was 5 [Services.csv row 2]",
        "",
        "Not listed: 2 offers and 9 links whose coming or going follows from what is listed.",
        "",
        'In brackets is the row that says so; "last" is the last row that did, before a complete round',
        "  without it. Every change with all its evidence: add --save changes.xlsx.",
    ]


def test_by_area_each_change_stands_once_under_the_smallest_area_that_holds_it(town: Path) -> None:
    lines = page(town, "--by", "area")
    assert lines[5:-8] == [
        "Our Town (borough): 1 new, 1 moved.",
        "  - Art Table (service) is new [Services.csv row 4]",
        "  - Riverside Practice has moved: it was part of North PCN, and is now part of South PCN",
        "    [Organisations.csv row 2]",
        "",
        "Moor (ward): 1 gone.",
        "  - Tea (service) is gone [last: Services.csv row 3]",
        "",
        "Quay (ward): 1 changed.",
        "  - Friday Walks: days to wait is now 10, was 5 [Services.csv row 2]",
        "",
        "Nowhere in particular: 1 renamed.",
        "No area is known for these, so they may concern any.",
        "  - Song is now called Song Circle [Services.csv row 3]",
    ]
    assert "What concerns several areas stands under the smallest that holds them all" in lines[-7]


def test_by_source_the_sources_are_the_headings(town: Path) -> None:
    assert "town, 31 March 2024 to 31 May 2024: 1 new, 1 gone, 1 moved, 1 renamed, 1 changed." in page(
        town, "--by", "source"
    )


def test_one_area_has_what_concerns_it_and_the_first_sentence_says_which(town: Path) -> None:
    lines = page(town, "--area", "quay")
    assert lines[0].startswith(
        "In Quay, between 31 March 2024 and 31 May 2024: 1 service is new; 1 practice has moved;"
    )
    assert not any("Tea" in line or "Song" in line for line in lines)
    found = json.loads(run("changes", "--area", "area-moor", "--format", "json", "--project", town).output)
    assert found["area"] == {"id": "area-moor", "name": "Moor"}
    assert {row["id"] for row in found["gone"] if row["kind"] == "Service"} == {"service-tea"}
    [art] = [row for row in found["new"] if row["kind"] == "Service"]
    assert art["areas"] == [{"id": "area-moor", "name": "Moor"}, {"id": "area-quay", "name": "Quay"}]


def test_a_borough_has_what_lies_in_its_wards(town: Path) -> None:
    found = json.loads(run("changes", "--area", "Our Town", "--format", "json", "--project", town).output)
    assert {row["id"] for row in found["new"] + found["gone"] if row["kind"] == "Service"} == {
        "service-art",
        "service-tea",
    }


def test_an_area_that_is_not_there_gets_the_nearest_name(town: Path) -> None:
    assert run("changes", "--area", "Quey", "--project", town, code=1).output == (
        "Error: There is no area 'Quey'. Did you mean 'Quay'?\n"
    )
    assert run("changes", "--area", "Lomond", "--project", town, code=1).output == (
        "Error: There is no area 'Lomond'. The areas are Moor, Our Town, Quay.\n"
    )


def test_without_areas_none_can_be_asked_for_and_all_is_nowhere(project: Path, tmp_path: Path) -> None:
    for day, name in (("2024-03-31", "One"), ("2024-05-31", "Uno")):
        files = said(tmp_path / day, {"Organisations": f"id,name\norg-1,{name}\n"})
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--project", project)
    assert run("changes", "--area", "Quay", "--project", project, code=1).output == (
        "Error: There is no area 'Quay': no areas have been loaded yet.\n"
    )
    assert "Nowhere in particular: 1 renamed." in page(project, "--by", "area")


def test_what_concerns_only_a_wider_area_is_counted_with_how_to_see_it(town: Path, tmp_path: Path) -> None:
    tables = {**MAY, "Areas": MAY["Areas"].replace("area-town,Our Town,borough", "area-town,Our Town,region")}
    run(
        "load",
        "mapping-workbook",
        said(tmp_path / "june", tables),
        "--as-of",
        "2024-06-30",
        "--source",
        "town",
        "--project",
        town,
    )
    assert page(town, "--area", "Quay")[0] == (
        "In Quay, between 31 May 2024 and 30 June 2024: nothing is new, gone or different."
    )
    assert page(town, "--area", "Quay")[-1] == (
        '1 more change concerns a wider area that Quay lies in: --area "Our Town".'
    )


def test_json_keeps_the_contract_and_has_evidence_and_the_round_that_lacks_what_is_gone(town: Path) -> None:
    found = json.loads(run("changes", "--format", "json", "--project", town).output)
    assert list(found) == ["from", "to", "sources", "new", "gone", "changed", "corrections"]
    [tea] = [row for row in found["gone"] if row["kind"] == "Service"]
    assert tea["evidence"] == [
        {"source": "town", "date": "2024-03-31", "file": "Services.csv", "sheet": "Services", "row": 3}
    ]
    assert tea["missing_from"] == {"source": "town", "date": "2024-05-31"}
    assert not {"private", "small", "called"} & {name for row in found["changed"] for name in row}


def test_a_table_has_the_evidence_as_people_read_it(town: Path, tmp_path: Path) -> None:
    rows = {
        (row["id"], row["field"]): row
        for row in csv.DictReader(io.StringIO(run("changes", "--format", "csv", "--project", town).output))
    }
    assert rows["service-tea", ""]["evidence"] == "town of 2024-03-31: Services.csv row 3; not in town of 2024-05-31"
    assert rows["service-walks", "wait_days"]["evidence"] == (
        "town of 2024-05-31: Services.csv row 2; town of 2024-03-31: Services.csv row 2"
    )
    run("changes", "--by", "area", "--save", tmp_path / "changes.xlsx", "--project", town)
    [heads, *lines] = load_workbook(tmp_path / "changes.xlsx").active.iter_rows(values_only=True)
    assert heads[-2:] == ("evidence", "areas")
    assert {line[2]: line[-1] for line in lines}["service-art"] == "Moor; Quay"
    assert "Services.csv row 3" in run("changes", "--format", "md", "--project", town).output


@pytest.mark.parametrize("words", [("--by", "area"), ("--area", "Quay"), ("--by", "area", "--format", "json")])
def test_what_is_confidential_shows_in_no_area_unless_asked_for(town: Path, words: tuple[str, ...]) -> None:
    hidden = run("changes", *words, "--project", town).output
    assert "far" not in hidden
    assert "Insights.csv" not in hidden
    shown = run("changes", *words, "--internal", "--project", town).output
    assert "very far" in shown
    assert "Insights.csv" in shown


def test_a_long_section_says_how_many_more_there_are_and_how_to_see_them(project: Path, tmp_path: Path) -> None:
    for day, number in (("2024-03-31", 1), ("2024-05-31", 12)):
        lines = "".join(f"org-{n},Body {n}\n" for n in range(number))
        files = said(tmp_path / day, {"Organisations": f"id,name\n{lines}"})
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--project", project)
    lines = page(project)
    assert lines[0] == "Between 31 March 2024 and 31 May 2024: 11 organisations are new."
    assert sum(line.startswith("  - ") for line in lines) == 8
    assert "    ... and 3 more new" in lines
    assert lines[-1].endswith("add --save changes.xlsx.")


def test_of_many_areas_the_page_has_the_widest_and_counts_the_rest(project: Path, tmp_path: Path) -> None:
    for day, number in (("2024-03-31", 1), ("2024-05-31", 36)):
        lines = "".join(f"area-{n:02},Ward {n:02}\n" for n in range(number))
        tables = {"Areas": f"id,name\n{lines}", "Needs": f"id,name\nneed-a,Company\nneed-{number},Walks\n"}
        files = said(tmp_path / day, tables)
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--yes", "--project", project)
    lines = page(project, "--by", "area")
    assert sum(line.startswith("Ward") for line in lines) == 30
    assert "Nowhere in particular: 1 new, 1 gone." in lines
    assert "5 more areas with 5 changes: --area NAME shows one." in lines


def test_no_line_is_wider_than_100_columns(town: Path) -> None:
    for words in ((), ("--by", "area"), ("--by", "source"), ("--area", "Quay")):
        assert max(map(len, page(town, *words))) <= 100


def test_without_a_round_or_a_second_one_it_says_so(project: Path, tmp_path: Path) -> None:
    assert page(project) == ["No round has been loaded yet."]
    run(
        "load",
        "mapping-workbook",
        said(tmp_path / "one", MARCH),
        "--as-of",
        "2024-03-31",
        "--source",
        "town",
        "--project",
        project,
    )
    assert page(project) == ["town: one complete round so far, so there is nothing to compare it with."]


def test_a_dry_run_gives_the_same_page_with_the_rows_of_the_file_and_of_the_rounds(town: Path, tmp_path: Path) -> None:
    tables = {**MAY, "Services": MAY["Services"].replace("Practice,10", "Practice,3").replace("Song Circle", "Choir")}
    tables["Offers"] = MAY["Offers"].replace("Song Circle", "Choir")
    words = ("load", "mapping-workbook", said(tmp_path / "june", tables), "--as-of", "2024-06-30", "--source", "town")
    lines = run(*words, "--dry-run", "--project", town).output.splitlines()
    start = lines.index("If this were kept: 1 service has another name; 1 service is described otherwise.")
    assert lines[start + 4 : start + 7] == [
        "Services: 1 renamed, 1 changed.",
        "  - Song Circle is now called Choir [Services.csv row 3]",
        "  - Friday Walks: days to wait is now 3, was 10 [Services.csv row 2]",
    ]
    found = json.loads(run(*words, "--dry-run", "--format", "json", "--project", town).stdout)
    assert [[(e["date"], e["row"]) for e in row["evidence"]] for row in found["changed"]] == [
        [("2024-06-30", 3), ("2024-05-31", 3)],
        [("2024-06-30", 2), ("2024-05-31", 2)],
    ]
    table = run(*words, "--dry-run", "--format", "csv", "--project", town).stdout
    assert "town of 2024-06-30: Services.csv row 3; town of 2024-05-31: Services.csv row 3" in table
