"""Organisations as the ODS API (ORD) gives them: a record a file, a list of records, or a folder of either.

A record is an excerpt: what is not in the files has not gone, so a load of it is a partial round. For the same reason a
membership that has ended is kept with its end, and is then no longer live. Successors are not: a body and the one that
it became, or merged into, are two. Addresses, telephone numbers and identifiers of premises are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.parsing import parse
from linkwork.graph.records import About, Reading, Scope, link_table, node_table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._ods_roles import COMMISSIONER, RELATIONSHIPS, is_part, kind_of_body
from linkwork.loaders._whole_json import Json, many, one_line, read_json, within

COLUMNS = (
    Column("Organisation.OrgId.extension", "the ODS code, which makes the id", True),
    Column("Organisation.Name", "the name, kept as published", True),
    Column("Organisation.Status", "Active is open, Inactive is closed"),
    Column(
        "Organisation.Roles", "the primary role gives category and sector; others only where the primary is too wide"
    ),
    Column("Organisation.GeoLoc.Location.PostCode", "postcode; the address and UPRN beside it are not kept"),
    Column("Organisation.Contacts", "the website (http); telephone numbers and the like are left out"),
    Column(
        "Organisation.Rels",
        "PART_OF where it is a sub-division (RE2), a site of who operates it (RE6) or a member of a primary care "
        "network (RE8); the sub-ICB that commissions it (RE4) as a code; the rest is counted",
    ),
    Column("Organisation.Succs", "counted: a body that merged is not the body it merged into"),
)
ALLOWED = (
    "ODS API records as JSON: an object with Organisation, a list of such objects, or a folder of files that hold them"
)
PROPERTIES = ("name", "ods_code", "category", "sector", "status", "postcode", "website", "sub_icb_code")
STATUS = {"active": "open", "inactive": "closed"}
CODE = "[A-Z0-9]{2,12}"
A_CODE = "an ODS code: letters and digits, such as RBQ or F84676"
WEBSITE = r"(?i)(https?://)?[a-z0-9]([\w-]*[a-z0-9])?(\.[a-z0-9]([\w-]*[a-z0-9])?)+(:\d+)?([/?#]\S*)?"
#: Of files whose records are wrong in one way so many are listed.
LISTED = 20

#: Of what is counted so many sorts are named in a line.
NAMED = 12

Record = Mapping[str, object]
Odd = dict[str, Counter[str]]


@dataclass(slots=True)
class Gathered:
    """What the records say so far; `odd` counts what is not kept, by a sentence and by what it was."""

    names: Names
    bodies: list[dict[str, object]] = field(default_factory=list)
    parts: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    odd: Odd = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a relationship held, as ISO text; None where they are not known or it goes on."""

    starts: str | None
    ends: str | None


def load(paths: Sequence[Path], names: Names) -> Reading:
    """An Organisation for each record and what it is part of; what is not kept is counted in a line for each sort."""
    gathered = Gathered(names)
    for path in _files(paths, gathered.problems):
        found, problem = read_json(path, ALLOWED)
        if problem:
            gathered.problems.append(problem)
            continue
        _file(path, found, gathered)
    _tidy_postcodes(gathered)
    tables = [node_table("Organisation", gathered.bodies, PROPERTIES)] if gathered.bodies else []
    if gathered.parts:
        tables.append(link_table("PART_OF", gathered.parts, ("starts", "ends")))
    file = ", ".join(path.name for path in paths)
    warnings = tuple(f"{file}: {_counted(what, sorts)}" for what, sorts in sorted(gathered.odd.items()))
    return Reading(tuple(tables), tuple(gathered.problems), warnings, About(complete=False))


def _note(odd: Odd, what: str, sort: str = "") -> None:
    odd.setdefault(what, Counter())[sort] += 1


def _counted(what: str, sorts: Counter[str]) -> str:
    """The sentence with how many there were, of each sort if there are sorts."""
    named = [f"{sort[:60]} {count:,}" for sort, count in sorted(sorts.items()) if sort]
    more = [f"and {len(named) - NAMED:,} other sorts"] if len(named) > NAMED else []
    said = f" ({', '.join(named[:NAMED] + more)})" if named else ""
    return f"{what}: {sorts.total():,}{said}"


def _files(paths: Sequence[Path], problems: list[Problem]) -> Iterator[Path]:
    """The JSON files among the paths and in their folders, in order; notes what is none."""
    for path in paths:
        if not path.is_dir():
            if path.suffix.lower() == ".json":
                yield path
            else:
                message = f"files that end in {path.suffix or 'nothing'} are not read; allowed are {ALLOWED}"
                problems.append(Problem(path.name, message=message))
            continue
        try:
            entries = sorted(path.iterdir())
        except OSError:
            problems.append(Problem(path.name, message="this folder may not be read"))
            continue
        inside = [entry for entry in entries if entry.suffix.lower() == ".json" and not entry.name.startswith(".")]
        if not inside:
            problems.append(Problem(path.name, message=f"this folder holds no .json file; allowed are {ALLOWED}"))
        yield from inside


def _file(path: Path, found: Json, gathered: Gathered) -> None:
    problems: list[Problem] = []
    records = found if isinstance(found, list) else [found]
    if not records:
        problems.append(Problem(path.name, message="its list of records is empty"))
    for number, wrapped in enumerate(records, start=1):
        place = Problem(path.name, row=number)
        record = within(wrapped, "Organisation")
        if isinstance(record, Mapping):
            _record(record, place, gathered, problems)
        else:
            problems.append(Problem(path.name, row=number, message=_not_a_record(wrapped)))
    gathered.problems += problems[:LISTED]
    if len(problems) > LISTED:
        message = f"{len(problems) - LISTED:,} more problems with its records; allowed are {ALLOWED}"
        gathered.problems.append(Problem(path.name, message=message))


def _not_a_record(wrapped: object) -> str:
    if isinstance(within(wrapped, "Organisations"), list):
        return f"this is a list found by searching, without roles and relationships; get each record; {ALLOWED}"
    return f"there is no Organisation here; allowed are {ALLOWED}"


def _record(record: Record, place: Problem, gathered: Gathered, problems: list[Problem]) -> None:
    code = (one_line(within(record, "OrgId", "extension")) or "").upper()
    name = one_line(record.get("Name"))
    wrong = [] if re.fullmatch(CODE, code) else [("OrgId.extension", f"{code[:40]!r} is not {A_CODE}")]
    wrong += [] if name else [("Name", "every organisation has a name and this one is blank")]
    if wrong:
        problems += [Problem(place.file, "", place.row, f"Organisation.{column}", said) for column, said in wrong]
        return
    id_ = gathered.names.by_identifier("Organisation", "ods", code)
    where: dict[str, object] = {"_file": place.file, "_sheet": "", "_row": place.row}
    category, sector = _roles(record, gathered.odd)
    gathered.bodies.append(
        {
            "id": id_,
            "name": name,
            "ods_code": code,
            "category": category,
            "sector": sector,
            "status": _status(record, gathered.odd),
            "postcode": one_line(within(record, "GeoLoc", "Location", "PostCode")),
            "website": _website(record, gathered.odd),
            "sub_icb_code": _commissioner(record, gathered.odd),
            **where,
        }
    )
    for target, period in _wholes(record, gathered.odd).items():
        whole = gathered.names.by_identifier("Organisation", "ods", target)
        ends = {"from_kind": "Organisation", "from_id": id_, "to_kind": "Organisation", "to_id": whole}
        gathered.parts.append({**ends, "starts": period.starts, "ends": period.ends, **where})
    for _ in many(within(record, "Succs", "Succ")):
        _note(gathered.odd, "successions not kept, for a body that merged is not the body it merged into")


def _status(record: Record, odd: Odd) -> str | None:
    said = one_line(record.get("Status")) or ""
    if said and said.lower() not in STATUS:
        _note(odd, "statuses left blank, being neither Active nor Inactive", said)
    return STATUS.get(said.lower())


def _roles(record: Record, odd: Odd) -> tuple[str | None, str | None]:
    """Category and sector; notes the roles that say nothing of them."""
    roles = many(within(record, "Roles", "Role"))
    primary = next((one_line(role.get("id")) for role in roles if role.get("primaryRole") in (True, "true")), None)
    if primary is None:
        _note(odd, "records without a primary role, so without a category")
        return None, None
    closed = not _active(record)
    others = {
        code for role in roles if (code := one_line(role.get("id"))) and code != primary and (closed or _active(role))
    }
    category, sector, read = kind_of_body(primary, others)
    for code in sorted({code for role in roles if (code := one_line(role.get("id")))} - {primary} - read):
        _note(odd, "further roles not kept", code)
    return category, sector


def _active(thing: Mapping[str, object]) -> bool:
    return (one_line(thing.get("Status")) or "").lower() == "active"


def _website(record: Record, odd: Odd) -> str | None:
    """The first web address, its host in small letters."""
    sites: list[str] = []
    for contact in many(within(record, "Contacts", "Contact")):
        value = one_line(contact.get("value")) or ""
        if one_line(contact.get("type")) == "http" and re.fullmatch(WEBSITE, value):
            sites.append(value)
        else:
            _note(odd, "contacts left out, being telephone numbers or no web address")
    if len(sites) > 1:
        _note(odd, "records with several web addresses, of which the first is kept")
    return _small_host(sites[0]) if sites else None


def _small_host(address: str) -> str:
    host = urlsplit(address).netloc or re.split("[/?#]", address, maxsplit=1)[0]
    before, _, after = address.partition(host)
    return f"{before.lower()}{host.lower()}{after}"


def _target(rel: Mapping[str, object]) -> str | None:
    code = (one_line(within(rel, "Target", "OrgId", "extension")) or "").upper()
    return code if re.fullmatch(CODE, code) else None


def _relationships(record: Record) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Each relationship with its code and the primary role of the other body."""
    for rel in many(within(record, "Rels", "Rel")):
        role = one_line(within(rel, "Target", "PrimaryRoleId", "id")) or ""
        yield (one_line(rel.get("id")) or "").upper(), role, rel


def _commissioner(record: Record, odd: Odd) -> str | None:
    """The code of the one sub-ICB location that commissions the body now."""
    codes = {
        code
        for kind, role, rel in _relationships(record)
        if kind == "RE4" and role == COMMISSIONER and _active(rel) and (code := _target(rel))
    }
    if len(codes) > 1:
        _note(odd, "records with several commissioning sub-ICB locations, so the code is left blank")
    return codes.pop() if len(codes) == 1 else None


def _wholes(record: Record, odd: Odd) -> dict[str, Period]:
    """What the body is or was part of, by code, the latest period of each; notes the relationships that say no such."""
    found: dict[str, Period] = {}
    class_ = one_line(record.get("orgRecordClass")) or ""
    for kind, role, rel in _relationships(record):
        target, period = _target(rel), _period(rel)
        if not is_part(kind, class_, role):
            if not (kind == "RE4" and role == COMMISSIONER and _active(rel)):
                sort = f"{RELATIONSHIPS.get(kind, 'not known here')} {kind}"
                _note(odd, "relationships not kept, since none of them makes a body part of another", sort)
        elif target is None or (period.ends is None and not _active(rel)):
            _note(odd, "memberships not kept, which name no body, or ended nobody says when")
        elif target not in found or _later(period, found[target]):
            if target in found:
                _note(odd, "earlier periods of a membership not kept")
            found[target] = period
        else:
            _note(odd, "earlier periods of a membership not kept")
    return found


def _later(one: Period, other: Period) -> bool:
    """Whether one period goes on longer than another, or began later where they end together."""
    return (one.ends or "9999", one.starts or "") > (other.ends or "9999", other.starts or "")


def _period(rel: Mapping[str, object]) -> Period:
    """The operational period, else the legal one."""
    dates = {one_line(date.get("Type")): date for date in many(rel.get("Date"))}
    chosen = dates.get("Operational") or dates.get("Legal") or {}
    return Period(one_line(chosen.get("Start")), one_line(chosen.get("End")))


def _tidy_postcodes(gathered: Gathered) -> None:
    """Afterwards what is no postcode is blank, and counted."""
    postcode = SCHEMA.node["Organisation"].property("postcode")
    assert postcode is not None  # noqa: S101 - the schema has it
    written = pl.Series("postcode", [body["postcode"] for body in gathered.bodies], dtype=pl.Utf8)
    for body, before, after in zip(gathered.bodies, written, parse(written, postcode), strict=True):
        body["postcode"] = after
        if before and not after:
            _note(gathered.odd, "postcodes left blank, which cannot be read")


LOADER = Loader(
    name="ods",
    description="Organisations with their roles and relationships, as the NHS ODS API gives them",
    reads="ODS API records (.json): one, a list of them, or a folder",
    columns=COLUMNS,
    load=load,
    source="nhs-ods",
    scope=Scope(kinds=("Organisation", "PART_OF")),
)
