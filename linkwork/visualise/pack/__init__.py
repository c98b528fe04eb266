"""The meeting pack: chosen questions with finding, picture, table and sources, as one file to hand round.

A maker is pure, as a drawing is: the same bytes for the same view, nothing written, nothing fetched, no clock.
"""

import importlib
from dataclasses import dataclass

from linkwork.errors import LinkworkError
from linkwork.graph.view import AnswerView
from linkwork.visualise import Artifact
from linkwork.visualise._sheet import Sheet

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
#: What each ending is called when it is sent or saved, and the module that makes it.
MEDIA_TYPES = {
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
    ".pptx": f"{_OPEN_XML}.presentationml.presentation",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".html": "text/html",
}
_MAKERS = {".docx": "_document", ".pptx": "_slides", ".xlsx": "_workbook", ".html": "_web_page"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A chosen question: its answer, fit to be shown, its picture, and in words what it was asked with."""

    answer: AnswerView
    sheet: Sheet
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackView:
    """Everything a pack says. `title` is the place, `rounds` are (source, date) pairs, `note` is said on every page.

    `internal` and `people` say whether confidential values and the names of people may be in the answers.
    """

    title: str
    rounds: tuple[tuple[str, str], ...]
    questions: tuple[Answered, ...]
    note: str = ""
    internal: bool = False
    people: bool = False


def make(view: PackView, ending: str) -> Artifact:
    """The pack as a file of that ending. Raises LinkworkError for one that a pack cannot be made with."""
    wanted = check(ending)
    maker = importlib.import_module(f"{__name__}.{_MAKERS[wanted]}")
    content: bytes = maker.made(view)
    return Artifact(f"pack{wanted}", MEDIA_TYPES[wanted], content)


def check(ending: str) -> str:
    """The ending in small letters. Raises LinkworkError for one that a pack cannot be made with."""
    if ending.lower() not in MEDIA_TYPES:
        raise LinkworkError(
            f"A pack cannot be made as {ending or 'a file without an ending'}: end the file in "
            f"{', '.join(list(MEDIA_TYPES)[:-1])} or {list(MEDIA_TYPES)[-1]}. Nothing was written."
        )
    return ending.lower()
