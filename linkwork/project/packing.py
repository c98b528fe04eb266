"""What the meeting pack of a project says: the chosen questions asked and pictured, for a maker of files to write."""

from collections.abc import Iterator, Sequence

from linkwork.errors import LinkworkError
from linkwork.graph.view import AnswerView
from linkwork.project.asking import answer_of, questions_of, uncut
from linkwork.project.opened import Opened
from linkwork.project.picturing import Pictures, as_seen
from linkwork.project.settings import FILE, Chosen, NoProject
from linkwork.queries import catalogue
from linkwork.visualise._ledger import ledger_sheet
from linkwork.visualise.pack import Answered, PackView

#: What a meeting mostly asks for, as it is told: what changed, overlaps, gaps, ways, policy, what is not known.
USUAL = ("C1", "O1", "O2", "G1", "G3", "G7", "P6", "P2", "A4", "D1")


#: Where fewer of them than this have something to show, the project's own questions follow, and then these.
ENOUGH = 8
SPARE = ("A1", "A5", "B5", "B6", "P9", "D5", "D4")


def pack_of(opened: Opened, named: Sequence[str] = ()) -> PackView:
    """The answers and pictures of the questions named, else of those the project chose, else of the usual ones.

    Every question is asked for all its rows. Raises LinkworkError, saying where it stands, for a question that there is
    not or a value that it does not take; a usual one that cannot be asked here is among those without an answer.
    """
    chosen, place = _chosen(opened, named)
    with opened.engine() as engine:
        pictures = Pictures(engine, opened)
        found = []
        for number, one in enumerate(chosen, start=1):
            try:
                found.append(_answered(pictures, one))
            except LinkworkError as error:
                if place:
                    said = place.format(number=number)
                    raise LinkworkError(f"{said}{error} Nothing was written.") from error
                found.append(_not_asked(pictures, one, str(error)))
        if not place:
            found += _spare(pictures, found)
        caption = pictures.caption
    return PackView(caption.title, caption.rounds, tuple(found), caption.note, opened.internal, opened.people)


def _spare(pictures: Pictures, found: Sequence[Answered]) -> Iterator[Answered]:
    """Questions beyond the usual ones that have something to show, as many as make the pack worth a meeting."""
    usual = {question.id for question in catalogue().questions.values()}
    own = [one.id for one in questions_of(pictures.opened).questions.values() if one.id not in usual]
    lacking = ENOUGH - sum(bool(one.answer.rows) for one in found)
    for id_ in (*own, *SPARE):
        if lacking <= 0:
            return
        try:
            more = _answered(pictures, Chosen(id_))
        except LinkworkError:
            continue
        if more.answer.rows:
            lacking -= 1
            yield more


def _chosen(opened: Opened, named: Sequence[str]) -> tuple[list[Chosen], str]:
    """The questions, and how to say which of them is meant; blank for the usual ones, which nobody chose."""
    if named:
        return [Chosen(name) for name in named], "--question, number {number}: "
    try:
        project = opened.project()
    except NoProject:
        return [Chosen(id_) for id_ in USUAL], ""
    if project.pack:
        return list(project.pack), f"{project.folder / FILE}: [pack] questions, number {{number}}: "
    return [Chosen(id_) for id_ in USUAL], ""


def _answered(pictures: Pictures, one: Chosen) -> Answered:
    opened = pictures.opened
    question = questions_of(opened).find(one.question)
    found = answer_of(opened, pictures.engine, question, uncut(question, one.parameters), pictures.store)
    asked = {name: question.parameter(name) for name in one.parameters}
    given = tuple(
        f"{name.replace('_', ' ').replace('-', ' ')}: {found.words[parameter.name]}"
        for name, parameter in asked.items()
        if parameter
    )
    return Answered(as_seen(found, opened.people), pictures.of(found), given)


def _not_asked(pictures: Pictures, one: Chosen, why: str) -> Answered:
    question = questions_of(pictures.opened).find(one.question)
    answer = AnswerView(question.id, question.title, question.question, (), (), nothing=why)
    return Answered(answer, ledger_sheet(pictures.caption, answer))
