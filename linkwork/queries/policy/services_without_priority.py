"""A3: live services that nobody has linked to a priority or policy, with who provides and who pays for them."""

from linkwork.graph.hierarchy import terms
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.queries.policy._chains import real
from linkwork.queries.policy._funders import ids, kept_back, told
from linkwork.words import are, counted


def finish(found: Found) -> Finished:
    """The services that support nothing, by name and id."""
    meeting = _meeting(found)
    asked = [row for row in found.rows if row["id"] in meeting and _is_of(row, found)]
    without = [row for row in asked if not any(_is_support(link) for link in real(row["supported"]))]
    made = [_row(row, meeting[row["id"]]) for row in without]
    rows = sorted(made, key=lambda row: (row["service"] or "", row["service_id"]))
    kept = rows[: found.parameters["limit"]]
    said = [f"{len(rows)} of {counted(len(asked), 'service')} {'supports' if len(rows) == 1 else 'support'} none."]
    if undated := sum(row["last_reviewed"] is None for row in rows):
        said.append(f"Of {undated} of these it is not known when they were last reviewed.")
    if role := sum(bool(row["role_ids"]) for row in rows):
        said.append(f"In {role} of these {are(role)} a role that supports one.")
    return Finished(kept, [*(said if asked else []), *left_out(len(kept), len(rows), "services")])


def _is_of(row: Row, found: Found) -> bool:
    """Whether some body that provides it is, or is of, the provider and the sector asked for."""
    provider, sector = (str(found.parameters[name]) for name in ("provider", "sector"))
    bodies = real(row["providers"])
    chosen = [body for body in bodies if provider in ("", body["id"]) and sector in ("", body["sector"])]
    return bool(chosen) or not (provider or sector)


def _meeting(found: Found) -> dict[str, list[str]]:
    """The services of which some live offer meets the need asked for or something narrower, and what that rests on.

    Asked for no need in particular, all services, and nothing.
    """
    if not (need := str(found.parameters["need"])):
        return {row["id"]: [] for row in found.rows}
    needs = terms(found.parts["terms"], "Need")
    wanted, meeting = needs.leaves_of([need]), dict[str, list[str]]()
    for row in found.parts["offers"]:
        if wanted & needs.leaves_of(row["need_ids"]):
            meeting.setdefault(row["service_id"], []).extend(id_ for id_ in row["evidence"] if id_)
    return meeting


def _is_support(link: Row) -> bool:
    """Whether a link is support: strength 0 says that there is none, and one without a strength says that there is."""
    return link["strength"] is None or link["strength"] > 0


def _row(row: Row, meets: list[str]) -> Row:
    providers = sorted(real(row["providers"]), key=lambda body: (body["name"] or "", body["id"]))
    roles = {role["id"]: role["name"] or role["id"] for role in real(row["roles"])}
    behind = [
        id_ for role in real(row["roles"]) for id_ in (role["id"], role["staffing"], role["link"], role["priority"])
    ]
    return {
        "service": row["name"],
        "provider": [body["name"] or body["id"] for body in providers],
        "funder": told(row["funders"]),
        "funds_not_published": kept_back(row["funders"]),
        "last_reviewed": row["reviewed_on"],
        "roles_that_support": sorted(roles.values()),
        "said_not_to_support": sorted(link["name"] or link["id"] for link in real(row["supported"])),
        "scope": row["scope"],
        "service_id": row["id"],
        "provider_ids": [body["id"] for body in providers],
        "role_ids": sorted(roles),
        "evidence": [row["id"], *ids(row["supported"]), *ids(providers), *ids(row["funders"]), *behind, *meets],
    }
