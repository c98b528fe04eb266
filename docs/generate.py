"""Writes the pages of docs/ that follow from the code, PAGES below. `make pages` runs it, and `make docs` makes a site.

The pictures of the gallery take some minutes and are drawn by `make gallery`.
"""

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import click

from linkwork.cli import cli
from linkwork.commands._session import Session
from linkwork.commands.demo import make
from linkwork.data import Place, place
from linkwork.graph.parsing import expectation
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Property
from linkwork.loaders import loaders
from linkwork.queries import catalogue

DOCS = Path(__file__).parent
MADE = "<!-- Written by `make pages`: change the code, not this page. -->\n"
PAGES = ("model.md", "model.svg", "commands.md", "loaders.md", "python.md", "questions.md", "gallery.md")
DIAGRAM = "Every kind on the left where links begin at it and on the right where they end, the links between them"


def pages() -> dict[str, str]:
    """Every generated page by its name in docs/, as PAGES has them."""
    with demonstration("millbrook") as millbrook, demonstration("tower-hamlets") as tower_hamlets:
        return {
            "model.md": model(),
            "model.svg": beside("model_diagram").diagram(),
            "commands.md": commands(),
            "loaders.md": beside("loaders_page").page(MADE),
            "python.md": beside("python_page").page(MADE),
            "questions.md": beside("questions_page").page(MADE, *millbrook),
            "gallery.md": beside("gallery_page").page(MADE, [millbrook, tower_hamlets]),
        }


@contextmanager
def demonstration(key: str) -> Iterator[tuple[Place, Session]]:
    """A demonstration built in a folder of its own, which is gone afterwards; and the session that has it open."""
    chosen = place(key)
    with tempfile.TemporaryDirectory() as folder, click.Context(click.Command("docs")) as context:
        # The commands that build a demonstration look for the session of the running command.
        session = context.obj = Session(Path(folder) / key)
        make(session, chosen, Path(folder) / key)
        yield chosen, session


def beside(name: str) -> ModuleType:
    """The module of that name beside this one, wherever this one was loaded from."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"docs/{name}.py is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def model() -> str:
    """Kinds, properties and links, with a diagram."""
    parts = [
        f"# The model\n\n{MADE}\nEvery node has an `id`, unique in the whole graph, and what the build stamps on it: "
        f"{', '.join(f'`{name}`' for name in STAMPS)}. `sources` are all who ever said it, not who still does. "
        "`live` is true while a record is not stale, not closed or planned, and not ended before the "
        "date of the view; a link is live only where both its ends are.\n",
        f"## How the kinds hang together\n\n![{DIAGRAM}](model.svg)\n",
        "## Nodes\n",
        *(_node(kind) for kind in SCHEMA.nodes),
        "## Links\n",
        *(_link(kind) for kind in SCHEMA.links),
    ]
    return "\n".join(parts)


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


def _node(kind: NodeKind) -> str:
    lines = [f"### {kind.name}\n", f"{kind.meaning}. Ids begin `{kind.prefix}-`.{_private(kind)}\n"]
    lists = [
        f"| `{column.name}` | list of names | {'required' if column.required else ''} | | `{link.name}` |"
        for link, column in SCHEMA.columns_on(kind.name)
    ]
    return "\n".join([*lines, *_table(kind.properties), *lists, ""])


def _link(kind: LinkKind) -> str:
    ends = ", ".join(f"{a} to {b}" for a, b in kind.ends) if len(kind.ends) < 9 else _many(kind)
    apart = f" Parallel links are told apart by {', '.join(f'`{k}`' for k in kind.key)}." if kind.key else ""
    lines = [f"### {kind.name}\n", f"One {kind.reads} the other: {ends}.{apart}{_private(kind)}\n"]
    return "\n".join([*lines, *(_table(kind.properties) if kind.properties else []), ""])


def _many(kind: LinkKind) -> str:
    return f"{' or '.join(kind.kinds('from'))} to {', '.join(kind.kinds('to'))}"


def _private(kind: NodeKind | LinkKind) -> str:
    return "" if kind.privacy == "public" else f" Privacy: {kind.privacy}."


def _table(properties: tuple[Property, ...]) -> Iterator[str]:
    yield "| property | holds | must it be there | privacy | meaning |"
    yield "|-|-|-|-|-|"
    for p in properties:
        need = "" if p.need == "optional" else p.need
        privacy = "" if p.privacy == "public" else p.privacy
        yield f"| `{p.name}` | {expectation(p)} | {need} | {privacy} | {p.meaning} |"


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
