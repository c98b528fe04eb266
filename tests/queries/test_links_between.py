"""C2 on Brook's rounds, each expected value written out by hand."""

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

find = catalogue().find
NEW_END, OLD_START = "where it ends is not named at both dates", "where it starts is not named at both dates"


def rows(settings_, columns, **parameters):
    answer = ask(None, find("C2"), parameters, settings=settings_)
    return [tuple(row[name] for name in columns.split()) for row in answer.rows]


def test_links_that_started_stand_first_then_those_that_stopped_with_whether_both_ends_are_known(history):
    assert rows(history, "change kind from to before after real_change stability") == [
        ("new", "COVERS", "Advice / Advice", "Borough", "not stated", "stated", "yes", 0.4),
        ("new", "COVERS", "Larder / Larder", "South", "not stated", "stated", OLD_START, 0.4),
        ("new", "HAS_OFFER", "Larder", "Larder / Larder", "not stated", "stated",
         "neither end is named at both dates", 0.75),
        ("new", "MEETS", "Larder / Larder", "Food", "not stated", "stated", OLD_START, 0.75),
        ("new", "PROVIDES", "Guild", "Larder", "not stated", "stated", NEW_END, 0.6),
        ("new", "REFERS_TO", "Surgery", "Larder", "not stated", "stated", NEW_END, 0.5),
        ("ended", "COVERS", "Advice / Advice", "North", "stated", "not stated", "yes", 0.4),
        ("ended", "PROVIDES", "Guild", "Fair", "stated", "not stated", NEW_END, 0.6),
        ("ended", "REFERS_TO", "Surgery", "Club", "stated", "not stated", "yes", 0.5),
    ]  # fmt: skip


def test_links_that_stayed_can_be_asked_for_and_how_stable_all_are_is_said(history):
    assert rows(history, "change from to", show="all", kind="REFERS_TO") == [
        ("new", "Surgery", "Larder"),
        ("ended", "Surgery", "Club"),
        ("kept", "Club", "Kitchen"),
        ("kept", "Surgery", "Advice"),
    ]
    said = ask(None, find("C2"), settings=history).assumptions
    # 2 within, 2 covers, 3 offers, 3 needs, 3 provided, 2 referrals stay of 15 + 9; of those with known ends 15 of 18.
    assert said[2:4] == (
        "mapping: 2023-03-31 compared with 2024-03-31: 15 kept, 6 new, 3 ended: link stability is 62%.",
        "mapping: among links whose ends are named at both dates it is 83%.",
    )


def test_what_only_one_of_the_rounds_covers_is_left_out_and_counted(tmp_path):
    store = brook(tmp_path)
    keep(store, "mapping 2024-06-30", AFTER.split("REFERS_TO")[0], Scope(links=("PROVIDES", "WITHIN")))
    asked = Settings(rounds=Rounds(store, False))
    assert rows(asked, "id") == []
    assert (
        "mapping: 15 links are left out, which only one of the rounds covers."
        in ask(None, find("C2"), settings=asked).assumptions
    )
    assert not any("left out" in one for one in ask(None, find("C2"), {"kind": "WITHIN"}, settings=asked).assumptions)


def test_dates_and_a_source_narrow_what_is_compared(history):
    assert rows(history, "id", start="2023-03-31", end="2023-09-30", source="mapping") == []
    answer = ask(None, find("C2"), {"source": "directory"}, settings=history)
    assert answer.nothing_because.startswith("Nothing could be compared. directory: one complete round so far")


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"start": "2022-05-31"}, "Give both dates, the earlier and the later, or neither."),
        (
            {"start": "2024-03-31", "end": "2023-03-31"},
            "2024-03-31 is later than 2023-03-31. Give the earlier date first.",
        ),
        (
            {"source": "maping"},
            "There is no round of a source 'maping'. Did you mean mapping? "
            "The sources are: contacts, directory, mapping, visits.",
        ),
        ({"kind": "REFERS"}, "There is no kind of link 'REFERS'. Did you mean 'REFERS_TO'?"),
    ],
)
def test_what_cannot_be_compared_is_refused(history, given_, message):
    with pytest.raises(LinkworkError) as error:
        ask(None, find("C2"), given_, settings=history)
    assert str(error.value) == message


pairs = st.sets(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(pairs, st.booleans()), min_size=2, max_size=4))
def test_stability_is_that_of_going_through_the_links_of_the_last_two_complete_rounds(tmp_path_factory, rounds):
    store = RoundStore(tmp_path_factory.mktemp("told") / "rounds")
    for n, (links, whole) in enumerate(rounds):
        bodies = "\n".join(f"org-{a} | {a}" for a in sorted({a for a, _ in links}))
        services = "\n".join(f"service-{x} | {x}" for x in sorted({x for _, x in links}))
        ends = "\n".join(f"org-{a} | service-{x}" for a, x in sorted(links))
        text = f"Organisation: id | name\n{bodies}\n\nService: id | name\n{services}\n\nPROVIDES: from | to\n{ends}"
        keep(store, f"m 2024-0{n + 1}-01{'' if whole else ' partial'}", text)
    found = rows(Settings(rounds=Rounds(store, False)), "id change stability real_change", show="all")
    complete = [n for n, (_, whole) in enumerate(rounds) if whole]
    if len(complete) < 2:
        assert found == []
        return

    def stated(upto):
        last = max(n for n in complete if n <= upto)
        return set().union(*(links for links, _ in rounds[last : upto + 1]))

    before, after = stated(complete[-2]), stated(complete[-1])
    share = round(len(before & after) / len(before | after), 4)
    expected = set()
    for a, x in before | after:
        word = "kept" if (a, x) in before & after else "new" if (a, x) in after else "ended"
        known = (all(a in {b for b, _ in side} for side in (before, after)),
                 all(x in {y for _, y in side} for side in (before, after)))  # fmt: skip
        words = {(True, True): "yes", (True, False): NEW_END, (False, True): OLD_START}
        real = None if word == "kept" else words.get(known, "neither end is named at both dates")
        expected.add((f"PROVIDES|org-{a}|service-{x}", word, share, real))
    assert set(found) == expected
