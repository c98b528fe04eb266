"""Pictures: draw."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from linkwork.commands._completing import beginning, question_words
from linkwork.commands._files import write
from linkwork.commands._narrowing import Narrowed, narrowing
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Session, common, say, session
from linkwork.commands.asking import Questions, as_of_option
from linkwork.errors import LinkworkError
from linkwork.project.picturing import find_drawing, pictures_of
from linkwork.queries import Question
from linkwork.visualise import Drawing, drawings
from linkwork.words import listed


class Drawings(Questions):
    """The drawings as commands, found by name, and by the id or name of the question that one is the picture of."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The drawings, by name."""
        return list(drawings())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The drawing as a command, with the options of the question that it is the picture of."""
        try:
            return _command(*find_drawing(cmd_name, ctx.ensure_object(Session)))
        except LinkworkError:
            if ctx.resilient_parsing:
                return None
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Drawings by name, and by the id and name of their questions."""
        words = beginning([(one.name, one.question) for one in drawings().values()], incomplete)
        known = {word.value for word in words}
        others = question_words(ctx.ensure_object(Session), incomplete)
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*words, *(word for word in others if word.value not in known), *options]


@click.group(cls=Drawings, invoke_without_command=True, subcommand_metavar="[DRAWING or QUESTION] [--NAME VALUE...]")
@format_option
@common
@click.pass_context
def draw(context: click.Context, format_: str | None, save: Path | None) -> None:
    """List the drawings, or make one; the file's ending says which sort. A question's id or name gives its picture.

    Example: linkwork draw network-map --save map.html

    Example: linkwork draw G1 --area Quay --save gaps.png
    """
    if context.invoked_subcommand is not None:
        return
    rows = [
        {"name": d.name, "of": d.of, "title": d.title, "question": d.question, "formats": d.formats}
        for d in drawings().values()
    ]
    emit(rows, ["name", "of", "title", "question", "formats"], format_, save)


def _command(chosen: Drawing, question: Question | None) -> click.Command:
    @common
    @as_of_option
    @click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help=_endings(chosen))
    def run(save: Path | None, as_of: str | None, **given: object) -> None:
        target = save or Path(f"{chosen.name}{chosen.formats[0]}")
        chosen.check(target.suffix)
        wanted = {name: value for name, value in given.items() if value is not None}
        with pictures_of(session(), as_of) as pictures:
            view = pictures.view(chosen, wanted)
        write(chosen.make(view, target.suffix).content, target)
        say(f"Wrote {target}.")

    words = f"{chosen.question}\n\nExample: linkwork draw {chosen.of or chosen.name} --save {chosen.name}.svg"
    return click.command(chosen.name, cls=Narrowed, help=words)(narrowing(question)(run) if question else run)


def _endings(chosen: Drawing) -> str:
    return f"The file, which ends in {listed(chosen.formats, 'or')}. [default: {chosen.name}{chosen.formats[0]}]"
