"""Answers: ask, cypher."""

import sys
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from linkwork.commands._answers import answer_text
from linkwork.commands._beside import beside_text
from linkwork.commands._completing import days, one_of, question_words
from linkwork.commands._narrowing import Narrowed, narrowing
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Commands, Session, common, say, session, warn
from linkwork.errors import LinkworkError
from linkwork.graph.engine import Limits, TookTooLong
from linkwork.project.asking import answer, answers_beside, questions_of
from linkwork.queries import Beside, Question

as_of_option = click.option(
    "--as-of", metavar="DATE", help="Answer from the rounds dated up to this day.", shell_complete=one_of(days)
)
since_option = click.option(
    "--since",
    metavar="DATE",
    help="Say what is new, gone and different since the answer of this day.",
    shell_complete=one_of(days),
)


class Questions(Commands):
    """The questions as commands: found by id or name, those of the project's own folder too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The questions, by name."""
        return list(questions_of(ctx.ensure_object(Session)).questions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question as a command, with an option for each of its parameters."""
        try:
            return _command(questions_of(ctx.ensure_object(Session)).find(cmd_name))
        except LinkworkError:
            # While the shell completes a line, nothing is said about what is wrong with it.
            if ctx.resilient_parsing:
                return None
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Questions by id and by name; options where the word begins as one."""
        words = question_words(ctx.ensure_object(Session), incomplete)
        return [*words, *click.Command.shell_complete(self, ctx, incomplete)]

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
    found = questions_of(session())
    for refusal in found.refusals:
        warn(f"Note: {refusal}")
    listed = found.as_json()
    emit(listed, ["id", "question", "name", "group"], format_, save, data=listed)


@click.command()
@click.argument("query")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits.seconds,
    show_default=True,
    metavar="N",
    help="Stop the query after so long.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=Limits.rows,
    show_default=True,
    metavar="N",
    help="Give so many rows at most.",
)
@format_option
@common
def cypher(query: str, seconds: float, limit: int, format_: str | None, save: Path | None) -> None:
    """Run one Cypher query that reads (- takes it from standard input). Confidential values and small counts show.

    Example: linkwork cypher "MATCH (o:Organisation) WHERE o.live RETURN o.category AS category, count(o) AS n"
    """
    text = sys.stdin.read() if query == "-" else query
    with session().engine() as engine:
        try:
            found = engine.read_within(text, Limits(seconds, limit))
        except TookTooLong as error:
            raise LinkworkError(f"{error} Or allow it more time with --seconds.") from error
    columns = list(dict.fromkeys(name for row in found.rows for name in row))
    emit(found.rows, columns, format_, save)
    if not found.whole:
        warn(f"Only the first {limit:,} rows are here. Ask for more with --limit.")


def _command(question: Question) -> click.Command:
    @format_option
    @common
    @as_of_option
    @since_option
    def run(format_: str | None, save: Path | None, as_of: str | None, since: str | None, **given: object) -> None:
        wanted = {k: v for k, v in given.items() if v is not None}
        if since is not None:
            _give_beside(answers_beside(session(), question, wanted, since, as_of), format_, save)
            return
        found = answer(session(), question, wanted, as_of)
        if format_ is None and save is None:
            say(answer_text(found))
            return
        emit(found.rows, found.table_columns, format_, save, data=found.as_json())

    words = f"{question.question}\n\n{question.how_to_read}\n\nExample: linkwork ask {question.id}"
    return click.command(question.name, cls=Narrowed, help=words)(narrowing(question)(run))


def _give_beside(found: Beside, format_: str | None, save: Path | None) -> None:
    if format_ is None and save is None:
        say(beside_text(found))
        return
    emit(found.rows, [*found.columns, "last_confirmed"], format_, save, data=found.as_json())
