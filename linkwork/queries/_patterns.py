"""The patterns of a query's MATCH clauses: which nodes and links it looks for, and under which variables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from linkwork.graph.tokens import Token


class UnreadablePatternError(Exception):
    """A pattern that is not in the common dialect, with the line it stands on."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Node:
    """`(variable:Label {key: ...})`; the variable is empty where none was written."""

    variable: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """`-[variable:TYPE*1..3 {key: ...}]->` between two nodes; `way` is 1 left to right, -1 right to left, 0 either."""

    variable: str
    types: tuple[str, ...]
    keys: tuple[str, ...]
    line: int
    way: int
    ends: tuple[Node, Node]
    repeated: bool = False
    bounded: bool = True


@dataclass
class Patterns:
    """Everything the MATCH clauses look for, and the positions of their tokens."""

    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)

    @property
    def all(self) -> list[Node | Link]:
        """Nodes, then links."""
        return [*self.nodes, *self.links]


def patterns(words: Sequence[Token]) -> Patterns:
    """The patterns of every MATCH in the query. Raises UnreadablePatternError where one is not in the dialect."""
    found = Patterns()
    for i, token in enumerate(words):
        if token.word == "MATCH" and i not in found.inside:
            _Parser(words, i + 1, found).clause()
    return found


class _Parser:
    def __init__(self, words: Sequence[Token], at: int, found: Patterns) -> None:
        self.words, self.at, self.found = words, at, found

    def clause(self) -> None:
        start = self.at
        self.part()
        while self.take(","):
            self.part()
        self.found.inside |= set(range(start, self.at))

    def part(self) -> None:
        if self.peek(1).text == "=" and self.peek().name:
            self.found.paths.append(self.next().name)
            self.next()
        routes = self.peek().word in ("SHORTESTPATH", "ALLSHORTESTPATHS")
        if routes:
            self.next()
            self.need("(", "a pattern in brackets")
        self.chain()
        if routes:
            self.need(")", "the bracket that closes the pattern")

    def chain(self) -> None:
        left = self.node()
        while self.peek().text in ("-", "<"):
            left = self.link(left)
        if self.peek().text in ("{", "+", "*"):
            raise UnreadablePatternError(
                self.peek().line, "quantified paths are not in the common dialect: use `*1..n`"
            )

    def node(self) -> Node:
        opening = self.need("(", "a node, `(variable:Label)`")
        if self.peek().text == "(":
            raise UnreadablePatternError(opening.line, "quantified paths are not in the common dialect: use `*1..n`")
        variable = self.next().name if self.peek().name else ""
        labels = self.alternatives()
        node = Node(variable, labels, self.keys(), opening.line)
        self.no_where()
        self.need(")", "the bracket that closes the node")
        self.found.nodes.append(node)
        return node

    def link(self, left: Node) -> Node:
        line = self.peek().line
        back = self.take("<")
        self.need("-", "a link, `-[variable:TYPE]->`")
        variable, repeated, bounded = "", False, True
        types: tuple[str, ...] = ()
        keys: tuple[str, ...] = ()
        if self.take("["):
            variable = self.next().name if self.peek().name else ""
            types = self.alternatives()
            repeated, bounded = self.times()
            keys = self.keys()
            self.no_where()
            self.need("]", "the bracket that closes the link")
        self.need("-", "the rest of the link")
        way = int(self.take(">")) - int(back)
        if self.peek().text in ("{", "+", "*"):
            raise UnreadablePatternError(line, "quantified paths are not in the common dialect: use `*1..n`")
        right = self.node()
        self.found.links.append(Link(variable, types, keys, line, way, (left, right), repeated, bounded))
        return right

    def alternatives(self) -> tuple[str, ...]:
        """`:A|B`; `:A:B` and `:A&B` read alike here, since no record has two kinds."""
        found: list[str] = []
        while self.peek().text in (":", "|", "&") and (found or self.peek().text == ":"):
            self.next()
            self.take(":")
            if not self.peek().name:
                raise UnreadablePatternError(self.peek().line, f"{self.peek().text!r} stands where a kind should")
            found.append(self.next().name)
        return tuple(found)

    def times(self) -> tuple[bool, bool]:
        """Whether the link repeats, and whether it says how often at most."""
        if not self.take("*"):
            return False, True
        low = self.next().text if self.peek().kind == "number" else ""
        if not self.take(".."):
            return True, bool(low)
        return True, bool(self.next()) if self.peek().kind == "number" else False

    def keys(self) -> tuple[str, ...]:
        """The keys of a map of properties, if there is one."""
        if not self.take("{"):
            return ()
        found: list[str] = []
        depth = 1
        while depth:
            token = self.next()
            depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "sign" else 0
            if depth == 1 and token.name and self.peek().text == ":":
                found.append(token.name)
        return tuple(found)

    def no_where(self) -> None:
        if self.peek().word == "WHERE":
            raise UnreadablePatternError(self.peek().line, "WHERE stands inside a pattern: put it after the pattern")

    def peek(self, ahead: int = 0) -> Token:
        if self.at + ahead < len(self.words):
            return self.words[self.at + ahead]
        return Token("sign", "", self.words[-1].line if self.words else 1)

    def next(self) -> Token:
        token = self.peek()
        if not token.text:
            raise UnreadablePatternError(token.line, "the query ends in the middle of a pattern")
        self.at += 1
        return token

    def take(self, sign: str) -> bool:
        if self.peek().kind == "sign" and self.peek().text == sign:
            self.at += 1
            return True
        return False

    def need(self, sign: str, what: str) -> Token:
        token = self.peek()
        if not self.take(sign):
            raise UnreadablePatternError(token.line, f"{token.text or 'the end'!r} stands where {what} should")
        return token
