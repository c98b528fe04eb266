"""G2: the groups for whom nobody meets a need."""

from hypothesis import given, settings

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from linkwork.queries.gaps import groups_without_service
from tests.graph.cells import Plain, brute_force, towns
from tests.queries.gaps_town import harbour
from tests.queries.parts import found
from tests.queries.town import rests_on, twins

GROUPS = "group need area people others_served excluded_by for_others_only"


def test_a_group_that_no_service_takes_is_a_row_with_those_who_are_for_others(harbour_town, rows):
    # Visits is for adults but not the older; in North nobody else meets debt.
    assert rows(harbour_town, "G2", GROUPS, need="debt", area="north") == [
        ("Children", "Debt", "North", None, True, [], ["Visits"]),
        ("Older", "Debt", "North", None, True, ["Visits"], []),
        ("anyone else", "Debt", "North", None, True, [], ["Visits"]),
    ]


def test_where_nobody_is_served_every_group_is_a_row(harbour_town, rows):
    # Stray meets Mood without saying where.
    assert rows(harbour_town, "G2", GROUPS, need="mood") == [
        (group, "Mood", "North", None, False, [], []) for group in ("Carers", "Children", "Older", "anyone else")
    ]


def test_how_many_have_nobody_is_said(harbour_town, question):
    # 4 needs, 4 groups and 3 wards. Served are the 20 cells of the offers.
    assert ask(harbour_town, question("G2")).assumptions[0] == (
        "28 of 48 combinations of need, group and area have no service; in 12 of them some other group is served."
    )


def test_the_rows_can_be_narrowed_to_where_others_are_served_or_where_nobody_is(harbour_town, rows):
    assert len(rows(harbour_town, "G2", "group", show="some_served")) == 12
    assert len(rows(harbour_town, "G2", "group", show="nobody_served")) == 16
    assert rows(harbour_town, "G2", "need area others_served", audience="older", area="west") == [
        ("Benefits", "West", True),
        ("Sleep", "West", False),
    ]


def test_the_people_of_a_group_are_told_where_figures_name_it_most_first(tmp_path, rows):
    with twins().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["FOR_AUDIENCE"], ["FOR_AUDIENCE|offer-big|audience-carers"])
        # Big is for the older alone now, as Small is.
        assert rows(engine, "G2", GROUPS) == [
            ("Carers", "Mood", "North", 20, True, [], ["Big"]),
            ("Carers", "Debt", "North", 10, True, [], ["Big", "Small"]),
        ]


def test_one_exclusion_less_is_a_gap_less(tmp_path, rows):
    with harbour().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["FOR_AUDIENCE"], ["FOR_AUDIENCE|offer-visits|audience-older"])
        assert [row[0] for row in rows(engine, "G2", "group", need="debt", area="north")] == ["Children", "anyone else"]


def test_a_row_rests_on_its_need_group_and_area_and_on_who_is_for_others(harbour_town, question):
    rests = rests_on(harbour_town, question("G2"), need="debt", area="north", audience="older")
    assert len(rests) == 1
    assert {"need-debt", "audience-older", "area-north"} < rests[0]
    assert "FOR_AUDIENCE|offer-visits|audience-older" in rests[0]


@settings(deadline=None)
@given(rows=towns())
def test_the_groups_left_out_are_those_of_a_plain_count(rows):
    every, reach = brute_force(rows)
    needs, audiences = Plain(rows.terms, "Need"), Plain(rows.terms, "Audience")
    inside = {"w1": {"w1", "B"}, "w2": {"w2", "B"}, "w3": {"w3"}}
    expected = {}
    for need, who, area in every:
        if any((need, who, area) in cells for cells in reach.values()):
            continue
        others = any(cell[0] == need and cell[2] == area for cells in reach.values() for cell in cells)
        there = [o for o in rows.offers if needs.under(need, o["need_ids"]) and inside[area] & set(o["area_ids"])]
        named = {o["service_id"] for o in there if who != "anyone else" and audiences.under(who, o["exclude_ids"])}
        rest = {o["service_id"] for o in there} - named
        expected[need, who, area] = (others, sorted(named), sorted(rest))
    for show in ("all", "some_served", "nobody_served"):
        got = groups_without_service.finish(found(rows, [], {"show": show})).rows
        known = {
            (row["need_id"], row["audience_id"] or "anyone else", row["area_id"]): (
                row["others_served"],
                row["excluded_by_ids"],
                row["for_others_only_ids"],
            )
            for row in got
        }
        wanted = {"all": (True, False), "some_served": (True,), "nobody_served": (False,)}[show]
        assert known == {cell: row for cell, row in expected.items() if row[0] in wanted}
