"""Exports: one module a format that other software reads. Each has EXPORT, and is found by being here.

Adding one is adding one file to this folder; a module whose name begins with an underscore is a helper.
An export is pure, as a drawing is: the same bytes for the same view, nothing written, fetched or changed, no clock.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from linkwork.errors import LinkworkError, no_such
from linkwork.graph.view import GraphView
from linkwork.visualise import Artifact, by_name


def nothing_to_say(view: GraphView) -> tuple[str, ...]:
    """What most exports say beside the file: nothing."""
    return ()


def live_part(view: GraphView) -> GraphView:
    """The view without what is closed, planned or stale, and without the links of that."""
    nodes = tuple(node for node in view.nodes if node.live)
    ids = {node.id for node in nodes}
    links = tuple(link for link in view.links if link.live and link.from_id in ids and link.to_id in ids)
    return replace(view, nodes=nodes, links=links)


@dataclass(frozen=True, slots=True)
class Export:
    """One format that a view can be given away in.

    `whole` says whether it holds what is not live too, told apart, where the view has it; else it is of what is live.
    `title` says what the file is and who reads it. `formats` are the endings it can have, the usual one first; `write`
    is called with one of them only. `says` gives, a sentence a line, what is in the file and what of the view the
    format has no place for.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    write: Callable[[GraphView, str], Artifact]
    says: Callable[[GraphView], tuple[str, ...]] = nothing_to_say
    whole: bool = False

    def make(self, view: GraphView, ending: str) -> Artifact:
        """The file of that ending (`.json`, `json`). Raises LinkworkError for one it cannot have."""
        return self.write(view, self.check(ending))

    def check(self, ending: str) -> str:
        """The ending as `.json`. Raises LinkworkError for one that this export cannot have."""
        wanted = f".{ending.strip().lstrip('.').lower()}"
        if wanted not in self.formats:
            given = f"end in {wanted}" if wanted != "." else "be without an ending"
            raise LinkworkError(
                f"A file of the export {self.name} cannot {given}: it can end in {' or '.join(self.formats)}. "
                "Nothing was written."
            )
        return wanted


@cache
def exports() -> dict[str, Export]:
    """Every export by name, in order of name. Raises ValueError where two have one name."""
    names = (m.name for m in pkgutil.iter_modules(__path__) if not (m.ispkg or m.name.startswith("_")))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return by_name((module.__name__, module.EXPORT) for module in modules)


def export(name: str) -> Export:
    """The export of that name. Raises LinkworkError with the nearest name if there is none."""
    if name in exports():
        return exports()[name]
    raise no_such("export", name, exports(), {one.name: one.title for one in exports().values()})
