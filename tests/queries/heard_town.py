"""Listen: a town in which bodies were asked and people were heard, with every case that D8 and D9 are about."""

from tests.queries.town import Town


def listen() -> Town:
    """Six bodies asked by the mapping, one of them by the census too; five live engagements and a stale one.

    The mapping's day is 2024-03-31. Walks was counted with Cafe and Cafe with Forum; Survey and Old stand alone.
    """
    town = Town().add("source-mapping", "source-census")
    town.add("org-yes", "org-no", "org-unsaid", "org-month", "org-unasked", sector="vcse").add("org-late", sector="nhs")
    town.add("org-gone", live=False)
    town.add("service-cafe", "service-choir", "service-bus").add("service-shut", live=False)
    town.join("org-no", "PROVIDES", "service-choir", "service-cafe", "service-shut")
    town.join("org-unsaid", "PROVIDES", "service-bus").join("org-late", "PROVIDES", "service-bus", live=False)
    asked = {"asked_on": "2024-03-01"}
    town.join("org-yes", "ASKED", "source-mapping", answered=True, reminders=0, **asked)
    town.join("org-no", "ASKED", "source-mapping", answered=False, reminders=2, **asked)
    town.join("org-no", "ASKED", "source-census", answered=False)
    town.join("org-unsaid", "ASKED", "source-mapping", **asked)
    town.join("org-month", "ASKED", "source-mapping", answered=False, reminders=0, asked_on="2024-02")
    town.join("org-late", "ASKED", "source-mapping", answered=False, asked_on="2024-04-01")
    town.join("org-gone", "ASKED", "source-mapping", answered=False, **asked)
    town.join("org-unasked", "ASKED", "source-mapping", answered=False, live=False)
    town.add("engagement-cafe", n_took_part=20, n_invited=30, date="2024-02-03")
    town.add("engagement-forum", n_took_part=4, counting_note="some had been at the cafe")
    town.add("engagement-walks").add("engagement-survey", n_took_part=12, counting_note="counts bodies")
    town.add("engagement-old", n_took_part=9).add("engagement-stale", n_took_part=7, live=False)
    town.add("engagement-pair-a", "engagement-pair-b", n_took_part=6)
    town.join("engagement-forum", "OVERLAPS_WITH", "engagement-cafe", n=2)
    town.join("engagement-cafe", "OVERLAPS_WITH", "engagement-forum", "engagement-walks", "engagement-stale")
    town.join("engagement-survey", "OVERLAPS_WITH", "engagement-old", live=False)
    town.join("engagement-old", "OVERLAPS_WITH", "engagement-old")
    return town.join("engagement-pair-b", "OVERLAPS_WITH", "engagement-pair-a")


TOWNS = {"listen": listen}
