"""Priory: a town of services that support priorities or none, of recommendations, and of who uses which system."""

from tests.queries.town import Town


def priory() -> Town:
    """Advice and Walks support a priority; a coach who works in Hub does; Choir is said to support none."""
    town = Town().add("policy-plan", "priority-company", "priority-money").add("priority-gone", live=False)
    town.join("priority-company", "IN_POLICY", "policy-plan").join("priority-money", "IN_POLICY", "policy-plan")
    town.add("need-money", "need-debt", "need-mood").join("need-debt", "BROADER", "need-money")
    town.add("org-council", sector="council").add("org-trust", sector="nhs").add("org-charity", sector="vcse")
    town.add("service-advice", "service-hub", scope="core").add("service-walks", "service-night")
    town.add("service-choir", reviewed_on="2023-11-30").add("service-old", live=False).add("role-coach")
    town.join("org-council", "PROVIDES", "service-advice", "service-hub").join("org-trust", "PROVIDES", "service-night")
    town.join("org-charity", "PROVIDES", "service-choir", "service-walks")
    town.join("service-advice", "ALIGNS_WITH", "priority-money", strength=1)
    town.join("service-walks", "ALIGNS_WITH", "policy-plan")
    town.join("service-choir", "ALIGNS_WITH", "priority-company", strength=0)
    town.join("service-hub", "ALIGNS_WITH", "priority-company", strength=3, live=False)
    town.join("service-night", "ALIGNS_WITH", "priority-gone", strength=3)
    town.join("service-hub", "STAFFED_BY", "role-coach").join(
        "role-coach", "ALIGNS_WITH", "priority-company", strength=2
    )
    town.offer("offer-choir", "service-choir", "mood").offer("offer-hub", "service-hub", "debt")
    town.add("fund-open", published=True).add("fund-quiet").add("fund-over", live=False)
    town.join("fund-open", "FUNDS", "service-choir", "service-advice").join("fund-quiet", "FUNDS", "service-choir")
    town.join("org-council", "FUNDS", "service-choir").join("fund-over", "FUNDS", "service-hub")
    return _systems(_recommended(town))


def _recommended(town: Town) -> Town:
    return town


def _systems(town: Town) -> Town:
    return town


TOWNS = {"priory": priory}
