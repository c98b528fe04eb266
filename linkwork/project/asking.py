"""Answers to questions from a project, as the command line and notebooks both give them.

From the graph, with the rounds for evidence where there are any; or from a graph folded from the rounds up to a day.
What folds and builds is imported by the few answers that need it.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from linkwork.errors import LinkworkError, Problem
from linkwork.graph.decisions import Decisions, read_decisions
from linkwork.graph.engine import Engine, GraphAddress, Row, open_engine
from linkwork.graph.evidence import Evidence, evidence, judged_evidence
from linkwork.graph.judgements import until
from linkwork.graph.parsing import day
from linkwork.graph.privacy import Allowed, hidden, rated
from linkwork.graph.rounds import RoundStore
from linkwork.project.opened import Opened
from linkwork.queries import Answer, Beside, Catalogue, Question, Settings, beside, catalogue
from linkwork.queries import ask as ask_question
from linkwork.queries._reading import read_parts

if TYPE_CHECKING:
    from linkwork.graph.conflicts import Conflict
    from linkwork.graph.difference import Changes
    from linkwork.graph.duplicates import Candidate
    from linkwork.graph.personal import Register
    from linkwork.graph.sole import Sole
    from linkwork.graph.stability import Ties
    from linkwork.graph.unconfirmed import Unconfirmed


#: The kind of link that people rate.
RATINGS = "WORKS_WITH"


class Rounds:
    """The rounds as questions see them."""

    def __init__(self, store: RoundStore, internal: bool, project: Path | None = None) -> None:
        self.store = store
        self.internal = internal
        self.project = project

    def changes(self, start: str | None, end: str | None, source: str | None) -> "Changes":
        """What changed between two dates, or between the last two complete rounds of each source, with evidence."""
        from linkwork.graph.change_evidence import all_with_evidence
        from linkwork.graph.difference import changes, without_private

        return all_with_evidence(without_private(changes(self.store, start, end, source), self.internal))

    def conflicts(self) -> "tuple[list[Conflict], dict[str, str]]":
        """Where sources disagree, without what may not be shown, and the names of records by id."""
        from linkwork.graph.conflicts import conflicts
        from linkwork.graph.difference import names_of
        from linkwork.graph.views import current_view

        every = conflicts(self.store)
        links = self.store.schema.link
        named = [one for one in every if one.kind not in links or not rated(links[one.kind])]
        shown = [one for one in named if self.internal or one.privacy == "public"]
        return shown, names_of(current_view(self.store))

    def duplicates(self, at_least: float) -> "list[Candidate]":
        """Pairs that may be one thing, and those that were decided."""
        from linkwork.graph.difference import names_of
        from linkwork.graph.duplicates import Known, propose_in, with_decisions
        from linkwork.graph.names_list import read_names_list
        from linkwork.graph.views import current_view

        view = current_view(self.store)
        decisions = read_decisions(self.project) if self.project else Decisions()
        known = Known(read_names_list(self.project) if self.project else (), decisions.different())
        return with_decisions(propose_in(view, known, at_least), decisions, names_of(view))

    def rejected(self) -> list[tuple[str, str, str, Problem]]:
        """The rows left out of rounds that no later complete round of the same source has made good."""
        rounds = self.store.folded()
        whole = {r.source: r.as_of for r in rounds if r.complete}
        return [
            (r.source, r.as_of, r.id, problem)
            for r in rounds
            if r.as_of > whole.get(r.source, "")
            for problem in r.rejected
        ]

    def held(self) -> list[tuple[str, str, bool]]:
        """Source and day of every round that counts, and whether it is complete; no directory of postcodes."""
        return [(r.source, r.as_of, r.complete) for r in self.store.folded() if not r.is_directory]

    def on(self, days: Sequence[str], parts: Sequence[str]) -> list[Mapping[str, list[Row]]]:
        """The rows of these parts on each day, read from what the rounds dated up to it fold to: no graph is made."""
        from linkwork.graph.views import last_view_of
        from linkwork.queries._viewed import Viewed

        known, rounds = self.store, self.store.folded()
        views = (last_view_of(known, [r for r in rounds if r.as_of <= day], known.rules, day) for day in days)
        return [read_parts(Viewed(view), parts) for view in views]

    def ratings(self) -> list[list[Row]]:
        """The ratings of working relationships that stood on each day on which whoever gives some said anything."""
        from linkwork.graph.views import view_of

        known, rounds = self.store, self.store.folded()
        giving = {r.source for r in rounds if any(table.kind == RATINGS for table in r.tables)}
        days = sorted({r.as_of for r in rounds if r.source in giving})
        views = (view_of(known, [r for r in rounds if r.as_of <= day], known.rules, day) for day in days)
        frames = (view.links.get(RATINGS) for view in views)
        return [[] if frame is None else frame.filter(frame["live"]).to_dicts() for frame in frames]

    def people(self) -> "Register":
        """What is held of people, in every round on the disk: those that no longer count are held too."""
        from linkwork.graph.personal import register

        return register(self.store.rounds(), self.store.schema)

    def sole(self, kind: str) -> "Sole":
        """The facts that rest on one source, of a kind or, for "all", of every kind that may be shown."""
        from linkwork.graph.sole import sole

        kinds = [name for name in self._shown_kinds() if kind in ("all", name)]
        return sole(self.store, kinds)

    def ties(self, start: str | None, end: str | None, source: str | None) -> "Ties":
        """The links that started, stopped or stayed, of the kinds that may be shown."""
        from linkwork.graph.stability import ties

        return ties(self.store, (start, end), source, self._shown_kinds(), self.internal)

    def unconfirmed(self) -> "Unconfirmed":
        """The records that nobody has said since the latest complete round."""
        from linkwork.graph.unconfirmed import unconfirmed

        return unconfirmed(self.store, self._shown_kinds())

    def _shown_kinds(self) -> list[str]:
        """The kinds whose records may be named: none that is personal or rated, confidential ones only if asked for."""
        schema = self.store.schema
        shown = ("public", "small", "confidential") if self.internal else ("public", "small")
        return [kind.name for kind in schema.kinds if kind.privacy in shown and not rated(kind)]

    def evidence(self, ids: Sequence[str]) -> Mapping[str, list[Evidence]]:
        """The rows that say these records: of an overlap judged in the project, the row of its decisions."""
        judged = until(self.store.rules.judged, self.store.until)
        return {**evidence(self.store.folded(), ids), **judged_evidence(ids, judged)}


def questions_of(opened: Opened) -> Catalogue:
    """The questions that can be asked, with the project's own where there is a project."""
    return catalogue(opened.queries())


def answer(opened: Opened, question: Question, given: Mapping[str, object], as_of: str | None = None) -> Answer:
    """The answer from the project's graph, or from one folded from the rounds dated up to a day; fit to be shown.

    Raises LinkworkError for a parameter that cannot be used and for a day before the first round.
    """
    with graph_at(opened, as_of) as (engine, store):
        return answer_of(opened, engine, question, given, store or opened.store_if_any())


def answers_beside(
    opened: Opened, question: Question, given: Mapping[str, object], since: str, as_of: str | None = None
) -> Beside:
    """The answers of an earlier day and of a later one, or of the graph as it is, compared row by row.

    Raises LinkworkError as `answer` does, naming the day, and where the days are not in order.
    """
    start, end = day(since), day(as_of) if as_of is not None else None
    if end is not None and start >= end:
        raise LinkworkError(f"{start} is not earlier than {end}. The day of --since is the earlier.")
    store = opened.store_if_any()
    last = max((r.as_of for r in store.folded()), default="") if store else ""
    if last and start > last:
        raise LinkworkError(f"No round is as late as {start}: the latest is of {last}. Give an earlier --since.")
    # Answers that are cut short cannot be compared.
    given = uncut(question, {name: value for name, value in given.items() if name != "limit"})
    later = answer(opened, question, given, end)
    try:
        earlier = answer(opened, question, given, start)
    except LinkworkError as error:
        raise LinkworkError(f"As of {start}: {error}") from error
    return beside(earlier, later, start, end or max((r["date"] for r in later.rounds), default="now"))


def uncut(question: Question, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters with the greatest `limit` there is, unless one is given: no row is left out unsaid."""
    limit = question.parameter("limit")
    return {"limit": int(limit.high), **given} if limit and limit.high is not None else dict(given)


def answer_of(
    opened: Opened, engine: Engine, question: Question, given: Mapping[str, object], store: RoundStore | None
) -> Answer:
    """The answer from an open graph, fit to be shown; evidence is file and row where there are rounds."""
    if store is None:
        settings = Settings(opened.cell_level(), internal=opened.internal)
        return fit_to_show(ask_question(engine, question, given, settings=settings), opened.allowed)
    rounds = Rounds(store, opened.internal, opened.project().folder)
    settings = Settings(opened.cell_level(), rounds, opened.internal)
    return fit_to_show(ask_question(engine, question, given, rounds.evidence, settings), opened.allowed)


def fit_to_show(found: Answer, allowed: Allowed) -> Answer:
    """The answer without the confidential values and the small counts of columns that the schema marks so."""
    private = {c.name: c.privacy for c in found.columns if c.privacy in ("confidential", "small")}
    if allowed.internal or not private:
        return found
    rows = [{**row, **{name: hidden(row[name], how) for name, how in private.items()}} for row in found.rows]
    return replace(found, rows=tuple(rows))


@contextmanager
def graph_at(opened: Opened, as_of: str | None) -> Iterator[tuple[Engine, RoundStore | None]]:
    """The project's graph; or, of a day, one for the moment, folded from the rounds up to it, and those rounds.

    Raises LinkworkError for what is no day, where no round is so early, and where a graph is asked without rounds.
    """
    if as_of is None:
        with opened.engine() as engine:
            yield engine, None
        return
    last = day(as_of)
    if opened.graph_alone():
        raise LinkworkError(
            "What was so on a day is read from the rounds, and there is no rounds folder here. Ask it in the project's "
            "folder, or add --project DIR."
        )
    store = opened.store(until=last)
    if not store.rounds():
        raise LinkworkError(f"No round is dated {last} or earlier. `linkwork rounds` lists those there are.")
    from linkwork.graph.build import build

    with _for_the_moment() as engine:
        build(store, engine, opened.project().owner)
        yield engine, store


@contextmanager
def _for_the_moment() -> Iterator[Engine]:
    """An empty embedded graph in a folder that goes when it is done with."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(GraphAddress(f"{folder}/graph"), writing=True) as engine,
    ):
        yield engine
