"""Loaders: one module a source format. Each has LOADER, and is found by being here.

Adding one is adding one file to this folder; a module whose name begins with an underscore is a helper.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwork.errors import no_such
from linkwork.graph.identity import Names
from linkwork.graph.records import About, Reading, Scope


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a loader reads: the name people know it by, what it holds, and whether it must be there."""

    name: str
    meaning: str
    required: bool = False


def nothing_said(paths: Sequence[Path]) -> About:
    """What most formats say of themselves: nothing."""
    return About()


@dataclass(frozen=True, slots=True)
class Loader:
    """One source format.

    `load` reads all paths of one load; it reports every problem it sees in the Reading and raises InputRefused only for
    a file it cannot open at all. `with_people` reads the people in the files too, where `load` leaves them out. `about`
    is what the files say of their source, date, scope and completeness, asked before `load` so that ids can be scoped
    by the source. `source` is the source's name where neither the file nor the user gives one (None: the file's stem).
    `scope` is what a file of this format covers when nobody says otherwise. `empty` is what else is said of a file
    without rows, a sentence that begins with a space.
    """

    name: str
    description: str
    reads: str
    columns: tuple[Column, ...]
    load: Callable[[Sequence[Path], Names], Reading]
    source: str | None = None
    scope: Scope = Scope()
    about: Callable[[Sequence[Path]], About] = nothing_said
    with_people: Callable[[Sequence[Path], Names], Reading] | None = None
    empty: str = ""


@cache
def loaders() -> dict[str, Loader]:
    """Every loader by name, in order of name."""
    names = (m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found: list[Loader] = [importlib.import_module(f"{__name__}.{name}").LOADER for name in names]
    return {loader.name: loader for loader in sorted(found, key=lambda loader: loader.name)}


def loader(name: str) -> Loader:
    """The loader of that name. Raises LinkworkError with the nearest name if there is none."""
    if name in loaders():
        return loaders()[name]
    raise no_such("loader", name, loaders())
