"""C3, C4 and C6 on Brook, each expected value written out by hand; the measures of cells beside plain loops."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.errors import LinkworkError
from linkwork.graph.build import build
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.measures.footprint import Landscape, footprint
from linkwork.graph.measures.overlap import coverage
from linkwork.graph.measures.same_items import by_place, only, split, state
from linkwork.graph.rounds import RoundStore
from linkwork.project.asking import Rounds
from linkwork.queries import Settings, ask, catalogue
from linkwork.queries._catalogue import PARTS
from linkwork.queries._reading import read_parts
from tests.graph.said import keep
from tests.queries.history import AFTER, BEFORE, BETWEEN, FIRST, LAST, brook
from tests.queries.town import Town

find = catalogue().find
MOVED = "need area before after cause came went"


def rows(settings_, id_, columns, **parameters):
    answer = ask(None, find(id_), parameters, settings=settings_)
    return [tuple(row[name] for name in columns.split()) for row in answer.rows]


def test_what_moved_between_gap_single_and_covered_says_which_services_moved_it(history):
    assert rows(history, "C4", MOVED) == [
        ("Debt", "South", "gap", "single", "Advice now offers it here", ["Advice"], []),
        ("Food", "North", "covered", "single", "Kitchen has closed", [], ["Kitchen"]),
        ("Food", "South", "single", "covered", "Larder is newly named", ["Larder"], []),
    ]
    assert ask(None, find("C4"), settings=history).assumptions == (
        f"{FIRST} is compared with {LAST}.",
        "Of 6 pairs of need and area 3 stayed as they were, 1 went from gap to single, 1 went from single to covered "
        "and 1 went from covered to single.",
        "Take care: contacts, directory and visits were not loaded for 2023-03-31.",
    )


def test_what_stayed_can_be_asked_for_too(history):
    assert rows(history, "C4", "need area before after cause", show="all")[3:] == [
        ("Mood", "North", "gap", "gap", None),
        ("Mood", "South", "gap", "gap", None),
        ("Debt", "North", "single", "single", None),
    ]


def test_a_service_that_let_go_of_a_need_or_is_named_no_more_or_opens_again_is_said_so(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, "m 2024-01-31", AFTER)
    again = BEFORE.replace("offer-club | need-food", "offer-club | need-mood")
    keep(store, "m 2024-02-29", again)
    assert rows(Settings(rounds=Rounds(store, False)), "C4", "need area after cause") == [
        ("Debt", "South", "gap", "Advice no longer offers it here"),
        ("Food", "South", "gap", "Club no longer offers it here; Larder is no longer named"),
        ("Mood", "North", "single", "Club now offers it here"),
        ("Mood", "South", "single", "Club now offers it here"),
    ]


def test_a_change_is_that_of_services_named_at_both_dates_and_the_rest(history):
    # Advice, Club and Kitchen are named at both dates; Fair and Larder and Bus at one.
    assert rows(history, "C6", "measure coverage_before coverage_after same_items_change newly_seen_change") == [
        ("met by some service", 3, 4, 1, 0),
        ("coverage", 0.5, 0.666667, 0.166667, 0.0),
        ("met by one service alone", 2, 3, 2, -1),
        ("fragile coverage", 0.333333, 0.5, 0.333333, -0.166666),
        ("gaps", 3, 2, -1, 0),
        ("overlapping services", 1, 1, -1, 1),
    ]
    assert ask(None, find("C6"), settings=history).assumptions[1] == (
        "4 services were named at the earlier date and 5 at the later, 3 of them at both."
    )


def test_overlap_cover_and_routes_stand_beside_each_other_with_the_difference(history):
    found = rows(history, "C3", "measure round_1 round_2 difference")
    assert found == [
        ("live services", 4, 4, 0),
        ("coverage: share of need, group and area with a service", 0.5, 0.6667, 0.1667),
        ("fragile coverage: share with one service alone", 0.3333, 0.5, 0.1667),
        ("combinations of need, group and area", 6, 6, 0),
        ("of these, with a service", 3, 4, 1),
        ("of these, with one service alone", 2, 3, 1),
        ("of these, with one provider alone", 3, 4, 1),
        ("gaps: pairs of need and area without a service", 3, 2, -1),
        ("overlapping pairs: services that share half or more", 1, 1, 0),
        ("effective providers, mean over need and area with any", 1, 1, 0),
        ("people in need with a service: share of those known", None, None, None),
        ("reach: share of pairs of door and need with a route", 0.6667, 0.6667, 0),
        ("pairs of door and need with a route", 2, 2, 0),
        ("pairs of door and need", 3, 3, 0),
        ("dead ends", 0, 0, 0),
        ("loops", 0, 0, 0),
        ("services nobody can reach", 1, 2, 1),
        ("link stability: share of all links that are in both", None, 0.625, None),
    ]


def test_measures_may_not_be_compared_where_other_sources_spoke_or_something_was_not_loaded(history):
    why = {name: (may, reason) for name, may, reason in rows(history, "C3", "measure comparable why_not")}
    other = "contacts, directory and visits were not loaded for 2023-03-31"
    assert why["dead ends"] == ("no", other)
    assert why["people in need with a service: share of those known"] == (
        "no",
        f"{other}; people in need were not loaded for 2023-03-31; people in need were not loaded for 2024-03-31",
    )


DEMAND = "\nHAS_DEMAND: from | to | people | year | method\narea-north | need-debt | 40 | 2023 | survey"


def test_with_the_same_sources_measures_compare_and_demand_at_one_date_alone_does_not(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, f"mapping {FIRST}", BEFORE)
    keep(store, f"mapping {LAST}", AFTER + DEMAND)
    told = {n: (a, b, may, why) for n, a, b, may, why in rows(
        Settings(rounds=Rounds(store, False)), "C3", "measure round_1 round_2 comparable why_not")}  # fmt: skip
    assert told["dead ends"] == (0, 0, "yes", None)
    people = told["people in need with a service: share of those known"]
    assert people == (None, 1, "no", "people in need were not loaded for 2023-03-31")


def test_another_need_is_another_number_of_cells_and_not_comparable(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, f"mapping {FIRST}", BEFORE)
    keep(store, f"mapping {LAST}", AFTER.replace("need-mood | Mood", "need-mood | Mood\nneed-rest | Rest"))
    asked = Settings(rounds=Rounds(store, False))
    assert set(rows(asked, "C3", "comparable why_not")[:2]) == {("no", "the needs that are looked at are not the same")}


def test_an_offer_link_taken_out_of_a_round_changes_what_moved(tmp_path):
    store = RoundStore(tmp_path / "rounds")
    keep(store, f"mapping {FIRST}", BEFORE)
    keep(store, f"mapping {LAST}", AFTER.replace("offer-larder | need-food\n", ""))
    found = rows(Settings(rounds=Rounds(store, False)), "C4", "need area after")
    assert found == [("Debt", "South", "single"), ("Food", "North", "single")]


def test_the_dates_are_those_of_the_last_two_complete_rounds_of_one_source(tmp_path):
    store = brook(tmp_path)
    keep(store, "mapping 2024-05-31 partial", "Need: id | name\nneed-debt | Debt")
    keep(store, "another 2024-06-30", "Need: id | name\nneed-debt | Debt")
    answer = ask(None, find("C4"), settings=Settings(rounds=Rounds(store, False)))
    assert answer.assumptions[0] == f"{FIRST} is compared with {LAST}."
    assert answer.assumptions[-1] == "Take care: contacts, directory and visits were not loaded for 2023-03-31."


def test_what_moved_is_narrowed_and_the_same_whichever_engine_the_project_has(address, history):
    town = Town().add("need-debt", "need-food", "need-new").add("area-south", level="ward")
    with open_engine(address, writing=True) as engine:
        town.write(engine)

        def moved(**given_):
            answer = ask(engine, find("C4"), given_, settings=history)
            return [(row["need"], row["area"]) for row in answer.rows]

        assert moved() == [("Debt", "South"), ("Food", "North"), ("Food", "South")]
        assert moved(need="Food") == [("Food", "North"), ("Food", "South")]
        assert moved(area="South") == [("Debt", "South"), ("Food", "South")]
        # A need that neither date knows has no cells.
        none = ask(engine, find("C4"), {"need": "New"}, settings=history)
        assert none.nothing_because == (
            "For 2023-03-31 nothing of what was asked for was there; for 2024-03-31 nothing of what was asked for was "
            "there."
        )
        cover = ask(engine, find("C3"), {"need": "New"}, settings=history).rows[1]
        assert (cover["round_1"], cover["round_2"], cover["comparable"]) == (None, None, "no")


def in_any_order(found):
    """Rows of a part, whose lists come in no order."""
    return [{k: sorted(v, key=str) if isinstance(v, list) else v for k, v in row.items()} for row in found]


def test_every_part_on_a_day_has_the_rows_that_a_graph_of_that_day_gives(tmp_path):
    store, parts = brook(tmp_path), [path.stem for path in sorted(PARTS.glob("*.cypher"))]
    for day, found in zip((FIRST, LAST), Rounds(store, False).on((FIRST, LAST), parts), strict=True):
        with open_engine(GraphAddress(str(tmp_path / day)), writing=True) as engine:
            build(RoundStore(store.folder, until=day), engine, Owner("brook"))
            whole = read_parts(engine, parts)
        assert {name: in_any_order(found[name]) for name in parts} == {
            name: in_any_order(whole[name]) for name in parts
        }


def test_as_of_a_day_nothing_later_is_known_even_on_a_later_day(tmp_path):
    store = brook(tmp_path)
    early, rounds = (Rounds(RoundStore(store.folder, until=until), False) for until in (BETWEEN, None))
    (late,), (then, now) = early.on([LAST], ["named_services"]), rounds.on([BETWEEN, LAST], ["named_services"])
    assert late == then != now


@pytest.mark.parametrize("id_", ["C3", "C4", "C6"])
def test_dates_are_both_or_neither_in_order_and_not_before_the_first_round(history, tmp_path, id_):
    with pytest.raises(LinkworkError, match="Give both dates, the earlier and the later, or neither"):
        rows(history, id_, "evidence", start=FIRST)
    with pytest.raises(LinkworkError, match="2024-03-31 is later than 2023-03-31"):
        rows(history, id_, "evidence", start=LAST, end=FIRST)
    with pytest.raises(LinkworkError, match="One day cannot be compared with itself: 2024-03-31"):
        rows(history, id_, "evidence", start=LAST, end=LAST)
    early = ask(None, find(id_), {"start": "2020-01-01", "end": LAST}, settings=history)
    assert early.nothing_because == "No round is dated 2020-01-01 or earlier, so there is nothing to compare with."
    store = RoundStore(tmp_path / "rounds")
    keep(store, f"mapping {FIRST}", BEFORE)
    alone = ask(None, find(id_), settings=Settings(rounds=Rounds(store, False)))
    assert alone.nothing_because == "No source has held two complete rounds yet, so there is nothing to compare."


@pytest.mark.parametrize("id_", ["C3", "C4", "C6"])
def test_every_row_rests_on_rows_of_the_rounds(tmp_path, id_):
    rounds = Rounds(brook(tmp_path), False)
    answer = ask(None, find(id_), evidence_of=rounds.evidence, settings=Settings(rounds=rounds))
    assert all(row["evidence"] and row["last_confirmed"] == LAST for row in answer.rows)


def some(*words, least=0):
    return st.lists(st.sampled_from(words), min_size=least, max_size=2, unique=True)


offers = st.lists(
    st.tuples(
        st.sampled_from("abc"), some("money", "debt", "benefits", "food"), some("all", "north", "south"), some("x", "y")
    ),
    min_size=1,
    max_size=5,
)
NEEDS = {"money": {"debt", "benefits"}, "debt": {"debt"}, "benefits": {"benefits"}, "food": {"food"}}
AREAS = {"all": {"north", "south"}, "north": {"north"}, "south": {"south"}}


def town_of(told):
    """The cells of these offers: service, needs, areas, for whom (empty: everybody)."""
    rows_ = [
        {"offer_id": str(n), "service_id": service, "need_ids": needs, "area_ids": areas, "include_ids": whom,
         "exclude_ids": []}
        for n, (service, needs, areas, whom) in enumerate(told)
    ]  # fmt: skip
    terms = [("Need", need, ["money"] if need in ("debt", "benefits") else []) for need in NEEDS]
    terms += [("Audience", whom, []) for whom in "xy"]
    every = [{"kind": k, "id": i, "broader_ids": b, "same_ids": []} for k, i, b in terms]
    areas = [
        {"id": "all", "level": "borough", "within_ids": []},
        {"id": "north", "level": "ward", "within_ids": ["all"]},
        {"id": "south", "level": "ward", "within_ids": ["all"]},
    ]
    return footprint(Landscape(rows_, every, areas))


def expanded(told):
    """The cells of each service, by loops."""
    cells = {service: set() for service, *_ in told}
    named = {who for _, _, _, whom in told for who in whom}
    everybody = named | ({"anyone"} if any(not whom for *_, whom in told) else set())
    for service, needs, areas, whom in told:
        for need in (leaf for n in needs for leaf in NEEDS[n]):
            for area in (leaf for a in areas for leaf in AREAS[a]):
                for who in whom or everybody:
                    cells[service].add((need, who, area))
    return cells


@settings(max_examples=100, deadline=None)
@given(offers, st.sets(st.sampled_from("abc")))
def test_the_same_services_alone_cover_what_going_through_every_cell_finds(told, kept):
    cells = only(town_of(told), kept)
    mine = {service: own for service, own in expanded(told).items() if service in kept}
    reached = [cell for own in mine.values() for cell in own]
    assert coverage(cells).covered == len(set(reached))
    assert coverage(cells).single == sum(reached.count(cell) == 1 for cell in set(reached))
    assert coverage(cells).cells == coverage(town_of(told)).cells
    assert by_place(cells) == {
        (need, area): {s for s, own in mine.items() if any((n, a) == (need, area) for n, _, a in own)}
        for need in ("debt", "benefits", "food")
        for area in ("north", "south")
    }


@given(*[st.integers(0, 99)] * 4)
def test_the_two_parts_of_a_change_sum_to_it(before, after, same_before, same_after):
    parts = split(before, after, (same_before, same_after))
    assert parts.same + parts.newly_seen == after - before
    assert parts.same == same_after - same_before


def test_a_state_is_told_by_how_many_there_are():
    assert [state(range(n)) for n in range(4)] == ["gap", "single", "covered", "covered"]
