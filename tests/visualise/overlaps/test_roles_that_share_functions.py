"""The UpSet plot of roles: who performs exactly what, in which order, and what is a role's own."""

from linkwork.visualise.overlaps.roles_that_share_functions import account
from tests.visualise.told import seen, told, words


def pair(a, b, shared, only_a=(), only_b=()):
    said = {"shared_functions": list(shared), "only_a": list(only_a), "only_b": list(only_b)}
    return {"role_a": a, "role_b": b, "role_a_id": f"role-{a}", "role_b_id": f"role-{b}", **said}


PAIRS = [
    pair("Link worker", "Navigator", ["Assess", "Signpost"], ["Accompany"]),
    pair("Link worker", "Coach", ["Signpost"], ["Accompany", "Assess"], ["Motivate"]),
    pair("Navigator", "Coach", ["Signpost"], ["Assess"], ["Motivate"]),
]


def test_functions_stand_together_that_exactly_the_same_roles_perform_those_of_most_roles_first():
    found = account(told("O2", PAIRS).answers["O2"].rows)
    assert [(sorted(column.roles), column.functions) for column in found.columns] == [
        (["role-Coach", "role-Link worker", "role-Navigator"], ("Signpost",)),
        (["role-Link worker", "role-Navigator"], ("Assess",)),
        (["role-Link worker"], ("Accompany",)),
        (["role-Coach"], ("Motivate",)),
    ]


def test_the_finding_says_what_is_shared_and_who_has_nothing_of_its_own():
    drawn = seen(told("O2", PAIRS))
    assert drawn.finding == "2 of 4 functions are done by several roles, and 1 of 3 roles has nothing of its own"
    assert drawn.subtitle.startswith("3 roles and 4 functions · ")
    assert "2 functions, none its own" in drawn.texts
    assert "3 functions, 1 its own" in drawn.texts


def test_every_column_says_its_functions_and_its_roles():
    drawn = seen(told("O2", PAIRS))
    assert list(drawn.marks) == [
        "Signpost: Link worker, Navigator and Coach",
        "Assess: Link worker and Navigator",
        "Accompany: Link worker",
        "Motivate: Coach",
    ]
    assert words(drawn.marks["Assess: Link worker and Navigator"]) == ["1", "Assess"]


def test_two_roles_that_each_have_their_own_are_said_so():
    drawn = seen(told("O2", [pair("A", "B", ["Assess"], ["Accompany"], ["Motivate"])]))
    assert drawn.finding == "1 of 3 functions is done by several roles, and each of 2 roles has something of its own"


def test_more_functions_than_fit_under_a_column_are_counted():
    many = [f"Function {n}" for n in range(30)]
    drawn = seen(told("O2", [pair("A", "B", many, ["Own"])]))
    assert "30" in drawn.texts
    assert any(text.startswith("and ") and text.endswith(" more") for text in drawn.texts)


def test_more_roles_than_are_legible_are_said_to_be_more():
    drawn = seen(told("O2", [pair(f"A{n}", f"B{n}", ["Assess"]) for n in range(20)]))
    assert "showing 24 of 40 roles" in drawn.subtitle
