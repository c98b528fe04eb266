"""A town with every case that the rules of routes are about, each expected value written out by hand."""

import pytest

from linkwork.graph.measures.eligibility import Rules
from linkwork.graph.measures.routes import Journey, Referrals, how_long
from tests.graph.route_towns import Rows


def weston() -> Referrals:
    """A surgery and a matron send people; some come by themselves; a coach (a role) works in Link.

    Link takes adults all over the borough and sends them on; Advice helps carers, but not with debt.
    """
    town = Rows()
    town.service("link", access="professional", wait=7)
    town.service("advice", "club", "night", "post")
    town.service("cafe", access="self", wait=3).service("gym", access="closed").service("shed", "desk", "lonely")
    town.offer("link", "mood", "borough", include="adult")
    town.offer("advice", "debt", "borough", include="old").offer("advice", "benefits", "north south", exclude="child")
    town.offer("cafe", "mood", "north", exclude="child")
    town.offer("club", "mood", "south").offer("night", "debt").offer("post", "debt", "borough")
    town.offer("gym", "mood", "borough").offer("desk", "benefits", "borough")
    town.refer("org-surgery", "link", 5, True, "referral").refer("org-surgery", "cafe", onward=False)
    town.refer("org-surgery", "post", 2, onward=False).refer("post", "night", 1)
    town.refer("link", "advice", 14).refer("link", "gym", 1).refer("link", "shed", 1)
    town.refer("advice", "link", 6).refer("cafe", "club").refer("gym", "desk", 1)
    town.staff("link", "role-coach").refer("role-coach", "club", 10)
    town.refer("role-matron", "advice")
    return town.referrals()


def told(routes):
    """Each route as the ids of its stops, the unknown waits and the days."""
    return [([route.door, *(way.to_id for way in route.steps)], route.unknown, route.days) for route in routes]


@pytest.fixture(scope="module")
def town() -> Referrals:
    return weston()


def test_doors_refer_and_are_not_referred_to_and_self_stands_last(town):
    # The coach works in Link, which receives referrals, so the coach is no door.
    assert town.doors() == ["org-surgery", "role-matron", "self"]


def test_one_that_is_marked_is_a_door_whatever_refers_to_it():
    rows = Rows().service("a", "b").staff("a", "role-p").refer("b", "a").refer("role-p", "b")
    assert rows.referrals().doors() == []
    assert rows.sender("role-p", door=True).referrals().doors() == ["role-p"]


def test_a_link_says_the_wait_else_the_receiver_and_known_waits_go_before_fewer_days(town):
    # From the surgery to Mood: Cafe's own 3 days; Link's link says 5; Club by the coach 5 + 10.
    # Cafe to Club would take 3 days and an unknown wait, but the surgery's link forbids Cafe to send people on.
    assert told(town.routes(Journey("org-surgery", "need-mood"))) == [
        (["org-surgery", "cafe"], 0, 3),
        (["org-surgery", "link"], 0, 5),
        (["org-surgery", "link", "club"], 0, 15),
    ]


def test_those_who_come_by_themselves_may_be_sent_on(town):
    assert told(town.routes(Journey("self", "need-mood"))) == [
        (["self", "cafe"], 0, 3),
        (["self", "cafe", "club"], 1, 3),
    ]


def test_a_route_goes_on_by_the_roles_that_staff_a_service(town):
    last = town.routes(Journey("org-surgery", "need-mood"))[-1].steps[-1]
    assert (last.from_id, last.via, last.link_id, last.staffing) == (
        "link",
        "role-coach",
        "role-coach>club",
        "link<role-coach",
    )


def test_a_journey_may_start_at_a_service_and_does_not_end_there(town):
    assert told(town.routes(Journey("link", "need-mood"))) == [(["link", "club"], 0, 10)]
    assert told(town.routes(Journey("advice", "need-mood", "group-child"))) == []
    # By Link people would come back to Advice, which meets debt and benefits: that is no route.
    assert [(need, route.end) for need, route in town.quickest(Journey("advice"))] == [("need-mood", "link")]


def test_asked_for_a_broad_need_any_narrower_one_will_do(town):
    assert told(town.routes(Journey("role-matron", "need-money"))) == [(["role-matron", "advice"], 1, 0)]
    assert told(town.routes(Journey("org-surgery", "need-money"))) == [
        (["org-surgery", "post"], 0, 2),
        (["org-surgery", "link", "advice"], 0, 19),
    ]


def test_need_group_and_area_must_be_of_one_offer(town):
    # Advice takes carers, and meets debt, but not debt for carers; it takes older people for both.
    assert town.routes(Journey("role-matron", "need-debt", "group-carer")) == []
    assert town.why_not(Journey("role-matron", "need-debt", "group-carer")).why == (
        "Matron refers to Advice, but what Advice does for Debt is not for Carer"
    )
    assert told(town.routes(Journey("role-matron", "need-debt", "group-old"))) == [(["role-matron", "advice"], 1, 0)]


def test_a_broad_group_must_be_taken_whole(town):
    # Debt is for older people only, so not for all adults; benefits leave out children only.
    assert town.routes(Journey("role-matron", "need-debt", "group-adult")) == []
    assert len(town.routes(Journey("role-matron", "need-benefits", "group-adult"))) == 1


def test_a_group_that_is_left_out_is_not_taken(town):
    failure = town.why_not(Journey("role-matron", "need-benefits", "group-child"))
    assert failure.why == "Matron refers to Advice, but Advice is not for Child"
    assert failure.reasons == ("Advice is not for Child",)


def test_an_area_is_covered_by_itself_by_what_it_lies_in_or_by_all_its_parts(town):
    # Link covers the borough, so North too; Advice's benefits cover North and South, so the whole borough.
    assert len(town.routes(Journey("org-surgery", "need-mood", "", "north"))) == 2
    assert len(town.routes(Journey("role-matron", "need-benefits", "", "borough"))) == 1
    assert told(town.routes(Journey("self", "need-mood", "", "borough"))) == []


def test_a_service_on_the_way_must_take_the_person_too(town):
    # Club is for everyone in South, but Cafe, on the way, is in North only.
    failure = town.why_not(Journey("self", "need-mood", "", "south"))
    assert failure.why == "people can go to Cafe by themselves, but Cafe does not cover South"
    assert told(town.routes(Journey("org-surgery", "need-mood", "", "south"))) == [
        (["org-surgery", "link"], 0, 5),
        (["org-surgery", "link", "club"], 0, 15),
    ]


def test_the_nearest_route_fails_at_each_step_for_its_own_reason(town):
    # Cafe is the best without the rules; it does not take children. The whole way is judged, not the first step alone.
    failure = town.why_not(Journey("link", "need-mood", "group-child", "north"))
    assert told([failure.route]) == [(["link", "gym"], 0, 1)]
    assert failure.reasons == ("Gym takes nobody new",)
    assert failure.why == "Link refers to Gym, but Gym takes nobody new"
    failure = town.why_not(Journey("org-surgery", "need-benefits", "group-child"))
    assert told([failure.route]) == [(["org-surgery", "link", "gym", "desk"], 0, 7)]
    assert failure.reasons == ("Link is not for Child", "Gym takes nobody new", "")


def test_an_offer_that_says_no_area_takes_nobody_once_an_area_is_asked_for(town):
    assert len(town.routes(Journey("post", "need-debt"))) == 1
    assert town.routes(Journey("post", "need-debt", "", "north")) == []
    assert town.why_not(Journey("post", "need-debt", "", "north")).why == (
        "Post refers to Night, but nobody has said which areas Night covers"
    )


def test_a_service_without_any_offer_is_passed_only_where_nothing_is_asked_of_it():
    rows = Rows().service("a", "b").refer("org-x", "a", 1).refer("a", "b", 1).offer("b", "mood", "borough")
    assert len(rows.referrals().routes(Journey("org-x", "need-mood"))) == 1
    assert rows.referrals().why_not(Journey("org-x", "need-mood", "group-old")).why == (
        "X refers to A, but nobody has said whom A takes or where"
    )


def test_an_offer_for_the_group_and_another_in_the_area_are_not_one():
    rows = Rows().service("a").refer("org-x", "a", 1).offer("a", "mood", "north", "old").offer("a", "mood", "south")
    assert rows.referrals().routes(Journey("org-x", "need-mood", "group-child", "north")) == []
    assert rows.referrals().why_not(Journey("org-x", "need-mood", "group-child", "north")).why == (
        "no live service meets Mood for Child in North"
    )


def test_a_link_that_forbids_it_stops_the_receiver_from_sending_people_on():
    rows = Rows().service("a", "b").refer("org-x", "a", 1, False).refer("a", "b", 1).offer("b", "mood", "borough")
    assert rows.referrals().routes(Journey("org-x", "need-mood")) == []
    failure = rows.referrals().why_not(Journey("org-x", "need-mood"))
    assert failure.why == "A may not refer on those whom X sent, so nobody gets from there to B"
    assert failure.reasons == ("", "A may not refer on those whom X sent")
    # By a second, slower link that does not forbid it there is a route.
    rows.refer("org-x", "a", 9, None, "signpost")
    assert told(rows.referrals().routes(Journey("org-x", "need-mood"))) == [(["org-x", "a", "b"], 0, 10)]


def test_why_there_is_not_even_a_failing_route():
    rows = Rows().service("a", "b").refer("org-x", "a").offer("b", "mood").sender("org-y").sender("org-z", door=True)
    lone = rows.referrals()

    def why(door, need):
        failure = lone.why_not(Journey(door, need))
        assert (failure.route, failure.reasons) == (None, ())
        return failure.why

    assert why("org-x", "need-debt") == "no live service meets Debt"
    assert why("org-x", "need-mood") == "no referral leads from X to any service that meets Mood"
    assert why("org-y", "need-mood") == "Y refers nobody to a live service"
    assert why("self", "need-mood") == "no live service says that people may come by themselves"
    assert why("", "need-mood") == "no referral leads from any door to any service that meets Mood"


def test_the_order_is_unknown_waits_then_days_then_steps_then_ids():
    rows = Rows().service("a", "b", "c", "d", "e", "f")
    for id_ in "bcdef":
        rows.offer(id_, "mood")
    rows.refer("org-x", "a", 1).refer("a", "e", 3).refer("org-x", "f", 4).refer("org-x", "c", 4)
    rows.refer("org-x", "b").refer("org-x", "d", 90)
    assert told(rows.referrals().routes(Journey("org-x", "need-mood"))) == [
        (["org-x", "c"], 0, 4),
        (["org-x", "f"], 0, 4),
        (["org-x", "a", "e"], 0, 4),
        (["org-x", "d"], 0, 90),
        (["org-x", "b"], 1, 0),
    ]


def test_of_two_ways_alike_the_first_by_id_is_taken():
    rows = Rows().service("a", "b", "c").offer("c", "mood")
    rows.refer("org-x", "b", 1).refer("org-x", "a", 1).refer("b", "c", 1).refer("a", "c", 1)
    rows.refer("a", "c", 1, None, "signpost").refer("a", "c", 1, None, "referral")
    (route,) = rows.referrals().routes(Journey("org-x", "need-mood"))
    assert [way.link_id for way in route.steps] == ["org-x>a", "a>c"]


def test_of_routes_alike_the_first_by_id_is_best_in_whatever_order_they_are_come_upon():
    # By B it is 2 + 1 days, by C 1 + 2, so C is come upon first; what comes after B stands first all the same.
    rows = Rows().service("a", "b", "c", "d").offer("a", "mood").offer("d", "mood")
    rows.refer("org-x", "b", 2).refer("org-x", "c", 1).refer("b", "d", 1).refer("c", "a", 2)
    assert [told([route]) for _, route in rows.referrals().quickest(Journey("org-x"))] == [
        [(["org-x", "b", "d"], 0, 3)]
    ]
    for onward in (None, False):
        rows = Rows().service("a", "b", "c").offer("a", "mood").refer("org-x", "b", 2).refer("org-x", "c", 1)
        rows.refer("b", "a", 1, onward).refer("c", "a", 2)
        assert told(rows.referrals().routes(Journey("org-x", "need-mood"))) == [(["org-x", "b", "a"], 0, 3)]


def test_needs_that_one_route_meets_stand_in_order_though_one_was_met_before_on_the_way_to_another():
    # As above: A is come upon first and meets mood; the route to D is better for mood, and meets debt too.
    rows = Rows().service("a", "b", "c", "d").offer("a", "mood").offer("d", "mood debt")
    rows.refer("org-x", "b", 2).refer("org-x", "c", 1).refer("b", "d", 1).refer("c", "a", 2)
    found = rows.referrals().quickest(Journey("org-x"))
    assert [(need, route.end) for need, route in found] == [("need-debt", "d"), ("need-mood", "d")]


def test_reach_counts_the_pairs_of_door_and_leaf_need(town):
    # Surgery: mood; debt at Post; benefits by Link and Advice. Matron: Advice, then Link for mood. Self: Cafe for mood.
    reach = town.reach()
    assert reach.valid == {
        ("org-surgery", "need-mood"),
        ("org-surgery", "need-debt"),
        ("org-surgery", "need-benefits"),
        ("role-matron", "need-debt"),
        ("role-matron", "need-benefits"),
        ("role-matron", "need-mood"),
        ("self", "need-mood"),
    }
    assert reach.share == 7 / 9
    # For children: the surgery's Post alone takes them, for debt.
    assert town.reach("group-child", "north").valid == {("org-surgery", "need-debt")}
    assert town.reach("group-child", "north").share == 1 / 9


def test_reach_of_a_place_without_doors_is_not_known():
    assert Rows().service("a").referrals().reach().share is None


def test_dead_ends_receive_people_go_nowhere_and_meet_nothing_that_was_brought(town):
    # Shed says no need at all. Desk meets benefits, but no door leads through Gym, which meets only mood.
    ends = {end.service: end for end in town.dead_ends()}
    assert sorted(ends) == ["desk", "shed"]
    assert ends["desk"].doors == ()
    assert (ends["desk"].meets, ends["desk"].unmet) == ({"need-benefits"}, {"need-mood"})
    assert ends["shed"].doors == ("org-surgery", "role-matron")
    assert (ends["shed"].meets, ends["shed"].unmet, ends["shed"].senders) == (frozenset(), {"need-mood"}, ("link",))


def test_what_is_asked_for_at_the_doors_says_which_services_are_destinations(town):
    # Asked for debt, Club (mood) is no destination, but the mood that Link and Cafe bring is met; Night is behind Post.
    assert [end.service for end in town.dead_ends("need-debt")] == ["desk", "shed"]
    rows = Rows().service("a").offer("a", "mood").refer("org-x", "a").referrals()
    assert rows.dead_ends("need-mood") == []
    (end,) = rows.dead_ends("need-debt")
    assert (end.service, end.unmet, end.senders, end.doors) == ("a", {"need-debt"}, (), ("org-x",))


def test_a_loop_is_services_that_refer_people_round_by_themselves_or_by_roles(town):
    assert town.network.loops() == [["advice", "link"]]
    rows = Rows().service("a", "b", "c").refer("a", "b").staff("b", "role-p").refer("role-p", "c").refer("c", "a")
    assert rows.referrals().network.loops() == [["a", "b", "c"]]
    assert [way.link_id for way in rows.referrals().network.within("abc")] == ["a>b", "role-p>c", "c>a"]


def test_a_service_that_refers_to_itself_is_no_loop_and_no_way_on():
    rows = Rows().service("a").refer("a", "a").refer("org-x", "a").offer("a", "")
    assert rows.referrals().network.loops() == []
    assert [end.service for end in rows.referrals().dead_ends()] == ["a"]


def test_nobody_reaches_what_is_closed_or_behind_what_may_not_refer_on(town):
    assert town.unreachable() == ["desk", "gym", "lonely", "night"]
    assert town.unreachable("group-child", "north") == [
        "advice", "cafe", "club", "desk", "gym", "link", "lonely", "night", "shed",
    ]  # fmt: skip


def test_the_time_of_a_route_in_words():
    assert how_long(1, 0, 2) == "1 day"
    assert how_long(14, 0, 2) == "14 days"
    assert how_long(7, 1, 3) == "at least 7 days; 1 wait is not known"
    assert how_long(0, 2, 2) == "2 waits are not known"


#: The referral network of the oracle town. GP and Ward are bodies that send; Self is access self at CommNav, whose own
#: wait of 1 day stands for the link from Self (the other links state theirs). What Lunch meets is said there alone.
ORACLE = [
    ("org-gp", "splw", 7), ("org-gp", "carenav", 10), ("splw", "advice", 14), ("splw", "commnav", 5),
    ("commnav", "splw", 5), ("carenav", "mhconn", 9), ("mhconn", "walks", 3), ("splw", "walks", 3),
    ("org-ward", "carenav", 2), ("commnav", "lunch", 4),
]  # fmt: skip


def test_the_oracle_towns_waits_and_steps_and_loop_come_out():
    needs = ("need-money", "need-housing", "need-isolation", "need-mood", "need-ltc")
    rows = Rows(needs=dict.fromkeys(needs, "")).service("commnav", access="self", wait=1)
    rows.service("splw", "carenav", "advice", "mhconn", "walks", "lunch")
    for start, end, wait in ORACLE:
        rows.refer(start, end, wait)
    # The oracle's table of destinations stands for what services meet, so the offers are those.
    rows.offer("advice", "money housing").offer("walks", "isolation").offer("lunch", "isolation").offer(
        "mhconn", "mood"
    )
    town = rows.referrals()
    best = {(r.door, need): (r.days, len(r.steps), r.end) for need, r in town.quickest(Journey())}
    assert best == {
        ("org-gp", "need-money"): (21, 2, "advice"),
        ("org-gp", "need-housing"): (21, 2, "advice"),
        ("org-gp", "need-isolation"): (10, 2, "walks"),
        ("org-gp", "need-mood"): (19, 2, "mhconn"),
        ("self", "need-money"): (20, 3, "advice"),
        ("self", "need-housing"): (20, 3, "advice"),
        ("self", "need-isolation"): (5, 2, "lunch"),
        ("org-ward", "need-isolation"): (14, 3, "walks"),
        ("org-ward", "need-mood"): (11, 2, "mhconn"),
    }
    assert town.reach().share == 9 / 15
    assert town.network.loops() == [["commnav", "splw"]]
    assert town.dead_ends() == []
    assert town.unreachable() == []


def test_asked_for_no_need_a_route_ends_where_some_need_is_met():
    rows = Rows().service("a", "b").refer("org-x", "a", 1).refer("a", "b", 1).offer("a", "", "borough")
    assert rows.referrals().routes(Journey("org-x")) == []
    assert rows.referrals().why_not(Journey()).why == "no door leads to a service that says which need it meets"
    assert rows.referrals().why_not(Journey("org-x")).why == (
        "no referral leads from X to a service that says which need it meets"
    )
    rows.offer("b", "mood", "north", "old")
    assert told(rows.referrals().routes(Journey("org-x"))) == [(["org-x", "a", "b"], 0, 2)]
    failure = rows.referrals().why_not(Journey("org-x", "", "group-child"))
    assert failure.why == "no live service meets any need for Child"
    assert failure.reasons == ("", "B is not for Child")


def test_that_nobody_meets_the_need_for_such_people_there_goes_before_what_hinders_the_way():
    rows = Rows().service("a", "b").refer("org-x", "a", 1, False).refer("a", "b", 1)
    rows.offer("a", "mood").offer("b", "debt", "north", "old").offer("b", "debt", "south", "carer")

    def why(*asked):
        return rows.referrals().why_not(Journey("org-x", "need-debt", *asked)).why

    assert why() == "A may not refer on those whom X sent, so nobody gets from there to B"
    assert why("group-child") == "no live service meets Debt for Child"
    assert why("group-child", "north") == "no live service meets Debt for Child"
    assert why("group-old", "south") == "no live service meets Debt for Old in South"
    assert why("", "borough") == "no live service meets Debt in all of Borough"
    rows.offers.pop()
    assert why("", "south") == "no live service meets Debt in South"
    rows.offer("b", "debt")
    assert why("", "south") == "no live service meets Debt in South; 1 offer for it does not say where"


def test_whom_the_offers_take_by_which_a_route_ends_is_said_where_it_is_not_everyone():
    rows = Rows().service("a", "b", "c").offer("a", "debt", "north", "old carer").offer("a", "mood", "north")
    rows.offer("b", "debt", "south", exclude="child").offer("c", "debt", "", "adult", "old").offer("c", "debt", "north")
    offers = rows.referrals().offers

    def taken(service, need, area=""):
        return Rules(offers, Journey("", need, "", area)).taken(service)

    assert taken("a", "need-debt") == ["Carer", "Old"]
    assert taken("a", "need-mood") == taken("a", "") == []
    assert taken("b", "need-money") == ["everyone but Child"]
    assert taken("c", "need-debt") == []
    rows.offer("b", "debt", "", "carer").offer("b", "mood", "", "child adult").offer("b", "mood", exclude="child")
    offers = rows.referrals().offers
    assert taken("b", "need-debt") == ["everyone but Child"]
    assert taken("b", "need-mood") == ["Adult", "Child", "everyone but Child"]
    rows.offers[-3:] = []
    rows.offers.pop()
    assert Rules(rows.referrals().offers, Journey("", "need-debt")).taken("c") == ["Adult but not Old"]
