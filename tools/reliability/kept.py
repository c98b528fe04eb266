"""The figures of what was tried, kept in docs/reliability/, and docs/reliability.md, made of nothing else.

python -m tools.reliability.kept    # the page anew from what was kept
"""

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.figures import read, today, write

DOCS = Path(__file__).parents[2] / "docs"
KEPT, PAGE = DOCS / "reliability", DOCS / "reliability.md"
#: The parts in the order in which the page has them; one that is not named here comes after them.
ORDER = ("faults", "deployment", "fuzz", "hostile", "people", "access", "supply", "protections")
HEAD = """# What was tried to break it

A council runs Linkwork on people's names and partners' confidential judgements. This page says what was done to lose
data, to get in and to make it tell what it should not, and what came of it. Each part names the command that does it
again; the figures are in [reliability/](reliability/). What it means for those who run Linkwork:
[SECURITY.md](../SECURITY.md) and [data protection](data-protection.md).
"""


@dataclass(frozen=True)
class Part:
    """One kind of trial: a table whose first column names what was tried, and what follows from it."""

    name: str
    title: str
    command: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


def keep(part: Part) -> None:
    """Write the part with the day and the software it ran on, show it, and make the page anew."""
    software = f"{platform.system()} ({platform.machine()}), Python {platform.python_version()}"
    held = {**asdict(part), "tried_on": today(), "software": software}
    write(KEPT, held)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(_told(held))


def page() -> str:
    """The whole page from what was kept."""
    return "\n".join([HEAD, *map(_told, read(KEPT, ORDER))])


def _told(part: Mapping[str, Any]) -> str:
    lines = [
        f"## {part['title']}\n",
        f"`{part['command']}`, {part['tried_on']}, {part['software']}.\n",
        f"| {' | '.join(part['columns'])} |",
        f"|{'---|' * len(part['columns'])}",
        *(f"| {' | '.join(row)} |" for row in part["rows"]),
        *(["", *(f"- {note}" for note in part["notes"])] if part["notes"] else []),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
