"""Flows from funders by services to needs: who is known to pay for which, and how thick the bands are."""

from linkwork.graph.view import ViewLink, ViewNode
from linkwork.visualise.overlaps.two_funders import UNNAMED, payers
from tests.visualise.told import seen, told

BODIES = [
    ViewNode("org-council", "Organisation", "Council"),
    ViewNode("fund-nb", "Fund", "Neighbourhood grant"),
    ViewNode("fund-old", "Fund", "Old fund", live=False),
    ViewNode("service-walks", "Service", "Walks"),
    ViewNode("service-lunch", "Service", "Lunch"),
    ViewNode("post-link", "Post", "Link worker"),
]
PAID = [
    ViewLink("1", "FUNDS", "org-council", "service-walks"),
    ViewLink("2", "FUNDS", "fund-nb", "post-link"),
    ViewLink("3", "IN_SERVICE", "post-link", "service-lunch"),
    ViewLink("4", "FUNDS", "fund-old", "service-lunch"),
    ViewLink("5", "FUNDS", "org-council", "service-lunch", live=False),
]


def shared(need, area, funders, **services):
    return {
        **{"need": need, "need_id": f"need-{need}", "area": area, "area_id": f"area-{area}", "group": ["Carers"]},
        **{"funders": funders, "services": list(services.values())},
        "service_ids": [f"service-{key}" for key in services],
    }


BOTH = shared("Company", "North", ["Council", "Neighbourhood grant"], walks="Walks", lunch="Lunch")


def test_a_service_is_paid_for_by_itself_or_by_a_post_in_it_and_only_by_what_is_live():
    view = told("O5", [BOTH], graph=(BODIES, PAID))
    assert payers(view) == {
        "service-walks": {"Council"},
        "post-link": {"Neighbourhood grant"},
        "service-lunch": {"Neighbourhood grant"},
    }


def test_bands_go_only_from_a_funder_to_what_it_pays_for_and_count_the_places():
    again = shared("Company", "South", ["Council", "Neighbourhood grant"], walks="Walks", lunch="Lunch")
    marks = seen(told("O5", [BOTH, again], graph=(BODIES, PAID))).marks
    assert [title for title in marks if " pays for " in title] == [
        "Council pays for Walks, in 2 combinations of need, groups and area",
        "Neighbourhood grant pays for Lunch, in 2 combinations of need, groups and area",
    ]
    assert "Walks meets Company, in 2 combinations of need, groups and area" in marks


def test_a_fund_that_is_not_named_pays_for_what_no_other_funder_of_the_row_pays_for():
    marks = seen(
        told("O5", [shared("Company", "North", ["Council", UNNAMED], walks="Walks", lunch="Lunch")], (BODIES, PAID[:1]))
    ).marks
    assert [title.partition(",")[0] for title in marks if " pays for " in title] == [
        "Council pays for Walks",
        f"{UNNAMED} pays for Lunch",
    ]


def test_without_a_graph_only_a_service_that_stands_alone_is_known_to_be_paid_by_all():
    alone = shared("Debt", "North", ["Council", "Neighbourhood grant"], lunch="Lunch")
    drawn = seen(told("O5", [BOTH, alone]))
    assert [title.partition(",")[0] for title in drawn.marks if " pays for " in title] == [
        "Council pays for Lunch",
        "Neighbourhood grant pays for Lunch",
    ]
    assert "several funders pay for this service itself; else each pays for a different one" in drawn.texts


def test_the_finding_counts_places_and_names_the_funder_that_is_in_most():
    rows = [BOTH, shared("Debt", "North", ["Council", UNNAMED], walks="Walks")]
    assert seen(told("O5", rows)).finding == (
        "several funders pay for the same in 2 combinations of need, groups and area; Council is one of them in 2"
    )
    assert seen(told("O5", [shared("Debt", "North", [UNNAMED, UNNAMED], walks="Walks")])).finding == (
        "several funders pay for the same in 1 combination of need, groups and area"
    )


def test_more_than_is_legible_is_said_to_be_more():
    drawn = seen(told("O5", [shared(f"N{n}", "North", ["Council", f"F{n}"], **{f"s{n}": f"S{n}"}) for n in range(20)]))
    assert "showing 16 of 21 funders · showing 16 of 20 services · showing 16 of 20 needs" in drawn.subtitle
