"""A1: the services and roles behind each priority, with what they say of areas and capacity."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.words import counted

ORDER = ("policy", "priority", "policy_id", "priority_id", "service", "service_id")


def finish(found: Found) -> Finished:
    """A row for each priority and for each policy that is supported as a whole, by policy and priority."""
    made = _Rows(found)
    behind: dict[tuple[str | None, str | None], list[Row]] = {}
    for row in sorted(found.rows, key=lambda row: [(row[name] is None, row[name]) for name in ORDER]):
        behind.setdefault((row["policy_id"], row["priority_id"]), []).append(row)
    services = {row["service_id"]: made.capacity(row) for row in found.rows if row["service_id"].startswith("service-")}
    known = sum(capacity is not None for capacity in services.values())
    say = "says how many people it" if known == 1 else "say how many people they"
    said = [f"{known} of {counted(len(services), 'service')} {say} can take on."] if services else []
    return Finished([made.row(rows) for rows in behind.values()], said)


@dataclass(frozen=True)
class _Rows:
    """What the rows are made from."""

    found: Found

    @cached_property
    def offers(self) -> dict[str, list[Row]]:
        """The links from each service to its offers."""
        of: dict[str, list[Row]] = {}
        for row in self.found.parts["offered"]:
            of.setdefault(row["service_id"], []).append(row)
        return of

    @cached_property
    def areas(self) -> dict[str, list[tuple[str, str]]]:
        """The areas that each offer covers, each with the link."""
        of: dict[str, list[tuple[str, str]]] = {}
        for row in self.found.parts["offer_areas"]:
            for link, offer in zip(row["links"], row["offers"], strict=True):
                of.setdefault(offer, []).append((row["area_id"], link))
        return of

    @cached_property
    def names(self) -> dict[str, str]:
        """What each area is called."""
        return {row["id"]: row["name"] or row["id"] for row in self.found.parts["places"]}

    @cached_property
    def rests(self) -> dict[str, frozenset[str]]:
        """What the offers of each service rest on, with the areas that they cover."""
        return {
            service: frozenset(
                id_
                for offer in offers
                for id_ in (offer["offer_id"], offer["id"], *(one for area in self.areas_of(offer) for one in area))
            )
            for service, offers in self.offers.items()
        }

    def areas_of(self, offer: Row) -> Sequence[tuple[str, str]]:
        return self.areas.get(offer["offer_id"], ())

    def row(self, rows: Sequence[Row]) -> Row:
        first = rows[0]
        strongest = max((row["strength"] for row in rows if row["strength"] is not None), default=None)
        said_in = {row["said_in"] for row in rows if row["strength"] == strongest and row["said_in"]}
        capacities = [capacity for row in rows if (capacity := self.capacity(row)) is not None]
        services = [row["service_id"] for row in rows]
        offers = [offer for service in services for offer in self.offers.get(service, ())]
        areas = {area for offer in offers for area, _ in self.areas_of(offer)}
        return {
            **{name: first[name] for name in ("priority", "policy", "state")},
            "services": [row["service"] for row in rows],
            "strongest": strongest,
            "strongest_evidence": sorted(said_in),
            "areas": sorted({self.names[area] for area in areas}),
            "capacity": sum(capacities) if capacities else None,
            "service_ids": services,
            "priority_id": first["priority_id"],
            "policy_id": first["policy_id"],
            "evidence": [
                *(id_ for row in rows for id_ in row["evidence"]),
                *(self.rests[service] for service in services if service in self.rests),
            ],
        }

    def capacity(self, row: Row) -> int | None:
        """What the service says, else what its offers say together."""
        if row["capacity"] is not None:
            return int(row["capacity"])
        offers = self.offers.get(row["service_id"], ())
        stated = [offer["capacity"] for offer in offers if offer["capacity"] is not None]
        return sum(stated) if stated else None
