"""G5 and G6: how people get in, and who goes to them."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.footprint import Landscape
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from linkwork.queries.gaps import deprived_without_outreach, only_by_referral
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


OUTREACH = "area core20_share population outreach outreach_services not_said nearest nearest_km"


def test_the_most_deprived_areas_in_which_nobody_seeks_people_out(harbour_town, rows, question):
    # A fifth of three wards is one. From East to West are 0.05 degrees of longitude: 3.46 km at 51.5 degrees north.
    assert rows(harbour_town, "G6", OUTREACH) == [("East", 0.6, 4000, "no", [], 0, "West", 3.46)]
    assert ask(harbour_town, question("G6")).assumptions[:2] == (
        "1 of 3 areas is looked at as the most deprived, by the share of their LSOAs in deciles 1 and 2.",
        "In 1 of 1 no service is known to seek people out.",
    )


def test_as_many_of_the_most_deprived_areas_as_asked_for_can_be_shown(harbour_town, rows):
    assert rows(harbour_town, "G6", OUTREACH, show="all", most=3) == [
        ("East", 0.6, 4000, "no", [], 0, "West", 3.46),
        ("West", 0.2, 5000, "yes", ["Visits"], 0, None, None),
        ("North", 0.0, None, "yes", ["Visits"], 1, None, None),
    ]
    assert rows(harbour_town, "G6", "area", show="all", most=2) == [("East",), ("West",)]


def test_areas_as_deprived_as_the_last_are_looked_at_too(tmp_path, rows):
    town = harbour()
    town.nodes["area-north"]["core20_share"] = 0.6
    with town.built(tmp_path) as engine:
        assert rows(engine, "G6", "area", show="all", most=1) == [("East",), ("North",)]


def test_outreach_for_one_need_or_group_or_by_one_body(harbour_town, rows):
    # Nobody seeks people out for low mood, and nobody goes to children. Visits has no provider.
    assert rows(harbour_town, "G6", "area outreach nearest", most=2, need="mood") == [
        ("East", "no", "none"),
        ("West", "no", "none"),
    ]
    assert rows(harbour_town, "G6", "area", most=2, audience="children") == [("East",), ("West",)]
    assert rows(harbour_town, "G6", "area", most=2, provider="council") == [("East",), ("West",)]
    # The most deprived are those of all areas, of which one is then looked at.
    assert rows(harbour_town, "G6", "area", area="west") == []


def test_where_areas_lie_or_what_services_do_may_not_be_known(tmp_path, rows):
    town = harbour()
    town.nodes["area-east"]["latitude"] = None
    town.nodes["service-clinic"]["approach"] = None
    with town.built(tmp_path) as engine:
        assert rows(engine, "G6", OUTREACH) == [("East", 0.6, 4000, "not known", [], 1, "not known", None)]


def test_where_areas_have_deciles_the_lowest_is_the_most_deprived(tmp_path, rows):
    town = harbour()
    town.nodes["area-north"]["imd_decile"] = 2
    town.nodes["area-west"]["imd_decile"] = 9
    with town.built(tmp_path) as engine:
        assert rows(engine, "G6", "area imd_decile", show="all", most=2) == [("North", 2), ("West", 9)]


def test_without_deprivation_it_is_not_known(tmp_path, question):
    town = harbour()
    for ward in ("east", "west", "north"):
        town.nodes[f"area-{ward}"]["core20_share"] = None
    with town.built(tmp_path) as engine:
        answer = ask(engine, question("G6"))
        assert answer.rows == ()
        assert answer.nothing_because == "How deprived an area is has not been loaded, so this is not known yet."


def test_one_service_that_no_longer_covers_a_ward_leaves_it_without_outreach(tmp_path, rows):
    with harbour().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["COVERS"], ["COVERS|offer-visits|area-west"])
        found = rows(engine, "G6", "area nearest nearest_km", most=2)
        assert found == [("East", "North", 6.67), ("West", "North", 7.51)]


def _far(a, b):
    """The angle between two places by the spherical law of cosines, in kilometres."""
    (p, m), (q, n) = (tuple(math.radians(x) for x in place) for place in (a, b))
    cosine = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(m - n)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))


PLACES = st.none() | st.tuples(st.sampled_from([50.0, 51.0, 53.5]), st.sampled_from([-3.0, -0.5, 1.0]))


@settings(deadline=None)
@given(rows=towns(), data=st.data())
def test_the_deprived_areas_without_outreach_are_those_of_a_plain_count(rows, data):
    names = sorted({row["service_id"] for row in rows.offers})
    wards = ["w1", "w2", "w3"]
    approach = {s: data.draw(st.sampled_from(["proactive", "both", "responsive", None])) for s in names}
    share = {w: data.draw(st.sampled_from([None, 0.0, 0.1, 0.5])) for w in wards}
    lies = {w: data.draw(PLACES) for w in wards}
    most = data.draw(st.integers(0, 3))
    _, reach = brute_force(rows)
    there = {w: [s for s in names if any(cell[2] == w for cell in reach[s])] for w in wards}
    seeking = {w: [s for s in there[w] if approach[s] in ("proactive", "both")] for w in wards}
    known = sorted((-share[w], w) for w in wards if share[w] is not None)
    number = most or -(-len(known) // 5)
    deprived = [w for value, w in known if value <= known[min(number, len(known)) - 1][0]]
    expected = []
    for w in (w for w in deprived if not seeking[w]):
        away = [(round(_far(lies[w], lies[o]), 2), o) for o in wards if seeking[o] and lies[w] and lies[o]]
        nearest = min(away)[1] if away else None
        outreach = "not known" if None in [approach[s] for s in there[w]] else "no"
        expected.append((w, outreach, nearest))
    blank = dict.fromkeys(("imd_decile", "core20_share", "population", "latitude", "longitude", "approach"))
    own = [blank | {"kind": "Service", "id": s, "approach": approach[s]} for s in names]
    for w in wards:
        latitude, longitude = lies[w] or (None, None)
        where = {"core20_share": share[w], "latitude": latitude, "longitude": longitude}
        own.append(blank | {"kind": "Area", "id": w} | where)
    own.append(blank | {"kind": "Area", "id": "B", "core20_share": 1.0})
    answer = deprived_without_outreach.finish(found(rows, own, {"show": "without", "most": most, "area": ""}))
    assert [(row["area_id"], row["outreach"], row["nearest_id"]) for row in answer.rows] == expected
