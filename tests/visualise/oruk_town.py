"""A town of two live services and one that is closed, with all that Open Referral UK has a place for."""

from linkwork.graph.view import GraphView, ViewLink, ViewNode


def town(**more):
    """Two services: Friday Walks with two offers, of the Walkers; Advice of nobody known. Chess is closed."""
    node, link = ViewNode, ViewLink
    nodes = [
        node("area-e05009317", "Area", "Bow East", facts={"level": "ward", "gss_code": "E05009317"}),
        node("area-oldtown", "Area", "Old Town", facts={"level": "borough"}),
        node("audience-carers", "Audience", "Carers", facts={"category": "circumstance", "taxonomy": "town"}),
        node("audience-old", "Audience", "Older people", facts={"category": "age", "min_age": 65}),
        node("audience-young", "Audience", "Under 18s", facts={"category": "age", "min_age": 0, "max_age": 17}),
        node("need-lonely", "Need", "Company", facts={"taxonomy": "town", "term_uri": "https://town.example/company"}),
        node("need-people", "Need", "People", facts={"taxonomy": "town"}),
        node("need-walk", "Need", "Being active", facts={"taxonomy": "town"}),
        node("offer-advice", "Offer", "Advice"),
        node("offer-walks-hill", "Offer", "Hill walk", facts={"days": "Fridays"}),
        node("offer-walks-park", "Offer", "Park walk", facts={"days": "after lunch", "modes": ["in person"]}),
        node("org-council", "Organisation", "The Council"),
        node("org-walkers", "Organisation", "The Walkers", facts=WALKERS),
        node("person-1", "Person", "Ada Thistlewood", facts={"job_title": "Leader", "work_email": "a@example.org"}),
        node("person-2", "Person", "a contact"),
        node("person-3", "Person", "Bram Oakenfold", facts={"opted_out": True}),
        node("service-advice", "Service", "Advice"),
        node("service-chess", "Service", "Chess", live=False),
        node("service-walks", "Service", "Friday Walks", facts=WALKS),
        node("site-hall", "Site", "Old Hall", facts={"postcode": "E3 2AB", "latitude": 51.5, "longitude": -0.02}),
    ]
    joined = [
        link("1", "BROADER", "need-lonely", "need-people"),
        link("2", "CONTACT_FOR", "person-1", "service-walks"),
        link("3", "CONTACT_FOR", "person-2", "service-walks"),
        link("4", "CONTACT_FOR", "person-3", "org-walkers"),
        link("5", "COVERS", "offer-walks-hill", "area-e05009317", facts={"basis": "resident"}),
        link("6", "COVERS", "offer-walks-park", "area-e05009317"),
        link("7", "DELIVERED_AT", "offer-walks-park", "site-hall"),
        link("8", "FOR_AUDIENCE", "offer-walks-hill", "audience-old", facts={"rule": "include"}),
        link("9", "FOR_AUDIENCE", "offer-walks-park", "audience-young", facts={"rule": "exclude"}),
        link("a", "HAS_OFFER", "service-advice", "offer-advice"),
        link("b", "HAS_OFFER", "service-walks", "offer-walks-hill"),
        link("c", "HAS_OFFER", "service-walks", "offer-walks-park"),
        link("d", "IN_AREA", "site-hall", "area-e05009317"),
        link("e", "MEETS", "offer-walks-hill", "need-walk"),
        link("f", "MEETS", "offer-walks-park", "need-lonely"),
        link("g", "MEETS", "offer-walks-park", "need-walk"),
        link("h", "PART_OF", "org-walkers", "org-council"),
        link("i", "PROVIDES", "org-walkers", "service-walks"),
        link("j", "PROVIDES", "org-walkers", "service-chess", live=False),
        link("k", "WITHIN", "area-e05009317", "area-oldtown"),
    ]
    said = {"rounds": (("town-mapping", "2024-05-01"), ("list", "2023-01-31")), **more}
    return GraphView("Old Town", tuple(nodes), tuple(joined), **said)


WALKERS = {"category": "charity", "charity_no": "SC012345", "ods_code": "X01", "website": "walkers.example"}
WALKS = {
    "aliases": ["The Friday Walk", "Walks"],
    "description": "A walk.\nThen tea.",
    "access": "self",
    "cost": "Free",
    "languages": ["Lao", "Urdu"],
    "wait_days": 1,
    "caseload": "under 5",
    "reviewed_on": "2024-04-01",
}
