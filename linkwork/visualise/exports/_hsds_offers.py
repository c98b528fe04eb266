"""What a service offers as HSDS says it: terms, ages, areas and days, which it keeps by service and not by offer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkwork.graph.view import ViewNode
from linkwork.visualise._words import plain
from linkwork.visualise.exports._live import Joined, Live, fact, figure, once, uuid_of

Record = dict[str, object]

NEED, AUDIENCE = "need", "intended audience"
OLDEST = 120
#: How the Office for National Statistics names a place on the web by its code.
PLACE_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
BASIS = {"resident": "for people who live there", "registered": "for people registered with a practice there"}
WEEK = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
EVERY_DAY = ",".join(WEEK.values())
SPANS = {"weekday": "MO,TU,WE,TH,FR", "weekend": "SA,SU", "any day": EVERY_DAY, "every day": EVERY_DAY, **WEEK}


@dataclass(frozen=True, slots=True)
class Offered:
    """One live offer of a service with what it joins; `taken` and `left_out` are audiences."""

    offer: ViewNode
    needs: tuple[ViewNode, ...]
    taken: tuple[ViewNode, ...]
    left_out: tuple[ViewNode, ...]
    areas: tuple[Joined, ...]
    sites: tuple[ViewNode, ...]

    def in_words(self) -> str:
        """What is offered to whom and where, in a sentence that says no more than is known; empty if nothing is."""
        if not (self.needs or self.taken or self.left_out or self.areas):
            return ""
        parts = [f"for {_names(self.taken)}"] if self.taken else []
        parts += [f"not for {_names(self.left_out)}"] if self.left_out else []
        parts += [f"in {_names(area for _, area in self.areas)}" if self.areas else "where is not stated"]
        return f"{_names(self.needs) or 'Needs not stated'}: {'; '.join(parts)}."


def offered(live: Live, service: ViewNode) -> list[Offered]:
    """The live offers of a service in order of id."""
    found = []
    for _, offer in live.out(service, "HAS_OFFER"):
        audiences = live.out(offer, "FOR_AUDIENCE")
        found.append(
            Offered(
                offer,
                tuple(need for _, need in live.out(offer, "MEETS")),
                tuple(one for link, one in audiences if link.facts.get("rule") != "exclude"),
                tuple(one for link, one in audiences if link.facts.get("rule") == "exclude"),
                tuple(live.out(offer, "COVERS")),
                tuple(site for _, site in live.out(offer, "DELIVERED_AT")),
            )
        )
    return found


def ages(offers: Sequence[Offered]) -> tuple[int | None, int | None]:
    """The youngest and the oldest age in years that some offer takes; None where there is no limit, or none is known.

    An offer takes every age unless each audience that it names has ages. Only an audience that is an age takes one away
    when it is left out: to leave out young mothers is not to leave out the young.
    """
    every = set(range(OLDEST + 1))
    met: set[int] = set() if offers else every
    for one in offers:
        taken = {age for audience in one.taken for age in _span(audience)} if one.taken else every
        away = {age for audience in one.left_out if audience.facts.get("category") == "age" for age in _span(audience)}
        met |= taken - away
    low, high = min(met, default=0), max(met, default=OLDEST)
    return low or None, high if high < OLDEST else None


def _span(audience: ViewNode) -> range:
    low, high = figure(audience, "min_age"), figure(audience, "max_age")
    return range(int(low or 0), min(int(OLDEST if high is None else high), OLDEST) + 1)


def attributes(live: Live, service: ViewNode, offers: Sequence[Offered], used: frozenset[str]) -> list[Record]:
    """The needs met and the audiences taken as terms of their taxonomies, each once.

    `used` are the ids of the terms in the whole document: a broader term outside it is not pointed at.
    """
    terms = [(NEED, one) for one in once(need for offer in offers for need in offer.needs)]
    terms += [(AUDIENCE, one) for one in once(audience for offer in offers for audience in offer.taken)]
    return [
        {
            "id": uuid_of(service.id, link_type, term.id),
            "link_id": uuid_of(service.id),
            "taxonomy_term_id": uuid_of(term.id),
            "link_type": link_type,
            "link_entity": "service",
            "taxonomy_term": _term(live, term, used),
        }
        for link_type, term in terms
    ]


def _term(live: Live, term: ViewNode, used: frozenset[str]) -> Record:
    taxonomy, address = fact(term, "taxonomy"), fact(term, "term_uri")
    broader = [wider for _, wider in live.out(term, "BROADER") if wider.id in used]
    record: Record = {
        "id": uuid_of(term.id),
        "code": _code(term),
        "name": plain(term.name),
        "description": _years(term) or plain(term.name),
    }
    if len(broader) == 1:
        record["parent_id"] = uuid_of(broader[0].id)
    if taxonomy:
        record["taxonomy"] = taxonomy
        record["taxonomy_detail"] = {
            "id": uuid_of("taxonomy", taxonomy),
            "name": taxonomy,
            "description": f"The vocabulary {taxonomy}",
        }
    return record | ({"term_uri": address} if re.fullmatch(r"https?://[!-~]+", address) else {})


def _code(term: ViewNode) -> str:
    """The term's code in its vocabulary where its id is made of both (`need-ukcat-so100`), else its id here."""
    vocabulary = re.sub(r"[^a-z0-9]", "", fact(term, "taxonomy").casefold())
    start = f"{term.kind.lower()}-{vocabulary}-"
    return (term.id.removeprefix(start) if vocabulary else "") or term.id


def _years(audience: ViewNode) -> str:
    low, high = figure(audience, "min_age"), figure(audience, "max_age")
    if high is None:
        return f"ages {low} and over" if low else ""
    return f"ages {low} to {high}" if low else f"ages up to {high}"


def service_areas(service: ViewNode, offers: Sequence[Offered]) -> list[Record]:
    """Every area that some offer covers, each once, with its ONS code where it has one."""
    bases: dict[str, set[str]] = {}
    for link, area in (joined for offer in offers for joined in offer.areas):
        bases.setdefault(area.id, set()).add(fact(link, "basis"))
    return [_area(service, area, bases[area.id]) for area in once(area for offer in offers for _, area in offer.areas)]


def _area(service: ViewNode, area: ViewNode, bases: Iterable[str]) -> Record:
    said = [fact(area, "level"), *(BASIS.get(basis, "") for basis in sorted(bases))]
    record: Record = {
        "id": uuid_of(service.id, "area", area.id),
        "service_id": uuid_of(service.id),
        "name": plain(area.name),
    }
    record |= {"description": "; ".join(part for part in said if part)} if any(said) else {}
    code = fact(area, "gss_code")
    if re.fullmatch(r"[A-Z][0-9]{8}", code):
        record |= {"extent": code, "extent_type": "text", "uri": f"{PLACE_URI}{code}"}
    return record


def schedules(service: ViewNode, offers: Sequence[Offered]) -> list[Record]:
    """The days and the ways of giving of every offer that says any, each once; as a rule where the words are days."""
    said = {(fact(one.offer, "days"), fact(one.offer, "modes")) for one in offers}
    found: list[Record] = []
    for days, modes in sorted(said - {("", "")}):
        record: Record = {"id": uuid_of(service.id, "days", days, modes), "service_id": uuid_of(service.id)}
        if rule := _by_day(days):
            record |= {"freq": "WEEKLY", "byday": rule}
        record |= {"description": days} if days else {}
        found.append(record | ({"attending_type": modes} if modes else {}))
    return found


def _by_day(words: str) -> str:
    """The days of the week as `MO,TU`; empty unless every word is a day or one of the spans that everybody means."""
    parts = [part.strip().removesuffix("s") for part in re.split(r"[;,&]|\band\b", words.casefold())]
    if not all(part in SPANS for part in parts):
        return ""
    named = ",".join(SPANS[part] for part in parts).split(",")
    return ",".join(day for day in WEEK.values() if day in named)


def _names(nodes: Iterable[ViewNode]) -> str:
    return ", ".join(plain(node.name) for node in nodes)
