"""Pictures: draw."""

from dataclasses import replace
from pathlib import Path

import click

from linkwork.asking import answer_of
from linkwork.commands._completing import one_of
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Session, common, say, session
from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import AnswerView, Caption, GraphView, read_view
from linkwork.queries import Answer, catalogue, rounds_of
from linkwork.visualise import Artifact, Drawing, drawing, drawings


@click.command()
@click.argument("name", required=False, metavar="[DRAWING]", shell_complete=one_of(lambda _: drawings()))
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
    write(drawn(session(), chosen, target.suffix).content, target)
    say(f"Wrote {target}.")


def drawn(asked: Session, chosen: Drawing, ending: str) -> Artifact:
    """The drawing of the session's graph as a file of that ending. Raises LinkworkError for one it has not."""
    chosen.check(ending)
    with asked.engine() as engine:
        view = view_for(engine, asked, chosen)
    return chosen.make(view, ending)


def view_for(engine: Engine, asked: Session, chosen: Drawing) -> GraphView:
    """What one drawing is made of: the graph if it needs it, and the answers to what it asks. Good for every ending."""
    view = view_of(engine, asked) if chosen.needs_graph else _captioned(_caption(engine, asked))
    store = asked.store_if_any() if chosen.asks else None
    every = catalogue()
    answers = {
        wanted.question: _as_seen(answer_of(asked, engine, every.find(wanted.question), wanted.parameters, store))
        for wanted in chosen.asks
    }
    return replace(view, answers=answers)


def view_of(engine: Engine, asked: Session) -> GraphView:
    """The graph as drawings see it, captioned with what its marker says: whose it is and from which rounds."""
    return read_view(engine, SCHEMA, _caption(engine, asked), asked.allowed)


def _caption(engine: Engine, asked: Session) -> Caption:
    marker = engine.marker() or {}
    rounds = tuple((said["source"], said["date"]) for said in rounds_of(marker))
    store = asked.store_if_any() if asked.people else None
    people = store.people_names() if store is not None else {}
    return Caption(str(marker.get("name") or "Linkwork"), rounds, str(marker.get("note") or ""), people)


def _captioned(caption: Caption) -> GraphView:
    """A view of nothing but what is said on every drawing."""
    return GraphView(caption.title, (), (), caption.rounds, caption.note)


def _as_seen(found: Answer) -> AnswerView:
    """The answer without its evidence, which drawings do not show."""
    names = [column.name for column in found.columns]
    return AnswerView(
        id=found.question.id,
        title=found.question.title,
        question=found.question.question,
        columns=tuple((column.name, column.meaning) for column in found.columns),
        rows=tuple({name: row[name] for name in names} for row in found.rows),
        how_to_read=found.how_to_read,
        assumptions=found.assumptions,
        caveats=found.caveats,
        nothing=found.nothing_because,
    )


def write(content: bytes, target: Path) -> None:
    """Write a file. Raises LinkworkError if it cannot be."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise LinkworkError(f"{target} could not be written: {error.strerror or error}.") from error
