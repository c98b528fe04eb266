"""The export that is a folder: tables for `neo4j-admin database import full`, and the commands that import them."""

import os
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from linkwork.commands._session import Session, say
from linkwork.errors import LinkworkError
from linkwork.words import counted

NAME = "neo4j-import"
#: The export as the list of exports has it.
LISTED = {
    "name": NAME,
    "title": "CSV and arguments for neo4j-admin database import full: a first build of a very large graph",
    "formats": ("a folder",),
}


def export_folder(folder: Path | None, asked: Session) -> None:
    """Write the folder from the rounds, whether or not there is a graph, and say what to do with it."""
    # Brought in here: who exports anything else waits for neither the rounds nor the driver.
    from linkwork.graph.import_files import write_import

    folder = folder or Path(NAME)
    if str(folder) == "-":
        raise LinkworkError(f"{NAME} is a folder, which standard output cannot be. Nothing was written.")
    if not asked.internal:
        raise LinkworkError(
            f"{NAME} holds all that the graph holds, confidential values and ratings too. If that may leave, add "
            "--internal. Nothing was written."
        )
    written = write_import(asked.store(), asked.project().owner, folder)
    things = f"{counted(written.nodes, 'node')} and {counted(written.links, 'link')}"
    say(f"Wrote {folder}: {things} in {counted(written.tables, 'table')}.")
    if written.loose:
        say(f"Left out: {counted(written.loose, 'link')} that still wait for an end.")
    say("It holds what the graph holds, confidential values too, and no names of people. Keep it as safe as the graph.")
    for line in _commands(folder.resolve(), asked):
        say(line)


def _commands(folder: Path, asked: Session) -> Iterator[str]:
    """What to type, in order."""
    place = asked.address().place
    address = place if "://" in place else "bolt://localhost:7687"
    database = os.environ.get("NEO4J_DATABASE") or "neo4j"
    yield f"On the server's machine, with the folder on it. Whatever its database {database} holds is replaced:"
    yield "  neo4j stop"
    yield f"  cd {quote(str(folder))}"
    yield f"  neo4j-admin database import full @import.args --overwrite-destination=true {quote(database)}"
    yield "  neo4j start"
    yield "Then here, which makes the constraints and has nothing else to write:"
    yield f"  linkwork build --graph {quote(address)}"
