"""Surveys: draft the mapping file that says what each question is."""

import sys
from pathlib import Path

import click

from linkwork.commands._files import write
from linkwork.commands._session import common, printable, say
from linkwork.errors import InputRefused, LinkworkError, Problem
from linkwork.graph.identity import slug


def _what_may_stand() -> str:
    """Everything that a question may be, a line each, for the help."""
    from linkwork.loaders._survey_mapping import targets

    lines = (f'  "{name}": {target.meaning}' for name, target in targets().items())
    return "\n".join(("\b", "What a question may be:", *lines))


class Mapping(click.Command):
    """The command whose help ends in what a question may be; worked out only when the help is asked for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what a question may be under the options."""
        self.epilog = _what_may_stand()
        super().format_epilog(ctx, formatter)


@click.group()
@common
def survey() -> None:
    """Draft how the answers to a survey are read.

    Example: linkwork survey map answers.xlsx --save mapping.toml
    """


@survey.command("map", cls=Mapping)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Write the draft to this file (.toml).")
@click.option("--sheet", metavar="NAME", help="The sheet of the workbook that holds the answers.")
@click.option("--headings", type=click.IntRange(1, 2), help="How many rows of headings; 2 where row 2 holds options.")
@common
def map_(file: Path, save: Path | None, sheet: str | None, headings: int | None) -> None:
    """Draft a mapping file from a survey's questions, for a person to finish; no answer is written into it.

    Example: linkwork survey map answers.xlsx --save mapping.toml
    """
    from linkwork.loaders._survey_draft import undecided

    if save is not None and save.exists():
        raise LinkworkError(f"{save} is there already, and may hold somebody's work. Give another name.")
    text = _drafted(file, sheet, headings)
    if save is None:
        click.echo(printable(text) if sys.stdout.isatty() else text, nl=False)
        return
    write(text, save)
    left = undecided(text)
    wait = "1 question waits" if left == 1 else f"{left} questions wait"
    what = f'In it {wait} for you, marked "# ?".' if left else "Look it over."
    say(f"Wrote {save}. {what} Then: linkwork load survey {file} {save}")


def _drafted(file: Path, sheet: str | None, headings: int | None) -> str:
    """The draft of the sheet with the answers. Raises InputRefused where there is none, or more than one to choose."""
    from linkwork.loaders._quiet import read_quietly
    from linkwork.loaders._survey_answers import RAW, answers_of
    from linkwork.loaders._survey_draft import draft

    sheets = [one for one in read_quietly([file], RAW) if one.rows.height]
    chosen = [one for one in sheets if sheet is None or one.name == sheet]
    if len(chosen) != 1:
        names = ", ".join(one.name for one in sheets) or "none"
        message = f"one sheet of answers is drafted at a time, and it has {len(chosen)}; name one with --sheet: {names}"
        raise InputRefused([Problem(file.name, message=message)])
    answers = answers_of(chosen[0], headings)
    if answers.problems:
        raise InputRefused(answers.problems)
    return draft(answers, slug(file.name.partition(".")[0]) or "survey")
