"""What the shell offers at the TAB key: questions, the values of their options, and the names of what there is.

Values are read from the graph of the project named so far on the line. Where there is none, or it cannot be read,
nothing is offered and nothing is said: the line that somebody is typing stays as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import click
from click.shell_completion import CompletionItem

from linkwork.commands._session import Session, printable
from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Parameter, Question, named

Item = CompletionItem[str]
Complete = Callable[[click.Context, click.Parameter, str], list[Item]]
#: A line that opens a heading of help is cut by shells that show it beside the value.
HELP = 90


def values_of(parameter: Parameter) -> Complete:
    """Completes what a question's parameter takes: choices, yes and no, names of records."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[Item]:
        return beginning(_values(parameter, context.ensure_object(Session), begun), begun)

    return complete


def one_of(words: Callable[[Session], Iterable[str]]) -> Complete:
    """Completes one of some words, which are looked for when they are needed."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[Item]:
        return beginning(quietly(lambda: [(word, "") for word in words(context.ensure_object(Session))]), begun)

    return complete


def sources(asked: Session) -> list[str]:
    """The sources that have said something in this project."""
    return sorted({round_.source for round_ in asked.store().rounds()})


def round_ids(asked: Session) -> list[str]:
    """The rounds that the project has."""
    return asked.store().ids()


def days(asked: Session) -> list[str]:
    """The days that the project's rounds speak of, the latest first."""
    return sorted({round_.as_of for round_ in asked.store().rounds()}, reverse=True)


def files(_: click.Context, __: click.Parameter, begun: str) -> list[Item]:
    """Leaves it to the shell to complete a file."""
    return [CompletionItem(begun, type="file")]


def question_words(asked: Session, begun: str) -> list[Item]:
    """Ids and names of the questions, each with what it asks; none where the project cannot be opened."""
    # Brought in here: what completes other things asks nothing.
    from linkwork.project.asking import questions_of

    try:
        known: list[Question] = list(questions_of(asked).questions.values())
    except LinkworkError:
        return []
    ids, names = ([(getattr(q, word), q.question) for q in known] for word in ("id", "name"))
    return beginning(dict([*ids, *names]).items(), begun)


def beginning(words: Iterable[tuple[str, str]], begun: str) -> list[Item]:
    """Those of the words, each with its help, that begin so in whatever case."""
    start = begun.casefold()
    return [
        CompletionItem(word, help=help_[:HELP] or None)
        for word, help_ in words
        if word.casefold().startswith(start) and word == printable(word) and "\n" not in word
    ]


def quietly(words: Callable[[], Iterable[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The words, or none where they cannot be had."""
    try:
        return list(words())
    except (LinkworkError, OSError):
        return []


def _values(parameter: Parameter, asked: Session, begun: str) -> list[tuple[str, str]]:
    if parameter.type == "yes_no":
        return [("yes", ""), ("no", "")]
    words = [(word, "") for word in parameter.allowed]
    if parameter.type == "name":
        return words + quietly(lambda: _names(parameter, asked, begun))
    return words + (quietly(lambda: _texts(parameter.name, asked)) if parameter.type == "text" else [])


def _texts(name: str, asked: Session) -> list[tuple[str, str]]:
    """What questions from the rounds take as text, by the name they all have for it."""
    if name == "source":
        return [(source, "") for source in sources(asked)]
    return [(kind, "") for kind in (*SCHEMA.node, *SCHEMA.link)] if name == "kind" else []


def _names(parameter: Parameter, asked: Session, begun: str) -> Iterator[tuple[str, str]]:
    """Every name that one record alone has, with its id; the id where several have it, or where an id is begun."""
    with asked.engine() as engine:
        known = [row for kind in parameter.kinds for row in named(engine, kind)]
    shared = Counter((row["name"] or "").casefold() for row in known)
    for row in sorted(known, key=lambda row: ((row["name"] or row["id"]).casefold(), row["id"])):
        if row["name"] and shared[row["name"].casefold()] == 1:
            yield row["name"], row["id"]
        elif row["name"]:
            yield row["id"], row["name"]
    if "-" in begun:
        yield from ((row["id"], row["name"] or "") for row in known if row["id"].startswith(begun))
