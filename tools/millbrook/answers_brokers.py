"""Who joins sectors that otherwise do not meet (B2), triple by triple."""

from itertools import permutations
from typing import Any

from tools.millbrook.answers_people import providers, sectors
from tools.millbrook.plan import bodies, ties
from tools.millbrook.plan.rounds import LAST
from tools.millbrook.tables import table
from tools.millbrook.town import Town

Row = dict[str, Any]
#: A link from one body to another.
Pair = tuple[str, str]


def referral_pairs(town: Town) -> set[Pair]:
    """Bodies that refer, themselves or by a service they provide, to a service of another; roles are left out."""
    found = set()
    for link in town.links:
        kind, key = link.sender.split()
        if link.to in town.live and kind != "Role" and (kind == "Org" or key in town.live):
            senders = [key] if kind == "Org" else providers(town, key)
            found |= {(a, b) for a in senders for b in providers(town, link.to) if a != b}
    return found


def works_with_pairs() -> set[Pair]:
    """Bodies that somebody said in 2026 work together, both ways round."""
    rows = [(row["a"], row["b"]) for row in table(ties.WORKS_WITH) if row["2026"]]
    return {pair for a, b in rows for pair in ((a, b), (b, a))}


def money_pairs(town: Town) -> set[Pair]:
    """Bodies that pay for a service now, and those that provide it."""
    rows = [row for row in table(bodies.FUNDING) if row["from"].startswith("Org ") and row["to"] in town.live]
    now = [row for row in rows if not row["ends"] or row["ends"] >= LAST]
    pairs = {(row["from"].removeprefix("Org "), body) for row in now for body in providers(town, row["to"])}
    return {(a, b) for a, b in pairs if a != b}


def brokers(pairs: set[Pair]) -> list[Row]:
    """For each body of the network the pairs (a, c) that it joins, by sector, and its constraint.

    A pair counts that has no link from a to c (Gould and Fernandez 1989). The constraint is Burt's, with links taken
    either way. A body that joins no pair has only the latter.
    """
    of = sectors()
    members = sorted({end for pair in pairs for end in pair})
    roles: dict[str, dict[str, int]] = {body: {} for body in members}
    for a, b, c in permutations(members, 3):
        if (a, b) in pairs and (b, c) in pairs and (a, c) not in pairs:
            word = _role(of[a], of[b], of[c])
            roles[b][word] = roles[b].get(word, 0) + 1
    return [
        {"body": body, "sector": of[body], **roles[body], "constraint": constraint(pairs, body)} for body in members
    ]


def _role(a: str, b: str, c: str) -> str:
    if a == b == c:
        return "coordinator"
    if b == c:
        return "gatekeeper"
    if a == b:
        return "representative"
    return "itinerant" if a == c else "liaison"


def constraint(pairs: set[Pair], body: str) -> float:
    """How far all a body's contacts are one circle: the sum over contacts j of (p_ij + sum of p_iq p_qj) squared."""
    near = {end: {b for a, b in pairs if a == end} | {a for a, b in pairs if b == end} for end in _ends(pairs)}
    total = 0.0
    for j in near[body]:
        through = sum(1 / len(near[body]) / len(near[q]) for q in near[body] if j in near[q])
        total += (1 / len(near[body]) + through) ** 2
    return round(total, 4)


def _ends(pairs: set[Pair]) -> set[str]:
    return {end for pair in pairs for end in pair}


def joined_by_one(pairs: set[Pair]) -> list[Row]:
    """Sectors whose every link with other sectors is with one and the same body."""
    of = sectors()
    found = []
    for sector in sorted(set(of.values())):
        beyond = {b if of[a] == sector else a for a, b in pairs if (of[a] == sector) != (of[b] == sector)}
        if len(beyond) == 1:
            found.append({"sector": sector, "by": min(beyond)})
    return found


def joining(town: Town) -> Row:
    """B2: the brokers of referrals and of working relations, and the sectors that one body alone joins to the rest."""
    referrals, works = referral_pairs(town), works_with_pairs()
    every = referrals | works | money_pairs(town)
    return {
        "referrals": brokers(referrals),
        "works_with": brokers(works),
        "joined_by_one": joined_by_one(every),
    }
