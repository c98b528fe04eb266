"""The project's list of names in a load: read before the files are, and what it joins written down as decisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from linkwork.errors import InputRefused, LinkworkError
from linkwork.graph.decisions import Decision, read_decisions, today, write_decisions
from linkwork.graph.fold import View
from linkwork.graph.listed import Listed
from linkwork.graph.names_list import FILE, read_names_list
from linkwork.graph.place import Place
from linkwork.graph.rounds import RoundStore
from linkwork.graph.views import view_of

LOAD_OR_MEND = "load what describes it, or mend the line"


def everything(store: RoundStore) -> View:
    """What all rounds that count say, wherever it lies: a name is known though its record is outside the place."""
    return view_of(store, store.folded(), replace(store.rules, place=Place()))


def listed_names(folder: Path, store: RoundStore) -> Listed:
    """The project's list of names against its rounds, which are folded only where it has a line.

    Raises InputRefused with everything that is wrong with the list.
    """
    lines = read_names_list(folder)
    return Listed(lines, everything(store) if lines else None, store.rules.same)


def decided(folder: Path) -> frozenset[frozenset[str]]:
    """Every pair of records that somebody has decided on, undone decisions too."""
    pairs = (one for one in read_decisions(folder).every if one.decision in ("same", "different"))
    return frozenset(frozenset((one.subject, one.other)) for one in pairs)


def first_said(store: RoundStore, kind: str, id_: str) -> str:
    """The first round that describes a record; empty if none does."""
    for round_ in store.folded():
        if any(table.kind == kind and id_ in table.rows["id"] for table in round_.tables):
            return round_.id
    return ""


@contextmanager
def written_down(folder: Path, joins: tuple[Decision, ...]) -> Iterator[None]:
    """The joins stand among the project's decisions, dated today; where what is done meanwhile fails, they do not."""
    before = made = read_decisions(folder)
    for one in joins:
        made = made.add(replace(one, decided_on=today()))
    if joins:
        write_decisions(folder, made)
    try:
        yield
    except LinkworkError:
        if joins:
            write_decisions(folder, before)
        raise


def wrong_lines(folder: Path, store: RoundStore) -> Iterator[tuple[str, str]]:
    """What is wrong with the list, or waits, each with what mends it."""
    try:
        listed = listed_names(folder, store)
    except InputRefused as error:
        yield from ((str(problem), f"mend {FILE}") for problem in error.problems)
        return
    yield from ((listed.nobody(line), LOAD_OR_MEND) for line in listed.unmet())
    for line in listed.several():
        a, b, *_ = listed.means(line)
        mend = f"write the id of the one meant, or, if they are one, linkwork decide accept {a} {b}"
        yield str(listed.ambiguous(line)), mend
