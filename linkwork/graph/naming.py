"""Who bears which name by what the rounds say now, and where one name may hide that two things are one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linkwork.graph.fold import View
from linkwork.graph.hierarchy import Hierarchy
from linkwork.graph.identity import slug
from linkwork.graph.schema import SCHEMA
from linkwork.words import listed

#: Kinds of which a project has lists of its own beside what its workbooks name.
SHARED = ("Need", "Audience", "Area")
#: Links by which somebody has said how two terms stand to each other.
SAYING = ("SAME_TERM", "BROADER", "WITHIN")


@dataclass(frozen=True)
class Bearers:
    """The nodes of a view by the names they bear, stale ones left out."""

    view: View

    def of(self, kind: str, called: str) -> set[str]:
        """The ids of a kind whose name has this slug; those that it is an alias of where no name has it."""
        return self._by_words(kind, "name").get(called) or self._by_words(kind, "aliases").get(called) or set()

    def known(self, kind: str) -> dict[str, str]:
        """An id by each name of a kind, as it is written."""
        frame = self._frame(kind)
        return {} if frame is None else {name: id_ for id_, name in frame.select("id", "name").iter_rows() if name}

    def _frame(self, kind: str) -> pl.DataFrame | None:
        frame = self.view.nodes.get(kind)
        if frame is None or "name" not in frame.columns:
            return None
        return frame.filter(pl.col("stale_since").is_null()).sort("id")

    def _by_words(self, kind: str, column: str) -> dict[str, set[str]]:
        """The ids of a kind by the slugs of its names, or of its other names."""
        if (kind, column) not in self._kept:
            frame = self._frame(kind)
            rows = [] if frame is None or column not in frame.columns else frame.select("id", column).iter_rows()
            each = ((id_, [said] if isinstance(said, str) else said or ()) for id_, said in rows)
            self._kept[kind, column] = _by_slug((id_, word) for id_, words in each for word in words if word)
        return self._kept[kind, column]

    @cached_property
    def _kept(self) -> dict[tuple[str, str], dict[str, set[str]]]:
        return {}


def name_of_several(shown: str, kind: str, ids: Sequence[str]) -> str:
    """The sentence for a name that several things of a kind have, as it may be shown."""
    noun = SCHEMA.node[kind].plural.lower()
    return f"{shown} is the name of {len(ids)} {noun}: {listed(ids)}; write the id of the one meant"


def one_name(view: View) -> list[tuple[str, str, list[str]]]:
    """(kind, name, ids) of needs, audiences and areas of one name that no link says how they stand to each other.

    Areas are told apart by their ONS codes and levels: two wards of one name that both have a code are two.
    """
    found = []
    for kind in SHARED:
        frame = view.nodes.get(kind)
        if frame is not None and "name" in frame.columns:
            rows = frame.filter(pl.col("live")).sort("id").to_dicts()
            one = _joined(view, kind, [row["id"] for row in rows])
            groups: dict[str, list[dict[str, object]]] = {}
            for row in rows:
                groups.setdefault(_group(kind, row), []).append(row)
            for group in groups.values():
                ids = [str(row["id"]) for row in group]
                coded = kind == "Area" and all(row.get("gss_code") for row in group)
                if len({one[id_] for id_ in ids}) > 1 and not coded:
                    found.append((kind, str(group[0]["name"]), ids))
    return sorted(found)


def _group(kind: str, row: dict[str, object]) -> str:
    """What records of a kind have in common that may be one."""
    if not slug(str(row["name"] or "")):
        return str(row["id"])
    return slug(str(row["name"])) + (f" {row.get('level')}" if kind == "Area" else "")


def _joined(view: View, kind: str, ids: list[str]) -> dict[str, str]:
    """For each id the first of those that links of SAYING join it to."""
    pairs: list[tuple[str, str]] = []
    for link in SAYING:
        frame = view.links.get(link)
        if frame is not None:
            own = frame.filter((pl.col("from_kind") == kind) & pl.col("live"))
            pairs += own.select("from_id", "to_id").iter_rows()
    return Hierarchy(ids, (), pairs).one


def _by_slug(pairs: "Collection[tuple[str, str]] | Iterator[tuple[str, str]]") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_, name in pairs:
        found.setdefault(slug(name), set()).add(id_)
    return found
