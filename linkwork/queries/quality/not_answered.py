"""D8: bodies that were asked and have not answered, and how long that is ago on the day of the graph."""

from datetime import date

from linkwork.graph.days import last_day
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import counted

ANSWERED = {True: "yes", False: "no", None: "not known"}


def finish(found: Found) -> Finished:
    """Those not known to have answered first, those with most services first among them, then by name."""
    waiting = [row for row in found.rows if row["answered"] is not True]
    wanted = found.rows if found.parameters["show"] == "all" else waiting
    rows = sorted((_row(row, found.as_of) for row in wanted), key=_order)
    kept = rows[: found.parameters["limit"]]
    return Finished(kept, [*_headline(found, waiting), *left_out(len(kept), len(rows), "bodies")])


def _headline(found: Found, waiting: list[Row]) -> list[str]:
    asked = len(found.rows)
    if not asked:
        return []
    said = [f"{asked - len(waiting)} of {counted(asked, 'body', 'bodies')} that {_were(asked)} asked answered."]
    if unsaid := sum(row["answered"] is None for row in waiting):
        said.append(f"Of {unsaid} it is not known whether they answered.")
    if found.as_of:
        said.append(f"Days of waiting are counted to {found.as_of}, the day of the graph, and not to today.")
    return said


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _row(row: Row, as_of: str) -> Row:
    services = sorted(row["services"], key=lambda one: (one["name"] or one["id"], one["id"]))
    return {
        "organisation": row["organisation"],
        "services": [one["name"] or one["id"] for one in services],
        "asked_on": row["asked_on"],
        "answered": ANSWERED[row["answered"]],
        "reminders": row["reminders"],
        "waiting_days": None if row["answered"] is True else _days(row["asked_on"], as_of),
        "sector": row["sector"],
        "asked_by": row["asked_by"],
        "organisation_id": row["organisation_id"],
        "source_id": row["source_id"],
        "service_ids": [one["id"] for one in services],
        "evidence": row["evidence"],
    }


def _days(asked_on: str | None, as_of: str) -> int | None:
    """Days since the last of the days that `asked_on` (a day, month or year) may mean; None if that is not past."""
    if not asked_on or not as_of:
        return None
    days = (date.fromisoformat(as_of) - last_day(asked_on)).days
    return days if days >= 0 else None


def _order(row: Row) -> tuple[object, ...]:
    name = row["organisation"] or ""
    return (row["answered"] == "yes", -len(row["services"]), name, row["organisation_id"], row["source_id"])
