"""Harbour: who is left out, how people get in, whether there is room, and until when it is paid for; and its posts."""

from tests.queries.town import Town


def harbour() -> Town:
    """Three wards. East is the most deprived, and nobody seeks people out there.

    Every cell that a service reaches has 10 of its capacity. The groups are carers and older (adults), children, and
    anyone else. Gone is closed and Stray says no area.
    """
    town = Town().add("area-harbour", level="borough")
    town.add("area-east", level="ward", core20_share=0.6, population=4000, latitude=51.5, longitude=-0.05)
    town.add("area-west", level="ward", core20_share=0.2, population=5000, latitude=51.5, longitude=-0.1)
    town.add("area-north", level="ward", core20_share=0.0, latitude=51.56, longitude=-0.05)
    town.add("area-east-1", level="lsoa", imd_decile=1).join("area-east-1", "WITHIN", "area-east")
    for ward in ("east", "west", "north"):
        town.join(f"area-{ward}", "WITHIN", "area-harbour")
    town.add("need-money", "need-debt", "need-benefits", "need-mood", "need-sleep")
    town.join("need-debt", "BROADER", "need-money").join("need-benefits", "BROADER", "need-money")
    town.add("audience-adults", "audience-carers", "audience-older", "audience-children")
    town.join("audience-carers", "BROADER", "audience-adults").join("audience-older", "BROADER", "audience-adults")
    return _demand(_services(town))


def _services(town: Town) -> Town:
    town.add("org-council", sector="council").add("org-trust", sector="nhs").add("fund-grant")
    town.add("service-desk", access="self", approach="responsive", capacity=40, wait_days=5, funded_until="2025-03-31")
    town.add(
        "service-visits", access="professional", approach="both", capacity=40, wait_days=20, funded_until="2024-12"
    )
    town.add("service-clinic", access="professional", approach="responsive")
    town.add("service-shut", access="closed", approach="responsive", capacity=40, funded_until="2023-12-31")
    town.add("service-quiet").add("service-stray", access="self", approach="proactive", capacity=10)
    town.add("service-gone", access="self", approach="proactive", capacity=900, wait_days=1, live=False)
    town.join("org-council", "PROVIDES", "service-desk").join("org-trust", "PROVIDES", "service-clinic")
    town.offer("offer-desk", "service-desk", "debt", "west")
    town.offer("offer-visits", "service-visits", "money", "west north", include="adults", exclude="older")
    town.offer("offer-clinic", "service-clinic", "mood", "east west")
    town.offer("offer-clinic-young", "service-clinic", "debt", "east", include="children")
    town.nodes["offer-clinic"] |= {"capacity": 80}
    town.nodes["offer-clinic-young"] |= {"capacity": 10}
    town.offer("offer-shut", "service-shut", "mood", "west").offer("offer-quiet", "service-quiet", "sleep", "north")
    town.offer("offer-stray", "service-stray", "mood", "").offer("offer-gone", "service-gone", "money", "harbour")
    # The clinic is paid for by two, the later of them to the end of March; one of Quiet's two does not say until when.
    town.join("fund-grant", "FUNDS", "service-clinic", ends="2025-03-31")
    town.join("org-trust", "FUNDS", "service-clinic", ends="2024-09-30")
    town.join("fund-grant", "FUNDS", "service-quiet", ends="2024-09-30").join("org-trust", "FUNDS", "service-quiet")
    return town.join("org-council", "FUNDS", "service-desk").join("fund-grant", "FUNDS", "service-desk", live=False)


def _demand(town: Town) -> Town:
    for ward, need, people in [
        ("west", "debt", 100),
        ("north", "debt", 25),
        ("west", "mood", 30),
        ("north", "mood", 50),
        ("north", "sleep", 60),
        ("north", "benefits", 3),
    ]:
        town.join(f"area-{ward}", "HAS_DEMAND", f"need-{need}", people=people, year=2023, method="survey")
    return town.join("area-west", "HAS_DEMAND", "need-debt", people=900, year=2022, method="survey")


def posts() -> Town:
    """Connector posts of one service: some vacant, some with nobody above them; a nurse, an ended post, a bare one."""
    town = Town().add("org-pcn", sector="nhs").add("org-trust", "org-charity", sector="vcse")
    town.add("role-linker", family="connector").add("role-nurse", family="clinical").add(
        "service-links", "service-cafe"
    )
    town.join("org-pcn", "PROVIDES", "service-links").join("org-charity", "PROVIDES", "service-cafe")
    town.add("post-filled", fte=1).add("post-empty", fte=0.5, vacant_since="2024-01-15").add("post-alone", fte=0.8)
    town.add("post-nurse", "post-ended", vacant_since="2023-01-01").add("post-bare", vacant_since="2023-11")
    town.nodes["post-ended"]["live"] = False
    town.add("post-leaving", vacant_since="2024-05-01").add("post-nobody", headcount=0)
    for post in ("filled", "empty", "alone", "ended", "bare", "leaving", "nobody"):
        town.join(f"post-{post}", "OF_ROLE", "role-linker")
    town.join("post-nurse", "OF_ROLE", "role-nurse")
    for post in ("filled", "alone", "ended"):
        town.join(f"post-{post}", "IN_SERVICE", "service-links")
    for post in ("empty", "leaving", "nobody"):
        town.join(f"post-{post}", "IN_SERVICE", "service-cafe")
    # The charity manages whoever works at Cafe; the trust employs for Links, and the network one of its posts itself.
    town.join("org-charity", "HOSTS", "service-cafe", category="line_management")
    town.join("org-trust", "HOSTS", "service-links", category="employer")
    town.join("org-pcn", "HOSTS", "post-filled", category="employer")
    town.join("org-trust", "HOSTS", "post-filled", category="clinical_supervision")
    town.join("org-trust", "HOSTS", "post-alone", category="premises")
    return town.join("org-trust", "HOSTS", "post-alone", live=False, category="line_management")


TOWNS = {"harbour": harbour, "posts": posts}
