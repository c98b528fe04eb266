"""G5 and G6: how people get in, and who goes to them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.footprint import Landscape
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from linkwork.queries.gaps import only_by_referral
from tests.graph.cells import brute_demand, brute_force, figure, towns
from tests.graph.cells import offer as plain_offer
from tests.queries.gaps_town import harbour
from tests.queries.parts import found
from tests.queries.town import Town, rests_on

WAYS_IN = "area need people_in_need services access_routes self_referral outreach outreach_services"


def test_a_row_is_where_a_professional_can_send_people_and_nobody_takes_those_who_come_by_themselves(
    harbour_town, rows
):
    # Desk takes people by themselves for debt in West. Gone would everywhere, but is closed; Stray says no area.
    assert rows(harbour_town, "G5", WAYS_IN) == [
        ("West", "Mood", 30, ["Clinic", "Shut"], ["professional: 1", "closed: 1"], "no", "no", []),
        ("North", "Debt", 25, ["Visits"], ["professional: 1"], "no", "yes", ["Visits"]),
        ("North", "Benefits", 3, ["Visits"], ["professional: 1"], "no", "yes", ["Visits"]),
        ("East", "Debt", None, ["Clinic"], ["professional: 1"], "no", "no", []),
        ("East", "Mood", None, ["Clinic"], ["professional: 1"], "no", "no", []),
        ("West", "Benefits", None, ["Visits"], ["professional: 1"], "no", "yes", ["Visits"]),
    ]


def test_a_service_that_does_not_say_how_people_get_in_makes_it_not_known_and_not_no(tmp_path, rows, question):
    ids = "self_referral outreach professional_ids closed_ids not_said_ids outreach_ids"
    town = harbour()
    town.offer("offer-quiet-debt", "service-quiet", "debt", "east")
    with town.built(tmp_path) as engine:
        assert rows(engine, "G5", ids, need="debt", area="east") == [
            ("not known", "not known", ["service-clinic"], [], ["service-quiet"], [])
        ]
        said = ask(engine, question("G5")).assumptions
        assert said[:2] == (
            "In 6 of 8 pairs of need and area that have a service, the only known way in is by a professional.",
            "Of these, 1 is not certain: a service there does not say how people get in.",
        )


def test_every_need_with_a_service_can_be_shown(harbour_town, rows):
    columns = "area need access_routes self_referral outreach"
    assert rows(harbour_town, "G5", columns, show="all")[:2] == [
        ("West", "Debt", ["self: 1", "professional: 1"], "yes", "yes"),
        ("North", "Sleep", ["not said: 1"], "not known", "not known"),
    ]
    assert len(rows(harbour_town, "G5", columns, show="all")) == 8


def test_for_one_group_only_the_services_that_take_it_are_ways_in(harbour_town, rows):
    # The figures name no group, so nothing is known of how many children there are and the order is by name.
    assert rows(harbour_town, "G5", "area need services", audience="children") == [
        ("East", "Debt", ["Clinic"]),
        ("East", "Mood", ["Clinic"]),
        ("West", "Mood", ["Clinic", "Shut"]),
    ]
    assert rows(harbour_town, "G5", "area need", need="money", service="visits") == [
        ("North", "Debt"),
        ("North", "Benefits"),
        ("West", "Benefits"),
    ]
    assert rows(harbour_town, "G5", "need", provider="trust", area="east") == [("Debt",), ("Mood",)]
    assert rows(harbour_town, "G5", "need", sector="nhs", area="east") == [("Debt",), ("Mood",)]


def test_one_service_that_no_longer_covers_a_ward_makes_another_row(tmp_path, rows):
    with harbour().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["COVERS"], ["COVERS|offer-desk|area-west"])
        assert rows(engine, "G5", "area need people_in_need services", need="debt")[0] == (
            "West",
            "Debt",
            100,
            ["Visits"],
        )


def test_where_no_service_says_how_people_get_in_it_is_not_known(tmp_path, question):
    town = Town().add("area-north", level="ward").add("need-debt", "service-quiet")
    with town.offer("offer-quiet", "service-quiet", "debt", "north").built(tmp_path) as engine:
        answer = ask(engine, question("G5"))
        assert answer.rows == ()
        assert answer.nothing_because == "No service there says how people get in, so this is not known yet."


def test_a_row_rests_on_its_need_its_area_its_figure_and_its_services(harbour_town, question):
    assert rests_on(harbour_town, question("G5"))[1] == {
        "need-debt",
        "area-north",
        "HAS_DEMAND|area-north|need-debt||survey|2023",
        "service-visits",
        "HAS_OFFER|service-visits|offer-visits",
        "offer-visits",
        "MEETS|offer-visits|need-money",
        "COVERS|offer-visits|area-west",
        "COVERS|offer-visits|area-north",
        "FOR_AUDIENCE|offer-visits|audience-adults",
        "FOR_AUDIENCE|offer-visits|audience-older",
    }


def test_a_sum_over_groups_that_would_tell_of_a_small_group_is_left_out_and_said():
    def of(*people):
        figures = [figure("debt", "w", n, who) for n, who in zip(people, ("a", "b"), strict=True)]
        terms = [{"kind": kind, "id": id_, "broader_ids": [], "same_ids": []}
                 for kind, id_ in [("Need", "debt"), ("Audience", "a"), ("Audience", "b")]]  # fmt: skip
        area = {"id": "w", "level": "ward", "within_ids": []}
        rows = Landscape([plain_offer("s.1", "debt", "w")], terms, [area], figures)
        own = [{"id": "s", "access": "professional", "approach": None}]
        return only_by_referral.finish(found(rows, own, {"show": "referral_only"}))

    assert [row["people_in_need"] for row in of(20, 30).rows] == [50]
    assert [row["people_in_need"] for row in of(20, 3).rows] == [None]
    assert any("sums over groups that would give one away are left out" in said for said in of(20, 3).assumptions)
    assert not any("sums over groups" in said for said in of(20, 30).assumptions)


@settings(deadline=None)
@given(rows=towns(), data=st.data())
def test_the_ways_in_are_those_of_a_plain_count(rows, data):
    names = sorted({row["service_id"] for row in rows.offers})
    access = {s: data.draw(st.sampled_from(["self", "professional", "closed", None])) for s in names}
    approach = {s: data.draw(st.sampled_from(["proactive", "both", "responsive", None])) for s in names}
    every, reach = brute_force(rows)
    people = brute_demand(rows)
    expected = {}
    for need, area in {(n, a) for n, _, a in every}:
        there = [s for s in names if any(cell[0] == need and cell[2] == area for cell in reach[s])]
        said = [access[s] for s in there]
        if "professional" in said and "self" not in said:
            seeking = [s.upper() for s in there if approach[s] in ("proactive", "both")]
            outreach = "yes" if seeking else "not known" if None in [approach[s] for s in there] else "no"
            self_referral = "not known" if None in said else "no"
            expected[need, area] = ([s.upper() for s in there], self_referral, outreach, seeking)
    own = [{"id": s, "access": access[s], "approach": approach[s]} for s in names]
    answer = only_by_referral.finish(found(rows, own, {"show": "referral_only"}))
    got = list(answer.rows)
    columns = ("services", "self_referral", "outreach", "outreach_services")
    assert {(row["need_id"], row["area_id"]): tuple(row[name] for name in columns) for row in got} == expected
    for row in got:
        if (alone := people.get((row["need_id"], None, row["area_id"]))) is not None and row["people_in_need"]:
            assert row["people_in_need"] == alone
