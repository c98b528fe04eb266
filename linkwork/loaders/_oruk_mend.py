"""What directories write where the standard asks for something else: read leniently, and every mending counted."""

import hashlib
import html
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linkwork.graph.identity import slug
from linkwork.loaders._whole_json import many, one_line

#: Longer texts are cut, which is said.
LONGEST = 20_000
#: Passes over text whose markup was itself written as text, as some directories do.
PASSES = 3
_MARKUP = re.compile(r"</?[a-zA-Z!]|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
_SILENT = re.compile(r"(?is)<(script|style)\b[^<>]*>.*?(</\1\s*>|$)")
#: Tags at which words part; others stand within a word or a line.
_BLOCK = re.compile(r"(?i)</?(?!(a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u)\b)[a-z]")
_BARE = re.compile(r"<(?![a-zA-Z/!])")


@dataclass(slots=True)
class Mended:
    """How often each sort of mending was made, with the first example."""

    sorts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def note(self, sort: str, example: object) -> None:
        """Count one more mending of this sort."""
        count, first = self.sorts.get(sort, (0, _short(example)))
        self.sorts[sort] = (count + 1, first)

    def lines(self) -> tuple[str, ...]:
        """A sentence for each sort, in order of the alphabet."""
        return tuple(f"{sort}: {count:,}, such as {first}" for sort, (count, first) in sorted(self.sorts.items()))


def _short(example: object) -> str:
    text = one_line(str(example)) or ""
    return text if len(text) <= 60 else f"{text[:57]}..."


def text_of(fields: Mapping[str, Any], key: str) -> str | None:
    """A field as text in one line; None where it is absent, blank or no plain value."""
    value = fields.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(_written(value))


def _written(value: str | int | float) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def key_of(fields: Mapping[str, Any], mended: Mended, key: str = "id") -> str | None:
    """An identifier of the directory's own as text; one written as a number is counted."""
    found = text_of(fields, key)
    if found and not isinstance(fields[key], str):
        mended.note("ids written as numbers were read as text", found)
    return found


def token(identifier: str) -> str:
    """An identifier as it stands in our ids: two that differ in more than case stay two."""
    plain = slug(identifier)
    if plain == identifier.casefold():
        return plain
    mark = hashlib.sha256(identifier.encode()).hexdigest()[:8]
    return f"{plain[:60]}-{mark}".strip("-")


def objects(fields: Mapping[str, Any], *keys: str) -> list[Mapping[str, Any]]:
    """The objects in the first of these fields that has any; one object is a list of one."""
    for key in keys:
        if kept := [each for each in many(fields.get(key)) if each]:
            return kept
    return []


def number_of(fields: Mapping[str, Any], key: str, mended: Mended) -> float | None:
    """A field as a number; one written as text is counted, and so is what is no number at all."""
    value = fields.get(key)
    if isinstance(value, str) and value.strip():
        bare = re.sub(r"^£\s*", "", value.strip())
        if not re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", bare):
            mended.note(f"{key} that is no number was left out", value)
            return None
        mended.note(f"{key} written as text was read as a number", value)
        return float(bare)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        plain = float(value)
    except OverflowError:
        plain = math.inf
    if math.isfinite(plain):
        return plain
    mended.note(f"{key} that is no number was left out", "an endless one")
    return None


def address_of(fields: Mapping[str, Any], mended: Mended) -> str | None:
    """The web address of a record; a null, and what is no web address, are counted."""
    for key in ("website", "url"):
        if key in fields and fields[key] is None:
            mended.note("null web addresses were read as blank", f"{key} of {text_of(fields, 'name') or 'a record'}")
        found = text_of(fields, key)
        if found and re.match(r"(?i)https?://[^\s/]", found):
            return found
        if found:
            mended.note("web addresses that do not begin with http were left out", found)
    return None


def plain_text(written: str | None, mended: Mended) -> str | None:
    """A description in one line, without markup; None where nothing is left."""
    if written is None:
        return None
    if len(written) > LONGEST:
        mended.note(f"descriptions of over {LONGEST:,} letters were cut", f"one of {len(written):,}")
        written = written[:LONGEST]
    text = written
    for turn in range(PASSES):
        if not _MARKUP.search(text):
            break
        if turn == 0:
            mended.note("descriptions with markup were turned into plain text", written)
        text = _stripped(text)
    text = re.sub(r"<[a-zA-Z/!][^>]*>?", " ", text) if _MARKUP.search(text) else text
    return one_line(text)


def _stripped(text: str) -> str:
    """The words of a page: what is between the tags, but for scripts and styles."""
    # html.parser takes time that grows with the square of a text of broken tags: 12 s for 20,000 letters, measured.
    from markupsafe import Markup

    words = _BARE.sub("&lt;", _BLOCK.sub(r" \g<0>", _SILENT.sub(" ", text)))
    return str(Markup(words).striptags())  # noqa: S704 - to take the markup out


def unescaped(text: str) -> str:
    """A name whose letters were written as markup (Arts &amp; Crafts) as it is read."""
    return one_line(html.unescape(text)) or ""
