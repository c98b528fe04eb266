"""Boards, sectors, contacts, ratings and who was heard (B1, B3, B4, B7, B8, D7, D8, D9)."""

from collections.abc import Iterable
from typing import Any

from tools.millbrook.answers_money import funders
from tools.millbrook.ids import taken
from tools.millbrook.plan import bodies, people, policy, ties
from tools.millbrook.plan.rounds import FIRST, LAST
from tools.millbrook.plan.services import COMMISSIONED, SECOND_PROVIDER
from tools.millbrook.sheets_ties import said
from tools.millbrook.tables import table
from tools.millbrook.town import NEEDS, Town, spread

Row = dict[str, Any]
#: From fewer raters than this nothing is shown.
RATERS = 3
#: The need for which it is worked out who must be in the room.
TOPIC = "repairs"


def sectors() -> dict[str, str]:
    """The sector of every body, the directory's too."""
    rows = [*table(bodies.ORGANISATIONS), *table(bodies.DIRECTORY_ORGANISATIONS)]
    return {row["key"]: row["sector"] for row in rows}


def providers(town: Town, service: str) -> list[str]:
    """Who provides a service, alone or with another."""
    return sorted({*town.providers(service), *SECOND_PROVIDER.get(service, "").split()})


def in_the_room(town: Town) -> Row:
    """B1: who provides, commissions, pays for and refers to the services that meet one need, and their boards."""
    meeting = [
        key
        for key in town.live
        if any(TOPIC in spread(NEEDS, offer.needs) for offer in town.live_offers if offer.service == key)
    ]
    provide = sorted({body for key in meeting for body in providers(town, key)})
    commission = sorted(body for body, own in COMMISSIONED.items() if set(own) & set(meeting))
    pay = sorted({funder for key in meeting for funder in funders(town, key)})
    refer = sorted({taken(link.sender) for link in town.links if link.to in meeting})
    boards = {row["board"] for row in table(ties.MEMBERS) if row["organisation"] in {*provide, *commission}}
    found: Row = {"need": TOPIC, "services": sorted(meeting), "provide": provide, "commission": commission}
    return found | {"pay": pay, "refer": refer, "boards": sorted(boards)}


def boards() -> list[Row]:
    """B3: for each board its members, their sectors, and which sectors that have a body are not there."""
    of, found = sectors(), []
    for board in table(bodies.BOARDS):
        members = [
            row["organisation"] for row in table(ties.MEMBERS) if row["board"] == board["key"] and said(row, LAST)
        ]
        there = {of[member] for member in members}
        found.append(
            {
                "board": board["key"],
                "members": sorted(members),
                "sectors": sorted(there),
                "missing": sorted(set(of.values()) - there),
            }
        )
    return found


def _asked(year: str) -> dict[str, tuple[str, int]]:
    rows = [(row["organisation"], row[year].split()) for row in table(ties.ASKED) if row[year]]
    return {body: (answered, int(reminders)) for body, (answered, reminders) in rows}


def not_answered(town: Town) -> Row:
    """D8: in each year who was asked and did not answer, with the reminders and the live services they provide."""
    found: Row = {}
    for year in ("2025", "2026"):
        own = {body: [key for key in town.live if body in providers(town, key)] for body in _asked(year)}
        found[year] = [
            {"body": body, "asked_on": ties.ASKED_ON[year], "reminders": reminders, "services": sorted(own[body])}
            for body, (answered, reminders) in sorted(_asked(year).items())
            if answered == "no"
        ]
    return found


def voices(town: Town) -> list[Row]:
    """B4: sector by sector the bodies asked, that answered, were invited and came, and who was heard in neither way.

    An engagement counts that was held after the first mapping and by the last. A service is unrepresented if none of
    those who provide it was heard.
    """
    held = {row["key"] for row in table(policy.ENGAGEMENTS) if FIRST < row["date"] <= LAST}
    invited = {row["from"] for row in table(policy.INVITED) if row["to"] in held}
    came = {row["from"] for row in table(policy.TOOK_PART) if row["to"] in held}
    asked = _asked("2026")
    answered = {body for body, (word, _) in asked.items() if word == "yes"}
    heard = answered | came
    silent = {key for key in town.live if not heard & set(providers(town, key))}
    found = []
    for sector in sorted(set(sectors().values())):
        own = {body for body, of in sectors().items() if of == sector}
        numbers = {"bodies": own, "asked": own & asked.keys(), "answered": own & answered, "invited": own & invited}
        numbers |= {"came": own & came, "heard": own & heard}
        row: Row = {"sector": sector, **{name: len(those) for name, those in numbers.items()}}
        row["unheard"] = sorted(own - heard)
        row["services"] = sorted(key for key in silent if own & set(providers(town, key)))
        found.append(row)
    return found


def contacts(town: Town) -> dict[str, int]:
    """B7: how many people are a contact for each live service that has any."""
    named = [part.strip() for row in table(people.PEOPLE) for part in row["contact for"].split(";")]
    return {key: number for key in sorted(town.live) if (number := named.count(key))}


def ratings(year: str) -> list[Row]:
    """B8: for each two bodies how many rated them, and the means; None where too few did."""
    names = ("intensity", "trust", "value")
    pairs = sorted({(row["a"], row["b"]) for row in table(ties.WORKS_WITH) if row[year]})
    found = []
    for a, b in pairs:
        said_ = [row[year].split() for row in table(ties.WORKS_WITH) if (row["a"], row["b"]) == (a, b) and row[year]]
        enough = len(said_) >= RATERS
        means = [
            round(sum(map(int, column)) / len(said_), 2) if enough else None for column in zip(*said_, strict=True)
        ]
        found.append({"a": a, "b": b, "raters": len(said_), **dict(zip(names, means, strict=True))})
    return found


def personal() -> Row:
    """D7: how many people are held, on what basis, and the job titles of those who should have gone by now."""
    rows = table(people.PEOPLE)
    overdue = sorted(row["job title"] for row in rows if row["keep until"] < LAST)
    return {"people": len(rows), "basis": people.LAWFUL_BASIS, "overdue": overdue}


def counts() -> Row:
    """D9: the engagements that may count the same people, in groups that hang together; and those that stand alone."""
    rows = table(policy.ENGAGEMENTS)
    groups = [{row["key"]} for row in rows]
    for row in rows:
        for other in row["overlaps"].split():
            joined = [group for group in groups if row["key"] in group or other in group]
            groups = [group for group in groups if group not in joined] + [set[str]().union(*joined)]
    took_part = {row["key"]: int(row["took part"]) for row in rows}
    return {
        "may_not_be_added": _sorted(group for group in groups if len(group) > 1),
        "may_be_added": _sorted(group for group in groups if len(group) == 1),
        "took_part": took_part,
    }


def _sorted(groups: Iterable[set[str]]) -> list[list[str]]:
    return sorted(sorted(group) for group in groups)
