"""Ids: made once from an identifier, an id column or a name, and kept for good.

Two bodies of one name from two sources stay two, until somebody decides that they are one.
"""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema

#: Kind, scope (the source, or the provider within it) and slug of a name; what the register maps to an id.
NameKey = tuple[str, str, str]
#: Stands at the end of the scope of a name that a term has in a vocabulary which is not the project's own.
FOREIGN = "/other-vocabulary"
_BETWEEN_WORDS = re.compile("[^a-z0-9]+")


class NamesList(Protocol):
    """The project's own list of names, as the names of a source are looked up by it."""

    @property
    def same(self) -> Mapping[str, str]:
        """For each id that was decided to be another name of a record, the id that stays."""
        ...

    def names(self, kind: str, name: str) -> bool:
        """Whether it says what a name means."""
        ...

    def of(self, kind: str, name: str, within: str = "") -> str | None:
        """The id that it says a name means; None where it says nothing."""
        ...


class NoList:
    """A list of names without a line."""

    same: Mapping[str, str] = {}

    def names(self, kind: str, name: str) -> bool:
        """That it does not."""
        return False

    def of(self, kind: str, name: str, within: str = "") -> str | None:
        """Nothing."""
        return None


def nobody(kind: str, name: str) -> Collection[str]:
    """That no round says what bears a name."""
    return ()


@lru_cache(maxsize=1 << 18)
def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; ends in a short hash where letters had to be left out.

    The hash keeps two names in other scripts apart. Empty only for a text without letters or digits.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = plain.encode("ascii", "ignore").decode().replace("'", "").replace(".", "")
    kept = _BETWEEN_WORDS.sub("-", bare).strip("-")
    lost = not plain.isascii() and any(ch.isalnum() for ch in plain if not ch.isascii())
    if lost:
        mark = hashlib.sha256(unicodedata.normalize("NFC", text.casefold()).encode()).hexdigest()[:8]
        return f"{kept}-{mark}".strip("-")
    return kept


@dataclass
class Names:
    """Names of one source turned into ids, remembering those that were made before.

    `known` is the register of the project: for Person its keys hold names, so it is kept with the personal values.
    `minted` are the new entries, to be kept with the round. `bearing` gives the ids of a kind that bear a name by what
    the rounds say now (the name's slug is asked for); it is asked only where a name is known of several ids.
    `listed` is the project's list of names: what a loader looks up, it finds there first; an id that is made for a name
    on the list is joined to what the name means when everything has been read (listed_joins.py).
    """

    source: str
    known: Mapping[NameKey, str] = field(default_factory=dict)
    schema: Schema = SCHEMA
    minted: dict[NameKey, str] = field(default_factory=dict)
    bearing: Callable[[str, str], Collection[str]] = nobody
    listed: NamesList = field(default_factory=NoList)
    #: An id made in this load for a name on the list -> the id of what the list says it means.
    joining: dict[str, str] = field(default_factory=dict)

    def by_identifier(self, kind: str, scheme: str, value: str) -> str:
        """The id of something that others have numbered: `org-ods-f84676`, `area-e05009317`."""
        return "-".join(filter(None, (self._prefix(kind), scheme, slug(value))))

    def by_id(self, kind: str, given: str) -> str:
        """The id that a person wrote into an id column, with the kind's prefix unless it has it already."""
        prefix = self._prefix(kind)
        plain = slug(given)
        return plain if plain.startswith(f"{prefix}-") else f"{prefix}-{plain}"

    def by_name(self, kind: str, name: str, within: str = "", aliases: Iterable[str] = ()) -> str:
        """The id of something known by name: the one made before for this name or an alias, else a new one.

        `within` is what the name is unique in (the provider of a service, the service of an offer); the id shows it.
        """
        for called in (name, *aliases):
            if id_ := self.recall(kind, called, within):
                self._remember(kind, name, within, id_)
                return id_
        id_ = self._make(kind, name, self._stays(within))
        if told := self.meant(kind, name, within):
            self.joining[id_] = told
        for holder in dict.fromkeys((within, self._stays(within))):
            self._remember(kind, name, holder, id_)
        return id_

    def recall(self, kind: str, name: str, within: str = "") -> str | None:
        """The id made before for this name in this source, or None; what is one with `within` holds what it holds."""
        for holder in self.one_with(within):
            key = self._key(kind, name, holder)
            if id_ := self.minted.get(key) or self.known.get(key):
                return id_
        return None

    def one_with(self, id_: str) -> list[str]:
        """The id, and those that somebody has said are the same thing."""
        stays = self._stays(id_)
        if stays == id_ and id_ not in self._others:
            return [id_]
        return list(dict.fromkeys((id_, stays, *self._others.get(stays, ()))))

    def _stays(self, id_: str) -> str:
        """The id that stays of those that are one with this."""
        return self.joining.get(id_) or self.listed.same.get(id_, id_)

    @cached_property
    def _others(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for other, stays in sorted(self.listed.same.items()):
            found.setdefault(stays, []).append(other)
        return found

    def name_as(self, kind: str, name: str, id_: str, within: str = "") -> None:
        """Remember that this source calls the thing of this id by this name, so that links may use the name."""
        self._remember(kind, name, within, id_)

    def called(self, kind: str, name: str, id_: str, foreign: bool = False) -> None:
        """Remember that the thing of this id goes by this name, for other sources to find; several may share a name.

        `foreign` names are those of other vocabularies: they count where the project has none of its own.
        """
        if slug(name):
            self._remember(kind, name, id_ + (FOREIGN if foreign else ""), id_)

    def meant(self, kind: str, name: str, within: str = "") -> str | None:
        """The id that the project's list of names says this name means; None where this source has one of its own."""
        told = self.listed.of(kind, name, self._stays(within))
        own = self.recall(kind, name, within) if told else None
        return told if own is None or self.listed.same.get(own, own) == told else None

    def anywhere(self, kind: str, name: str) -> list[str]:
        """The ids of what goes by this name in any source, in order; each once. The list of names goes first.

        Of several, those that were declared by `called`, the project's own before others; else those that bear the name
        by what the rounds say now, so that neither an old name nor a mere mention makes it unclear.
        """
        if told := self.meant(kind, name):
            return [told]
        sought = (kind, slug(name))
        new = ((scope, id_) for (kind_, scope, called), id_ in self.minted.items() if (kind_, called) == sought)
        return self._chosen(sought, [*self._everywhere.get(sought, ()), *new], declared=False)

    def declared(self, kind: str, name: str) -> list[str]:
        """The ids of those to which an earlier round gave this name by `called`: the lists that a project shares.

        What the project's list of names says goes first. The project's own terms if any has the name, else those of
        other vocabularies; of several, those that still bear it.
        """
        if told := self.meant(kind, name):
            return [told]
        sought = (kind, slug(name))
        return self._chosen(sought, self._everywhere.get(sought, ()), declared=True)

    def _chosen(self, sought: tuple[str, str], scoped: Iterable[tuple[str, str]], declared: bool) -> list[str]:
        """Of (scope, id), the ids of the nearest sort; those alone that bear the name now, if there are several."""
        sorts: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        for scope, id_ in scoped:
            own, foreign = scope.endswith(f"/{id_}"), scope.endswith(f"/{id_}{FOREIGN}")
            sorts[0 if own else 1 if foreign else 2].add(id_)
        found = next((ids for ids in sorts[: 2 if declared else 3] if ids), set())
        if len(found) > 1:
            found = found.intersection(self.bearing(*sought)) or found
        return sorted(found)

    @cached_property
    def _everywhere(self) -> dict[tuple[str, str], set[tuple[str, str]]]:
        found: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for (kind, scope, called), id_ in self.known.items():
            found.setdefault((kind, called), set()).add((scope, id_))
        return found

    def _key(self, kind: str, name: str, within: str) -> NameKey:
        source = slug(self.source)
        return (kind, f"{source}/{within}" if within else source, slug(name))

    def _remember(self, kind: str, name: str, within: str, id_: str) -> None:
        key = self._key(kind, name, within)
        if key not in self.known:
            self.minted[key] = id_

    def _make(self, kind: str, name: str, within: str) -> str:
        if self.schema.node[kind].privacy == "personal":
            return f"{self._prefix(kind)}-{uuid.uuid4().hex[:12]}"
        return made_for(self._key(kind, name, within), self.schema)

    def _prefix(self, kind: str) -> str:
        return self.schema.node[kind].prefix


def made_for(key: NameKey, schema: Schema = SCHEMA) -> str:
    """The id that is made for a name that has none: of its kind, its source or what it is within, and its slug."""
    kind, scope, called = key
    source, _, within = scope.partition("/")
    parent = within.partition("-")[2] if within else source
    return "-".join(part for part in (schema.node[kind].prefix, parent, called) if part)
