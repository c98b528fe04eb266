"""The mapping file of a survey: what each question is, as a person decided. Nothing is guessed from an answer."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from linkwork.errors import Problem
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, ListColumn, Property
from linkwork.loaders._people import GROUND, GROUND_WHY, last_day
from linkwork.loaders._whole_json import BY_HAND, FileRefused, read_bytes
from linkwork.loaders._workbook_headings import other_ends
from linkwork.loaders._workbook_names import says_unknown

LEAVE_OUT, COMPLETED, RESPONSE, INSIGHT = "leave out", "completed", "response", "Insight"
#: The kinds of which a response may speak: one of each.
KINDS = ("Organisation", "Service", "Offer")
OF_PERSON = ("name", "job_title", "work_email", "work_phone", "opted_out")
UNKNOWN = ("refuse", "wait", "leave out")
CATEGORIES = ("strength", "weakness", "challenge", "opportunity")
#: A line that nobody has decided on yet ends so.
OPEN = re.compile(r"#\s*\?")
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_SURVEY: Mapping[str, type] = {
    "source": str,
    "sheet": str,
    "headings": int,
    "date": str,
    "complete": bool,
    "offer": str,
}
_RULE: Mapping[str, type] = {
    **dict.fromkeys(("is", "separator", "unknown", "category", "theme", "about"), str),
    "words": dict,
    "published": bool,
}
_OF_INSIGHT = ("category", "theme", "published", "about")


@dataclass(frozen=True, slots=True)
class Target:
    """What a question may be: a property or links of a kind, or something else in words."""

    meaning: str
    kind: str = ""
    prop: Property | None = None
    link: tuple[LinkKind, ListColumn] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What one question is. `prop` or `link` is filled where it is a fact of `kind`."""

    heading: str
    says: str
    kind: str = ""
    prop: Property | None = None
    link: tuple[LinkKind, ListColumn] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def separator(self) -> str:
        """What stands between the answers of a question that takes several."""
        return str(self.more.get("separator", ";"))

    @property
    def words(self) -> dict[str, str]:
        """Answers, in small letters, and what stands for each; "" for one that is left out."""
        return {str(word).strip().casefold(): str(said) for word, said in self.more.get("words", {}).items()}


@dataclass(frozen=True, slots=True)
class Mapping_:
    """A mapping file that was read."""

    file: str
    survey: Mapping[str, Any]
    people: Mapping[str, str]
    rules: tuple[Rule, ...]

    def rule(self, says: str) -> Rule | None:
        """The one question that is this."""
        return next((rule for rule in self.rules if rule.says == says), None)

    def of(self, kind: str) -> tuple[Rule, ...]:
        """The questions that say something of this kind."""
        return tuple(rule for rule in self.rules if rule.kind == kind)


def read_mapping(path: Path) -> tuple[Mapping_ | None, list[Problem]]:
    """The mapping and everything that is wrong with it; None where it cannot be read."""
    try:
        text = read_bytes(path, BY_HAND).decode("utf-8-sig")
        said = tomllib.loads(text)
    except FileRefused as refused:
        return None, [Problem(path.name, message=str(refused))]
    except UnicodeDecodeError:
        return None, [Problem(path.name, message="its letters are not UTF-8; save it as UTF-8")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [Problem(path.name, message=f"this line is not as TOML wants it: {error}")]
    problems = [*_open(path.name, text), *_tables(path.name, said)]
    survey, people, questions = (said.get(name, {}) for name in ("survey", "people", "questions"))
    if not all(isinstance(table, dict) for table in (survey, people, questions)):
        return None, problems
    survey = {name: str(value) if isinstance(value, date) else value for name, value in survey.items()}
    people = {name: str(value) for name, value in people.items()}
    problems += _typed(path.name, "survey", survey, _SURVEY)
    if survey.get("headings", 1) not in (1, 2):
        problems.append(Problem(path.name, column="headings", message="how many rows of headings: 1 or 2"))
    rules = []
    for heading, what in questions.items():
        rule, wrong = _rule(path.name, " ".join(heading.split()), what)
        problems += wrong
        rules += [rule] if rule else []
    made = Mapping_(path.name, survey, people, tuple(rules))
    return made, [*problems, *_twice(made), *_together(made)]


@cache
def targets() -> Mapping[str, Target]:
    """Everything that a question may be, in the order in which it is told."""
    found = {
        LEAVE_OUT: Target("not read"),
        RESPONSE: Target("what each response is called: its number in the survey"),
        COMPLETED: Target("when the response was completed: of two that disagree the later counts"),
        "Organisation": Target("the respondent's organisation, by name or id; it provides the service", "Organisation"),
        "Service": Target("the service the response is about, by name or id", "Service"),
        "Offer": Target("which of the service's offers, by name; else its only one, or the main one", "Offer"),
    }
    for kind in KINDS:
        for prop in SCHEMA.node[kind].properties:
            if prop.name != "name":
                found[f"{kind}.{prop.name}"] = Target(prop.meaning, kind, prop)
        for link, column in SCHEMA.columns_on(kind):
            if not column.required and link.privacy != "personal":
                others = " or ".join(other_ends(link, column, kind)[:4])
                meaning = f"the links that {link.reads!r} stands for, by name or id of each {others}"
                found[f"{kind}.{column.name}"] = Target(meaning, kind, None, (link, column))
    found[INSIGHT] = Target("free text, kept as an Insight that is confidential unless it says published", INSIGHT)
    for name in OF_PERSON:
        prop_ = SCHEMA.node["Person"].property(name)
        found[f"Person.{name}"] = Target("of a contact; kept apart, and only with [people]", "Person", prop_)
    return found


def _open(file: str, text: str) -> Iterator[Problem]:
    """A problem for each line that is not decided."""
    for number, line in enumerate(text.splitlines(), start=1):
        bare = _TEXT.sub("", line)
        if not line.lstrip().startswith("#") and OPEN.search(bare):
            message = 'this question is not decided yet; write what it is, or keep "leave out", and take # ? away'
            yield Problem(file, "", number, "", message)


def _tables(file: str, said: Mapping[str, Any]) -> Iterator[Problem]:
    for name, table in said.items():
        if name not in ("survey", "people", "questions"):
            yield Problem(file, message=f"{name!r} is not a part of a mapping file: survey, people, questions")
        elif not isinstance(table, dict):
            yield Problem(file, message=f"{name!r} should be a part of the file, under [{name}]")
    if not said.get("questions"):
        yield Problem(file, message="it has no [questions]; draft them with `linkwork survey map`")


def _typed(file: str, where: str, table: Mapping[str, Any], allowed: Mapping[str, type]) -> Iterator[Problem]:
    for name, value in table.items():
        if name not in allowed:
            yield Problem(file, "", None, where, f"{name!r} is not known here; allowed are {', '.join(allowed)}")
        elif type(value) is not allowed[name]:
            word = {str: "text in quotes", int: "a number", bool: "true or false", dict: "a table { }"}[allowed[name]]
            yield Problem(file, "", None, where, f"{name} should be {word}")


def _rule(file: str, heading: str, what: object) -> tuple[Rule | None, list[Problem]]:
    more = what if isinstance(what, dict) else {"is": what}
    problems = list(_typed(file, heading, more, _RULE))
    says = more.get("is")
    if not isinstance(says, str):
        return None, problems or [
            Problem(file, "", None, heading, 'it does not say what it is, as in is = "leave out"')
        ]
    known = targets()
    says = says.removesuffix(".name") if says.removesuffix(".name") in KINDS else says
    if says not in known:
        near = get_close_matches(says, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        message = f"{says!r} is not what a question may be.{hint} See `linkwork survey map --help`."
        return None, [*problems, Problem(file, "", None, heading, message)]
    target = known[says]
    checks = {"unknown": UNKNOWN, "category": CATEGORIES, "about": ("Organisation", "Service")}
    for name, words in checks.items():
        if isinstance(given := more.get(name), str) and given not in words:
            problems.append(Problem(file, "", None, heading, f"{name} {given!r} is not one of {', '.join(words)}"))
    for name in _OF_INSIGHT:
        if name in more and says != INSIGHT:
            problems.append(Problem(file, "", None, heading, f"{name} is for an Insight, and this is {says}"))
    if more.get("separator") == "":
        problems.append(Problem(file, "", None, heading, "separator is blank; write the mark, such as ;"))
    # What has the wrong type is a problem already, and is not used.
    right = {name: value for name, value in more.items() if type(value) is _RULE.get(name)}
    return Rule(heading, says, target.kind, target.prop, target.link, right), problems


def _twice(made: Mapping_) -> Iterator[Problem]:
    """Two questions that are one thing, where only one may be."""
    first: dict[str, str] = {}
    for rule in made.rules:
        if rule.says in (LEAVE_OUT, INSIGHT) or rule.link:
            continue
        if rule.says in first:
            message = f"{rule.says} is what {first[rule.says]!r} is already; one question says it"
            yield Problem(made.file, "", None, rule.heading, message)
        first.setdefault(rule.says, rule.heading)


def _together(made: Mapping_) -> Iterator[Problem]:
    """What a kind needs besides: something to know it by, and for people why and until when."""
    numbers = ("Organisation.charity_no", "Organisation.company_no", "Organisation.ods_code")
    if made.of("Organisation") and not any(made.rule(says) for says in ("Organisation", *numbers)):
        yield _needs(made, "Organisation", "names the organisation")
    if (made.of("Service") or made.of("Offer")) and not made.rule("Service"):
        yield _needs(made, "Service", "names the service")
    for rule in made.rules:
        if (about := rule.more.get("about")) in ("Organisation", "Service") and not made.of(about):
            yield Problem(made.file, "", None, rule.heading, f"it is about the {about}, which no question names")
    yield from _people(made)


def _people(made: Mapping_) -> Iterator[Problem]:
    for name in made.people:
        if name not in GROUND:
            message = f"{name!r} is not known here; allowed are {', '.join(GROUND)}"
            yield Problem(made.file, "", None, "people", message)
    if not made.of("Person"):
        return
    if not made.rule("Person.name"):
        yield _needs(made, "Person.name", "names the person")
    if not (made.of("Service") or made.of("Organisation")):
        yield Problem(made.file, message="people need a question that names the Organisation or the Service")
    for name in GROUND:
        said = made.people.get(name, "").strip()
        if not said or says_unknown(said):
            message = f'{name} is missing: {GROUND_WHY}; write it, or make the questions about people "leave out"'
            yield Problem(made.file, "", None, "people", message)
    until = made.people.get("keep_until", "").strip()
    if until and not last_day(until):
        yield Problem(made.file, "", None, "people", "keep_until is not a day, such as 2027-03-31")
    elif until and str(last_day(until)) < date.today().isoformat():
        yield Problem(made.file, "", None, "people", "keep_until is past, so the people may not be held")


def _needs(made: Mapping_, says: str, does: str) -> Problem:
    return Problem(made.file, message=f"no question is {says!r}: one has to be, which {does}")
