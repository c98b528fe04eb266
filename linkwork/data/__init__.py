"""The demonstrations: a folder a place, each with a demo.toml that says what is loaded and what is asked."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from linkwork.errors import no_such


@dataclass(frozen=True, slots=True)
class Source:
    """Something to load: the loader, a file or folder beside demo.toml, and the day it speaks of."""

    loader: str
    path: Path
    as_of: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A question the demonstration answers, under a heading of its own.

    `line` says a row in words, with the names of columns in braces; `as_of` asks from the rounds up to that day.
    `lead` says the finding in a sentence, with {rows} for how many rows there are: it goes into the summary. `show` is
    how many rows the terminal shows; `columns` are those of the page (none: all that people read).
    """

    heading: str
    question: str
    line: str
    as_of: str | None = None
    lead: str = ""
    show: int = 8
    parameters: Mapping[str, Any] = field(default_factory=dict)
    columns: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One demonstration. `note` is said on every output; it is empty for a real place.

    `pcns` and `areas` are the codes that its project names as its place.
    """

    key: str
    name: str
    note: str
    folder: Path
    sources: tuple[Source, ...]
    headlines: tuple[Headline, ...]
    pcns: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def places() -> dict[str, Place]:
    """Every demonstration by its key, the folder's name with hyphens."""
    with as_file(files(__name__)) as folder:
        found = [_place(path.parent) for path in sorted(folder.glob("*/demo.toml"))]
    return {place.key: place for place in found}


def place(key: str) -> Place:
    """The demonstration of that key. Raises LinkworkError naming those there are."""
    known = places()
    if key not in known:
        raise no_such("demonstration", key, known)
    return known[key]


def _place(folder: Path) -> Place:
    said: dict[str, Any] = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    return Place(
        key=folder.name.replace("_", "-"),
        name=said["name"],
        note=said["note"],
        folder=folder,
        sources=tuple(Source(s["loader"], folder / s["path"], s["as_of"]) for s in said["load"]),
        **{name: tuple(codes) for name, codes in said.get("place", {}).items()},
        headlines=tuple(Headline(**headline) for headline in said["answer"]),
    )
