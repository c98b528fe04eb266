"""What finishing functions share: the cells of the services from the shared parts, names, and what was assumed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from linkwork.graph.hierarchy import terms
from linkwork.graph.measures.crowding import Supply, supply
from linkwork.graph.measures.demand import Demand, demand
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE, Asked, Cells, Landscape, footprint
from linkwork.graph.privacy import SMALL
from linkwork.queries._finish import Found, Row
from linkwork.words import are, counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_array


@dataclass(frozen=True)
class Provision:
    """Services, their offers and their cells, from the parts offers, terms, places and demand."""

    found: Found
    asked: Asked

    @cached_property
    def rows(self) -> Landscape:
        """The rows of the parts."""
        parts = self.found.parts
        return Landscape(parts["offers"], parts["terms"], parts["places"], parts["demand"])

    @cached_property
    def cells(self) -> Cells:
        """The cells of every service, narrowed to what was asked for."""
        return footprint(self.rows, self.asked)

    @cached_property
    def whole(self) -> Cells:
        """The cells of every service, not narrowed: what its capacity is spread over."""
        whole = Asked(self.asked.level)
        return self.cells if whole == self.asked else footprint(self.rows, whole)

    @cached_property
    def demand(self) -> Demand:
        """The people in need that belong to cells of what was asked for."""
        return demand(self.rows, self.asked)

    @cached_property
    def supplies(self) -> dict[str, Supply]:
        """Capacity, spare capacity and providers of every service that has an offer."""
        return supply(self.rows.offers)

    def chosen(self) -> "NDArray[np.bool_] | None":
        """Which services are of the provider, the sector and by the name asked for; None if none was."""
        import numpy as np

        provider, sector, one = (self.found.parameters.get(name) or "" for name in ("provider", "sector", "service"))
        if not provider and not sector and not one:
            return None
        rows = [self.services[id_] for id_ in self.cells.services]
        return np.array(
            [
                provider in ("", *row["provider_ids"])
                and sector in ("", *row["sectors"])
                and one in ("", row["service_id"])
                for row in rows
            ],
            dtype=bool,
        )

    def called(self, positions: Sequence[int]) -> tuple[list[str], list[str]]:
        """The names and the ids of these services (by position in `cells.services`), both in order of name."""
        known, rank = self._by_name
        ordered = [known[place] for place in sorted(rank[i] for i in positions)]
        return [name for name, _ in ordered], [id_ for _, id_ in ordered]

    @cached_property
    def _by_name(self) -> tuple[list[tuple[str, str]], list[int]]:
        """Name and id of every service in order of name, and where each (by position) stands among them."""
        names = [(self.service_name(i), id_) for i, id_ in enumerate(self.cells.services)]
        known = sorted(names)
        place = {pair: rank for rank, pair in enumerate(known)}
        return known, [place[pair] for pair in names]

    def service_name(self, position: int) -> str:
        """What a service (by position) is called."""
        id_ = self.cells.services[position]
        return str(self.services[id_]["service"] or id_)

    @cached_property
    def _there(self) -> "csc_array":
        """The cells of services (by position) in each class of needs and of areas."""
        return self.cells.by_place.tocsc()

    def there(self, need: int, area: int) -> list[int]:
        """The services (by position) that meet a need in an area (by their places in the cells) for anybody."""
        cells, there = self.cells, self._there
        place = int(cells.needs.class_of[need]) * cells.shape[2] + int(cells.areas.class_of[area])
        services: list[int] = there.indices[there.indptr[place] : there.indptr[place + 1]].tolist()
        return services

    def anywhere(self, services: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
        """For each need (rows, as in `Cells.needs`) and area (columns) whether one of these services is there."""
        import numpy as np

        cells = self.cells
        number = np.asarray(cells.by_place.T @ services.astype(np.int64)).reshape(cells.shape[0], cells.shape[2])
        return number[np.ix_(cells.needs.class_of, cells.areas.class_of)] > 0

    def groups(self, audiences: Sequence[str]) -> list[str]:
        """The names of these audiences, or `everyone` where they are all there are."""
        every = len(audiences) == len(self.cells.audiences.ids) and not self.found.parameters.get("audience")
        return [EVERYONE] if every else self.named(audiences)

    @cached_property
    def core20(self) -> dict[str, float | None]:
        """The share of each area that is among the most deprived."""
        return {row["id"]: row["core20_share"] for row in self.rows.areas}

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

    def evidence_of(self, services: Iterable[str]) -> list[frozenset[str]]:
        """What the cells of these services rest on: a set of ids for each, as many rows share it."""
        return [*map(self._rests.__getitem__, services)]

    @cached_property
    def _rests(self) -> dict[str, frozenset[str]]:
        return {service: frozenset(ids) for service, ids in self.evidence.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every term and area by id."""
        rows: Sequence[Mapping[str, Any]] = (*self.found.parts["terms"], *self.found.parts["places"])
        return {row["id"]: row["name"] or row["id"] for row in rows} | {word: word for word in (ANYONE_ELSE, EVERYONE)}

    def named(self, ids: Sequence[str]) -> list[str]:
        """The names of these terms or areas in order of name."""
        return sorted(self.names[id_] for id_ in ids)

    def rank(self, ids: Sequence[str]) -> "NDArray[np.int64]":
        """Where the name of each of these terms or areas stands among all of theirs; of one name, they stand alike."""
        import numpy as np

        order = {name: n for n, name in enumerate(sorted({self.names[id_] for id_ in ids}))}
        return np.array([order[self.names[id_]] for id_ in ids], dtype=np.int64)

    def assumptions(self) -> list[str]:
        """What the cells leave out or take for granted, as sentences with counts."""
        said = list(self.cells.notes)
        offers = [row for row in self.found.parts["offers"] if row["offer_id"]]
        known = {row["service_id"] for row in offers if row["offer_id"] not in self.cells.unknown}
        if left_out := len(self.services) - len(known):
            said.append(
                f"{left_out} of {counted(len(self.services), 'service')} {are(left_out)} left out: no offer of theirs "
                "says both which need it meets and which area it covers. Question D1 lists them."
            )
        if partial := len(self.cells.partial):
            level, cover = self.asked.level, "covers" if partial == 1 else "cover"
            said.append(
                f"{partial} of {counted(len(offers), 'offer')} {cover} an area smaller than a {level}, or one in which "
                f"no {level} is loaded; that area is not counted."
            )
        if everyone := sum(not row["include_ids"] for row in offers):
            they = ("does", "it counts") if everyone == 1 else ("do", "they count")
            said.append(
                f"{everyone} of {counted(len(offers), 'offer')} {they[0]} not say for whom: {they[1]} as for everyone."
            )
        return said + [f"Counted as one: {', '.join(self.named(ids))}." for ids in self._merged()]

    def _merged(self) -> list[list[str]]:
        rows = self.found.parts["terms"]
        return [ids for kind in ("Need", "Audience") for ids in terms(rows, kind).merged().values()]


def percent(share: float) -> str:
    """A share in words: never 100% where something is left, nor 0% where something is there."""
    words = f"{share:.0%}"
    return "over 99%" if words == "100%" and share < 1 else "under 1%" if words == "0%" and share > 0 else words


def not_told(what: str) -> str:
    """That figures which rest on a small one are left out: said once in an answer where some are."""
    return (
        f"A number of people under {SMALL} may not be shown, so {what} that would give one away are left out, "
        "even with --internal."
    )


def provision(found: Found) -> Provision:
    """The provision that a question looks at, narrowed by whichever of need, audience and area it has."""
    narrow = {name: str(found.parameters.get(name) or "") for name in ("need", "audience", "area")}
    return Provision(found, Asked(found.settings.cell_level, **narrow))
