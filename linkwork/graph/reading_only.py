"""What a query may not do though the engine would let it: read files, reach other machines, run other programs.

That nothing is written is kept by the engines themselves, which run a query of ours for reading alone.
"""

from collections.abc import Sequence
from itertools import pairwise

from linkwork.errors import LinkworkError
from linkwork.graph.tokens import Token, tokens

#: The procedures that say what a graph holds and look things up in its indexes, and do nothing else on any engine.
PROCEDURES = frozenset(
    (
        *("db.labels", "db.relationshiptypes", "db.propertykeys", "db.info", "db.ping", "dbms.components"),
        *("db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"),
        *("db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships"),
        *("db.index.vector.querynodes", "db.index.vector.queryrelationships"),
    )
)
#: The families of functions that work out a value of what they are given. Plug-ins run queries and read addresses.
FAMILIES = frozenset(("date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"))


def refuse_more_than_reading(cypher: str) -> None:
    r"""Raise LinkworkError, before any engine has seen it, for a query that would do more than read the graph.

    `\uXXXX` is refused anywhere: one server puts the character in its place before it reads the query, another does
    not, so that what looks like text may be a command.
    """
    if "\\u" in cypher.lower():
        raise LinkworkError(r"A query is written in characters themselves: \uXXXX is not read. Type the character.")
    words = [token for token in tokens(cypher) if token.kind not in ("text", "block")]
    if unseen := [token for token in words if not token.text.isprintable()]:
        raise LinkworkError(f"A query may hold no character that cannot be seen, as {ascii(unseen[0].text)[1:-1]} is.")
    for one, following in pairwise(words):
        if one.word == "LOAD" and following.word == "CSV":
            raise LinkworkError("A query may read the graph, and no files: LOAD CSV is not run.")
        if one.word == "TERMINATE" and following.word in ("TRANSACTION", "TRANSACTIONS"):
            raise LinkworkError("A query may read the graph, and stop nobody else's: TERMINATE is not run.")
    for i in range(len(words)):
        _refuse_what_is_called(words, i)


def _refuse_what_is_called(words: Sequence[Token], i: int) -> None:
    """Raise LinkworkError where a word leads to another graph, or calls what is not known to only read this one."""
    if i > 1 and words[i - 1].text == "." and words[i - 2].name:
        return  # the end of a dotted name, which was looked at where it begins
    word, (after, _) = words[i].word, _dotted(words, i + 1)
    if word == "USE" and after:
        raise LinkworkError("A query stays in the graph that it is asked of: USE is not run.")
    if word == "CALL" and after and after.lower() not in PROCEDURES:
        raise LinkworkError(
            f"CALL {after} is not run: a query may read the graph and call no programs of the server, but for "
            f"{', '.join(sorted(PROCEDURES))}."
        )
    called, end = _dotted(words, i)
    is_procedure = i > 0 and words[i - 1].word == "CALL"
    is_called = "." in called and words[end : end + 1] and words[end].text == "("
    if is_called and not is_procedure and called.partition(".")[0].lower() not in FAMILIES:
        raise LinkworkError(
            f"{called}( ) is not run: a plug-in may read files and addresses. The functions with a dot in their name "
            f"that are run are those of {', '.join(sorted(FAMILIES))}."
        )


def _dotted(words: Sequence[Token], i: int) -> tuple[str, int]:
    """The name that begins at a place, with what follows its dots, and where it ends; empty where none begins."""
    parts: list[str] = []
    while i < len(words) and words[i].name:
        parts.append(words[i].name)
        i += 1
        if i + 1 >= len(words) or words[i].text != "." or not words[i + 1].name:
            break
        i += 1
    return ".".join(parts), i
