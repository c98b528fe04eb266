"""Linkwork: who provides what, for whom, where, and who can reach whom."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkwork.api import Linkwork

__version__ = "1.0.0"


def open(project: str | Path | None = None, graph: str | None = None) -> "Linkwork":
    """A project for a notebook: the folder, else LINKWORK_PROJECT, else the nearest with a linkwork.toml.

    `graph` is the address of a server, as `--graph` takes it; with it, no project folder is needed. Raises
    LinkworkError, naming the way out, where there is neither.
    """
    from linkwork.api import Linkwork

    return Linkwork(Path(project) if project is not None else None, graph)
