"""G9: posts that are vacant, and posts that nobody is said to supervise."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.gaps_town import posts
from tests.queries.town import Town, rests_on

COLUMNS = "service role fte vacant_since employer supervisor_org why post_id"
ALONE = "nobody is said to supervise it"


@pytest.fixture(scope="module")
def posts_town(tmp_path_factory):
    with posts().built(tmp_path_factory.mktemp("posts")) as engine:
        yield engine


def test_a_connector_post_is_listed_if_it_is_vacant_or_nobody_is_said_to_supervise_it(posts_town, rows):
    # Filled has a supervisor of its own; Leaving, vacant only after the day of the graph, one by its service. Nurse is
    # no connector, Ended is over. Alone's manager is one no longer.
    assert rows(posts_town, "G9", COLUMNS) == [
        ("not said", "Linker", None, "2023-11", "not said", "not said", f"vacant since 2023-11; {ALONE}", "post-bare"),
        ("Cafe", "Linker", 0.5, "2024-01-15", "not said", "Charity", "vacant since 2024-01-15", "post-empty"),
        ("Cafe", "Linker", None, None, "not said", "Charity", "vacant: nobody is in it", "post-nobody"),
        ("Links", "Linker", 0.8, None, "Trust", "not said", ALONE, "post-alone"),
    ]


def test_how_many_are_vacant_and_unsupervised_is_said(posts_town, question):
    assert ask(posts_town, question("G9")).assumptions == (
        "3 of 6 connector posts are vacant.",
        "For 2 connector posts nobody has said who supervises them.",
    )


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({"show": "vacant"}, ["post-bare", "post-empty", "post-nobody"]),
        ({"show": "unsupervised"}, ["post-bare", "post-alone"]),
        ({"service": "links"}, ["post-alone"]),
        ({"provider": "charity"}, ["post-empty", "post-nobody"]),
        ({"sector": "nhs"}, ["post-alone"]),
        ({"role": "nurse"}, []),
        ({"limit": 1}, ["post-bare"]),
    ],
)
def test_the_posts_can_be_narrowed(posts_town, rows, narrow, expected):
    assert [id_ for (id_,) in rows(posts_town, "G9", "post_id", **narrow)] == expected


def test_the_employer_of_the_post_itself_goes_before_that_of_its_service(tmp_path, rows):
    with posts().built(tmp_path) as engine:
        link = "HOSTS|org-trust|post-filled|clinical_supervision"
        engine.remove_links(SCHEMA.link["HOSTS"], [link])
        assert rows(engine, "G9", COLUMNS, service="links") == [
            ("Links", "Linker", 0.8, None, "Trust", "not said", ALONE, "post-alone"),
            ("Links", "Linker", 1, None, "Pcn", "not said", ALONE, "post-filled"),
        ]


def test_where_nobody_says_who_supervises_any_post_none_is_called_unsupervised(tmp_path, question):
    town = Town().add("role-linker", family="connector").add("post-one").join("post-one", "OF_ROLE", "role-linker")
    with town.built(tmp_path / "one") as engine:
        answer = ask(engine, question("G9"))
        assert (answer.rows, answer.nothing_because) == (
            (),
            "No connector post is said to be vacant; who supervises them is not known yet.",
        )
    town.add("post-two", vacant_since="2024").join("post-two", "OF_ROLE", "role-linker")
    with town.built(tmp_path / "two") as engine:
        answer = ask(engine, question("G9"))
        assert [(row["post"], row["why"]) for row in answer.rows] == [("Two", "vacant since 2024")]
        assert answer.assumptions[1].startswith("Nobody has said yet who supervises any connector post")


def test_a_row_rests_on_the_post_its_role_its_service_and_all_who_host_either(posts_town, question):
    assert rests_on(posts_town, question("G9"), service="links") == [
        {
            "post-alone",
            "OF_ROLE|post-alone|role-linker",
            "role-linker",
            "IN_SERVICE|post-alone|service-links",
            "service-links",
            "HOSTS|org-trust|service-links|employer",
            "HOSTS|org-trust|post-alone|premises",
            "org-trust",
        }
    ]
