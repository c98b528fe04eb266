"""Towns of overlaps: those that were judged, those of what roles do, and those of who pays."""

from tests.queries.town import Town


def judged() -> Town:
    """Six services of three bodies; a judgement of each sort, and those that do not count. The day is 2024-03-31."""
    town = Town().add("org-council", sector="council").add("org-hub", "org-mill", sector="vcse")
    town.add(*(f"service-{name}" for name in ("choir", "lunch", "table", "walks", "yoga")))
    town.add("service-old", live=False)
    town.join("org-hub", "PROVIDES", "service-lunch").join("org-mill", "PROVIDES", "service-table", "service-lunch")
    town.join("org-council", "PROVIDES", "service-walks")
    # Said both ways, and the second time by others; a month that has not passed; no day; a day that has passed.
    first = {"overlap": "accidental", "reason": "one grant", "decided_on": "2023-01-10", "review_on": "2023-06-01"}
    town.join("service-lunch", "JUDGED", "service-table", **first)
    last = {"overlap": "deliberate", "reason": "women only", "decided_by": "Board", "decided_on": "2023-05-10"}
    town.join("service-table", "JUDGED", "service-lunch", review_on="2024-03", **last)
    town.join("service-choir", "JUDGED", "service-walks", overlap="accidental", decided_on="2023")
    town.join("service-walks", "JUDGED", "service-choir", overlap="deliberate", decided_on="2022")
    town.join("service-yoga", "JUDGED", "service-walks", overlap="accidental", review_on="2024-03-30")
    town.join("service-choir", "JUDGED", "service-yoga", overlap="deliberate", review_on="2023-12")
    # Neither a stale judgement counts nor one of a closed service.
    town.join("service-choir", "JUDGED", "service-lunch", live=False, overlap="accidental")
    return town.join("service-old", "JUDGED", "service-lunch", overlap="accidental")


def kettle() -> Town:
    """Five roles of two families, what they do, and where: in services, in posts that practices and networks host."""
    town = Town().add("area-borough", level="borough").add("area-east", "area-west", level="ward")
    town.join("area-east", "WITHIN", "area-borough").join("area-west", "WITHIN", "area-borough")
    town.add("need-company", "need-debt", "audience-adults", "audience-carers", "audience-older")
    town.join("audience-carers", "BROADER", "audience-adults").join("audience-older", "BROADER", "audience-adults")
    town.add("role-link", "role-navigator", "role-connector", family="connector").add("role-coach", family="clinical")
    town.add("role-quiet", family="connector").add("role-gone", live=False, family="connector")
    town.add("function-assess", "function-signpost", "function-accompany", "function-plan", depth="support")
    town.join("role-link", "PERFORMS", "function-assess", "function-signpost", "function-accompany")
    town.join("role-navigator", "PERFORMS", "function-assess", depth="case_manage")
    town.join("role-navigator", "PERFORMS", "function-signpost", "function-plan")
    town.join("role-connector", "PERFORMS", "function-accompany").join("role-coach", "PERFORMS", "function-assess")
    town.join("role-connector", "PERFORMS", "function-assess", live=False)
    town.join("role-gone", "PERFORMS", "function-signpost")
    return _worked(town)


def _worked(town: Town) -> Town:
    """Kettle's services and who works in them: link workers in two settings, coaches where nobody says."""
    town.add("service-link", setting="practice", scope="core").add("service-home", setting="home", scope="core")
    town.add("service-walks", setting="home", scope="core").add("service-care", scope="adjacent")
    town.add("service-shut", live=False, setting="online", scope="core")
    town.join("service-link", "STAFFED_BY", "role-link").join("service-home", "STAFFED_BY", "role-link")
    town.join("service-walks", "STAFFED_BY", "role-connector").join("service-care", "STAFFED_BY", "role-coach")
    town.join("service-shut", "STAFFED_BY", "role-connector")
    town.join("service-link", "STAFFED_BY", "role-navigator", live=False)
    # Whom they are for, and where. Coaching is another word for what Care does by its coaches; Visits says what it does
    # itself; nobody says whom Desk is for; Talk is context, and Tea does what no core role does.
    town.add("service-visits", "service-desk", "service-tea", "service-idle", scope="adjacent")
    town.add("service-talk", scope="context").add("org-council", sector="council")
    town.join("org-council", "PROVIDES", "service-care", "service-visits")
    for name in ("visits", "desk", "talk"):
        town.join(f"service-{name}", "PERFORMS", "function-signpost")
    town.join("service-visits", "PERFORMS", "function-accompany").join("service-tea", "PERFORMS", "function-plan")
    town.join("service-desk", "STAFFED_BY", "role-link")
    town.offer("offer-link", "service-link", "company", "east", include="adults")
    town.offer("offer-home", "service-home", "company", "west", include="older")
    town.offer("offer-walks", "service-walks", "company", "west", exclude="carers")
    town.offer("offer-care", "service-care", "debt", "borough", include="carers")
    town.offer("offer-visits", "service-visits", "company", "east", include="older")
    return _hosted(town)


def _hosted(town: Town) -> Town:
    """Kettle's PCN with two practices, and a surgery by itself: their posts, hosted in several ways, and services."""
    town.add("org-pcn", category="PCN").add("org-mill", "org-lane", "org-quay", category="GP practice")
    town.join("org-mill", "PART_OF", "org-pcn").join("org-lane", "PART_OF", "org-pcn", live=False)
    town.join("org-pcn", "PROVIDES", "service-link").join("org-pcn", "HOSTS", "service-walks", category="premises")
    town.join("org-quay", "HOSTS", "service-care", category="premises")
    town.add("post-link-one", fte=1.0).add("post-link-two", "post-nav", "post-coach").add("post-walk", fte=0.5)
    town.add("post-ended", live=False, fte=1.0)
    town.nodes["post-nav"] |= {"fte": 0.6, "vacant_since": "2024-01-01"}
    for post, role in {"link-one": "link", "link-two": "link", "nav": "navigator", "walk": "connector"}.items():
        town.join(f"post-{post}", "OF_ROLE", f"role-{role}")
    town.join("post-coach", "OF_ROLE", "role-coach").join("post-ended", "OF_ROLE", "role-connector")
    town.join("post-link-one", "IN_SERVICE", "service-link").join("post-walk", "IN_SERVICE", "service-walks")
    # Mill houses and supervises one post, and houses another; Lane's second is over; Quay has a coach and a navigator.
    town.join("org-mill", "HOSTS", "post-link-two", category="premises")
    town.join("org-mill", "HOSTS", "post-link-two", category="clinical_supervision")
    town.join("org-mill", "HOSTS", "post-nav", category="employer")
    town.join("org-lane", "HOSTS", "post-link-one", "post-ended", category="premises")
    town.join("org-quay", "HOSTS", "post-nav", "post-coach", category="premises")
    return town.join("org-council", "HOSTS", "post-link-one", "post-nav", category="employer")


def wells() -> Town:
    """A ward and another, carers and older people, and who pays: for services, for a post, for a role, for a body."""
    town = Town().add("area-north", "area-south", level="ward").add("need-money", "need-debt", "need-mood")
    town.join("need-debt", "BROADER", "need-money").add("audience-carers", "audience-older")
    town.add("service-advice", "service-bank", "service-choir", "service-free").add("service-shut", live=False)
    town.add("org-council", sector="council").add("org-icb", sector="nhs").add("org-hub", sector="vcse")
    town.add("fund-grant", published=True, amount=70000).add("fund-quiet", amount=30000)
    town.add("fund-over", live=False, published=True)
    town.join("org-hub", "PROVIDES", "service-advice").join("org-icb", "PROVIDES", "service-bank")
    town.offer("offer-advice", "service-advice", "money", "north south")
    town.offer("offer-bank", "service-bank", "debt", "north", include="carers")
    town.offer("offer-choir", "service-choir", "mood", "south", include="older")
    town.offer("offer-free", "service-free", "debt mood", "north south")
    town.offer("offer-shut", "service-shut", "debt", "south")
    # Advice has one funder, who says how much; Bank another, who does not, and one of its posts a fund nobody may name.
    town.join("org-council", "FUNDS", "service-advice", amount=60000, published=True)
    town.join("org-icb", "FUNDS", "service-bank", amount=9000)
    town.add("post-adviser", fte=1.0).join("post-adviser", "IN_SERVICE", "service-bank")
    town.join("fund-quiet", "FUNDS", "post-adviser", amount=30000, published=True)
    # Choir has two at once; nothing else counts: ended money, a closed service, a role, a body.
    town.join("fund-grant", "FUNDS", "service-choir", amount=50000, published=True)
    town.join("org-council", "FUNDS", "service-choir").join("fund-over", "FUNDS", "service-free")
    town.join("org-icb", "FUNDS", "service-advice", live=False).join("org-icb", "FUNDS", "service-shut")
    town.add("role-adviser").join("service-free", "STAFFED_BY", "role-adviser")
    return town.join("org-icb", "FUNDS", "role-adviser", "org-hub")


TOWNS = {"judged": judged, "kettle": kettle, "wells": wells}
