"""Who is left out, where there is too little, and how people get in (G2, G4, G5, G6)."""

from typing import Any

from tools.millbrook.answers_cells import Map, crowding
from tools.millbrook.plan import terms
from tools.millbrook.tables import table
from tools.millbrook.town import AREAS, AUDIENCES, NEEDS, spread

Row = dict[str, Any]
OUTREACH = ("proactive", "both")


def nobody_for(map_: Map) -> Row:
    """G2: need by need and group by group the wards where nobody takes them; and the offers that say not for them."""
    wards: dict[str, dict[str, list[str]]] = {}
    excluded: list[Row] = []
    for (need, group, ward), there in map_.at.items():
        if not there:
            wards.setdefault(need, {}).setdefault(group, []).append(ward)
            offers = [
                offer.key.replace(" ", "-")
                for offer in map_.town.live_offers
                if need in spread(NEEDS, offer.needs)
                and ward in spread(AREAS, offer.areas)
                and group in spread(AUDIENCES, offer.exclude)
            ]
            if offers:
                excluded.append({"need": need, "group": group, "area": ward, "offers": offers})
    return {"wards": wards, "excluded_by": excluded}


def thin(map_: Map) -> list[Row]:
    """G4: needs in wards that somebody meets, but with fewer places than people in need; the known waits in order."""
    found = []
    for row in crowding(map_):
        there = map_.places[str(row["need"]), str(row["area"])]
        capacity, people = float(str(row["capacity"])), int(str(row["people"]))
        if there and capacity < people:
            waits = [int(wait) for key in there if (wait := map_.town.shown(key, "wait_days"))]
            known: Row = {"need": row["need"], "area": row["area"], "ratio": round(capacity / people, 3)}
            found.append(known | {"waits": sorted(waits)})
    return found


def ways_in(map_: Map) -> list[Row]:
    """G5: needs in wards that somebody meets, and nobody for people who come by themselves."""
    found = []
    for (need, ward), there in map_.places.items():
        by = {access: _those(map_, there, access) for access in ("self", "professional", "closed")}
        if by["professional"] and not by["self"]:
            row: Row = {"need": need, "area": ward, "professional": by["professional"], "closed": by["closed"]}
            found.append(row | {"outreach": [key for key in there if _seeks(map_, key)]})
    return found


def _those(map_: Map, services: list[str], access: str) -> list[str]:
    return [key for key in services if map_.town.shown(key, "access") == access]


def _seeks(map_: Map, service: str) -> bool:
    """Whether it is known to seek people out."""
    return map_.town.shown(service, "approach") in OUTREACH


def outreach(map_: Map) -> list[Row]:
    """G6: every ward, the most deprived first, with the services there that seek people out."""
    found: list[Row] = []
    for row in table(terms.AREAS):
        if row["level"] == "ward":
            there = [key for key, cells in map_.of.items() if any(cell[2] == row["key"] for cell in cells)]
            seeking = sorted(key for key in there if _seeks(map_, key))
            found.append({"area": row["key"], "core20": float(row["core20"]), "outreach": seeking})
    return sorted(found, key=lambda row: -row["core20"])
