"""`make people`: everything asked of the marked town in every format, all that came out searched, the figures kept."""

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.people.town import FIRST, SECOND
from tools.people.trial import ASKED_FOR, Town, differences, holding, leaks, made, on_disk, outputs, served
from tools.people.ways import compared, ways
from tools.reliability.kept import Part, keep
from tools.shell import set_aside

COLUMNS = ("what was searched", "outputs", "bytes, unpacked", "marks found")
NOTES = (
    "The town has a marked value in every property and link that the schema calls personal, small or confidential, and "
    "names of people in columns that are not read; a test fails where a new property has none.",
    "A second town differs in nothing but what is private. An output that differs would tell of something hidden: a "
    "count, a rating, an order.",
    "`cypher` and `neo4j-import --internal` show what the graph holds: they are searched for what is personal alone. "
    "D7 shows the ground and the day for which people are held, as it is there to do.",
    "Drawings that place people, and formats that hold such places, are searched and not compared: ids of people are "
    "made by chance.",
)


def main() -> bool:
    """Whether nothing was found that should not be, and everything that was asked for; the figures are kept."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    with tempfile.TemporaryDirectory(prefix="people-") as folder:
        towns = made(FIRST, Path(folder) / "first"), made(SECOND, Path(folder) / "other")
        graph = on_disk(towns[0].folder / "graph")
        found = {**outputs(towns[0], ways(whole=True)), "serve": served(towns[0])}
        found_graph = list(holding(graph, FIRST.personal))
        private = leaks(found, ways(whole=True))
        same = [way for way in ways(whole=True) if compared(way, whole=True)]
        other = differences(towns, same, found)
        asked = _asked(towns[0])
    missing = sorted(ASKED_FOR - _marks(asked))
    rows = [
        _row("every command, nothing asked for", found, private),
        _row("the files of the embedded engine", graph, found_graph),
        _row("the same of a town that differs in what is private alone: outputs that differ", found, other, len(same)),
        _row(f"with --with-people --internal, where {len(ASKED_FOR)} at least are to be found", asked, _marks(asked)),
    ]
    keep(Part("people", f"Private values: {len(private) + len(other)} leaks", "make people", COLUMNS, rows, NOTES))
    for line in (*private, *found_graph, *other):
        sys.stderr.write(f"found: {line}\n")
    for mark in missing:
        sys.stderr.write(f"asked for, and not shown: {mark}\n")
    return not (private or found_graph or other or missing)


def _asked(town: Town) -> dict[str, bytes]:
    flags = ["--with-people", "--internal"]
    wanted = [way for way in ways(whole=False) if way.command in ("template", "draw", "export", "pack", "atlas")]
    return outputs(town, wanted, flags)


def _marks(found: Mapping[str, bytes]) -> set[str]:
    return {mark for _, mark in holding(found, {**FIRST.personal, **FIRST.confidential})}


def _row(what: str, found: Mapping[str, bytes], marks: Iterable[object], number: int | None = None) -> list[str]:
    size = sum(map(len, found.values()))
    return [what, f"{number or len(found):,}", f"{size:,}", f"{len(list(marks)):,}"]


if __name__ == "__main__":
    set_aside()
    sys.exit(not main())
