"""Questions about roles: which share functions (O2), and which adjacent services do what core roles do (O7)."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.overlaps_town import kettle
from tests.queries.town import Town, rests_on

SHARE = "role_a role_b shared_functions only_a only_b overlap_coefficient"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with kettle().built(tmp_path_factory.mktemp("kettle")) as engine:
        yield engine


def test_roles_that_share_functions_and_what_each_does_alone_connectors_first(town, rows, question):
    assert rows(town, "O2", SHARE) == [
        ("Connector", "Link", ["Accompany"], [], ["Assess", "Signpost"], 1.0),
        ("Link", "Navigator", ["Assess", "Signpost"], ["Accompany"], ["Plan"], 0.6667),
        ("Coach", "Link", ["Assess"], [], ["Accompany", "Signpost"], 1.0),
        ("Coach", "Navigator", ["Assess"], [], ["Plan", "Signpost"], 1.0),
    ]
    assert ask(town, question("O2")).assumptions[-1] == (
        "1 of 5 roles is not known to perform any function: what it does is not compared."
    )


def test_settings_are_those_of_the_services_that_a_role_staffs(town, rows):
    assert rows(town, "O2", "role_a role_b settings settings_a settings_b", family="connector") == [
        ("Connector", "Link", ["home"], ["home"], ["home", "practice"]),
        ("Link", "Navigator", [], ["home", "practice"], None),
    ]


def test_what_is_a_roles_own_depends_on_the_roles_that_are_compared_and_depths_that_differ_are_said(town, rows):
    columns = "role_a role_b own_a own_b depths"
    assert rows(town, "O2", columns, role="Navigator") == [
        ("Link", "Navigator", [], ["Plan"], ["Assess (support, case manage)"]),
        ("Coach", "Navigator", [], ["Plan"], ["Assess (support, case manage)"]),
    ]


def test_roles_can_be_narrowed(town, rows):
    assert rows(town, "O2", "role_a role_b", service="Walks") == [("Connector", "Link")]
    assert rows(town, "O2", "role_a role_b", at_least=0.7, family="connector") == [("Connector", "Link")]
    assert rows(town, "O2", "role_a role_b", limit=1) == [("Connector", "Link")]
    assert rows(town, "O2", "role_a", family="clinical") == []


def test_shared_functions_rest_on_the_links_that_say_so(tmp_path, rows, question):
    with kettle().built(tmp_path) as engine:
        (known,) = rests_on(engine, question("O2"), family="connector", service="Walks")
        assert known == {
            *("role-connector", "role-link", "function-accompany", "function-assess", "function-signpost"),
            *(f"PERFORMS|role-link|function-{name}" for name in ("accompany", "assess", "signpost")),
            *("PERFORMS|role-connector|function-accompany", "service-walks", "service-link"),
            *("service-home", "service-desk"),
            *(f"STAFFED_BY|service-{name}|role-link" for name in ("link", "home", "desk")),
            "STAFFED_BY|service-walks|role-connector",
        }
        engine.remove_links(SCHEMA.link["PERFORMS"], ["PERFORMS|role-link|function-accompany"])
        assert rows(engine, "O2", SHARE, family="connector") == [
            ("Link", "Navigator", ["Assess", "Signpost"], [], ["Plan"], 1.0)
        ]


def test_where_nobody_says_what_roles_do_it_is_said(empty, question):
    assert ask(empty, question("O2")).nothing_because.endswith("have been loaded, so this is not known yet.")


BESIDE = "core_role adjacent_service shared_functions shared_groups shared_areas score"


def test_adjacent_services_beside_the_core_roles_by_score(town, rows, question):
    # Link: 3 functions, carers and older (adults) in both wards. Walks (Connector): 1 function, older and anyone else
    # in West. Groups and areas are multiplied with the functions, each over the smaller side.
    assert rows(town, "O7", BESIDE) == [
        ("Link", "Care", ["Assess"], ["Carers"], ["East", "West"], 1.0),
        ("Link", "Visits", ["Accompany", "Signpost"], ["Older"], ["East"], 1.0),
        ("Connector", "Visits", ["Accompany"], ["Older"], [], 0.0),
        ("Connector", "Desk", ["Accompany"], None, None, None),
        ("Link", "Desk", ["Accompany", "Assess", "Signpost"], None, None, None),
    ]
    assert "2 of 5 adjacent services" not in " ".join(ask(town, question("O7")).assumptions)
    assert "1 of 5 adjacent services does not say what it does or who works in it: not compared." in (
        ask(town, question("O7")).assumptions
    )


def test_a_score_is_the_product_of_three_shares_of_the_smaller_side(town, rows):
    columns = "core_role adjacent_service function_share group_share area_share score staffed_by_role core_services"
    assert rows(town, "O7", columns, role="Link", service="Visits") == [
        ("Link", "Visits", 1.0, 1.0, 1.0, 1.0, False, ["Home", "Link"])
    ]
    assert rows(town, "O7", columns, role="Connector", service="Visits") == [
        ("Connector", "Visits", 1.0, 1.0, 0.0, 0.0, False, ["Walks"])
    ]
    assert [row[6] for row in rows(town, "O7", columns, service="Desk")] == [False, True]


def test_adjacent_services_can_be_narrowed(town, rows):
    columns = "core_role adjacent_service"
    assert rows(town, "O7", columns, sector="council", role="Connector") == [("Connector", "Visits")]
    assert rows(town, "O7", columns, provider="Council", family="") == [
        ("Link", "Care"),
        ("Link", "Visits"),
        ("Connector", "Visits"),
    ]
    assert rows(town, "O7", columns, need="Company") == [("Link", "Visits"), ("Connector", "Visits")]
    assert rows(town, "O7", f"{columns} score", area="East", audience="Older") == [("Link", "Visits", 1.0)]
    assert rows(town, "O7", columns, family="clinical") == []
    assert rows(town, "O7", columns, limit=1) == [("Link", "Care")]


def test_the_role_in_a_service_lends_it_its_functions_only_while_the_link_is_there(tmp_path, rows, question):
    with kettle().built(tmp_path) as engine:
        known = rests_on(engine, question("O7"), service="Care")[0]
        assert {"STAFFED_BY|service-care|role-coach", "PERFORMS|role-coach|function-assess", "offer-care"} <= known
        assert {"STAFFED_BY|service-link|role-link", "offer-home", "PERFORMS|role-link|function-assess"} <= known
        engine.remove_links(SCHEMA.link["STAFFED_BY"], ["STAFFED_BY|service-care|role-coach"])
        assert rows(engine, "O7", "core_role", service="Care") == []


ATTACHED = "pcn_or_practice roles services posts fte posts_without_fte fte_hosted"


def test_practices_and_networks_with_several_connector_roles_attached(town, rows):
    assert rows(town, "O6", ATTACHED) == [
        # By the services it provides and hosts, with the posts in them; it hosts no post itself.
        ("Pcn", ["Connector", "Link"], ["Link", "Walks"], ["Link one", "Walk"], 1.5, 0, None),
        # By posts: one that two links say, and one that is vacant.
        ("Mill", ["Link", "Navigator"], [], ["Link two", "Nav"], 0.6, 1, 0.6),
    ]


def test_functions_that_attached_roles_share_and_the_roles_of_the_network_stand_beside(town, rows):
    assert rows(town, "O6", "pcn_or_practice shared_functions part_of roles_of_part_of") == [
        ("Pcn", ["Accompany"], [], []),
        ("Mill", ["Assess", "Signpost"], ["Pcn"], ["Connector"]),
    ]


def test_practices_can_be_narrowed_and_all_roles_counted(town, rows):
    names = "pcn_or_practice roles"
    assert ("Quay", ["Coach", "Navigator"]) in rows(town, "O6", names, family="")
    assert rows(town, "O6", names, at_least=1, provider="Lane") == [("Lane", ["Link"])]
    assert rows(town, "O6", names, provider="Pcn")[1] == ("Mill", ["Link", "Navigator"])
    assert rows(town, "O6", names, role="Navigator") == [("Mill", ["Link", "Navigator"])]
    assert rows(town, "O6", names, service="Walks") == [("Pcn", ["Connector", "Link"])]
    assert rows(town, "O6", names, limit=1) == [("Pcn", ["Connector", "Link"])]


def test_an_attached_role_rests_on_the_link_that_attaches_it(tmp_path, rows, question):
    with kettle().built(tmp_path) as engine:
        known = rests_on(engine, question("O6"), role="Navigator")[0]
        assert {"HOSTS|org-mill|post-nav|employer", "OF_ROLE|post-nav|role-navigator", "post-nav", "org-mill"} <= known
        assert {"PART_OF|org-mill|org-pcn", "PERFORMS|role-link|function-assess"} <= known
        engine.remove_links(SCHEMA.link["HOSTS"], ["HOSTS|org-mill|post-nav|employer"])
        assert rows(engine, "O6", "pcn_or_practice") == [("Pcn",)]


def test_where_nothing_ties_a_role_to_any_practice_it_is_said_to_be_unknown(tmp_path, question):
    town = Town().add("org-mill", category="practice").add("role-link", family="connector")
    with town.built(tmp_path) as engine:
        assert ask(engine, question("O6")).nothing_because.endswith("so this is not known yet.")


def test_a_score_is_less_where_only_some_groups_are_shared(tmp_path, rows):
    town = kettle().offer("offer-visits-west", "service-visits", "company", "west", include="carers")
    with town.built(tmp_path) as engine:
        # Connector is for older people and anyone else in West, Visits for carers and older people in both wards.
        columns = "function_share group_share area_share score"
        assert rows(engine, "O7", columns, role="Connector", service="Visits") == [(1.0, 0.5, 1.0, 0.5)]
