"""What a question is: its words, its parameters, its columns, and where its query stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from linkwork.graph.shapes import Privacy

Value = str | int | float | bool
#: The second may be written for the first, by a question that has none of that name itself.
AUDIENCE, GROUP = "audience", "group"
ParameterType = Literal["text", "integer", "number", "date", "yes_no", "choice", "name"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question may be given. Left out, the default gives an answer; an empty text means all.

    A parameter of type `name` takes the name or the id of a record of one of `kinds`; the query gets the id. The words
    in `allowed` it takes as they are, before any record of that name.
    """

    name: str
    type: ParameterType
    meaning: str
    default: Value = ""
    allowed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def takes(self) -> str:
        """What it takes, in words: `a number from 0 to 1`, `the name or id of a need`."""
        if self.type == "name":
            kinds = [_article(kind.lower()) for kind in self.kinds]
            return f"the name or id of {' or '.join([*kinds, *(f'the word {word}' for word in self.allowed)])}"
        if self.type == "choice":
            return f"one of {', '.join(self.allowed)}"
        words = {"text": "text", "integer": "a whole number", "number": "a number", "yes_no": "yes or no"}
        between = f" from {self.low:g} to {self.high:g}" if self.low is not None and self.high is not None else ""
        return words.get(self.type, "a date such as 2024-05-31") + between


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer. `kinds` says which kinds of record it holds ids of; `privacy` comes from the schema."""

    name: str
    meaning: str
    kinds: tuple[str, ...] = ()
    privacy: Privacy = "public"

    @property
    def kind(self) -> str | None:
        """The kind of the ids it holds, several joined by `|`; None if it holds no ids."""
        return "|".join(self.kinds) or None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of node or link that a question rests on, and what people call such records."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question and how it is answered. `rows` are the columns of the query where a sibling `.py` finishes it.

    `needs_data` must be loaded before there is an answer; `without` are (kinds, sentence): said where none is live.
    `identity` are the columns that say which rows of two answers are the same; empty where the ids in a row do.
    `order` are the columns that the rows of a shared part are put in order by, where its query does not.
    """

    id: str
    name: str
    group: str
    title: str
    question: str
    source: Literal["graph", "rounds"]
    how_to_read: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    path: Path
    cypher: str = ""
    first_line: int = 1
    rows: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    needs_data: tuple[Wanted, ...] = ()
    without: tuple[tuple[tuple[str, ...], str], ...] = ()
    nothing: str = ""
    history: bool = False
    identity: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def finisher(self) -> Path | None:
        """The sibling `.py`, if there is one."""
        sibling = self.path.with_suffix(".py")
        return sibling if sibling.exists() else None

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, written with `_` or `-`; None if there is none. A group is also an audience."""
        known = {p.name: p for p in self.parameters}
        return known.get(name.replace("-", "_"), known.get(AUDIENCE) if name == GROUP else None)

    def as_json(self) -> dict[str, Any]:
        """Its line in the list of questions."""
        parameters = [
            {"name": p.name, "type": p.type, "default": p.default, "allowed": list(p.allowed), "meaning": p.meaning}
            for p in self.parameters
        ]
        words = {key: getattr(self, key) for key in ("id", "name", "group", "title", "question")}
        return {**words, "parameters": parameters}


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """Why a question file is not used: `overlaps/x.cypher, line 12: ...`."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """The file, the line and the reason, as one line."""
        return f"{self.file}, line {self.line}: {self.reason}"


def file_words(path: Path) -> str:
    """A question's file as messages name it: its group and its name."""
    return f"{path.parent.name}/{path.name}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
