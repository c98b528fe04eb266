"""The whole place in one file: atlas."""

from pathlib import Path

import click

from linkwork.commands._files import write
from linkwork.commands._session import common, progress, say, session
from linkwork.errors import LinkworkError
from linkwork.project.atlas import atlas_of


@click.command()
@click.argument("file", metavar="FILE.html", type=click.Path(dir_okay=False, path_type=Path))
@common
def atlas(file: Path) -> None:
    """Write one file with the map, every question with its answer and picture, and the rounds compared.

    It opens in a browser without a network, so that it can be sent as it is. Nobody is named in it unless --with-people
    is given, and nothing confidential is in it unless --internal is; the page then says so.

    Example: linkwork atlas millbrook.html
    """
    if file.suffix.lower() not in (".html", ".htm"):
        raise LinkworkError(f"{file}: an atlas is an .html file. Nothing was written.")
    asked = session()
    with asked.engine() as engine, progress("Answering the questions") as bar:
        made = atlas_of(asked, engine, bar)
    write(made.content, file)
    say(f"Wrote {file} ({len(made.content) / 1e6:.1f} MB). It opens in a browser without a network.")
    if note := asked.note():
        say(note)
    if asked.people:
        say("It holds personal data: names of people.")
    if asked.internal:
        say("It holds confidential values.")
