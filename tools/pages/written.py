"""Every page that is written, and the demonstrations that some show."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import click

from linkwork.commands._session import Session
from linkwork.commands.demo import make
from linkwork.data import Place, place
from tools.pages import commands, diagram, gallery, loaders, model, python, questions

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("model.md", "model.svg", "commands.md", "loaders.md", "python.md", "questions.md", "gallery.md")


def pages(made: Mapping[str, Path] = MappingProxyType({})) -> dict[str, str]:
    """Every generated page by its name in docs/, as PAGES has them; `made` has the demonstrations that there are."""
    with demonstration("millbrook", made) as millbrook, demonstration("tower-hamlets", made) as tower_hamlets:
        return {
            "model.md": model.model(),
            "model.svg": diagram.diagram(),
            "commands.md": commands.commands(),
            "loaders.md": loaders.page(),
            "python.md": python.page(),
            "questions.md": questions.page(*millbrook),
            "gallery.md": gallery.page([millbrook, tower_hamlets]),
        }


@contextmanager
def demonstration(key: str, made: Mapping[str, Path] = MappingProxyType({})) -> Iterator[tuple[Place, Session]]:
    """A demonstration, and the session that has it open; one that is not among `made` is built, and gone afterwards."""
    chosen = place(key)
    with tempfile.TemporaryDirectory() as folder, click.Context(click.Command("docs")) as context:
        # The commands that build a demonstration look for the session of the running command.
        session = context.obj = Session(made.get(key, Path(folder) / key))
        if key not in made:
            make(session, chosen, Path(folder) / key)
        yield chosen, session
