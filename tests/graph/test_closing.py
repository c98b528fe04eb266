"""Loss if closed, against taking each thing out of the rows and counting reach again."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.closing import cuts, losses
from linkwork.graph.measures.routes import Journey
from tests.graph.route_towns import Rows, places

FEW = settings(max_examples=150, deadline=None)
ASKED = st.tuples(
    st.sampled_from(["", "need-money", "need-debt"]),
    st.sampled_from(["", "", "group-adult", "group-old", "group-child"]),
    st.sampled_from(["", "", "borough", "north"]),
)


def without(rows: Rows, kind: str, id_: str) -> Rows:
    """The place without one thing and what cannot be without it."""
    key = {"service": "service_id", "offer": "offer_id"}.get(kind, "")
    return replace(
        rows,
        services=[row for row in rows.services if kind != "service" or row["id"] != id_],
        offers=[row for row in rows.offers if not key or row[key] != id_],
        staffing=[row for row in rows.staffing if kind != "service" or row["service_id"] != id_],
        links=[
            row
            for row in rows.links
            if (kind != "link" or row["id"] != id_) and (kind != "service" or id_ not in (row["from_id"], row["to_id"]))
        ],
    )


def recounted(rows: Rows, need: str, group: str, area: str) -> dict[tuple[str, str], set]:
    leaves = {"": {"need-debt", "need-benefits", "need-mood"}, "need-money": {"need-debt", "need-benefits"}}
    wanted = leaves.get(need, {need})
    now = rows.referrals().reach(group, area).valid
    things = [("service", row["id"]) for row in rows.services]
    things += [("link", row["id"]) for row in rows.links] + [("offer", row["offer_id"]) for row in rows.offers]
    lost = {
        thing: {pair for pair in now - without(rows, *thing).referrals().reach(group, area).valid if pair[1] in wanted}
        for thing in things
    }
    return {thing: pairs for thing, pairs in lost.items() if pairs}


@FEW
@given(places(), ASKED, st.booleans())
def test_the_loss_of_each_thing_is_what_reach_lacks_without_it(rows, asked, share):
    if share and rows.offers:
        # One offer that two services have: it is lost to both at once.
        rows.offers.append(rows.offers[0] | {"service_id": rows.services[-1]["id"]})
    found = losses(rows.referrals(), Journey("", *asked), limit=1000)
    expected = recounted(rows, *asked)
    assert {(loss.kind, loss.id): loss.pairs for loss in found.rows} == expected
    order = [(-len(loss.pairs), ["service", "link", "offer"].index(loss.kind), loss.id) for loss in found.rows]
    assert order == sorted(order)
    assert found.total == len(expected)


def told(rows: Rows, *asked: str) -> list[tuple[str, str, list[str]]]:
    found = losses(rows.referrals(), Journey("", "", *asked)).rows
    return [(loss.kind, loss.id, sorted(need for _, need in loss.pairs)) for loss in found]


def test_a_service_loses_a_need_that_others_meet_too_where_those_are_only_past_it():
    # A is got to by a referral that forbids to refer on and by one that does not; B meets Debt too, but only past A.
    rows = Rows().service("a", "b").refer("org-x", "a", onward=False, category="signpost").refer("org-x", "a")
    rows.refer("a", "b").offer("a", "debt", "borough").offer("b", "debt mood", "borough")
    assert told(rows) == [
        ("service", "a", ["need-debt", "need-mood"]),
        ("service", "b", ["need-mood"]),
        ("link", "a>b", ["need-mood"]),
        ("link", "org-x>a", ["need-mood"]),
        ("offer", "offer-1", ["need-mood"]),
    ]
    # With a group asked for, nobody gets past A without its offer.
    assert ("offer", "offer-0", ["need-debt", "need-mood"]) in told(rows, "group-child")


def test_each_service_loses_its_own_need_however_many_needs_there_are():
    # Each is got to by a referral that forbids to refer on and by one that does not: its ends are not past itself.
    services = ["a", "b", "c", "d", "e", "f"]
    rows = Rows(needs={f"need-{id_}": "" for id_ in services}).service(*services)
    for id_ in services:
        rows.refer("org-x", id_, onward=False, category="signpost").refer("org-x", id_).offer(id_, id_, "borough")
    assert [row for row in told(rows) if row[0] == "service"] == [("service", id_, [f"need-{id_}"]) for id_ in services]


def parts(joins, members):
    """How many groups of members are joined, by walking from each."""
    left, number = set(members), 0
    while left:
        waiting, number = [left.pop()], number + 1
        while waiting:
            here = waiting.pop()
            near = {b for a, b in joins if a == here} | {a for a, b in joins if b == here}
            waiting += near & left
            left -= near
    return number


@FEW
@given(places())
def test_a_cut_is_what_the_network_falls_apart_without_whichever_way_people_are_sent(rows):
    net = rows.referrals().network
    ways = [(way.from_id, way.to_id, way.link_id) for some in net.ways.values() for way in some]
    ways = [way for way in ways if way[0] in net.services or (way[0] in net.doors and way[0] != "self")]
    members = {end for a, b, _ in ways for end in (a, b)}
    whole = parts({(a, b) for a, b, _ in ways}, members)
    links = {link for _, _, link in ways if parts({(a, b) for a, b, other in ways if other != link}, members) > whole}
    points = {
        id_
        for id_ in members & net.services.keys()
        if parts({(a, b) for a, b, _ in ways if id_ not in (a, b)}, members - {id_}) > whole
    }
    assert cuts(net).links == links
    assert cuts(net).services == points
