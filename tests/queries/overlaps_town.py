"""Towns of overlaps: judged ones."""

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
    town.join("service-yoga", "JUDGED", "service-walks", overlap="accidental", review_on="2024-03-30")
    town.join("service-choir", "JUDGED", "service-yoga", overlap="deliberate", review_on="2023-12")
    # Neither a stale judgement counts nor one of a closed service.
    town.join("service-choir", "JUDGED", "service-lunch", live=False, overlap="accidental")
    return town.join("service-old", "JUDGED", "service-lunch", overlap="accidental")


TOWNS = {"judged": judged}
