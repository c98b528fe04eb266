"""Drawings: one module a picture. Each has DRAWING, and is found by being here.

Adding one is adding one file to this folder; a module whose name begins with an underscore is a helper.
A drawing is pure: the same bytes for the same view, nothing written, nothing fetched, no clock, its input untouched.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from linkwork.errors import LinkworkError, no_such
from linkwork.graph.view import GraphView

#: What each ending is called when it is sent or saved.
MEDIA_TYPES = {".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file, not yet written. `name` is what it would be called in a folder."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asks:
    """A question that a drawing rests on, by its id, and the parameters it is asked with."""

    question: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture that can be made of a view.

    `question` is what the picture answers, and ends in `?`. `formats` are the endings it can be made with, the usual
    one first; `draw` is called with one of them only. The answers to what it `asks` are in the view it is given; a
    drawing that is made of them alone needs no graph, and is given a view without nodes and links.
    """

    name: str
    title: str
    question: str
    formats: tuple[str, ...]
    draw: Callable[[GraphView, str], Artifact]
    asks: tuple[Asks, ...] = ()
    needs_graph: bool = True

    def make(self, view: GraphView, ending: str) -> Artifact:
        """The picture as a file of that ending (`.svg`, `svg`). Raises LinkworkError for one it cannot be made with."""
        return self.draw(view, self.check(ending))

    def check(self, ending: str) -> str:
        """The ending as `.svg`. Raises LinkworkError for one that this drawing cannot be made with."""
        wanted = f".{ending.strip().lstrip('.').lower()}"
        if wanted not in self.formats:
            raise LinkworkError(
                f"The drawing {self.name} cannot be made as {wanted}: it can be {' or '.join(self.formats)}. "
                "Nothing was written."
            )
        return wanted


@cache
def drawings() -> dict[str, Drawing]:
    """Every drawing by name, in order of name."""
    names = (m.name for m in pkgutil.iter_modules(__path__) if not (m.ispkg or m.name.startswith("_")))
    found: list[Drawing] = [importlib.import_module(f"{__name__}.{name}").DRAWING for name in names]
    return {drawing.name: drawing for drawing in sorted(found, key=lambda drawing: drawing.name)}


def drawing(name: str) -> Drawing:
    """The drawing of that name. Raises LinkworkError with the nearest name if there is none."""
    if name in drawings():
        return drawings()[name]
    raise no_such("drawing", name, drawings())
