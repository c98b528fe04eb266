"""O8: which overlaps were judged, how, and which are to be looked at again."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.overlaps_town import judged
from tests.queries.town import rests_on

PAIRS = "pair overlap reason decided_by decided_on review_on review"
PASSED = "look again: the day has passed"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with judged().built(tmp_path_factory.mktemp("judged")) as engine:
        yield engine


def test_the_last_judgement_of_each_two_services_is_listed_those_to_look_at_again_first(town, rows, question):
    assert rows(town, "O8", PAIRS) == [
        ("Choir and Yoga", "deliberate", None, None, None, "2023-12", PASSED),
        ("Walks and Yoga", "accidental", None, None, None, "2024-03-30", PASSED),
        ("Lunch and Table", "deliberate", "women only", "Board", "2023-05-10", "2024-03", "look again on 2024-03"),
        ("Choir and Walks", "accidental", None, None, "2023", None, "no day was set"),
    ]
    assert ask(town, question("O8")).assumptions == (
        "2 deliberate, 2 accidental; the day to look again has passed for 2.",
    )


def test_a_judged_pair_says_who_provides_each_and_rests_on_all_it_names(town, rows, question):
    columns = "provider_a provider_b service_a_id service_b_id"
    assert rows(town, "O8", columns, service="Table") == [("Hub; Mill", "Mill", "service-lunch", "service-table")]
    assert rests_on(town, question("O8"), service="Table") == [
        {
            "JUDGED|service-table|service-lunch",
            "service-lunch",
            "service-table",
            "PROVIDES|org-hub|service-lunch",
            "PROVIDES|org-mill|service-lunch",
            "PROVIDES|org-mill|service-table",
        }
    ]


@pytest.mark.parametrize(
    ("narrow", "pairs"),
    [
        ({"overlap": "accidental"}, ["Walks and Yoga", "Choir and Walks"]),
        ({"due": "yes"}, ["Choir and Yoga", "Walks and Yoga"]),
        ({"provider": "Council"}, ["Walks and Yoga", "Choir and Walks"]),
        ({"sector": "vcse"}, ["Lunch and Table"]),
        ({"service": "Choir", "overlap": "deliberate"}, ["Choir and Yoga"]),
        ({"limit": 1}, ["Choir and Yoga"]),
    ],
)
def test_judged_overlaps_can_be_narrowed(town, rows, narrow, pairs):
    assert [pair for (pair,) in rows(town, "O8", "pair", **narrow)] == pairs


def test_without_the_last_judgement_the_one_before_it_is_shown(tmp_path, rows):
    with judged().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["JUDGED"], ["JUDGED|service-table|service-lunch"])
        assert rows(engine, "O8", "overlap review", service="Table") == [("accidental", PASSED)]


def test_where_nobody_has_judged_an_overlap_it_is_said(empty, question):
    assert ask(empty, question("O8")).nothing_because == (
        "No judgements of overlaps have been loaded, so this is not known yet."
    )
