"""The errors people see: each is a plain sentence and carries the exit code of the command."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

#: Of a name, and of what is wrong, so many characters are shown.
NAMED, SAID = 260, 20_000


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with one place in a source file, said so that the reader can mend it."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    message: str = ""

    @property
    def place(self) -> str:
        """File, sheet, row and column as far as they are known."""
        place = [_short(self.file, NAMED)]
        place += [f"sheet {_short(self.sheet, NAMED)}"] if self.sheet else []
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {_short(self.column, NAMED)}"] if self.column else []
        return ", ".join(place)

    def __str__(self) -> str:
        """The place, then what is wrong and what is allowed.

        A cell or a heading may be as long as a book: what it takes to know it again is said of it.
        """
        return f"{self.place}: {_short(self.message, SAID)}"


class LinkworkError(Exception):
    """Something the reader can put right. The message says what, where, and what to do next."""

    exit_code = 1


class InputRefused(LinkworkError):
    """A source that cannot be loaded: every problem in it, what else was noticed, and that nothing was kept."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem], notes: Sequence[str] = ()) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems), key=_by_place)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        lines = [f"{count} {noun} in the input. Nothing was kept and nothing was changed."]
        lines += [f"  {problem}" for problem in self.problems] + [f"  Note: {note}" for note in notes]
        super().__init__("\n".join(lines))


class NothingToKeep(LinkworkError):
    """The files are as they should be and say nothing: not a failure, and there is no more to do."""

    exit_code = 0


class GraphUnavailable(LinkworkError):
    """The graph cannot be opened, read or written just now."""


class GraphBusy(GraphUnavailable):
    """Another process is writing to the graph, or was broken off while it did."""


class NoGraphYet(GraphUnavailable):
    """Nothing has been built where the graph is to be."""


class AlreadySo(LinkworkError):
    """What was to be decided is decided; the graph may not show it yet, where that was broken off."""


class NotConfirmed(LinkworkError):
    """Linkwork would have asked, and there is nobody at the keyboard."""


def said_in(text: str, known: Mapping[str, str]) -> list[str]:
    """Up to three of the known names that have the text among their words, or in what is said of them, in any case."""
    wanted = f" {_plain(text)} "
    return [name for name, words in known.items() if wanted.strip() and wanted in f" {_plain(f'{name} {words}')} "][:3]


def no_such(what: str, name: str, known: Iterable[str], about: Mapping[str, str] | None = None) -> LinkworkError:
    """The error for a name that nothing of a sort has, with the nearest there is and all there are.

    Where none is near in spelling, it is those that have the name among their words, or in what `about` says of them.
    """
    names = list(known)
    near = get_close_matches(name, names, n=1) or said_in(name, {one: (about or {}).get(one, "") for one in names})
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return LinkworkError(f"There is no {what} {name!r}.{hint} The {what}s are {', '.join(names)}.")


def _by_place(problem: Problem) -> tuple[str, str, int, str, str]:
    return (problem.file, problem.sheet, problem.row or 0, problem.column, problem.message)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2]} ... {text[-most // 2 :]}"
