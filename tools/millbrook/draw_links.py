"""The referrals that the plan leaves open: from the doors to the core, and down the list of services."""

import random

from tools.millbrook.plan.referrals import DOORS, LINKS, SEALED, TOTAL
from tools.millbrook.plan.rounds import ENDED, STARTED, TO_WHAT_IS_GONE
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import Link, Town

CHANNELS = ("form", "form", "telephone", "e-mail", "system")
CATEGORIES = ("referral", "referral", "referral", "signpost", "warm_handover")
CONFIRMED = ("both", "both", "both", "both", "sender", "receiver", "none")
#: How much a service refers, by its scope.
WEIGHT = {"core": 6, "adjacent": 1, "context": 0}


def draw_links(town: Town, rng: random.Random) -> None:
    """Afterwards the town has its links of March 2026, those that started since, and those that had ended."""
    planned = [_planned(row, rng) for row in table(LINKS)]
    taken = {(link.sender, link.to) for link in planned}
    drawn = _from_doors(town, taken, rng)
    drawn += _to_each(town, taken, rng)
    while len(planned) + len(drawn) < TOTAL:
        drawn.append(_any(town, taken, rng))
    town.links = planned + drawn
    older = [link for link in drawn if _both_years(town, link) and link.sender.startswith("Service ")]
    town.started = {link.key for link in rng.sample(older, STARTED)}
    town.ended = [_any(town, taken, rng, both_years=True) for _ in range(ENDED)]
    for row in table(TO_WHAT_IS_GONE):
        town.ended.append(Link(_sender(row["from"]), row["to"], _facts(rng)))


def _sender(text: str) -> str:
    return text if " " in text else f"Service {text}"


def _planned(row: Cells, rng: random.Random) -> Link:
    facts = _facts(rng)
    facts |= {
        "category": row["category"],
        "wait_days": row["wait"].removeprefix("-"),
        "onward_allowed": row["onward"],
        "confirmed_by": row["confirmed"],
    }
    return Link(_sender(row["from"]), row["to"], facts)


def _facts(rng: random.Random) -> Cells:
    return {
        "category": rng.choice(CATEGORIES),
        "channel": rng.choice(CHANNELS),
        "wait_days": str(rng.randrange(1, 40)) if rng.random() < 0.6 else "",
        "volume_month": str(rng.randrange(1, 25)) if rng.random() < 0.8 else "",
        "criteria": rng.choice(("", "", "", "adults", "lives in Millbrook")),
        "feedback": rng.choice(("yes", "no", "")),
        "onward_allowed": rng.choice(("yes", "yes", "")),
        "confirmed_by": rng.choice(CONFIRMED),
    }


def _open(town: Town) -> list[str]:
    """The live services to which links may be drawn, in their order."""
    return [key for key in town.live if key not in SEALED]


def _from_doors(town: Town, taken: set[tuple[str, str]], rng: random.Random) -> list[Link]:
    """Each door refers to some of the first ten services, and every core service hears from one."""
    first = _open(town)[:10]
    found = []
    for row in table(DOORS):
        for to in rng.sample(first, int(row["links"])):
            found += _new(row["door"], to, taken, rng)
    doors = [row["door"] for row in table(DOORS) if row["door"] != "Org oatsheaf"]
    for to in first:
        if not any(pair[1] == to and pair[0].startswith("Org ") for pair in taken):
            found += _new(rng.choice(doors), to, taken, rng)
    return found


def _to_each(town: Town, taken: set[tuple[str, str]], rng: random.Random) -> list[Link]:
    """Every service that people cannot come to by themselves hears from a core service."""
    core = [key for key in _open(town) if town.services[key]["scope"] == "core"]
    found = []
    for to in _open(town):
        if town.shown(to, "access") != "self" and to not in core:
            found += _new(f"Service {rng.choice(core)}", to, taken, rng)
    return found


def _new(sender: str, to: str, taken: set[tuple[str, str]], rng: random.Random) -> list[Link]:
    if (sender, to) in taken:
        return []
    taken.add((sender, to))
    return [Link(sender, to, _facts(rng))]


def _any(town: Town, taken: set[tuple[str, str]], rng: random.Random, both_years: bool = False) -> Link:
    """A link from somewhere to something further down the list."""
    places = _open(town)
    weights = [WEIGHT[town.services[key]["scope"]] if _mapped(town, key) else 0 for key in places]
    while True:
        sender = rng.choices(places, weights)[0]
        later = places[places.index(sender) + 1 :]
        link = Link(f"Service {sender}", rng.choice(later), _facts(rng)) if later else None
        if link and (link.sender, link.to) not in taken and (not both_years or _both_years(town, link)):
            taken.add((link.sender, link.to))
            return link


def _mapped(town: Town, key: str) -> bool:
    """Whether the mapping of March 2026 names it."""
    return town.said_in(key, "map") or town.said_in(key, "new")


def _both_years(town: Town, link: Link) -> bool:
    """Whether the mapping named both ends in both years."""
    ends = (link.sender.split()[1], link.to)
    return all(town.said_in(end, "map") for end in ends if end in town.services)
