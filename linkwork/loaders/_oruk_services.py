"""What one service record amounts to: the service, its one offer, and what it is tagged with."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from linkwork.errors import Problem
from linkwork.loaders._oruk_made import End, Made
from linkwork.loaders._oruk_mend import address_of, number_of, objects, plain_text, text_of, unescaped
from linkwork.loaders._oruk_places import Sites, tell_areas, words_of
from linkwork.loaders._oruk_terms import tell_ages, tell_terms

STATUS = {"active": "open", "inactive": "closed", "defunct": "closed", "temporarily closed": "closed"}
#: Who may come, where the words of version 1.0 settle it: an appointment or a membership says nothing of who sends.
ACCESS = {"referral": "professional", "drop-in": "self"}
MODES = {
    "phone": "telephone",
    "telephone": "telephone",
    "online": "online",
    "virtual": "online",
    "venue": "in person",
    "in person": "in person",
    "in-person": "in person",
    "home visit": "home visit",
}
DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
#: Fields of the standards' services, read or not; whatever else a record has is said.
KNOWN = frozenset(
    re.findall(
        r"\w+",
        "id name alternate_name organization organization_id program program_id description url email status "
        "interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert "
        "last_modified phones schedules service_areas service_at_locations languages funding cost_options "
        "required_documents contacts attributes metadata additional_urls additional_websites capacities "
        "capacity deliverable_type attending_type attending_access eligibilitys service_taxonomys "
        "service_taxonomies regular_schedules holiday_schedules fundings reviews link_taxonomies locations "
        "location_id accepted_payments audience eligibility funding_sources keywords taxonomy_ids website "
        "pc_targetAudience",
    )
)


def tell_service(made: Made, sites: Sites, fields: Mapping[str, Any], provider: str | None, at: Problem) -> str:
    """Afterwards the service and its offer are told of, with everything they are joined to; the service's id."""
    given = text_of(fields, "id") or ""
    service: End = ("Service", made.own_id("Service", given))
    offer: End = ("Offer", made.own_id("Offer", given))
    made.node(*service, _facts(made, fields), at)
    made.node(*offer, _offer(made, fields), at)
    made.link("HAS_OFFER", service, offer, at)
    if provider is None:
        made.mended.note("services that do not say who provides them", unescaped(text_of(fields, "name") or ""))
    else:
        made.link("PROVIDES", ("Organisation", provider), service, at)
    tell_terms(made, fields, offer, at)
    tell_ages(made, fields, offer, at)
    tell_areas(made, fields, offer, at)
    sites.tell(fields, offer, at)
    return service[1]


def _facts(made: Made, fields: Mapping[str, Any]) -> dict[str, str | None]:
    """The facts of a service that its record has fields for."""
    mended = made.mended
    facts: dict[str, str | None] = {"name": unescaped(text_of(fields, "name") or "")}
    if "alternate_name" in fields:
        facts["aliases"] = unescaped(text_of(fields, "alternate_name") or "").replace(";", ",") or None
    if "description" in fields:
        facts["description"] = plain_text(text_of(fields, "description"), mended)
    if "languages" in fields:
        facts["languages"] = words_of(objects(fields, "languages"), "name", "language", "code")
    if {"fees", "fees_description", "cost_options"} & fields.keys():
        facts["cost"] = _cost(made, fields)
    if "assured_date" in fields:
        facts["reviewed_on"] = _day(made, text_of(fields, "assured_date"))
    access = ACCESS.get((text_of(fields, "attending_access") or "").lower())
    address_of(fields, mended)  # a service keeps no address; a null one is counted all the same
    status = _status(made, fields)
    return facts | ({"access": access} if access else {}) | ({"status": status} if status else {})


def _status(made: Made, fields: Mapping[str, Any]) -> str | None:
    """The status as the schema has it; None, which says nothing, for a word that is not known."""
    word = text_of(fields, "status")
    if word is None:
        made.mended.note("services that do not say whether they are open", text_of(fields, "name"))
        return None
    status = STATUS.get(word.lower())
    if status is None:
        made.mended.note(f"status words other than {', '.join(STATUS)} say nothing", word)
    elif status == "closed":
        made.mended.note(
            "services that are inactive, defunct or temporarily closed are closed", text_of(fields, "name")
        )
    return status


def _cost(made: Made, fields: Mapping[str, Any]) -> str | None:
    said = plain_text(text_of(fields, "fees_description") or text_of(fields, "fees"), made.mended)
    parts = [said] if said else []
    for option in objects(fields, "cost_options"):
        amount = number_of(option, "amount", made.mended)
        price = None if amount is None else f"{amount:.2f}".removesuffix(".00")
        words = (text_of(option, "option"), price, text_of(option, "currency") if price else None)
        told = " ".join(word for word in (*words, text_of(option, "amount_description")) if word)
        parts += [told] if told else []
    return "; ".join(dict.fromkeys(parts)) or None


def _day(made: Made, written: str | None) -> str | None:
    """The day of a date, with or without an hour; None for what is no date."""
    if written is None:
        return None
    day = re.sub(r"[T ]\d.*$", "", written)
    british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", day)
    iso = f"{british[3]}-{british[2]:0>2}-{british[1]:0>2}" if british else day
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        made.mended.note("days of assurance that are no date were left out", written)
        return None


def _offer(made: Made, fields: Mapping[str, Any]) -> dict[str, str | None]:
    """The facts of the one offer of a service."""
    facts: dict[str, str | None] = {"name": unescaped(text_of(fields, "name") or "")}
    places = objects(fields, "service_at_locations")
    schedules = [s for held in (fields, *places) for s in _schedules(held)]
    if any(key in held for held in (fields, *places) for key in ("schedules", "regular_schedules", "regular_schedule")):
        times = [told for schedule in schedules if (told := _times(schedule))]
        facts["days"] = "; ".join(dict.fromkeys(times)) or None
        if len(times) < len(schedules):
            made.mended.note("schedules without a weekday or an hour were left out", text_of(fields, "name"))
    ways = [text_of(held, "attending_type") for held in (fields, *schedules)]
    ways += [text_of(place, "location_type") for link in places for place in objects(link, "location")]
    modes = [MODES[way.lower()] for way in ways if way and way.lower() in MODES]
    for way in ways:
        if way and way.lower() not in (*MODES, "physical", "postal"):
            made.mended.note("ways of attending in words of their own were left out", way)
    if modes or "attending_type" in fields:
        facts["modes"] = "; ".join(dict.fromkeys(modes)) or None
    return facts


def _schedules(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return objects(fields, "schedules", "regular_schedules", "regular_schedule")


def _times(schedule: Mapping[str, Any]) -> str | None:
    """Weekdays and hours, as in "Thu, Fri 10:00-18:00"; None where a schedule has neither."""
    written = (text_of(schedule, "byday") or text_of(schedule, "weekday") or "").upper()
    days = [DAYS[word[:2]] for word in re.findall(r"[A-Z]+", written) if word[:2] in DAYS]
    hours = [
        found[0] for key in ("opens_at", "closes_at") if (found := re.match(r"\d\d:\d\d", text_of(schedule, key) or ""))
    ]
    return " ".join(part for part in (", ".join(days), "-".join(hours)) if part) or None
