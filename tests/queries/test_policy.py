import pytest

from linkwork.graph.engine import open_engine
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import Town, eastwick

SUPPORT = "priority policy support n_services max_strength owner_board"
LINE = "national_policy state policy borough_priority service strength broken_at"


def test_services_are_listed_by_the_priority_or_policy_they_support(town, rows):
    assert rows(town, "A1", "priority policy state services strongest service_ids") == [
        ("Company", "Plan", "current", ["Cafe"], 1, ["service-cafe"]),
        ("Money", "Plan", "current", ["Advice"], 3, ["service-advice"]),
        ("Rest", "Plan", "current", ["Link"], 2, ["service-link"]),
        (None, "Plan", "current", ["Navigator"], 2, ["role-navigator"]),
    ]


def test_only_support_of_the_strength_asked_for_is_listed(town, rows):
    assert rows(town, "A1", "priority", at_least=3) == [("Money",)]
    assert rows(town, "A1", "services", priority="Company") == [(["Cafe"],)]
    assert len(rows(town, "A1", "services", policy="plan")) == 4


def supported() -> Town:
    """Money has two services of strength 2 and one of strength 1: one says its capacity itself, one by its offers."""
    town = Town().add("policy-plan").add("priority-money", "priority-sleep", "area-north", "area-south", "area-west")
    town.join("priority-money", "IN_POLICY", "policy-plan").join("priority-sleep", "IN_POLICY", "policy-plan")
    town.add("service-advice", capacity=100).add("service-bank", "service-clinic")
    town.offer("offer-advice-a", "service-advice", areas="north south").offer("offer-advice-b", "service-advice")
    town.offer("offer-bank-a", "service-bank", areas="south").offer("offer-bank-b", "service-bank")
    town.nodes["offer-advice-a"]["capacity"] = 60
    town.nodes["offer-bank-a"]["capacity"] = 30
    town.nodes["offer-bank-b"]["capacity"] = 10
    town.add("offer-closed", live=False, capacity=500).join("service-bank", "HAS_OFFER", "offer-closed")
    town.join("offer-closed", "COVERS", "area-west")
    town.join("service-advice", "ALIGNS_WITH", "priority-money", strength=2, evidence="plan, page 4")
    town.join("service-bank", "ALIGNS_WITH", "priority-money", strength=2, evidence="annual report")
    town.join("service-clinic", "ALIGNS_WITH", "priority-money", strength=1, evidence="leaflet")
    return town.join("service-clinic", "ALIGNS_WITH", "priority-sleep", evidence="leaflet")


def test_each_priority_has_the_words_of_its_strongest_links_and_areas_and_capacity(address, rows, question):
    with open_engine(address, writing=True) as engine:
        supported().write(engine)
        assert rows(engine, "A1", "priority strongest strongest_evidence areas capacity") == [
            ("Money", 2, ["annual report", "plan, page 4"], ["North", "South"], 140),
            ("Sleep", None, ["leaflet"], [], None),
        ]
        assert ask(engine, question("A1")).assumptions == ("2 of 3 services say how many people they can take on.",)


def test_priorities_without_support_or_with_weak_support_and_unknown_ones(town, rows):
    assert rows(town, "A2", SUPPORT) == [
        ("Sleep", "Plan", "none", 0, None, ["Health"]),
        ("Rest", "Plan", "unknown", None, 2, []),
        ("Company", "Plan", "weak", 1, 1, []),
    ]
    assert {state for (state,) in rows(town, "A2", "state")} == {"current"}


def test_what_counts_as_weak_can_be_set(town, rows):
    assert rows(town, "A2", "priority support", weak=3)[-2:] == [("Company", "weak"), ("Money", "weak")]


def test_taking_one_link_out_of_the_graph_leaves_a_priority_without_support(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["ALIGNS_WITH"], ["ALIGNS_WITH|service-advice|priority-money"])
        assert ("Money", "none") in rows(engine, "A2", "priority support")
        assert ("Money",) not in rows(engine, "A1", "priority")


def westwick() -> Town:
    """One whole line (Core, Health plan, Sleep, Clinic), one for each way in which a line may break."""
    town = Town()
    town.add("policy-core", "policy-digital", "policy-local-care", level="national", state="current")
    town.add("policy-old", level="national", state="superseded").add("policy-past", level="national", state="ended")
    town.add("policy-region", level="regional", state="ended")
    town.add("policy-health", "policy-charter", level="borough", state="current")
    town.add("policy-before", "policy-forgotten", level="borough", state="ended")
    for plan, priorities in {"health": "sleep food work", "before": "parks", "forgotten": "trams"}.items():
        for priority in priorities.split():
            town.add(f"priority-{priority}").join(f"priority-{priority}", "IN_POLICY", f"policy-{plan}")
    town.add("priority-rest", placeholder=True).join("priority-rest", "IN_POLICY", "policy-health")
    town.add("priority-alone", "priority-digital-1")
    town.join("priority-digital-1", "IN_POLICY", "policy-digital")
    # Core drives the whole health plan; Old drives Food alone; Region stands between Core and Before.
    town.join("policy-core", "DRIVES", "policy-health", "policy-region").join(
        "policy-region", "DRIVES", "policy-before"
    )
    town.join("policy-old", "DRIVES", "priority-food")
    town.add("service-clinic", "service-kitchen", "service-garden", "service-app", "role-coach")
    town.join("service-clinic", "ALIGNS_WITH", "priority-sleep", strength=3)
    town.join("role-coach", "ALIGNS_WITH", "priority-sleep", strength=0)
    town.join("service-kitchen", "ALIGNS_WITH", "priority-food", strength=2)
    town.join("service-garden", "ALIGNS_WITH", "priority-parks", strength=2)
    # The clinic supports Core itself too, which adds nothing to the line that already reaches it; the app supports a
    # line of Digital, and Digital itself less strongly.
    town.join("service-clinic", "ALIGNS_WITH", "policy-core", strength=1)
    town.join("service-app", "ALIGNS_WITH", "policy-digital", strength=1)
    return town.join("service-app", "ALIGNS_WITH", "priority-digital-1", strength=2)


NOBODY = "no service or role is linked to it"
NO_DRIVER = "no national or regional policy is said to drive it"
WESTWICK = [
    ("Core", "current", "Before", "Parks", "Garden", 2, "Region, in between, has ended; the borough policy has ended"),
    ("Core", "current", "Health", "Food", "Kitchen", 2, None),
    ("Core", "current", "Health", "Rest", None, None, f"the priority is not known by name; {NOBODY}"),
    ("Core", "current", "Health", "Sleep", "Clinic", 3, None),
    ("Core", "current", "Health", "Sleep", "Coach", 0, "the link says that there is no support (strength 0)"),
    ("Core", "current", "Health", "Work", None, None, NOBODY),
    ("Digital", "current", None, None, "App", 2, "no borough priority stands between the policy and the service"),
    ("Local care", "current", None, None, None, None, "no borough policy or priority is said to follow from it"),
    ("Old", "superseded", "Health", "Food", "Kitchen", 2, "the national policy is superseded"),
    (None, None, "Charter", None, None, None, f"{NO_DRIVER}; none of its priorities is known, nor any service"),
    (None, None, None, "Alone", None, None, f"{NO_DRIVER}; {NOBODY}"),
]


@pytest.fixture(scope="module")
def west(tmp_path_factory):
    with westwick().built(tmp_path_factory.mktemp("west")) as engine:
        yield engine


def test_every_line_from_a_national_policy_to_a_service_is_a_row_that_says_where_it_breaks(west, rows, question):
    assert rows(west, "A4", LINE) == WESTWICK
    assert ask(west, question("A4")).assumptions == (
        "2 of 11 lines run all the way.",
        "2 policies or priorities that no longer hold, with nothing above or below them, are left out.",
    )


def test_the_lines_are_the_same_on_each_engine(address, rows):
    with open_engine(address, writing=True) as engine:
        assert rows(westwick().write(engine), "A4", LINE) == WESTWICK


def test_the_policies_in_between_are_named_from_the_top_down(west, rows):
    through = rows(west, "A4", "borough_priority through")
    assert through[0] == ("Parks", ["Region"])
    assert through[1] == ("Food", [])


def test_a_policy_that_is_over_but_driven_by_another_is_shown(tmp_path, rows, question):
    town = Town().add("policy-core", level="national", state="current")
    town.add("policy-top", "policy-past", level="national", state="ended").add("policy-own")
    town.add("policy-region", "policy-district", level="regional", state="superseded")
    town.join("policy-core", "DRIVES", "policy-region").join("policy-top", "DRIVES", "policy-district")
    nothing = "no borough policy or priority is said to follow from it"
    with town.built(tmp_path) as engine:
        assert rows(engine, "A4", "national_policy broken_at")[:-1] == [
            ("Core", nothing),
            ("District", f"the regional policy is superseded; {nothing}"),
            ("Region", f"the regional policy is superseded; {nothing}"),
            ("Top", f"the national policy has ended; {nothing}"),
        ]
        assert ask(engine, question("A4")).assumptions[-2:] == (
            "1 policy or priority that no longer holds, with nothing above or below it, is left out.",
            "1 policy does not say whom it binds: it counts as the borough's own.",
        )


def test_only_broken_lines_can_be_asked_for(west, rows):
    assert rows(west, "A4", LINE, show="broken") == [row for row in WESTWICK if row[-1]]


def test_lines_can_be_asked_for_by_any_policy_or_priority_that_they_touch(west, rows):
    assert rows(west, "A4", LINE, policy="Old") == [WESTWICK[8]]
    assert rows(west, "A4", LINE, policy="Region") == [WESTWICK[0]]
    assert rows(west, "A4", LINE, priority="Food") == [WESTWICK[1], WESTWICK[8]]
    assert rows(west, "A4", LINE, priority="Digital 1") == [WESTWICK[6]]
    assert rows(west, "A4", LINE, policy="Forgotten") == [
        (None, None, "Forgotten", "Trams", None, None, f"{NO_DRIVER}; the borough policy has ended; {NOBODY}")
    ]


def test_where_every_line_asked_for_is_whole_the_broken_ones_are_none(tmp_path, question):
    town = Town().add("policy-core", level="national", state="current").add("policy-plan", level="borough")
    town.add("priority-sleep", "service-clinic").join("priority-sleep", "IN_POLICY", "policy-plan")
    town.join("policy-core", "DRIVES", "priority-sleep").join("service-clinic", "ALIGNS_WITH", "priority-sleep")
    with town.built(tmp_path) as engine:
        answer = ask(engine, question("A4"), {"show": "broken"})
        assert (answer.rows, answer.nothing_because) == ((), "Every line asked for runs all the way.")


def test_policies_that_drive_each_other_in_a_circle_stand_at_the_top_of_a_line_each(tmp_path, rows):
    town = Town().add("policy-a", "policy-b", level="national", state="current").add("policy-plan", level="borough")
    town.join("policy-a", "DRIVES", "policy-b").join("policy-b", "DRIVES", "policy-a", "policy-plan")
    town.add("role-coach").join("role-coach", "ALIGNS_WITH", "policy-plan", strength=2)
    with town.built(tmp_path) as engine:
        assert rows(engine, "A4", f"{LINE} through") == [
            ("A", "current", "Plan", None, "Coach", 2, None, ["B"]),
            ("B", "current", "Plan", None, "Coach", 2, None, []),
        ]


def test_a_way_over_policies_that_hold_is_preferred_to_a_shorter_one_that_does_not(tmp_path, rows):
    town = Town().add("policy-top", level="national", state="current").add("policy-plan", level="borough")
    town.add("policy-gone", level="regional", state="ended").add("policy-x", "policy-y", level="regional")
    town.join("policy-top", "DRIVES", "policy-gone", "policy-x").join("policy-x", "DRIVES", "policy-y")
    town.join("policy-gone", "DRIVES", "policy-plan").join("policy-y", "DRIVES", "policy-plan")
    town.add("role-coach").join("role-coach", "ALIGNS_WITH", "policy-plan", strength=2)
    with town.built(tmp_path) as engine:
        assert rows(engine, "A4", "national_policy through broken_at") == [("Top", ["X", "Y"], None)]


def test_taking_one_link_out_of_the_graph_breaks_the_lines_that_ran_over_it(tmp_path, rows):
    with westwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["DRIVES"], ["DRIVES|policy-core|policy-health"])
        assert rows(engine, "A4", LINE, priority="Sleep") == [
            (None, None, "Health", "Sleep", "Clinic", 3, NO_DRIVER),
            (None, None, "Health", "Sleep", "Coach", 0, f"{NO_DRIVER}; {WESTWICK[4][-1]}"),
        ]
        direct = "no borough priority stands between the policy and the service"
        assert ("Core", "current", None, None, "Clinic", 1, direct) in rows(engine, "A4", LINE)
