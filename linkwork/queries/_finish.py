"""What a sibling `.py` gets and gives back. It sees the rows that the engine returned, and only those."""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from linkwork.errors import LinkworkError, Problem
from linkwork.queries._evidence import EvidenceOf, confirmed
from linkwork.queries._question import Question, file_words

if TYPE_CHECKING:
    from linkwork.graph.conflicts import Conflict
    from linkwork.graph.difference import Changes
    from linkwork.graph.duplicates import Candidate
    from linkwork.graph.personal import Register
    from linkwork.graph.sole import Sole
    from linkwork.graph.stability import Ties
    from linkwork.graph.unconfirmed import Unconfirmed

Row = dict[str, Any]
PACKAGE = Path(__file__).parent


class RoundsView(Protocol):
    """The rounds as questions `from: rounds` see them."""

    def changes(self, start: str | None, end: str | None, source: str | None) -> "Changes":
        """What changed between two dates, else between the last two complete rounds of each source, with evidence."""

    def conflicts(self) -> "tuple[list[Conflict], dict[str, str]]":
        """Where sources that still speak of a record disagree, and the names of records by id."""

    def duplicates(self, at_least: float) -> "list[Candidate]":
        """The pairs that may be one thing, from that score, and every pair that somebody has decided, marked."""

    def rejected(self) -> "list[tuple[str, str, str, Problem]]":
        """Source, day, round and problem of every row left out that no later complete round has made good."""

    def held(self) -> list[tuple[str, str, bool]]:
        """Source and day of every round that counts, and whether it is complete, in the order they fold."""

    def on(self, days: Sequence[str], parts: Sequence[str]) -> list[Mapping[str, list[Row]]]:
        """For each day the rows of these shared parts, from what the rounds dated up to it fold to."""

    def ratings(self) -> list[list[Row]]:
        """The ratings of working relationships that stood on each day on which they may have changed, in order."""

    def people(self) -> "Register":
        """What every round on the disk holds of people: names of fields, grounds and days, no other value."""

    def sole(self, kind: str) -> "Sole":
        """The facts of records of a kind, or of all that may be shown, that fewer than two sources say."""

    def ties(self, start: str | None, end: str | None, source: str | None) -> "Ties":
        """The links that started, stopped or stayed between two dates, else the last two complete rounds of each."""

    def unconfirmed(self) -> "Unconfirmed":
        """The records that nobody has said since the latest complete round, with who said them last."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project has settled that answers depend on, and its rounds (None where there is no rounds folder).

    `internal` is whether --internal was asked for: without it a finishing function makes nothing of what the schema
    calls confidential, so that no row, count or evidence rests on it.
    """

    cell_level: str = "ward"
    rounds: RoundsView | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the finishing function works on: the query's rows, the shared parts' rows, the parameters, the settings.

    `as_of` is the day the graph is a view of, "" where no build says; ages and ends are counted to it, never to today.
    """

    rows: Sequence[Row]
    parts: Mapping[str, Sequence[Row]]
    parameters: Mapping[str, Any]
    words: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = Settings()
    as_of: str = ""
    evidence_of: EvidenceOf | None = None

    def confirmed(self, ids: Iterable[str]) -> dict[str, str]:
        """For each id of a node or link, the day some source last said it; without those nobody dates."""
        return confirmed(ids, self.evidence_of)

    @property
    def rounds(self) -> RoundsView:
        """The rounds; only for questions `from: rounds`, which are not asked without them."""
        if self.settings.rounds is None:
            raise LinkworkError("This question needs the rounds folder, which is not here.")
        return self.settings.rounds


@dataclass(frozen=True, slots=True)
class Finished:
    """Rows with the question's columns and `evidence` (ids), in their final order; what had to be assumed.

    Among the ids may stand sets of ids (frozenset), on which several rows rest. Evidence that the rounds gave already,
    as of a change, stands in place of the ids: {source, date, file, sheet, row}.
    `nothing` says why there are no rows, where the finishing function knows better than the heading.
    """

    rows: Iterable[Row]
    assumptions: Sequence[str] = ()
    nothing: str = ""


def finish(question: Question, found: Found) -> Finished:
    """The answer's rows by the question's sibling `.py`; the query's own rows where there is none.

    Raises LinkworkError, naming the file, where a project's own file cannot be used.
    """
    path = question.finisher
    if path is None:
        return Finished(found.rows)
    if path.is_relative_to(PACKAGE):
        name = ".".join(("linkwork", "queries", *path.relative_to(PACKAGE).with_suffix("").parts))
        return _function(importlib.import_module(name), path)(found)
    return _own(path, found)


def _own(path: Path, found: Found) -> Finished:
    """A project's own file: whatever goes wrong in it is said with its name."""
    try:
        finished = _function(_load(path), path)(found)
        return Finished(list(finished.rows), finished.assumptions, finished.nothing)
    except LinkworkError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise LinkworkError(f"{file_words(path)} could not finish the answer: {reason}.") from error


def _load(path: Path) -> ModuleType:
    name = f"linkwork_own_{sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LinkworkError(f"{file_words(path)} cannot be read as Python.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _function(module: ModuleType, path: Path) -> Callable[[Found], Finished]:
    function = getattr(module, "finish", None)
    if not callable(function):
        raise LinkworkError(f"{file_words(path)} has no function finish(found).")
    made: Callable[[Found], Finished] = function
    return made
