"""Directories of services: Open Referral UK 1.0 and 3.0 and HSDS 3.0, as JSON, in pages or in tables.

Required of a service are an id and a name. Whatever else departs from the standard is mended, and said in one line for
each sort of mending. A service becomes a Service with one Offer. Directories say things of a service that are true of
all its variants together, so more offers than one would be invented.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Reading, Scope
from linkwork.loaders import Column, Loader
from linkwork.loaders._boundaries import wards_of
from linkwork.loaders._oruk_files import Found, index_of, read_files
from linkwork.loaders._oruk_made import Made
from linkwork.loaders._oruk_mend import key_of, objects, text_of
from linkwork.loaders._oruk_organisations import Organisations, named_contacts, tell_people
from linkwork.loaders._oruk_package import Record
from linkwork.loaders._oruk_places import Sites
from linkwork.loaders._oruk_services import KNOWN, tell_service

COLUMNS = (
    Column("id", "the service's id in the directory", required=True),
    Column("name", "the service's name; alternate_name is an alias", required=True),
    Column("description", "what it does, as plain text; eligibility, application and alert texts are not kept"),
    Column("status", "active is open; inactive, defunct and temporarily closed are closed; other words say nothing"),
    Column(
        "organization", "who provides it, by charity or company number where stated; its e-mail and text are not kept"
    ),
    Column("attributes", "terms, and service_taxonomys of 1.0: needs, or audiences; wider terms are not read"),
    Column("minimum_age, maximum_age", "whom it is for, by age; -1 is no limit; also eligibilitys of 1.0"),
    Column("service_areas", "what it covers, by ONS code where there is one, else by name; polygons are not kept"),
    Column("service_at_locations", "where it is given: name, postcode, UPRN, latitude, longitude; no street address"),
    Column("schedules", "weekdays and hours; frequencies, exceptions and holidays are not kept"),
    Column("languages", "the languages it is given in"),
    Column("fees, cost_options", "what people pay, in words"),
    Column("assured_date", "the day it was last reviewed"),
    Column("attending_type, attending_access", "of 1.0: how it is given, and whether people need a referral"),
    Column("contacts", "people: left out, and counted, unless they are asked for"),
    Column("pc_targetAudience", "of one maker of directories: who it is for"),
    Column("WD25CD", "of ward boundaries as GeoJSON given besides: the wards that places lie in"),
)
#: Links and the kind of node that only they lead to: where records have no room for the link, nothing is said of it.
LED_TO = {
    "COVERS": "Area",
    "MEETS": "Need",
    "FOR_AUDIENCE": "Audience",
    "DELIVERED_AT": "Site",
    "CONTACT_FOR": "Person",
}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Organisations, Services with an Offer each, Needs, Audiences, Areas and Sites; contacts are counted only."""
    return _guarded(paths, names, people=False)


def load_with_people(paths: Sequence[Path], names: Names) -> Reading:
    """The same, and a Person for each named contact, with CONTACT_FOR: personal data, for those who ask for it."""
    return _guarded(paths, names, people=True)


def _guarded(paths: Sequence[Path], names: Names, people: bool) -> Reading:
    try:
        return _load(paths, names, people)
    except RecursionError:  # JSON may be nested just deep enough to be read and too deep to be walked through
        message = "its records are nested too deeply to be read; get a fresh copy of it"
        return Reading((), (Problem(paths[0].name, message=message),))


def _load(paths: Sequence[Path], names: Names, people: bool) -> Reading:
    found = read_files(paths)
    wards, wrong = wards_of(found.boundaries) if found.boundaries else (None, [])
    services = _services(found)
    problems = [*found.problems, *wrong]
    if not services and not problems:
        problems.append(Problem(paths[0].name, message=_nothing(found)))
    if problems:
        return Reading((), tuple(problems), (*found.warnings, *found.mended.lines()))
    made = Made(names, found.mended, {"PROVIDES", "HAS_OFFER"})
    organisations = Organisations(made)
    for record in (*services, *(r for r in found.records if r.sort == "organisation")):
        nested = objects(record.fields, "organization") if record.sort == "service" else [record.fields]
        for each in nested:
            organisations.gather(each, record.place)
    organisations.settle()
    sites = Sites(made)
    for record in services:
        provider = organisations.of(record.fields)
        id_ = tell_service(made, sites, record.fields, provider, record.place)
        if people:
            tell_people(made, record.fields, ("Service", id_), provider or id_, record.place)
    if people:
        organisations.people()
    if wards is not None:
        sites.tell_wards(wards)
    warnings = [*found.warnings, *made.mended.lines(), *_left_out(found, services, organisations, people)]
    about = About(scope=_scope(made), complete=False if found.partial else None)
    return Reading(made.tables(), (), tuple(warnings), about)


def _services(found: Found) -> list[Record]:
    """The services, each once; those without an id or a name, and those said in two ways, are problems."""
    kept: dict[str, Record] = {}
    for record in (r for r in found.records if r.sort == "service"):
        place = record.place
        missing = [key for key in ("id", "name") if text_of(record.fields, key) is None]
        for key in missing:
            message = f"this service has no {key}; every service has an id and a name"
            found.problems.append(Problem(place.file, place.sheet, place.row, key, message))
        id_ = None if missing else key_of(record.fields, found.mended)
        if id_ is None:
            continue
        first = kept.get(id_)
        kept[id_] = record if first is None else _joined(first, record, found)
    return list(kept.values())


def _joined(first: Record, again: Record, found: Found) -> Record:
    """One record of two with one id: the detail of a list's record holds, and others must not contradict."""
    if first.detail or again.detail:
        detail, other = (first, again) if first.detail else (again, first)
        return Record({**other.fields, **detail.fields}, detail.place, "service", True)
    whole, differs = _together(first.fields, again.fields)
    place = again.place
    if differs:
        earlier = first.place.place
        message = f"the service {text_of(again.fields, 'id')} has another {differs} in {earlier}; keep one of the two"
        found.problems.append(Problem(place.file, place.sheet, place.row, differs, message))
    else:
        found.mended.note("services that are there more than once were taken once", text_of(again.fields, "name"))
    return Record(whole, first.place, "service")


def _together(first: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What two copies of a record say together, and the first field in which they contradict each other, or ""."""
    whole = dict(first)
    for key, value in again.items():
        earlier = whole.get(key)
        if earlier in (None, "", [], {}):
            whole[key] = value
        elif key == "service_at_locations" and isinstance(earlier, list) and isinstance(value, list):
            # A list of services by place has a record for each place.
            whole[key] = earlier + [place for place in value if place not in earlier]
        elif isinstance(earlier, dict) and isinstance(value, dict):
            whole[key], differs = _together(earlier, value)
            if differs:
                return whole, f"{key}.{differs}"
        elif value not in (None, "", [], {}) and value != earlier:
            return whole, key
    return whole, ""


def _nothing(found: Found) -> str:
    sorts = Counter(record.sort for record in found.records)
    held = ", ".join(f"{count:,} of the sort '{sort}'" for sort, count in sorted(sorts.items()))
    return f"there is no usable service in it; its records are {held or 'none'}; a service has an id and a name"


def _left_out(found: Found, services: Sequence[Record], organisations: Organisations, people: bool) -> list[str]:
    """A sentence for each sort of thing that the records have and that is not kept."""
    sentences: list[str] = []
    others = Counter(r.sort for r in found.records if r.sort not in ("service", "organisation"))
    if others:
        held = ", ".join(f"{sort} ({count:,})" for sort, count in sorted(others.items()))
        sentences.append(f"records that are no services and no organisations were not read: {held}")
    strange = Counter(key for record in services for key in record.fields if key not in KNOWN)
    if strange:
        held = ", ".join(f"{key[:40]!r} ({count:,})" for key, count in sorted(strange.items())[:12])
        sentences.append(f"fields that are not of the standard were not read: {len(strange):,}: {held}")
    contacts = sum(named_contacts(record.fields) for record in services) + organisations.named()
    if contacts and not people:
        sentences.append(f"contacts with a name are personal data and were left out: {contacts:,}")
    return sentences


def _scope(made: Made) -> Scope:
    """What the records had room for."""
    lead = [kind for link, kind in LED_TO.items() if link in made.room]
    kinds = ("Organisation", "Service", "Offer", *lead)
    links = tuple(sorted(made.room))
    return Scope(kinds=(*kinds, *links), links=links)


def about(paths: Sequence[Path]) -> About:
    """The source and the day that a fetched feed says of itself; nothing of other files."""
    said = index_of(paths[0]) if paths else None
    if said is None:
        return About()
    host = slug((urlsplit(str(said.get("address", ""))).hostname or "").removeprefix("www.").replace(".", " "))
    return About(source=host or None, as_of=text_of(said, "began"))


LOADER = Loader(
    name="oruk",
    description="Directories of services, as Open Referral UK and HSDS have them",
    reads="JSON, pages of it in a folder, or a tabular package (folder or .zip); ward boundaries (.geojson) besides",
    columns=COLUMNS,
    load=load,
    with_people=load_with_people,
    about=about,
)
