"""The rows of the shared parts for a landscape drawn at random, as a finishing function gets them."""

from linkwork.queries import Found


def found(rows, own, parameters=None, services=None, as_of="2024-03-31"):
    """What a finishing function gets for these rows; `own` are its query's rows, `services` facts by service."""
    facts = services or {}
    offers = [
        {"service": row["service_id"].upper(), "offer": row["offer_id"], "providers": row["provider_ids"],
         "sectors": [], "funded_until": None, "evidence": [row["service_id"]]} | row | facts.get(row["service_id"], {})
        for row in rows.offers
    ]  # fmt: skip
    parts = {
        "offers": offers,
        "terms": [{"name": f"{row['id']}!"} | row for row in rows.terms],
        "places": [{"name": f"{row['id']}!", "core20_share": None} | row for row in rows.areas],
        "demand": list(rows.demand),
    }
    return Found(own, parts, {"limit": 10**6} | (parameters or {}), as_of=as_of)
