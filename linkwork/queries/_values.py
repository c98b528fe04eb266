"""Reads the values and conditions of a shared part as polars has them.

Columns are named after what the query calls them: `x.name` is a property of x, `x.id` stands for x itself, `x:` is its
kind, and what WITH or RETURN has named has that name.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_

import polars as pl

from linkwork.graph.tokens import Token

COMPARED: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    **{"=": eq, "<>": ne},
    **{"<": lt, "<=": le, ">": gt, ">=": ge},
}
WORDS: Mapping[str, bool | None] = {"TRUE": True, "FALSE": False, "NULL": None}
GATHERS = ("COLLECT", "COUNT")


class UnreadableValueError(Exception):
    """What is not among the few things that shared parts are written in, with the line it stands on."""

    def __init__(self, token: Token, what: str) -> None:
        super().__init__(f"line {token.line}: {token.text or 'the end'!r} stands where {what} should")


def value(words: Sequence[Token], variables: Collection[str]) -> pl.Expr:
    """The value or condition that these words say; null is neither true nor false, as in Cypher."""
    reader = _Reader(words, variables)
    found = reader.condition()
    if reader.peek().text:
        raise UnreadableValueError(reader.peek(), "the end of a value")
    return found


def gathered(words: Sequence[Token], variables: Collection[str]) -> pl.Expr | None:
    """What `collect( )` or `count( )` makes of the rows of a group; None where the words are neither."""
    if words[0].word not in GATHERS:
        return None
    inside = words[2:-1]
    once = inside[0].word == "DISTINCT"
    each = value(inside[once:], variables).drop_nulls()
    each = each.unique(maintain_order=True) if once else each
    return each.len() if words[0].word == "COUNT" else each


class _Reader:
    def __init__(self, words: Sequence[Token], variables: Collection[str]) -> None:
        self.words, self.variables, self.at = words, variables, 0

    def condition(self) -> pl.Expr:
        return self._joined("OR", or_, lambda: self._joined("AND", and_, self.denied))

    def _joined(self, word: str, how: Callable[[pl.Expr, pl.Expr], pl.Expr], part: Callable[[], pl.Expr]) -> pl.Expr:
        found = [part()]
        while self.take(word):
            found.append(part())
        return reduce(how, found)

    def denied(self) -> pl.Expr:
        return ~self.denied() if self.take("NOT") else self.compared()

    def compared(self) -> pl.Expr:
        left = self.plain()
        if self.take("IS"):
            there = self.take("NOT")
            self.need("NULL")
            return left.is_not_null() if there else left.is_null()
        sign = COMPARED.get(self.peek().text)
        if sign is None:
            return left
        self.at += 1
        return sign(left, self.plain())

    def plain(self) -> pl.Expr:
        token = self.peek()
        self.at += 1
        if token.text == "[":
            return pl.concat_list(self.until("]"))
        if token.text == "(":
            return self.until(")")[0]
        if token.word == "CASE":
            return self.case()
        return self.called(token) if token.name and token.word not in WORDS else pl.lit(_literal(token))

    def called(self, token: Token) -> pl.Expr:
        """What begins with a name: a function, a property, a test of kind, a variable, or what was named before."""
        if self.take("("):
            return self.made(token)
        if self.take("."):
            return pl.col(f"{token.name}.{self.name()}")
        if self.take(":"):
            return pl.col(f"{token.name}:") == self.name()
        return pl.col(f"{token.name}.id" if token.name in self.variables else token.name)

    def made(self, function: Token) -> pl.Expr:
        if function.word == "COALESCE":
            return pl.coalesce(self.until(")"))
        if function.word == "TYPE":
            kind = pl.col(f"{self.name()}:")
            self.need(")")
            return kind
        raise UnreadableValueError(function, "coalesce( ) or type( )")

    def case(self) -> pl.Expr:
        """`CASE WHEN a THEN b ... ELSE c END`."""
        choices: list[tuple[pl.Expr, pl.Expr]] = []
        while self.take("WHEN"):
            when = self.condition()
            self.need("THEN")
            choices.append((when, self.condition()))
        found = self.condition() if self.take("ELSE") else pl.lit(None)
        self.need("END")
        for when, then in reversed(choices):
            found = pl.when(when).then(then).otherwise(found)
        return found

    def until(self, closing: str) -> list[pl.Expr]:
        """The values up to a bracket, which is passed."""
        found = [self.condition()]
        while self.take(","):
            found.append(self.condition())
        self.need(closing)
        return found

    def name(self) -> str:
        token = self.peek()
        self.at += 1
        if not token.name:
            raise UnreadableValueError(token, "a name")
        return token.name

    def peek(self) -> Token:
        return self.words[self.at] if self.at < len(self.words) else Token("sign", "", self.words[-1].line)

    def take(self, text: str) -> bool:
        there = text in (self.peek().text, self.peek().word)
        self.at += there
        return there

    def need(self, text: str) -> None:
        if not self.take(text):
            raise UnreadableValueError(self.peek(), text)


def _literal(token: Token) -> str | float | bool | None:
    if token.kind == "text" and "\\" not in token.text:
        return token.text[1:-1]
    if token.kind == "number":
        return float(token.text) if "." in token.text else int(token.text)
    if token.word in WORDS:
        return WORDS[token.word]
    raise UnreadableValueError(token, "a value")
