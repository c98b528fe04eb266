"""What finishing functions share: the cells of the services from the shared parts, names, and what was assumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linkwork.graph.footprint import ANYONE_ELSE, Asked, Cells, Landscape, footprint
from linkwork.graph.hierarchy import terms
from linkwork.queries._finish import Found, Row


@dataclass(frozen=True)
class Provision:
    """Services, their offers and their cells, from the parts offers, terms, places and demand."""

    found: Found
    asked: Asked

    @cached_property
    def cells(self) -> Cells:
        """The cells of every service, narrowed to what was asked for."""
        parts = self.found.parts
        return footprint(Landscape(parts["offers"], parts["terms"], parts["places"], parts["demand"]), self.asked)

    @cached_property
    def services(self) -> dict[str, Row]:
        """The first row of every service: its name, providers and sectors are the same in all of its rows."""
        first: dict[str, Row] = {}
        for row in self.found.parts["offers"]:
            first.setdefault(row["service_id"], row)
        return first

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """For each service the ids of everything its cells rest on."""
        ids: dict[str, list[str]] = {}
        for row in self.found.parts["offers"]:
            ids.setdefault(row["service_id"], []).extend(id_ for id_ in row["evidence"] if id_)
        return ids

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every term and area by id."""
        rows: Sequence[Mapping[str, Any]] = (*self.found.parts["terms"], *self.found.parts["places"])
        return {row["id"]: row["name"] or row["id"] for row in rows} | {ANYONE_ELSE: ANYONE_ELSE}

    def named(self, ids: Sequence[str]) -> list[str]:
        """The names of these terms or areas in order of name."""
        return sorted(self.names[id_] for id_ in ids)

    def assumptions(self) -> list[str]:
        """What the cells leave out or take for granted, as sentences with counts."""
        said = list(self.cells.notes)
        offers = [row for row in self.found.parts["offers"] if row["offer_id"]]
        known = {row["service_id"] for row in offers if row["offer_id"] not in self.cells.unknown}
        if left_out := len(self.services) - len(known):
            said.append(
                f"{left_out} of {len(self.services)} services are left out: no offer of theirs says both which need "
                "it meets and which area it covers. Question D1 lists them."
            )
        if partial := len(self.cells.partial):
            level = self.asked.level
            said.append(
                f"{partial} of {len(offers)} offers cover an area smaller than a {level}, or one in which no {level} "
                "is loaded; that area is not counted."
            )
        if everyone := sum(not row["include_ids"] for row in offers):
            said.append(f"{everyone} of {len(offers)} offers do not say for whom: they count as for everyone.")
        return said + [f"Counted as one: {', '.join(self.named(ids))}." for ids in self._merged()]

    def _merged(self) -> list[list[str]]:
        rows = self.found.parts["terms"]
        return [ids for kind in ("Need", "Audience") for ids in terms(rows, kind).merged().values()]


def provision(found: Found) -> Provision:
    """The provision that a question looks at, narrowed by whichever of need, audience and area it has."""
    narrow = {name: str(found.parameters.get(name) or "") for name in ("need", "audience", "area")}
    return Provision(found, Asked(found.settings.cell_level, **narrow))
