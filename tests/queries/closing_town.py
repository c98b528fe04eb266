"""Ferry: a town small enough to say by hand what is lost if one thing closes."""

from tests.queries.town import Town


def ferry() -> Town:
    """A surgery sends people, others come to Kitchen by themselves, a coach (a role) works in Hub.

    Walks may not refer on those whom the surgery sends straight to it, but may those whom Hub and Kitchen send. Hub
    meets no need. Advice has an offer a need. Two links and an offer are no longer live.
    """
    town = Town().add("area-borough", level="borough").add("area-north", "area-south", level="ward")
    town.join("area-north", "WITHIN", "area-borough").join("area-south", "WITHIN", "area-borough")
    town.add("need-money", "need-debt", "need-benefits", "need-mood", "need-sleep", "need-food")
    town.join("need-debt", "BROADER", "need-money").join("need-benefits", "BROADER", "need-money")
    town.add("audience-adult", "audience-child", "org-surgery", "org-council").add("role-coach")
    town.add("service-hub", "service-walks", "service-club", "service-advice", access="professional")
    town.add("service-kitchen", access="self").add("service-shut", access="closed")
    town.join("org-council", "PROVIDES", "service-hub")
    town.offer("offer-hub", "service-hub", "", "borough", include="adult")
    town.offer("offer-walks", "service-walks", "mood", "borough", exclude="child")
    town.offer("offer-club", "service-club", "sleep", "borough").offer(
        "offer-kitchen", "service-kitchen", "food", "north"
    )
    town.offer("offer-debt", "service-advice", "debt", "borough").offer(
        "offer-ben", "service-advice", "benefits", "north"
    )
    town.offer("offer-shut", "service-shut", "sleep", "borough")
    town.add("offer-gone", live=False).join("service-hub", "HAS_OFFER", "offer-gone")
    town.join("offer-gone", "MEETS", "need-mood").join("service-hub", "STAFFED_BY", "role-coach")
    town.join("org-surgery", "REFERS_TO", "service-hub", "service-shut")
    town.join("org-surgery", "REFERS_TO", "service-walks", onward_allowed=False)
    town.join("role-coach", "REFERS_TO", "service-advice").join("service-hub", "REFERS_TO", "service-walks")
    town.join("service-kitchen", "REFERS_TO", "service-walks").join("service-walks", "REFERS_TO", "service-club")
    town.join("org-surgery", "REFERS_TO", "service-advice", live=False)
    return town.join("service-kitchen", "REFERS_TO", "service-club", live=False)


TOWNS = {"ferry": ferry}
