"""The rows that a difference is made of: each a change of one record, with what it is called and said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linkwork.graph import change_words as words
from linkwork.graph.privacy import RATED_BY
from linkwork.graph.shapes import LinkKind, NodeKind, Schema

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What records are called and what sort each is, by id, and which may not be shown to everybody."""

    names: Mapping[str, str]
    sorts: Mapping[str, str]
    private: frozenset[str]
    schema: Schema

    def called(self, id_: str) -> str:
        """The record's name; a person's is not told here."""
        kind = self.schema.kind_of_id(id_)
        return self.names.get(id_) or ("a contact" if kind == "Person" else id_)

    def sort(self, id_: str) -> str:
        """What it is, in a word: the sort of body, or the kind."""
        return self.sorts.get(id_) or (self.schema.kind_of_id(id_) or "record").lower()


@dataclass(frozen=True, slots=True)
class Describe:
    """Makes the rows of the lists for one kind; every row says itself `in_words` too."""

    kind: NodeKind | LinkKind
    source: str
    told: Told

    def whole(self, record: Mapping[str, Any], new: bool) -> Change:
        """A record that is new or gone."""
        if isinstance(self.kind, LinkKind):
            said = words.joined_or_left(self.kind, self._ends(record), new, record.get("rule"))
        else:
            said = words.came_or_went(self._called(record), self.told.sort(record["id"]), new)
        return self._row(record, None, None, None) | {"in_words": said}

    def field(self, record: Mapping[str, Any], name: str, before: object, after: object) -> Change:
        """A record that says something else."""
        said = words.said_otherwise(self._called(record), name, before, after)
        row = self._row(record, name, before, after) | {"in_words": said}
        prop = self.kind.property(name)
        return row | ({"small": True, "called": self._called(record)} if prop and prop.privacy == "small" else {})

    def moved(self, id_: str, before: list[str], after: list[str], kind: LinkKind) -> Change:
        """A record that left one end of this kind of link and joined another."""
        called, sort = self.told.called(id_), self.told.sort(id_)
        row: Change = {"kind": self.told.schema.kind_of_id(id_) or "", "id": id_, "name": called, "sort": sort}
        row |= {"field": kind.name, "before": before, "after": after, "source": self.source}
        private = kind.privacy == "confidential" or id_ in self.told.private
        was, now = ([self.told.called(end) for end in ends] for ends in (before, after))
        return {**row, "in_words": words.moved(kind, called, was, now), "private": private}

    def private(self, record: Mapping[str, Any], name: str | None = None) -> bool:
        """Whether this is only for outputs asked for with --internal."""
        if self.told.private & {record["id"], record.get("from_id"), record.get("to_id")}:
            return True
        prop = self.kind.property(name) if name else None
        confidential = "confidential" in (self.kind.privacy, prop.privacy if prop else "")
        # A record may have been public at one of the two dates: what it said at the other is still not.
        then = record.get("published_after", True) is True
        return confidential and not (record.get("published") is True and then)

    def _row(self, record: Mapping[str, Any], name: str | None, before: object, after: object) -> Change:
        row: Change = {"kind": self.kind.name, "id": record["id"], "name": self._name(record)}
        row |= {"sort": self.told.sort(record["id"]), "field": name, "before": before, "after": after}
        row |= {"source": self.source, "private": self.private(record, name), "rated": bool(record.get(RATED_BY))}
        if isinstance(self.kind, LinkKind):
            row |= {"from_id": record["from_id"], "to_id": record["to_id"]}
            row |= {"sort": self.told.sort(record["from_id"]), "to_sort": self.told.sort(record["to_id"])}
        return row

    def _ends(self, record: Mapping[str, Any]) -> tuple[str, str]:
        return self.told.called(record["from_id"]), self.told.called(record["to_id"])

    def _name(self, record: Mapping[str, Any]) -> str:
        """What it is called; a link by its two ends."""
        return " > ".join(self._ends(record)) if isinstance(self.kind, LinkKind) else self.told.called(record["id"])

    def _called(self, record: Mapping[str, Any]) -> str:
        """What it is called in a sentence."""
        if isinstance(self.kind, LinkKind):
            return f" {self.kind.reads} ".join(self._ends(record))
        return self.told.called(record["id"])
