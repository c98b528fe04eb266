"""Southgate: who sits, employs, pays, answers and works together, a case of each rule about people and power.

No body here exists. What is no longer live is called gone, shut or old; if it counted, an answer would differ.
"""

from tests.queries.town import Town


def southgate() -> Town:
    """Eight bodies of four sectors and one of none, three services, three boards, a fund that is not published."""
    town = Town().add("area-borough", level="borough").add("area-north", "area-south", level="ward")
    town.join("area-north", "WITHIN", "area-borough").join("area-south", "WITHIN", "area-borough")
    town.add("need-money", "need-debt", "need-mood").join("need-debt", "BROADER", "need-money")
    town.add("org-council", "org-team", sector="council").add("org-trust", "org-surgery", sector="nhs")
    town.add("org-advice", "org-choir", sector="vcse").add("org-energy", sector="private").add("org-club")
    town.add("org-gone", sector="national", live=False)
    town.add("service-bank", "service-walks", "service-tea").add("service-shut", live=False)
    town.offer("offer-bank", "service-bank", "debt", "borough").offer("offer-walks", "service-walks", "mood", "north")
    town.join("org-advice", "PROVIDES", "service-bank").join("org-team", "PROVIDES", "service-walks")
    town.join("org-choir", "PROVIDES", "service-tea", "service-shut")
    _boards(town)
    _posts(town)
    _contacts(town)
    _ratings(town)
    _money(town)
    _voices(town)
    _referrals(town)
    _policy(town)
    return town


def _boards(town: Town) -> None:
    """Care lacks the private sector, Homes lacks all but the council, nobody has said who sits on Health."""
    town.add("board-care", state="active").add("board-homes", state="proposed").add("board-health")
    town.add("board-over", state="closed").add("board-old", live=False)
    town.join("org-council", "MEMBER_OF", "board-care", "board-homes", "board-over")
    town.join("org-trust", "MEMBER_OF", "board-care", "board-old").join("org-advice", "MEMBER_OF", "board-care")
    town.join("org-club", "MEMBER_OF", "board-homes").join("org-team", "MEMBER_OF", "board-homes")
    town.join("org-energy", "MEMBER_OF", "board-care", live=False).join("org-gone", "MEMBER_OF", "board-homes")
    town.join("org-team", "MEMBER_OF", "board-care")


def _posts(town: Town) -> None:
    """One says for itself who employs it, Two nothing, Three is in no service; of the roles in Tea there is no post."""
    town.add("role-guide", "role-clerk", "post-one").add("post-two", vacant_since="2024-01-01")
    town.add("post-three", fte=0.5).add("post-old", live=False)
    town.join("post-one", "IN_SERVICE", "service-bank").join("post-two", "IN_SERVICE", "service-bank")
    town.join("post-one", "OF_ROLE", "role-guide").join("post-two", "OF_ROLE", "role-guide")
    town.join("post-three", "OF_ROLE", "role-clerk").join("post-old", "IN_SERVICE", "service-tea")
    town.join("post-old", "OF_ROLE", "role-guide")
    town.join("service-bank", "STAFFED_BY", "role-guide").join("service-tea", "STAFFED_BY", "role-clerk", "role-guide")
    town.join("service-walks", "STAFFED_BY", "role-clerk", live=False)
    town.join("org-advice", "HOSTS", "post-one", category="employer")
    town.join("org-team", "HOSTS", "post-one", category="line_management")
    town.join("org-council", "HOSTS", "service-bank", category="employer")
    town.join("org-surgery", "HOSTS", "service-bank", "post-three", category="premises")
    town.join("org-trust", "HOSTS", "post-two", category="clinical_supervision", live=False)
    town.join("org-gone", "HOSTS", "post-two", category="line_management").join("org-choir", "HOSTS", "service-tea")


def _contacts(town: Town) -> None:
    """Bank has a contact and a deputy, Walks and Tea rest on one and the same, whose link to Shut is not live."""
    town.add("person-1", "person-2").add("person-3", live=False)
    town.join("person-1", "CONTACT_FOR", "service-bank", "org-council")
    town.join("person-2", "CONTACT_FOR", "service-bank", "service-walks", "service-tea", "service-shut")
    town.join("person-3", "CONTACT_FOR", "service-tea").join("person-1", "CONTACT_FOR", "service-walks", live=False)


def _ratings(town: Town) -> None:
    """Three people rated Council and Trust, from either side; two Advice and Choir, one of them twice."""
    town.join("org-council", "WORKS_WITH", "org-trust", rated_by="A", intensity=4, trust=1, value=2)
    town.join("org-council", "WORKS_WITH", "org-trust", rated_by="B", intensity=3, trust=2)
    town.join("org-trust", "WORKS_WITH", "org-council", rated_by="C", intensity=3, trust=2, value=3)
    town.join("org-trust", "WORKS_WITH", "org-council", rated_by="A", intensity=2, trust=4)
    town.join("org-trust", "WORKS_WITH", "org-council", rated_by="D", intensity=1, trust=1, value=1, live=False)
    town.join("org-advice", "WORKS_WITH", "org-choir", rated_by="A", intensity=4, trust=4, value=4)
    town.join("org-advice", "WORKS_WITH", "org-choir", rated_by="B", intensity=4, trust=4, value=4)
    town.join("org-choir", "WORKS_WITH", "org-advice", rated_by="A", intensity=4, trust=4, value=4)
    town.join("org-choir", "WORKS_WITH", "org-advice", intensity=1, trust=1, value=1)
    for who in "ABC":
        town.join("org-advice", "WORKS_WITH", "org-team", rated_by=who, intensity=2, trust=4, value=4)
        town.join("org-gone", "WORKS_WITH", "org-team", rated_by=who, intensity=1, trust=1, value=1)


def _money(town: Town) -> None:
    """The fund Open is published and Secret is not; of what the Council pays for Walks the amount is not published."""
    town.add("fund-open", published=True, ends="2024-12-31").add("fund-secret").add("fund-old", live=False)
    town.join("org-council", "FUNDS", "service-bank", amount=100.0, published=True, ends="2025-03")
    town.join("org-council", "FUNDS", "service-walks", amount=500.0)
    town.join("fund-open", "FUNDS", "service-bank", amount=300.0, published=True)
    town.join("fund-secret", "FUNDS", "service-tea", amount=600.0, published=True)
    town.join("fund-old", "FUNDS", "service-tea", amount=900.0, published=True)
    town.join("org-trust", "FUNDS", "service-tea", live=False).join("org-trust", "FUNDS", "post-one")
    town.join("org-trust", "FUNDS", "org-advice")


def _voices(town: Town) -> None:
    """The graph is of 2024-03-31. Advice answered in time and Choir too long ago; Trust came, to one thing of two."""
    town.add("source-mapping", "source-other").add("engagement-day", date="2024-02-01").add("engagement-undated")
    town.add("engagement-old", date="2023-03-31").add("engagement-later", date="2024-04")
    town.join("org-advice", "ASKED", "source-mapping", asked_on="2024-01-10", answered=True)
    town.join("org-choir", "ASKED", "source-mapping", asked_on="2022-01-10", answered=True)
    town.join("org-council", "ASKED", "source-mapping", asked_on="2024-01-10", answered=False)
    town.join("org-team", "ASKED", "source-other", asked_on="2024-01-10").join("org-energy", "ASKED", "source-other")
    town.join("org-surgery", "ASKED", "source-other", asked_on="2024-01-10", answered=True, live=False)
    town.join("org-trust", "INVITED", "engagement-day", "engagement-undated", n=4)
    town.join("org-trust", "TOOK_PART", "engagement-day", n=2).join("org-surgery", "INVITED", "engagement-day", n=3)
    town.join("org-choir", "TOOK_PART", "engagement-old", "engagement-undated", "engagement-later", n=9)
    town.join("person-1", "TOOK_PART", "engagement-day", n=1)


def _referrals(town: Town) -> None:
    """Two NHS bodies reach Team only through Advice; Advice, Council and Club reach Choir only through Team."""
    town.join("org-surgery", "REFERS_TO", "service-bank").join("org-trust", "REFERS_TO", "service-bank")
    town.join("service-bank", "REFERS_TO", "service-walks").join("service-walks", "REFERS_TO", "service-tea")
    town.join("org-council", "REFERS_TO", "service-walks").join("org-club", "REFERS_TO", "service-walks")
    town.join("role-guide", "REFERS_TO", "service-tea").join("org-trust", "REFERS_TO", "service-walks", live=False)


def _policy(town: Town) -> None:
    """Living is a line of Plan and Care's own; Walks supports Plan as a whole; One is about Tea and Club."""
    town.add("policy-plan", "priority-living", "recommendation-one")
    town.join("priority-living", "IN_POLICY", "policy-plan").join("org-council", "COMMISSIONS", "service-bank")
    town.join("service-bank", "ALIGNS_WITH", "priority-living").join("service-walks", "ALIGNS_WITH", "policy-plan")
    town.join("service-tea", "ALIGNS_WITH", "priority-living", live=False)
    town.join("board-care", "OWNS", "priority-living").join("org-trust", "OWNS", "policy-plan")
    town.join("board-homes", "ENDORSED", "recommendation-one").join("org-energy", "ASSIGNED", "recommendation-one")
    town.join("board-over", "ENDORSED", "recommendation-one")
    town.join("recommendation-one", "ABOUT", "service-tea", "org-club")


TOWNS = {"southgate": southgate}
