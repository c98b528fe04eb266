"""Jetty: a town of referrals that one side or both report, that report back or not, between several systems."""

from tests.queries.town import Town


def jetty() -> Town:
    """A surgery and a navigator send people to five services of a trust, a council and a charity.

    Old is closed, and the link from Choir to Clinic is stale: neither may count.
    """
    town = Town().add("org-surgery", "org-trust", sector="nhs").add("org-council", sector="council")
    town.add("org-charity", sector="vcse").add("role-navigator")
    town.add("service-hub", "service-walks", "service-clinic", "service-choir", "service-night")
    town.add("service-old", live=False).join("org-council", "PROVIDES", "service-hub", "service-choir")
    town.join("org-charity", "PROVIDES", "service-walks", "service-choir")
    town.join("org-trust", "PROVIDES", "service-clinic", "service-night")
    town.join("org-council", "PROVIDES", "service-walks", live=False)
    return _systems(_links(town))


def _links(town: Town) -> Town:
    """Who sends people to whom: which side says so, whether it reports back, and how many people go that way."""
    first = {"category": "referral", "confirmed_by": "sender", "feedback": False}
    town.join("org-surgery", "REFERS_TO", "service-hub", onward_allowed=False, volume_month=12, **first)
    town.join("org-surgery", "REFERS_TO", "service-clinic", confirmed_by="both", feedback=True, volume_month=3)
    town.join("service-hub", "REFERS_TO", "service-walks", confirmed_by="receiver", onward_allowed=True)
    town.join("service-hub", "REFERS_TO", "service-clinic", confirmed_by="none", feedback=False)
    town.join("service-hub", "REFERS_TO", "service-choir", category="signpost", volume_month=4)
    town.join("service-walks", "REFERS_TO", "service-hub", feedback=True)
    town.join("service-clinic", "REFERS_TO", "service-night", confirmed_by="receiver", category="warm_handover")
    town.join("service-night", "REFERS_TO", "service-hub", confirmed_by="both", feedback=True)
    town.join("role-navigator", "REFERS_TO", "service-choir", confirmed_by="sender", feedback=False, volume_month=2)
    town.join("service-choir", "REFERS_TO", "service-old", confirmed_by="sender", feedback=False)
    return town.join("service-choir", "REFERS_TO", "service-clinic", live=False, **first)


def _systems(town: Town) -> Town:
    """Who uses which system: Hub its own, Clinic, Night and Choir their providers', Walks none that is in use.

    Choir says itself that it does not use the council's second system. Slate is no longer live, nor is one use.
    """
    town.add("platform-quill", "platform-ledger", "platform-cogwheel", "platform-abacus", "platform-tally")
    town.add("platform-slate", live=False).join("org-surgery", "USES", "platform-quill", state="live")
    town.join("org-trust", "USES", "platform-ledger", "platform-slate", state="live")
    town.join("org-council", "USES", "platform-cogwheel").join("org-council", "USES", "platform-tally", state="trial")
    town.join("service-hub", "USES", "platform-abacus", state="trial")
    town.join("service-choir", "USES", "platform-tally", state="none")
    town.join("service-walks", "USES", "platform-quill", state="planned")
    town.join("org-charity", "USES", "platform-quill", state="live", live=False)
    town.join("platform-quill", "EXCHANGES_WITH", "platform-abacus", state="live", standard="open")
    town.join("platform-quill", "EXCHANGES_WITH", "platform-abacus", state="planned", standard="closed")
    town.join("platform-abacus", "EXCHANGES_WITH", "platform-ledger", state="planned")
    town.join("platform-abacus", "EXCHANGES_WITH", "platform-ledger", state="live", standard="old", live=False)
    return town.join("platform-ledger", "EXCHANGES_WITH", "platform-quill", state="none")


TOWNS = {"jetty": jetty}
