"""How complete records are, what looks alike, and what one source alone says (D1, D2, D4)."""

from collections.abc import Mapping
from typing import Any

from tools.millbrook.answers_money import funding
from tools.millbrook.ids import taken
from tools.millbrook.plan import bodies, policy
from tools.millbrook.plan.rounds import BETWEEN, LAST
from tools.millbrook.sheets import Sheets
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import DIRECTORY_FIELDS, Town

Row = dict[str, Any]
#: What a record of a service should say of itself.
FIELDS = ("name", "status", "description", "scope", "approach", "access", "funded_until")
#: And besides: provider, funder, priority, offer, need, area.
WANTED = len(FIELDS) + 6


def missing(town: Town) -> Row:
    """D1: what each live service's record does not say; its completeness is 1 less their number over `wanted`."""
    paid = {row["to"] for row in funding(town)}
    aimed = {row["from"] for row in table(policy.ALIGNED)}
    found = {}
    for key in town.live:
        lacking = [name for name in FIELDS if not town.shown(key, name)]
        lacking += [] if key in paid else ["funder"]
        lacking += [] if key in aimed else ["priority"]
        lacking += [] if all(offer.needs for offer in town.offers_of(key)) else ["need"]
        lacking += [] if all(offer.areas for offer in town.offers_of(key)) else ["area"]
        found[key] = sorted(lacking)
    return {"wanted": WANTED, "missing": dict(sorted(found.items()))}


def alike() -> list[list[str]]:
    """D2: the pairs of records that are one thing and nobody has joined."""
    return [sorted(taken(one) for one in pair) for pair in bodies.DUPLICATES]


def one_source(town: Town, rounds: Mapping[str, Sheets]) -> Row:
    """D4: of what is shown of each live service, how many values two sources give alike, and how many one alone.

    What a source still says counts: the mapping's last round and the directory. `by_two` names what both give.
    """
    mapped, listed = (_services(rounds[day]) for day in (LAST, BETWEEN))
    facts, by_two = 0, {}
    for key in town.live:
        facts += sum(bool(town.shown(key, name)) for name in town.facts[key])
        both = key in mapped and key in listed
        alike_ = [name for name in DIRECTORY_FIELDS if both and listed[key][name] == mapped[key][name] != ""]
        by_two[key] = sorted(alike_)
    two = sum(map(len, by_two.values()))
    return {"facts": facts, "one_source": facts - two, "two_sources": two, "by_two": _filled(by_two)}


def _filled(found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {key: names for key, names in sorted(found.items()) if names}


def _services(sheets: Sheets) -> dict[str, Cells]:
    return {row["id"].removeprefix("service-"): row for row in sheets["Services"]}
