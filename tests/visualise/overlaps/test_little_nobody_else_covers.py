"""Bars of what services reach: the order, what each alone reaches, and what is said of it."""

from tests.visualise.told import seen, told


def service(name, cells, alone, until=None, by=()):
    said = {"footprint_cells": cells, "unique_cells": alone, "funded_until": until, "covered_by": list(by)}
    return {"service": name, "service_id": f"service-{name}", **said}


def test_services_stand_in_the_order_of_the_answer_and_say_what_they_alone_reach():
    drawn = seen(told("O4", [service("Lunch", 6, 0, "2027-03-31", ["Pantry"]), service("Walks", 8, 2)]))
    assert drawn.finding == "1 of 2 services reaches nothing that nobody else reaches"
    assert list(drawn.marks) == [
        "Lunch: reaches 6, 0 of them alone, paid until 2027-03-31; also by Pantry",
        "Walks: reaches 8, 2 of them alone",
    ]
    assert "0 of 6 alone, paid until 2027-03-31" in drawn.texts
    assert "So Lunch reaches 6, 0 of them alone." in drawn.read


def test_where_each_reaches_something_alone_the_one_that_adds_least_is_named():
    drawn = seen(told("O4", [service("Lunch", 10, 1), service("Walks", 8, 2)]))
    assert drawn.finding == "every service reaches something that nobody else does; Lunch adds least, 1 of 10"


def test_what_is_not_told_is_not_called_nothing():
    assert seen(told("O4", [service("Lunch", None, None)])).finding == "it is not known what 1 service alone reaches"


def test_more_services_than_are_legible_are_said_to_be_more_and_an_answer_that_was_cut_says_so():
    rows = [service(f"S{n:02}", 4, 1) for n in range(50)]
    drawn = seen(told("O4", rows, assumptions=("50 of 60 services are shown; ask for more with limit.",)))
    assert "showing 36 of 50 services, those most covered by others" in drawn.subtitle
    assert "the answer has 50 of 60 services" in drawn.subtitle
    assert len(drawn.marks) == 36
