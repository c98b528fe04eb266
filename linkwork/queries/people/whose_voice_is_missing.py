"""B4: sector by sector who was asked, invited and heard, and which services nobody spoke for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from linkwork.graph.days import last_day
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._people import Services
from linkwork.words import counted

NOBODY = (
    "No answers to rounds, invitations or engagements with the organisations that took part have been loaded, so this "
    "is not known yet."
)
_WAYS = ("asked", "invited", "came")


@dataclass(frozen=True)
class Voices:
    """The organisations, each with what counts in the days looked at."""

    found: Found

    @cached_property
    def bodies(self) -> list[Row]:
        """The organisations, with what was asked, and what was held, in those days."""
        return [row | {way: [one for one in row[way] if self._counts(one)] for way in _WAYS} for row in self.found.rows]

    def _counts(self, one: Row) -> bool:
        if not one["id"] or not one["day"]:
            return False
        if not self.found.as_of:
            return True
        end = date.fromisoformat(self.found.as_of)
        return end - timedelta(days=int(self.found.parameters["days"])) < last_day(one["day"]) <= end

    @cached_property
    def heard(self) -> frozenset[str]:
        """The organisations that answered or took part."""
        return frozenset(row["id"] for row in self.bodies if row["came"] or _answered(row))

    @cached_property
    def services(self) -> Services:
        """The live services and who provides them."""
        return Services(self.found)

    def unspoken(self, bodies: Sequence[Row]) -> list[str]:
        """The services of these organisations of whose providers none was heard."""
        own = {row["id"] for row in bodies}
        every = self.services.every.items()
        providers = {id_: set(row["provider_ids"]) for id_, row in every}
        return [id_ for id_, some in providers.items() if some & own and not some & self.heard]


def finish(found: Found) -> Finished:
    """A row for each sector, that with the lowest rate first, then by name; the sector of nobody knows last."""
    if not any(one["id"] for row in found.rows for way in _WAYS for one in row[way]):
        return Finished((), nothing=NOBODY) if found.rows else Finished(())
    voices = Voices(found)
    sectors: dict[str | None, list[Row]] = {}
    for row in voices.bodies:
        if found.parameters["sector"] in ("", row["sector"]):
            sectors.setdefault(row["sector"], []).append(row)
    rows = sorted((_row(voices, sector, own) for sector, own in sectors.items()), key=_order)
    return Finished(rows, [*_days(found), *_unknown(found)])


def _answered(row: Row) -> bool:
    return any(one["answered"] for one in row["asked"])


def _row(voices: Voices, sector: str | None, bodies: Sequence[Row]) -> Row:
    def number(of: Callable[[Row], object]) -> int:
        return sum(bool(of(row)) for row in bodies)

    silent = [row for row in bodies if row["id"] not in voices.heard]
    names, services = voices.services.named(voices.unspoken(bodies))
    said = [one for row in bodies for way in _WAYS for one in row[way]]
    ids = [*(row["id"] for row in bodies), *(id_ for one in said for id_ in (one["link"], one["id"])), *services]
    return {
        "sector": sector,
        "organisations": len(bodies),
        "asked": number(lambda row: row["asked"]),
        "answered": number(_answered),
        "invited": number(lambda row: row["invited"]),
        "took_part": number(lambda row: row["came"]),
        "engaged": len(bodies) - len(silent),
        "rate": round(1 - len(silent) / len(bodies), 4),
        "not_heard": [row["name"] or row["id"] for row in silent],
        "services_unrepresented": names,
        "not_heard_ids": [row["id"] for row in silent],
        "service_ids": services,
        "evidence": [*ids, *(id_ for service in services for id_ in voices.services.provided(service))],
    }


def _days(found: Found) -> list[str]:
    """Which days are looked at."""
    if not found.as_of:
        return ["The graph does not say of which day it is, so all that is dated is counted."]
    days = counted(int(found.parameters["days"]), "day")
    return [f"Counted is what was asked or held in the {days} up to {found.as_of}, the day of the graph."]


def _unknown(found: Found) -> list[str]:
    """What has no date and is not counted, and of whom it is not known whether they answered."""
    every = [one for row in found.rows for way in _WAYS for one in row[way] if one["id"]]
    said = []
    if undated := sum(not one["day"] for one in every):
        do, is_ = ("does", "is") if undated == 1 else ("do", "are")
        links = counted(undated, "invitation or other link", "invitations or other links")
        said.append(f"{links} {do} not say when and {is_} not counted.")
    if unsaid := sum(one["id"] is not None and one["answered"] is None for row in found.rows for one in row["asked"]):
        request, is_ = counted(unsaid, "request"), "it counts" if unsaid == 1 else "they count"
        said.append(f"Of {request} nobody says whether there was an answer: {is_} as not answered.")
    return said


def _order(row: Row) -> tuple[object, ...]:
    return (row["sector"] is None, row["rate"], row["sector"] or "")
