"""B6: each funder's share of what is paid for and of the pounds, and how concentrated that is."""

from collections.abc import Sequence

from linkwork.graph.measures.concentration import Concentration, concentration
from linkwork.graph.privacy import Allowed, may_leave
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._people import Services
from linkwork.queries._words import left_out
from linkwork.words import counted

NOT_PUBLISHED = "Funds and amounts that are not published are not counted; with --internal they are."
NARROWS = ("need", "audience", "area", "provider", "sector", "service")


def finish(found: Found) -> Finished:
    """A row for each funder that may be shown, the funder of most first, then by pounds, then by name and id."""
    what, narrowed = str(found.parameters["what"]), any(found.parameters[name] for name in NARROWS)
    if narrowed and what != "services":
        return Finished((), nothing="A need, group, area, provider, sector or service narrows services alone.")
    services = Services(found)
    allowed = Allowed(internal=found.settings.internal)
    payments = [_fit(row, allowed) for row in found.rows if _may_be_named(row, allowed)]
    if narrowed:
        payments = [row for row in payments if row["paid_id"] in services.asked]
    own: dict[str, list[Row]] = {}
    for row in payments:
        own.setdefault(row["funder_id"], []).append(row)
    number = concentration({funder: len(some) for funder, some in own.items()})
    pounds = concentration({f: total for f, some in own.items() if (total := _pounds(some)) is not None})
    rows = sorted((_row(some, number, pounds) for some in own.values() if number), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [*([] if allowed.internal else [NOT_PUBLISHED]), *_known(payments)]
    return Finished(kept, [*said, *left_out(len(kept), len(rows), "funders"), *services.assumptions()])


def _may_be_named(row: Row, allowed: Allowed) -> bool:
    return not row["fund"] or may_leave(SCHEMA.node["Fund"], {"published": row["fund_published"]}, allowed)


def _fit(row: Row, allowed: Allowed) -> Row:
    """The payment, without its amount where that may not be shown."""
    return row if allowed.internal or row["amount_published"] is True else row | {"amount": None}


def _pounds(payments: Sequence[Row]) -> float | None:
    known = [row["amount"] for row in payments if row["amount"] is not None]
    return float(sum(known)) if known else None


def _row(payments: Sequence[Row], number: Concentration, pounds: Concentration | None) -> Row:
    first = payments[0]
    id_ = first["funder_id"]
    share = pounds.shares.get(id_) if pounds else None
    return {
        "funder": first["funder"] or id_,
        "n_services": len(payments),
        "services": [row["paid"] or row["paid_id"] for row in payments],
        "share": round(number.shares[id_], 4),
        "ends": sorted({row["ends"] for row in payments if row["ends"]}),
        "pounds": _pounds(payments),
        "pounds_share": None if share is None else round(share, 4),
        "hhi": round(number.hhi, 4),
        "effective_funders": round(number.effective, 2),
        "pounds_hhi": round(pounds.hhi, 4) if pounds else None,
        "effective_by_pounds": round(pounds.effective, 2) if pounds else None,
        "funder_id": id_,
        "paid_ids": [row["paid_id"] for row in payments],
        "evidence": [id_, *(id_ for row in payments for id_ in (row["id"], row["paid_id"]))],
    }


def _known(payments: Sequence[Row]) -> list[str]:
    """How many payments say how much, and how many until when."""
    if not payments:
        return []
    amounts, ends = (sum(row[name] is not None for row in payments) for name in ("amount", "ends"))
    return [f"Of {counted(len(payments), 'payment')} {amounts} say how much and {ends} until when."]


def _order(row: Row) -> tuple[object, ...]:
    return (-row["n_services"], -(row["pounds"] or 0), row["funder"], row["funder_id"])
