"""Finds the questions: every `.cypher` file in this package's groups and in the project's `queries` folder."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema
from linkwork.queries._finish import PACKAGE
from linkwork.queries._heading import HeadingRefusedError, read
from linkwork.queries._lint import lint
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._question import Question, Refusal, file_words

PARTS = PACKAGE / "_parts"
#: The question about one journey, which the command line, Python and the page each ask under a name of their own.
ROUTE = "P1"
Check = Callable[[Question, Schema], list[Refusal]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The questions that can be asked, by name, in order of group and id; and the files that were refused, with why."""

    questions: Mapping[str, Question]
    refusals: tuple[Refusal, ...] = ()

    def find(self, text: str) -> Question:
        """The question of that id or name, in whatever case.

        Raises LinkworkError with the nearest names, or with the reasons if it is in a file that was refused.
        """
        wanted = text.strip().casefold().replace("_", "-")
        for question in self.questions.values():
            if wanted in (question.name, question.id.casefold()):
                return question
        refused = [r for r in self.refusals if Path(r.file).stem.replace("_", "-") == wanted]
        if refused:
            raise LinkworkError(f"That question cannot be asked: {'; '.join(str(r) for r in refused)}.")
        words = [word for q in self.questions.values() for word in (q.name, q.id)]
        hint = did_you_mean(text, words)
        unread = f" Of your own questions one cannot be asked: {self.refusals[0]}." if self.refusals else ""
        raise LinkworkError(f"There is no question {text!r}.{hint}{unread} `linkwork ask` lists them all.")

    def as_json(self) -> list[dict[str, Any]]:
        """The list of questions for programs."""
        return [question.as_json() for question in self.questions.values()]


def catalogue(own: Path | None = None, schema: Schema = SCHEMA) -> Catalogue:
    """The questions of Linkwork and those in the folder `own`, which may have folders for groups.

    A file that cannot be used is among the refusals and takes no other down; nor may it replace one that is there.
    """
    inside = _ours() if schema is SCHEMA else _packaged(schema)
    if own is None or not own.is_dir():
        return inside
    return _gather(_files(own), schema, inside)


@cache
def _ours() -> Catalogue:
    # Nobody is to wait at every start for what cannot change: a test holds these to the rules.
    return _packaged(SCHEMA, lambda _, __: [])


def _packaged(schema: Schema, check: Check = lint) -> Catalogue:
    groups = sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] not in "._")
    return _gather((file for group in groups for file in _files(group)), schema, Catalogue({}), check)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.cypher") if path.name[0] not in "._")


def _gather(files: Iterable[Path], schema: Schema, known: Catalogue, check: Check = lint) -> Catalogue:
    questions = dict(known.questions)
    refusals = list(known.refusals)
    for file in files:
        try:
            question = read(file, schema)
        except HeadingRefusedError as error:
            refusals += error.refusals
            continue
        wrong = check(question, schema) + _clashes(question, questions) + _parts_missing(question)
        refusals += wrong
        if not wrong:
            questions[question.name] = question
    ordered = sorted(questions.values(), key=_place)
    return Catalogue({q.name: q for q in ordered}, tuple(sorted(refusals)))


def _place(question: Question) -> tuple[bool, str, int, str]:
    """Those of the package first, by letter and number of the id: O2 stands before O10."""
    letters = question.id.rstrip("0123456789")
    number = question.id[len(letters) :]
    own = not question.path.is_relative_to(PACKAGE)
    return own, letters, int(number or 0), question.name


def _clashes(question: Question, known: Mapping[str, Question]) -> list[Refusal]:
    file = file_words(question.path)
    for other in known.values():
        where = file_words(other.path)
        if other.name == question.name:
            return [
                Refusal(file, 1, f"there is a question {other.name} already, in {where}: give the file another name")
            ]
        if other.id.casefold() == question.id.casefold():
            return [Refusal(file, 1, f"the id {question.id} is taken by {where}")]
    return []


def _parts_missing(question: Question) -> list[Refusal]:
    known = [path.stem for path in sorted(PARTS.glob("*.cypher"))]
    return [
        Refusal(file_words(question.path), 1, f"uses: there is no part {name}; the parts are {', '.join(known)}")
        for name in question.uses
        if name not in known
    ]


@cache
def part(name: str) -> Question:
    """A shared part: a query whose rows finishing functions get. Raises LinkworkError if it cannot be used."""
    try:
        found = read(PARTS / f"{name}.cypher", SCHEMA, part=True)
    except HeadingRefusedError as error:
        raise LinkworkError("; ".join(str(refusal) for refusal in error.refusals)) from error
    if wrong := lint(found, SCHEMA):
        raise LinkworkError("; ".join(str(refusal) for refusal in wrong))
    return found
