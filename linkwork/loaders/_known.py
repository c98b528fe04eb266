"""What a cell that names something means to the project.

By id, by official number, by the project's list of names, or by a name that any source gave it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from linkwork.graph.identity import NameKey, Names, slug
from linkwork.loaders._terms import coded_id, written_id

#: Kinds that are known by name within something else, and the kind of that.
HOLDER = {"Service": "Organisation", "Offer": "Service", "Post": "Service"}
#: What people write before an official number of an organisation or a site.
SCHEMES = {"ods": "ods", "chc": "chc", "charity": "chc", "coh": "coh", "company": "coh", "uprn": "uprn"}
OF_KIND = {"Organisation": ("ods", "chc", "coh"), "Site": ("uprn",)}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means: one id, or several among which it does not tell, or none."""

    ids: tuple[str, ...] = ()

    @property
    def id(self) -> str | None:
        """The one id; None where there is none or more than one."""
        return self.ids[0] if len(self.ids) == 1 else None


class Register:
    """The names that the project knows, from every source, and those that this load has made."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._called: dict[tuple[str, str], set[tuple[str, str]]] = {}
        self._exact: dict[tuple[str, str, str], set[str]] = {}
        self._inside: dict[tuple[str, str], set[str]] = {}
        self._names_of: dict[str, set[str]] = {}
        self._made = 0
        self._index(names.known.items())

    def _index(self, entries: Iterable[tuple[NameKey, str]]) -> None:
        for (kind, scope, called), id_ in entries:
            within = scope.partition("/")[2]
            self._called.setdefault((kind, called), set()).add((within, id_))
            self._exact.setdefault((kind, called, within), set()).add(id_)
            self._inside.setdefault((kind, within), set()).add(id_)
            if kind == "Person":
                self._names_of.setdefault(id_, set()).add(called)

    def _catch_up(self) -> None:
        """Know the names that were made since the last look."""
        minted = self.names.minted
        if len(minted) > self._made:
            newest = list(islice(reversed(minted.items()), len(minted) - self._made))
            self._index(reversed(newest))
            self._made = len(minted)

    def meant(self, cell: str, kind: str, within: str = "") -> Meant:
        """What a cell stands for. `within` is the id of what holds it: what is known to lie in another is not meant."""
        if given := self._written(cell, kind):
            return Meant((given,))
        if not slug(cell):
            return Meant()
        if told := self.names.meant(kind, cell, within):
            return Meant((told,))
        inside = self._within(kind, cell, within)
        if inside or kind == "Offer":  # an offer is never meant outside its service
            return Meant(tuple(inside))
        places = self._places(kind, cell)
        if within:
            places = {id_: holders for id_, holders in places.items() if not holders}
        if places:
            return Meant(tuple(sorted(places)))
        coded = coded_id(cell, kind, self.names) if kind in ("Need", "Audience") else None
        return Meant((coded,) if coded else ())

    def elsewhere(self, cell: str, kind: str, within: str) -> list[str]:
        """The ids of this name that lie within something else than this."""
        return sorted(id_ for id_, held in self._places(kind, cell).items() if held and within not in held)

    def inside(self, kind: str, within: str) -> list[str]:
        """The ids of everything of a kind that any source knows within this."""
        self._catch_up()
        return sorted(self._inside.get((kind, within), ()))

    def called(self, id_: str) -> set[str]:
        """The slugs of the names that earlier rounds gave a person."""
        return self._names_of.get(id_, set())

    def waiting(self, cell: str, kind: str, within: str = "") -> str:
        """The id that something of this name would have; not remembered, so that the name is free for its owner."""
        parent = within.partition("-")[2] if within else slug(self.names.source)
        return "-".join(part for part in (self.names.schema.node[kind].prefix, parent, slug(cell)) if part)

    def _within(self, kind: str, cell: str, within: str) -> list[str]:
        self._catch_up()
        if not within:
            return []
        held = [self._exact.get((kind, slug(cell), holder), set()) for holder in self.names.one_with(within)]
        return self._one_each(set().union(*held))

    def _one_each(self, ids: Iterable[str]) -> list[str]:
        """The ids that stay after what was decided, in order."""
        same = self.names.listed.same
        return sorted({same.get(id_, id_) for id_ in ids})

    def _places(self, kind: str, cell: str) -> dict[str, set[str]]:
        """The ids of this name, each with the ids of what holds it as far as that is known."""
        self._catch_up()
        found: dict[str, set[str]] = {}
        for within, id_ in self._called.get((kind, slug(cell)), ()):
            held = found.setdefault(self.names.listed.same.get(id_, id_), set())
            if self.names.schema.kind_of_id(within) == HOLDER.get(kind, ""):
                held.add(within)
        return found

    def _written(self, cell: str, kind: str) -> str | None:
        """The id that a cell is, or that its official number stands for, as it was kept; None where it is neither."""
        scheme, colon, number = cell.partition(":")
        word = SCHEMES.get(slug(scheme), "") if colon else ""
        if word and word in OF_KIND.get(kind, ()) and slug(number):
            given: str | None = self.names.by_identifier(kind, word, number)
        else:
            given = written_id(cell, kind, self.names)
        kept = list(self._places(kind, given)) if given else []
        return kept[0] if len(kept) == 1 else given
