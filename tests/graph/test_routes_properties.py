"""Routes, reach, dead ends, loops and what nobody can reach, against every simple path there is, one by one.

The oracle knows nothing of how routes are found: it walks every path without repeats, spells hierarchies out in its own
tables, and applies the rules of docs/measures.md to each.
"""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.routes import Journey
from tests.graph.route_towns import Rows, places

LEAVES = {"need-money": {"need-debt", "need-benefits"}, "group-adult": {"group-old", "group-carer"}}
NEEDS = ["need-benefits", "need-debt", "need-mood"]
INSIDE = {"borough": {"borough", "north", "south"}, "north": {"north"}, "south": {"south"}, "": set()}
ASKED = st.tuples(
    st.sampled_from(["", "need-money", "need-debt", "need-mood"]),
    st.sampled_from(["", "group-adult", "group-old", "group-carer", "group-child"]),
    st.sampled_from(["", "borough", "north", "south"]),
)
FEW = settings(max_examples=120, deadline=None)


def spelt(ids):
    return set().union(*(LEAVES.get(id_, {id_}) for id_ in ids))


def fits(offer, need, group, area):
    if need and not spelt([need]) & spelt(offer["need_ids"]):
        return False
    taken = spelt(offer["include_ids"]) if offer["include_ids"] else spelt(["group-adult", "group-child"])
    if group and not spelt([group]) <= taken - spelt(offer["exclude_ids"]):
        return False
    covered = set().union(*(INSIDE[x] for x in offer["area_ids"]))
    return not area or area in covered or (area == "borough" and {"north", "south"} <= covered)


def takes(rows, service, need, group, area):
    if not (need or group or area):
        return True
    return any(o["service_id"] == service and fits(o, need, group, area) for o in rows.offers)


def ends(rows, service, asked):
    """Whether a journey can end there: by one offer for the need or, asked for none in particular, for some need."""
    return any(takes(rows, service, need, *asked[1:]) for need in ([asked[0]] if asked[0] else NEEDS))


def meets(rows, service):
    return spelt(need for offer in rows.offers if offer["service_id"] == service for need in offer["need_ids"])


def steps_from(rows: Rows, start: str):
    """Every (receiver, link id, days or None, forbids) by which people get on from a door or a service."""
    service = {row["id"]: row for row in rows.services}
    if start == "self":
        return [(id_, "", row["wait_days"], False) for id_, row in service.items() if row["access"] == "self"]
    senders = {start} | {s["role_id"] for s in rows.staffing if s["service_id"] == start}
    found = []
    for link in rows.links:
        if link["from_id"] in senders and link["to_id"] != start:
            wait = link["wait_days"] if link["wait_days"] is not None else service[link["to_id"]]["wait_days"]
            found.append((link["to_id"], link["id"], wait, link["onward_allowed"] is False))
    return found


def paths(rows: Rows, start: str, been=()):
    """Every path without repeats, as a list of steps."""
    for step in steps_from(rows, start):
        if step[0] not in been:
            yield [step]
            for rest in paths(rows, step[0], (*been, step[0])):
                yield [step, *rest]


def valid(rows: Rows, path, asked) -> bool:
    closed = {row["id"] for row in rows.services if row["access"] == "closed"}
    need, group, area = asked
    return (
        not any(step[0] in closed for step in path)
        and not any(step[3] for step in path[:-1])
        and all(takes(rows, step[0], "", group, area) for step in path[:-1])
        and takes(rows, path[-1][0], need, group, area)
    )


def order(path):
    days = [step[2] for step in path]
    known = [d for d in days if d is not None]
    return len(days) - len(known), sum(known), len(path), [(s[0], s[1]) for s in path]


def doors(rows: Rows):
    receiving = {link["to_id"] for link in rows.links}
    referred_to = {s["role_id"] for s in rows.staffing if s["service_id"] in receiving}
    found = {link["from_id"] for link in rows.links if link["from_id"][:3] == "org"}
    found |= {link["from_id"] for link in rows.links if link["from_id"][:4] == "role"} - referred_to
    found |= {id_ for id_, row in rows.senders.items() if row["door"]}
    return sorted(found) + ["self"] * any(row["access"] == "self" for row in rows.services)


def ids(route):
    return [(way.to_id, way.link_id or "") for way in route.steps]


@FEW
@given(places(), ASKED)
def test_the_routes_from_each_door_are_the_best_of_every_simple_path_in_order(rows, asked):
    found = rows.referrals()
    assert found.doors() == doors(rows)
    for start in [*doors(rows), *(row["id"] for row in rows.services)]:
        every = [p for p in paths(rows, start, (start,)) if valid(rows, p, asked) and ends(rows, p[-1][0], asked)]
        best = {end: min(group, key=order) for end, group in _by_end(every).items()}
        expected = sorted(best.values(), key=order)
        got = found.routes(Journey(start, *asked))
        assert [ids(route) for route in got] == [order(path)[3] for path in expected]
        assert [(route.unknown, route.days) for route in got] == [order(path)[:2] for path in expected]


@FEW
@given(places(), ASKED)
def test_reach_and_the_quickest_to_each_need_follow_from_every_simple_path(rows, asked):
    _, group, area = asked
    found = rows.referrals()
    expected = {}
    for door, need in itertools.product(doors(rows), NEEDS):
        every = [p for p in paths(rows, door, (door,)) if valid(rows, p, (need, group, area))]
        if every:
            expected[door, need] = min(every, key=order)
    reach = found.reach(group, area)
    assert reach.valid == set(expected)
    pairs = len(doors(rows)) * len(NEEDS)
    assert reach.share == (len(expected) / pairs if pairs else None)
    got = {(route.door, need): ids(route) for need, route in found.quickest(Journey("", "", group, area))}
    assert got == {pair: order(path)[3] for pair, path in expected.items()}


@FEW
@given(places(), ASKED)
def test_where_no_route_is_valid_the_reason_is_of_a_route_that_would_be_there_otherwise(rows, asked):
    found = rows.referrals()
    for door in doors(rows):
        if found.routes(Journey(door, *asked)):
            continue
        every = [p for p in paths(rows, door, (door,)) if ends(rows, p[-1][0], (asked[0], "", ""))]
        failure = found.why_not(Journey(door, *asked))
        assert failure.why
        assert (failure.route is None) == (not every)
        if every:
            assert ids(failure.route) == order(min(every, key=order))[3]
            assert len(failure.reasons) == len(failure.route.steps)
            assert any(failure.reasons)


@FEW
@given(places(), st.sampled_from(["", "group-old", "group-child"]), st.sampled_from(["", "north"]))
def test_nobody_reaches_a_service_to_which_no_simple_path_is_valid(rows, group, area):
    reached = {
        path[-1][0]
        for door in doors(rows)
        for path in paths(rows, door, (door,))
        if valid(rows, path, ("", group, area))
    }
    assert rows.referrals().unreachable(group, area) == sorted({row["id"] for row in rows.services} - reached)


@FEW
@given(places(), st.sampled_from(["", "need-money", "need-mood"]))
def test_dead_ends_are_those_that_receive_go_nowhere_and_meet_nothing_that_is_brought(rows, need):
    expected = []
    asked = spelt([need]) if need else set(NEEDS)
    met = {
        r["id"]: spelt(n for o in rows.offers if o["service_id"] == r["id"] for n in o["need_ids"])
        for r in rows.services
    }
    for service in sorted(met):
        senders = {other for other in met if any(step[0] == service for step in steps_from(rows, other))}
        at = [d for d in doors(rows) for p in paths(rows, d, (d,)) if p[-1][0] == service and valid(rows, p, ("",) * 3)]
        brought = set().union(*(met[sender] for sender in senders)) | (asked if at else set())
        receives = any(link["to_id"] == service != link["from_id"] for link in rows.links)
        if receives and not steps_from(rows, service) and not met[service] & brought:
            expected.append((service, sorted(senders), sorted(set(at), key=doors(rows).index)))
    got = rows.referrals().dead_ends(need)
    assert [(end.service, list(end.senders), list(end.doors)) for end in got] == expected


@FEW
@given(places())
def test_loops_are_the_services_that_can_reach_each_other(rows):
    services = sorted(row["id"] for row in rows.services)
    to = {s: {path[-1][0] for path in paths(rows, s, (s,))} for s in services}
    groups = {tuple(sorted({s} | {t for t in to[s] if s in to[t]})) for s in services}
    expected = sorted((list(g) for g in groups if len(g) > 1), key=lambda g: (len(g), g))
    assert rows.referrals().network.loops() == expected


def _by_end(every):
    found = {}
    for path in every:
        found.setdefault(path[-1][0], []).append(path)
    return found
