"""What a load reads: paths as they are, and addresses of feeds as the folders that their pages were saved in."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from linkwork.commands._session import progress, warn
from linkwork.commands.fetching import fetched, is_address
from linkwork.graph.identity import slug

FOLDER = "fetched"


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
