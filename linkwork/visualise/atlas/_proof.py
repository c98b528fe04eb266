"""Evidence, written once: which rows of which files, by the numbers of the files."""

from collections.abc import Iterable

from linkwork.visualise._words import plain
from linkwork.visualise.atlas import Said


class Proof:
    """The files that evidence lies in, each once, in the order in which they were first met."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}

    def entry(self, rows: Iterable[Said]) -> list[list[int]]:
        """What something rests on, as [file, row, row, ...], in the order given; a file without rows stands alone."""
        found: dict[int, list[int]] = {}
        for one in rows:
            held = found.setdefault(self._files.setdefault(_file(one), len(self._files)), [])
            if one.row is not None and one.row not in held:
                held.append(one.row)
        return [[file, *sorted(numbers)] for file, numbers in found.items()]

    @property
    def files(self) -> list[str]:
        """The files in words, in the order of their numbers."""
        return list(self._files)


def _file(one: Said) -> str:
    """Source, day, file and sheet; a sheet that only repeats the name of its file is not said."""
    by = f"{one.source} of {one.date}" if one.date else one.source
    if not one.file:
        return plain(by)
    sheet = f", sheet {one.sheet}" if one.sheet and one.sheet != one.file.rpartition(".")[0] else ""
    return plain(f"{by}: {one.file}{sheet}")
