"""D1: what each service record says of what it should, by the schema and by its links and offers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import provision
from linkwork.words import counted


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a record should say: whether it does, and in words what is missing."""

    name: str
    required: str
    filled: bool
    detail: str = ""


def finish(found: Found) -> Finished:
    """Rows for what is missing, or for everything, the least complete service first."""
    offers: dict[str, list[Row]] = {}
    for row in found.parts["offers"]:
        if row["offer_id"]:
            offers.setdefault(row["service_id"], []).append(row)
    lacking = provision(found).cells.unknown
    rows: list[Row] = []
    complete = 0
    for service in found.rows:
        fields = [*_properties(service), *_links(service), *_offers(offers.get(service["service_id"], []), lacking)]
        share = round(sum(field.filled for field in fields) / len(fields), 4)
        complete += share == 1
        wanted = fields if found.parameters["show"] == "all" else [field for field in fields if not field.filled]
        rows += [_row(service, field, share) for field in wanted]
    rows.sort(
        key=lambda r: (r["completeness"], r["service"] or "", r["service_id"], r["required"] != "required", r["field"])
    )
    say = "says everything it" if complete == 1 else "say everything they"
    said = [f"{complete} of {counted(len(found.rows), 'service record')} {say} should."] if found.rows else []
    return Finished(rows, said)


def _properties(service: Row) -> Iterator[Field]:
    for prop in SCHEMA.node["Service"].properties:
        if prop.need != "optional":
            filled = prop.name in service["filled"]
            yield Field(prop.name, prop.need, filled, "" if filled else f"not said: {prop.meaning}")


def _links(service: Row) -> Iterator[Field]:
    provided, funded = bool(service["provider_ids"]), bool(service["funder_ids"])
    named = len(service["priority_ids"]) - service["unnamed"]
    only = "it supports only lines of a policy whose names are not known" if service["unnamed"] else ""
    yield Field("provider", "required", provided, "" if provided else "nobody is said to provide it")
    yield Field("funder", "expected", funded, "" if funded else "nobody is said to pay for it")
    yield Field(
        "priority", "expected", named > 0, "" if named > 0 else only or "no priority or policy is said to be supported"
    )


def _offers(offers: Sequence[Row], unknown: Mapping[str, tuple[str, ...]]) -> Iterator[Field]:
    count = len(offers)
    yield Field(
        "offer", "required", count > 0, "" if count else "it has no offer, so nobody knows what it does for whom"
    )
    for what in ("need", "area"):
        without = sum(what in unknown.get(offer["offer_id"], ()) for offer in offers)
        words = f"{without} of {count} offers say no {what} that can be used" if count else "it has no offer"
        yield Field(what, "expected", count > 0 and not without, "" if count and not without else words)


def _row(service: Row, field: Field, share: float) -> Row:
    return {
        "service": service["service"],
        "field": field.name,
        "filled": field.filled,
        "required": field.required,
        "completeness": share,
        "detail": field.detail or None,
        "service_id": service["service_id"],
        "evidence": service["evidence"],
    }
