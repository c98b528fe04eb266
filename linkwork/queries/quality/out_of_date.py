"""D5: records past their day to be confirmed again, or unconfirmed for too long, on the day of the graph."""

from datetime import date

from linkwork.graph.days import last_day
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import are, counted


def finish(found: Found) -> Finished:
    """Records out of date, those nobody dates first, then the oldest, then the most overdue, then by name."""
    if not found.rows:
        kind = SCHEMA.node.get(found.parameters["kind"])
        what = kind.plural.lower() if kind else "records"
        return Finished((), nothing=f"No live {what} have been loaded, so this is not known yet.")
    if not found.as_of:
        return Finished((), nothing="The graph does not say of which day it is, so nothing has an age yet.")
    last = found.confirmed(row["id"] for row in found.rows)
    aged = (_row(row, last.get(row["id"]), found) for row in found.rows)
    rows = sorted((row for row in aged if row["why"]), key=_order)
    kept, every = rows[: found.parameters["limit"]], len(found.rows)
    said = [
        f"Ages are counted to {found.as_of}, the day of the graph, and not to today.",
        f"{len(rows)} of {counted(every, 'record')} {are(len(rows))} out of date.",
    ]
    if unsaid := sum(row["expected_refresh"] is None for row in found.rows):
        they = ("does", "it") if unsaid == 1 else ("do", "they")
        said.append(f"{unsaid} of {every} {they[0]} not say when {they[1]} should be confirmed again.")
    return Finished(kept, [*said, *left_out(len(kept), len(rows), "records")])


def _row(row: Row, last: str | None, found: Found) -> Row:
    age = (date.fromisoformat(found.as_of) - date.fromisoformat(last)).days if last else None
    overdue = _overdue(row["expected_refresh"], found.as_of)
    reasons = [_overdue_words(row["expected_refresh"], overdue, last, found.as_of)] if overdue is not None else []
    if age is None:
        reasons.append("nobody says when it was last confirmed")
    elif age > found.parameters["older_than"]:
        reasons.append(f"it was last confirmed on {last}, {_days(age)} before {found.as_of}")
    return {
        "name": row["name"],
        "kind": row["kind"],
        "why": "; ".join(reasons),
        "age_days": age,
        "expected_refresh": row["expected_refresh"],
        "overdue_days": overdue,
        "owner": row["owner"],
        "id": row["id"],
        "evidence": row["evidence"],
    }


def _overdue(refresh: str | None, as_of: str) -> int | None:
    """Days from the last of the days that `refresh` (a day, month or year) may mean; None unless all have passed."""
    if not refresh:
        return None
    over = (date.fromisoformat(as_of) - last_day(refresh)).days
    return over if over > 0 else None


def _overdue_words(refresh: str, overdue: int, last: str | None, as_of: str) -> str:
    """That the day has passed; and where a later round says the record again, that the date is what wants setting."""
    if last and last > last_day(refresh).isoformat():
        return (
            f"its date for confirming, {refresh}, has passed; it was last said on {last}: check it and set a new date"
        )
    return f"it was to be confirmed again by {refresh}, {_days(overdue)} before {as_of}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number:,} days"


def _order(row: Row) -> tuple[bool, int, int, str, str]:
    age, overdue = row["age_days"], row["overdue_days"]
    return (age is not None, -(age or 0), -(overdue or 0), row["name"] or "", row["id"])
