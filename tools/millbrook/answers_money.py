"""Who pays for what, what hangs on it, and who uses which system (O5, G8, B6, A6)."""

from typing import Any

from tools.millbrook.answers_cells import Map
from tools.millbrook.ids import taken
from tools.millbrook.plan import bodies
from tools.millbrook.plan.rounds import LAST
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import Cell, Town

Row = dict[str, Any]


def funding(town: Town) -> list[Cells]:
    """The payments that have not ended, by funders that have not, for live services."""
    ended = {f"Fund {row['key']}" for row in table(bodies.FUNDS) if row["ends"] and row["ends"] < LAST}
    return [
        row
        for row in table(bodies.FUNDING)
        if row["to"] in town.live and row["from"] not in ended and (not row["ends"] or row["ends"] >= LAST)
    ]


def funders(town: Town, service: str) -> list[str]:
    """Who pays for a service, by id."""
    return sorted(taken(row["from"]) for row in funding(town) if row["to"] == service)


def two_funders(map_: Map) -> list[Row]:
    """O5: needs in wards that two funders or more pay for, for the same groups; groups together, by their number."""
    paid = {key: funders(map_.town, key) for key in map_.of}
    merged: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], int] = {}
    for (need, _, ward), there in map_.at.items():
        who = sorted({funder for key in there for funder in paid[key]})
        if len(who) > 1:
            place = need, ward, tuple(who), tuple(key for key in sorted(there) if paid[key])
            merged[place] = merged.get(place, 0) + 1
    return [
        {"need": need, "area": ward, "groups": number, "funders": list(who), "services": list(there)}
        for (need, ward, who, there), number in sorted(merged.items())
    ]


def funding_ends(map_: Map) -> dict[str, list[Row]]:
    """G8: for each day what is left of the cells when all that is paid until then or before has gone.

    `services`: what only the service covers, by itself. `days`: the cells and places that nobody is left in, each on
    the first day on which that is so; places with their people in need. Money that has ended already counts too.
    """
    until = {key: day for key in map_.of if (day := map_.town.shown(key, "funded_until"))}
    alone = {key: sum(there == [key] for there in map_.at.values()) for key in until}
    rows: list[Row] = [
        {"service": key, "day": until[key], "funders": funders(map_.town, key), "alone": alone[key]}
        for key in sorted(until, key=lambda key: (until[key], key))
    ]
    days: list[Row] = []
    cells: set[Cell] = set()
    places: set[tuple[str, str]] = set()
    for day in sorted(set(until.values())):
        gone = {key for key, last in until.items() if last <= day}
        now = {cell for cell, there in map_.at.items() if there and gone.issuperset(there)}
        empty = {place for place, there in map_.places.items() if there and gone.issuperset(there)}
        new = sorted(empty - places)
        people = sum(map_.people[place] for place in new)
        days.append({"day": day, "cells": len(now - cells), "places": [list(place) for place in new], "people": people})
        cells, places = now, empty
    return {"services": rows, "days": days}


def concentration(town: Town) -> Row:
    """B6: services and pounds by funder; the shares squared and summed (HHI), and one over that (effective funders)."""
    rows = funding(town)
    services: dict[str, list[str]] = {}
    pounds: dict[str, float] = {}
    for row in rows:
        services.setdefault(taken(row["from"]), []).append(row["to"])
        if row["amount"]:
            pounds[taken(row["from"])] = pounds.get(taken(row["from"]), 0) + float(row["amount"])
    counts = {funder: len(own) for funder, own in services.items()}
    found: list[Row] = [
        {
            "funder": funder,
            "services": sorted(own),
            "share": round(len(own) / len(rows), 4),
            "pounds": pounds.get(funder, 0),
            "ends": sorted({row["ends"] for row in rows if taken(row["from"]) == funder and row["ends"]}),
        }
        for funder, own in sorted(services.items())
    ]
    return {"funders": found, "by_services": _hhi(counts), "by_pounds": _hhi(pounds)}


def _hhi(shares: dict[str, Any]) -> Row:
    total = sum(shares.values())
    squares = sum((share / total) ** 2 for share in shares.values())
    return {"hhi": round(squares, 4), "effective": round(1 / squares, 2)}


def adoption(town: Town) -> list[Row]:
    """A6: who uses which system, how far, since when, what stands in the way, and who pays for the service."""
    return [
        {
            "user": taken(row["from"]),
            **{name: row[name] for name in ("platform", "state", "since", "blocks")},
            "funders": funders(town, row["from"].removeprefix("Service ")),
        }
        for row in table(bodies.USES)
        if not row["since"] or row["since"] <= LAST
    ]
