"""Every way out of Linkwork: each command of the tree with everything that it can be asked to write.

A command that no run is of, and that is not said to show nothing, is one that nobody has searched: a test fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from linkwork.cli import COMMANDS, cli
from linkwork.commands._output import FORMATS
from linkwork.queries import catalogue
from linkwork.visualise import drawings
from linkwork.visualise.exports import exports

#: Commands that show nothing of a project, and why.
NOTHING_OF_ONES_OWN = {
    "demo": "makes a project of the data that comes with Linkwork",
    "init": "makes an empty project; one is made before all else",
    "loaders": "lists what Linkwork can read",
    "serve": "shows the page of the atlas, which is searched without it",
}
PACKS = (".docx", ".pptx", ".xlsx", ".html")
#: The questions of a pack that have most to hide.
MOST = "".join(f"|--question|{id_}" for id_ in ("B8", "D6", "D7", "D9", "G1", "O2", "P6", "B6"))
#: Questions and drawings that are asked for in every format, also where others are not.
RICH, DRAWN = ("D9", "P6"), ("personal-data", "network-map")
#: What is meant to show the graph or a file as it is, and what may therefore stand in it that may nowhere else.
AS_IT_IS = ("cypher", "neo4j-import", "--errors")
#: Runs in which things stand where they do by the ids of people, which no two projects share.
PLACED = ("network-map", "gexf", "graphml")
#: What says who is held and who did what, by numbers and times of its own.
HELD = ("personal-data", "audit")


@dataclass(frozen=True, slots=True)
class Way:
    """One run of a command: its words, in which OUT is a folder for what it writes and FILES those of the town."""

    command: str
    words: tuple[str, ...]

    @property
    def said(self) -> str:
        """The run in words."""
        return " ".join((self.command, *self.words))

    @property
    def as_it_is(self) -> bool:
        """Whether it is there to show confidential values and small counts."""
        return any(word in (self.command, *self.words) for word in AS_IT_IS)


def commands() -> Iterator[str]:
    """Every command of the tree, with its group before it; of `ask` and `draw` the groups, whose commands are data."""
    context = click.Context(cli)
    for name in COMMANDS:
        _, command, _ = cli.resolve_command(context, [name])
        inner = command.list_commands(click.Context(command)) if isinstance(command, click.Group) else []
        if isinstance(command, click.Group) and name not in ("ask", "draw"):
            yield from (f"{name} {word}" for word in inner)
        if not inner or name in ("ask", "draw") or getattr(command, "invoke_without_command", False):
            yield name


def ways(whole: bool) -> list[Way]:
    """Every run, in order; `whole` is everything in every format, else most things in one format each."""
    runs = [*_asked(whole), *_drawn(whole), *_files(whole), *_tables(whole), *_loads(whole), *_refused(), *_changing()]
    return [Way(command, tuple(words.split("|"))) for command, words in runs]


def compared(way: Way, whole: bool) -> bool:
    """Whether what it puts out has to be the same for both writings of the town."""
    if way.as_it_is or any(word in way.words for word in PLACED):
        return False
    if way.command in HELD:
        return False
    return whole or way.command not in ("draw", "pack", "atlas", "template")


def _asked(whole: bool) -> Iterator[tuple[str, str]]:
    for question in catalogue().questions.values():
        yield "ask", f"{question.id}|--format|json"
        for form in FORMATS if whole or question.id in RICH else ():
            yield (
                "ask",
                f"{question.id}|--format|table" if form == "table" else f"{question.id}|--save|OUT/answer.{form}",
            )
        if question.source == "graph" and (whole or question.id == RICH[0]):
            yield "ask", f"{question.id}|--as-of|2024-12-31|--format|json"
            yield "ask", f"{question.id}|--since|2024-03-31|--format|json"


def _drawn(whole: bool) -> Iterator[tuple[str, str]]:
    for name, drawing in drawings().items():
        alone = drawing.formats if name in DRAWN else () if drawing.of else (".svg",)
        yield from (("draw", f"{name}|--save|OUT/drawing{ending}") for ending in (drawing.formats if whole else alone))


def _files(whole: bool) -> Iterator[tuple[str, str]]:
    yield "atlas", "OUT/atlas.html"
    yield from (("pack", f"OUT/pack{ending}{MOST}") for ending in (PACKS if whole else PACKS[::3]))
    for one in exports().values():
        every = ("", "|--all") if one.whole and whole else ("|--all",) if one.whole else ("",)
        yield from (("export", f"{one.name}|OUT/export{ending}{all_}") for ending in one.formats for all_ in every)
    yield "export", "neo4j-import|OUT/import|--internal"
    yield "template", "OUT/empty.xlsx"
    yield "template", "OUT/filled.xlsx|--prefill|--source|town-mapping"
    yield "template", "OUT/part.xlsx|--prefill|--source|town-mapping|--organisation|Riverside Trust"


def _tables(whole: bool) -> Iterator[tuple[str, str]]:
    for form in FORMATS if whole else ("table", "json"):
        for name in ("ask", "draw", "export", "rounds", "sources", "duplicates", "decide", "status", "changes"):
            yield name, f"--format|{form}"
        yield "route", f"--from|Ferry Council|--need|Debt|--format|{form}"
        yield "whatif close", f"Debt Desk|--format|{form}"
        yield "whatif best", f"--changes|2|--format|{form}"
        yield "cypher", f"MATCH (n) RETURN properties(n) AS p|--format|{form}"
        yield from ((name, f"--format|{form}") for name in HELD)
    yield "cypher", "MATCH ()-[r]->() RETURN properties(r) AS p|--format|json"
    for form in FORMATS if whole else ("json",):
        yield from (("doctor", f"--format|{form}"), ("changes", f"2024-03-31|2025-04-30|--format|{form}"))
    yield from (("changes", f"--by|{by}") for by in (("area", "source") if whole else ("source",)))
    yield "changes", "--area|North Ferry"
    yield "whatif move", "Friday Walks|--area|North Ferry"
    yield "whatif add", "--name|Sleep Group|--need|Sleep|--area|North Ferry|--provider|Lock Choir"
    yield "survey map", "FILES/2024-03-31/People.csv"
    yield "survey map", "FILES/other/WORKS_WITH.csv|--save|OUT/mapping.toml"


def _loads(whole: bool) -> Iterator[tuple[str, str]]:
    yield "check", "mapping-workbook|FILES/other"
    yield "check", "mapping-workbook|FILES/other|--errors|OUT/errors.xlsx"
    yield "load", "contacts|FILES/other/People.csv|--as-of|2026-03-31|--errors|OUT/errors.xlsx"
    for form in FORMATS[1:] if whole else ("md",):
        yield "load", f"mapping-workbook|FILES/2025-03-31|--as-of|2026-03-31|--dry-run|--save|OUT/would.{form}"


def _refused() -> Iterator[tuple[str, str]]:
    """Mistakes, whose errors could tell what they should not."""
    yield "ask", "G3|--need|Nobody's need"
    yield "ask", "B3|--organisation|Nowhere"
    yield "route", "--from|Nowhere|--need|Debt"
    yield "judge", "Debt Desk|Friday Walk|deliberate|--reason|none"
    yield "decide", "Somebody|Nobody|accept|--reason|none"
    yield "export", "graphml|OUT/no-such-folder/x.graphml"
    yield "load", "edges|FILES/2024-03-31/People.csv|--as-of|2024-01-01"
    yield "load", "no-such-loader|FILES/2024-03-31|--as-of|2024-01-01"
    yield "cypher", "MATCH (n RETURN n"
    yield "forget", "Nobody's name|--dry-run"


def _changing() -> Iterator[tuple[str, str]]:
    """What changes the project, after everything else."""
    yield "judge", "Debt Desk|Money Line|deliberate|--reason|made up|--by|the board"
    yield "build", "--verify"
    yield "build", "--from-scratch"
    yield "sources retire", "other-mapping|--reason|made up"
    yield "withdraw", "2024-03-31_town-mapping_1|--reason|made up"
