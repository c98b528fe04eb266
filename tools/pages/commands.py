"""docs/commands.md: every command with its help."""

import click

from linkwork.cli import cli
from linkwork.loaders import loaders
from linkwork.queries import catalogue
from tools.pages import MADE


def commands() -> str:
    """Every command with its help, every loader with its columns, every question with its words."""
    # With the settings a user's own call has: click keeps the help option of whichever context asks first.
    context = click.Context(cli, info_name="linkwork", **cli.context_settings)
    shown = [f"# Commands\n\n{MADE}", _help(cli, context)]
    for name in sorted(cli.commands):
        _, command, _ = cli.resolve_command(context, [name])
        if command is not None:
            shown.append(_help(command, click.Context(command, context, name)))
    shown.append("## Loaders\n")
    shown += [f"- `{one.name}`: {one.description}. Reads {one.reads}." for one in loaders().values()]
    shown.append("\n## Questions\n")
    shown += [f"- `{q.id}` `{q.name}`: {q.question}" for q in catalogue().questions.values()]
    return "\n".join(shown) + "\n"


def _help(command: click.Command, context: click.Context) -> str:
    context.max_content_width = 100
    context.terminal_width = 100
    return f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
