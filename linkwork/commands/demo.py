"""`linkwork demo`: a whole project made from the data that comes with Linkwork, with its answers and its map."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from linkwork.commands._answers import paragraph
from linkwork.commands._briefing import briefing, briefing_page, in_short
from linkwork.commands._completing import one_of
from linkwork.commands._files import write
from linkwork.commands._output import noted
from linkwork.commands._session import Session, common, say, session
from linkwork.commands._trail import writing
from linkwork.commands.loading import bring_up_to_date
from linkwork.data import Headline, Place, place, places
from linkwork.errors import LinkworkError
from linkwork.graph.build import Built
from linkwork.graph.place import Place as Codes
from linkwork.graph.rounds import RoundStore
from linkwork.load.steps import Asked, read
from linkwork.loaders import loader
from linkwork.project.asking import answer
from linkwork.project.picturing import Pictures
from linkwork.project.settings import FILE, make_project, open_project
from linkwork.queries import Answer, catalogue
from linkwork.visualise import drawings

OUT = "demo-output"
#: How the demonstration leaves its drawings: to look at closely, and to print.
ENDINGS = (".html", ".svg")


@click.command()
@click.option(
    "--place",
    "key",
    default="tower-hamlets",
    show_default=True,
    metavar="PLACE",
    shell_complete=one_of(lambda _: places()),
    help=f"One of: {', '.join(places())}.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder to make.  [default: {OUT}; {OUT}-PLACE where that holds another place]",
)
@common
def demo(key: str, out: Path | None) -> None:
    """Make a project from the data that comes with Linkwork, and answer what a convener would ask first.

    Example: linkwork demo --place millbrook
    """
    chosen, asked = place(key), session()
    out = out or _usual(key)
    kept, built = make(asked, chosen, out)
    say(
        f"{chosen.name}{f' ({chosen.note})' if chosen.note else ''}: {sum(kept)} rounds loaded, "
        f"{len(kept) - sum(kept)} were there already; {built.nodes_written:,} nodes and {built.links_written:,} "
        "links written.\n"
        f"As of {asked.store().folded()[-1].as_of}, the day of the latest round, unless it says otherwise.\n"
    )
    answers = [(headline, _answer(asked, headline)) for headline in chosen.headlines]
    if short := in_short(answers):
        say("IN SHORT\n" + "\n".join(paragraph(f"  - {sentence}") for sentence in short) + "\n")
    for headline, found in answers:
        say(briefing(headline, found, out))
    _leave(asked, chosen, answers)
    say(f"Open {out / 'answers' / 'briefing.html'} in a browser: these answers in full, with their sources.")
    say(f"The pictures are beside it, the map in network-map.html. {out} is a project of your own now: try")
    say(f"  linkwork ask --project {out}")
    say(f"  linkwork atlas --project {out} atlas.html    all of it in one file, to send")
    say(f"  linkwork pack --project {out} pack.docx      the pack for a meeting")


def make(asked: Session, chosen: Place, out: Path) -> tuple[list[bool], Built]:
    """Make the folder the place's project, with its rounds and its graph; which rounds were new, and what was written.

    The session's project is the folder afterwards. Raises LinkworkError, with nothing changed, if it is another's.
    """
    _prepare(out, chosen)
    asked.project_folder = out
    if (held := asked.project().demo) != chosen.key:
        whose = f"the demonstration of {held}" if held else "a project of somebody's own"
        raise LinkworkError(
            f"{out} is {whose}. Name a folder that is new: linkwork demo --place {chosen.key} --out DIR"
        )
    for file in sorted((chosen.folder / "queries").glob("*.*")):
        write(file.read_bytes(), out / "queries" / file.name)
    # The demonstration is embedded unless a graph is asked for: a server that the environment names may be a real one.
    asked.graph = asked.graph or str(out / "graph")
    store = asked.store()
    with writing(out) as under, under.act("demo", place=chosen.key) as facts:
        kept = [_keep(asked, store, source.loader, source.path, source.as_of) for source in chosen.sources]
        built = bring_up_to_date(store, asked.project().owner)
        facts["rounds"] = sum(kept)
    return kept, built


def _usual(key: str) -> Path:
    """Where a demonstration goes unless said: beside another place's, never into it."""
    usual = Path(OUT)
    if not (usual / FILE).exists():
        return usual
    held = open_project(usual, None).demo
    return usual if held in ("", key) else Path(f"{OUT}-{key}")


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
    found = catalogue(asked.project().queries).find(headline.question)
    return answer(asked, found, headline.parameters, headline.as_of)


def _leave(asked: Session, chosen: Place, answers: list[tuple[Headline, Answer]]) -> None:
    """Write the tables, the map and the page of all answers into `answers/`."""
    folder = asked.project().folder / "answers"
    folder.mkdir(exist_ok=True)
    for name, found in _named(answers):
        table = noted(found.rows, found.table_columns, "csv")
        write(table.encode() if isinstance(table, str) else table, folder / f"{name}.csv")
    pictures = _draw(asked, chosen, folder)
    write(briefing_page(chosen, answers, pictures).encode(), folder / "briefing.html")


def _named(answers: Sequence[tuple[Headline, Answer]]) -> Iterator[tuple[str, Answer]]:
    """Every answer with a name of its own: that of its question, with the day or a number where it is asked again."""
    seen: Counter[str] = Counter()
    for headline, found in answers:
        name = "-".join(filter(None, (found.question.id, found.question.name, headline.as_of)))
        seen[name] += 1
        yield (f"{name}-{seen[name]}" if seen[name] > 1 else name), found


def _draw(asked: Session, chosen: Place, folder: Path) -> dict[str, str]:
    """Write the drawings of the whole place and of what it is asked; the titles of the pages by file.

    What has nothing to show is left out.
    """
    pages = {}
    asked_for = {headline.question for headline in chosen.headlines}
    with asked.engine() as engine:
        pictures = Pictures(engine, asked)
        for name, one in drawings().items():
            if one.of and one.of not in asked_for:
                continue
            view = pictures.view(one)
            if one.asks and not any(found.rows for found in view.answers.values()):
                continue
            for ending in ENDINGS:
                write(one.make(view, ending).content, folder / f"{name}{ending}")
            pages[f"{name}.html"] = one.title
    return pages
