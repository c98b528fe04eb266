"""G9: connector posts that are vacant, or that nobody is said to supervise."""

from collections.abc import Sequence
from itertools import groupby

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import are, counted

SUPERVISES = ("line_management", "clinical_supervision")
NOT_SAID = "not said"


def finish(found: Found) -> Finished:
    """A row for each such post, those vacant for longest first, then by service, role and id."""
    posts = [_row(list(rows), found.as_of) for _, rows in groupby(found.rows, key=lambda row: row["id"])]
    known = any(post["supervisor_ids"] for post in posts)
    asked = [post for post in posts if _asked_for(post, found)]
    rows = sorted((post for post in asked if (_why(post, known, str(found.parameters["show"])))), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = _headline(asked, known)
    shown = [{**_columns(post), "why": _why(post, known, "either")} for post in kept]
    return Finished(shown, [*said, *left_out(len(kept), len(rows), "posts")], _nothing(posts, known))


def _row(rows: Sequence[Row], as_of: str) -> Row:
    """One post from its rows, with all that is said of who employs and who supervises."""
    post = rows[0]
    own, of_service = _hosts(rows, "own"), _hosts(rows, "of_service")
    employers = own.get("employer") or of_service.get("employer") or {}
    supervisors = {
        id_: name for hosts in (own, of_service) for way in SUPERVISES for id_, name in hosts.get(way, {}).items()
    }
    services = {row["service_id"]: row["service"] or row["service_id"] for row in rows if row["service_id"]}
    # A day known to the month or the year counts from its beginning.
    since = post["vacant_since"] if (post["vacant_since"] or "") <= (as_of or "9") else None
    return {
        "vacant": bool(since) or post["headcount"] == 0,
        "provider_ids": {id_ for row in rows for id_ in row["provider_ids"]},
        "sectors": {sector for row in rows for sector in row["sectors"]},
        "service": _names(services),
        "role": post["role"],
        "fte": post["fte"],
        "vacant_since": since,
        "employer": _names(employers),
        "supervisor_org": _names(supervisors),
        "post": post["name"],
        "post_id": post["id"],
        "role_id": post["role_id"],
        "service_ids": sorted(services),
        "employer_ids": sorted(employers),
        "supervisor_ids": sorted(supervisors),
        "evidence": list(dict.fromkeys(id_ for row in rows for id_ in row["evidence"] if id_)),
    }


def _hosts(rows: Sequence[Row], whose: str) -> dict[str, dict[str, str]]:
    """For each way of hosting the post (`own`) or its service (`of_service`), the names of those who do, by id."""
    category = "own_category" if whose == "own" else "service_category"
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row[category] and (id_ := row[f"{whose}_id"]):
            found.setdefault(row[category], {})[id_] = row[whose] or id_
    return found


def _names(of: dict[str, str]) -> str:
    return "; ".join(sorted(of.values())) or NOT_SAID


def _asked_for(post: Row, found: Found) -> bool:
    role, service, provider, sector = (
        str(found.parameters[name] or "") for name in ("role", "service", "provider", "sector")
    )
    return (
        role in ("", post["role_id"])
        and service in ("", *post["service_ids"])
        and provider in ("", *post["provider_ids"])
        and sector in ("", *post["sectors"])
    )


def _why(post: Row, known: bool, show: str) -> str:
    """Why a post is in the list, as far as that is asked for; empty where it is not."""
    since = f"vacant since {post['vacant_since']}" if post["vacant_since"] else "vacant: nobody is in it"
    vacant = [since] if post["vacant"] and show != "unsupervised" else []
    alone = known and not post["supervisor_ids"] and show != "vacant"
    return "; ".join([*vacant, *(["nobody is said to supervise it"] if alone else [])])


def _columns(post: Row) -> Row:
    return {name: value for name, value in post.items() if name not in ("vacant", "provider_ids", "sectors")}


def _headline(posts: Sequence[Row], known: bool) -> list[str]:
    if not posts:
        return []
    vacant = sum(post["vacant"] for post in posts)
    said = [f"{vacant} of {counted(len(posts), 'connector post')} {are(vacant)} vacant."]
    if not known:
        return [*said, "Nobody has said yet who supervises any connector post, so none is listed for that."]
    alone = sum(not post["supervisor_ids"] for post in posts)
    return [
        *said,
        f"For {counted(alone, 'connector post')} nobody has said who supervises {'it' if alone == 1 else 'them'}.",
    ]


def _nothing(posts: Sequence[Row], known: bool) -> str:
    if not posts:
        return "No live post is said to be of a connector role."
    return "" if known else "No connector post is said to be vacant; who supervises them is not known yet."


def _order(post: Row) -> tuple[object, ...]:
    return (not post["vacant"], post["vacant_since"] or "9", post["service"], post["role"] or "", post["post_id"])
