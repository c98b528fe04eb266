"""Before and after a service ends: who is there, who is left, and for whom nobody is."""

from tests.visualise.told import fills, lines, seen, told, words


def part(service, need, area, groups, others=(), *, uncovered=None):
    ids = {"service_id": f"service-{service}", "need_id": f"need-{need}", "area_id": f"area-{area}"}
    said = {"other_services": list(others), "uncovered_people": uncovered, "groups": list(groups)}
    return {"service": service, "need": need, "area": area, **ids, **said}


ONE = [
    part("Lunch", "Food", "North", ["Carers"], ["Pantry", "Hub"], uncovered=0.0),
    part("Lunch", "Food", "North", ["Under 18s"], ["Pantry"], uncovered=2.4),
    part("Lunch", "Food", "South", ["everyone"], [], uncovered=12.0),
]


def test_of_one_service_a_cell_counts_who_is_there_for_the_groups_that_are_worst_off():
    marks = seen(told("O9", ONE)).marks
    assert words(marks["Food in North: 2 services for Under 18s"]) == ["2"]
    assert words(marks["Food in South: 1 service for everyone"]) == ["1"]


def test_of_one_service_it_is_said_who_would_be_left_and_for_how_many_there_is_no_room():
    marks = seen(told("O9", ONE)).marks
    left = "Food in North: left for Under 18s: Pantry; 2 of its people in a year could not go elsewhere"
    none = "Food in South: left for everyone: nobody; 12 of its people in a year could not go elsewhere"
    assert words(marks[left]) == ["1", "2 left"]
    assert words(marks[none]) == ["0", "12 left"]
    assert lines(marks[none]) == 6  # the cell, a cross of two lines, a frame, the grounds of two words


def test_where_people_are_not_known_of_all_only_the_least_is_said():
    marks = seen(told("O9", [ONE[0], {**ONE[1], "uncovered_people": None}])).marks
    assert words(marks["Food in North: left for Under 18s: Pantry"]) == ["1"]
    marks = seen(told("O9", [ONE[2], part("Lunch", "Food", "South", ["Carers"], ["Hub"])])).marks
    assert words(
        marks["Food in South: left for everyone: nobody; at least 12 of its people in a year could not go elsewhere"]
    ) == ["0", "12+ left"]


def test_of_several_services_a_cell_counts_the_needs_that_nobody_else_would_meet():
    rows = [
        *ONE,
        part("Lunch", "Company", "South", ["everyone"]),
        part("Walks", "Company", "North", ["everyone"], ["Choir"]),
    ]
    drawn = seen(told("O9", rows))
    assert words(drawn.marks["Lunch in South now: Company and Food"]) == ["2"]
    assert words(drawn.marks["Lunch in South: nobody left for some in Company and Food"]) == ["2"]
    assert words(drawn.marks["Walks in North: others are there for everybody"]) == ["·"]
    assert fills(drawn.marks["Walks in North: others are there for everybody"]) == ["#ffffff"]
    assert drawn.finding == (
        "1 of 2 services is the only one for somebody, Lunch in most: 2 combinations of need and area"
    )


def test_the_finding_is_right_for_one_service_with_and_without_a_loss():
    assert seen(told("O9", ONE)).finding == (
        "if Lunch ended, nobody would be left for some people in 1 of its 2 combinations of need and area"
    )
    assert seen(told("O9", ONE[:2])).finding == (
        "if Lunch ended, somebody would be left wherever it is, in 1 combination of need and area"
    )
    two = [ONE[0], part("Walks", "Company", "North", ["everyone"], ["Choir"])]
    assert seen(told("O9", two)).finding == "whichever of 2 services ended, somebody would be left everywhere"


def test_those_with_most_to_lose_stand_first_and_the_rest_is_said_to_be_there():
    rows = [part(f"S{n:02}", "Food", "North", ["everyone"], ["Pantry"] if n else []) for n in range(40)]
    drawn = seen(told("O9", rows[::-1]))
    assert "showing 30 of 40 services, those with most to lose" in drawn.subtitle
    assert next(text for text in drawn.texts if text.startswith("S")) == "S00"
