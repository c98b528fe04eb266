"""A person erased from everything that Linkwork holds, and the search that proves it."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from linkwork.disk import sealed
from linkwork.graph._manifest import save_manifest
from linkwork.graph.decisions import today
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.erasing import called, erase, stand_ins, traces_of
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.traces import Traces
from linkwork.personal_data.forgetting import begin, broken_off, clean, search_graph, stands_broken_off
from linkwork.personal_data.searching import search_folder
from tests.commands.steps import run

JANE, MAIL, PHONE = "Jane Bright", "jane.bright@riverside.example", "020 7946 0018"
HEAD = "name,job_title,work_email,work_phone,organisation,lawful_basis,keep_until\n"
ROW = f"{JANE},Manager,{MAIL},{PHONE},Riverside Trust,public task,2099-03-31\n"
TOM = f"Tom Hale,Deputy to {JANE},tom@riverside.example,,Riverside Trust,public task,2099-03-31\n"
SERVICES = (
    "name,status,provider,description,owner\n"
    f'Friday Walks,open,Riverside Trust,"Ring BRIGHT, JANE on +44 20 7946 0018 or {MAIL}",{JANE}\n'
)


TIES = f"from,to,trust,rated_by\norg-river,org-lock,1,{JANE}\norg-river,org-lock,2,Tom Hale\norg-river,org-lock,3,Bo\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    """A town with a body, a service, a tie and a rejected row that name Jane; contacts of two days, one revised."""
    folder = tmp_path_factory.mktemp("forget")
    town, files = put_project(folder / "town"), folder / "files"
    files.mkdir()
    rows = f"org-river,Riverside Trust,vcse\norg-lock,Lock Trust,vcse\n,Hill Trust,{JANE}\n"
    (files / "Organisations.csv").write_text(f"id,name,sector\n{rows}")
    (files / "WORKS_WITH.csv").write_text(TIES)
    (files / "Services.csv").write_text(SERVICES)
    run("load", "mapping-workbook", files, "--as-of", "2024-03-31", "--keep-good-rows", "--project", town)
    for day, text in (("2024-04-30", HEAD + ROW), ("2024-04-30", HEAD + ROW + TOM), ("2024-05-31", HEAD + ROW + TOM)):
        (folder / "contacts.csv").write_text(text)
        run("load", "contacts", folder / "contacts.csv", "--as-of", day, "--project", town)
    return town


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "town")


def person(town: Path, name: str = JANE) -> str:
    (found,) = called(RoundStore(town / "rounds").rounds(), name)
    return found


def contents(path: Path) -> Iterator[str]:
    """Everything that a file says, however it is packed."""
    content = path.read_bytes()
    if path.suffix == ".parquet":
        yield str(pl.read_parquet(io.BytesIO(content)).to_dicts())
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    yield content.decode("utf-8", "replace")


def told(folder: Path, *words: str) -> list[str]:
    """The files of a folder in which one of the words stands, in whatever case."""
    every = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in every if told_in(path, *words)]


def told_in(path: Path, *words: str) -> bool:
    text = "\n".join(contents(path)).casefold()
    return any(word.casefold() in text for word in words)


def state(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".linkwork-lock")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_person_is_erased_from_every_round_the_graph_and_what_linkwork_wrote(town: Path) -> None:
    id_ = person(town)
    assert {"rejected.parquet", "01-Service.parquet", "names.parquet"} <= set(
        told(town, JANE, MAIL, id_, "jane-bright")
    )
    (town / ".unfinished-decisions.csv").write_text(f"as {JANE} said")  # by a command that was killed
    with (town / "decisions.csv").open("w") as decisions:
        decisions.write("number,decision,subject,other,reason,decided_by,decided_on,undone_on,review_on\n")
        decisions.write(f"1,withdraw,2024-05-31_contacts_1,,as {JANE} said,{JANE},2024-06-01,,\n")
    (town / "answers").mkdir()
    (town / "answers" / "D7.csv").write_text(f"person_ref\n{id_}\n")
    said = run("forget", MAIL, "--yes", "--project", town).output
    assert told(town, JANE, "bright, jane", MAIL, "jane-bright", "7946 0018", id_) == []
    assert who_rated(town) == [tie("(erased) 1", 1), tie("Tom Hale", 2), tie("Bo", 3)]
    assert "Searched " in said
    assert "for 4 values: nothing was found." in said
    assert JANE not in said
    assert run("doctor", "--project", town).output == "Nothing is wrong.\n"
    assert told(town, "Tom Hale", "tom@riverside.example")  # the other person is held as before
    assert "as (erased) said,(erased)," in (town / "decisions.csv").read_text()


def test_the_text_of_another_record_keeps_all_but_the_name_the_address_and_the_number(town: Path) -> None:
    run("forget", person(town), "--yes", "--project", town)
    query = "MATCH (s:Service) RETURN s.description AS said, s.owner AS owner"
    assert (
        '"Ring (erased) on (erased) or (erased)"' in run("cypher", query, "--format", "json", "--project", town).output
    )


def who_rated(town: Path) -> list[tuple[object, ...]]:
    (ties,) = (table for table in RoundStore(town / "rounds").rounds()[0].tables if table.kind == "WORKS_WITH")
    return ties.rows.select("id", "rated_by", "trust").rows()


def tie(by: str, trust: int) -> tuple[str, str, int]:
    return f"WORKS_WITH|org-river|org-lock|{by}", by, trust


def test_what_an_earlier_version_left_in_the_id_of_a_tie_is_erased_by_the_same_again(town: Path) -> None:
    store, both = RoundStore(town / "rounds"), Traces(names=frozenset([JANE, "Tom Hale"]))
    forgotten_but_for_ids(store.rounds()[0])
    assert "2024-03-31_files_1" in [one.round for one in erase(store, both, "2024-08-01")]
    assert who_rated(town) == [tie("(erased) 1", 1), tie("(erased) 2", 2), tie("Bo", 3)]


def test_a_stand_in_is_the_same_after_an_erasure_that_was_killed_and_another_for_whoever_comes_later(
    town: Path,
) -> None:
    store, jane, tom = (
        RoundStore(town / "rounds"),
        Traces(names=frozenset([JANE])),
        Traces(names=frozenset(["Tom Hale"])),
    )
    begin(town, jane, stand_ins(store, jane))
    erase(store, jane, "2024-08-01")
    assert stand_ins(store, jane | tom, stands_broken_off(town)) == {JANE: "(erased) 1", "Tom Hale": "(erased) 2"}
    assert stand_ins(store, tom) == {"Tom Hale": "(erased) 2"}


def test_a_rating_said_twice_is_refused_without_the_name_of_who_gave_it(town: Path, tmp_path: Path) -> None:
    rows = f"org-river,org-lock,1,{JANE}\norg-river,org-lock,2,{JANE}\n"
    (tmp_path / "WORKS_WITH.csv").write_text(f"from,to,trust,rated_by\n{rows}")
    said = run("check", "mapping-workbook", tmp_path, "--project", town, code=2).output
    assert "two rows are the same WORKS_WITH, WORKS_WITH|org-river|org-lock: this one and" in said
    assert JANE not in said


def forgotten_but_for_ids(round_: Round) -> None:
    """The ties of a round as they were left before the ids were thought of."""
    manifest = json.loads(json.dumps(round_.manifest))
    (entry,) = (one for one in manifest["tables"] if one["kind"] == "WORKS_WITH")
    erased = pl.col("rated_by").replace({JANE: "(erased)", "Tom Hale": "(erased)"})
    round_.frame(entry).with_columns(erased).write_parquet(round_.folder / entry["file"])
    entry |= sealed(round_.folder, entry["file"])
    save_manifest(round_.folder, manifest)


def test_the_same_name_twice_says_which_and_changes_nothing(town: Path, tmp_path: Path) -> None:
    (tmp_path / "others.csv").write_text(HEAD + f"{JANE},,jane@hill.example,,Hill Trust,consent,2099-03-31\n")
    words = ("load", "contacts", tmp_path / "others.csv", "--as-of", "2024-06-30", "--source", "others")
    run(*words, "--project", town)
    before = state(town)
    said = run("forget", JANE, "--yes", "--project", town, code=1).output
    assert "That is 2 people. Nothing was changed." in said
    assert "is the contact for Riverside Trust" in said
    assert state(town) == before


def test_a_namesake_and_a_shared_number_are_no_traces_of_the_person(town: Path, tmp_path: Path) -> None:
    (tmp_path / "others.csv").write_text(HEAD + f"{JANE},,jane@hill.example,{PHONE},Hill Trust,consent,2099-03-31\n")
    words = ("load", "contacts", tmp_path / "others.csv", "--as-of", "2024-06-30", "--source", "others")
    run(*words, "--project", town)
    said = run("forget", MAIL, "--yes", "--project", town).output
    assert "1 e-mail address, in 4 rounds" in said
    assert told(town, "jane@hill.example")


def test_what_is_not_linkworks_own_is_named_and_left(town: Path) -> None:
    (town / "notes.txt").write_text("Met JANE  BRIGHT on Monday")
    said = run("forget", JANE, "--yes", "--project", town, code=1).output
    assert "found in 1 place" in said
    assert "still in notes.txt" in said
    (town / "notes.txt").unlink()
    assert "nothing was found" in run("forget", JANE, "--yes", "--project", town).output


def test_a_dry_run_and_a_question_nobody_answers_change_nothing(town: Path) -> None:
    before = state(town)
    assert "rows erased" in run("forget", JANE, "--dry-run", "--project", town).output
    assert "Add --yes" in run("forget", JANE, "--project", town, code=1).output
    assert "Nobody of that id" in run("forget", "Joan Bright", "--yes", "--project", town, code=1).output
    assert state(town) == before


def test_an_erasure_that_was_killed_is_finished_by_the_same_command(town: Path) -> None:
    store, id_ = RoundStore(town / "rounds"), person(town)
    traces = traces_of(store.rounds(), frozenset([id_]))
    begin(town, traces)
    erase(store, traces, "2024-07-01")
    folder = store.rounds()[-1].folder
    left = pl.DataFrame({"id": [id_], "name": [JANE]})
    left.write_parquet(folder / "people" / "00-Person.9.parquet")  # as if killed before a manifest named it
    assert told(town, JANE, id_)
    assert "nothing was found" in run("forget", JANE, "--yes", "--project", town).output
    assert told(town, JANE, MAIL, id_) == []
    assert broken_off(town).values == 0


def test_a_person_is_erased_from_either_engine(town: Path, named: GraphAddress) -> None:
    id_ = person(town)
    run("build", "--project", town)
    assert "nothing was found" in run("forget", id_, "--yes", "--project", town).output
    with open_engine(named) as engine:
        assert [row["id"] for row in engine.read("MATCH (p:Person) RETURN p.id AS id")] == [person(town, "Tom Hale")]
        assert search_graph(engine, Traces(frozenset([id_]), frozenset([JANE])))[1] == []


def test_a_graph_built_before_an_erasure_is_behind_the_rounds_and_read_back(town: Path) -> None:
    store, id_ = RoundStore(town / "rounds"), person(town)
    erase(store, traces_of(store.rounds(), frozenset([id_])), "2024-07-01")
    assert "the graph is behind the rounds" in run("status", "--project", town).output
    run("build", "--project", town)
    with open_engine(GraphAddress(str(town / "graph"))) as engine:
        assert [row["id"] for row in engine.read("MATCH (p:Person) RETURN p.id AS id")] == [person(town, "Tom Hale")]


def test_a_workbook_of_errors_inside_the_project_is_erased_too(town: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["name", JANE])
    (town / "answers").mkdir()
    book.save(town / "answers" / "errors.xlsx")
    run("forget", JANE, "--yes", "--project", town)
    assert told(town, JANE) == []
    assert openpyxl.load_workbook(town / "answers" / "errors.xlsx").worksheets[0]["B1"].value == "(erased)"


def test_a_source_that_names_an_erased_person_again_does_not_bring_them_back(town: Path, tmp_path: Path) -> None:
    run("forget", JANE, "--yes", "--project", town)
    # What Tom's title says of her cannot be known: nothing but hashes is kept of her name.
    (tmp_path / "new.csv").write_text(HEAD + ROW + TOM.replace(f"Deputy to {JANE}", "Deputy"))
    words = ("load", "contacts", tmp_path / "new.csv", "--as-of", "2024-08-31", "--project", town)
    said = run(*words)
    assert f"new.csv, row 2: this person was erased on {today()}, and the row was left out." in said.stderr
    assert JANE not in said.output
    assert "It holds 1 Person, 1 CONTACT_FOR." in said.output
    assert told(town, JANE, MAIL) == []
    assert "2 Person" in run(*words, "--erased-too").output
    assert told(town, JANE, MAIL)
    assert "erased" not in run(*words[:-3], "2024-09-30", "--project", town).stderr  # from then on held again


def test_a_namesake_with_another_address_is_not_taken_for_who_was_erased(town: Path, tmp_path: Path) -> None:
    run("forget", JANE, "--yes", "--project", town)
    row = f"{JANE},,jane@hill.example,,Hill Trust,consent,2099-03-31\n"
    without = f"{JANE},,,,Hill Trust,consent,2099-03-31\n"
    for text, held in ((row, 1), (without, 0)):
        (tmp_path / "new.csv").write_text(HEAD + text + TOM)
        said = run("check", "contacts", tmp_path / "new.csv", "--project", town).output
        assert f"{held + 1} Person" in said


def test_what_stands_in_place_of_a_name_is_nobody(town: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(HEAD + ROW.replace(JANE, "(erased)").replace(MAIL, "") + TOM)
    said = run("check", "contacts", tmp_path / "new.csv", "--project", town)
    assert "it says (erased) in place of a name, and the row was left out" in said.stderr
    assert "1 Person" in said.output


def test_files_that_linkwork_wrote_elsewhere_are_erased_and_those_it_does_not_find_are_named(
    town: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text(HEAD + ROW + f"{JANE},,{MAIL},,Riverside Trust,public task,soon\n")
    marked, register = tmp_path / "to-correct.xlsx", tmp_path / "register.csv"
    run("check", "contacts", tmp_path / "bad.csv", "--errors", marked, "--with-people", "--project", town, code=2)
    run("personal-data", "--with-people", "--save", register, "--project", town)
    run("personal-data", "--with-people", "--save", town / "jane-bright.csv", "--project", town)
    (town / "jane-bright.csv").unlink()
    (town / "names.csv").write_bytes(b"kind,name,means\nOrganisation,Caf\xe9,Riverside Trust\n")  # in no UTF-8
    run("template", town / "next.xlsx", "--prefill", "--with-people", "--project", town)
    run("draw", "network-map", "--with-people", "--save", tmp_path / "map.svg", "--project", town)
    assert told(town, JANE, MAIL)
    assert told(tmp_path, JANE) != []
    (tmp_path / "map.svg").unlink()
    said = run("forget", JANE, "--yes", "--project", town).output
    # Her job title goes with her row; his row stays.
    assert [path for path in (marked, register, town / "next.xlsx") if told_in(path, JANE, MAIL, "Manager")] == []
    assert told_in(register, "Tom Hale")
    assert told_in(town / "next.xlsx", "Deputy to (erased)")
    assert f"not found where it was written: {tmp_path / 'map.svg'}" in said
    assert "nothing was found" in said


def test_a_table_that_has_a_persons_id_alone_is_erased_too_wherever_it_was_saved(town: Path, tmp_path: Path) -> None:
    register, answer, listed = town / "register.xlsx", tmp_path / "d7.csv", tmp_path / "who.csv"
    run("personal-data", "--save", register, "--project", town)
    run("ask", "D7", "--save", answer, "--project", town)
    jane, tom = person(town), person(town, "Tom Hale")
    who = "MATCH (p:Person)-[:CONTACT_FOR]->(o) RETURN o.name AS of, collect(p.id) AS who"
    run("cypher", who, "--save", listed, "--project", town)
    assert told_in(listed, jane)
    assert told_in(register, jane)
    assert told_in(answer, jane)
    assert "nothing was found" in run("forget", jane, "--yes", "--project", town).output
    assert [path for path in (register, answer, listed) if told_in(path, jane)] == []
    assert [path for path in (register, answer, listed) if not told_in(path, tom)] == []


def with_a_password(path: Path, content: str) -> None:
    """A zip file that says that its one part has a password."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("people.csv", content)
    flagged = bytearray(path.read_bytes())
    for begins, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(begins) + flags] |= 1
    path.write_bytes(flagged)


def damaged(path: Path, content: str) -> None:
    """A zip file of which the packed part is not as it was packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("people.csv", content)
    packed_bytes = bytearray(path.read_bytes())
    begins = 30 + len("people.csv")
    packed_bytes[begins : begins + 8] = b"\xff" * 8
    path.write_bytes(packed_bytes)


def unclosed(path: Path, content: str) -> None:
    """A workbook with a part that is no XML to its end."""
    book = openpyxl.Workbook()
    book.worksheets[0].append([content])
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, said in parts.items():
            packed.writestr(name, said[:-9] if name == "xl/workbook.xml" else said)


def endless(path: Path, content: str) -> None:
    """A table with a cell longer than any that is read."""
    path.write_text(HEAD + content + "x" * 200_000 + "\n")


@pytest.mark.parametrize(
    ("make", "name"), [(with_a_password, "a.zip"), (damaged, "a.zip"), (unclosed, "a.xlsx"), (endless, "a.csv")]
)
def test_a_file_that_cannot_be_opened_stops_no_erasure_and_the_search_says_where_it_is(
    project: Path, make: Callable[[Path, str], None], name: str
) -> None:
    traces = Traces(names=frozenset([JANE]))
    (project / "answers").mkdir()
    make(project / "answers" / name, ROW)
    (project / "answers" / "b.txt").write_text(f"Met {JANE}")
    assert clean(project, traces) == ["answers/b.txt"]
    search = search_folder(project, traces)
    assert search.found + search.shut == [f"answers/{name}"]


def test_what_an_export_that_was_killed_had_begun_stops_no_erasure(project: Path) -> None:
    (project / ".unfinished-england").mkdir()
    (project / ".unfinished-england" / "Service.csv").write_text(ROW)
    assert clean(project, Traces(names=frozenset([JANE]))) == []
    assert told(project, JANE) == []
