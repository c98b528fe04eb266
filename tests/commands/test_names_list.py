"""names.csv in a load: what people call a record belongs to it, in whatever file, and nothing else is joined."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork.graph.engine import GraphAddress
from tests.commands.steps import run

LINE = "kind,name,means\nOrganisation,THT,Tower Hamlets Together\n"
TOGETHER = "org-base-tower-hamlets-together"


def listed(project: Path, *lines: str) -> None:
    (project / "names.csv").write_text("\n".join(["kind,name,means", *lines]) + "\n", encoding="utf-8")


def keep(project: Path, source: str, sheets: Mapping[str, str], *more: str, code: int = 0) -> str:
    """Load sheets as a mapping workbook of a source; what was said."""
    folder = project.parent / f"files-{source}"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    words = ("load", "mapping-workbook", folder, "--source", source, "--project", project)
    return run(*words, *(more or ("--as-of", "2024-03-31")), code=code).output


def base(project: Path) -> None:
    keep(project, "base", {"Organisations": "name,sector\nTower Hamlets Together,nhs\nHill Trust,vcse\n"})


def asked(project: Path, cypher: str) -> list[list[object]]:
    found = json.loads(run("cypher", cypher, "--format", "json", "--project", project).stdout)
    return [list(row.values()) for row in found]


def bodies(project: Path) -> list[list[object]]:
    return asked(project, "MATCH (o:Organisation) RETURN o.id AS id, o.name AS name, o.aliases AS aliases ORDER BY id")


def pairs(project: Path) -> list[tuple[str, str]]:
    found = json.loads(run("ask", "D2", "--format", "json", "--project", project).stdout)["rows"]
    return [(row["a_id"], row["b_id"]) for row in found]


def decisions(project: Path) -> list[dict[str, str]]:
    file = project / "decisions.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) if file.exists() else []


HILL: list[object] = ["org-base-hill-trust", "Hill Trust", None]


@pytest.mark.parametrize(
    ("called", "means"),
    [
        ("THT", "Tower Hamlets Together"),
        ("tht", "tower hamlets  TOGETHER"),
        ("T.H.T.", "Tower Hamlet's Together"),
        (" Tht ", TOGETHER),
        ("THT", TOGETHER.upper()),
    ],
)
def test_a_row_and_a_link_under_a_listed_name_are_those_of_the_record(project: Path, called: str, means: str) -> None:
    base(project)
    listed(project, f"Organisation,THT,{means}")
    sheets = {
        "Organisations": f'name,website\n"{called}",https://tht.test\n',
        "Services": f'name,status,provider\nWalks,open,"{called}"\n',
    }
    said = keep(project, "other", sheets)
    assert f"'THT' is taken for Tower Hamlets Together ({TOGETHER}), as names.csv says in row 2" in said
    assert bodies(project) == [HILL, [TOGETHER, "Tower Hamlets Together", [called.strip(), "org-other-tht"]]]
    assert asked(project, "MATCH (o:Organisation)-[:PROVIDES]->(s) RETURN o.id AS id, o.website AS site") == [
        [TOGETHER, "https://tht.test"]
    ]
    (made,) = decisions(project)
    assert (made["subject"], made["other"], made["decided_by"]) == (TOGETHER, "org-other-tht", "names.csv")
    assert "Nothing is wrong" in run("doctor", "--project", project).output


def test_the_graph_is_the_same_on_either_engine(project: Path, named: GraphAddress) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together", "Board,LN,Localities and Neighbourhood board")
    sheets = {
        "Boards": "name,state\nLocalities and Neighbourhood board,active\n",
        "Services": "name,status,provider\nWalks,open,THT\n",
        "MEMBER_OF": "from,to,seat\nHill Trust,LN,chair\n",
    }
    keep(project, "other", sheets)
    assert bodies(project)[1] == [TOGETHER, "Tower Hamlets Together", ["THT", "org-other-tht"]]
    assert asked(project, "MATCH (o:Organisation)-[:PROVIDES]->(s:Service) RETURN o.id AS id, s.name AS name") == [
        [TOGETHER, "Walks"]
    ]
    query = "MATCH (:Organisation)-[m:MEMBER_OF]->(b:Board) RETURN b.name AS name, b.aliases AS aliases, m.seat AS seat"
    # Hill Trust is another source's, so the member is one of this source's own that nobody describes: it waits.
    assert asked(project, query) == []
    keep(project, "other", {**sheets, "Organisations": "name\nHill Trust\n"}, "--as-of", "2024-04-30")
    board = ["LN", "board-other-ln"]
    assert asked(project, query) == [["Localities and Neighbourhood board", board, "chair"]]


def test_the_record_and_its_other_name_may_come_in_one_file_in_any_order(project: Path) -> None:
    listed(project, "Organisation,THT,Tower Hamlets Together")
    rows = ["Tower Hamlets Together,nhs", "THT,"]
    for day, order in (("2024-03-31", rows), ("2024-04-30", rows[::-1])):
        keep(project, "base", {"Organisations": "\n".join(["name,sector", *order]) + "\n"}, "--as-of", day)
        assert bodies(project) == [[TOGETHER, "Tower Hamlets Together", ["THT", "org-base-tht"]]]
        assert pairs(project) == []


def test_what_a_listed_provider_gives_is_the_same_service_under_either_name(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    names = ("THT", f'"{TOGETHER}"', "tht")
    for day, name in zip(("2024-04-30", "2024-05-31", "2024-06-30"), names, strict=True):
        keep(project, "other", {"Services": f"name,status,provider\nWalks,open,{name}\n"}, "--as-of", day)
        found = asked(
            project, "MATCH (o:Organisation)-[r:PROVIDES]->(s:Service) RETURN o.id AS o, s.id AS s, r.live AS l"
        )
        assert found == [[TOGETHER, "service-base-tower-hamlets-together-walks", True]]


def test_a_name_with_an_id_of_its_own_is_not_joined_and_it_is_said_how_to(project: Path) -> None:
    old = {"Organisations": "name\nTHT\n", "Services": "name,status,provider\nWalks,open,THT\n"}
    keep(project, "other", old)
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    again = keep(project, "other", old)
    note = (
        f"names.csv, row 2, column means: 'THT' means 'Tower Hamlets Together' ({TOGETHER}), but has an id of its own, "
        "org-other-tht, since the round 2024-03-31_other_1. "
        f"`linkwork decide accept {TOGETHER} org-other-tht` joins them."
    )
    assert "Already loaded as round 2024-03-31_other_1: no new round was kept." in again
    assert f"Note: {note}" in again
    assert note in keep(project, "other", old, "--as-of", "2024-04-30")
    assert [row[0] for row in bodies(project)] == ["org-base-hill-trust", TOGETHER, "org-other-tht"]
    assert decisions(project) == []
    assert pairs(project) == [(TOGETHER, "org-other-tht")]
    run("decide", "accept", TOGETHER, "org-other-tht", "--project", project)
    assert "id of its own" not in keep(project, "other", old, "--as-of", "2024-05-31")
    assert [row[0] for row in bodies(project)] == ["org-base-hill-trust", TOGETHER]


def test_a_link_that_waits_for_a_listed_name_finds_its_end_when_the_same_file_is_loaded_again(project: Path) -> None:
    base(project)
    services = {"Services": "name,status,provider\nWalks,open,THT\n"}
    assert "1 waits for an end" in keep(project, "other", services)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    again = keep(project, "other", services)
    assert "Already loaded" in again
    assert "'THT' is taken for Tower Hamlets Together" in again
    assert asked(project, "MATCH (o:Organisation)-[:PROVIDES]->() RETURN o.id AS id") == [[TOGETHER]]


def test_a_line_that_points_at_nobody_is_said_and_takes_hold_when_its_record_arrives(project: Path) -> None:
    listed(project, "Organisation,THT,Tower Hamlets Together", "Organisation,HT,Hil Trust")
    said = keep(project, "other", {"Services": "name,status,provider\nWalks,open,THT\n"})
    nobody = "names.csv, row 2, column means: 'Tower Hamlets Together' is neither the id nor a name of any"
    assert f"Note: {nobody}" in said
    assert nobody in run("duplicates", "--project", project).output
    base(project)
    assert asked(project, "MATCH (o:Organisation)-[:PROVIDES]->() RETURN o.id AS id") == [[TOGETHER]]
    found = json.loads(run("doctor", "--format", "json", "--project", project, code=1).stdout)
    assert found == [
        {
            "finding": "names.csv, row 3, column means: 'Hil Trust' is neither the id nor a name of any of the "
            "organisations there are. The nearest name is 'Hill Trust' (org-base-hill-trust).",
            "mend": "load what describes it, or mend the line",
        }
    ]


def test_check_says_what_would_be_joined_and_a_dry_run_what_would_change_and_neither_does(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together", "Organisation,x,y")
    file = project.parent / "Services.csv"
    file.write_text("name,status,provider\nWalks,open,THT\n")
    for words in (("check",), ("load", "--dry-run", "--as-of", "2024-04-30")):
        said = run(words[0], "mapping-workbook", file, *words[1:], "--project", project).output
        assert "'THT' is taken for Tower Hamlets Together" in said
        assert "row 3, column means: 'y' is neither the id nor a name" in said
        assert "loose    nothing" in said
    assert decisions(project) == []
    assert asked(project, "MATCH (s:Service) RETURN s.id AS id") == []


def test_where_the_round_cannot_be_kept_nothing_is_joined(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    # A file stands where the rest of a load that was killed would be a folder, and cannot be cleared away as one.
    (project / "rounds" / ".unfinished-x").touch()
    said = keep(project, "other", {"Organisations": "name\nTHT\n"}, code=1)
    assert "The round could not be written" in " ".join(said.split())
    assert decisions(project) == []


def test_a_join_by_the_list_is_undone_like_any_decision_and_not_made_again(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    rows = {"Organisations": "name\nTHT\n"}
    keep(project, "other", rows)
    run("decide", "--undo", "1", "--project", project)
    assert ["org-other-tht", "THT", None] in bodies(project)
    keep(project, "other", rows, "--as-of", "2024-04-30")
    assert ["org-other-tht", "THT", None] in bodies(project)


def test_a_line_that_was_mended_says_what_the_name_still_means_and_how_to_undo_it(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    keep(project, "other", {"Organisations": "name\nTHT\n"})
    listed(project, "Organisation,THT,Hill Trust")
    said = keep(project, "other", {"Organisations": "name\nTHT\n"}, "--as-of", "2024-04-30")
    assert f"org-other-tht is one with Tower Hamlets Together ({TOGETHER}) by a decision" in said
    assert len(bodies(project)) == 2


def test_one_name_may_mean_another_on_the_list(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,TH Together", "Organisation,TH Together,Tower Hamlets Together")
    keep(project, "other", {"Organisations": "name\nTHT\n"})
    assert [row[0] for row in bodies(project)] == ["org-base-hill-trust", TOGETHER]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (
            ["Organisation,A,B", "Organisation,b.,a"],
            "row 3, column means: 'A' means 'b.' means 'A': no record is named",
        ),
        (["Organisation,A,Hill", "Organisation,a,Mill"], "row 3, column name: by row 2 'A' means 'Hill'"),
        (["Person,Jo,Joe"], "row 2, column kind: 'Person' is not one of"),
        (["Organisation,!?,Hill Trust"], "row 2, column name: '!?' has no letters or digits"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_place_and_nothing_is_kept(
    project: Path, lines: list[str], wrong: str
) -> None:
    listed(project, *lines)
    said = keep(project, "other", {"Organisations": "name\nMill\n"}, code=2)
    assert f"names.csv, {wrong}" in " ".join(said.split())
    assert list((project / "rounds").iterdir()) == []
    assert wrong.partition(": ")[0] in " ".join(run("doctor", "--project", project, code=1).output.split())


def test_a_line_that_means_two_records_refuses_what_needs_it_and_nothing_else(project: Path) -> None:
    base(project)
    keep(project, "third", {"Organisations": "name\nTower Hamlets Together\n"})
    listed(project, "Organisation,THT,Tower Hamlets Together")
    keep(project, "fourth", {"Organisations": "name\nMill\n"})
    said = keep(project, "other", {"Organisations": "name,sector\nTHT,green\n"}, code=2)
    assert (
        "names.csv, row 2, column means: 'Tower Hamlets Together' is the name of 2 organisations: "
        f"{TOGETHER} and org-third-tower-hamlets-together; write the id of the one meant"
    ) in said
    assert "column sector: 'green' is not one of" in said
    assert "write the id of the one meant" in run("doctor", "--project", project, code=1).output
    listed(project, f"Organisation,THT,{TOGETHER}")
    assert "is taken for" in keep(project, "other", {"Organisations": "name\nTHT\n"})


def test_a_row_with_a_number_or_an_id_is_known_by_that_and_proposed(project: Path) -> None:
    base(project)
    listed(project, "Organisation,THT,Tower Hamlets Together")
    said = keep(project, "other", {"Organisations": "id,name,charity_no\n,THT,1034374\nx,THT,\n"})
    for id_ in ("org-chc-1034374", "org-x"):
        assert f"`linkwork decide accept {TOGETHER} {id_}` joins them" in said
    assert len(bodies(project)) == 4
    assert {frozenset(pair) for pair in pairs(project)} >= {
        frozenset((TOGETHER, "org-x")),
        frozenset((TOGETHER, "org-chc-1034374")),
    }


def test_two_that_a_link_holds_apart_are_not_joined_whatever_the_list_says(project: Path) -> None:
    base(project)
    listed(project, "Organisation,Public Health,Hill Trust")
    rows = "name,part_of\nPublic Health,org-base-hill-trust\n"
    said = keep(project, "other", {"Organisations": rows})
    assert "links or numbers say that they are two. Nothing was joined" in said
    assert asked(project, "MATCH (a)-[:PART_OF]->(b) RETURN a.id AS a, b.id AS b") == [
        ["org-other-public-health", "org-base-hill-trust"]
    ]


def test_a_services_name_means_the_service_of_its_own_provider_alone(project: Path) -> None:
    services = "name,status,provider\nFriday Walks,open,Hill Trust\n"
    keep(project, "base", {"Organisations": "name\nHill Trust\nMill\n", "Services": services})
    listed(project, "Service,Walks,Friday Walks")
    rows = "name,status,provider\nWalks,open,org-base-hill-trust\nWalks,open,org-base-mill\n"
    keep(project, "other", {"Services": rows})
    assert asked(project, "MATCH (s:Service) RETURN s.id AS id, s.name AS name ORDER BY id") == [
        ["service-base-hill-trust-friday-walks", "Friday Walks"],
        ["service-base-mill-walks", "Walks"],
    ]


def test_init_leaves_a_list_to_fill_in_and_never_overwrites_one(tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    assert (tmp_path / "new" / "names.csv").read_text(encoding="utf-8") == "kind,name,means\n"
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "names.csv").write_text(LINE)
    run("init", tmp_path / "old")
    assert (tmp_path / "old" / "names.csv").read_text(encoding="utf-8") == LINE
    assert "names.csv" in (tmp_path / "new" / "START-HERE.txt").read_text(encoding="utf-8")


NAMES = ("Ash", "Bee", "Cob", "Dun")
MEANS = st.dictionaries(st.sampled_from(NAMES[:3]), st.sampled_from(NAMES), max_size=3)


def groups(project: Path) -> set[frozenset[str]]:
    """The names that are one record's, those that the list proposes to join joined."""
    found = {id_: {name, *(a for a in aliases or () if a in NAMES)} for id_, name, aliases in bodies(project)}
    for a, b in pairs(project):
        both = found[str(a)] | found[str(b)]
        for id_, names in list(found.items()):
            if names & both:
                found[id_] = both = both | names
        found = {id_: both if names & both else names for id_, names in found.items()}
    return {frozenset(str(name) for name in names) for names in found.values()}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(means=MEANS, orders=st.permutations(range(4)), together=st.booleans())
def test_the_order_of_loading_does_not_change_which_names_are_one(
    tmp_path_factory: pytest.TempPathFactory, means: dict[str, str], orders: list[int], together: bool
) -> None:
    # A name means a later one, so that none goes round.
    lines = [f"Organisation,{name},{meant}" for name, meant in means.items() if NAMES.index(meant) > NAMES.index(name)]
    found = []
    for order in (range(4), orders):
        project = tmp_path_factory.mktemp("order") / "town"
        run("init", project)
        listed(project, *lines)
        named = [NAMES[place] for place in order]
        for part in [named] if together else [[name] for name in named]:
            source = "all" if together else part[0].lower()
            keep(project, source, {"Organisations": "\n".join(["name", *part]) + "\n"})
        found.append((groups(project), len(bodies(project)) if together else 0))
    assert found[0] == found[1]
