"""The three rounds as folders of CSVs in the format of the mapping workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tools.millbrook import sheets_bodies
from tools.millbrook.ids import id_of, ids, taken
from tools.millbrook.plan import bodies, offers, rounds, services, terms
from tools.millbrook.sheets_ties import ties_of
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import DIRECTORY_FIELDS, Link, Offer, Town

#: Sheet name -> its rows.
Sheets = dict[str, list[Cells]]


def mapping(town: Town, day: str) -> Sheets:
    """What the mapping says on one of its two days."""
    first = day == rounds.FIRST
    said = [key for key in town.services if _said(town, key, first)]
    sheets = {
        "Needs": _terms(terms.NEEDS, "Need"),
        "Audiences": _terms(terms.AUDIENCES, "Audience"),
        "Areas": _areas(),
        "Services": [_service(town, key) for key in said],
        "Offers": [_given_at(_then(town, offer, first), town) for offer in town.offers if offer.service in said],
        "HAS_DEMAND": [_demand(row) for row in town.demand],
        "REFERS_TO": [_link(link) for link in referrals_on(town, first)],
        "JUDGED": [] if first else sheets_bodies.judged(),
        **sheets_bodies.bodies(day),
        **sheets_bodies.policy(day),
        **ties_of(day),
        **sheets_bodies.people(),
    }
    filled = {name: [dict(row) for row in rows] for name, rows in sheets.items() if rows}
    about = {"This round": _about(rounds.MAPPING, day, "; ".join(filled))}
    return about | (_before(filled) if first else filled)


def directory(town: Town) -> Sheets:
    """What the directory says: services and offers of the voluntary sector, some of them otherwise."""
    listed = [key for key in town.services if town.said_in(key, "dir")]
    rows = []
    for key in listed:
        facts = town.facts[key] | town.directory.get(key, {})
        row = {"id": id_of("Service", key), "provider": ids("Organisation", town.services[key]["provider"])}
        rows.append(row | {name: facts[name] for name in DIRECTORY_FIELDS})
    organisations = [
        {"id": id_of("Organisation", row["key"]), **{name: row[name] for name in ("name", "category", "sector")}}
        for row in table(bodies.DIRECTORY_ORGANISATIONS)
    ]
    needs = [
        {
            "id": id_of("Need", row["key"]),
            "name": row["name"],
            "taxonomy": "directory",
            "same_as": ids("Need", row["same as"]),
        }
        for row in table(terms.DIRECTORY_NEEDS)
    ]
    own = [_in_its_words(offer) for offer in town.offers if offer.service in listed]
    return {
        "This round": _about(rounds.DIRECTORY, rounds.BETWEEN, "Services; Offers; Organisations; Needs"),
        "Needs": needs,
        "Organisations": organisations,
        "Services": rows,
        "Offers": [_offer(offer, town.facts[offer.key]) for offer in own],
    }


def text_of(rows: Sequence[Cells]) -> str:
    """The rows as CSV with a line end after each, the columns those of the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _said(town: Town, service: str, first: bool) -> bool:
    words = ("map", "old") if first else ("map", "new")
    return any(town.said_in(service, word) for word in words)


def _about(source: str, day: str, sheets: str) -> list[Cells]:
    fields = {"source": source, "date": day, "complete": "yes", "scope_sheets": sheets}
    return [{"field": name, "value": value} for name, value in fields.items() if value]


def _terms(text: str, kind: str) -> list[Cells]:
    found = []
    for row in table(text):
        cells = {"id": id_of(kind, row["key"]), "name": row["name"], "taxonomy": "millbrook"}
        if kind == "Audience":
            cells |= {"category": row["category"], "min_age": row["min"], "max_age": row["max"]}
        found.append(cells | {"broader": ids(kind, row["broader"])})
    return found


def _areas() -> list[Cells]:
    return [
        {
            "id": id_of("Area", row["key"]),
            "name": row["name"],
            "level": row["level"],
            "population": row["population"],
            "core20_share": row["core20"],
            "within": ids("Area", row["within"]),
        }
        for row in table(terms.AREAS)
    ]


def _service(town: Town, key: str) -> Cells:
    row, facts = town.services[key], town.facts[key]
    second = services.SECOND_PROVIDER.get(key, "")
    commissioners = [org for org, own in services.COMMISSIONED.items() if key in own]
    return {
        "id": id_of("Service", key),
        **facts,
        "provider": ids("Organisation", f"{row['provider']} {second}"),
        "commissioner": ids("Organisation", " ".join(commissioners)),
        "roles": ids("Role", row["roles"]),
        "functions": ids("Function", services.PERFORMS.get(key, "")),
    }


def _then(town: Town, offer: Offer, first: bool) -> Offer:
    return town.before(offer) if first else offer


def _in_its_words(offer: Offer) -> Offer:
    word = offers.SAID_BY_DIRECTORY.get(offer.key)
    return replace(offer, needs=(word,)) if word else offer


def _offer(offer: Offer, facts: Cells) -> Cells:
    return {
        "id": id_of("Offer", offer.key),
        "name": offer.name,
        "service": id_of("Service", offer.service),
        "needs": ids("Need", " ".join(offer.needs)),
        "audiences": ids("Audience", " ".join(offer.include)),
        "not_for": ids("Audience", " ".join(offer.exclude)),
        "areas": ids("Area", " ".join(offer.areas)),
        **facts,
    }


def _given_at(offer: Offer, town: Town) -> Cells:
    return _offer(offer, town.facts[offer.key]) | {"sites": ids("Site", bodies.GIVEN_AT.get(offer.key, ""))}


def _demand(row: Cells) -> Cells:
    ends = {"from": id_of("Area", row["area"]), "to": id_of("Need", row["need"])}
    return ends | {name: row[name] for name in ("people", "year", "method")}


def referrals_on(town: Town, first: bool) -> Iterable[Link]:
    """The referrals that the mapping names, in March 2025 if `first`, else in March 2026."""
    if not first:
        return town.links
    before = [link for link in town.links if link.key not in town.started]
    return [link for link in (*before, *town.ended) if _named(town, link)]


def _named(town: Town, link: Link) -> bool:
    """Whether both ends were there in the first round."""
    ends = [key for key in (link.sender.split()[1], link.to) if key in town.services]
    return not any(town.said_in(key, "new") or town.services[key]["said"] == "dir" for key in ends)


def _link(link: Link) -> Cells:
    return {"from": taken(link.sender), "to": id_of("Service", link.to), **link.facts}


def _before(sheets: Sheets) -> Sheets:
    """The sheets as they were in the first round."""
    for row in table(rounds.BEFORE):
        kind, key = row["record"].split()
        for rows in sheets.values():
            for cells in rows:
                if cells.get("id") == id_of(kind, key):
                    cells[row["field"]] = row["2025"]
    return sheets
