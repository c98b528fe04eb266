"""The options that narrow an answer, and the other spelling that one of them has: --group is --audience."""

import re
from collections.abc import Callable
from typing import Any

import click

from linkwork.commands._completing import values_of
from linkwork.errors import LinkworkError
from linkwork.queries import Parameter, Question
from linkwork.queries._question import AUDIENCE, GROUP


class Narrowed(click.Command):
    """A command in which --audience may be written --group; an error names the one that was written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and keep which spelling was used."""
        ctx.meta[GROUP] = any(word == f"--{GROUP}" or word.startswith(f"--{GROUP}=") for word in args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command gives back
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LinkworkError as error:
            said = re.sub(rf"^(As of \S+: )?{AUDIENCE}: ", rf"\1{GROUP}: ", str(error))
            if not ctx.meta[GROUP] or said == str(error):
                raise
            raise LinkworkError(said) from error


def narrowing(question: Question) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an option for each of the question's parameters, in their order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for parameter in reversed(question.parameters):
            command = click.option(
                *spellings(question, parameter),
                metavar="VALUE",
                help=_help(parameter),
                shell_complete=values_of(parameter),
            )(command)
        return command

    return add


def spellings(question: Question, parameter: Parameter) -> list[str]:
    """How the option is written, and the name its value goes by."""
    other = [f"--{GROUP}"] if parameter.name == AUDIENCE and question.parameter(GROUP) is parameter else []
    return [f"--{parameter.name.replace('_', '-')}", *other, parameter.name]


def _help(parameter: Parameter) -> str:
    default = f" [default: {parameter.default}]" if parameter.default != "" else ""
    return f"{parameter.meaning} ({parameter.takes}){default}"
