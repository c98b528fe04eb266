"""Cases drawn by hypothesis, which makes each that went wrong as small as it can."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed

from linkwork.loaders import loader
from tools.fuzz.cases import of_bytes, structured
from tools.fuzz.documents import Files
from tools.fuzz.one import Counted, limited
from tools.fuzz.tried import put_down, tried

HOW = {"structure": structured, "bytes": of_bytes}


class Wrong(Exception):
    """A case that was not taken as it should be."""


def run(name: str, how: str, seed: int, folder: Path, found: Counted) -> None:
    """Try the cases; the smallest of each sort that went wrong is left in a folder of its own beside the last case."""
    trying = limited(lambda files: tried(loader(name), files, folder / "case"))
    known: set[str] = set()
    least: list[tuple[str, Files]] = []

    def case(files: Files) -> None:
        fault = trying(files)
        found.take(None)
        if fault and _sort(fault) not in known:
            least.append((fault, files))
            raise Wrong(_sort(fault))

    while found.tried < found.cases:
        try:
            trial = _wanted(found.cases - found.tried)(given(HOW[how](loader(name)))(case))
            with_seed(seed + len(known))(trial)()
        except Wrong:
            fault, files = least[-1]
            known.add(_sort(fault))
            found.wrong[fault] += 1
            put_down(files, folder / f"{how}-{len(known)}")


def _wanted(cases: int) -> settings:
    return settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


def _sort(fault: str) -> str:
    """What tells one fault from another: which error, and where."""
    return fault.partition(": ")[0]
