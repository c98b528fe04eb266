"""The nodes and links that records amount to, each once, with the place where it was first said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import Table, link_table, node_table
from linkwork.loaders._oruk_mend import Mended, token

#: The kind and the id of a node.
End = tuple[str, str]
Row = dict[str, object]
#: Said in place of an example that is about somebody.
HIDDEN = "one that is not shown, because it is personal"


@dataclass(slots=True)
class Made:
    """What was made of the records so far.

    `room` are the kinds of link that the records had fields for: silence about any other means nothing. Facts are told
    only where a record has the field, so that a list without details clears nothing.
    """

    names: Names
    mended: Mended
    room: set[str] = field(default_factory=set)
    nodes: dict[str, dict[str, Row]] = field(default_factory=dict)
    links: dict[str, dict[tuple[End, End], Row]] = field(default_factory=dict)

    def own_id(self, kind: str, identifier: str) -> str:
        """The id of what the directory itself has numbered."""
        return self.names.by_identifier(kind, slug(self.names.source), token(identifier))

    def node(self, kind: str, id_: str, facts: Mapping[str, str | None], at: Problem) -> None:
        """Tell of a node. What was said of it before holds; another name becomes an alias, and blanks are filled."""
        rows = self.nodes.setdefault(kind, {})
        row = rows.setdefault(id_, {"id": id_, **_place(at)})
        name, first = facts.get("name"), row.get("name")
        personal = self.names.schema.node[kind].privacy == "personal"
        if name and first and name != first:
            shown = HIDDEN if personal else f"{name} for {first}"
            self.mended.note(f"other names for one {kind} were kept as aliases", shown)
            _also_called(row, name)
        for key, value in facts.items():
            earlier = row.get(key)
            if earlier is None:
                row[key] = value
            elif key == "aliases" and value:
                _also_called(row, value)
            elif value is not None and value != earlier and key != "name":
                shown = HIDDEN if personal else f"{value} of {first}"
                self.mended.note(f"{kind}: {key} was said in two ways, and the first was taken", shown)

    def link(self, kind: str, from_: End, to: End, at: Problem) -> None:
        """Tell of a link; said again, it stays one."""
        ends = {"from_kind": from_[0], "from_id": from_[1], "to_kind": to[0], "to_id": to[1]}
        self.links.setdefault(kind, {}).setdefault((from_, to), {**ends, **_place(at)})

    def tables(self) -> tuple[Table, ...]:
        """All of it, nodes in a table for each set of facts: an absent column says nothing, a blank cell would."""
        found: list[Table] = []
        for kind, rows in self.nodes.items():
            shapes: dict[tuple[str, ...], list[Row]] = {}
            for row in rows.values():
                shape = tuple(sorted(key for key in row if key != "id" and not key.startswith("_")))
                shapes.setdefault(shape, []).append(row)
            found += [node_table(kind, group, shape) for shape, group in shapes.items()]
        rules = {"FOR_AUDIENCE": {"rule": "include"}}
        for kind, links in self.links.items():
            sets = rules.get(kind, {})
            found.append(link_table(kind, [{**row, **sets} for row in links.values()], sets))
        return tuple(found)


def _also_called(row: Row, name: str) -> None:
    known = [part for part in str(row.get("aliases") or "").split("; ") if part]
    row["aliases"] = "; ".join(dict.fromkeys([*known, name.replace(";", ",")]))


def _place(at: Problem) -> Row:
    return {"_file": at.file, "_sheet": at.sheet, "_row": at.row}
