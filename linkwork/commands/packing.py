"""The meeting pack: pack."""

from pathlib import Path

import click

from linkwork.commands._completing import question_words
from linkwork.commands._files import write
from linkwork.commands._session import Session, common, say, session
from linkwork.project.packing import USUAL, pack_of
from linkwork.visualise.pack import check, make


def _questions(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list["click.shell_completion.CompletionItem[str]"]:
    return question_words(context.ensure_object(Session), incomplete)


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--question",
    "named",
    multiple=True,
    metavar="QUESTION",
    shell_complete=_questions,
    help="A question by id or name; again for more.  [default: [pack] questions in linkwork.toml, "
    f"else {', '.join(USUAL)}]",
)
@common
def pack(file: Path, named: tuple[str, ...]) -> None:
    """Make the meeting pack: for each question the finding, picture, table, how to read it and its sources.

    FILE ends in .docx, .pptx, .xlsx or .html. Confidential values and the names of people are left out unless
    --internal and --with-people are given; the first page then says so.

    Example: linkwork pack thursday.docx --question G1 --question O1
    """
    ending = check(file.suffix)
    view = pack_of(session(), named)
    write(make(view, ending).content, file)
    answered = sum(bool(one.answer.rows) for one in view.questions)
    say(f"Wrote {file}: {answered} of {len(view.questions)} questions answered.")
    if answered < len(view.questions):
        lacking = ", ".join(one.answer.id for one in view.questions if not one.answer.rows)
        say(f"Why there is nothing on {lacking} stands at its end.")
    if view.note:
        say(view.note)
