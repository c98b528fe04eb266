"""Weston: a town with routes, as an engine gets it. The rules of each case are in tests/graph/test_routes.py."""

from tests.queries.town import Town


def weston() -> Town:
    """A surgery and a matron send people, some come by themselves, a coach (a role) works in Link.

    Link takes adults all over the borough; Advice helps carers, but not with debt; Cafe may not refer on those whom the
    surgery sent; Gym is closed and alone refers to Desk; Shed says no need; nobody refers to Lonely; Night is behind
    Post, which may not refer on. One offer, one service and one link are no longer live.
    """
    town = Town()
    town.add("area-borough", level="borough").add("area-north", "area-south", level="ward")
    town.join("area-north", "WITHIN", "area-borough").join("area-south", "WITHIN", "area-borough")
    town.add("need-money", "need-debt", "need-benefits", "need-mood", "need-sleep")
    town.join("need-debt", "BROADER", "need-money").join("need-benefits", "BROADER", "need-money")
    town.add("audience-adult", "audience-old", "audience-carer", "audience-child")
    town.join("audience-old", "BROADER", "audience-adult").join("audience-carer", "BROADER", "audience-adult")
    town.add("org-surgery", "org-council", "org-idle").add("role-matron", "role-coach")
    town.add("service-link", access="professional", wait_days=7).add("service-cafe", access="self", wait_days=3)
    town.add("service-advice", "service-club", "service-shed", "service-desk", "service-post", "service-night")
    town.add("service-gym", access="closed").add("service-lonely", access="professional")
    town.add("service-old", live=False).join("org-council", "PROVIDES", "service-link", "service-desk")
    _offers(town)
    return _referrals(town)


def _offers(town: Town) -> None:
    town.offer("offer-link", "service-link", "mood", "borough", include="adult")
    town.offer("offer-debt", "service-advice", "debt", "borough", include="old")
    town.offer("offer-benefits", "service-advice", "benefits", "north south", exclude="child")
    town.offer("offer-cafe", "service-cafe", "mood", "north", exclude="child")
    town.offer("offer-club", "service-club", "mood", "south").offer("offer-night", "service-night", "debt")
    town.offer("offer-post", "service-post", "debt", "borough").offer("offer-gym", "service-gym", "mood", "borough")
    town.offer("offer-desk", "service-desk", "benefits", "borough")
    # An offer that has ended: if it counted, Club would meet Sleep.
    town.add("offer-gone", live=False).join("service-club", "HAS_OFFER", "offer-gone")
    town.join("offer-gone", "MEETS", "need-sleep")


def _referrals(town: Town) -> Town:
    form = {"category": "referral", "channel": "form"}
    town.join("org-surgery", "REFERS_TO", "service-link", wait_days=5, onward_allowed=True, feedback=True, **form)
    town.join("org-surgery", "REFERS_TO", "service-cafe", category="signpost", onward_allowed=False)
    town.join("org-surgery", "REFERS_TO", "service-post", wait_days=2, onward_allowed=False)
    town.join("service-post", "REFERS_TO", "service-night", wait_days=1)
    town.join("service-link", "REFERS_TO", "service-advice", wait_days=14, volume_month=6, feedback=True)
    town.join("service-link", "REFERS_TO", "service-gym", "service-shed", wait_days=1)
    town.join("service-advice", "REFERS_TO", "service-link", wait_days=6, feedback=False)
    town.join("service-cafe", "REFERS_TO", "service-club", category="warm_handover")
    town.join("service-gym", "REFERS_TO", "service-desk", wait_days=1)
    town.join("service-link", "STAFFED_BY", "role-coach")
    town.join("role-coach", "REFERS_TO", "service-club", wait_days=10)
    town.join("role-matron", "REFERS_TO", "service-advice")
    # Links that are no longer live: if they counted, Lonely would be reached, and Link and Cafe would be in a loop.
    town.join("org-surgery", "REFERS_TO", "service-lonely", live=False)
    return town.join("service-cafe", "REFERS_TO", "service-old").join(
        "service-club", "REFERS_TO", "service-link", live=False
    )


TOWNS = {"weston": weston}
