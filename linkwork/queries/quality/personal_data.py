"""D7: the register of personal data, without a value of it."""

from datetime import date
from typing import TYPE_CHECKING

from linkwork.graph.days import last_day
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import are, counted

if TYPE_CHECKING:
    from linkwork.graph.personal import Person

#: What people call the links of a person.
LINKS = {"HOLDS": "posts held", "CONTACT_FOR": "contact for", "SITS_ON": "seats on boards"}


def finish(found: Found) -> Finished:
    """Those longest past their day first, then those without a ground or a day, then by day.

    What is held stands before the number in the order: a number is made by chance and would order people by it.
    """
    source = str(found.parameters["source"] or "")
    held = found.rounds.people()
    as_of = found.as_of or held.as_of
    rows = sorted((_row(one, as_of) for one in held.people if not source or source in one.sources), key=_order)
    due = [row for row in rows if row["overdue"] != "no" or not row["basis"]]
    wanted = due if found.parameters["show"] == "overdue" else rows
    kept = wanted[: found.parameters["limit"]]
    return Finished(
        kept,
        [*_headline(rows, as_of), *left_out(len(kept), len(wanted), "people")],
        _nothing(found, rows, bool(held.people)),
    )


def _row(one: "Person", as_of: str) -> Row:
    past = (date.fromisoformat(as_of) - last_day(one.keep_until)).days if one.keep_until and as_of else None
    links = [LINKS.get(name, SCHEMA.link[name].reads) for name in sorted(one.links)]
    return {
        "person_ref": one.id,
        "fields": [*sorted(one.fields), *links],
        "basis": one.basis,
        "source": sorted(one.sources),
        "retain_until": one.keep_until,
        "overdue": "not known" if past is None else "yes" if past > 0 else "no",
        "overdue_days": past if past is not None and past > 0 else None,
        "rounds": len(one.rounds),
        "evidence": [one.id],
    }


def _order(row: Row) -> tuple[object, ...]:
    lacking = row["overdue"] == "not known" or not row["basis"]
    held = (row["fields"], row["source"], row["rounds"])
    return (-(row["overdue_days"] or 0), not lacking, row["retain_until"] or "", *held, row["person_ref"])


def _headline(rows: list[Row], as_of: str) -> list[str]:
    if not rows:
        return []
    over = sum(row["overdue"] == "yes" for row in rows)
    said = [f"Something is held of {counted(len(rows), 'person', 'people')}; {over} {are(over)} past the day."]
    if lacking := sum(not row["basis"] or not row["retain_until"] for row in rows):
        said.append(f"For {lacking} no ground or no day is given.")
    return [*said, f"Days are counted to {as_of}, the day of the graph, and not to today."] if as_of else said


def _nothing(found: Found, rows: list[Row], some: bool) -> str:
    """Why nobody is listed; empty where a narrower question has none and the answer says so by itself."""
    if not some:
        return "No personal data is held."
    if found.parameters["show"] == "overdue" and rows:
        return "Nobody is held past the day, and for everybody a ground and a day are given."
    return ""
