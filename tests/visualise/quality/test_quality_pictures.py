"""Pictures of data quality: what they find, in which order, what they mark, and what they leave out and say so."""

import pytest

from linkwork.visualise.quality import (
    counts_not_to_add,
    failed_to_load,
    how_complete,
    likely_duplicates,
    not_answered,
    one_source,
    out_of_date,
    personal_data,
    sources_disagree,
)
from tests.visualise.hand_made import texts, titles, told


def said_of(service, field, filled, completeness=0.5, required="expected"):
    row = {"service": service, "field": field, "filled": filled, "required": required, "completeness": completeness}
    return {**row, "detail": None if filled else "nobody says", "service_id": service.lower()}


def test_the_least_complete_record_is_at_the_top_and_what_most_lack_at_the_left():
    rows = [
        said_of("Walks", "name", True, 0.75),
        said_of("Walks", "funder", False, 0.75),
        said_of("Desk", "name", True),
        said_of("Desk", "funder", False),
        said_of("Desk", "provider", False, required="required"),
        said_of("Choir", "name", True, 1.0),
    ]
    made = how_complete.sheet(told("D1", rows, show="all"))
    assert made.finding == "2 of 3 service records lack something; most often it is funder, in 2"
    assert made.subtitle.startswith("3 things not said · 1 of them required")
    said = texts(made)
    assert said.index("50% Desk") < said.index("75% Walks") < said.index("100% Choir")
    assert said.index("funder") < said.index("provider") < said.index("name")
    assert (said.count("no"), said.count("must")) == (3, 2)  # with those of the legend
    assert "Desk: provider: nobody says; every record must say it" in titles(made)


def test_without_the_complete_records_it_is_said_that_they_are_not_here():
    made = how_complete.sheet(told("D1", [said_of("Desk", "funder", False)], show="missing"))
    assert made.finding == "1 service record lacks something; most often it is funder, in 1"
    assert "complete records are not here" in made.subtitle


def test_more_records_than_fit_are_said_to_be_more():
    rows = [said_of(f"Service {n:02}", "funder", False, n / 100) for n in range(60)]
    made = how_complete.sheet(told("D1", rows))
    assert made.subtitle.startswith("showing 24 of 60 services, the least complete")
    assert "0% Service 00" in texts(made)
    assert "24% Service 24" not in texts(made)


def pair(a, b, score=1.0, reasons="same name: 'A'", *, decision="", on=""):
    row = {"a": a, "b": b, "score": score, "reasons": reasons, "decision": decision, "decided_on": on}
    return {**row, "kind": "Organisation", "a_id": a.lower(), "b_id": b.lower()}


def test_what_speaks_against_a_pair_has_a_place_of_its_own_and_the_decided_stand_last():
    rows = [
        pair("Choir", "The Choir", None, "", decision="same", on="2026-03-01"),
        pair("Walks", "WALKS", reasons="same name: 'Walks'; caution: one source names both"),
        pair("Desk", "Desks", 0.85),
    ]
    made = likely_duplicates.sheet(told("D2", rows))
    assert made.finding == "2 pairs of records may be one thing each and wait for a decision; 1 with the highest score"
    assert made.subtitle.startswith("1 decided · 1 with something that speaks against it")
    said = texts(made)
    assert said.index("Walks") < said.index("Desk") < said.index("Choir")
    assert {"! one source names both", "same name: 'Walks'", "0.85", "same 2026-03-01", "open"} <= set(said)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([pair("A", "B", 0.9)], "1 pair of records may be one thing and waits for a decision"),
        ([pair("A", "B", decision="different")], "1 pair of records was decided, and none waits"),
    ],
)
def test_one_pair_and_none_waiting_are_said(rows, finding):
    assert likely_duplicates.sheet(told("D2", rows)).finding == finding


def differs(name, field, a, b, dates=("2026-03-31", "2025-09-30")):
    row = {"id": name, "name": name, "field": field, "value_a": a, "source_a": "mapping", "value_b": b}
    row |= {"source_b": "directory", "used": a, "why_used": "later", "date_a": dates[0], "date_b": dates[1]}
    return {**row, "kind": "Service"}


def test_where_the_older_word_is_shown_it_is_marked_and_stands_first():
    rows = [
        differs("Choir", "name", "Choir", "The Choir"),
        differs("Choir", "wait_days", 3, 9),
        {**differs("Desk", "access", "self", "any", ("2025-03-31", "2025-09-30")), "why_used": "believed first"},
    ]
    made = sources_disagree.sheet(told("D3", rows))
    assert made.finding == "sources disagree on 3 things of 2 records; the older word is shown in 1"
    said = texts(made)
    assert said.index("Desk") < said.index("Choir")
    assert said.count("Choir") == 2  # the record once, and the value
    assert {"the older word is the one shown", "believed first", "wait days", "mapping 2025-03-31"} <= set(said)
    assert sources_disagree.sheet(told("D3", rows[:1])).finding == (
        "sources disagree on 1 thing of 1 record; the latest word is shown"
    )


def rests(name, field, still=True, source="mapping", date="2026-03-31"):
    row = {"id": name.lower(), "name": name, "field": field, "source": source, "date": date, "kind": "Service"}
    return {**row, "still_said": still}


def test_facts_are_gathered_by_record_and_those_whose_source_is_silent_stand_first():
    rows = [rests("Walks", "name"), rests("Walks", "wait_days"), rests("Desk", "cost", False, date="2025-03-31")]
    made = one_source.sheet(told("D4", rows))
    assert (
        made.finding
        == "3 facts of 2 records rest on one source; for 1 of these the source no longer speaks of the record"
    )
    assert made.subtitle.startswith("by source: mapping 3")
    said = texts(made)
    assert said.index("Desk") < said.index("Walks")
    assert {"name, wait days", "its source no longer speaks of it (1)", "still said by its source (1)"} <= set(said)
    assert one_source.sheet(told("D4", rows[:1])).finding == "1 fact of 1 record rests on one source"


def dated(name, age, overdue=None, owner=None):
    row = {"name": name, "kind": "Service", "why": "it is old", "age_days": age, "expected_refresh": None}
    return {**row, "overdue_days": overdue, "owner": owner, "id": name.lower()}


def test_what_is_past_its_day_stands_first_and_all_ages_are_counted():
    rows = [dated("Old", 900), dated("Undated", None), dated("Late", 10, 59, "Public Health team")]
    made = out_of_date.sheet(told("D5", rows))
    assert made.finding == "3 records are out of date, 1 of them past the day set for it"
    assert made.subtitle.startswith("the oldest was confirmed 900 days ago · 1 with somebody named")
    said = texts(made)
    assert said.index("Late") < said.index("Old") < said.index("Undated")
    counted = {
        "2 to 3 years: 1 record",
        "under 3 months: 1 record",
        "nobody dates it: 1 record",
        "1 to 2 years: 0 records",
    }
    assert counted <= set(titles(made))


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([dated("Late", 10, 59)], "1 record is out of date: its day to be confirmed has passed"),
        ([dated("Old", 900), dated("Older", 901)], "2 records are out of date: confirmed too long ago"),
    ],
)
def test_records_out_of_date_in_one_way_are_said(rows, finding):
    assert out_of_date.sheet(told("D5", rows)).finding == finding


def problem(row, column, value, file="services.xlsx"):
    place = {"file": file, "sheet": "Services", "row": row, "column": column, "value": value}
    return {
        **place,
        "problem": "not one of those",
        "suggestion": "nhs, vcse",
        "source": "mapping",
        "as_of": "2026-03-31",
    }


def test_problems_stand_file_by_file_in_the_order_of_their_rows():
    rows = [
        problem(31, "sector", "Helth"),
        problem(4, "sector", None),
        problem(4, "access", "x"),
        problem(2, "a", "b", "x.csv"),
    ]
    made = failed_to_load.sheet(told("D6", rows))
    assert made.finding == "3 rows of files were left out; most problems, 2 of 4, are in the column sector"
    assert made.subtitle.startswith("4 problems in 2 files")
    said = texts(made)
    assert said.index("access") < said.index("sector") < said.index("31") < said.index("a")
    assert {"services.xlsx, sheet Services: mapping 2026-03-31 (3)", "blank, or not shown", "Helth"} <= set(said)
    assert failed_to_load.sheet(told("D6", rows[:1])).finding == "1 row of files was left out"


def held(ref, until, overdue="no", days=None, basis="public task"):
    row = {"person_ref": ref, "fields": ["job_title", "contact for"], "basis": basis, "source": ["mapping"]}
    return {**row, "retain_until": until, "overdue": overdue, "overdue_days": days, "rounds": 2}


def test_the_register_has_what_must_go_first_then_what_has_no_ground():
    rows = [
        held("person-1", "2027-03-31"),
        held("person-2", None, "not known", basis=None),
        held("person-3", "2025-12-31", "yes", 90),
        held("person-4", "2026-09-30"),
    ]
    made = personal_data.sheet(told("D7", rows))
    assert made.finding == (
        "something is held of 4 people; for 1 the day has passed after which it must go and for 1 no ground or no day "
        "is given"
    )
    assert made.subtitle.startswith("the next must go after 2026-09-30 · no names and no values are shown")
    said = texts(made)
    assert [text for text in said if text.startswith("person-")] == ["person-3", "person-2", "person-4", "person-1"]
    assert {"90 days past", "say why, and until when", "none given", "job title, contact for"} <= set(said)
    assert personal_data.sheet(told("D7", rows[:1])).finding == "something is held of 1 person, all within their time"


def waiting(name, services, reminders=1, answered="no"):
    row = {"organisation": name, "services": services, "asked_on": "2026-02-02", "answered": answered}
    return {**row, "reminders": reminders, "waiting_days": None if answered == "yes" else 57, "sector": "vcse"}


def test_those_with_most_services_stand_first_and_are_marked():
    rows = [waiting("Choir", []), waiting("Walkers", ["Walks", "Bus"], 3), waiting("Desk", ["Debt"], 0, "yes")]
    made = not_answered.sheet(told("D8", rows))
    assert made.finding == "2 organisations have not answered, so 2 services are known from others alone"
    assert made.subtitle.startswith(
        "3 organisations asked · 1 reminded 3 times or more · the longest has waited 57 days"
    )
    said = texts(made)
    assert said.index("Walkers") < said.index("Choir") < said.index("Desk")
    assert {"3 reminders", "1 reminder", "Walks, Bus", "its services are known from others alone"} <= set(said)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([waiting("Desk", ["Debt"], 0, "yes")], "everybody who was asked has answered"),
        ([waiting("Desk", [])], "1 organisation has not answered"),
        ([waiting("Desk", ["Debt"])], "1 organisation has not answered, so 1 service is known from others alone"),
    ],
)
def test_answers_of_one_and_of_all_are_said(rows, finding):
    assert not_answered.sheet(told("D8", rows)).finding == finding


def counted(name, n, number=1, overlaps=()):
    row = {"engagement": name, "n": n, "counting_note": "some were at both", "overlaps_with": list(overlaps)}
    return {**row, "set": number, "n_invited": None, "held_on": None, "engagement_id": name.lower()}


def test_the_largest_count_of_a_set_is_marked_and_no_sum_is_said():
    rows = [
        counted("Survey", 51, overlaps=["Stall"]),
        counted("Stall", 55),
        counted("Walk", 7, None),
        counted("Chat", None),
    ]
    made = counts_not_to_add.sheet(told("D9", rows))
    assert made.finding == "3 engagements in 1 set may count the same people: take one count of it, never the sum"
    assert made.subtitle.startswith("1 that stand alone · 1 of which nobody says how many took part")
    said = texts(made)
    assert said.index("Stall") < said.index("Survey") < said.index("Chat") < said.index("Walk")
    assert {"set 1: take one count, never the sum (3)", "the largest count of its set"} <= set(said)
    assert "106" not in " ".join(said)
    assert counts_not_to_add.sheet(told("D9", rows[2:3])).finding == (
        "no engagement is said to count the same people as another"
    )


@pytest.mark.parametrize(
    ("id_", "module"),
    [
        ("D1", how_complete),
        ("D2", likely_duplicates),
        ("D3", sources_disagree),
        ("D4", one_source),
        ("D5", out_of_date),
        ("D6", failed_to_load),
        ("D7", personal_data),
        ("D8", not_answered),
        ("D9", counts_not_to_add),
    ],
)
def test_nothing_is_said_why(id_, module):
    assert module.sheet(told(id_, [], "Nothing has been loaded.")).nothing == "Nothing has been loaded."
