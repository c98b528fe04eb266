"""Towns drawn at random, each from a number, in which every question from the graph has something to find."""

from random import Random

from tests.queries.town import Town

SECTORS = ("nhs", "council", "vcse")
DAYS = (None, "2023-06-30", "2024-03-31", "2025", "2026-03-31")
#: How often a record is live: one that is stale, closed or ended must make a difference, and not be the rule.
LIVE = 0.85
TWO, THREE = range(2), range(3)


class _Draw:
    """One town in the making."""

    def __init__(self, seed: int) -> None:
        self.rng, self.town = Random(seed), Town()
        self.services = range(self.rng.randint(2, 5))

    def some(self, most: int = 2, least: int = 0) -> str:
        """Numbers of terms or areas, as `Town.offer` takes them."""
        return " ".join(map(str, sorted(self.rng.sample(THREE, self.rng.randint(least, most)))))

    def few(self, most: int = 30) -> int | None:
        """A number that is not known now and then."""
        return None if self.rng.random() < 0.3 else self.rng.randint(0, most)

    def live(self) -> bool:
        return self.rng.random() < LIVE

    def one(self, *values: object) -> object:
        return self.rng.choice(values)

    def join(self, start: str, link: str, *ends: str, **facts: object) -> None:
        """A link that may be stale."""
        self.town.join(start, link, *ends, live=self.live(), **facts)


def random_town(seed: int) -> Town:
    """Hierarchies, exclusions, several offers, unknown waits, what is not live, and all that hangs on services."""
    made = _Draw(seed)
    for n in THREE:
        made.town.add(f"need-{n}", f"audience-{n}", live=made.live())
        made.town.add(f"area-{n}", live=made.live(), level="ward", core20_share=made.one(None, n / 4))
    for kind, link in (("need", "BROADER"), ("audience", "BROADER"), ("area", "WITHIN")):
        for a, b in made.rng.sample([(0, 1), (1, 2), (0, 2)], made.rng.randint(0, 1)):
            made.join(f"{kind}-{a}", link, f"{kind}-{b}")
    for n in made.services:
        _service(made, n)
    for n in TWO:
        made.town.add(f"role-{n}", family="connector", door=made.one(None, True))
        made.town.add(f"post-{n}", fte=1.0, vacant_since=made.one(None, "2024-01-01"))
        made.town.add(f"function-{n}", f"board-{n}", f"platform-{n}", f"priority-{n}", f"recommendation-{n}")
        made.town.add(f"engagement-{n}", f"source-{n}", f"person-{n}").add("policy-0", level="national")
        made.town.add(f"engagement-{n}", date="2024-02-01", counting_note="some came twice")
    _people(made)
    _referrals(made)
    _demand(made)
    return made.town


def _service(made: _Draw, n: int) -> None:
    """A service with its provider, its offers and who pays for it."""
    facts = {"capacity": made.few(90), "wait_days": made.few(), "funded_until": made.one(*DAYS)}
    facts |= {"access": made.one(None, "self", "professional", "professional", "closed"), "status": "open"}
    facts |= {"approach": made.one(None, "proactive", "responsive"), "scope": made.one("core", "adjacent")}
    facts |= {"expected_refresh": made.one(*DAYS)}
    made.town.add(f"service-{n}", live=made.live() or n == 0, **facts)
    made.town.add(f"org-{n}", sector=made.one(None, *SECTORS), category=made.one(None, "pcn"))
    made.join(f"org-{n}", "PROVIDES", f"service-{n}")
    for other in {n, made.rng.randint(0, n)}:
        made.join(f"org-{other}", "FUNDS", f"service-{n}", amount=500.0, published=made.one(None, True))
    for k in range(made.rng.randint(1, 2)):
        whom = {"include": made.some(1), "exclude": made.some(1)}
        made.town.offer(f"offer-{n}-{k}", f"service-{n}", made.some(2, 1), made.some(3, 1), **whom)
        if made.rng.random() < 0.3:
            made.town.join(f"offer-{n}-{k}", "MEETS", "need-0", live=False)


def _people(made: _Draw) -> None:
    """Roles, posts, boards, systems, policy, contacts and ratings."""
    for n in made.services:
        service, org = f"service-{n}", f"org-{n}"
        made.join(service, "STAFFED_BY", f"role-{made.one(0, 1)}")
        made.join(service, "PERFORMS", f"function-{made.one(0, 1)}")
        made.join(service, "USES", f"platform-{made.one(0, 1)}", state=made.one("live", "live", "none", None))
        made.join(service, "ALIGNS_WITH", "priority-0", strength=made.rng.randint(0, 3))
        made.join(org, "MEMBER_OF", f"board-{made.one(0, 1)}")
        made.join(org, "TOOK_PART", f"engagement-{made.one(0, 1)}", n=7)
        made.join(org, "ASKED", "source-0", asked_on="2024-01-01", answered=made.one(None, False, True))
        made.join("person-0", "CONTACT_FOR", service)
    for n in TWO:
        made.join(f"role-{n}", "PERFORMS", *(f"function-{m}" for m in made.rng.sample(TWO, made.rng.randint(1, 2))))
        made.join(f"post-{n}", "OF_ROLE", f"role-{n}")
        made.join(f"post-{n}", "IN_SERVICE", f"service-{made.rng.choice(made.services)}")
        made.join("org-0", "HOSTS", f"post-{n}", category=made.one("employer", "premises"))
        made.join(f"priority-{n}", "IN_POLICY", "policy-0")
        made.join(f"board-{n}", "ENDORSED", f"recommendation-{n}", endorsed_on="2023-09-30")
    made.join("policy-0", "DRIVES", "priority-0")
    made.join("engagement-0", "OVERLAPS_WITH", "engagement-1")
    made.join("platform-0", "EXCHANGES_WITH", "platform-1", state=made.one("live", "planned"))
    made.join("service-0", "JUDGED", "service-1", overlap="deliberate", decided_on="2024-01-31")
    for by in range(made.rng.randint(2, 5)):
        made.join("org-0", "WORKS_WITH", "org-1", trust=made.rng.randint(1, 4), rated_by=f"rater {by}")


def _referrals(made: _Draw) -> None:
    """Links from services, bodies and roles, some of which may not refer on, are said by one side, or are over."""
    starts = [*(f"service-{n}" for n in made.services), "org-0", "role-0", "role-1"]
    for _ in range(made.rng.randint(2, 9)):
        facts = {"wait_days": made.few(), "volume_month": made.few(), "onward_allowed": made.one(None, True, False)}
        facts |= {"feedback": made.one(None, True, False), "confirmed_by": made.one(None, "sender", "both", "none")}
        to = f"service-{made.rng.choice(made.services)}"
        made.join(made.rng.choice(starts), "REFERS_TO", to, category="referral", **facts)


def _demand(made: _Draw) -> None:
    """Figures of people in need, a small one now and then, some of one group."""
    for area in THREE:
        for need in made.rng.sample(THREE, made.rng.randint(1, 3)):
            facts = {"people": made.rng.randint(0, 60), "year": made.one(2022, 2023), "method": "survey"}
            whom = made.one(None, "audience-0", "audience-1")
            made.join(f"area-{area}", "HAS_DEMAND", f"need-{need}", audience=whom, **facts)
