"""Answers made by hand for towns to draw: the columns are those of the questions."""

import random
from dataclasses import replace

from linkwork.graph.view import AnswerView, ViewLink, ViewNode

COLUMNS = {
    "O1": (
        "service_a provider_a service_b provider_b shared_needs containment_a_in_b containment_b_in_a jaccard "
        "intentional service_a_id service_b_id"
    ),
    "O3": (
        "need area n_services n_providers capacity effective_providers demand capacity_per_1000 single services "
        "core20_share need_id area_id service_ids"
    ),
    "P6": "from to kind volume_month wait_days feedback from_id to_id link_id",
    "P2": "service referrals_in why_stopped needs_left_unmet entry_points_affected senders provider service_id",
    "P3": "loop_members length links volume feedback member_ids link_ids",
    "P9": "service needs entry_points_tried missing_link provider access service_id sender_ids",
}


def answer(id_, rows=(), nothing=""):
    """An answer with the columns of that question; what a row does not say is blank."""
    names = COLUMNS[id_].split()
    assert all(set(row) <= set(names) for row in rows)
    return AnswerView(
        id=id_,
        title=f"Title of {id_}",
        question=f"What does {id_} ask?",
        columns=tuple((name, f"what {name} means") for name in names),
        rows=tuple({name: row.get(name) for name in names} for row in rows),
        how_to_read=f"How {id_} is read.",
        assumptions=(f"What {id_} takes for granted.",),
        caveats=(f"What {id_} does not mean.",),
        nothing=nothing or ("" if rows else f"Of {id_} there is nothing."),
    )


def overlap(a, b, shares, judged=None):
    """A pair of services, each an (id, name): the shares a in b, b in a, and Jaccard."""
    keys = ("containment_a_in_b", "containment_b_in_a", "jaccard")
    named = {"service_a_id": a[0], "service_a": a[1], "service_b_id": b[0], "service_b": b[1]}
    return {**named, **dict(zip(keys, shares, strict=True)), "intentional": judged, "shared_needs": ["Debt"]}


def spot(need, area, services, demand=None, share=None):
    """A need in an area, each an (id, name), with the names of the services."""
    return {
        **{"need_id": need[0], "need": need[1], "area_id": area[0], "area": area[1]},
        **{"n_services": len(services), "services": services, "demand": demand, "core20_share": share},
        "single": len(services) == 1,
    }


def referral(from_, to, kind="referral", volume=None):
    """A referral link between two (id, name)."""
    said = {"from_id": from_[0], "from": from_[1], "to_id": to[0], "to": to[1], "kind": kind, "volume_month": volume}
    return {**said, "link_id": f"{from_[0]}>{to[0]}:{kind}"}


def stop(service):
    """A dead end."""
    return {"service_id": service[0], "service": service[1], "referrals_in": 1, "why_stopped": "it refers nobody on"}


def loop(*services):
    """A loop of services."""
    ids, names = [one[0] for one in services], [one[1] for one in services]
    return {"member_ids": ids, "loop_members": names, "length": len(ids), "links": len(ids)}


def out_of_reach(service):
    """A service that nobody can reach."""
    return {"service_id": service[0], "service": service[1], "missing_link": "nobody refers to it"}


def told(view, *answers):
    """The view with those answers."""
    return replace(view, answers={one.id: one for one in answers})


PCN, LINKS = ("org-pcn", "Hamlet PCN"), ("service-links", "Link workers")
DEBT, WALKS, LATE = ("service-debt", "Debt advice"), ("service-walks", "Friday walks"), ("service-late", "Late café")
NORTH, SOUTH = ("area-n", "North"), ("area-s", "South")
MONEY, MOOD = ("need-money", "Money"), ("need-mood", "Low mood")


def little():
    """Every answer that a drawing asks for, of a hamlet: one dead end, one loop, one service out of reach, one gap."""
    return (
        answer(
            "O1",
            [
                overlap(DEBT, LINKS, (1.0, 0.5, 0.5), "deliberate"),
                overlap(LINKS, WALKS, (0.4, 0.667, 0.333), "accidental"),
                overlap(DEBT, WALKS, (0.3, 0.2, 0.136)),
            ],
        ),
        answer(
            "O3",
            [
                spot(MONEY, NORTH, ["Debt advice", "Link workers"], 120, 0.2),
                spot(MONEY, SOUTH, ["Link workers"], "under 5", 0.6),
                spot(MOOD, NORTH, [], 80, 0.2),
                spot(MOOD, SOUTH, ["Friday walks"], None, 0.6),
            ],
        ),
        answer(
            "P6",
            [
                referral(PCN, LINKS, "referral", 30),
                referral(LINKS, DEBT, "warm_handover", 12),
                referral(LINKS, WALKS, "signpost"),
                referral(WALKS, LINKS, None),
            ],
        ),
        answer("P2", [stop(DEBT)]),
        answer("P3", [loop(LINKS, WALKS)]),
        answer("P9", [out_of_reach(LATE)]),
    )


def nasty(names):
    """Every answer, with those texts wherever a source has a say."""
    named = [(f"thing-{n}", name) for n, name in enumerate(names)]
    odd = names[1]
    last = len(named) - 1
    rows = [referral(one, named[n - 1], names[n]) for n, one in enumerate(named)]
    pairs = [overlap(one, named[n - 1], (0.5, 0.5, 0.3), names[n]) for n, one in enumerate(named)]
    return (
        answer("O1", pairs),
        answer("O3", [spot(one, named[last - n], [names[n]] * (n % 4), odd, 0.5) for n, one in enumerate(named)]),
        answer("P6", [{**row, "volume_month": odd, "feedback": odd} for row in rows]),
        answer("P2", [{**stop(named[0]), "why_stopped": odd}], odd),
        answer("P3", [loop(*named[:3])]),
        answer("P9", [], odd),
    )


def millbrook():
    """Every answer for a borough of 60 services and 200 links, 14 needs and 8 wards; and its nodes and links."""
    nodes, links, routes = network()
    return nodes, links, (landscape(60), crowding(), *routes)


FIRST = ["Mill", "Weir", "Lock", "Ford", "Brook", "Lea", "Quay", "Marsh", "Meadow", "Orchard", "Station", "Harbour"]
SECOND = [
    "Debt Advice",
    "Carers' Support",
    "Walking Group",
    "Bereavement Service",
    "Housing Help Desk",
    "Talking Therapies",
    "Food Club",
    "Befriending for Older People",
    "Parents and Toddlers",
    "Employment and Skills Service",
    "Drug and Alcohol Recovery",
]
NEEDS = [
    "Debt",
    "Housing",
    "Loneliness",
    "Bereavement",
    "Food",
    "Fuel",
    "Employment",
    "Carer strain",
    "Low mood",
    "Physical activity",
    "Substance use",
    "Parenting",
    "Immigration advice",
    "Digital skills",
]
WARDS = ["Brookside", "Castle Hill", "Eastgate", "Fairmead", "Harbour", "Old Town", "Riverside and Weir", "Upper Mill"]


def services(number):
    """Made-up services as (id, name)."""
    return [(f"service-{n:03}", f"{FIRST[n % 12]} {SECOND[n % 11]}") for n in range(number)]


def landscape(number=21, seed=3):
    """An answer to O1 about so many services in clusters of three."""
    chance, every, rows = random.Random(seed), services(number), []
    for n, a in enumerate(every):
        for m in range(n + 1, number):
            if n % 7 == m % 7 or chance.random() < 0.05:
                x, y = chance.choice([0.3, 0.5, 0.8, 1.0]), chance.choice([0.12, 0.4, 0.667, 0.9, 1.0])
                shares = (x, y, round(1 / (1 / x + 1 / y - 1), 4))
                rows.append(overlap(a, every[m], shares, {0: "deliberate", 1: "accidental"}.get((n + m) % 9)))
    return answer("O1", rows)


def crowding(needs=14, wards=8, seed=5):
    """An answer to O3 about so many needs and wards."""
    chance, every = random.Random(seed), [name for _, name in services(12)]
    rows = []
    for n in range(needs):
        for m in range(wards):
            there = every[: max(0, chance.choice([0, 0, 1, 1, 2, 3, 4, 6, 11]) - n % 3)]
            need, area = NEEDS[n % 14] + (f" {n}" if n > 13 else ""), WARDS[m % 8] + (f" {m}" if m > 7 else "")
            people = chance.randrange(5, 900) if chance.random() < 0.8 else "under 5"
            rows.append(spot((f"need-{n}", need), (f"area-{m}", area), there, people, round(0.1 + 0.09 * m, 2)))
    return answer("O3", rows)


def _referrals(chance, senders, every, links):
    """So many different links, from senders to services and between those of them that are reached."""
    reached, pairs = every[: len(every) - 5], {}
    while len(pairs) < links:
        if chance.random() < 0.45:
            pair = chance.choice(senders), every[int(len(every) * 0.7 * chance.random() ** 1.5)]
        else:
            a, b = sorted((chance.randrange(len(reached)), chance.randrange(len(reached))))
            pair = (reached[b], reached[a]) if chance.random() < 0.15 else (reached[a], reached[b])
        if pair[0] != pair[1]:
            kind = chance.choice(["referral", "referral", "signpost", "warm_handover", None])
            volume = chance.choice([None, None, 5, 12, 30, 80, "under 5"])
            pairs[pair] = referral(*pair, kind, volume)
    return [pairs[pair] for pair in sorted(pairs)]


def network(number=60, links=200, doors=16, seed=11):
    """Nodes and links of a view, and the answers P6, P2, P3 and P9, for a town of so many services."""
    chance, every = random.Random(seed), services(number)
    senders = [(f"org-{n:02}", f"{WARDS[n % 8]} Health Centre {n}") for n in range(doors - 2)]
    senders += [("role-lw", "Social prescribing link worker"), ("role-cn", "Care navigator")]
    reached = every[: number - 5]
    rows = _referrals(chance, senders, every, links)
    onward = {row["from_id"] for row in rows}
    into = {row["to_id"] for row in rows}
    stops = [one for one in reached if one[0] in into and one[0] not in onward][:3]
    back = next(row for row in rows if row["from_id"] > row["to_id"] and row["from_id"].startswith("service"))
    bounce = [one for one in every if one[0] in {back["from_id"], back["to_id"]}]
    nodes = [ViewNode(id_, "Organisation" if id_.startswith("org") else "Role", name) for id_, name in senders]
    nodes += [
        ViewNode(id_, "Service", name, facts={"access": "self" if n % 6 == 0 else "professional"})
        for n, (id_, name) in enumerate(every)
    ]
    sides = ["sender", "receiver", "both", None]
    joined = [
        ViewLink(
            row["link_id"], "REFERS_TO", row["from_id"], row["to_id"], facts={"confirmed_by": chance.choice(sides)}
        )
        for row in rows
    ]
    joined.append(ViewLink("staff", "STAFFED_BY", every[0][0], "role-cn"))
    answers = (
        answer("P6", rows),
        answer("P2", [stop(one) for one in stops]),
        answer("P3", [loop(*bounce)]),
        answer("P9", [out_of_reach(one) for one in every[number - 5 :]]),
    )
    return nodes, joined, answers
