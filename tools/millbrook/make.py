"""The town made whole: the plan, and what it leaves open drawn with one seed."""

import random

from tools.millbrook.draw_links import draw_links
from tools.millbrook.draw_numbers import draw_demand, draw_facts
from tools.millbrook.draw_offers import draw_offers
from tools.millbrook.plan import rounds, services
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import WARDS, Town

SEED = 2026


def make(seed: int = SEED) -> Town:
    """Millbrook in March 2026, and what is needed to say how it was before."""
    rng = random.Random(seed)  # noqa: S311 - a made-up town, not a secret
    rows = {row["key"]: row for row in table(services.SERVICES)}
    town = Town(rows, status=services.STATUS, directory=_directory())
    town.offers = draw_offers(town, rng)
    town.facts = draw_facts(town, rng)
    town.demand = draw_demand(rng)
    moved = next(offer for offer in town.offers if offer.key == rounds.MOVED)
    town.moved = (moved.key, next(ward for ward in WARDS if ward not in moved.areas))
    draw_links(town, rng)
    return town


def _directory() -> dict[str, Cells]:
    """What the directory says of each service otherwise than the mapping of March 2026."""
    found: dict[str, Cells] = {}
    for row in table(rounds.DIRECTORY_SAYS):
        found.setdefault(row["record"].split()[1], {})[row["field"]] = row["directory"]
    return found
