"""The command line: what people type. Each group of commands has its module in linkwork/commands.

A command's module is imported when the command is used, so that `linkwork --help` waits for none of them.
"""

import importlib
import io
import sys

import click
from click.shell_completion import add_completion_class

from linkwork import __version__
from linkwork.commands._bash import QuotedBash
from linkwork.commands._session import Commands, common

#: Every command: where it is in linkwork/commands, and what it does, in the words that its own help begins with.
COMMANDS = {
    "demo": (
        "demo.demo",
        "Make a project from the data that comes with Linkwork, and answer what a convener would ask first.",
    ),
    "init": (
        "loading.init",
        "Make a project folder: settings, the mapping-round workbook, a list of names to fill in, and what to do next.",
    ),
    "loaders": (
        "loading.list_loaders",
        "List the source formats that can be loaded; with a NAME, the columns that one reads and what it covers.",
    ),
    "template": (
        "loading.template",
        "Write the mapping workbook: a sheet a kind, with notes, drop-downs and an example row.",
    ),
    "survey": ("surveys.survey", "Draft how the answers to a survey are read."),
    "check": ("loading.check", "Say every problem in files of one source; keep nothing."),
    "load": (
        "loading.load",
        "Keep what files of one source say as a round, and bring the graph to the current view.",
    ),
    "rounds": ("loading.rounds", "List the rounds that have been kept."),
    "sources": ("deciding.sources", "List who has said things, how often, and when last."),
    "withdraw": ("deciding.withdraw", "Take a round out of the view, or put it back."),
    "duplicates": (
        "deciding.duplicates",
        "List pairs of records that may be the same thing, with score and reasons.",
    ),
    "decide": (
        "deciding.decide",
        "List the decisions, or make one: that B is A and becomes one of its names, or that the two are not one.",
    ),
    "judge": ("judging.judge", "Record that two services overlap deliberately or by accident."),
    "changes": (
        "changing.list_changes",
        "Say what is new, gone and different between two dates, or between each source's last two complete rounds.",
    ),
    "build": (
        "keeping.build",
        "Bring the graph to the current view of the rounds, by writing only what differs.",
    ),
    "ask": ("asking.ask", "List the questions, or answer one, by id or name."),
    "route": (
        "routing.route",
        "Say how somebody gets from a door to what they need, the best route first, or why there is no route.",
    ),
    "whatif": ("whatif.whatif", "Say what would be different if something closed, moved or were added."),
    "draw": ("drawing.draw", "List the drawings, or make one; the file's ending says which sort."),
    "pack": (
        "packing.pack",
        "Make the meeting pack: for each question the finding, picture, table, how to read it and its sources.",
    ),
    "atlas": (
        "atlas.atlas",
        "Write one file with the map, every question with its answer and picture, and the rounds compared.",
    ),
    "serve": (
        "serving.serve",
        "Show the atlas of the graph as it now is, on this computer alone, until Ctrl-C.",
    ),
    "export": (
        "exporting.export",
        "List the formats, or write the graph in one of them (- is standard output).",
    ),
    "cypher": ("asking.cypher", "Run one Cypher query that reads (- takes it from standard input)."),
    "personal-data": (
        "auditing.personal_data",
        "List everybody of whom something is held: what, by whom, on what ground and until when; never a value.",
    ),
    "audit": (
        "auditing.audit",
        "List who loaded, decided, erased or showed personal or confidential values, and when (UTC), the latest last.",
    ),
    "forget": (
        "forgetting.forget",
        "Erase a person from every round, the graph and all that Linkwork wrote, and prove it by a search.",
    ),
    "status": (
        "keeping.status",
        "Say where the graph and the rounds are, what they hold, and whether they agree.",
    ),
    "doctor": ("keeping.doctor", "Look for what is wrong and say the command that mends it."),
}

#: The commands as `linkwork --help` lists them: in the order in which somebody comes to need them.
CHAPTERS = {
    "Begin": ("demo", "init", "doctor", "status"),
    "Load what sources say": ("template", "check", "load", "loaders", "survey", "rounds", "changes"),
    "Ask": ("ask", "route", "whatif", "cypher"),
    "Show and send": ("draw", "pack", "atlas", "serve", "export"),
    "Decide": ("duplicates", "decide", "judge", "sources", "withdraw"),
    "Look after it": ("build", "personal-data", "forget", "audit"),
}


class Listed(click.Command):
    """A command as the list of commands has it; `loaded` is the command itself."""

    def __init__(self, name: str, where: str, does: str) -> None:
        super().__init__(name, help=does)
        self.where = where

    def loaded(self) -> click.Command:
        """The command, its module imported."""
        module, _, function = self.where.partition(".")
        command = getattr(importlib.import_module(f"linkwork.commands.{module}"), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.where} is no command.")
        return command


class Linkwork(Commands):
    """All commands as they are listed; the one that is used, or completed, is loaded."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command itself."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.loaded() if isinstance(command, Listed) else command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands by chapter, each with the whole of what it does."""
        for chapter, names in CHAPTERS.items():
            with formatter.section(chapter):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names if name in self.commands])


@click.group(cls=Linkwork, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="linkwork")
@common
def cli() -> None:
    """Who provides what, for whom, where, and who can reach whom.

    Begin with `linkwork demo`, or with `linkwork init` for a place of your own.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that knows few letters gets a mark in place of the others, and no failure.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for listed, (where, does) in COMMANDS.items():
    cli.add_command(Listed(listed, where, does))
# Which shell wants something completed is settled before any command is loaded.
add_completion_class(QuotedBash)
