"""The atlas: a whole place in one page that opens without a network, from a mail say.

Its map, every question with its answer and picture, two rounds compared, and what may be reckoned in the page. It is
made of what it is given and of nothing else: the same view gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise import MEDIA_TYPES, Artifact
from linkwork.visualise._sheet import Sheet


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One row of one source that says something. `file`, `sheet` and `row` are empty where only the source is known."""

    source: str
    date: str
    file: str = ""
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One question of the catalogue, in its group; `evidence` is what each row of the answer rests on.

    Where it could not be answered here, `why_not` says why, and there is neither an answer nor a picture.
    """

    id: str
    group: str
    title: str
    question: str
    answer: AnswerView | None = None
    sheet: Sheet | None = None
    evidence: tuple[tuple[Said, ...], ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Different:
    """One difference between two rounds: `sort` is new, gone or changed, `kind` what it concerns, both in words."""

    sort: str
    kind: str
    words: str
    evidence: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rounds compared: the finding, which rounds of which sources, the differences, how many follow from others."""

    finding: str = ""
    compared: tuple[str, ...] = ()
    differences: tuple[Different, ...] = ()
    following: str = ""


@dataclass(frozen=True, slots=True)
class AtlasView:
    """Everything the page may know, with what may not be shown left out already.

    `evidence` says, by the id of a node, which rows say it. `reckoning` is what routes and closures are worked out
    from in the page; without it there is no such part. `people` and `internal` are what was asked to be shown, and the
    page says so.
    """

    graph: GraphView
    chapters: tuple[Chapter, ...] = ()
    evidence: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    comparison: Comparison = field(default_factory=Comparison)
    reckoning: Mapping[str, object] | None = None
    people: bool = False
    internal: bool = False


def atlas(view: AtlasView) -> Artifact:
    """The page as a file."""
    from linkwork.visualise.atlas._page import html_page

    return Artifact("atlas.html", MEDIA_TYPES[".html"], html_page(view).encode("utf-8"))
