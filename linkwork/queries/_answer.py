"""Asks a question: settles its parameters, runs its query, finishes its rows, says what they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.engine import Engine, Row
from linkwork.graph.tokens import tokens
from linkwork.queries._evidence import EvidenceOf, attach, from_stamps, rounds_of
from linkwork.queries._finish import Finished, Found, Settings, finish
from linkwork.queries._nothing import Held, held, narrowed, none_live, not_loaded, without
from linkwork.queries._parameters import Given, settle
from linkwork.queries._question import Column, Question, Value
from linkwork.queries._reading import Parts


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: rows in order, each with `evidence` and `last_confirmed`, and how to take them.

    `nothing_because` says why there are no rows; it is empty where there are some. `note` is what the graph says of
    itself on every output: that a borough is made up. `words` are the parameters as people say them.
    """

    question: Question
    parameters: Mapping[str, Value]
    rounds: tuple[Mapping[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    how_to_read: str
    assumptions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    nothing_because: str = ""
    note: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def table_columns(self) -> list[str]:
        """The names of the columns of a table of it for programs."""
        return [*(column.name for column in self.columns), "last_confirmed"]

    def as_json(self) -> dict[str, Any]:
        """The answer for programs; why there is nothing stands first among the assumptions, the note among caveats."""
        nothing = [self.nothing_because] if self.nothing_because else []
        return {
            "id": self.question.id,
            "question": self.question.question,
            "parameters": dict(self.parameters),
            "rounds": [dict(round_) for round_ in self.rounds],
            "columns": [{"name": c.name, "meaning": c.meaning, "kind": c.kind} for c in self.columns],
            "rows": [dict(row) for row in self.rows],
            "how_to_read": self.how_to_read,
            "assumptions": [*nothing, *self.assumptions],
            "caveats": [*([self.note] if self.note else []), *self.caveats],
        }


def ask(
    engine: Engine | None,
    question: Question,
    parameters: Mapping[str, object] | None = None,
    evidence_of: EvidenceOf | None = None,
    settings: Settings | None = None,
) -> Answer:
    """The answer to a question from one engine, or from the rounds where it is about them (and then without engine).

    `evidence_of` gives what ids rest on, in one call for the whole answer; None where there is no rounds folder, and
    then evidence is source and date. Raises LinkworkError for a parameter that cannot be used, a query the engine
    does not understand, or a question from rounds that are not here.
    """
    settings = settings or Settings()
    _check_there(question, engine, settings)
    given = settle(question, parameters or {}, engine)
    kinds = [wanted.kind for wanted in question.needs_data] + [kind for some, _ in question.without for kind in some]
    have = held(engine, kinds) if engine else {}
    lacking = not_loaded(question, have)
    said_by = evidence_of or (lambda ids: from_stamps(engine, ids) if engine else {})
    marker = (engine.marker() if engine else None) or {}
    values, words = ({name: getattr(g, what) for name, g in given.items()} for what in ("value", "words"))
    asked = Found([], {}, values, words, settings, str(marker.get("as_of") or ""), said_by)
    finished = Finished((), nothing=lacking) if lacking else _finished(engine, question, asked)
    rows = _checked(question, list(finished.rows))
    said = () if lacking else (*question.assumes, *without(question, have), *finished.assumptions)
    return Answer(
        question=question,
        parameters=values,
        words=words,
        rounds=rounds_of(marker),
        columns=question.columns,
        rows=attach(rows, said_by),
        how_to_read=question.how_to_read,
        assumptions=said,
        caveats=question.caveats,
        nothing_because="" if rows else _why(question, finished.nothing, given, have),
        note=str(marker.get("note") or ""),
    )


def _check_there(question: Question, engine: Engine | None, settings: Settings) -> None:
    """Raises LinkworkError where what the question is answered from is not here."""
    if question.source == "rounds" and settings.rounds is None:
        raise LinkworkError(
            f"{question.id} is answered from the rounds, and there is no rounds folder here. Ask it in the project's "
            "folder, or add --project DIR."
        )
    if question.source == "graph" and engine is None:
        raise GraphUnavailable(f"{question.id} is answered from the graph, and there is none here.")


def _finished(engine: Engine | None, question: Question, asked: Found) -> Finished:
    """What the finishing function makes of what was asked, with the rows that the engine gives for it."""
    if engine is None:
        return finish(question, asked)
    used = {token.text[1:].strip("`") for token in tokens(question.cypher) if token.kind == "parameter"}
    given = {name: asked.parameters[name] for name in used}
    rows = engine.read(question.cypher, given) if question.source == "graph" else []
    return finish(question, replace(asked, rows=rows, parts=Parts(engine, question.uses)))


def _checked(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns of the heading in their order. Raises LinkworkError if a row has others."""
    names = [column.name for column in question.columns]
    for row in rows:
        if row.keys() - {"evidence"} != set(names):
            had = ", ".join(sorted(row.keys() - {"evidence"}))
            raise LinkworkError(
                f"{question.name} gave rows with the columns {had}; its heading says {', '.join(names)}."
            )
    return [{name: row[name] for name in names} | {"evidence": row.get("evidence") or []} for row in rows]


def _why(question: Question, known: str, given: Mapping[str, Given], have: Mapping[str, Held]) -> str:
    if known:
        return known
    if dead := none_live(question, have):
        return dead
    if limits := narrowed(question, given):
        return f"Nothing in the graph fits what was asked for ({limits})."
    return question.nothing or "Everything this rests on has been loaded, and nothing in it fits the question."
