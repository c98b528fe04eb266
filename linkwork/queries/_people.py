"""What the questions about people and power share: which services are asked about, with the ids that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.records import link_id
from linkwork.queries._finish import Found, Row
from linkwork.queries._landscape import Provision, provision

#: These are answered by the cells of offers; provider, sector and service by the service itself.
BY_CELLS = ("need", "audience", "area")


@dataclass(frozen=True)
class Services:
    """The live services, from the part services, narrowed to what was asked for: by need, group and area by offers."""

    found: Found

    @cached_property
    def every(self) -> dict[str, Row]:
        """The row of every service."""
        return {row["service_id"]: row for row in self.found.parts["services"]}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The services with some cell in the need, group and area asked for, of the provider and sector asked for."""
        given = self.found.parameters
        there = self._with_cells() if any(given.get(name) for name in BY_CELLS) else self.every.keys()
        provider, sector, one = (str(given.get(name) or "") for name in ("provider", "sector", "service"))
        return frozenset(
            id_
            for id_ in there
            if one in ("", id_)
            and provider in ("", *self.every[id_]["provider_ids"])
            and sector in ("", *self.every[id_]["sectors"])
        )

    @cached_property
    def provision(self) -> Provision:
        """The cells of their offers, worked out once."""
        return provision(self.found)

    def _with_cells(self) -> Sequence[str]:
        cells = self.provision.cells
        return [id_ for id_, filled in zip(cells.services, cells.matrix.sum(axis=1), strict=True) if filled]

    def assumptions(self) -> list[str]:
        """What is left out where a need, a group or an area was asked for, and only there."""
        narrowed = any(self.found.parameters.get(name) for name in BY_CELLS)
        return self.provision.assumptions() if narrowed else []

    def name(self, id_: str) -> str:
        """What a service is called."""
        return str(self.every[id_]["service"] or id_)

    def named(self, ids: Iterable[str]) -> tuple[list[str], list[str]]:
        """The names and the ids of these services, both in order of name."""
        ordered = sorted((self.name(id_), id_) for id_ in ids)
        return [name for name, _ in ordered], [id_ for _, id_ in ordered]

    def provided(self, service: str) -> list[str]:
        """Who provides a service, with the links that say so, as ids."""
        bodies = self.every[service]["provider_ids"]
        return [id_ for body in bodies for id_ in (body, link_id("PROVIDES", body, service, []))]
