"""Parameters: what their heading says they take, and turning what people type into what the query gets."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from linkwork.errors import LinkworkError, said_in
from linkwork.graph.engine import Engine, Row
from linkwork.graph.shapes import Schema
from linkwork.queries._question import Parameter, ParameterType, Question, Value

_PLAIN: Mapping[str, ParameterType] = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "yes_no": "yes_no",
}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
#: Where nothing is near what was typed, so many names are listed.
LISTED = 20
_RANGE = re.compile(r"(\w+)(?: (-?[\d.]+) to (-?[\d.]+))?")


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a parameter as the query gets it, and as people say it (`Debt advice`, not `need-debt-advice`)."""

    value: Value
    words: str


def read_parameter(name: str, inside: str, meaning: str, schema: Schema) -> Parameter:
    """The parameter that `NAME (inside): meaning` declares. Raises ValueError with what is wrong."""
    takes, _, default = inside.partition(", default ")
    parameter = _typed(name, takes.strip(), meaning, schema)
    if not default:
        if parameter.type in ("integer", "number", "yes_no"):
            raise ValueError("it has no default: write `(integer, default 200)`")
        return parameter
    if parameter.type == "name":
        raise ValueError("one that names a record has no default; left out, it means all")
    value = convert(parameter, default)
    fields = (parameter.allowed, parameter.kinds, parameter.low, parameter.high)
    return Parameter(name, parameter.type, meaning, value, *fields)


def _typed(name: str, takes: str, meaning: str, schema: Schema) -> Parameter:
    words = tuple(word.strip() for word in takes.split("|"))
    first, *rest = takes.split(" or ")
    if rest and all(word.strip() in schema.node for word in first.split("|")):
        return _with_words(Parameter(name, "name", meaning, kinds=tuple(k.strip() for k in first.split("|"))), rest)
    if (match := _RANGE.fullmatch(takes)) and match[1] in _PLAIN:
        low, high = (float(match[n]) if match[n] else None for n in (2, 3))
        return Parameter(name, _PLAIN[match[1]], meaning, low=low, high=high)
    if words and all(word in schema.node for word in words):
        return Parameter(name, "name", meaning, kinds=words)
    kind, _, prop_name = takes.partition(".")
    if kind in schema.node or kind in schema.link:
        prop = schema.kind(kind).property(prop_name)
        if prop is None or not prop.allowed:
            raise ValueError(f"{takes} is not a property with a list of allowed values")
        return Parameter(name, "choice", meaning, allowed=prop.allowed)
    if len(words) > 1:
        return Parameter(name, "choice", meaning, words[0], allowed=words)
    raise ValueError(
        f"({takes}) is not one of {', '.join(_PLAIN)}, a kind of node, KIND.PROPERTY, or choices written `a | b`"
    )


def _with_words(parameter: Parameter, words: Sequence[str]) -> Parameter:
    """The parameter, which names a record, with the words that it takes as well: `(Organisation or self)`."""
    for word in words:
        if not re.fullmatch(r"[a-z][a-z-]*", word.strip()):
            raise ValueError(f"{word!r} is not a word in lower case: write `(Organisation or self)`")
    return replace(parameter, allowed=tuple(word.strip() for word in words))


def convert(parameter: Parameter, given: object) -> Value:
    """The value in the parameter's type. Raises ValueError, in words, where it is not one it takes."""
    text = str(given).strip()
    if parameter.type in ("integer", "number"):
        return _number(parameter, text)
    if parameter.type == "yes_no":
        if text.lower() not in _YES_NO:
            raise ValueError(f"{text!r} is not yes or no.")
        return _YES_NO[text.lower()]
    if parameter.type == "date" and text:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise ValueError(f"{text!r} is not a date such as 2024-05-31.") from None
    if parameter.type == "choice" and text and text not in parameter.allowed:
        hint = did_you_mean(text, parameter.allowed)
        raise ValueError(f"{text!r} is not one of {', '.join(parameter.allowed)}.{hint}")
    return text


def _number(parameter: Parameter, text: str) -> int | float:
    make: Callable[[str], int | float] = int if parameter.type == "integer" else float
    try:
        value = make(text)
    except ValueError:
        raise ValueError(f"{text!r} is not {parameter.takes}.") from None
    low, high = parameter.low, parameter.high
    if math.isnan(value) or (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{text} is not {parameter.takes}.")
    return value


def settle(question: Question, given: Mapping[str, object], engine: Engine | None) -> dict[str, Given]:
    """Every parameter of the question with its value: what was given, else the default.

    Raises LinkworkError for a parameter it does not take and for a value that is not one, with the nearest that is.
    """
    written = {own: name for name, own in own_names(question, given).items()}
    return {
        p.name: _settled(replace(p, name=written[p.name].replace("-", "_")), given[written[p.name]], engine)
        if p.name in written
        else _default(p)
        for p in question.parameters
    }


def own_names(question: Question, given: Mapping[str, object]) -> dict[str, str]:
    """The question's own name of each parameter that is given a value, by the name that it was given under.

    Raises LinkworkError for a parameter that it does not take, with the nearest that it does, and for two that are one.
    """
    own: dict[str, str] = {}
    for name, value in given.items():
        parameter = question.parameter(name)
        if parameter is None:
            takes = ", ".join(p.name for p in question.parameters) or "none"
            hint = did_you_mean(name, [p.name for p in question.parameters])
            raise LinkworkError(f"{question.name} has no parameter {name!r}.{hint} Its parameters are: {takes}.")
        if value is not None:
            if first := next((other for other in own if own[other] == parameter.name), None):
                raise LinkworkError(f"{question.name} takes {first} or {name}, which are one and the same, not both.")
            own[name] = parameter.name
    return own


def _default(parameter: Parameter) -> Given:
    return Given(parameter.default, str(parameter.default))


def _settled(parameter: Parameter, given: object, engine: Engine | None) -> Given:
    try:
        value = convert(parameter, given)
    except ValueError as error:
        raise LinkworkError(f"{parameter.name}: {error}") from error
    if parameter.type == "name" and (word := str(value).casefold()) in parameter.allowed:
        return Given(word, word)
    if parameter.type == "name" and value and engine is not None:
        return _named(parameter, str(value), engine)
    return Given(value, str(given))


def record(parameter: Parameter, text: str, engine: Engine) -> Given:
    """The one live record that this text names, or one of the words that the parameter takes as they are.

    Raises LinkworkError with the nearest names, or with the ids where several go by it.
    """
    return _settled(parameter, text, engine)


def _named(parameter: Parameter, text: str, engine: Engine) -> Given:
    """The one live record whose id, name or alias this is, in whatever case."""
    known = _names(parameter, engine)
    by_id = next((row for row in known if row["id"] == text), None)
    wanted = text.casefold()
    exact = [by_id] if by_id else [row for row in known if (row["name"] or "").casefold() == wanted]
    exact = exact or [row for row in known if wanted in {alias.casefold() for alias in row["aliases"] or ()}]
    if len(exact) == 1:
        return Given(exact[0]["id"], exact[0]["name"] or exact[0]["id"])
    if exact:
        ids = ", ".join(sorted(row["id"] for row in exact))
        raise LinkworkError(f"{parameter.name}: {text!r} names {len(exact)} records. Give the id of one: {ids}.")
    words = " or ".join(kind.lower() for kind in parameter.kinds)
    if not known:
        raise LinkworkError(f"{parameter.name}: there is no {words} {text!r}; none has been loaded yet.")
    names = [row["name"] for row in known if row["name"]]
    hint = did_you_mean(text, [*names, *parameter.allowed]) or _all_of(names)
    raise LinkworkError(f"{parameter.name}: there is no {words} {text!r}.{hint}")


def _all_of(names: Sequence[str]) -> str:
    """` There are x, y.` where they are few enough to read; else empty."""
    once = sorted(set(names))
    return f" There {'is' if len(once) == 1 else 'are'} {', '.join(once)}." if 0 < len(once) <= LISTED else ""


def _names(parameter: Parameter, engine: Engine) -> Sequence[Row]:
    return [row for kind in parameter.kinds for row in named(engine, kind)]


def named(engine: Engine, kind: str) -> list[Row]:
    """Id, name and aliases of every live record of a kind, in order of id: what completion and did-you-mean rest on."""
    return engine.read(
        f"MATCH (x:{kind}) WHERE x.live RETURN x.id AS id, x.name AS name, x.aliases AS aliases ORDER BY id"
    )


def did_you_mean(text: str, known: Sequence[str]) -> str:
    """` Did you mean 'x'?` for the nearest of the known words, in whatever case; empty if none is near.

    Where none is spelled nearly so, it is those that have the text as a word: `map` is near `network-map`.
    """
    folded = {word.casefold(): word for word in sorted(known, reverse=True)}
    near = [folded[word] for word in get_close_matches(text.casefold(), sorted(folded), n=3, cutoff=0.6)]
    near = near or said_in(text, dict.fromkeys(sorted(folded.values()), ""))
    return f" Did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
