"""Whom and what each response speaks of: its organisation, its service and the service's offer, by id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.naming import name_of_several
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._known import Register
from linkwork.loaders._survey_answers import Answers
from linkwork.loaders._survey_mapping import KINDS, Mapping_, Rule

#: A word that may be part of a name. Of an answer of more than so many words, which is more than a name, one of two
#: letters is rather an "of" or an "at".
A_NAME = 3
WORD = re.compile(r"[^\W\d_]{2,}")
#: What the offer of a service is called where nobody gave it a name.
OFFER = "main"


@dataclass(slots=True)
class Response:
    """One response: its row, what it is called in ids, and what it says to each question, by heading.

    `order` sorts it by when it was completed, then by row; `timed` is whether the former is known.
    `own` are the ids of what it speaks of by kind, `called` the names that it gives them where they are its to give.
    """

    row: int
    ref: str
    said: Mapping[str, tuple[str, ...]]
    order: tuple[str, int]
    timed: bool
    own: dict[str, str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bodies:
    """The organisations, services and offers that responses speak of, found or made; what is unclear is noted.

    `private` are the words of what anybody answered about themselves, in small letters.
    """

    names: Names
    register: Register
    answers: Answers
    mapping: Mapping_
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)

    def keep_private(self, response: Response, headings: Iterable[str]) -> None:
        """Afterwards the words of these answers are known as somebody's; of an address, those before the @."""
        for heading in headings:
            for cell in response.said.get(heading, ()):
                words = WORD.findall(cell.partition("@")[0].casefold())
                self.private.update(word for word in words if len(word) > 2 or len(words) <= A_NAME)

    def may_name(self, text: str) -> bool:
        """Whether a text has a word of what anybody answered about themselves."""
        return not self.private.isdisjoint(WORD.findall(text.casefold()))

    def shown(self, cell: str) -> str:
        """An answer in quotes, unless it may name somebody."""
        return "this answer (not shown, because it may name somebody)" if self.may_name(cell) else repr(cell)

    def place(self, response: Response) -> None:
        """Afterwards the response knows the ids of what it speaks of."""
        for kind, find in zip(KINDS, (self._organisation, self._service, self._offer), strict=True):
            if id_ := find(response):
                response.own[kind] = id_

    def words(self, rule: Rule, response: Response) -> list[str]:
        """What a response says to a question, in the mapping's own words where it has them."""
        stands = rule.words
        whole = [stands.get(part.strip().casefold(), part.strip()) for part in response.said.get(rule.heading, ())]
        return [part for part in whole if part]

    def parts(self, rule: Rule, response: Response) -> list[str]:
        """The several answers of a response to a question, in the mapping's own words, each once."""
        found: list[str] = []
        for cell in response.said.get(rule.heading, ()):
            found += _split(cell, rule)
        return list(dict.fromkeys(part for part in found if part))

    def problem(self, response: Response, heading: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(self.answers.problem(response.row, heading, message))

    def warn(self, response: Response, heading: str, sentence: str) -> None:
        """Note something odd."""
        self.warnings.append(str(self.answers.problem(response.row, heading, sentence)))

    def _cell(self, says: str, response: Response) -> tuple[str, str]:
        """The answer to the question that is this, and the question's heading."""
        rule = self.mapping.rule(says)
        said = self.words(rule, response) if rule else []
        return ("; ".join(said), rule.heading) if rule else ("", "")

    def _organisation(self, response: Response) -> str | None:
        cell, heading = self._cell("Organisation", response)
        if numbers := list(self._numbers(response)):
            kept = self.register.names.anywhere("Organisation", numbers[0])
            id_ = kept[0] if len(kept) == 1 else numbers[0]
            if cell and slug(cell) and not kept:
                self.names.name_as("Organisation", cell, id_)
                response.called["Organisation"] = cell
            return id_
        found = self._meant("Organisation", (cell, heading), response)
        if found is None and cell and slug(cell):
            found = self.names.by_name("Organisation", cell)
        return self._named("Organisation", cell, found or None, response)

    def _numbers(self, response: Response) -> Iterator[str]:
        """The ids that the official numbers of the response's organisation stand for."""
        for prop in SCHEMA.node["Organisation"].properties:
            if prop.scheme is not None:
                cell, _ = self._cell(f"Organisation.{prop.name}", response)
                if slug(cell):
                    yield self.names.by_identifier("Organisation", prop.scheme, cell)

    def _service(self, response: Response) -> str | None:
        cell, heading = self._cell("Service", response)
        within = response.own.get("Organisation", "")
        found = self._meant("Service", (cell, heading), response, within)
        if found is None and cell and slug(cell):
            if not within:
                message = (
                    f"no service of the name {self.shown(cell)} is known, and no answer says which organisation's it is"
                )
                self.problem(response, heading, f"{message}; write its id, or map the question that names the provider")
                return None
            if others := self.register.elsewhere(cell, "Service", within):
                sentence = f"{within} has no service of the name {self.shown(cell)}: taken for a new one, not for"
                self.warn(response, heading, f"{sentence} {', '.join(others)}; write the id if that is meant")
            found = self.names.by_name("Service", cell, within)
        return self._named("Service", cell, found or None, response, within)

    def _offer(self, response: Response) -> str | None:
        service = response.own.get("Service")
        rules = [rule for rule in self.mapping.of("Offer") if response.said.get(rule.heading)]
        if not service or not rules:
            return None
        cell, heading = self._cell("Offer", response)
        if cell:
            found = self._meant("Offer", (cell, heading), response, service)
            if found is None and slug(cell):
                found = self.names.by_name("Offer", cell, service)
            return self._named("Offer", cell, found or None, response, service)
        label = str(self.mapping.survey.get("offer") or OFFER)
        known = self.register.inside("Offer", service)
        if len(known) == 1 and "offer" not in self.mapping.survey:
            return self._named("Offer", label, known[0], response, service)
        found = self.register.meant(label, "Offer", service).id
        if found is None and len(known) > 1:
            sentence = f"{service} has {len(known)} offers and the answer does not say which: what it says is kept as"
            self.warn(response, rules[0].heading, f"{sentence} one more, called {label!r}")
        return self._named("Offer", label, found or self.names.by_name("Offer", label, service), response, service)

    def _meant(self, kind: str, named: tuple[str, str], response: Response, within: str = "") -> str | None:
        """The id that an answer stands for; None for a new name, "" where it is unclear, which is noted."""
        cell, heading = named
        if not cell:
            return ""
        if not slug(cell):
            self.problem(response, heading, f"the {kind.lower()}'s name has no letters or digits to know it by")
            return ""
        meant = self.register.meant(cell, kind, within)
        if len(meant.ids) > 1:
            self.problem(response, heading, name_of_several(self.shown(cell), kind, meant.ids))
            return ""
        return meant.id

    def _named(self, kind: str, cell: str, id_: str | None, response: Response, within: str = "") -> str | None:
        """The id; a name is this survey's to give where no other source knows the thing."""
        if id_ and self.names.recall(kind, cell, within) == id_:
            response.called[kind] = cell
        return id_


def _split(cell: str, rule: Rule) -> Iterator[str]:
    """The answers in a cell. An answer of the mapping that holds the separator is not cut in two."""
    stands, mark = rule.words, rule.separator
    rest = cell
    for word in sorted((word for word in stands if mark in word), key=len, reverse=True):
        at = rest.casefold().find(word)
        ends = at + len(word)
        if at >= 0 and _stands_alone(rest[:at], rest[ends:], mark):
            yield stands[word]
            rest = f"{rest[:at]}{mark}{rest[ends:]}"
    for part in rest.split(mark):
        yield stands.get(part.strip().casefold(), part.strip())


def _stands_alone(before: str, after: str, mark: str) -> bool:
    begins = not before.strip() or before.rstrip().endswith(mark)
    return begins and (not after.strip() or after.lstrip().startswith(mark))
