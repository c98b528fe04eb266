"""The matrix of practices and roles: what is attached where, who stands beside whom."""

from tests.visualise.told import lines, seen, told, words


def place(name, roles, part_of=(), above=(), *, fte=None, shared=()):
    return {
        **{"pcn_or_practice": name, "pcn_or_practice_id": f"org-{name}", "roles": list(roles), "fte": fte},
        **{"part_of": list(part_of), "roles_of_part_of": list(above), "shared_functions": list(shared)},
    }


ROWS = [
    place("Mill Practice", ["Link worker", "Navigator", "Coach"], ["North PCN"], [], fte=2.6, shared=["Signpost"]),
    place("North PCN", ["Link worker", "Navigator"], fte=1.0),
    place("Ford Practice", ["Link worker", "Coach"], ["North PCN"], ["Navigator"]),
]


def test_a_practice_stands_with_the_others_of_its_network_below_those_of_none():
    texts = seen(told("O6", ROWS)).texts
    order = [text for text in texts if text in {"Mill Practice", "Ford Practice", "North PCN", "Part of North PCN"}]
    assert order == ["North PCN", "Part of North PCN", "Mill Practice", "Ford Practice"]


def test_a_role_is_attached_to_the_place_itself_or_only_to_its_network_or_not_known_to_be():
    marks = seen(told("O6", ROWS)).marks
    assert words(marks["Mill Practice: Coach is attached"]) == ["yes"]
    own, above = marks["Ford Practice: Coach is attached"], marks["Ford Practice: Navigator only by North PCN"]
    assert lines(above) > lines(own)  # hatched
    assert not [title for title in marks if title.startswith("North PCN: Coach")]


def test_full_time_equivalents_and_shared_functions_stand_beside_the_roles():
    marks = seen(told("O6", ROWS)).marks
    assert words(marks["Mill Practice: full-time equivalents 2.6"]) == ["2.6"]
    assert words(marks["Ford Practice: full-time equivalents ?"]) == ["?"]
    assert words(marks["Mill Practice: functions that several of the roles share: Signpost"]) == ["1"]


def test_the_finding_counts_places_and_names_the_one_with_most():
    assert seen(told("O6", ROWS)).finding == (
        "3 practices and networks have several roles attached; Mill Practice has most, 3"
    )
    assert seen(told("O6", ROWS[1:2])).finding == (
        "1 practice or network has several roles attached; North PCN has most, 2"
    )
    assert seen(told("O6", [place("A", ["Coach"])])).finding == "none of 1 practice or network has several roles"


def test_more_places_than_are_legible_are_said_to_be_more():
    drawn = seen(told("O6", [place(f"Practice {n}", ["Coach", "Navigator"]) for n in range(40)]))
    assert "showing 34 of 40, those with most roles" in drawn.subtitle
