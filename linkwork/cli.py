"""The command line: what people type. Each group of commands has its module in linkwork/commands."""

import io
import sys

import click

from linkwork import __version__
from linkwork.commands import (
    asking,
    atlas,
    changing,
    deciding,
    demo,
    drawing,
    exporting,
    judging,
    keeping,
    loading,
    packing,
    routing,
    serving,
    surveys,
    whatif,
)
from linkwork.commands._session import Commands, common


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for command in (
    demo.demo,
    loading.init,
    loading.list_loaders,
    loading.template,
    surveys.survey,
    loading.check,
    loading.load,
    loading.rounds,
    deciding.sources,
    deciding.withdraw,
    deciding.duplicates,
    deciding.decide,
    judging.judge,
    changing.list_changes,
    keeping.build,
    asking.ask,
    routing.route,
    whatif.whatif,
    drawing.draw,
    packing.pack,
    atlas.atlas,
    serving.serve,
    exporting.export,
    asking.cypher,
    keeping.status,
    keeping.doctor,
):
    cli.add_command(command)
