"""How concentrated funding is (B6), expected values written out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.concentration import concentration
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Settings, ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on

FUNDERS = "funder n_services services share ends pounds pounds_share"
WHOLE = "hhi effective_funders pounds_hhi effective_by_pounds"
INTERNAL = Settings(internal=True)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_each_funder_has_its_share_and_what_is_not_published_counts_nowhere(town, rows):
    # Secret pays for Tea, and the Council 500 for Walks: neither the fund nor the amount may be shown.
    assert rows(town, "B6", FUNDERS) == [
        ("Council", 2, ["Bank", "Walks"], 0.6667, ["2025-03"], 100.0, 0.25),
        ("Open", 1, ["Bank"], 0.3333, ["2024-12-31"], 300.0, 0.75),
    ]
    # 4/9 + 1/9, and 1/16 + 9/16.
    assert set(rows(town, "B6", WHOLE)) == {(0.5556, 1.8, 0.625, 1.6)}


def test_with_internal_all_funders_and_amounts_count(town, question):
    found = ask(town, question("B6"), settings=INTERNAL)
    assert [(row["funder"], row["share"], row["pounds"]) for row in found.rows] == [
        ("Council", 0.5, 600.0),
        ("Secret", 0.25, 600.0),
        ("Open", 0.25, 300.0),
    ]
    # 1/4 + 1/16 + 1/16, and 0.16 + 0.16 + 0.04.
    assert tuple(found.rows[0][name] for name in WHOLE.split()) == (0.375, 2.67, 0.36, 2.78)
    assert found.assumptions == ("Of 4 payments 4 say how much and 2 until when.",)


def test_without_internal_no_row_count_or_evidence_rests_on_a_fund_that_is_not_published(town, question):
    found = ask(town, question("B6"))
    assert found.assumptions == (
        "Funds and amounts that are not published are not counted; with --internal they are.",
        "Of 3 payments 2 say how much and 2 until when.",
    )
    assert not any("secret" in id_ or "tea" in id_ for ids in rests_on(town, question("B6")) for id_ in ids)
    assert ask(town, question("B6"), {"service": "tea"}).rows == ()


def test_funding_can_be_asked_for_by_what_is_paid_for_and_of_whom(town, rows, question):
    assert rows(town, "B6", "funder services share", what="posts") == [("Trust", ["One"], 1.0)]
    assert rows(town, "B6", "funder services pounds_hhi", what="organisations") == [("Trust", ["Advice"], None)]
    assert rows(town, "B6", "funder share", provider="advice") == [("Open", 0.5), ("Council", 0.5)]
    assert rows(town, "B6", "funder share hhi", need="mood") == [("Council", 1.0, 1.0)]
    assert rows(town, "B6", "funder", sector="council", area="south") == []
    nothing = ask(town, question("B6"), {"what": "posts", "need": "mood"}).nothing_because
    assert nothing == "A need, group, area, provider, sector or service narrows services alone."


def test_a_funder_rests_on_itself_its_payments_and_what_they_pay_for(town, question):
    assert rests_on(town, question("B6"))[1] == {"fund-open", "FUNDS|fund-open|service-bank", "service-bank"}


def test_one_payment_taken_out_of_the_graph_leaves_one_funder(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["FUNDS"], ["FUNDS|fund-open|service-bank"])
        assert rows(engine, "B6", "funder hhi effective_funders") == [("Council", 1.0, 1.0)]


def test_where_nothing_is_shared_nothing_is_concentrated():
    assert concentration({}) is None
    assert concentration({"a": 0.0}) is None


@st.composite
def paid(draw):
    """Bodies and funds that pay for services at random; some not live, some not published."""
    town = Town().add("service-a", "service-b", "service-c")
    for n in range(draw(st.integers(1, 4))):
        id_ = f"{draw(st.sampled_from(['org', 'fund']))}-{n}"
        shown = {"published": draw(st.none() | st.booleans())} if id_.startswith("fund") else {}
        town.add(id_, live=draw(st.booleans()) or draw(st.booleans()), **shown)
        for service in draw(st.sets(st.sampled_from(["service-a", "service-b", "service-c"]))):
            facts = {
                "amount": draw(st.none() | st.integers(0, 9).map(float)),
                "published": draw(st.none() | st.booleans()),
            }
            town.join(id_, "FUNDS", service, live=draw(st.booleans()) or draw(st.booleans()), **facts)
    return town


def slow_funding(town, internal):
    """Payment by payment: for each funder its share, its pounds, and both sums of squares."""
    counts, pounds = {}, {}
    for _, a, _, facts in town.links.values():
        secret = a.startswith("fund") and not town.nodes[a]["published"]
        if not facts["live"] or (secret and not internal):
            continue
        counts[a] = counts.get(a, 0) + 1
        if facts["amount"] is not None and (internal or facts["published"]):
            pounds[a] = pounds.get(a, 0) + facts["amount"]

    def squares(amounts):
        total = sum(amounts.values())
        return pytest.approx(sum((x / total) ** 2 for x in amounts.values()), abs=0.0001) if total else None

    total = sum(counts.values())
    return {
        a: (pytest.approx(n / total, abs=0.0001), pounds.get(a), squares(counts), squares(pounds))
        for a, n in counts.items()
    }


@settings(max_examples=25, deadline=None)
@given(town=paid(), internal=st.booleans())
def test_shares_and_their_squares_are_those_of_going_through_every_payment(tmp_path_factory, town, internal):
    with town.built(tmp_path_factory.mktemp("paid")) as engine:
        rows = ask(engine, catalogue().find("B6"), settings=Settings(internal=internal)).rows
    names = ("share", "pounds", "hhi", "pounds_hhi")
    assert {row["funder_id"]: tuple(row[name] for name in names) for row in rows} == slow_funding(town, internal)
