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
    """Seven recommendations in every state; Ring and Left depend on each other, and one on which Door rests is gone."""
    town.add("board-health", "board-place")
    town.add("recommendation-door", rank=1, state="committed", due="2024-06-30")
    town.add("recommendation-record", rank=2, state="in_progress", due="2024-02")
    town.add("recommendation-list", rank=3, state="done", due="2023-01-01")
    town.add("recommendation-quiet", rank=4, due="2023-12-31").add("recommendation-left", rank=5, state="dropped")
    town.add("recommendation-ring", rank=6, state="endorsed", due="2024-03-31")
    town.add("recommendation-grief", state="proposed").add("recommendation-gone", live=False, state="proposed")
    town.join("board-health", "ENDORSED", "recommendation-door", endorsed_on="2023-05")
    town.join("board-place", "ENDORSED", "recommendation-door", endorsed_on="2023-03-31")
    town.join("board-place", "ENDORSED", "recommendation-record")
    town.join("board-health", "ENDORSED", "recommendation-list", "recommendation-quiet", endorsed_on="2023-01-01")
    town.join("board-health", "ENDORSED", "recommendation-ring", endorsed_on="2024-02")
    town.join("board-place", "ENDORSED", "recommendation-grief", endorsed_on="2022-01-01", live=False)
    town.join("org-council", "ASSIGNED", "recommendation-door").join("org-trust", "ASSIGNED", "recommendation-ring")
    town.join("org-charity", "ASSIGNED", "recommendation-door")
    town.join("recommendation-record", "DEPENDS_ON", "recommendation-door")
    town.join("recommendation-grief", "DEPENDS_ON", "recommendation-record", "recommendation-list")
    town.join("recommendation-ring", "DEPENDS_ON", "recommendation-left")
    town.join("recommendation-left", "DEPENDS_ON", "recommendation-ring")
    return town.join("recommendation-door", "DEPENDS_ON", "recommendation-gone")


def _systems(town: Town) -> Town:
    """Cogwheel in every state, Quill beside it; one use, one link to who provides and one system are no longer live."""
    town.add("platform-cogwheel", "platform-quill").add("platform-slate", live=False)
    town.join("org-council", "USES", "platform-cogwheel", state="live", since="2023-04-01")
    town.join("org-trust", "USES", "platform-slate", state="live")
    town.join("org-charity", "USES", "platform-quill", state="live", live=False)
    town.join("service-advice", "USES", "platform-cogwheel", state="none", blocks="no licences")
    town.join("service-choir", "USES", "platform-cogwheel", state="planned").join(
        "service-choir", "USES", "platform-quill"
    )
    town.add("service-kiosk").join("service-kiosk", "ALIGNS_WITH", "policy-plan", strength=2)
    town.join("fund-open", "FUNDS", "org-council")
    return town.join("org-council", "PROVIDES", "service-kiosk", live=False)


TOWNS = {"priory": priory}
