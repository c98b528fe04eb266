"""Two answers of one question side by side: what is the same row, and what is new, gone and different."""

from pathlib import Path

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Answer, ask, beside, catalogue
from linkwork.queries._heading import HeadingRefusedError, read

HEADING = """\
// title: Cover
// question: Who covers what?
// read: A row is a need in an area.
// column need: the need
// column kind: a sort of cover
// column n: how many
// column who: who they are
// column need_id (Need): the need
// column area_id (Area): the area
"""
COLUMNS = ("need", "kind", "n", "who", "need_id", "area_id")


@pytest.fixture
def cover(tmp_path: Path):
    def of(*more: str):
        (tmp_path / "cover.cypher").write_text(HEADING + "".join(f"// {line}\n" for line in more) + "RETURN 1 AS n\n")
        return read(tmp_path / "cover.cypher", SCHEMA)

    return of


def answer(question, *rows, rounds=("mapping",), nothing="", **parameters):
    made = tuple(dict(zip(COLUMNS, row, strict=True)) | {"evidence": [], "last_confirmed": "2024"} for row in rows)
    said = tuple({"source": name, "date": "2024-01-01"} for name in rounds)
    return Answer(question, parameters, said, question.columns, made, "A row.", nothing_because=nothing)


DEBT = ("Debt", "full", 2, ["A", "B"], "need-debt", "area-north")
FOOD = ("Food", "full", 1, ["A"], "need-food", "area-north")


def test_rows_are_matched_by_their_ids_and_every_column_that_differs_is_told(cover):
    later = answer(cover(), ("Debts", "full", 3, ["B", "A"], "need-debt", "area-north"), FOOD)
    found = beside(answer(cover(), DEBT, FOOD), later, "2023-01-01", "2024-01-01")
    assert found.matched_by == ("need_id", "area_id")
    assert [one.changes for one in found.different] == [(("need", "Debt", "Debts"), ("n", 2, 3))]
    assert (found.new, found.gone, found.alike) == ((), (), 1)


def test_a_row_of_one_answer_alone_is_new_or_gone(cover):
    found = beside(answer(cover(), DEBT), answer(cover(), FOOD), "2023-01-01", "2024-01-01")
    assert [row["need"] for row in found.new] == ["Food"]
    assert [row["need"] for row in found.gone] == ["Debt"]


def test_where_ids_do_not_tell_rows_apart_a_column_of_text_does(cover):
    partly = ("Debt", "partly", 5, [], "need-debt", "area-north")
    found = beside(answer(cover(), DEBT), answer(cover(), DEBT, partly), "2023-01-01", "2024-01-01")
    assert found.matched_by == ("need_id", "area_id", "kind")
    assert [row["kind"] for row in found.new] == ["partly"]


def test_a_question_may_name_its_identity(cover):
    named = cover("identity: need, n")
    found = beside(answer(named, DEBT), answer(named, DEBT), "2023-01-01", "2024-01-01")
    assert (found.matched_by, found.alike) == (("need", "n"), 1)


def test_an_identity_that_is_no_column_is_refused_with_its_line(cover):
    with pytest.raises(
        HeadingRefusedError, match=r"cover\.cypher, line 10: identity names need_di, which is not a col"
    ):
        cover("identity: need_di")


def test_rows_that_nothing_tells_apart_are_matched_in_order_and_it_is_said(cover):
    again = ("Debt", "full", 7, [], "need-debt", "area-north")
    found = beside(answer(cover(), DEBT, DEBT), answer(cover(), DEBT, again), "2023-01-01", "2024-01-01")
    assert [one.changes for one in found.different] == [(("n", 2, 7), ("who", ["A", "B"], []))]
    assert any("compared in the order they stand in" in text for text in found.caveats)


def test_a_source_at_one_date_alone_is_a_caveat_both_ways(cover):
    first, second = answer(cover(), rounds=("a", "b")), answer(cover(), rounds=("b", "c", "d"))
    came, went = [t for t in beside(first, second, "2023-01-01", "2024-01-01").caveats if "no rows" not in t]
    assert came.startswith(
        "c and d were not loaded for 2023-01-01 and are for 2024-01-01: what is new or different may"
    )
    assert went.startswith("a counted for 2023-01-01 and no longer does for 2024-01-01: what is gone")


def test_why_a_date_has_no_rows_and_that_a_list_may_be_cut_are_caveats(cover):
    nothing = answer(cover(), nothing="No needs have been loaded, so this is not known yet.")
    caveats = beside(nothing, answer(cover(), DEBT, limit=1), "2023-01-01", "2024-01-01").caveats
    assert caveats[0] == "For 2023-01-01 there are no rows: No needs have been loaded, so this is not known yet."
    assert caveats[1].startswith("For 2024-01-01 only the first 1 row may be here (limit)")


def test_as_a_table_there_is_a_row_for_each_column_that_differs(cover):
    later = answer(cover(), ("Debts", "full", 3, ["A", "B"], "need-debt", "area-north"), FOOD)
    found = beside(answer(cover(), DEBT), later, "2023-01-01", "2024-01-01")
    told = [(row["compared"], row["differs_in"], row["was_before"], row["is_now"], row["need"]) for row in found.rows]
    assert told == [
        ("new", None, None, None, "Food"),
        ("different", "need", "Debt", "Debts", "Debts"),
        ("different", "n", 2, 3, "Debts"),
    ]


@pytest.mark.parametrize("question", catalogue().questions.values(), ids=lambda q: q.id)
def test_the_identity_of_every_question_tells_its_rows_apart(towns, question, history):
    # An answer from the rounds is the same whatever the graph.
    for town in towns[:1] if question.source == "rounds" else towns:
        found = ask(town, question, settings=history)
        same = beside(found, found, "2024-01-01", "2024-03-31")
        assert (same.new, same.gone, same.different, same.alike) == ((), (), (), len(found.rows))
        assert not any("in the order they stand in" in text for text in same.caveats), same.matched_by
