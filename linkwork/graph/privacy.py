"""What may leave: the one filter that every table, drawing and export passes through, read from the schema."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkwork.graph.shapes import LinkKind, NodeKind

#: Counts below this are not shown where the schema says small.
SMALL = 5


@dataclass(frozen=True, slots=True)
class Allowed:
    """What was asked for on the command line: confidential values, names of people."""

    internal: bool = False
    people: bool = False


def may_leave(kind: NodeKind | LinkKind, facts: Mapping[str, object], allowed: Allowed) -> bool:
    """Whether a record may be shown at all: a confidential one only if asked for or published."""
    return kind.privacy != "confidential" or allowed.internal or facts.get("published") is True


def hidden(value: object, privacy: str | None) -> object:
    """The value as it may be shown where its property is marked so and nobody asked for --internal."""
    if privacy == "confidential" and value is not None:
        return "not shown"
    if privacy == "small" and isinstance(value, int | float) and value < SMALL:
        return f"under {SMALL}"
    return value


def shown(kind: NodeKind | LinkKind, facts: Mapping[str, object], allowed: Allowed) -> dict[str, object]:
    """The facts that may be shown, without those that are blank, personal, confidential or too small a count."""
    kept: dict[str, object] = {}
    for prop in kind.properties:
        value = facts.get(prop.name)
        if value is None or (prop.privacy == "personal" and not allowed.people):
            continue
        if prop.privacy == "confidential" and not (allowed.internal or facts.get("published") is True):
            continue
        small = prop.privacy == "small" and not allowed.internal
        kept[prop.name] = hidden(value, "small") if small else value
    return kept
