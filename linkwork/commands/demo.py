"""`linkwork demo`: a whole project made from the data that comes with Linkwork, with its answers and its map."""

from pathlib import Path

import click

from linkwork.commands._briefing import briefing, briefing_page
from linkwork.commands._load import Asked, read
from linkwork.commands._output import render
from linkwork.commands._session import Session, common, say, session
from linkwork.commands.asking import answer
from linkwork.commands.drawing import view_of, write
from linkwork.commands.loading import bring_up_to_date
from linkwork.data import Headline, Place, place, places
from linkwork.errors import LinkworkError
from linkwork.graph.lock import one_writer
from linkwork.graph.place import Place as Codes
from linkwork.graph.rounds import RoundStore
from linkwork.loaders import loader
from linkwork.queries import Answer, catalogue
from linkwork.settings import FILE, make_project
from linkwork.visualise import drawing

MAP = "network-map"


@click.command()
@click.option(
    "--place",
    "key",
    default="tower-hamlets",
    show_default=True,
    metavar="PLACE",
    help=f"One of: {', '.join(places())}.",
)
@click.option(
    "--out",
    default=Path("demo-output"),
    show_default=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to make.",
)
@common
def demo(key: str, out: Path) -> None:
    """Make a project from the data that comes with Linkwork, and answer what a convener would ask first.

    Example: linkwork demo --out demo-output
    """
    chosen, asked = place(key), session()
    _prepare(out, chosen)
    asked.project_folder = out
    if asked.project().demo != key:
        raise LinkworkError(f"{out} is a project of somebody's own. Name a folder that is new: linkwork demo --out DIR")
    for file in sorted((chosen.folder / "queries").glob("*.*")):
        (out / "queries" / file.name).write_bytes(file.read_bytes())
    # The demonstration is embedded unless a graph is asked for: a server that the environment names may be a real one.
    asked.graph = asked.graph or str(out / "graph")
    store = asked.store()
    with one_writer(out):
        kept = [_keep(asked, store, source.loader, source.path, source.as_of) for source in chosen.sources]
        built = bring_up_to_date(store, asked.project().owner)
    say(
        f"{chosen.name}{f' ({chosen.note})' if chosen.note else ''}: {sum(kept)} rounds loaded, "
        f"{len(kept) - sum(kept)} were there already; {built.nodes_written:,} nodes and {built.links_written:,} "
        "links written.\n"
    )
    answers = [(headline, _answer(asked, headline)) for headline in chosen.headlines]
    for headline, found in answers:
        say(briefing(headline, found))
    _leave(asked, chosen, answers)
    say(f"Open {out / 'answers' / 'briefing.html'} in a browser: these answers in full, with their sources.")
    say(f"Open {out / 'answers' / 'map.html'} for the map. {out} is a project of your own now: try")
    say(f"  linkwork ask --project {out}")


def _prepare(out: Path, chosen: Place) -> None:
    """Make the folder a project with the place's own questions. Raises LinkworkError if it holds something else."""
    if out.exists() and any(out.iterdir()) and not (out / FILE).exists():
        raise LinkworkError(f"{out} holds other things. Name a folder that is new or empty: linkwork demo --out DIR")
    make_project(out, chosen.name, chosen.note, chosen.key, Codes(chosen.pcns, chosen.areas))


def _keep(asked: Session, store: RoundStore, loader_name: str, path: Path, as_of: str) -> bool:
    """Keep one source as a round; False if it was kept before."""
    ready = read(loader(loader_name), [path], asked.project(), store, Asked(as_of=as_of))
    if ready.already is None:
        store.keep(ready.statement, ready.tables, ready.names.minted)
    return ready.already is None


def _answer(asked: Session, headline: Headline) -> Answer:
    return answer(asked, catalogue(asked.project().queries).find(headline.question), {}, headline.as_of)


def _leave(asked: Session, chosen: Place, answers: list[tuple[Headline, Answer]]) -> None:
    """Write the tables, the map and the page of all answers into `answers/`."""
    folder = asked.project().folder / "answers"
    folder.mkdir(exist_ok=True)
    for headline, found in answers:
        day = f"-{headline.as_of}" if headline.as_of else ""
        columns = [c.name for c in found.columns] + ["last_confirmed"]
        table = render(found.rows, columns, "csv", None)
        write(
            table.encode() if isinstance(table, str) else table,
            folder / f"{found.question.id}-{found.question.name}{day}.csv",
        )
    with asked.engine() as engine:
        view = view_of(engine, asked)
    for ending in drawing(MAP).formats:
        write(drawing(MAP).make(view, ending).content, folder / f"map{ending}")
    page = briefing_page(chosen, [(headline.heading, found) for headline, found in answers])
    write(page.encode(), folder / "briefing.html")
