"""What every command shares: the options before or after it, and opening the project, its rounds and its graph."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from linkwork.errors import LinkworkError, NotConfirmed, NothingToKeep
from linkwork.project.opened import Opened

#: What Ctrl-C leaves: a round is kept whole or not at all, and a build that was broken off is taken up again.
STOPPED = (
    "Stopped as you asked. What was under way was kept whole or not at all: `linkwork status` says what there is, and "
    "the same command again goes on from there."
)


NO_ROOM = (
    "The workbook could not be made: there is no room, or no leave to write, in {folder}, where its sheets lie for the "
    "moment. Nothing was changed. Make room there, or name another folder in TMPDIR."
)


class Session(Opened):
    """What the options say; each may stand before the command or after it."""


def session() -> Session:
    """The session of the running command."""
    return click.get_current_context().ensure_object(Session)


#: The options that every command takes: the Session's field, the declarations, and the rest of click's arguments.
COMMON: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "project_folder",
        "--project",
        {
            "type": click.Path(file_okay=False, path_type=Path),
            "metavar": "DIR",
            "help": "The project folder (else LINKWORK_PROJECT, else the nearest with a linkwork.toml).",
        },
    ),
    (
        "graph",
        "--graph",
        {"metavar": "ADDRESS", "help": "Where the graph is (else NEO4J_URI, else the embedded graph of the project)."},
    ),
    ("people", "--with-people", {"is_flag": True, "help": "Show personal data where there is any."}),
    ("internal", "--internal", {"is_flag": True, "help": "Show confidential values."}),
    ("beside", "--beside", {"is_flag": True, "help": "Allow a server whose database holds other things too."}),
)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command takes, before it or after it; what it shows of people is noted first."""
    command = _noted(command)
    for name, flag, rest in reversed(COMMON):
        command = click.option(flag, expose_value=False, callback=_keeper(name), **rest)(command)
    return command


def _noted(command: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(command)
    def noted(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives back
        if session().people or session().internal:
            from linkwork.commands._trail import shown

            shown()
        return command(*args, **given)

    return noted


def _keeper(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _: click.Parameter, value: object) -> None:
        if value:
            setattr(context.ensure_object(Session), name, value)

    return keep


def say(text: str = "") -> None:
    """A line for people."""
    click.echo(printable(text))


def warn(text: str) -> None:
    """A line for people beside the answer: to standard error, so that standard output holds the answer alone."""
    click.echo(printable(text), err=True)


def printable(text: str) -> str:
    """The text without control characters, which could make a terminal do things."""
    return "".join(ch if ch.isprintable() or ch in "\n\t" else "\N{REPLACEMENT CHARACTER}" for ch in text)


def escaped(text: str) -> str:
    r"""Text of JSON that says the same, with \u in place of what could make a terminal do things."""

    def shown(ch: str) -> str:
        return ch if ch.isprintable() or ch in "\n\t" else json.dumps(ch)[1:-1] if ch != "\x7f" else "\\u007f"

    return text if text.isprintable() else "".join(map(shown, text))


def confirm(question: str, yes: bool) -> None:
    """Ask, unless told --yes. Raises NotConfirmed if the answer is no or there is nobody to ask."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed(f"{question} There is no terminal to ask at; nothing was changed. Add --yes to go on.")
    if not click.confirm(f"{question} Go on?"):
        raise NotConfirmed("Stopped as you asked. Nothing was changed.")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar for something that may take over a second; none where the output is not a terminal."""
    from rich.console import Console  # only who waits for something does

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


class Commands(click.Group):
    """A group of commands that turns an error people can mend into one `Error:` line and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command gives back
        """Run the command."""
        try:
            return super().invoke(ctx)
        except NothingToKeep as said:
            say(str(said))
            return None
        except LinkworkError as error:
            raise _Said(printable(str(error)), error.exit_code) from error
        except KeyboardInterrupt as stopped:
            raise _Said(STOPPED, 1) from stopped
        except BrokenPipeError:
            raise
        except OSError as error:
            what = f"{error.filename} could" if error.filename else "That could"
            raise _Said(f"{what} not be read or written: {error.strerror or error}.", 1) from error
        except Exception as error:
            if not _no_room(error):
                raise
            raise _Said(NO_ROOM.format(folder=tempfile.gettempdir()), 1) from error


def _no_room(error: Exception) -> bool:
    """Whether it says that a workbook could not be written for the moment, which is not said as the system says it."""
    written = sys.modules.get("lxml.etree")
    return written is not None and isinstance(error, written.SerialisationError)


class _Said(click.ClickException):
    """One `Error:` line with the exit code of the error behind it."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        setattr(self, "exit_code", exit_code)  # noqa: B010 - click types it as a constant of the class
