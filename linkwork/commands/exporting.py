"""Files for other software: export."""

import sys
from pathlib import Path

import click

from linkwork.commands._completing import one_of
from linkwork.commands._files import write
from linkwork.commands._import_files import LISTED, export_folder
from linkwork.commands._import_files import NAME as FOLDER
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Session, common, printable, say, session, warn
from linkwork.errors import LinkworkError, no_such
from linkwork.graph.view import GraphView
from linkwork.project.naming import given_away
from linkwork.project.picturing import Pictures
from linkwork.visualise.exports import Export, exports, live_part
from linkwork.visualise.exports import export as export_named
from linkwork.words import counted

#: Endings of what is no text.
BINARY = (".zip", ".xlsx")


@click.command()
@click.argument("name", required=False, metavar="[FORMAT", shell_complete=one_of(lambda _: _names()))
@click.argument("file", required=False, metavar="FILE]", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "everything", is_flag=True, help="Also what is closed, planned or stale, told apart.")
@format_option
@common
def export(name: str | None, file: Path | None, everything: bool, format_: str | None, save: Path | None) -> None:
    """List the formats, or write the graph in one of them (- is standard output).

    What is live is written; with --all the rest as well, where the format can tell the two apart.

    Nothing confidential or personal leaves unless it is asked for; people who opted out, or who may be kept no longer,
    never do.

    Example: linkwork export oruk services.json

    Example: linkwork export gexf map.gexf

    neo4j-import is a folder, made from the rounds: all that the graph holds, for Neo4j's own import; so it needs
    --internal.

    Example: linkwork export neo4j-import england --internal
    """
    if name is None:
        _list_formats(format_, save)
        return
    if format_:
        raise LinkworkError("--format is for the list; a file's ending says which sort it is. Nothing was written.")
    if file and save:
        raise LinkworkError(f"Name one file: {file} or {save}. Nothing was written.")
    if name == FOLDER:
        export_folder(file or save, session())
        return
    chosen = _named(name)
    target = file or save or Path(f"{name}{chosen.formats[0]}")
    piped = str(target) == "-"
    ending = chosen.formats[0] if piped else chosen.check(target.suffix)
    view, left = _whole_or_live(chosen, _exported(session()), everything)
    content = chosen.make(view, ending).content
    if piped:
        _pipe(content, ending)
    else:
        write(content, target)
        say(f"Wrote {target}.")
    for line in (*chosen.says(view), *left, *([view.note] if view.note else [])):
        (warn if piped else say)(line)


def _list_formats(format_: str | None, save: Path | None) -> None:
    rows = [{"name": one.name, "title": one.title, "formats": one.formats} for one in exports().values()]
    emit(sorted([*rows, LISTED], key=lambda row: str(row["name"])), ["name", "title", "formats"], format_, save)


def _pipe(content: bytes, ending: str) -> None:
    """Put the file to standard output: a file keeps every character, a terminal obeys some."""
    shown = sys.stdout.isatty() and ending not in BINARY
    click.echo(printable(content.decode()) if shown else content, nl=False)


def _names() -> list[str]:
    """What can be exported, by name."""
    return sorted([*exports(), FOLDER])


def _named(name: str) -> Export:
    """The export to a file of that name. Raises LinkworkError, naming the one to a folder too, if there is none."""
    if name not in exports():
        about = {one.name: one.title for one in exports().values()} | {FOLDER: str(LISTED["title"])}
        raise no_such("export", name, _names(), about)
    return export_named(name)


def _whole_or_live(chosen: Export, view: GraphView, everything: bool) -> tuple[GraphView, tuple[str, ...]]:
    """What the export is given, and the sentence on what is not live and therefore not in it.

    Raises LinkworkError where everything is wanted of a format that cannot tell what is not live apart.
    """
    if everything and not chosen.whole:
        raise LinkworkError(f"The export {chosen.name} is of what is live: it has no --all. Nothing was written.")
    if everything or not chosen.whole:
        return view, ()
    live = live_part(view)
    nodes, links = len(view.nodes) - len(live.nodes), len(view.links) - len(live.links)
    if not nodes and not links:
        return live, ()
    said = f"{counted(nodes, 'thing')} and {counted(links, 'link')}"
    return live, (f"Left out, being closed, planned or stale: {said}; add --all to have them.",)


def _exported(asked: Session) -> GraphView:
    """The graph as it may be given away: people only if asked for, and none who may not be named."""
    with asked.engine() as engine:
        view = Pictures(engine, asked).graph
    return given_away(view, asked)
