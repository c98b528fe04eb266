"""docs/model.md: every kind of node and of link, its properties, and a diagram of all."""

from collections.abc import Iterator

from linkwork.graph.parsing import expectation
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Property
from tools.pages import MADE

DIAGRAM = "Every kind on the left where links begin at it and on the right where they end, the links between them"


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
