"""Pictures of a project's graph and of answers to questions about it, as every command that shows them makes them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine
from linkwork.graph.personal import is_personal, names_to_show
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import AnswerView, Caption, GraphView, read_view
from linkwork.project.asking import answer_of, graph_at, questions_of, uncut
from linkwork.project.opened import Opened
from linkwork.project.places import Places, Point
from linkwork.queries import Answer, Question, did_you_mean, evidence_words, rounds_of
from linkwork.visualise import Asks, Drawing, drawing_of, drawings
from linkwork.visualise._ledger import ledger_sheet
from linkwork.visualise._sheet import Sheet


class Pictures:
    """The pictures of one open graph. What several of them need, the graph say, is read once.

    `store` are the rounds behind the graph; unless given those of the project, None if there is none.
    """

    def __init__(self, engine: Engine, opened: Opened, store: RoundStore | None = None) -> None:
        self.engine = engine
        self.opened = opened
        self.store = store or opened.store_if_any()
        self._places = Places(opened.project().folder if self.store else None)
        self._answers: dict[tuple[str, str], AnswerView] = {}

    @cached_property
    def graph(self) -> GraphView:
        """The graph as drawings see it, captioned with what its marker says: whose it is and from which rounds."""
        view = read_view(self.engine, SCHEMA, self._caption, self.opened.allowed)
        return replace(view, places=self._places.known())

    @cached_property
    def caption(self) -> GraphView:
        """A view of nothing but what is said on every drawing."""
        return GraphView(self._caption.title, (), (), self._caption.rounds, self._caption.note)

    def view(self, chosen: Drawing, given: Mapping[str, object] | None = None) -> GraphView:
        """What a drawing is made of: the graph if it needs it, and the answers to what it asks. Good for every ending.

        `given` are parameters of the question that it is the picture of, and go before the drawing's own.
        """
        asked = asked_by(chosen, given or {})
        answers = {id_: self._answered(id_, parameters) for id_, parameters in asked.items()}
        return self._placed(chosen, replace(self._under(chosen), answers=answers))

    def _placed(self, chosen: Drawing, view: GraphView) -> GraphView:
        """The view with everything where it stood in the last such picture, what is new near what it is joined to."""
        return self.standing(view, chosen.places) if chosen.places else view

    def standing(self, view: GraphView, places: Callable[[GraphView], Mapping[str, Point]]) -> GraphView:
        """The view with the places that a map gives its things, which are kept for the maps that follow."""
        now = places(view)
        self._places.keep(now)
        return replace(view, places=now)

    def of(self, found: Answer) -> Sheet:
        """The picture of an answer: its question's own, or for one that has none the answer as a table."""
        chosen, seen = picture_of(found.question), as_seen(found, self.opened.people)
        assert chosen.sheet is not None  # noqa: S101 - what is the picture of a question is a sheet; a test sees to it
        asked = asked_by(chosen, found.parameters)
        others = {id_: self._answered(id_, parameters) for id_, parameters in asked.items() if id_ != chosen.of}
        return chosen.sheet(replace(self._under(chosen), answers={**others, seen.id: seen}))

    def _under(self, chosen: Drawing) -> GraphView:
        return self.graph if chosen.needs_graph else self.caption

    def _answered(self, id_: str, parameters: Mapping[str, object]) -> AnswerView:
        key = (id_, repr(sorted(parameters.items())))
        if key not in self._answers:
            question = questions_of(self.opened).find(id_)
            # A picture shows what is legible and says of how many; what it finds has to be true of the whole answer.
            given = uncut(question, parameters)
            found = answer_of(self.opened, self.engine, question, given, self.store)
            self._answers[key] = as_seen(found, self.opened.people)
        return self._answers[key]

    @cached_property
    def _caption(self) -> Caption:
        marker = self.engine.marker() or {}
        rounds = tuple((said["source"], said["date"]) for said in rounds_of(marker))
        people = names_to_show(self.store, date.today()) if self.opened.people and self.store is not None else {}
        return Caption(str(marker.get("name") or "Linkwork"), rounds, str(marker.get("note") or ""), people)


@contextmanager
def pictures_of(opened: Opened, as_of: str | None = None) -> Iterator[Pictures]:
    """The pictures of the project's graph, or of one folded from the rounds up to a day."""
    with graph_at(opened, as_of) as (engine, store):
        yield Pictures(engine, opened, store)


def find_drawing(name: str, opened: Opened) -> tuple[Drawing, Question | None]:
    """The drawing of that name, or the picture of the question of that id or name; and the question, if it is one's.

    Raises LinkworkError for what is neither.
    """
    questions = questions_of(opened)
    if name in drawings():
        found = drawings()[name]
        return found, questions.find(found.of) if found.of else None
    try:
        question = questions.find(name)
    except LinkworkError as error:
        hint = did_you_mean(name, list(drawings()))
        said = f"There is no drawing {name!r}.{hint} {error} `linkwork draw` lists the drawings."
        raise LinkworkError(said) from error
    return picture_of(question), question


def asked_by(chosen: Drawing, given: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """What a drawing asks, each with its parameters; `given` are for its own question, and for others as they share."""
    said = {name: value for name, value in given.items() if value not in (None, "")}
    return {
        wanted.question: {**wanted.parameters, **given}
        if wanted.question == chosen.of
        else {**{name: said[name] for name in wanted.shares if name in said}, **wanted.parameters}
        for wanted in chosen.asks
    }


def picture_of(question: Question) -> Drawing:
    """The drawing of a question's answer: its own, or for one that has none the answer as a table."""

    def sheet(view: GraphView) -> Sheet:
        return ledger_sheet(view, view.answers[question.id])

    return drawing_of(question.id) or Drawing(
        name=question.name,
        title=question.title,
        question=question.question,
        sheet=sheet,
        asks=(Asks(question.id),),
        needs_graph=False,
        of=question.id,
    )


def as_seen(found: Answer, people: bool = False) -> AnswerView:
    """The answer as drawings see it, with its evidence in words; people are counted off unless their ids may leave."""
    names = [column.name for column in found.columns]
    rows = [{name: row[name] for name in names} for row in found.rows]
    return AnswerView(
        id=found.question.id,
        title=found.question.title,
        question=found.question.question,
        columns=tuple((column.name, column.meaning) for column in found.columns),
        rows=tuple(rows if people else _counted_off(rows)),
        how_to_read=found.how_to_read,
        assumptions=found.assumptions,
        caveats=found.caveats,
        nothing=found.nothing_because,
        evidence=tuple(tuple(evidence_words(said) for said in row["evidence"]) for row in found.rows),
        last_confirmed=tuple(str(row["last_confirmed"] or "") for row in found.rows),
        asked=dict(found.words),
    )


def _counted_off(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with `person 1` and so on in place of the ids of people: an id is the same in every file that leaves."""
    number: dict[str, str] = {}

    def told(value: Any) -> Any:  # noqa: ANN401 - a cell of any answer
        if isinstance(value, list):
            return [told(one) for one in value]
        return number.setdefault(value, f"person {len(number) + 1}") if is_personal(value) else value

    return ({name: told(value) for name, value in row.items()} for row in rows)
