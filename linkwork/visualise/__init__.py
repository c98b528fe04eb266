"""Drawings: one module a picture. Each has DRAWING, and is found by being here or in one of the rooms of questions.

Adding one is adding one file; a module whose name begins with an underscore is a helper. The picture of a question
stands in the room of its group, `overlaps` say, as the question does in `queries`, and says whose picture it is.
A drawing is pure: the same bytes for the same view, nothing written, nothing fetched, no clock, its input untouched.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeVar

from linkwork.errors import LinkworkError, no_such
from linkwork.graph.view import GraphView
from linkwork.words import listed

if TYPE_CHECKING:
    from linkwork.visualise._sheet import Sheet

#: What each ending is called when it is sent or saved.
MEDIA_TYPES = {".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf"}
#: What every sheet can be made as, the usual one first.
EVERY_FORMAT = (".html", ".svg", ".png", ".pdf")
#: The rooms of pictures of questions, as questions themselves have them.
ROOMS = ("overlaps", "gaps", "pathways", "policy", "people", "change", "quality")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file, not yet written. `name` is what it would be called in a folder."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asks:
    """A question that a drawing rests on, by its id, and the parameters it is asked with; it has no limit by itself.

    `shares` are parameters that it takes from the question the drawing is the picture of, so that both answers are of
    the same people, the same place or the same need.
    """

    question: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture that can be made of a view.

    `question` is what the picture answers, and ends in `?`. `formats` are the endings it can be made with, the usual
    one first. It says what is on its page by `sheet`, which any ending is then made of, or makes the file itself by
    `draw`, which is called with one of its formats only. The answers to what it `asks` are in the view it is given; a
    drawing that is made of them alone needs no graph, and is given a view without nodes and links. `of` is the id of
    the question that it is the picture of, if it is one's: it then asks it with whatever is asked for. `places` says
    where everything stands, of a drawing whose things are to stand in the same places from round to round: all that
    are in the view's `places` stay there.
    """

    name: str
    title: str
    question: str
    formats: tuple[str, ...] = EVERY_FORMAT
    draw: Callable[[GraphView, str], Artifact] | None = None
    sheet: "Callable[[GraphView], Sheet] | None" = None
    asks: tuple[Asks, ...] = ()
    needs_graph: bool = True
    of: str = ""
    places: Callable[[GraphView], Mapping[str, tuple[float, float]]] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a drawing that draws in both ways or in none, or does not ask what it is of."""
        if (self.draw is None) == (self.sheet is None):
            raise ValueError(f"{self.name}: a drawing gives either `draw` or `sheet`")
        if self.of and self.of not in {wanted.question for wanted in self.asks}:
            raise ValueError(f"{self.name}: a drawing of {self.of} asks it")

    def make(self, view: GraphView, ending: str) -> Artifact:
        """The picture as a file of that ending (`.svg`, `svg`). Raises LinkworkError for one it cannot be made with."""
        from linkwork.visualise._sheet import finished

        ending = self.check(ending)
        if self.draw is not None:
            return self.draw(view, ending)
        assert self.sheet is not None  # noqa: S101 - __post_init__ has seen to it
        return finished(self.sheet(view), ending)

    def check(self, ending: str) -> str:
        """The ending as `.svg`. Raises LinkworkError for one that this drawing cannot be made with."""
        wanted = f".{ending.strip().lstrip('.').lower()}"
        if wanted not in self.formats:
            raise LinkworkError(
                f"The drawing {self.name} cannot be made as {wanted}: it can be {listed(self.formats, 'or')}. "
                "Nothing was written."
            )
        return wanted


class Named(Protocol):
    """What is found by its name."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""


Sort = TypeVar("Sort", bound=Named)


@cache
def drawings() -> dict[str, Drawing]:
    """Every drawing by name, in order of name. Raises ValueError where two have one name."""
    return by_name((module.__name__, module.DRAWING) for module in _modules())


def by_name(found: Iterable[tuple[str, Sort]]) -> dict[str, Sort]:
    """The things by name, in order of name; each comes with its module. Raises ValueError where two have one name."""
    named: dict[str, tuple[str, Sort]] = {}
    for module, one in found:
        if one.name in named:
            raise ValueError(f"{named[one.name][0]} and {module} both say that they are {one.name!r}: name one anew")
        named[one.name] = module, one
    return {name: named[name][1] for name in sorted(named)}


def _modules() -> Iterator[ModuleType]:
    for room in ("", *ROOMS):
        package = importlib.import_module(f"{__name__}.{room}" if room else __name__)
        names = (m.name for m in pkgutil.iter_modules(package.__path__) if not (m.ispkg or m.name.startswith("_")))
        yield from (importlib.import_module(f"{package.__name__}.{name}") for name in names)


def drawing(name: str) -> Drawing:
    """The drawing of that name. Raises LinkworkError with the nearest name if there is none."""
    if name in drawings():
        return drawings()[name]
    raise no_such("drawing", name, drawings())


def drawing_of(question: str) -> Drawing | None:
    """The picture of a question, by the question's id; None where it has none of its own."""
    return next((drawing for drawing in drawings().values() if question and drawing.of == question), None)
