"""How every picture of one question begins: the words of its sheet, and the answer as its table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from linkwork.graph.view import GraphView
from linkwork.visualise._sheet import Piece, Sheet, sheet_of, table_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a picture of one answer says: its name, the question's id, what was found, the counts, how to read it."""

    drawing: str
    asked: str
    finding: str
    counts: Iterable[str]
    read: Iterable[str]


def sheet_about(view: GraphView, said: Said, body: Callable[[float, float], Piece] | None = None) -> Sheet:
    """A sheet of one answer: the words, the answer as a table, and the picture that `body` draws, if it is given."""
    bare = sheet_of(view, said.drawing, said.finding, tuple(said.counts))
    whole = replace(bare, read=tuple(said.read), tables=(table_of(view.answers[said.asked]),))
    return replace(whole, body=body) if body else whole
