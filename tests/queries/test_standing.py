"""What the rounds say of their own records: D4, D7 and C5 on Brook, each expected value written out by hand."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork.errors import LinkworkError
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore
from linkwork.project.asking import Rounds
from linkwork.queries import Settings, ask, catalogue
from tests.graph.said import keep
from tests.queries.history import AFTER, brook

PEOPLE = "person_ref fields basis source retain_until overdue overdue_days rounds"
LEFT = "kind name age_days owner in_scope_this_round state said_by said_on stale_since"
find = catalogue().find


def rows(settings_, id_, columns, **parameters):
    answer = ask(None, find(id_), parameters, settings=settings_)
    return [tuple(row[name] for name in columns.split()) for row in answer.rows]


def test_what_a_single_source_says_is_listed_the_oldest_first(history):
    # Club's name and status are said alike by the mapping and the directory, Bus's by the directory and the visits.
    assert rows(history, "D4", "date name field source still_said") == [
        ("2024-03-31", "Advice", "name", "mapping", True),
        ("2024-03-31", "Advice", "owner", "mapping", True),
        ("2024-03-31", "Advice", "status", "mapping", True),
        ("2024-03-31", "Advice", "wait_days", "mapping", True),
        ("2024-03-31", "Larder", "name", "mapping", True),
        ("2024-03-31", "Larder", "status", "mapping", True),
    ]
    said = ask(None, find("D4"), settings=history).assumptions
    assert said == ("4 of 10 facts (40%) are said by two sources or more.",)


def test_a_name_that_two_sources_give_otherwise_rests_on_the_one_that_is_shown(history):
    assert rows(history, "D4", "id field source", kind="Organisation", limit=2) == [
        ("org-directory-guild", "name", "directory"),
        ("org-council", "name", "mapping"),
    ]
    assert ("org-guild", "name", "mapping") in rows(history, "D4", "id field source", kind="Organisation")


def test_that_a_link_is_there_is_a_fact_too(history):
    found = rows(history, "D4", "name field source", kind="REFERS_TO")
    # Club refers to Kitchen, which has closed, so that this link is not live.
    assert found == [
        ("Surgery > Advice", None, "mapping"),
        ("Surgery > Advice", "category", "mapping"),
        ("Surgery > Advice", "wait_days", "mapping"),
        ("Surgery > Larder", None, "mapping"),
        ("Surgery > Larder", "category", "mapping"),
    ]


def test_facts_are_narrowed_by_source_and_a_kind_that_there_is_not_is_refused(history):
    assert {source for (source,) in rows(history, "D4", "source", kind="all", source="directory")} == {"directory"}
    assert not any(id_.startswith("person-") for (id_,) in rows(history, "D4", "id", kind="all"))
    with pytest.raises(LinkworkError, match=r"There is no kind 'Servise'\. Did you mean 'Service'"):
        rows(history, "D4", "id", kind="Servise")
    answer = ask(None, find("D4"), {"kind": "Platform"}, settings=history)
    assert answer.nothing_because == "No live platforms have been loaded, so this is not known yet."


def test_of_people_only_the_names_of_fields_the_ground_and_the_day_are_said(history):
    assert rows(history, "D7", PEOPLE) == [
        ("person-1", ["job_title", "name", "work_email", "contact for"], "consent", ["contacts"], "2024-03-30",
         "yes", 1, 1),
        ("person-2", ["name"], "public task", ["contacts"], "2024-03", "no", None, 1),
    ]  # fmt: skip
    assert rows(history, "D7", "person_ref", show="overdue") == [("person-1",)]
    assert rows(history, "D7", "person_ref", source="mapping") == []


def test_no_value_of_a_person_is_in_the_register(history):
    said = json.dumps(ask(None, find("D7"), settings=history).as_json())
    assert not any(word in said for word in ("Made-Up", "ann@", "Clerk"))


def test_who_is_held_in_a_round_that_was_withdrawn_is_still_held(tmp_path):
    store = brook(tmp_path)
    store.withdrawn = {"2023-09-30_contacts_1": "sent by mistake"}
    assert rows(Settings(rounds=Rounds(store, False)), "D7", "person_ref rounds") == [("person-1", 1), ("person-2", 1)]


def test_where_no_ground_or_day_is_given_it_is_not_known_whether_the_day_has_passed(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, "a 2024-01-31", "Person: id | name | lawful_basis\nperson-3 | Cy | \nperson-4 | Di | consent")
    asked = Settings(rounds=Rounds(store, False))
    columns = "person_ref basis retain_until overdue overdue_days"
    assert rows(asked, "D7", columns) == [
        ("person-3", None, None, "not known", None),
        ("person-4", "consent", None, "not known", None),
    ]
    assert ask(None, find("D7"), settings=asked).assumptions[:2] == (
        "Something is held of 2 people; 0 are past the day.",
        "For 2 no ground or no day is given.",
    )


def test_where_nobody_is_held_it_says_so(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, "a 2024-01-31", "Service: id | name\nservice-1 | One")
    asked = Settings(rounds=Rounds(store, False))
    assert ask(None, find("D7"), {"limit": 3}, settings=asked).nothing_because == "No personal data is held."


def test_what_no_round_says_since_the_latest_is_stale_or_stands_by_another_source(history):
    assert rows(history, "C5", LEFT) == [
        ("Service", "Fair", 366, None, True, "stale", ["mapping"], "2023-03-31", "2024-03-31"),
        ("Organisation", "Guild", 183, None, True, "standing", ["directory"], "2023-09-30", None),
    ]
    assert rows(history, "C5", "id", kind="Service") == [("service-fair",)]


def test_what_the_latest_round_does_not_cover_is_shown_when_asked_for(tmp_path):
    store = brook(tmp_path)
    keep(store, "mapping 2024-06-30", "Need: id | name\nneed-debt | Debt\nneed-food | Food", Scope(kinds=("Need",)))
    asked = Settings(rounds=Rounds(store, False))
    assert rows(asked, "C5", "name state in_scope_this_round") == [("Mood", "stale", True)]
    everything = rows(asked, "C5", "name state in_scope_this_round", show="all", kind="Service")
    assert everything == [
        ("Advice", "standing", False),
        ("Bus", "standing", False),
        ("Club", "standing", False),
        ("Larder", "standing", False),
    ]
    # What was let go by an earlier round than the latest of its source is history.
    assert "Fair" not in {name for (name,) in rows(asked, "C5", "name", show="all")}


def test_without_a_complete_round_nothing_can_be_said_of_what_was_confirmed(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, "a 2024-01-31 partial", "Service: id | name\nservice-1 | One")
    answer = ask(None, find("C5"), settings=Settings(rounds=Rounds(store, False)))
    assert answer.nothing_because == "No complete round has been loaded, so this is not known yet."


SERVICES = ("service-a", "service-b", "service-c")
one_round = st.tuples(
    st.sampled_from(["x", "y"]),
    st.booleans(),
    st.dictionaries(st.sampled_from(SERVICES), st.sampled_from(["", "1", "2"]), min_size=1),
)


def told(folder, rounds):
    """Rounds of days one after the other: source, whether complete, and the wait of each service that it names."""
    store = RoundStore(folder / "rounds")
    for n, (source, complete, waits) in enumerate(rounds):
        lines = "\n".join(f"{id_} | {id_} | {wait}" for id_, wait in sorted(waits.items()))
        keep(
            store,
            f"{source} 2024-0{n + 1}-01{'' if complete else ' partial'}",
            f"Service: id | name | wait_days\n{lines}",
        )
    return Settings(rounds=Rounds(store, False))


def stale(rounds, id_, source):
    last = max(n for n, (by, _, waits) in enumerate(rounds) if by == source and id_ in waits)
    return any(by == source and complete for by, complete, _ in rounds[last + 1 :])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(one_round, min_size=1, max_size=5))
def test_facts_of_one_source_are_those_that_going_through_every_statement_finds(tmp_path_factory, rounds):
    expected = set()
    for id_ in SERVICES:
        by = {source for source, _, waits in rounds if id_ in waits}
        speak = {source for source in by if not stale(rounds, id_, source)}
        if not speak:
            continue
        for field in ("name", "wait_days"):
            latest = {}
            for n, (source, complete, waits) in enumerate(rounds):
                if id_ in waits:
                    value = id_ if field == "name" else waits[id_]
                    if value:
                        latest[source] = (n, value)
                    elif complete:
                        latest.pop(source, None)
            if latest:
                shown = max(latest.values())[1]
                number = sum(value == shown and source in speak for source, (_, value) in latest.items())
                if number < 2:
                    expected.add((id_, field))
    found = rows(told(tmp_path_factory.mktemp("told"), rounds), "D4", "id field")
    assert set(found) == expected
    assert len(found) == len(expected)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(one_round, min_size=1, max_size=5))
def test_unconfirmed_are_those_that_no_round_since_the_last_complete_one_names(tmp_path_factory, rounds):
    complete = [n for n, (_, whole, _) in enumerate(rounds) if whole]
    expected = set()
    for id_ in SERVICES:
        named = [n for n, (_, _, waits) in enumerate(rounds) if id_ in waits]
        if not named or not complete or max(named) >= complete[-1]:
            continue
        by = {rounds[n][0] for n in named}
        if not all(stale(rounds, id_, source) for source in by):
            expected.add((id_, "standing"))
            continue
        # Let go on the day of the first complete round of each source after it last named it; the latest counts.
        days = []
        for source in by:
            last = max(n for n in named if rounds[n][0] == source)
            days.append(next(n for n in complete if n > last and rounds[n][0] == source))
        newest = {max(n for n in complete if rounds[n][0] == source) for source in {rounds[n][0] for n in complete}}
        if max(days) in newest:
            expected.add((id_, "stale"))
    assert set(rows(told(tmp_path_factory.mktemp("told"), rounds), "C5", "id state", show="all")) == expected


def test_a_link_taken_out_of_a_round_is_no_fact_any_more(tmp_path):
    store = brook(tmp_path)
    keep(store, "mapping 2024-04-30", AFTER.replace("org-surgery | service-larder | referral |\n", ""))
    found = rows(Settings(rounds=Rounds(store, False)), "D4", "name", kind="REFERS_TO")
    assert ("Surgery > Larder",) not in found
