"""docs/loaders.md: every source format with its columns, as `linkwork loaders NAME` shows them."""

from collections.abc import Iterator

from linkwork.loaders import Column, Loader, loaders
from tools.pages import MADE

HEAD = """\
# Sources and their columns

{made}
What can be loaded: `linkwork load LOADER FILE`. `linkwork loaders` lists the formats in a terminal, and
`linkwork loaders NAME` shows one as it stands here. [rounds.md](rounds.md) says what comes of what was loaded, and
[CONTRIBUTING.md](../CONTRIBUTING.md) how a format is added: one file.
"""


def page() -> str:
    """The whole page, from the loaders that are there."""
    listed = [f"- [{one.name}](#{one.name}): {one.description}" for one in loaders().values()]
    sections = [line for one in loaders().values() for line in _section(one)]
    return "\n".join([HEAD.format(made=MADE), *listed, "", *sections])


def _section(one: Loader) -> Iterator[str]:
    """One format: what it reads, what its source is called, what a load covers, its columns."""
    covers = ", ".join([*one.scope.kinds, *one.scope.sheets, *one.scope.areas]) or "all that its source ever spoke of"
    source = f"`{one.source}`" if one.source else "what the file is called"
    yield f"## {one.name}\n"
    yield f"{one.description}.\n"
    yield f"- Reads {one.reads}."
    yield f"- Its source is called {source} unless you say `--source`."
    yield f"- Covers {covers}, unless the file or `--scope` says otherwise.\n"
    yield from _columns(one.columns)


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    """The columns as a table; a `|` in what one means would end its cell."""
    yield "| column | must it be there | meaning |"
    yield "|-|-|-|"
    for column in columns:
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {'required' if column.required else ''} | {meaning} |"
    yield ""
