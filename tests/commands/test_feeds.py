"""A live feed and a file with contacts in it, loaded on the command line."""

import json
from pathlib import Path

from tests.commands.steps import run
from tests.feed_server import Feed, serving

PERSON = {"id": "c1", "name": "Ann Example", "email": "ann@example.org", "title": "Manager"}
SERVICE = {
    "id": "s1",
    "name": "Advice",
    "status": "active",
    "organization": {"id": "o1", "name": "Advice Body"},
    "contacts": [PERSON],
}


def holding(folder: Path, words: bytes) -> list[str]:
    """The names of the files below a folder that hold these words."""
    return [path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def count(project: Path, kind: str) -> int:
    found = run("cypher", f"MATCH (n:{kind}) RETURN count(n) AS n", "--format", "json", "--project", project).stdout
    return int(json.loads(found)[0]["n"])


def test_a_feed_is_fetched_and_loaded_and_fetched_again_keeps_nothing(project: Path) -> None:
    with serving(Feed()) as feed:
        first = run("load", "oruk", feed.address, "--project", project).output
        again = run("load", "oruk", feed.address, "--project", project).output
    assert "5 Service" in first
    assert count(project, "Service") == 5
    assert "no new round was kept" in again
    assert "nothing was written" in again


def test_contacts_are_left_out_unless_asked_for_with_a_ground_and_a_day(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "directory.json"
    file.write_text(json.dumps([SERVICE]))
    load = ("load", "oruk", file, "--as-of", "2024-03-31", "--project", project)
    run(*load)
    assert count(project, "Person") == 0
    assert "Add --lawful-basis WHY and --keep-until DATE" in run(*load, "--with-people", code=1).output
    asked = ("--with-people", "--lawful-basis", "public task", "--keep-until", "2030-01-01")
    run("load", "oruk", file, "--as-of", "2024-04-30", "--project", project, *asked)
    assert count(project, "Person") == 1
    assert all("Person" in name or name == "names.parquet" for name in holding(project / "rounds", b"Ann Example"))
    assert holding(project / "graph", b"Ann Example") == []
