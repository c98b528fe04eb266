"""What becomes of a directory of services: a small town's, in the two versions of the standard."""

import json

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from linkwork.loaders.oruk import load_with_people
from tests.commands.steps import run

TRUST = {
    "id": "o1",
    "name": "Riverside Trust",
    "website": "https://riverside.test",
    "organization_identifiers": [{"identifier_scheme": "GB-CHC", "identifier": "1034374"}],
    "contacts": [{"name": "Ada Person", "title": "Manager", "email": "ada@riverside.test"}],
}
WALKS = {
    "id": "s1",
    "name": "Friday Walks &amp; Talks",
    "alternate_name": "The Walk",
    "description": "<p>Walks for <b>everyone</b>.</p><p>Come along!</p><script>x()</script>",
    "status": "active",
    "fees_description": "Free",
    "cost_options": [{"option": "Tea", "amount": 1.5, "currency": "gbp"}],
    "minimum_age": 18,
    "maximum_age": -1,
    "assured_date": "2026-03-01T09:00:00",
    "organization": TRUST,
    "languages": [{"name": "Bengali"}, {"code": "en"}],
    "schedules": [{"byday": "FR", "opens_at": "10:00:00", "closes_at": "12:00:00"}],
    "service_areas": [
        {"name": "Bow East", "extent": "E05009318", "extent_type": "text"},
        {"name": "Northtown"},
    ],
    "service_at_locations": [
        {
            "location": {
                "id": "l1",
                "name": "Park Gate",
                "latitude": 51.5,
                "longitude": -0.03,
                "external_identifier": "010092008082",
                "external_identifier_type": "UPRN",
                "addresses": [{"address_1": "1 Park Road", "postal_code": "e1 6la"}],
            }
        }
    ],
    "attributes": [
        {"taxonomy_term": {"id": "t1", "code": "SO100", "name": "Loneliness", "taxonomy": "UKCAT"}},
        {"taxonomy_term": {"id": "t2", "name": "Carers", "taxonomy": "esdCircumstances"}},
        {"link_type": "delivery_method", "taxonomy_term": {"id": "t3", "name": "By post"}},
    ],
    "contacts": [{"name": "Bea Person", "phones": [{"number": "020 7946 0000"}]}, {"phones": [{"number": "1"}]}],
}
OLD = {
    "id": 12,
    "name": "Money Advice",
    "organization": {"id": "o2", "name": "Advice Bureau", "url": None},
    "status": "defunct",
    "attending_type": "phone",
    "attending_access": "referral",
    "eligibilitys": [{"minimum_age": "16", "maximum_age": "25"}],
    "service_taxonomys": [
        {"taxonomy": {"id": "esdNeeds:22", "name": "Debt", "vocabulary": "esdNeeds"}},
        {"taxonomy": {"id": "x9", "name": "Arrears", "vocabulary": "town list"}},
    ],
    "service_areas": [{"service_area": "Northtown"}],
    "cost_options": [{"option": "A call", "amount": "0"}],
}


def write(folder, held, name="town.json"):
    (folder / name).write_text(json.dumps(held))
    return folder / name


def read(folder, held, names=None, by=None):
    return (by or loader("oruk").load)([write(folder, held)], names or Names("town"))


def facts(reading, kind):
    """The rows of all tables of a kind in order of id, without places and blanks."""
    tables = [table for table in check(reading, SCHEMA) if table.kind == kind]
    hidden = ("_file", "_sheet", "_row")
    rows = [
        {k: v for k, v in row.items() if v is not None and k not in hidden}
        for table in tables
        for row in table.rows.iter_rows(named=True)
    ]
    return sorted(rows, key=lambda row: row["id"])


def joined(reading, kind):
    return sorted((row["from_id"], row["to_id"]) for row in facts(reading, kind))


def test_a_service_has_its_facts_and_one_offer(tmp_path):
    reading = read(tmp_path, WALKS)
    assert facts(reading, "Service") == [
        {
            "id": "service-town-s1",
            "name": "Friday Walks & Talks",
            "aliases": ["The Walk"],
            "description": "Walks for everyone. Come along!",
            "status": "open",
            "cost": "Free; Tea 1.50 gbp",
            "languages": ["Bengali", "en"],
            "reviewed_on": "2026-03-01",
        }
    ]
    assert facts(reading, "Offer") == [
        {"id": "offer-town-s1", "name": "Friday Walks & Talks", "days": "Fri 10:00-12:00"}
    ]
    assert joined(reading, "HAS_OFFER") == [("service-town-s1", "offer-town-s1")]


def test_an_organisation_is_known_by_its_charity_number_and_has_no_email(tmp_path):
    reading = read(tmp_path, WALKS)
    assert facts(reading, "Organisation") == [
        {
            "id": "org-chc-1034374",
            "name": "Riverside Trust",
            "website": "https://riverside.test",
            "charity_no": "1034374",
        }
    ]
    assert joined(reading, "PROVIDES") == [("org-chc-1034374", "service-town-s1")]


@pytest.mark.parametrize(
    ("more", "id_"),
    [
        ({"organization_identifiers": [{"identifier_scheme": "GB-COH", "identifier": "1234567"}]}, "org-coh-01234567"),
        ({"organization_identifiers": [{"identifier_scheme": "GB-COH", "identifier": "SC123456"}]}, "org-coh-sc123456"),
        ({"organization_identifiers": [{"identifier_scheme": "GB-SC", "identifier": "SC012345"}]}, "org-chc-sc012345"),
        ({"organization_identifiers": [{"identifier_scheme": "gb-nhs", "identifier": "RWK"}]}, "org-ods-rwk"),
        ({"id": "GB-CHC-1034374"}, "org-chc-1034374"),
        ({"uri": "http://org-id.guide/GB-CHC-1034374"}, "org-chc-1034374"),
        ({"organization_identifiers": [{"identifier_scheme": "UK-CHTY", "identifier": "1034374"}]}, "org-town-o1"),
        ({"organization_identifiers": [{"identifier_scheme": "GB-CHC", "identifier": "unknown"}]}, "org-town-o1"),
        ({}, "org-town-o1"),
        ({"id": None}, "org-town-riverside-trust"),
    ],
)
def test_only_recognised_registers_give_an_id(tmp_path, more, id_):
    reading = read(tmp_path, {**WALKS, "organization": {"id": "o1", "name": "Riverside Trust", **more}})
    assert joined(reading, "PROVIDES") == [(id_, "service-town-s1")]


def test_copies_of_an_organisation_are_one_and_a_number_in_one_of_them_holds_for_all(tmp_path):
    bare = {"id": "o1", "name": "Riverside"}
    reading = read(tmp_path, [{**OLD, "organization": bare}, WALKS])
    assert [row["id"] for row in facts(reading, "Organisation")] == ["org-chc-1034374"]
    assert facts(reading, "Organisation")[0]["aliases"] == ["Riverside Trust"]
    assert {pair[0] for pair in joined(reading, "PROVIDES")} == {"org-chc-1034374"}
    assert "other names for one Organisation were kept as aliases: 1, such as Riverside Trust for Riverside" in (
        reading.warnings
    )


def test_an_organisation_without_services_is_kept_and_one_named_by_id_alone_waits(tmp_path):
    page = [{**WALKS, "organization": None, "organization_id": "o9"}, {"id": "o3", "name": "Food Bank", "logo": "x"}]
    reading = read(tmp_path, [*page, {"id": "o4", "name": "Its Branch", "parent_organization_id": "o3"}])
    assert [row["id"] for row in facts(reading, "Organisation")] == ["org-town-o3", "org-town-o4"]
    assert joined(reading, "PROVIDES") == [("org-town-o9", "service-town-s1")]
    assert joined(reading, "PART_OF") == [("org-town-o4", "org-town-o3")]


def test_areas_are_known_by_ons_code_else_by_name_in_the_directory(tmp_path):
    reading = read(tmp_path, [WALKS, OLD])
    assert facts(reading, "Area") == [{"id": "area-town-northtown", "name": "Northtown"}]
    assert joined(reading, "COVERS") == [
        ("offer-town-12", "area-town-northtown"),
        ("offer-town-s1", "area-e05009318"),
        ("offer-town-s1", "area-town-northtown"),
    ]


def test_a_name_that_the_projects_own_lists_have_once_is_that_area_or_term(tmp_path):
    names = Names("town")
    names.called("Area", "Northtown", "area-e05000001")
    names.called("Need", "Debt", "need-debt")
    names.called("Audience", "Arrears", "audience-in-arrears")
    reading = read(tmp_path, OLD, Names("town", names.minted))
    assert joined(reading, "COVERS") == [("offer-town-12", "area-e05000001")]
    assert joined(reading, "MEETS") == [("offer-town-12", "need-debt")]
    assert ("offer-town-12", "audience-in-arrears") in joined(reading, "FOR_AUDIENCE")
    assert (facts(reading, "Area"), facts(reading, "Need")) == ([], [])


def test_a_site_is_known_by_its_uprn_and_has_its_postcode_and_point(tmp_path):
    reading = read(tmp_path, WALKS)
    assert facts(reading, "Site") == [
        {
            "id": "site-uprn-10092008082",
            "name": "Park Gate",
            "postcode": "E1 6LA",
            "uprn": "10092008082",
            "latitude": 51.5,
            "longitude": -0.03,
        }
    ]
    assert joined(reading, "DELIVERED_AT") == [("offer-town-s1", "site-uprn-10092008082")]


def test_terms_are_needs_or_audiences_by_the_written_rule(tmp_path):
    reading = read(tmp_path, [WALKS, OLD])
    assert facts(reading, "Need") == [
        {"id": "need-esdneeds-22", "name": "Debt", "taxonomy": "esdNeeds"},
        {"id": "need-town-x9", "name": "Arrears", "taxonomy": "town list"},
        {"id": "need-ukcat-so100", "name": "Loneliness", "taxonomy": "UKCAT"},
    ]
    assert {"id": "audience-town-t2", "name": "Carers", "taxonomy": "esdCircumstances"} in facts(reading, "Audience")
    assert [line for line in reading.warnings if line.startswith("terms")] == [
        "terms of how a service is given are neither needs nor people and were left out: 1, such as By post",
        "terms that do not say whether they are needs or people were taken as needs: 1, such as Arrears",
    ]


@pytest.mark.parametrize(
    ("attribute", "kind"),
    [
        ({"taxonomy_term": {"name": "Young people", "taxonomy": "x"}}, "Need"),  # a word in a name proves nothing
        ({"link_type": "need", "taxonomy_term": {"name": "Young people", "taxonomy": "circumstances"}}, "Need"),
        ({"link_type": "audience", "taxonomy_term": {"name": "Young people"}}, "Audience"),
        ({"link_entity": "eligibility", "taxonomy_term": {"name": "Young people"}}, "Audience"),
        ({"taxonomy_term": {"name": "A", "taxonomy": "openEligibilityHumanSituations"}}, "Audience"),
        ({"taxonomy_term": {"name": "A", "taxonomy": "openEligibilityHumanServices"}}, "Need"),
        ({"taxonomy_term": {"name": "A", "term_uri": "https://id.esd.test/circumstance/7"}}, "Audience"),
        ({"taxonomy_term": {"name": "A", "taxonomy": "Accessibility"}}, None),
        ({"label": "Age Group", "value": "Youth"}, "Need"),
    ],
)
def test_each_clause_of_the_rule_for_terms_has_a_case(tmp_path, attribute, kind):
    reading = read(tmp_path, {"id": "1", "name": "A", "attributes": [attribute]})
    assert [table.kind for table in reading.tables if table.kind in ("Need", "Audience")] == ([kind] if kind else [])


def test_a_directory_that_linkwork_wrote_gives_the_ids_of_its_terms_back(tmp_path):
    term = {"id": "t1", "code": "need-debt", "name": "Debt", "taxonomy": "Town List"}
    reading = read(tmp_path, {"id": "1", "name": "A", "attributes": [{"link_type": "need", "taxonomy_term": term}]})
    assert facts(reading, "Need") == [{"id": "need-debt", "name": "Debt", "taxonomy": "Town List"}]


def test_target_audiences_of_one_maker_are_audiences(tmp_path):
    target = {"audienceType": "Care leavers", "id": "80425"}
    reading = read(tmp_path, {"id": "1", "name": "A", "pc_targetAudience": [target]})
    assert facts(reading, "Audience") == [{"id": "audience-town-80425", "name": "Care leavers"}]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (18, 64, {"id": "audience-age-18-to-64", "name": "aged 18 to 64", "min_age": 18, "max_age": 64}),
        (18, -1, {"id": "audience-age-18-and-over", "name": "aged 18 and over", "min_age": 18}),
        (-1, 17, {"id": "audience-age-up-to-17", "name": "aged up to 17", "max_age": 17}),
        (0, 17, {"id": "audience-age-up-to-17", "name": "aged up to 17", "max_age": 17}),
        ("18", "64.0", {"id": "audience-age-18-to-64", "name": "aged 18 to 64", "min_age": 18, "max_age": 64}),
        (18, 999, {"id": "audience-age-18-and-over", "name": "aged 18 and over", "min_age": 18}),
        (-1, -1, None),
        (None, None, None),
        (64, 18, None),
        ("young", -7, None),
        (float("nan"), float("inf"), None),
    ],
)
def test_ages_are_audiences_and_minus_one_is_no_limit(tmp_path, low, high, expected):
    reading = read(tmp_path, {"id": "1", "name": "A", "minimum_age": low, "maximum_age": high})
    assert facts(reading, "Audience") == ([{**expected, "category": "age"}] if expected else [])
    odd = [line for line in reading.warnings if line.startswith(("ages", "minimum_age", "maximum_age"))]
    assert bool(odd) == (not (low in (-1, 0, 18, None) and high in (-1, 17, 64, None)))


def test_version_one_says_who_may_come_and_how(tmp_path):
    reading = read(tmp_path, OLD)
    (service,) = facts(reading, "Service")
    assert (service["access"], service["status"], service["cost"]) == ("professional", "closed", "A call 0")
    assert facts(reading, "Offer")[0]["modes"] == ["telephone"]
    assert joined(reading, "FOR_AUDIENCE") == [("offer-town-12", "audience-age-16-to-25")]


def test_every_sort_of_mending_is_one_line_with_its_count_and_an_example(tmp_path):
    again = {**OLD, "id": 13, "status": "paused", "name": "Debt Line", "vendor": {"x": 1}}
    reading = read(tmp_path, {"total_items": 1, "contents": [OLD, again, OLD]})
    assert list(reading.warnings) == [
        "totals that do not add up: the pages say that there are 1 services, and 2 are here",
        "amount written as text was read as a number: 2, such as 0",
        "ids written as numbers were read as text: 3, such as 12",
        "maximum_age written as text was read as a number: 2, such as 25",
        "minimum_age written as text was read as a number: 2, such as 16",
        "null web addresses were read as blank: 1, such as url of Advice Bureau",
        "services that are inactive, defunct or temporarily closed are closed: 1, such as Money Advice",
        "services that are there more than once were taken once: 1, such as Money Advice",
        "status words other than active, inactive, defunct, temporarily closed say nothing: 1, such as paused",
        "terms that do not say whether they are needs or people were taken as needs: 2, such as Arrears",
        "fields that are not of the standard were not read: 1: 'vendor' (1)",
    ]
    assert [row.get("status") for row in facts(reading, "Service")] == ["closed", None]


def test_a_service_said_in_two_ways_and_one_without_id_or_name_are_all_problems_at_once(tmp_path):
    page = [WALKS, {**WALKS, "status": "defunct"}, {"id": "s3", "status": "active"}, {"name": "No id", "fees": ""}]
    reading = read(tmp_path, [*page, {"description": "neither", "status": "active", "organization": TRUST}])
    said = {(problem.row, problem.column): str(problem) for problem in reading.problems}
    assert said[4, "id"] == "town.json, row 4, column id: this service has no id; every service has an id and a name"
    assert said[2, "status"] == (
        "town.json, row 2, column status: the service s1 has another status in town.json, row 1; keep one of the two"
    )
    assert sorted(said) == [(2, "status"), (3, "name"), (4, "id"), (5, "id"), (5, "name")]


def test_letters_that_no_file_can_hold_are_taken_out_and_what_parts_words_parts_them(tmp_path):
    (service,) = facts(read(tmp_path, {**WALKS, "name": "Fri\x07day\x85Wal\ud800ks\ufffe\x0bOut"}), "Service")
    assert service["name"] == "Friday Walks Out"


def test_ids_that_differ_in_a_sign_stay_two(tmp_path):
    reading = read(tmp_path, [{"id": "A.1", "name": "One"}, {"id": "A1", "name": "Two"}, {"id": "//", "name": "Three"}])
    assert len({row["id"] for row in facts(reading, "Service")}) == 3


def test_a_list_without_details_says_nothing_of_what_only_details_have(tmp_path):
    reading = read(tmp_path, {"id": "1", "name": "A", "status": "active"})
    (service,) = [table for table in reading.tables if table.kind == "Service"]
    assert sorted(service.rows.columns) == ["_file", "_row", "_sheet", "id", "name", "status"]
    assert reading.about.scope.links == ("HAS_OFFER", "PROVIDES")
    assert set(reading.about.scope.kinds) == {"Organisation", "Service", "Offer", "HAS_OFFER", "PROVIDES"}
    full = read(tmp_path, WALKS).about.scope
    assert set(full.links) == {"HAS_OFFER", "PROVIDES", "COVERS", "MEETS", "FOR_AUDIENCE", "DELIVERED_AT"}
    assert "Person" not in full.kinds


def test_people_are_counted_and_made_only_when_asked_for(tmp_path):
    without = read(tmp_path, WALKS)
    assert "contacts with a name are personal data and were left out: 2" in without.warnings
    assert facts(without, "Person") == []
    assert "Person" not in repr([table.rows.rows() for table in without.tables])
    reading = read(tmp_path, WALKS, by=load_with_people)
    people = {row["name"]: row for row in facts(reading, "Person")}
    assert {name: sorted(row) for name, row in people.items()} == {
        "Ada Person": ["id", "job_title", "name", "work_email"],
        "Bea Person": ["id", "name", "work_phone"],
    }
    assert joined(reading, "CONTACT_FOR") == sorted(
        [(people["Ada Person"]["id"], "org-chc-1034374"), (people["Bea Person"]["id"], "service-town-s1")]
    )


def test_a_person_written_in_two_ways_is_counted_and_not_named(tmp_path):
    contacts = [{"name": "Jane Smith", "title": "Nurse"}, {"name": "JANE SMITH", "title": "Doctor"}]
    reading = read(tmp_path, {**WALKS, "contacts": contacts}, by=load_with_people)
    assert ["Jane Smith", ["JANE SMITH"]] in [[row["name"], row.get("aliases")] for row in facts(reading, "Person")]
    assert [line for line in reading.warnings if "Person" in line] == [
        "Person: job_title was said in two ways, and the first was taken: 1, such as one that is not shown, "
        "because it is personal",
        "other names for one Person were kept as aliases: 1, such as one that is not shown, because it is personal",
    ]


def test_the_same_file_again_keeps_nothing_and_writes_nothing(tmp_path):
    project = tmp_path / "p"
    run("init", project)
    file = write(tmp_path, [WALKS, OLD])
    asked = ("load", "oruk", file, "--as-of", "2026-11-01", "--project", project)
    first = run(*asked).output
    assert "2 Service" in first
    assert "no round describes area-e05009318" in first
    assert "Kept round" not in run(*asked).output
    assert "nothing was written" in run("build", "--project", project).output
