"""B7: the services with one contact, how long ago that was confirmed, and what else rests on the same person."""

from collections.abc import Mapping

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._people import Services
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """A row for each service with few contacts: those nobody dates first, then the longest ago, then by name."""
    services = Services(found)
    known = [row for row in found.rows if row["service_id"] in services.asked]
    few = [row for row in known if len(row["contacts"]) <= found.parameters["at_most"]]
    days = found.confirmed(one["link"] for row in few for one in row["contacts"])
    rows = sorted((_row(services, row, days) for row in few), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [*_headline(services, known), *left_out(len(kept), len(rows), "services"), *services.assumptions()]
    return Finished(kept, said)


def _row(services: Services, row: Row, days: Mapping[str, str]) -> Row:
    id_, contacts = row["service_id"], row["contacts"]
    alone = len(contacts) == 1
    links = [link for one in contacts for link in ([one["link"], *one["links"]] if alone else [one["link"]])]
    return {
        "service": services.name(id_),
        "provider": "; ".join(services.every[id_]["providers"]),
        "n_contacts": len(contacts),
        "deputies": len(contacts) - 1,
        "contact_confirmed": max((days[one["link"]] for one in contacts if one["link"] in days), default=None),
        "other_services": contacts[0]["services"] - 1 if alone else None,
        "service_id": id_,
        "evidence": [id_, *services.provided(id_), *(one["id"] for one in contacts), *links],
    }


def _headline(services: Services, known: list[Row]) -> list[str]:
    """How many services have one contact, how many more, and of how many nobody is known."""
    one, every = sum(len(row["contacts"]) == 1 for row in known), len(services.asked)
    if not every:
        return []
    has, rest = "has" if one == 1 else "have", every - len(known)
    said = f"{one} of {counted(every, 'service')} {has} one contact and {len(known) - one} more than one."
    of = f"Of {counted(rest, 'service')} nobody has named a contact: that is not known, so {_is(rest)} not listed."
    return [said, of] if rest else [said]


def _is(number: int) -> str:
    return "it is" if number == 1 else "they are"


def _order(row: Row) -> tuple[str, str, str]:
    return (row["contact_confirmed"] or "", row["service"], row["service_id"])
