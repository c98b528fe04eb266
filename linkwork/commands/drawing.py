"""Pictures: draw."""

from pathlib import Path

import click

from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Session, common, say, session
from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import Caption, GraphView, read_view
from linkwork.queries import rounds_of
from linkwork.visualise import drawing, drawings


@click.command()
@click.argument("name", required=False, metavar="[DRAWING]")
@format_option
@common
def draw(name: str | None, format_: str | None, save: Path | None) -> None:
    """List the drawings, or make one; the file's ending says which sort.

    Example: linkwork draw network-map --save map.html
    """
    if name is None:
        rows = [
            {"name": d.name, "title": d.title, "question": d.question, "formats": d.formats}
            for d in drawings().values()
        ]
        emit(rows, ["name", "title", "question", "formats"], format_, save)
        return
    chosen = drawing(name)
    target = save or Path(f"{name}{chosen.formats[0]}")
    with session().engine() as engine:
        view = view_of(engine, session())
    write(chosen.make(view, target.suffix.lower()).content, target)
    say(f"Wrote {target}.")


def view_of(engine: Engine, asked: Session) -> GraphView:
    """The graph as drawings see it, captioned with what its marker says: whose it is and from which rounds."""
    marker = engine.marker() or {}
    rounds = tuple((said["source"], said["date"]) for said in rounds_of(marker))
    store = asked.store_if_any() if asked.people else None
    people = store.people_names() if store is not None else {}
    caption = Caption(str(marker.get("name") or "Linkwork"), rounds, str(marker.get("note") or ""), people)
    return read_view(engine, SCHEMA, caption, asked.allowed)


def write(content: bytes, target: Path) -> None:
    """Write a file. Raises LinkworkError if it cannot be."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise LinkworkError(f"{target} could not be written: {error.strerror or error}.") from error
