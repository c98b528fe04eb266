"""What a load reads: paths as they are, and addresses of feeds as the folders that their pages were saved in."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from linkwork.commands._completing import files
from linkwork.commands._session import progress, warn
from linkwork.graph.identity import slug
from linkwork.load.fetching import fetched, is_address
from linkwork.loaders import loaders

FOLDER = "fetched"


def _given(context: click.Context, argument: click.Parameter, places: tuple[str, ...]) -> tuple[str, ...]:
    """The places that were given. Raises UsageError where there is none, as where the loader was left out."""
    said = context.params.get("loader_name", "")
    if not places and said not in loaders():
        example = f"linkwork {context.info_name} mapping-workbook {said}"
        way_out = f"say first which one reads it, as in `{example}`; `linkwork loaders` lists them."
        raise click.UsageError(f"{said!r} is no loader: {way_out}", context)
    if not places:
        raise click.MissingParameter(ctx=context, param=argument)
    return places


#: The files, folders or addresses of a load, after its loader.
PLACES = click.argument("places", nargs=-1, callback=_given, metavar="PATH...", shell_complete=files)


def located(places: Sequence[str], project: Path) -> tuple[Path, ...]:
    """The paths to read; a feed is fetched into the project first, or the rest where that was broken off today."""
    return tuple(_fetched(place, project / FOLDER) if is_address(place) else Path(place) for place in places)


def _fetched(address: str, folder: Path) -> Path:
    parts = urlsplit(address)
    target = folder / (slug(f"{parts.hostname or ''} {parts.path}") or "feed")
    with progress(f"Fetching {parts.hostname}") as bar:
        found = fetched(address, target, progress=bar)
    for note in found.notes:
        warn(f"Note: {note}")
    return target
