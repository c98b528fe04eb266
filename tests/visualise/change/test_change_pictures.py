"""Pictures of what changed between two rounds: what they find, in which order, what they mark and leave out."""

import pytest

from linkwork.visualise.change import (
    better_or_worse,
    cells_moved,
    links_started_stopped,
    not_confirmed,
    real_or_counting,
    what_changed,
)
from tests.visualise.hand_made import texts, titles, told


def changed(kind, name, change, **more):
    row = {"kind": kind, "id": f"{kind}-{name}", "name": name, "change": change, "field": None, "before": None}
    return {**row, "after": None, "source": "mapping", "in_words": f"{name} is {change}", **more}


C1 = [
    changed("REFERS_TO", "Walks > Choir", "new"),
    changed("Service", "Walks", "changed", field="wait_days", before=5, after=10),
    changed("Service", "Choir", "gone"),
    changed("Service", "Art", "new"),
    changed("Area", "North", "correction", field="name", before="Nroth", after="North"),
]


def test_changes_stand_by_kind_services_first_and_what_is_gone_before_what_is_new():
    made = what_changed.sheet(told("C1", C1))
    assert made.finding == "2 new, 1 gone, 1 changed and 1 corrected; among them 1 new service and 1 gone"
    assert made.subtitle.startswith("4 changes of things and 1 of links between them")
    assert "service: 1 gone, 1 new, 1 changed" in titles(made)
    said = texts(made)
    order = [
        said.index(words) for words in ("Choir", "Art", "Walks: wait days 5", "Walks > Choir", "North: name Nroth")
    ]
    assert order == sorted(order)
    assert "wait days 10" in said


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([changed("Area", "North", "gone")], "1 gone"),
        ([changed("Service", "Art", "new")], "1 new; among them 1 new service and 0 gone"),
    ],
)
def test_one_change_is_said(rows, finding):
    assert what_changed.sheet(told("C1", rows)).finding == finding


def test_many_kinds_stand_together_and_many_changes_are_said_to_be_more():
    rows = [changed(f"KIND_{n}", f"thing {k}", "new") for n in range(12) for k in range(n + 1)]
    made = what_changed.sheet(told("C1", rows))
    assert "3 other kinds" in texts(made)
    assert "3 other kinds: 6 new" in titles(made)
    assert made.subtitle.startswith("showing ")
    assert "of 78 changes" in made.subtitle


def link(change, start, end, kind="REFERS_TO", real="yes"):
    row = {"from": start, "to": end, "kind": kind, "change": change, "real_change": real, "stability": 0.75}
    return {**row, "source": "mapping", "id": f"{kind}|{start}|{end}", "from_id": start.lower(), "to_id": end.lower()}


def test_links_are_counted_and_signed_and_what_is_named_once_is_dashed():
    rows = [
        link("new", "Desk", "Walks", real="where it ends is not named at both dates"),
        link("ended", "Desk", "Choir"),
        link("kept", "Walks", "Choir"),
        link("new", "Forum", "Desk", "ABOUT", "neither end is named at both dates"),
    ]
    made = links_started_stopped.sheet(told("C2", rows))
    assert made.finding == "2 links started and 1 stopped; 1 of these is between things that both rounds name"
    assert made.subtitle.startswith("1 link stayed")
    said = texts(made)
    assert {"started: newly stated", "stopped: no longer stated", "stayed"} <= set(said)
    assert "named at one of the two dates only: its links may not be new" in said
    assert said.index("refers to") < said.index("about")
    assert {"+1", "−1"} <= set(said)
    assert {"Desk refers to Walks: new", "Desk refers to Choir: ended", "Walks refers to Choir: kept"} <= set(
        titles(made)
    )
    assert "Of all links of the kind 'refers to', 75% are in both rounds." in made.read


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([link("new", "A", "B")], "1 link started, between things that both rounds name"),
        ([link("ended", "A", "B")], "1 link stopped, between things that both rounds name"),
        ([link("kept", "A", "B")], "no link started or stopped"),
    ],
)
def test_links_of_one_sort_are_said(rows, finding):
    assert links_started_stopped.sheet(told("C2", rows)).finding == finding


def test_referrals_are_drawn_before_other_links_and_what_does_not_fit_is_said():
    rows = [link("new", f"A{n}", f"B{n}", "ABOUT") for n in range(30)]
    rows += [link("new", f"S{n}", f"T{n}") for n in range(30)]
    made = links_started_stopped.sheet(told("C2", rows))
    assert made.subtitle.startswith("showing 36 of 60 links that came or went, referrals first")
    drawn = [title for title in titles(made) if title.endswith(": new")]
    assert sum("refers to" in title for title in drawn) == 30
    assert "+30" in texts(made)


def test_where_little_changed_what_stayed_beside_it_is_drawn():
    rows = [link("ended", "Desk", "Walks"), link("kept", "Choir", "Walks"), link("kept", "Far", "Away")]
    drawn = titles(links_started_stopped.sheet(told("C2", rows)))
    assert "Choir refers to Walks: kept" in drawn
    assert "Far refers to Away: kept" not in drawn


def measured(name, before, after, better="more", why=None):
    row = {
        "measure": name,
        "round_1": before,
        "round_2": after,
        "difference": None,
        "comparable": "no" if why else "yes",
    }
    return {**row, "why_not": why, "better": better}


def test_slopes_say_better_and_worse_and_what_was_counted_otherwise():
    rows = [
        measured("combinations of need and area", 10, 10, "either"),
        measured("of these, with a service", 6, 8),
        measured("gaps", 2, 3, "less", "one source was not loaded"),
        measured("pairs", 2, 3, "either"),
        measured("loops", None, 1),
    ]
    made = better_or_worse.sheet(told("C3", rows))
    assert made.finding == "1 measure is better and 1 worse, but 1 of them was counted in the same way at both dates"
    assert made.subtitle.startswith("4 measures known at both dates · 1 not known at both")
    assert titles(made)[:4] == [
        "gaps: 2 to 3, worse; one source was not loaded",
        "combinations: those with a service: 6 to 8, better",
        "pairs: 2 to 3, changed",
        "combinations of need and area: 10 to 10, the same",
    ]
    said = " ".join(texts(made))
    assert "Counted otherwise: one source was not loaded." in said
    assert "Not known at both dates: loops." in said


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([measured("a", 1, 2)], "1 measure is better and 0 worse"),
        ([measured("a", 1, 1)], "no measure is better or worse than before"),
        ([measured("a", None, 1)], "no measure is known at both dates, so nothing can be compared"),
        (
            [measured("a", 1, 2, why="x"), measured("b", 1, 0, why="x")],
            "1 measure is better and 1 worse, but none of them was counted in the same way at both dates",
        ),
    ],
)
def test_what_can_be_compared_is_said(rows, finding):
    assert better_or_worse.sheet(told("C3", rows)).finding == finding


def cell(need, area, before, after, cause="Walks came"):
    return {"need": need, "area": area, "before": before, "after": after, "cause": cause}


def test_what_became_a_gap_is_marked_and_stands_first():
    rows = [
        cell("Debt", "North", "gap", "single"),
        cell("Mood", "South", "covered", "single", "Choir went"),
        cell("Food", "North", "single", "gap", "Pantry has closed"),
        cell("Food", "South", "single", "single"),
    ]
    made = cells_moved.sheet(told("C4", rows))
    assert made.finding == "1 need in an area became a gap, and 1 is a gap no more"
    assert made.subtitle.startswith("2 with less cover, 1 with more · 1 as before")
    said = texts(made)
    assert said.index("Food") < said.index("Mood") < said.index("Debt")
    assert {"single → gap", "covered → single", "gap → single", "became a gap", "Pantry has closed"} <= set(said)
    assert "less cover than before (2)" in said
    assert "1 need in an area: single before, gap now" in titles(made)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([cell("Debt", "North", "gap", "gap")], "no need in any area has more or less cover than before"),
        ([cell("Debt", "North", "single", "covered")], "1 need in an area moved, none of them into or out of a gap"),
        (
            [cell("Debt", "North", "single", "gap"), cell("Debt", "South", "covered", "gap")],
            "2 needs in areas became gaps, and 0 are gaps no more",
        ),
    ],
)
def test_moves_of_every_sort_are_said(rows, finding):
    assert cells_moved.sheet(told("C4", rows)).finding == finding


def unconfirmed(name, days, state="standing", kind="Service"):
    row = {"kind": kind, "name": name, "age_days": days, "owner": None, "in_scope_this_round": True, "state": state}
    return {**row, "said_by": ["mapping"], "said_on": "2025-03-31", "stale_since": None, "id": name}


def test_what_all_sources_let_go_is_marked_and_stands_first():
    rows = [unconfirmed("Choir", 400), unconfirmed("Walks", 365, "stale"), unconfirmed("North", None, kind="Area")]
    made = not_confirmed.sheet(told("C5", rows))
    assert made.finding == "3 records were not confirmed this round, 1 of them stale"
    assert made.subtitle.startswith("by kind: Service 2, Area 1")
    said = texts(made)
    assert said.index("Walks") < said.index("Choir")
    assert "stale: drops out of answers unless somebody confirms it" in said
    assert {"1 to 2 years: 2 records", "nobody dates it: 1 record", "under 3 months: 0 records"} <= set(titles(made))


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([unconfirmed("A", 1, "stale")], "1 record was not confirmed this round, and it is stale"),
        ([unconfirmed("A", 1)], "1 record was not confirmed this round; a source still stands for each"),
        ([unconfirmed("A", 1, "stale")] * 2, "2 records were not confirmed this round, and all are stale"),
    ],
)
def test_one_and_all_unconfirmed_are_said(rows, finding):
    assert not_confirmed.sheet(told("C5", rows)).finding == finding


def taken_apart(name, before, same, new):
    row = {"measure": name, "coverage_before": before, "coverage_after": before + same + new}
    return {**row, "same_items_change": same, "newly_seen_change": new, "unit": "pairs"}


@pytest.mark.parametrize(
    ("same", "new", "verdict"),
    [
        (0, 0, "nothing moved"),
        (3, 0, "all of it is real"),
        (0, -3, "none of it is real"),
        (3, 1, "75% of it is real"),
        (3, -3, "the two parts cancel out"),
        (-8, 4, "real, and more than it looks"),
        (-81, 89, "counting alone: the same services went the other way"),
    ],
)
def test_a_change_is_judged_by_its_two_parts(same, new, verdict):
    made = real_or_counting.sheet(told("C6", [taken_apart("gaps", 7, same, new)]))
    assert any(title.endswith(f"; {verdict}") for title in titles(made))


def test_real_change_is_counted_apart_from_what_only_looks_so():
    rows = [taken_apart("met", 799, -81, 89), taken_apart("gaps", 7, 8, -4), taken_apart("still", 5, 0, 0)]
    made = real_or_counting.sheet(told("C6", rows))
    assert made.finding == (
        "of 2 measures that moved, 1 did so mostly by real change; 1 went the other way among the same services than "
        "it looks"
    )
    assert {"−81", "+89", "799", "807", "+8", "−4"} <= set(texts(made))
    assert real_or_counting.sheet(told("C6", rows[2:])).finding == "no measure moved between the two dates"


@pytest.mark.parametrize(
    ("id_", "module"),
    [
        ("C1", what_changed),
        ("C2", links_started_stopped),
        ("C3", better_or_worse),
        ("C4", cells_moved),
        ("C5", not_confirmed),
        ("C6", real_or_counting),
    ],
)
def test_nothing_is_said_why(id_, module):
    assert module.sheet(told(id_, [], "One round alone has been loaded.")).nothing == "One round alone has been loaded."
