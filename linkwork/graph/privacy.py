"""What may leave: the one filter that every table, drawing and export passes through, read from the schema."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from linkwork.graph.shapes import LinkKind, NodeKind, Privacy, Property

#: Counts below this are not shown where the schema says small.
SMALL = 5
#: What no single person said may be told: means of fewer raters are not shown, and one by one no rating is, however it
#: is asked.
RATERS, RATED_BY = 3, "rated_by"
#: Each sort of privacy, the strictest last.
STRICTNESS: tuple[Privacy, ...] = ("public", "small", "confidential", "personal")
#: Why a value of a source is not quoted in a message about it.
UNQUOTED: Mapping[Privacy, str] = {
    "personal": "because it is personal",
    "confidential": "because it is confidential",
    "small": "because it may be a small count",
}


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


def standing(count: float) -> float:
    """Where a count stands among others: those that are not shown stand alike, or their order would tell of them."""
    return max(count, SMALL - 1)


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


def quoted(value: object, privacy: Privacy) -> str:
    """A value of a source as a message about it may say it: messages are kept, listed and sent on.

    Of counts those are quoted in which no number is so small.
    """
    public = privacy == "public" or (privacy == "small" and not _small_in(str(value)))
    return repr(value) if public else f"the value (not shown, {UNQUOTED[privacy]})"


def _small_in(text: str) -> bool:
    return any(int(digits) < SMALL for digits in re.findall(r"(?<![-.\d])\d+", text))


def guarded(kind: NodeKind | LinkKind, prop: Property) -> Privacy:
    """How private a property of a record is of which it is not known whether it is published: as the stricter says."""
    return max(prop.privacy, kind.privacy, key=STRICTNESS.index)


def rated(kind: NodeKind | LinkKind) -> bool:
    """Whether such a record is what one rater said, so that it leaves only as a part of a mean."""
    return kind.property(RATED_BY) is not None
