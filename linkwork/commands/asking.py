"""Answers: ask, cypher."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkwork.commands._answers import answer_text, fit_to_show
from linkwork.commands._load import day
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Commands, Session, common, say, session, warn
from linkwork.errors import LinkworkError, Problem
from linkwork.graph.build import build
from linkwork.graph.change_evidence import all_with_evidence
from linkwork.graph.conflicts import Conflict, conflicts
from linkwork.graph.decisions import Decisions, read_decisions
from linkwork.graph.difference import Changes, changes, names_of, without_private
from linkwork.graph.engine import Engine, GraphAddress, open_engine
from linkwork.graph.evidence import Evidence, evidence
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore
from linkwork.queries import Answer, Catalogue, Parameter, Question, Settings, catalogue
from linkwork.queries import ask as ask_question
from linkwork.settings import CELL_LEVEL

if TYPE_CHECKING:
    from linkwork.graph.duplicates import Candidate


class Rounds:
    """The rounds as questions see them."""

    def __init__(self, store: RoundStore, internal: bool, project: Path | None = None) -> None:
        self.store = store
        self.internal = internal
        self.project = project

    def changes(self, start: str | None, end: str | None, source: str | None) -> Changes:
        """What changed between two dates, or between the last two complete rounds of each source, with evidence."""
        return all_with_evidence(without_private(changes(self.store, start, end, source), self.internal))

    def conflicts(self) -> tuple[list[Conflict], dict[str, str]]:
        """Where sources disagree, without what may not be shown, and the names of records by id."""
        rounds = self.store.folded()
        every = conflicts(rounds, self.store.schema, self.store.rules)
        shown = [one for one in every if self.internal or one.privacy == "public"]
        return shown, names_of(fold(rounds, self.store.schema, rules=self.store.rules))

    def duplicates(self, at_least: float) -> "list[Candidate]":
        """Pairs that may be one thing, and those that were decided."""
        from linkwork.graph.duplicates import Known, propose_in, with_decisions
        from linkwork.graph.names_list import read_names_list

        view = fold(self.store.folded(), self.store.schema, rules=self.store.rules)
        known = Known(read_names_list(self.project) if self.project else ())
        decisions = read_decisions(self.project) if self.project else Decisions()
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

    def evidence(self, ids: Sequence[str]) -> Mapping[str, list[Evidence]]:
        """The rows that say these records."""
        return evidence(self.store.folded(), ids)


class Questions(Commands):
    """The questions as commands: found by id or name, those of the project's own folder too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The questions, by name."""
        return list(_catalogue(ctx.ensure_object(Session)).questions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question as a command, with an option for each of its parameters."""
        return _command(_catalogue(ctx.ensure_object(Session)).find(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the question; --project after its name counts already, since the question may be the project's own."""
        asked = ctx.ensure_object(Session)
        for word, following in zip(args, [*args[1:], ""], strict=True):
            if word == "--project" and following:
                asked.project_folder = Path(following)
            elif word.startswith("--project="):
                asked.project_folder = Path(word.partition("=")[2])
        return super().resolve_command(ctx, args)


@click.group(cls=Questions, invoke_without_command=True, subcommand_metavar="[QUESTION] [--NAME VALUE...]")
@format_option
@common
@click.pass_context
def ask(context: click.Context, format_: str | None, save: Path | None) -> None:
    """List the questions, or answer one, by id or name. `linkwork ask O1 --help` says what O1 may be given.

    Example: linkwork ask O1 --format csv --save overlaps.csv
    """
    if context.invoked_subcommand is not None:
        return
    found = _catalogue(session())
    for refusal in found.refusals:
        warn(f"Note: {refusal}")
    listed = found.as_json()
    emit(listed, ["id", "question", "name", "group"], format_, save, data=listed)


@click.command()
@click.argument("query")
@format_option
@common
def cypher(query: str, format_: str | None, save: Path | None) -> None:
    """Run one Cypher query that reads (- takes it from standard input). Confidential values and small counts show.

    Example: linkwork cypher "MATCH (o:Organisation) WHERE o.live RETURN o.category AS category, count(o) AS n"
    """
    text = sys.stdin.read() if query == "-" else query
    with session().engine() as engine:
        rows = engine.read(text)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    emit(rows, columns, format_, save)


def answer(asked: Session, question: Question, given: Mapping[str, object], as_of: str | None = None) -> Answer:
    """The answer to a question from the session's graph, or from one folded from the rounds up to a date."""
    if as_of is not None:
        with _graph_of(asked, day(as_of)) as (engine, store):
            return answer_of(engine, question, given, store)
    with asked.engine() as engine:
        return answer_of(engine, question, given, asked.store_if_any())


def answer_of(engine: Engine, question: Question, given: Mapping[str, object], store: RoundStore | None) -> Answer:
    """The answer from an open graph, fit to be shown; evidence is file and row where there are rounds."""
    allowed = session().allowed
    if store is None:
        settings = Settings(_cell_level())
        return fit_to_show(ask_question(engine, question, given, settings=settings), allowed)
    rounds = Rounds(store, allowed.internal, session().project().folder)
    settings = Settings(_cell_level(), rounds)
    return fit_to_show(ask_question(engine, question, given, rounds.evidence, settings), allowed)


def _cell_level() -> str:
    """The level of areas that the project compares; the usual one where a graph is asked without a project."""
    try:
        return session().project().cell_level
    except LinkworkError:
        return CELL_LEVEL


@contextmanager
def _graph_of(asked: Session, as_of: str) -> Iterator[tuple[Engine, RoundStore]]:
    """A graph for the moment, folded from the rounds up to a day."""
    store = asked.store(until=as_of)
    if not store.rounds():
        raise LinkworkError(f"No round is dated {as_of} or earlier. `linkwork rounds` lists those there are.")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(GraphAddress(f"{folder}/graph"), writing=True) as engine,
    ):
        build(store, engine, asked.project().owner)
        yield engine, store


def _catalogue(asked: Session) -> Catalogue:
    """The questions, with the project's own where there is a project."""
    try:
        own = asked.project().queries
    except LinkworkError:
        own = None
    return catalogue(own)


def _command(question: Question) -> click.Command:
    @format_option
    @common
    @click.option("--as-of", metavar="DATE", help="Answer from the rounds dated up to this day.")
    def run(format_: str | None, save: Path | None, as_of: str | None, **given: object) -> None:
        found = answer(session(), question, {k: v for k, v in given.items() if v is not None}, as_of)
        if format_ is None and save is None:
            say(answer_text(found))
            return
        columns = [c.name for c in found.columns] + ["last_confirmed"]
        emit(found.rows, columns, format_, save, data=found.as_json())

    command: Callable[..., Any] = run
    for parameter in reversed(question.parameters):
        command = click.option(
            f"--{parameter.name.replace('_', '-')}", parameter.name, metavar="VALUE", help=_help(parameter)
        )(command)
    words = f"{question.question}\n\n{question.how_to_read}\n\nExample: linkwork ask {question.id}"
    return click.command(question.name, help=words)(command)


def _help(parameter: Parameter) -> str:
    default = f" [default: {parameter.default}]" if parameter.default != "" else ""
    return f"{parameter.meaning} ({parameter.takes}){default}"
