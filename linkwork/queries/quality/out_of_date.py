"""D5: records past their day to be confirmed again, or unconfirmed for too long, on the day of the view."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row


def finish(found: Found) -> Finished:
    """Records out of date, those nobody dates first, then the oldest, then the most overdue, then by name."""
    if not found.rows:
        kind = SCHEMA.node.get(found.parameters["kind"])
        what = kind.plural.lower() if kind else "records"
        return Finished((), nothing=f"No live {what} have been loaded, so this is not known yet.")
    if not found.as_of:
        return Finished((), nothing="The graph does not say of which day it is a view, so nothing has an age yet.")
    last = found.confirmed(row["id"] for row in found.rows)
    aged = (_row(row, last.get(row["id"]), found) for row in found.rows)
    rows = sorted((row for row in aged if row["why"]), key=_order)
    limit = found.parameters["limit"]
    said = [
        f"Ages are counted to {found.as_of}, the day of this view, and not to today.",
        f"{len(rows)} of {len(found.rows)} records are out of date.",
    ]
    if unsaid := sum(row["expected_refresh"] is None for row in found.rows):
        said.append(f"{unsaid} of {len(found.rows)} do not say when they should be confirmed again.")
    if len(rows) > limit:
        said.append(f"{limit} of {len(rows)} are shown; ask for more with limit.")
    return Finished(rows[:limit], said)


def _row(row: Row, last: str | None, found: Found) -> Row:
    age = (date.fromisoformat(found.as_of) - date.fromisoformat(last)).days if last else None
    overdue = _overdue(row["expected_refresh"], found.as_of)
    reasons = _reasons(last, age, overdue, row["expected_refresh"], found.parameters["older_than"])
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
    if not refresh or refresh >= as_of[: len(refresh)]:
        return None
    year, month, day = (int(part) for part in (*refresh.split("-"), "0", "0")[:3])
    month = month or 12
    return (date.fromisoformat(as_of) - date(year, month, day or monthrange(year, month)[1])).days


def _reasons(last: str | None, age: int | None, overdue: int | None, refresh: str | None, older: int) -> Iterator[str]:
    if overdue is not None:
        yield f"it was to be confirmed again by {refresh}, {_days(overdue)} before this view"
    if age is None:
        yield "nobody says when it was last confirmed"
    elif age > older:
        yield f"it was last confirmed on {last}, {_days(age)} before this view"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number:,} days"


def _order(row: Row) -> tuple[bool, int, int, str, str]:
    age, overdue = row["age_days"], row["overdue_days"]
    return (age is not None, -(age or 0), -(overdue or 0), row["name"] or "", row["id"])
