"""G8: what nobody covers any more when funding ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.days import last_day
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from linkwork.queries.gaps import when_funding_ends
from tests.graph.cells import brute_force, towns
from tests.queries.gaps_town import harbour
from tests.queries.parts import found
from tests.queries.town import rests_on, twins

ENDS = "date when service funder cells_lost cells_lost_by_then places_lost people_affected alone"


def test_each_day_has_what_nobody_covers_from_then_on_and_the_people_there(harbour_town, rows):
    # Shut ended before: Clinic is left in its place. With Visits go carers in three places, one of them of 3 people;
    # carers in West still have Desk for debt. With Desk and Clinic go 4 groups in three places, and the children
    # in East. 100 with debt and 30 with low mood in West; nobody is counted in East.
    assert rows(harbour_town, "G8", ENDS) == [
        ("2023-12-31", "has ended already", ["Shut"], [], 0, 0, [], None, [0]),
        (
            "2024-12-31",
            "is to come",
            ["Visits"],
            [],
            3,
            3,
            ["Benefits in North", "Benefits in West", "Debt in North"],
            None,
            [3],
        ),
        (
            "2025-03-31",
            "is to come",
            ["Clinic", "Desk"],
            ["Council", "Trust", "a fund that is not published"],
            13,
            16,
            ["Debt in East", "Debt in West", "Mood in East", "Mood in West"],
            130,
            [5, 3],
        ),
    ]


def test_what_is_lost_in_all_and_who_does_not_say_is_told(harbour_town, question):
    assert ask(harbour_town, question("G8")).assumptions[1:4] == (
        "If nothing is renewed, 16 of the 20 combinations of need, group and area that somebody covers now have nobody "
        "in the end.",
        "1 of 5 services does not say until when it is paid for: it is taken to go on.",
        "A number of people under 5 may not be shown, so sums of people that would give one away are left out, even "
        "with --internal.",
    )


def test_a_fund_that_is_published_is_named_and_its_own_end_counts(tmp_path, rows):
    town = harbour()
    town.nodes["fund-grant"] |= {"published": True, "ends": "2024-06"}
    town.join("fund-grant", "FUNDS", "service-stray").join("fund-grant", "FUNDS", "service-visits")
    for link in ("FUNDS|fund-grant|service-quiet", "FUNDS|org-trust|service-quiet"):
        del town.links[link]
    town.join("fund-grant", "FUNDS", "service-quiet")
    with town.built(tmp_path) as engine:
        found = rows(engine, "G8", "date service funder cells_lost people_affected funder_ids")
        # Stray reaches no cell. Quiet's only payment ends with the fund; Visits says itself until when.
        assert found[1:3] == [
            ("2024-06-30", ["Quiet"], ["Grant"], 4, 60, ["fund-grant"]),
            ("2024-12-31", ["Visits"], ["Grant"], 3, None, ["fund-grant"]),
        ]


def test_the_cells_can_be_narrowed(harbour_town, rows):
    columns = "date cells_lost places_lost people_affected"
    assert rows(harbour_town, "G8", columns, need="debt", area="west") == [
        ("2024-12-31", 0, [], None),
        ("2025-03-31", 4, ["Debt in West"], 100),
    ]
    assert rows(harbour_town, "G8", columns, audience="children", area="east") == [
        ("2025-03-31", 2, ["Debt in East", "Mood in East"], None)
    ]


def test_where_figures_name_groups_the_people_of_each_lost_group_are_added_up(tmp_path, rows):
    town = twins()
    town.nodes["service-big"]["funded_until"] = "2026"
    with town.built(tmp_path) as engine:
        # Small still has older people with debt (60): lost are carers with debt (10) and low mood (20 and 10).
        assert rows(engine, "G8", ENDS) == [("2026-12-31", "is to come", ["Big"], [], 3, 3, ["Mood in North"], 40, [3])]


def test_where_no_service_says_until_when_it_is_not_known(tmp_path, question):
    with twins().built(tmp_path) as engine:
        answer = ask(engine, question("G8"))
        assert answer.rows == ()
        assert answer.nothing_because == "No service there says until when it is paid for, so this is not known yet."


def test_funding_that_ends_on_the_day_of_the_graph_has_not_ended_yet(tmp_path, rows):
    town = twins()
    town.nodes["service-big"]["funded_until"] = "2024-03-31"
    town.nodes["service-small"]["funded_until"] = "2024-03-30"
    with town.built(tmp_path) as engine:
        assert rows(engine, "G8", "service when") == [(["Small"], "has ended already"), (["Big"], "is to come")]


def test_a_payment_less_is_an_end_less(tmp_path, rows):
    with harbour().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["FUNDS"], ["FUNDS|fund-grant|service-clinic"])
        found = rows(engine, "G8", "date service cells_lost")
        assert found == [
            ("2023-12-31", ["Shut"], 0),
            ("2024-09-30", ["Clinic"], 9),
            ("2024-12-31", ["Visits"], 3),
            ("2025-03-31", ["Desk"], 4),
        ]


def test_a_row_rests_on_its_services_who_pays_for_them_and_the_people_affected(harbour_town, question):
    rests = rests_on(harbour_town, question("G8"))[2]
    assert {
        "service-desk",
        "offer-clinic-young",
        "FUNDS|org-trust|service-clinic",
        "fund-grant",
        "HAS_DEMAND|area-west|need-mood||survey|2023",
        "area-east",
        "need-mood",
    } < rests
    assert "service-visits" not in rests


DAYS = st.sampled_from([None, None, "2023-12-31", "2024", "2024-12-31", "2025-06"])


@settings(deadline=None)
@given(rows=towns(), data=st.data())
def test_what_is_lost_is_that_of_a_plain_count(rows, data):
    names = sorted({row["service_id"] for row in rows.offers})
    said = {s: data.draw(DAYS) for s in names}
    paid = {s: data.draw(st.lists(DAYS, max_size=2)) for s in names}
    every, reach = brute_force(rows)
    until = {}
    for s in names:
        days = [said[s]] if said[s] else paid[s]
        if reach[s] and days and None not in days:
            until[s] = max(last_day(day).isoformat() for day in days)
    expected, before = [], set()
    for day in sorted(set(until.values())):
        left = [s for s in names if not (s in until and until[s] <= day)]
        gone = {c for c in every if any(c in reach[s] for s in names) and not any(c in reach[s] for s in left)}
        met = {(n, a) for s in names for n, _, a in reach[s]}
        places = met - {(n, a) for s in left for n, _, a in reach[s]}
        was = {(n, a) for s in names if not (s in until and until[s] < day) for n, _, a in reach[s]}
        new = sorted(f"{n}! in {a}!" for n, a in places & was)
        services = [s.upper() for s in names if until.get(s) == day]
        expected.append((day, services, len(gone - before), len(gone), new))
        before = gone
    own = [
        {"id": f"{s} {i}", "service_id": s, "funder_id": "f", "funder": "F", "named": True, "ends": day}
        for s in names
        for i, day in enumerate(paid[s])
    ]
    got = when_funding_ends.finish(found(rows, own, services={s: {"funded_until": said[s]} for s in names})).rows
    columns = ("date", "service", "cells_lost", "cells_lost_by_then", "places_lost")
    assert [tuple(row[name] for name in columns) for row in got] == expected
    people = {(row["need_id"], row["area_id"], row["audience_id"]) for row in rows.demand}
    assert people or all(row["people_affected"] is None for row in got)
