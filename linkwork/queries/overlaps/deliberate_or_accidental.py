"""O8: the last judgement of each two services, those to look at again first."""

from datetime import date

from linkwork.graph.days import last_day
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._judged import last_judged
from linkwork.queries._words import left_out

PASSED, NO_DAY = "look again: the day has passed", "no day was set"


def finish(found: Found) -> Finished:
    """Judged pairs; overdue first by day, then those to come by day, then those without one."""
    rows = [_row(row, found.as_of) for row in last_judged(found.rows).values() if _asked(row, found)]
    if found.parameters["due"]:
        rows = [row for row in rows if row["review"] == PASSED]
    rows.sort(key=_order)
    kept = rows[: int(found.parameters["limit"])]
    return Finished(kept, [*_counts(rows), *left_out(len(kept), len(rows), "pairs")])


def _asked(row: Row, found: Found) -> bool:
    """Whether a judgement is of the sort, the service, the provider and the sector asked for."""
    overlap, service, provider, sector = (found.parameters[n] for n in ("overlap", "service", "provider", "sector"))
    return (
        overlap in ("", row["overlap"])
        and service in ("", row["service_a_id"], row["service_b_id"])
        and provider in ("", *row["provider_ids"])
        and sector in ("", *row["sectors"])
    )


def _row(row: Row, as_of: str) -> Row:
    ends = zip((row["service_a_id"], row["service_b_id"]), row["names"], row["providers"], strict=True)
    (id_a, name_a, by_a), (id_b, name_b, by_b) = sorted((id_, name or id_, "; ".join(by)) for id_, name, by in ends)
    same = {name: row[name] for name in ("overlap", "reason", "decided_by", "decided_on", "review_on", "evidence")}
    said = {"pair": f"{name_a} and {name_b}", "review": review(row["review_on"], as_of)}
    return {**said, "provider_a": by_a, "provider_b": by_b, "service_a_id": id_a, "service_b_id": id_b, **same}


def review(on: str | None, as_of: str) -> str:
    """What a day to look again means on the day of the graph. A month or a year has passed when the whole of it has."""
    if not on:
        return NO_DAY
    return PASSED if as_of and last_day(on) < date.fromisoformat(as_of) else f"look again on {on}"


def _order(row: Row) -> tuple[object, ...]:
    on = row["review_on"]
    return (not on, last_day(on) if on else date.max, row["pair"], row["service_a_id"], row["service_b_id"])


def _counts(rows: list[Row]) -> list[str]:
    """How many of the pairs are of each sort, and how many wait to be looked at again."""
    if not rows:
        return []
    meant, due = (
        sum(row[name] == word for row in rows) for name, word in (("overlap", "deliberate"), ("review", PASSED))
    )
    accident = sum(row["overlap"] == "accidental" for row in rows)
    return [f"{meant} deliberate, {accident} accidental; the day to look again has passed for {due}."]
