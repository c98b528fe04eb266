"""What the export for Open Referral UK says of a small town, and that it is what the standards ask for."""

import json

import pytest

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise.exports import export
from tests.visualise import hsds, towns
from tests.visualise.oruk_town import town

VIEWS = (towns.hamlet(), towns.borough(), towns.hostile(), GraphView("Nowhere", (), ()))
NASTY = '<b>"\\\x00\u202e\ud800=1+1'


def made(view):
    return json.loads(export("oruk").make(view, ".json").content)


@pytest.fixture(scope="module")
def walks():
    return made(town())["contents"][1]


def test_only_what_is_live_is_in_the_page():
    page = made(town(note="Made up"))
    assert [service["name"] for service in page.pop("contents")] == ["Advice", "Friday Walks"]
    assert page == {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
        "standard": "HSDS 3.0",
        "place": "Old Town",
        "note": "Made up",
        "sources": [{"source": "town-mapping", "date": "2024-05-01"}, {"source": "list", "date": "2023-01-31"}],
    }


def test_what_is_not_known_is_absent():
    advice = made(town(rounds=()))["contents"][0]
    assert advice == {"id": "c849a3b1-7fa9-5269-b574-6e33131b3549", "name": "Advice", "status": "active"}


def test_a_service_says_how_to_come_and_what_it_costs(walks):
    assert walks["alternate_name"] == "The Friday Walk"
    assert walks["description"] == "A walk.\nThen tea."
    assert walks["application_process"] == "People may come by themselves."
    assert walks["assured_date"] == "2024-04-01"
    assert walks["wait_time"] == "1 day"
    assert [(cost["amount_description"], cost["amount"]) for cost in walks["cost_options"]] == [("Free", 0)]
    assert [language["name"] for language in walks["languages"]] == ["Lao", "Urdu"]


def test_a_made_up_service_says_so_itself():
    assert {service["alert"] for service in made(town(note="Made up"))["contents"]} == {"Made up"}
    assert "alert" not in made(town())["contents"][0]


def test_offers_are_told_apart_in_words(walks):
    assert walks["eligibility_description"].splitlines() == [
        "Being active: for Older people; in Bow East.",
        "Company, Being active: not for Under 18s; in Bow East.",
    ]


def test_needs_and_audiences_are_terms_once_each(walks):
    terms = [(one["link_type"], one["taxonomy_term"]) for one in walks["attributes"]]
    assert [(link_type, term["code"], term["name"]) for link_type, term in terms] == [
        ("need", "need-lonely", "Company"),
        ("need", "need-walk", "Being active"),
        ("intended audience", "audience-old", "Older people"),
    ]
    company, _, older = (one["taxonomy_term"] for one in walks["attributes"])
    assert company["term_uri"] == "https://town.example/company"
    assert company["taxonomy"] == company["taxonomy_detail"]["name"] == "town"
    assert "parent_id" not in company
    assert older["description"] == "ages 65 and over"
    assert {one["link_id"] for one in walks["attributes"]} == {walks["id"]}


@pytest.mark.parametrize(
    ("id_", "taxonomy", "code"),
    [
        ("need-ukcat-so100", "UK-CAT", "so100"),
        ("need-debt", "UK-CAT", "need-debt"),
        ("need-debt", None, "need-debt"),
        ("need-ukcat-", "ukcat", "need-ukcat-"),
    ],
)
def test_the_code_of_a_term_is_the_one_that_its_id_was_made_of(id_, taxonomy, code):
    nodes = (
        ViewNode(id_, "Need", "N", facts={"taxonomy": taxonomy}),
        ViewNode("offer-a", "Offer", "A"),
        ViewNode("service-a", "Service", "A"),
    )
    links = (ViewLink("1", "HAS_OFFER", "service-a", "offer-a"), ViewLink("2", "MEETS", "offer-a", id_))
    (term,) = (one["taxonomy_term"] for one in made(GraphView("T", nodes, links))["contents"][0]["attributes"])
    assert term["code"] == code


def test_a_broader_term_is_pointed_at_where_it_is_in_the_document():
    wider = town()
    wider = GraphView(
        wider.title, wider.nodes, (*wider.links, ViewLink("l", "MEETS", "offer-advice", "need-people")), wider.rounds
    )
    advice, walks = made(wider)["contents"]
    assert walks["attributes"][0]["taxonomy_term"]["parent_id"] == advice["attributes"][0]["taxonomy_term_id"]


def test_an_area_has_its_ons_code(walks):
    (area,) = walks["service_areas"]
    assert area == {
        "id": area["id"],
        "service_id": walks["id"],
        "name": "Bow East",
        "description": "ward; for people who live there",
        "extent": "E05009317",
        "extent_type": "text",
        "uri": "http://statistics.data.gov.uk/id/statistical-geography/E05009317",
    }


def test_a_site_has_its_place_and_its_borough_and_nothing_made_up(walks):
    location = walks["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (51.5, -0.02)
    assert (location["external_identifier_type"], location["external_identifier"]) == ("Linkwork id", "site-hall")
    (address,) = location["addresses"]
    assert address["address_1"] == "Old Hall"
    assert (address["city"], address["state_province"], address["postal_code"]) == ("Old Town", "", "E3 2AB")


def test_days_are_a_rule_only_where_the_words_are_days(walks):
    said = [(one.get("byday"), one.get("description"), one.get("attending_type")) for one in walks["schedules"]]
    assert said == [("FR", "Fridays", None), (None, "after lunch", "in person")]


@pytest.mark.parametrize(
    ("words", "byday"),
    [
        ("Tuesdays and Thursdays", "TU,TH"),
        ("weekdays", "MO,TU,WE,TH,FR"),
        ("any day", "MO,TU,WE,TH,FR,SA,SU"),
        ("Saturday; weekends", "SA,SU"),
        ("Tuesdays, 10 to 12", None),
        ("first Monday", None),
    ],
)
def test_spans_of_days_are_those_that_everybody_means(words, byday):
    offer = ViewNode("offer-a", "Offer", "A", facts={"days": words})
    one = GraphView(
        "T", (offer, ViewNode("service-a", "Service", "A")), (ViewLink("1", "HAS_OFFER", "service-a", "offer-a"),)
    )
    (schedule,) = made(one)["contents"][0]["schedules"]
    assert schedule.get("byday") == byday
    assert schedule["description"] == words


def test_an_organisation_has_its_numbers_by_register(walks):
    body = walks["organization"]
    assert (body["id"], body["name"], body["description"]) == (walks["organization_id"], "The Walkers", "charity")
    assert body["website"] == "https://walkers.example"
    assert "parent_organization_id" not in body
    numbers = [(one.get("identifier_scheme"), one["identifier"]) for one in body["organization_identifiers"]]
    assert numbers == [("GB-SC", "SC012345"), ("GB-NHS", "X01"), (None, "org-walkers")]


def test_a_contact_is_there_by_name_and_title_alone_and_never_one_who_opted_out(walks):
    (contact,) = walks["contacts"]
    assert {key: contact[key] for key in contact if not key.endswith("id")} == {
        "name": "Ada Thistlewood",
        "title": "Leader",
    }
    text = json.dumps(walks)
    assert "a@example.org" not in text
    assert "Bram" not in text
    assert "a contact" not in text


def test_the_id_here_is_kept_beside_the_new_one(walks):
    (changed,) = walks["metadata"]
    assert changed["previous_value"] == "service-walks"
    assert changed["replacement_value"] == changed["resource_id"] == walks["id"]
    assert changed["last_action_date"] == "2024-05-01"
    assert changed["updated_by"] == "Linkwork, from town-mapping 2024-05-01, list 2023-01-31"


AGES = {
    "nobody named": ([[]], [[]], (None, None)),
    "one span": ([["18-64"]], [[]], (18, 64)),
    "two spans with a gap": ([["0-17", "65-"]], [[]], (None, None)),
    "an audience of any age": ([["65-", "carers"]], [[]], (None, None)),
    "one offer of two is for all": ([["65-"], []], [[], []], (None, None)),
    "two offers": ([["18-64"], ["65-"]], [[], []], (18, None)),
    "an age left out": ([[]], [["0-17"]], (18, None)),
    "carers left out": ([["18-64"]], [["carers"]], (18, 64)),
    "young carers left out": ([[]], [["young carers"]], (None, None)),
    "all left out": ([["18-64"]], [["0-"]], (None, None)),
}
SPANS = {
    "0-17": {"category": "age", "min_age": 0, "max_age": 17},
    "18-64": {"category": "age", "min_age": 18, "max_age": 64},
    "65-": {"category": "age", "min_age": 65},
    "0-": {"category": "age", "min_age": 0},
    "carers": {"category": "circumstance"},
    "young carers": {"category": "circumstance", "max_age": 17},
}


@pytest.mark.parametrize(("taken", "left_out", "ages"), AGES.values(), ids=AGES)
def test_ages_are_limits_that_hold_for_every_offer(taken, left_out, ages):
    nodes = [
        ViewNode("service-a", "Service", "A"),
        *(ViewNode(key, "Audience", key, facts=SPANS[key]) for key in SPANS),
    ]
    links = []
    for place, (ins, outs) in enumerate(zip(taken, left_out, strict=True)):
        offer = f"offer-{place}"
        nodes.append(ViewNode(offer, "Offer", offer))
        links.append(ViewLink(offer, "HAS_OFFER", "service-a", offer))
        links += [ViewLink(f"{offer}+{key}", "FOR_AUDIENCE", offer, key) for key in ins]
        links += [ViewLink(f"{offer}-{key}", "FOR_AUDIENCE", offer, key, facts={"rule": "exclude"}) for key in outs]
    (service,) = made(GraphView("T", tuple(nodes), tuple(links)))["contents"]
    assert (service.get("minimum_age"), service.get("maximum_age")) == ages


def test_it_says_what_the_format_has_no_place_for():
    shared_out = (*town().links, ViewLink("l", "PROVIDES", "org-council", "service-walks"))
    assert export("oruk").says(GraphView("Old Town", town().nodes, shared_out)) == (
        "2 live services of 1 organisation; it names 1 contact.",
        "Left out, being closed, planned or stale: 1 service.",
        "With several offers, told apart only in eligibility_description: 1 service, such as Friday Walks.",
        "With people who are not taken, said only in eligibility_description: 1 service, such as Friday Walks.",
        "With several providers, of whom HSDS has the first only: 1 service, such as Friday Walks.",
        "Without an organisation, as no provider is known: 1 service, such as Advice.",
    )
    assert export("oruk").says(GraphView("Nowhere", (), ())) == (
        "0 live services of 0 organisations; it names no people.",
    )


def test_it_is_what_the_standards_ask_for(shared):
    checks = hsds.validators(shared)
    for view in (*VIEWS, town(), town(note="Made up"), town(rounds=())):
        assert hsds.mistakes(made(view), checks) == []


def test_nasty_texts_are_still_what_the_standards_ask_for(shared):
    facts = {
        name: NASTY for name in ("description", "cost", "access", "reviewed_on", "website", "term_uri", "gss_code")
    }
    facts |= {name: NASTY for name in ("days", "taxonomy", "postcode", "uprn", "charity_no", "category", "wait_days")}
    facts |= {"languages": [NASTY, "", None], "aliases": [NASTY], "modes": NASTY, "latitude": NASTY, "min_age": NASTY}
    told = [ViewNode(one.id, one.kind, NASTY, facts=facts) for one in town().nodes]
    page = made(GraphView(NASTY, tuple(told), town().links, rounds=((NASTY, NASTY),), note=NASTY))
    assert page["total_items"] == 3
    assert hsds.mistakes(page, hsds.validators(shared)) == []


@pytest.mark.parametrize(
    ("spoil", "schemas"),
    [
        (lambda service: service.pop("status"), {"hsds", "uk", "page"}),
        (lambda service: service.update(id="service-walks"), {"hsds", "uk", "page"}),
        (lambda service: service["organization"].update(website="walkers"), {"hsds", "uk", "page"}),
        (lambda service: service["service_areas"][0].pop("id"), {"hsds", "uk"}),
        (lambda service: service["schedules"][0].update(freq="OFTEN"), {"hsds", "uk"}),
        (lambda service: service["attributes"][0]["taxonomy_term"].pop("name"), {"hsds", "uk"}),
        (lambda service: service["metadata"][0].pop("previous_value"), {"hsds"}),
    ],
)
def test_the_check_by_the_standards_finds_what_departs_from_them(shared, spoil, schemas):
    page = made(town())
    spoil(page["contents"][1])
    assert {schema for schema, _, _ in hsds.mistakes(page, hsds.validators(shared))} == schemas
