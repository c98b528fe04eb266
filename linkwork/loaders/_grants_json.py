"""Grants in 360Giving's JSON as rows under the paths that its standard gives each fact, a row for each recipient.

Only what is kept is taken: titles, descriptions, addresses and contacts never leave the file. Rows are counted as the
grants of the list are, from 1.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._cells import Sheet
from linkwork.loaders._whole_json import many, one_line, read_json

ENDING = ".json"
WHAT = 'grants as 360Giving publishes them: {"grants": [{"id": ..., "recipientOrganization": [...], ...}]}'
#: Facts of the grant itself.
OWN = ("id", "currency", "amountAwarded", "awardDate")
#: Facts of a body: of the first funder, and of each recipient.
OF_BODY = ("id", "name", "charityNumber", "companyNumber", "postalCode", "url", "organisationType")
DATES = ("startDate", "endDate", "duration")
#: Path -> facts below it.
BELOW = {
    "recipientOrganization": OF_BODY,
    "fundingOrganization": OF_BODY[:5],
    "plannedDates": DATES,
    "actualDates": DATES,
}
INDIVIDUAL, PART, PARTS = "recipientIndividual/id", "_part", "_parts"
HEADINGS = (*OWN, *(f"{path}/0/{fact}" for path, facts in BELOW.items() for fact in facts), INDIVIDUAL)
#: So many grants that cannot be read are listed.
LISTED = 20


def read_grants(path: Path) -> tuple[Sheet, list[Problem], str | None]:
    """The grants of a file, what is wrong with any, and the day the file says it was issued, if any.

    `_part` and `_parts` say which of the recipients of its grant a row is, from 0, and of how many. Raises InputRefused
    where the file holds no list of grants.
    """
    found, unread = read_json(path, WHAT)
    if unread:
        raise InputRefused([unread])
    grants = found.get("grants") if isinstance(found, dict) else None
    if not isinstance(grants, list) or not grants:
        message = f"this JSON has no list of grants; allowed is {WHAT}"
        raise InputRefused([Problem(path.name, message=message)])
    strange = [number for number, grant in enumerate(grants, start=1) if not isinstance(grant, dict)]
    problems = [Problem(path.name, row=n, message="this is no grant: an object with an id") for n in strange[:LISTED]]
    if len(strange) > LISTED:
        problems.append(Problem(path.name, message=f"{len(strange) - LISTED:,} more are no grants"))
    rows = [
        {**row, "_row": number}
        for number, grant in enumerate(grants, start=1)
        if isinstance(grant, dict)
        for row in _rows(grant)
    ]
    shape = dict.fromkeys(HEADINGS, pl.Utf8) | {PART: pl.Int64, PARTS: pl.Int64, "_row": pl.Int64}
    frame = pl.DataFrame(rows, schema=shape, orient="row")
    issued = one_line(found.get("issued")) if isinstance(found, dict) else None
    return Sheet(path.name, "", HEADINGS, frame), problems, issued[:10] if issued else None


def _rows(grant: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A row for each recipient; one without, where the grant names none."""
    row: dict[str, object] = {name: one_line(grant.get(name)) for name in OWN}
    if grant.get("recipientIndividual") or grant.get("toIndividualsDetails"):
        row[INDIVIDUAL] = "yes"
    for path in ("fundingOrganization", "plannedDates", "actualDates"):
        first = next(iter(many(grant.get(path))), {})
        row |= {f"{path}/0/{fact}": one_line(first.get(fact)) for fact in BELOW[path]}
    recipients = many(grant.get("recipientOrganization")) or [{}]
    for part, recipient in enumerate(recipients):
        facts = {f"recipientOrganization/0/{fact}": one_line(recipient.get(fact)) for fact in OF_BODY}
        yield {**row, **facts, PART: part, PARTS: len(recipients)}
