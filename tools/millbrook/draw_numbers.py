"""Capacity, waits, demand and dates that the plan leaves open."""

import random

from tools.millbrook.plan import rounds, services
from tools.millbrook.tables import Cells
from tools.millbrook.town import NEEDS, WARDS, Town

#: Services that say how many each offer can take, rather than the whole.
BY_OFFER = ("housing-options", "family-hub", "swim-pass", "link-workers-waterside")
FIRST_YEAR = "2024"
YEAR = "2025"
ESTIMATE, SURVEY = "estimate", "survey"


def draw_facts(town: Town, rng: random.Random) -> dict[str, Cells]:
    """What the mapping of March 2026 says of each service and offer, by key; the offers with their capacity alone."""
    facts = {}
    for key, row in town.services.items():
        capacity = str(rng.randrange(30, 400, 10))
        wait = str(rng.randrange(2, 60)) if rng.random() < 0.8 else ""
        fresh = "2026-01-31" if key in services.OVERDUE else rng.choice(("2026-09-30", "2027-03-31"))
        facts[key] = {
            "name": row["name"],
            "status": services.STATUS.get(key, "open"),
            "description": f"{row['name']} (made up)",
            "scope": row["scope"],
            "approach": row["approach"],
            "access": row["access"],
            "setting": rng.choice(("community", "practice", "home", "community")),
            "languages": services.LANGUAGES.get(key, "English"),
            "cost": rng.choice(("free", "free", "a small charge")),
            "capacity": "" if key in BY_OFFER else capacity,
            "caseload": str(rng.randrange(3, 60)),
            "wait_days": rounds.WAITS.get(key, wait),
            "referrals_month": str(rng.randrange(1, 15)) if rng.random() < 0.8 else "",
            "funded_until": services.FUNDED_UNTIL.get(key, rng.choice(services.ANY_END)),
            "reviewed_on": f"2025-{rng.randrange(4, 13):02}-{rng.randrange(1, 29):02}",
            "owner": "Public Health team",
            "expected_refresh": fresh,
        }
    for offer in town.offers:
        number = str(rng.randrange(20, 120, 10)) if offer.service in BY_OFFER else ""
        facts[offer.key] = {"capacity": number, "days": rng.choice(("weekdays", "Tuesdays", "Thursdays", "any day"))}
    return facts


def draw_demand(rng: random.Random) -> list[Cells]:
    """People in need: every need in every ward in 2025, some in 2024, and one place counted in two ways."""
    figures = [_figure(need, ward, YEAR, rng) for need in NEEDS.all_leaves for ward in WARDS]
    figures += [_figure("food", ward, FIRST_YEAR, rng) for ward in WARDS]
    second = _figure("debt", "quay", YEAR, rng)
    return [*figures, {**second, "method": SURVEY}]


def _figure(need: str, ward: str, year: str, rng: random.Random) -> Cells:
    return {"area": ward, "need": need, "people": str(rng.randrange(40, 600)), "year": year, "method": ESTIMATE}
