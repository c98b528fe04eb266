"""The atlas live: serve."""

import sys
import webbrowser
from contextlib import suppress
from threading import Lock

import click

from linkwork.commands._session import common, progress, say, session
from linkwork.graph.engine import Row
from linkwork.graph.view import GraphView
from linkwork.project.atlas import Progress, atlas_of
from linkwork.project.naming import given_away
from linkwork.project.opened import Opened
from linkwork.project.picturing import Pictures
from linkwork.serving import PageServer

#: So many seconds a page that is being made has to let go of the graph when the server stops.
LETTING_GO = 20.0


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port, else one that is free.")
@click.option("--open/--no-open", "browser", default=True, help="Open it in the browser, at a terminal; it does.")
@common
def serve(port: int, browser: bool) -> None:
    """Show the atlas of the graph as it now is, on this computer alone, until Ctrl-C.

    The address that is printed works once, in one browser. Reload the page after a load for the graph as it then is.
    Nothing can be written through it.

    Example: linkwork serve
    """
    asked = session()
    page = CurrentPage(asked)
    with PageServer(page, port) as server, suppress(KeyboardInterrupt):
        with progress("Answering the questions") as bar:
            page(False, bar)
        say(f"The atlas is at {server.address}")
        say("That address works once, in one browser on this computer. Reload the page for the graph as it then is.")
        for warning in warnings(asked):
            say(warning)
        say("Ctrl-C stops.")
        if browser and sys.stdout.isatty():
            webbrowser.open(server.address)
        server.serve_forever(poll_interval=0.2)
    page.let_go()
    say("Stopped. The address works no more; nothing was changed.")


def warnings(asked: Opened) -> list[str]:
    """What is to be minded of the page: that the place is made up, that people are named, that it is confidential."""
    return [
        *([note] if (note := asked.note()) else []),
        *(["It shows personal data: names of people."] if asked.people else []),
        *(["It shows confidential values."] if asked.internal else []),
    ]


class CurrentPage:
    """The page of the graph as it is. The graph is opened for each visit and let go, so that others can have it.

    Every visit reads the graph and its marker, which is quick; only where they differ from the last, or where that is
    asked for, is the page made anew, which answers every question.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._one_at_a_time = Lock()
        self._of: tuple[Row | None, GraphView] | None = None
        self._content = b""

    def __call__(self, anew: bool, bar: Progress | None = None) -> bytes:
        """The page. Raises LinkworkError where the graph cannot be had: another process may be writing it."""
        with self._one_at_a_time:
            with self._opened.engine() as engine:
                now = engine.marker(), given_away(Pictures(engine, self._opened).graph, self._opened)
                made = self._content if not anew and now == self._of else atlas_of(self._opened, engine, bar).content
            self._of, self._content = now, made
            return made

    def let_go(self) -> None:
        """Wait until no page is being made, but not for long."""
        if self._one_at_a_time.acquire(timeout=LETTING_GO):
            self._one_at_a_time.release()
