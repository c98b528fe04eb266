"""What the project's list of names means by what the rounds say: for each line the record, if there is one.

A name is the same in any capitals, spacing and punctuation, as `slug` has it. `means` is an id, or a name or an alias
of a record there is; else it may be the name of another line, which is then followed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.duplicates import PROVIDER, Meaning
from linkwork.graph.fold import View
from linkwork.graph.identity import slug
from linkwork.graph.names_list import FILE
from linkwork.graph.naming import name_of_several
from linkwork.graph.schema import SCHEMA

#: Of so many names at most the nearest is looked for.
NAMES = 2000


@dataclass(frozen=True, slots=True)
class Records:
    """Records of some kinds: their names as written by id, and their ids by what they are called."""

    called: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_name: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    by_alias: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def find(self, kind: str, text: str) -> list[str]:
        """The record of that id, else those of that name, else those of that alias; in order."""
        given = text.strip().lower()
        if (kind, given) in self.called:
            return [given]
        key = (kind, slug(text))
        return sorted(self.by_name.get(key) or self.by_alias.get(key) or ())


def records(frames: Iterable[tuple[str, pl.DataFrame]], kinds: Iterable[str], same: Mapping[str, str]) -> Records:
    """The records of these kinds in frames of nodes, each under the id that stays after what was decided.

    Aliases are a list, or text with ; between. Stale ones count where nothing else has the name.
    """
    wanted = frozenset(kinds)
    called: dict[tuple[str, str], str] = {}
    found: tuple[dict[tuple[str, str], set[str]], ...] = ({}, {}, {}, {})
    for kind, frame in frames:
        if kind not in wanted:
            continue
        there = [name for name in ("name", "aliases", "stale_since") if name in frame.columns]
        for row in frame.select("id", *there).iter_rows(named=True):
            id_ = same.get(row["id"], row["id"]) or ""
            own, aliases, stale = row.get("name"), row.get("aliases") or (), row.get("stale_since") is not None
            called.setdefault((kind, id_), own or id_)
            also = aliases.split(";") if isinstance(aliases, str) else aliases
            for words, sort in (([own], 0), (also, 1)):
                for word in words:
                    if word and slug(word):
                        found[sort + 2 * stale].setdefault((kind, slug(word)), set()).add(id_)
    by_name, by_alias = ({**found[2 + sort], **found[sort]} for sort in (0, 1))
    return Records(called, *({key: frozenset(ids) for key, ids in one.items()} for one in (by_name, by_alias)))


@dataclass
class Listed:
    """The lines of a list of names, against what the rounds say and, once it is read, what is being loaded.

    `used` are the lines by which a loader has looked a name up, and within what, with the name as it was written;
    `unclear` the lines that it needed and that mean several records.
    """

    lines: Sequence[Meaning] = ()
    view: View | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    loading: Records = field(default_factory=Records)
    used: dict[tuple[Meaning, str], str] = field(default_factory=dict)
    unclear: dict[Meaning, None] = field(default_factory=dict)

    def names(self, kind: str, name: str) -> bool:
        """Whether a line says what this name means."""
        return (kind, slug(name)) in self._by_name

    def of(self, kind: str, name: str, within: str = "") -> str | None:
        """The id that the list says a name means, by what the rounds say; None where it says nothing or is unclear.

        `within` is who provides a service: the service of another is not meant.
        """
        line = self._by_name.get((kind, slug(name)))
        ids = self.means(line) if line else []
        if line and len(ids) > 1:
            self.unclear[line] = None
        if line is None or len(ids) != 1 or not self.provided(ids[0], within):
            return None
        self.used.setdefault((line, within), name.strip())
        return ids[0]

    def means(self, line: Meaning) -> list[str]:
        """The ids that a line means, in order: what the rounds have, else what is being loaded, else another line's."""
        for known in (self.known, self.loading):
            given = known.find(line.kind, self.same.get(line.means.strip().lower(), line.means))
            if given:
                return given
        other = self._by_name.get((line.kind, slug(line.means)))
        return [] if other is None or slug(other.name) == slug(line.name) else self.means(other)

    def provided(self, service: str, by: str) -> bool:
        """Whether somebody provides a service, or nobody is known to; true where no provider is asked about."""
        known = self._providers.get(service)
        return not by or not known or self.same.get(by, by) in known

    def unmet(self) -> list[Meaning]:
        """The lines that mean nothing that there is."""
        return [line for line in self.once if not self.means(line)]

    def several(self) -> list[Meaning]:
        """The lines that mean more than one record."""
        return [line for line in self.once if len(self.means(line)) > 1]

    def name_of(self, kind: str, id_: str) -> str:
        """What a record is called; its id where nothing is said."""
        return self.known.called.get((kind, id_)) or self.loading.called.get((kind, id_)) or id_

    def nobody(self, line: Meaning) -> str:
        """A sentence for a line that means nothing that there is, with the nearest name."""
        names = {
            slug(name): f" The nearest name is {name!r} ({id_})."
            for records_ in (self.loading, self.known)
            for (kind, id_), name in records_.called.items()
            if kind == line.kind
        }
        near = get_close_matches(slug(line.means), sorted(names), n=1, cutoff=0.7) if len(names) <= NAMES else []
        noun = SCHEMA.node[line.kind].plural.lower()
        message = f"{line.means!r} is neither the id nor a name of any of the {noun} there are."
        return f"{place(line)}{message}{names[near[0]] if near else ''}"

    def ambiguous(self, line: Meaning) -> Problem:
        """What is wrong with a line that means several records."""
        message = name_of_several(repr(line.means), line.kind, self.means(line))
        return Problem(FILE, row=line.row, column="means", message=message)

    @property
    def once(self) -> list[Meaning]:
        """The lines, of those that give one name the first alone."""
        return list(self._by_name.values())

    @cached_property
    def known(self) -> Records:
        """What the rounds have."""
        nodes = self.view.nodes.items() if self.view else ()
        return records(nodes, {line.kind for line in self.lines}, {})

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Meaning]:
        found: dict[tuple[str, str], Meaning] = {}
        for line in self.lines:
            found.setdefault((line.kind, slug(line.name)), line)
        return found

    @cached_property
    def _providers(self) -> dict[str, set[str]]:
        frame = self.view.links.get(PROVIDER) if self.view else None
        found: dict[str, set[str]] = {}
        for provider, service in frame.select("from_id", "to_id").iter_rows() if frame is not None else ():
            found.setdefault(service, set()).add(provider)
        return found


def place(line: Meaning) -> Problem:
    """Where a line stands, for a sentence about what it means."""
    return Problem(FILE, row=line.row, column="means")
