"""A town of two live services and one that is closed, with all that Open Referral UK has a place for."""

from linkwork.graph.view import GraphView, ViewLink, ViewNode

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
NODES = (
    ViewNode("area-e05009317", "Area", "Bow East", facts={"level": "ward", "gss_code": "E05009317"}),
    ViewNode("area-oldtown", "Area", "Old Town", facts={"level": "borough"}),
    ViewNode("audience-carers", "Audience", "Carers", facts={"category": "circumstance", "taxonomy": "town"}),
    ViewNode("audience-old", "Audience", "Older people", facts={"category": "age", "min_age": 65}),
    ViewNode("audience-young", "Audience", "Under 18s", facts={"category": "age", "min_age": 0, "max_age": 17}),
    ViewNode("need-lonely", "Need", "Company", facts={"taxonomy": "town", "term_uri": "https://town.example/company"}),
    ViewNode("need-people", "Need", "People", facts={"taxonomy": "town"}),
    ViewNode("need-walk", "Need", "Being active", facts={"taxonomy": "town"}),
    ViewNode("offer-advice", "Offer", "Advice"),
    ViewNode("offer-walks-hill", "Offer", "Hill walk", facts={"days": "Fridays"}),
    ViewNode("offer-walks-park", "Offer", "Park walk", facts={"days": "after lunch", "modes": ["in person"]}),
    ViewNode("org-council", "Organisation", "The Council"),
    ViewNode("org-walkers", "Organisation", "The Walkers", facts=WALKERS),
    ViewNode("person-1", "Person", "Ada Thistlewood", facts={"job_title": "Leader", "work_email": "a@example.org"}),
    ViewNode("person-2", "Person", "a contact"),
    ViewNode("person-3", "Person", "Bram Oakenfold", facts={"opted_out": True}),
    ViewNode("service-advice", "Service", "Advice"),
    ViewNode("service-chess", "Service", "Chess", live=False),
    ViewNode("service-walks", "Service", "Friday Walks", facts=WALKS),
    ViewNode("site-hall", "Site", "Old Hall", facts={"postcode": "E3 2AB", "latitude": 51.5, "longitude": -0.02}),
)
LINKS = (
    ViewLink("1", "BROADER", "need-lonely", "need-people"),
    ViewLink("2", "CONTACT_FOR", "person-1", "service-walks"),
    ViewLink("3", "CONTACT_FOR", "person-2", "service-walks"),
    ViewLink("4", "CONTACT_FOR", "person-3", "org-walkers"),
    ViewLink("5", "COVERS", "offer-walks-hill", "area-e05009317", facts={"basis": "resident"}),
    ViewLink("6", "COVERS", "offer-walks-park", "area-e05009317"),
    ViewLink("7", "DELIVERED_AT", "offer-walks-park", "site-hall"),
    ViewLink("8", "FOR_AUDIENCE", "offer-walks-hill", "audience-old", facts={"rule": "include"}),
    ViewLink("9", "FOR_AUDIENCE", "offer-walks-park", "audience-young", facts={"rule": "exclude"}),
    ViewLink("a", "HAS_OFFER", "service-advice", "offer-advice"),
    ViewLink("b", "HAS_OFFER", "service-walks", "offer-walks-hill"),
    ViewLink("c", "HAS_OFFER", "service-walks", "offer-walks-park"),
    ViewLink("d", "IN_AREA", "site-hall", "area-e05009317"),
    ViewLink("e", "MEETS", "offer-walks-hill", "need-walk"),
    ViewLink("f", "MEETS", "offer-walks-park", "need-lonely"),
    ViewLink("g", "MEETS", "offer-walks-park", "need-walk"),
    ViewLink("h", "PART_OF", "org-walkers", "org-council"),
    ViewLink("i", "PROVIDES", "org-walkers", "service-walks"),
    ViewLink("j", "PROVIDES", "org-walkers", "service-chess", live=False),
    ViewLink("k", "WITHIN", "area-e05009317", "area-oldtown"),
)


def town(**more):
    """Two services: Friday Walks with two offers, of the Walkers; Advice of nobody known. Chess is closed."""
    said = {"rounds": (("town-mapping", "2024-05-01"), ("list", "2023-01-31")), **more}
    return GraphView("Old Town", NODES, LINKS, **said)
