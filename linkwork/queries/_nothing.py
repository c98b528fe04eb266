"""Says in plain words why a question has no answer yet, or why its answer is empty."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.engine import Engine
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema
from linkwork.queries._parameters import Given
from linkwork.queries._question import Question, Wanted
from linkwork.words import listed


@dataclass(frozen=True, slots=True)
class Held:
    """Whether the graph holds records of a kind, and whether any of them is live."""

    loaded: bool
    live: bool


def held(engine: Engine, kinds: Iterable[str], schema: Schema = SCHEMA) -> dict[str, Held]:
    """What the graph holds of each of these kinds of node or link: one is looked for, and all are never counted."""
    found = {}
    for kind in dict.fromkeys(kinds):
        # Asked for by what it starts from: any node would do otherwise, and all would be looked at where there is none.
        starts = schema.link[kind].kinds("from") if kind in schema.link else ()
        patterns = [f"(:{start})-[x:{kind}]->()" for start in starts] or [f"(x:{kind})"]
        live = _any(engine, [f"{pattern} WHERE x.live" for pattern in patterns])
        found[kind] = Held(live or _any(engine, patterns), live)
    return found


def _any(engine: Engine, patterns: Iterable[str]) -> bool:
    return any(engine.read(f"MATCH {pattern} RETURN x.id AS id LIMIT 1") for pattern in patterns)


def not_loaded(question: Question, have: Mapping[str, Held], schema: Schema = SCHEMA) -> str:
    """What must be loaded before the question has an answer, as sentences; empty if everything is there."""
    lacking = [_words(wanted, schema) for wanted in question.needs_data if not have[wanted.kind].loaded]
    if not lacking:
        return ""
    return f"No {listed(lacking, 'or')} {'has' if _mass(lacking) else 'have'} been loaded, so this is not known yet."


def none_live(question: Question, have: Mapping[str, Held], schema: Schema = SCHEMA) -> str:
    """Which of the records that the answer rests on are loaded but no longer live; empty if some are."""
    dead = [_words(w, schema) for w in question.needs_data if have[w.kind].loaded and not have[w.kind].live]
    return (
        f"{listed(dead).capitalize()} have been loaded, but none is live now: all are stale, closed or ended."
        if dead
        else ""
    )


def without(question: Question, have: Mapping[str, Held]) -> list[str]:
    """What is said where none of some kinds is live."""
    return [sentence for kinds, sentence in question.without if not any(have[kind].live for kind in kinds)]


def narrowed(question: Question, given: Mapping[str, Given]) -> str:
    """What the question was narrowed to, in words: `need Debt, area Bow`; empty where everything was asked for.

    A limit narrows nothing: it never is why there are no rows.
    """
    said = [
        f"{parameter.name.replace('_', ' ')} {given[parameter.name].words}"
        for parameter in question.parameters
        if given[parameter.name].value != parameter.default and parameter.name != "limit"
    ]
    return ", ".join(said)


def _words(wanted: Wanted, schema: Schema) -> str:
    if wanted.words:
        return wanted.words
    if wanted.kind in schema.node:
        return schema.node[wanted.kind].plural.lower()
    return f"links that say who or what {schema.link[wanted.kind].reads} what"


def _mass(words: Sequence[str]) -> bool:
    """Whether `has` follows: for one word that is no plural, such as demand."""
    noun = re.split(r" (?:of|that|from|to) ", words[0])[0]
    return len(words) == 1 and not noun.endswith(("s", "people"))
