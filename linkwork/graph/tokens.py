"""Cypher as a list of words and signs, with strings and comments taken out of the way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["name", "quoted", "text", "number", "parameter", "sign", "block"]
_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n\r]*)
    |(?P<block>/\*.*?(?:\*/|\Z))
    |(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    |(?P<quoted>`(?:``|[^`])*`)
    |(?P<parameter>\$(?:\w+|`[^`]*`))
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>\.\.|<>|<=|>=|=~|\+=|.)""",
    re.VERBOSE | re.DOTALL,
)
OPENING, CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a query, as it was written, and the line of the file it stands on."""

    kind: TokenKind
    text: str
    line: int

    @property
    def word(self) -> str:
        """The word in capitals if it can be a keyword, else empty."""
        return self.text.upper() if self.kind == "name" else ""

    @property
    def name(self) -> str:
        """The name it stands for, without the quotes of `a quoted one`; empty if it is not a name."""
        return self.text.strip("`") if self.kind in ("name", "quoted") else ""


def tokens(cypher: str, first_line: int = 1) -> list[Token]:
    """The tokens of a query without blanks and line comments. A block comment is a token, so that it can be refused."""
    found: list[Token] = []
    line = first_line
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or "sign"
        if kind != "space":
            found.append(Token(kind, match[0], line))  # type: ignore[arg-type]
        line += match[0].count("\n")
    return found


def split(part: Sequence[Token], sign: str = ",") -> list[list[Token]]:
    """The pieces between signs that stand outside every bracket."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in part:
        if token.kind == "sign":
            depth += (token.text in OPENING) - (token.text in CLOSING)
        if token.kind == "sign" and token.text == sign and depth == 0:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces
