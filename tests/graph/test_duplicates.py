"""Which pairs are proposed as one thing, and which never are; the traps of the 2024 review among them."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph._names_alike import likeness, may_be_initials, one_is_part, taken_apart
from linkwork.graph.decisions import Decision, Decisions
from linkwork.graph.duplicates import KINDS, NOTHING_KNOWN, Known, Meaning, propose, propose_in, with_decisions
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep


@pytest.fixture
def proposed(tmp_path):
    """The pairs proposed of a town written down as tables, with scores and reasons, by short ids."""

    def of(text, known=NOTHING_KNOWN, **more):
        store = RoundStore(tmp_path / "rounds")
        keep(store, "mapping 2024-01-01", text)
        return propose_in(fold(store.folded(), SCHEMA), known, **more)

    return of


def pairs(found):
    return [(one.a_id, one.b_id) for one in found]


def bodies(*names):
    rows = [f"org-{n} | {name}" for n, name in enumerate(names, start=1)]
    return "Organisation: id | name\n" + "\n".join(rows)


ONE_PAIR = [("org-1", "org-2")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tower Hamlets Together", "Tower Hamlet's Together"),
        ("Tower Hamlets Together", "THT"),
        ("Tower Hamlets Together (THT)", "Tower Hamlets Together"),
        ("LB Tower Hamlets", "London Borough of Tower Hamlets"),
        ("MERCHANT ST PRACTICE", "Merchant Street Practice"),
        ("BETHNAL GREEN HEALTH CTR.", "Bethnal Green Health Centre"),
        ("THE GREAT SUTTON MED.CTR.", "Great Sutton Medical Centre"),
        ("Limehouse Project", "Limehouse Project Ltd"),
        ("Poplar & Bow Advice", "Bow and Poplar Advice"),
        ("Stainforth 4 All", "Stainforth4All"),
        ("Women's Inclusive Team", "Womens Inclusive Team"),
        ("East Neighborhood Forum", "East Neighbourhood Forum"),
        ("Café Rosé", "CAFE ROSE"),
    ],
)
def test_one_name_written_in_two_ways_is_proposed(proposed, a, b):
    assert pairs(proposed(bodies(a, b))) == ONE_PAIR


def test_the_two_spellings_of_the_localities_board_are_proposed(proposed):
    text = "Board: id | name\nboard-1 | Localities and Neighbourhood\nboard-2 | Neighborhood and Localities board"
    assert [(c.a_id, c.b_id, c.score) for c in proposed(text)] == [("board-1", "board-2", 1.0)]


def test_a_council_and_its_teams_are_never_proposed(proposed):
    names = (
        "LB Tower Hamlets",
        "LB Tower Hamlets Public Health team",
        "LB Tower Hamlets Integrated Commissioning team",
        "Public Health team of Tower Hamlets",
    )
    assert pairs(proposed(bodies(*names), at_least=0.5)) == [("org-2", "org-4")]


def test_teams_that_links_put_within_the_council_are_never_proposed_with_it(proposed):
    text = bodies("LB Tower Hamlets", "Tower Hamlets London Borough", "London Borough of Tower Hamlets")
    text += "\n\nPART_OF: from | to\norg-1 | org-2\norg-2 | org-3"
    assert proposed(text, at_least=0.5) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tower Hamlets Network 1 PCN", "Tower Hamlets Network 2 PCN"),
        ("The Mission PCN", "The Mission Practice"),
        ("PCNs of Tower Hamlets", "Tower Hamlets PCN"),
        ("PCNs of Tower Hamlets", "Tower Hamlets Network 1 PCN"),
        ("North Poplar PCN", "South Poplar PCN"),
        ("North Poplar PCN", "North Poplar North PCN"),
        ("Poplar Practice", "Poplar and Bow Practice"),
        ("Wapping Surgery", "Wapping Surgery branch"),
        ("Wapping Surgery", "Wapping Surgery: Island House"),
        ("Wapping Surgery", "Wapping Surgery - Island House"),
        ("Friends of Bow Church", "Friends of Poplar Church"),
        ("The Surgery", "The Health Centre"),
    ],
)
def test_names_that_tell_two_bodies_apart_are_never_proposed(proposed, a, b):
    rows = f"org-1 | {a} | E3 4PX\norg-2 | {b} | E3 4PX"
    assert proposed(f"Organisation: id | name | postcode\n{rows}") == []


def test_a_practice_of_no_telling_name_needs_a_postcode(proposed):
    apart = "org-1 | The Surgery |\norg-2 | Surgery |"
    assert proposed(f"Organisation: id | name | postcode\n{apart}") == []


def test_a_name_that_says_little_is_enough_at_one_postcode(proposed):
    rows = "org-1 | The Surgery | E3 4PX\norg-2 | Surgery | E3 4PX"
    assert pairs(proposed(f"Organisation: id | name | postcode\n{rows}")) == ONE_PAIR


def test_reasons_are_said_in_words(proposed):
    rows = "org-1 | MERCHNT ST PRACTICE | E3 4PX | nhs\norg-2 | MERCHANT STREET PRACTICE | e34px | council"
    (found,) = proposed(f"Organisation: id | name | postcode | sector\n{rows}")
    # merchant and merchnt are 14/15 alike: (0.9333 + 0.25 + 0.25) / 1.5 = 0.9556; + 0.4 of the rest; - 0.1 for sectors
    assert (found.score, found.a, found.b) == (0.87, "MERCHNT ST PRACTICE", "MERCHANT STREET PRACTICE")
    assert found.reasons == (
        "names alike (0.96): 'MERCHNT ST PRACTICE', 'MERCHANT STREET PRACTICE'",
        "same postcode E3 4PX",
        "caution: different sectors: nhs, council",
        "caution: one source, mapping, names both",
    )


def test_a_closed_body_may_have_been_taken_over_and_scores_less(proposed):
    rows = "org-1 | Bow Clinic | E3 4PX | closed\norg-2 | Bow Clinic | E3 4PX | open"
    (found,) = proposed(f"Organisation: id | name | postcode | status\n{rows}")
    assert found.score == 0.9
    assert "caution: 'Bow Clinic' (org-1) is closed or ended: the other may have taken over from it" in found.reasons


@pytest.mark.parametrize(
    ("postcode", "score"),
    [("E3 4PX", [1.0]), ("E3 4PY", [1.0]), ("E14 7LJ", [0.85]), ("LE3 1HR", []), ("", [1.0]), ("not one", [1.0])],
)
def test_the_farther_apart_the_lower_the_score(postcode, score):
    names = {"id": ["org-1", "org-2"], "name": ["Stepney Farm"] * 2, "postcode": ["E3 4PX", postcode]}
    assert [one.score for one in propose({"Organisation": pl.DataFrame(names)})] == score


def test_a_name_known_in_several_places_is_not_enough_without_a_postcode(proposed):
    rows = "org-1 | Park Farm | E3 4PX\norg-2 | Park Farm | LE3 1HR\norg-3 | Park Farm |"
    assert proposed(f"Organisation: id | name | postcode\n{rows}") == []


@pytest.mark.parametrize(
    ("column", "a", "b", "reason"),
    [
        ("ods_code", "F84016", "f84016 ", "same ODS code F84016"),
        ("charity_no", "1034374", "GB-CHC-1034374", "same charity number 1034374"),
        ("charity_no", "NIC100012", "GB-NIC-100012", "same Northern Irish charity number NIC100012"),
        ("charity_no", "SC039479", "GB-SC-039479", "same Scottish charity number SC039479"),
        ("company_no", "59858", "00059858", "same company number 00059858"),
    ],
)
def test_one_number_of_one_register_is_one_body_whatever_the_names(column, a, b, reason):
    frame = pl.DataFrame({"id": ["org-1", "org-2"], "name": ["Dr Ingram", "Park Street"], column: [a, b]})
    (found,) = propose({"Organisation": frame})
    assert (found.score, found.reasons) == (1.0, (reason, "names: 'Dr Ingram', 'Park Street'"))


def test_two_numbers_of_one_register_are_two_bodies_whatever_else_is_alike():
    same = {"name": ["Bow Clinic"] * 2, "postcode": ["E3 4PX"] * 2, "company_no": ["123", "123"]}
    frame = pl.DataFrame({"id": ["org-1", "org-2"], **same, "ods_code": ["F84016", "F84017"]})
    known = Known([Meaning("Organisation", "Bow Clinic", "org-2")])
    assert propose({"Organisation": frame}, known=known, at_least=0) == []


def test_a_charity_may_be_in_the_registers_of_two_countries():
    frame = pl.DataFrame({"id": ["org-1", "org-2"], "name": ["Wateraid"] * 2, "charity_no": ["288701", "SC039479"]})
    assert pairs(propose({"Organisation": frame})) == ONE_PAIR


def test_an_alias_is_a_name(proposed):
    text = "Organisation: id | name | aliases\norg-1 | Bromley by Bow Centre | BBBC; The Bow Place\norg-2 | Bow Place |"
    assert pairs(proposed(text)) == ONE_PAIR


def test_the_list_of_names_goes_before_the_score(proposed):
    known = Known([Meaning("Organisation", "TH Together", "Tower Hamlets Together"), Meaning("Board", "x", "org-1")])
    (found,) = proposed(bodies("Tower Hamlets Together", "TH Together"), known)
    reason = "the list of names says that 'TH Together' means 'Tower Hamlets Together'"
    assert (found.score, found.reasons) == (1.0, (reason,))


def test_services_of_two_bodies_that_were_decided_to_be_two_are_not_proposed_for_them(proposed):
    services = "Service: id | name\nservice-1 | Chair Yoga\nservice-2 | Chair Yoga"
    provided = "PROVIDES: from | to\norg-1 | service-1\norg-2 | service-2"
    town = "\n\n".join((bodies("Bow Clinic", "The Bow Clinic"), services, provided))
    assert pairs(proposed(town)) == [*ONE_PAIR, ("service-1", "service-2")]
    two = Known(different={frozenset(("org-2", "org-1"))})
    assert pairs(proposed(town, two)) == ONE_PAIR  # still told, as decided


def test_decisions_mark_pairs_and_those_no_longer_proposed_stand_last(proposed):
    found = proposed(bodies("Bow Clinic", "The Bow Clinic"))
    decisions = Decisions(
        (
            Decision(1, "different", "org-2", "org-1", decided_on="2024-05-01"),
            Decision(2, "same", "org-8", "org-7", "one door", decided_on="2024-06-01"),
            Decision(3, "same", "org-5", "org-6", undone_on="2024-06-02"),
        )
    )
    marked = with_decisions(found, decisions, {"org-8": "Mile End"})
    assert [(c.a_id, c.b_id, c.a, c.b, c.score, c.decision, c.decided_on) for c in marked] == [
        ("org-1", "org-2", "Bow Clinic", "The Bow Clinic", 1.0, "different", "2024-05-01"),
        ("org-7", "org-8", "org-7", "Mile End", 0.0, "same", "2024-06-01"),
    ]
    assert marked[1].reasons == ("one door",)


def test_services_of_different_providers_are_two_unless_the_providers_may_be_one(proposed):
    services = "Service: id | name | status\n" + "\n".join(f"service-{n} | Befriending | open" for n in (1, 2, 3))
    links = "PROVIDES: from | to\norg-1 | service-1\norg-2 | service-2\norg-3 | service-3"
    found = proposed("\n\n".join([bodies("Bow Clinic", "The Bow Clinic", "Age Concern"), services, links]))
    assert pairs(found) == [("org-1", "org-2"), ("service-1", "service-2")]


@pytest.mark.parametrize(
    ("kind", "column", "a", "b"),
    [
        ("Area", "level", "ward", "locality"),
        ("Area", "gss_code", "E05009317", "E05009318"),
        ("Need", "taxonomy", "UK-CAT", "Open Eligibility"),
        ("Audience", "min_age", 18, 65),
        ("Site", "uprn", "1", "2"),
        ("Policy", "published_on", "2019-01-01", "2024-01-01"),
    ],
)
def test_what_tells_two_of_a_kind_apart(kind, column, a, b):
    same, other = ({"id": ["x-1", "x-2"], "name": ["Bow East"] * 2, column: values} for values in ([a, a], [a, b]))
    assert len(propose({kind: pl.DataFrame(same)})) == 1
    assert propose({kind: pl.DataFrame(other)}) == []


def test_people_are_never_proposed_and_nothing_is_across_kinds():
    frame = pl.DataFrame({"id": ["x-1", "x-2"], "name": ["Jo Bell"] * 2})
    assert propose({"Person": frame}) == []
    assert propose({"Role": frame.head(1), "Board": frame.tail(1)}) == []


WORDS = st.sampled_from(
    ["Bow", "Poplar", "Mile End", "Surgery", "Centre", "the", "&", "2", "-", "Team", "THT", "(x)", ""]
)
TOWN = st.lists(
    st.tuples(
        st.sampled_from(KINDS[:6]),
        st.lists(WORDS, max_size=4).map(" ".join),
        st.sampled_from(["E3 4PX", "E3 4PY", "E14 7LJ", "LE3 1HR", None]),
        st.sampled_from(["1", "2", None]),
    ),
    max_size=12,
)


def frames(rows):
    kinds = {kind for _, (kind, *_) in rows}
    shape = {"id": pl.Utf8, "name": pl.Utf8, "postcode": pl.Utf8, "company_no": pl.Utf8}
    return {
        kind: pl.DataFrame([(f"id-{n}", *row[1:]) for n, row in rows if row[0] == kind], schema=shape, orient="row")
        for kind in sorted(kinds)
    }


@given(st.lists(WORDS | st.text(max_size=6), max_size=5), st.lists(WORDS | st.text(max_size=6), max_size=5))
def test_likeness_is_the_same_both_ways_and_one_for_a_name_and_itself(left, right):
    a, b = taken_apart(" ".join(left)), taken_apart(" ".join(right))
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) == (1 if a.words else 0)
    assert (one_is_part(a, b), may_be_initials(a, b)) == (one_is_part(b, a), may_be_initials(b, a))


@settings(max_examples=150, deadline=None)
@given(TOWN, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference_and_no_pair_is_proposed_twice(town, chance):
    rows = list(enumerate(town))
    found = propose(frames(rows), at_least=0.5)
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert propose(frames(shuffled), at_least=0.5) == found
    assert len({frozenset(pair) for pair in pairs(found)}) == len(found)
    kind_of = {f"id-{n}": kind for n, (kind, *_) in rows}
    number = {f"id-{n}": row[-1] for n, row in rows}
    for one in found:
        assert one.a_id < one.b_id
        assert kind_of[one.a_id] == kind_of[one.b_id] == one.kind
        assert 0.5 <= one.score <= 1
        assert one.reasons
        assert None in (number[one.a_id], number[one.b_id]) or number[one.a_id] == number[one.b_id]
    two = Known(different=set(map(frozenset, pairs(found))))
    assert set(pairs(propose(frames(rows), known=two, at_least=0.5))) <= set(pairs(found))


def test_a_town_where_everything_has_one_name_is_not_compared_each_with_each():
    size = 3000
    frame = pl.DataFrame(
        {"id": [f"org-{n:04}" for n in range(size)], "name": ["Bow"] * size, "company_no": ["7"] * size}
    )
    found = propose({"Organisation": frame})
    assert pairs(found) == [("org-0000", f"org-{n:04}") for n in range(1, size)]


@pytest.mark.parametrize(
    "name", ["", " ", "---", "'''", "(", "the", "x" * 100_000, "and " * 5000, "医院", "🙂", "1 2 3"]
)
def test_odd_names_are_compared_without_harm(name):
    frame = pl.DataFrame({"id": ["org-1", "org-2", "org-3"], "name": [name, name, None]})
    assert {(one.a_id, one.b_id) for one in propose({"Organisation": frame})} <= {("org-1", "org-2")}
