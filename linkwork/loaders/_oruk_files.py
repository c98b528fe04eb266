"""The records in the files of a directory of services: what they are, where they stand, and what their pages say.

A page is a list of records in an envelope that each maker of directories spells in a way of its own; how many records
there are in all is said in it, and often wrong.
"""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linkwork.errors import Problem
from linkwork.loaders._oruk_mend import Mended, text_of
from linkwork.loaders._oruk_package import Record, read_package
from linkwork.loaders._whole_json import read_json

#: What a fetched folder says of itself.
INDEX = "feed.json"
#: Reading takes some ten times this much memory.
LARGEST = 500_000_000
MEMBERS = 100_000
ALLOWED = (
    ".json (services, or pages of them), .geojson (ward boundaries), .csv, .zip, or a folder of pages or of CSV files"
)
#: How the list of a page is called, what its records are where the name says it, and how the total is called.
LISTS = {"contents": "", "content": "", "services": "service", "organizations": "organisation"}
TOTALS = ("total_items", "totalelements", "totalitems")
LASTS = ("last_page", "last")
#: More services than any directory has.
MOST = 1_000_000_000
#: Fields that show what a record is, in the order of looking.
_LOCATION = frozenset({"location_type", "latitude", "addresses", "physical_addresses"})
_TERM = frozenset({"taxonomy", "vocabulary", "term_uri", "taxonomy_terms", "parent_id", "version"})
_SERVICE = frozenset(
    re.findall(
        r"\w+",
        "organization organization_id status service_areas service_at_locations eligibilitys minimum_age maximum_age "
        "service_taxonomys cost_options regular_schedules assured_date fees fees_description deliverable_type "
        "attending_type attending_access application_process program wait_time pc_targetAudience",
    )
)
_ORGANISATION = frozenset(
    re.findall(
        r"\w+",
        "services organization_identifiers parent_organization_id legal_status tax_status year_incorporated logo "
        "website uri reviews",
    )
)


@dataclass(slots=True)
class Pages:
    """What the pages of one sort say: their totals, the ids on them, and whether that read last says that more follow.

    `finished` where one says that it is the last, wherever its name has put it among the others.
    """

    totals: list[float] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    unfinished: bool = False
    finished: bool = False

    @property
    def go_on(self) -> bool:
        """Whether they say that there is more than they have, and not how much."""
        return self.unfinished and not self.finished and not self.totals


@dataclass(slots=True)
class Found:
    """The records of one load, the boundaries given with them, and what is wrong or odd.

    `partial` where the files say that they are not all there is.
    """

    mended: Mended = field(default_factory=Mended)
    records: list[Record] = field(default_factory=list)
    boundaries: list[tuple[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: dict[str, "Pages"] = field(default_factory=dict)
    partial: bool = False

    def refuse(self, file: str, message: str, row: int | None = None) -> None:
        """Note what is wrong with a file."""
        self.problems.append(Problem(file, row=row, message=message))


def read_files(paths: Sequence[Path]) -> Found:
    """Everything in these files, folders and zips; what cannot be read is among the problems."""
    found = Found()
    tables = [path for path in paths if path.name.lower().endswith(".csv")]
    if tables:
        read_package(tables, found)
    for path in paths:
        if path not in tables:
            try:
                _read(path, found)
            except OSError:
                found.refuse(path.name, "this file is locked or may not be read; close it and run this again")
    _compare(found)
    return found


def index_of(path: Path) -> Mapping[str, Any] | None:
    """What a fetched folder says of itself; None for any other folder or file."""
    try:
        said = json.loads((path / INDEX).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and "linkwork_feed" in said else None


def _read(path: Path, found: Found) -> None:
    name = path.name.lower()
    if path.is_dir():
        _folder(path, found)
    elif name.endswith(".zip"):
        _zip(path, found)
    elif name.endswith((".json", ".geojson")):
        _file(path, path.name, found)
    else:
        found.refuse(
            path.name, f"files that end in {path.suffix or 'nothing'} are not read here; allowed are {ALLOWED}"
        )


def _folder(path: Path, found: Found) -> None:
    inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    tables = [entry for entry in inside if entry.name.lower().endswith((".csv", ".csv.gz"))]
    if tables:
        read_package([path], found)
    described = ("datapackage.json",) if tables else ()
    pages = [e for e in inside if e.name.lower().endswith((".json", ".geojson")) and e.name not in (INDEX, *described)]
    details = sorted((path / "services").glob("*.json"), key=lambda entry: (len(entry.name), entry.name))
    said = index_of(path)
    if said is not None and said.get("complete") is not True:
        found.partial = True
        notes = said.get("notes")
        why = [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
        found.warnings.append(f"{path.name}: this feed was not fetched to its end. {' '.join(why)}".strip())
    for entry in pages:
        _file(entry, entry.name, found)
    for entry in details:
        _file(entry, f"services/{entry.name}", found, detail=True)
    if not (tables or pages or details):
        found.refuse(path.name or str(path), f"this folder holds none of the files that are read here: {ALLOWED}")


def _zip(path: Path, found: Found) -> None:
    """Read a zip of CSV files or of pages, wherever in it they are."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as kept:
            members = [
                member
                for member in archive.infolist()
                if member.filename.lower().endswith((".csv", ".json", ".geojson"))
                and not Path(member.filename).name.startswith(".")
                and not member.filename.startswith("__MACOSX")
            ]
            if not members:
                found.refuse(path.name, f"this zip holds none of the files that are read here: {ALLOWED}")
            elif len(members) > MEMBERS or sum(member.file_size for member in members) > LARGEST:
                found.refuse(path.name, f"unpacked it has over {LARGEST // 1_000_000} MB, or over {MEMBERS:,} files")
            else:
                _unpacked(archive, members, Path(kept), path.name, found)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        found.refuse(path.name, "this is not a whole zip, or it has a password; get a fresh copy of it")


def _unpacked(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], kept: Path, name: str, found: Found
) -> None:
    """Read the members of a zip, in order of name; all of them stand under the zip's own name."""
    tables = kept / "tables"
    tables.mkdir()
    pages: list[tuple[Path, str]] = []
    for number, member in enumerate(sorted(members, key=lambda each: each.filename)):
        short = Path(member.filename).name
        is_table = short.lower().endswith(".csv")
        into = tables / short if is_table else kept / f"{number}{Path(short).suffix}"
        if is_table and into.exists():
            found.refuse(name, f"it holds {short} twice; keep one of them")
            continue
        # No more than the directory of the zip said, which was looked at before.
        with archive.open(member) as stream:
            into.write_bytes(stream.read(member.file_size))
        if not is_table:
            pages.append((into, f"{name}/{member.filename}"))
    has_tables = any(tables.iterdir())
    if has_tables:
        read_package([tables], found, name)
    for page, shown in pages:
        if not (has_tables and shown.endswith("datapackage.json")) and not shown.endswith(f"/{INDEX}"):
            _file(page, shown, found)


def _file(path: Path, name: str, found: Found, detail: bool = False) -> None:
    """Read one JSON file."""
    held, unread = read_json(path, ALLOWED, name, LARGEST, "give it in pages")
    if unread:
        found.problems.append(unread)
    elif isinstance(held, dict) and held.get("type") == "FeatureCollection":
        found.boundaries.append((name, held))
    else:
        _records(held, name, found, detail)


def _records(held: object, name: str, found: Found, detail: bool) -> None:
    listed, sort = _listed(held)
    if isinstance(held, dict) and listed is not None:
        _page(held, listed, found)
    if listed is None:
        listed = [held]
    if not listed:
        found.mended.note("pages without any record", name)
    for number, fields in enumerate(listed, start=1):
        if not isinstance(fields, dict):
            found.refuse(name, f"{_shown(fields)} is no record; a record is an object with an id and a name", number)
            continue
        for kept, what in _opened(fields, sort):
            found.records.append(Record(kept, Problem(name, row=number), what, detail))


def _listed(held: object) -> tuple[list[Any] | None, str]:
    """The records of a page or a list, and what they are where its name says so; None for a record by itself."""
    if isinstance(held, list):
        return held, ""
    if isinstance(held, dict) and text_of(held, "id") is None:
        for key, sort in LISTS.items():
            if isinstance(held.get(key), list):
                return held[key], sort
    return None, ""


def _opened(fields: Mapping[str, Any], sort: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The services and organisations that a record holds: itself, and those inside it."""
    inner = fields.get("service")
    if isinstance(inner, dict) and inner and "location" in fields:
        yield {**inner, "service_at_locations": [{"location": fields["location"]}]}, "service"
        return
    what = sort or sort_of(fields)
    if what == "organisation":
        bare = {key: value for key, value in fields.items() if key != "services"}
        yield bare, what
        services = fields.get("services")
        for service in services if isinstance(services, list) else []:
            if isinstance(service, dict):
                yield {"organization": bare, **service}, "service"
        return
    yield fields, what


def sort_of(fields: Mapping[str, Any]) -> str:
    """What a record is, by the fields it has: a service where nothing else shows, for an id and a name are enough."""
    has = fields.keys()
    if not has & {"id", "name", "organization", "organization_id"}:
        return "other thing"
    if has & _LOCATION and "status" not in has:
        return "location"
    if has & _TERM and not has & (_SERVICE | {"organization_identifiers", "parent_organization_id"}):
        return "term or vocabulary"
    if has & _SERVICE:
        return "service"
    if has & _ORGANISATION:
        return "organisation"
    return "service"


def _page(held: Mapping[str, Any], listed: Sequence[Any], found: Found) -> None:
    """Take what a page of services, or of services by place, says of how many there are."""
    said = {key.lower(): value for key, value in held.items()}
    total = next((said[key] for key in TOTALS if _is_count(said.get(key))), None)
    last = next((said[key] for key in LASTS if isinstance(said.get(key), bool)), None)
    records = [fields for fields in listed if isinstance(fields, dict)]
    sort = "services by place" if any("location" in fields for fields in records) else "services"
    if not records or sort != "services" or any(sort_of(fields) == "service" for fields in records):
        pages = found.pages.setdefault(sort, Pages())
        pages.totals += [total] if total is not None else []
        pages.unfinished = last is False
        pages.finished |= last is True
        pages.ids |= {str(fields.get("id")) for fields in records}


def _compare(found: Found) -> None:
    """Note where the pages hold fewer or more services than they say there are; fewer make a partial round."""
    partial = "read as a partial round, which adds and changes and makes nothing stale"
    for sort, pages in found.pages.items():
        held = len(pages.ids)
        most = max(pages.totals, default=held)
        if most != held:
            said = f"totals that do not add up: the pages say that there are {most:,.0f} {sort}, and {held:,} are here"
            found.warnings.append(f"{said}: {partial}" if most > held else said)
        elif pages.go_on:
            found.warnings.append(f"the last page of {sort} here says that more follow: {partial}")
        found.partial |= most > held or pages.go_on


def _is_count(value: object) -> bool:
    """Whether this may be how many there are: JSON has numbers that are no count of anything, without end or bound."""
    return isinstance(value, int | float) and 0 <= value <= MOST


def _shown(value: object) -> str:
    return repr(value)[:40]
