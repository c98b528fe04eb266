from linkwork.graph.schema import SCHEMA
from tests.queries.town import eastwick

SUPPORT = "priority policy support n_services max_strength owner_board"


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


def test_priorities_without_support_or_with_weak_support_and_unknown_ones(town, rows):
    assert rows(town, "A2", SUPPORT) == [
        ("Sleep", "Plan", "none", 0, None, ["Health"]),
        ("Rest", "Plan", "unknown", None, 2, []),
        ("Company", "Plan", "weak", 1, 1, []),
    ]


def test_what_counts_as_weak_can_be_set(town, rows):
    assert rows(town, "A2", "priority support", weak=3)[-2:] == [("Company", "weak"), ("Money", "weak")]


def test_taking_one_link_out_of_the_graph_leaves_a_priority_without_support(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["ALIGNS_WITH"], ["ALIGNS_WITH|service-advice|priority-money"])
        assert ("Money", "none") in rows(engine, "A2", "priority support")
        assert ("Money",) not in rows(engine, "A1", "priority")
