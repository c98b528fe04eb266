"""Who gives a service and where, as HSDS says it: the organisation, the places, the contacts."""

import re
from collections.abc import Sequence

from linkwork.graph.view import ViewNode
from linkwork.visualise._words import plain
from linkwork.visualise.exports._hsds_offers import Offered, Record
from linkwork.visualise.exports._live import Live, fact, figure, first, once, uuid_of

#: What a view calls somebody whose name was not asked for.
UNNAMED = "a contact"
#: Whose number it is, by org-id.guide: the property, the register, what people call the number.
REGISTERS = (
    ("charity_no", "GB-CHC", "Charity number"),
    ("company_no", "GB-COH", "Company number"),
    ("ods_code", "GB-NHS", "ODS code"),
)
#: Charities of Scotland and Northern Ireland have registers of their own, told by how the number begins.
ELSEWHERE = {"SC": "GB-SC", "NIC": "GB-NIC"}


def organisation(live: Live, body: ViewNode, used: frozenset[str]) -> Record:
    """One provider. `used` are the ids of the providers in the document: a parent outside it is not pointed at.

    HSDS requires a description: the sort of body where that is known, else its name.
    """
    parents = [parent for _, parent in live.out(body, "PART_OF") if parent.id in used]
    record: Record = {"id": uuid_of(body.id), "name": plain(body.name)}
    record |= {"alternate_name": alias} if (alias := first(body, "aliases")) else {}
    record["description"] = fact(body, "category") or plain(body.name)
    record |= {"website": address} if (address := _address(fact(body, "website"))) else {}
    record |= {"parent_organization_id": uuid_of(parents[0].id)} if len(parents) == 1 else {}
    record |= {"contacts": people} if (people := contacts(live, body, "organization_id")) else {}
    record["organization_identifiers"] = _identifiers(body)
    return record


def _identifiers(body: ViewNode) -> list[Record]:
    """Its numbers in the registers, and its id here."""
    found: list[Record] = []
    for name, register, meaning in REGISTERS:
        if number := fact(body, name):
            others = [other for start, other in ELSEWHERE.items() if name == "charity_no" and number.startswith(start)]
            scheme = {"identifier_scheme": others[0] if others else register}
            found.append(_identifier(body, {**scheme, "identifier_type": meaning, "identifier": number}))
    return [*found, _identifier(body, {"identifier_type": "Linkwork id", "identifier": body.id})]


def _identifier(body: ViewNode, said: Record) -> Record:
    return {
        "id": uuid_of(body.id, "identifier", str(said["identifier_type"])),
        "organization_id": uuid_of(body.id),
        **said,
    }


def _address(written: str) -> str:
    """A web address as HSDS wants it, with its scheme; empty where it cannot be one."""
    whole = written if "://" in written else f"https://{written}"
    return whole if re.fullmatch(r"https?://[!-~]*\.[!-~]+", whole) and not re.search(r'[<>"{}|\\^`]', whole) else ""


def places(live: Live, service: ViewNode, offers: Sequence[Offered]) -> list[Record]:
    """The sites where some offer is given, each once."""
    return [
        {
            "id": uuid_of(service.id, "site", site.id),
            "service_id": uuid_of(service.id),
            "location_id": uuid_of(site.id),
            "location": _location(live, site),
        }
        for site in once(site for offer in offers for site in offer.sites)
    ]


def _location(live: Live, site: ViewNode) -> Record:
    record: Record = {"id": uuid_of(site.id), "location_type": "physical", "name": plain(site.name)}
    latitude, longitude = figure(site, "latitude"), figure(site, "longitude")
    if latitude is not None and longitude is not None:
        record |= {"latitude": latitude, "longitude": longitude}
    uprn = fact(site, "uprn")
    record |= {"external_identifier": uprn or site.id, "external_identifier_type": "UPRN" if uprn else "Linkwork id"}
    return record | ({"addresses": [_post(live, site)]} if fact(site, "postcode") else {})


def _post(live: Live, site: ViewNode) -> Record:
    """The address. HSDS requires every part of it: what is not known is empty, and nothing is made up."""
    around = [wider for _, area in live.out(site, "IN_AREA") for wider in live.above(area)]
    named = {fact(area, "level"): plain(area.name) for area in reversed(around)}
    return {
        "id": uuid_of(site.id, "address"),
        "location_id": uuid_of(site.id),
        "address_1": plain(site.name),
        "city": named.get("borough", ""),
        "state_province": named.get("region", ""),
        "postal_code": fact(site, "postcode"),
        "country": "GB",
        "address_type": "physical",
    }


def contacts(live: Live, of: ViewNode, end: str) -> list[Record]:
    """The people who are contacts, by name and job title; nobody whose name was not asked for or who opted out."""
    found: list[Record] = []
    for link, person in live.into(of, "CONTACT_FOR"):
        if person.name != UNNAMED and person.facts.get("opted_out") is not True:
            record: Record = {"id": uuid_of("contact", link.id), end: uuid_of(of.id), "name": plain(person.name)}
            found.append(record | ({"title": post} if (post := fact(person, "job_title")) else {}))
    return found
