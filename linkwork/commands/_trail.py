"""The one place where commands write to a project, and where what they do is noted in the audit trail.

Who would write takes the project's lock by `writing`, and says by `act` what is done: a command that held the lock and
noted nothing is a mistake in Linkwork, and ends as one. What shows personal or confidential values is noted by
`common`.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from linkwork.commands._session import session
from linkwork.errors import LinkworkError
from linkwork.graph.lock import one_writer
from linkwork.personal_data.audit import record

#: Commands that write to the project, and note it themselves. Every other command reads.
WRITES = frozenset(
    {"demo", "load", "withdraw", "sources retire", "decide", "judge", "build", "forget"},
)


class Act:
    """What is done under a project's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.noted = False

    @contextmanager
    def act(self, command: str, **what: object) -> Iterator[dict[str, object]]:
        """Note that something begins, and afterwards that it was done, with what was added to the mapping given."""
        record(self.folder, command, "began", what)
        self.noted = True
        facts = dict(what)
        try:
            yield facts
        except BaseException as error:
            with suppress(LinkworkError):
                record(self.folder, command, "failed", {**what, "why": type(error).__name__})
            raise
        record(self.folder, command, "done", facts)


@contextmanager
def writing(folder: Path) -> Iterator[Act]:
    """Hold the project's lock. Raises LinkworkError at once if another process holds it."""
    with one_writer(folder):
        under = Act(folder)
        yield under
        if not under.noted:
            raise RuntimeError("a command wrote to the project and noted nothing in its audit trail")


def shown() -> None:
    """Note that personal or confidential values are to be shown, where they were asked for, before they are.

    Raises LinkworkError, and nothing is shown, where the project cannot be written to.
    """
    context, command = click.get_current_context(), running()
    if context.invoked_subcommand or command in WRITES:
        return
    session().note_shown(command, **({"format": _format(context.params.get("name"))} if command == "export" else {}))


def _format(name: object) -> str:
    """The name of an export; nothing that somebody typed by mistake."""
    from linkwork.visualise.exports import exports

    return str(name) if name in exports() else "none"


def telling(file: Path, of_people: bool = False) -> None:
    """Note where a file goes that may tell who somebody is, before it is written, so that an erasure finds it.

    That is every file made with --with-people, and one `of_people` that has their ids alone.
    """
    from linkwork.personal_data.written import note_written

    folder = session().folder() if (session().people or of_people) and str(file) != "-" else None
    if folder is not None:
        note_written(folder, running(), file)


def running() -> str:
    """The command that runs, as it is typed after `linkwork`: `sources retire`, or a question by its name."""
    return click.get_current_context().command_path.partition(" ")[2]
