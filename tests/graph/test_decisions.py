"""What people decided is kept in a file that can be read, holds for later rounds, and can be undone."""

from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.decisions import FILE, Decision, Decisions, read_decisions, write_decisions


def decided(*said: str) -> Decisions:
    """Decisions written `same org-a org-b`."""
    found = Decisions()
    for line in said:
        sort, subject, *other = line.split()
        found = found.add(Decision(0, sort, subject, *other, decided_on="2024-03-31"))  # type: ignore[arg-type]
    return found


def test_decisions_are_written_and_read_back(tmp_path: Path) -> None:
    made = decided("same org-a org-b", "different org-a org-c", "withdraw 2024-01-31_nhs_1", "retire nhs")
    write_decisions(tmp_path, made.undo(2, "2024-04-01"))
    assert read_decisions(tmp_path) == made.undo(2, "2024-04-01")
    assert (tmp_path / FILE).read_text().splitlines()[:2] == [
        "number,decision,subject,other,reason,decided_by,decided_on,undone_on,review_on",
        "1,same,org-a,org-b,,,2024-03-31,,",
    ]
    assert read_decisions(tmp_path / "elsewhere") == Decisions()


def test_what_holds_is_told_by_sort() -> None:
    made = decided("same org-a org-b", "different org-a org-c", "withdraw r1", "retire nhs")
    assert made.same() == {"org-b": "org-a"}
    assert made.different() == {frozenset(("org-a", "org-c"))}
    assert made.withdrawn() == {"r1": ""}
    assert made.retired() == {"nhs": "2024-03-31"}


def test_a_chain_ends_at_the_id_that_stays() -> None:
    assert decided("same org-b org-c", "same org-a org-b").same() == {"org-b": "org-a", "org-c": "org-a"}


def test_what_was_undone_no_longer_holds_and_stays_in_the_file() -> None:
    made = decided("same org-a org-b").undo(1, "2024-04-01")
    assert made.same() == {}
    assert [one.undone_on for one in made.every] == ["2024-04-01"]
    assert made.add(Decision(0, "same", "org-a", "org-b")).every[-1].number == 2


WRONG = (
    (("same org-a org-b", "same org-a org-b"), "has been decided already, as decision 1: org-a and org-b are one"),
    (("same org-a org-b", "same org-b org-a"), "has been decided already"),
    (("same org-a org-a",), "org-a is one record already"),
    (("same org-a org-b", "same org-b org-c", "same org-c org-a"), "are one by earlier decisions"),
    (("same org-a org-b", "different org-a org-b"), "are one by earlier decisions"),
    (("different org-a org-b", "same org-a org-b"), "were decided not to be one"),
    (("same org-a org-b", "same org-c org-b"), "org-b is org-a by an earlier decision"),
    (("retire nhs", "retire nhs"), "has been decided already"),
)


@pytest.mark.parametrize(("said", "message"), WRONG)
def test_a_decision_that_goes_against_another_is_refused(said: tuple[str, ...], message: str) -> None:
    with pytest.raises(LinkworkError, match=message):
        decided(*said)


def test_only_what_holds_can_be_undone() -> None:
    with pytest.raises(LinkworkError, match=r"no decision 7 to undo\. Those that hold are: 1"):
        decided("same org-a org-b").undo(7, "2024-04-01")


HEAD = "number,decision,subject,other,reason,decided_by,decided_on,undone_on\n"
ROWS = (
    ("one,same,a,b,,,,", "row 2, column number: 'one' is not a whole number"),
    ("\u00b2,same,a,b,,,,", "row 2, column number: '\u00b2' is not a whole number"),
    ("1,retire,a,,,,,", "row 2, column decided_on: it is blank; it says from which day on"),
    ("1,merge,a,b,,,,", "row 2, column decision: 'merge' is not one of same, different, withdraw, retire"),
    ("1,same,,b,,,,", "row 2, column subject: it is blank"),
    ("1,same,a,,,,,", "row 2, column other: it is blank"),
    ("1,same,a,b,,,31 March,", "row 2, column decided_on: '31 March' is not a day"),
    ("1,same,a,b,,,,\n1,same,c,d,,,,", "row 3, column number: 1 is there twice"),
    ("1,same,a,b,,,,\n2,same,b,a,,,,", "goes round"),
)


@pytest.mark.parametrize(("rows", "message"), ROWS)
def test_a_file_that_was_mended_wrongly_is_refused_with_the_place(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / FILE).write_text(HEAD + rows + "\n")
    with pytest.raises(LinkworkError, match=message):
        read_decisions(tmp_path)


def test_a_decision_of_a_day_that_could_not_be_read_again_is_refused() -> None:
    with pytest.raises(LinkworkError, match=r"decided_on: '31 March' is not a day such as 2024-03-31\. Nothing was"):
        Decisions().add(Decision(0, "retire", "nhs", decided_on="31 March"))


def test_a_day_written_without_hyphens_is_that_day(tmp_path: Path) -> None:
    assert Decisions().add(Decision(0, "retire", "nhs", decided_on="20240331")).retired() == {"nhs": "2024-03-31"}
    (tmp_path / FILE).write_text(HEAD + "1,retire,nhs,,,,20240331,\n")
    assert read_decisions(tmp_path).retired() == {"nhs": "2024-03-31"}


def test_an_older_file_without_the_day_to_look_again_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("number,decision,subject,other\n1,deliberate,service-a,service-b\n")
    (judged,) = read_decisions(tmp_path).judged()
    assert (judged.a, judged.b, judged.overlap, judged.review_on, judged.row) == (
        "service-a",
        "service-b",
        "deliberate",
        "",
        2,
    )


def test_a_judgement_of_services_that_became_one_says_nothing() -> None:
    assert decided("deliberate service-a service-b", "same service-a service-b").judged() == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "its first row does not name the columns number, decision and subject"),
        ("1,same,org-1,org-2,,,2024-01-01,,\n", "its first row does not name the columns"),
        ("number,decision,subject,other,reason\n1,same,org-1,org-2,why\n2,same,org-1", "row 3 ends early"),
    ],
)
def test_a_file_of_decisions_that_lost_a_part_is_not_taken_for_fewer_decisions(
    tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "decisions.csv").write_text(content)
    with pytest.raises(LinkworkError, match=f"is damaged: {said}"):
        read_decisions(tmp_path)
