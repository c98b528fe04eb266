"""The live services as Open Referral UK and HSDS 3.0 publish them: one JSON document, a page that is the only one.

What HSDS keeps by service, a service of several offers has for all of them together: which needs go with which people
and areas is said in words, in `eligibility_description`. Of several providers or other names the first is there.
Referrals, roles, demand, capacity and judgements have no place in it, nor has anything that is closed, planned or
stale. People are in it only if the view names them.

Ids are UUIDs made from Linkwork's own, which stay in `metadata` (services), `organization_identifiers`, `code` (terms
without one) and `external_identifier` (sites without a UPRN).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView, ViewNode
from linkwork.visualise import Artifact
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._hsds_bodies import contacts, organisation, places
from linkwork.visualise.exports._hsds_offers import (
    Record,
    ages,
    attributes,
    offered,
    schedules,
    service_areas,
)
from linkwork.visualise.exports._live import Live, fact, figure, first, uuid_of
from linkwork.words import counted

HOW_TO_COME = {
    "self": "People may come by themselves.",
    "professional": "A professional has to refer.",
    "closed": "It takes nobody new.",
}
FREE = {"free", "free of charge", "no charge", "nothing"}


@dataclass(frozen=True, slots=True)
class _Document:
    """What is written of all services: the live part of the view, and the ids of the terms and providers in it."""

    view: GraphView
    live: Live
    terms: frozenset[str]
    providers: frozenset[str]

    @property
    def of(self) -> str:
        """The day of the latest round; empty without rounds."""
        return max((date for _, date in self.view.rounds), default="")


def write(view: GraphView, ending: str) -> Artifact:
    """The document, in order of Linkwork's ids."""
    document = _document(view)
    services = [_service(document, service) for service in document.live.kind("Service")]
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "standard": "HSDS 3.0",
        "place": plain(view.title),
        **({"note": plain(view.note)} if view.note else {}),
        "sources": [{"source": plain(source), "date": plain(date)} for source, date in view.rounds],
        "contents": services,
    }
    text = json.dumps(page, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return Artifact(f"oruk{ending}", "application/json", text.encode("utf-8", "replace"))


def _document(view: GraphView) -> _Document:
    live = Live(view)
    services = live.kind("Service")
    every = [offer for service in services for offer in offered(live, service)]
    terms = {term.id for offer in every for term in (*offer.needs, *offer.taken)}
    providers = {body.id for service in services for body in _providers(live, service)[:1]}
    return _Document(view, live, frozenset(terms), frozenset(providers))


def _providers(live: Live, service: ViewNode) -> list[ViewNode]:
    return [body for _, body in live.into(service, "PROVIDES")]


def _service(document: _Document, service: ViewNode) -> Record:
    """One service with everything nested in it; what is not known is absent."""
    live, offers = document.live, offered(document.live, service)
    body = next(iter(_providers(live, service)), None)
    low, high = ages(offers)
    record: Record = {
        "id": uuid_of(service.id),
        "organization_id": uuid_of(body.id) if body else None,
        "name": plain(service.name),
        "alternate_name": first(service, "aliases"),
        "description": str(service.facts.get("description") or ""),
        "status": "active",
        **_terms_of_use(service),
        "eligibility_description": "\n".join(filter(None, (offer.in_words() for offer in offers))),
        "minimum_age": low,
        "maximum_age": high,
        "alert": plain(document.view.note) if document.view.note else "",
        "schedules": schedules(service, offers),
        "service_areas": service_areas(service, offers),
        "service_at_locations": places(live, service, offers),
        "languages": _languages(service),
        "organization": organisation(live, body, document.providers) if body else None,
        "funding": _funding(live, service),
        "cost_options": _costs(service),
        "contacts": contacts(live, service, "service_id"),
        "attributes": attributes(live, service, offers, document.terms),
        "metadata": _metadata(document, service),
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _terms_of_use(service: ViewNode) -> Record:
    """How people come, what they pay, how long they wait, and when that was last looked at."""
    days = figure(service, "wait_days")
    reviewed = fact(service, "reviewed_on")
    return {
        "application_process": HOW_TO_COME.get(fact(service, "access"), ""),
        "fees_description": fact(service, "cost"),
        "wait_time": "" if days is None else counted(int(days), "day"),
        "assured_date": reviewed if re.fullmatch(r"\d{4}-\d{2}-\d{2}", reviewed) else "",
    }


def _languages(service: ViewNode) -> list[Record]:
    spoken = service.facts.get("languages")
    names = dict.fromkeys(plain(name) for name in spoken if name) if isinstance(spoken, list | tuple) else {}
    return [
        {"id": uuid_of(service.id, "language", name), "service_id": uuid_of(service.id), "name": name} for name in names
    ]


def _costs(service: ViewNode) -> list[Record]:
    """What people pay, in words; an amount only where it is nothing."""
    words = fact(service, "cost")
    record: Record = {"id": uuid_of(service.id, "cost"), "service_id": uuid_of(service.id), "amount_description": words}
    free = {"currency": "gbp", "amount": 0} if words.casefold() in FREE else {}
    return [{**record, **free}] if words else []


def _funding(live: Live, service: ViewNode) -> list[Record]:
    """Who pays for it, by name: never how much."""
    return [
        {"id": uuid_of("funding", link.id), "service_id": uuid_of(service.id), "source": plain(payer.name)}
        for link, payer in live.into(service, "FUNDS")
    ]


def _metadata(document: _Document, service: ViewNode) -> list[Record]:
    """That the id was changed for this document, of which day, and who said what is in it. Nothing without rounds."""
    if not document.of:
        return []
    said = ", ".join(f"{plain(source)} {plain(date)}" for source, date in document.view.rounds)
    return [
        {
            "id": uuid_of(service.id, "metadata"),
            "resource_id": uuid_of(service.id),
            "resource_type": "service",
            "last_action_date": plain(document.of),
            "last_action_type": "update",
            "field_name": "id",
            "previous_value": service.id,
            "replacement_value": uuid_of(service.id),
            "updated_by": f"Linkwork, from {said}",
        }
    ]


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in the document, and what of the view it cannot hold."""
    document = _document(view)
    live, services = document.live, document.live.kind("Service")
    offers = [offered(live, service) for service in services]
    dead = sum(node.kind == "Service" and not node.live for node in view.nodes)
    public = [*services, *(live.nodes[id_] for id_ in sorted(document.providers))]
    named = sum(len(contacts(live, one, "id")) for one in public)
    several = _some(services, [len(mine) > 1 for mine in offers])
    apart = _some(services, [any(one.left_out for one in mine) for mine in offers])
    shared = _some(services, [len(_providers(live, service)) > 1 for service in services])
    alone = _some(services, [not _providers(live, service) for service in services])
    return (
        f"{counted(len(services), 'live service')} of {counted(len(document.providers), 'organisation')}; "
        + (f"it names {counted(named, 'contact')}." if named else "it names no people."),
        *([f"Left out, being closed, planned or stale: {counted(dead, 'service')}."] if dead else []),
        *([f"With several offers, told apart only in eligibility_description: {several}."] if several else []),
        *([f"With people who are not taken, said only in eligibility_description: {apart}."] if apart else []),
        *([f"With several providers, of whom HSDS has the first only: {shared}."] if shared else []),
        *([f"Without an organisation, as no provider is known: {alone}."] if alone else []),
    )


def _some(services: Sequence[ViewNode], picked: Sequence[bool]) -> str:
    """`3 services, such as Friday Walks`; empty if there are none."""
    found = [service for service, wanted in zip(services, picked, strict=True) if wanted]
    return f"{counted(len(found), 'service')}, such as {plain(found[0].name)}" if found else ""


EXPORT = Export(
    name="oruk",
    title="Open Referral UK (HSDS 3.0): the live services, for directories",
    formats=(".json",),
    write=write,
    says=says,
)
