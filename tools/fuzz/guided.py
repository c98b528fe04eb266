"""Cases led by coverage: atheris sees which lines of Linkwork a case ran through, and goes on from those that are new.

Structure is changed by hypothesis' own strategies, fed with the bytes that atheris makes; bytes are those of a file, or
of a part of a file that is a zip, as `cases.slots` counts them.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.fuzz.documents import Files
from tools.fuzz.one import Counted, limited

Take = Callable[[Files], None]
#: What atheris makes may have so many bytes.
LONGEST = {"structure": 2_048, "bytes": 16_384}
#: Strings of bytes from which hypothesis draws the first structures.
BEGUN_WITH = 50


def run(name: str, how: str, seed: int, folder: Path, found: Counted) -> None:
    """Try the cases; then the process ends with what came of them on standard output."""
    import atheris

    with atheris.instrument_imports(include=["linkwork"]):
        from linkwork.loaders import loader, loaders

        loaders()
    from tools.fuzz.tried import put_down, tried

    trying = limited(lambda files: tried(loader(name), files, folder / "case"))

    def take(files: Files) -> None:
        fault = trying(files)
        found.take(fault)
        if fault and found.wrong[fault] == 1:
            put_down(files, folder / f"guided-{how}-{len(found.wrong)}")
        if found.tried >= found.cases:
            found.tell()
            os._exit(0)  # libFuzzer has no other end that is not a crash

    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for number in range(BEGUN_WITH if how == "structure" else 0):
        (corpus / str(number)).write_bytes(random.Random(seed + number).randbytes(LONGEST[how] // 2))  # noqa: S311
    entry = from_structure(name, take) if how == "structure" else from_bytes(name, take, corpus)
    told = [f"-seed={seed}", f"-max_len={LONGEST[how]}", "-rss_limit_mb=0", "-timeout=600", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *told, str(corpus)], entry)
    atheris.Fuzz()


def from_structure(name: str, take: Take) -> Callable[[bytes], object]:
    """What gives `take` the files that hypothesis draws where it is given these bytes for its dice."""
    from hypothesis import HealthCheck, given, settings

    from linkwork.loaders import loader
    from tools.fuzz.cases import structured

    wanted = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

    def case(files: Files) -> None:
        take(files)

    trial: Any = wanted(given(structured(loader(name)))(case))
    fed: Callable[[bytes], object] = trial.hypothesis.fuzz_one_input
    return fed


def from_bytes(name: str, take: Take, corpus: Path) -> Callable[[bytes], object]:
    """What gives `take` the files with these bytes, but for the first two, in the slot that the two name.

    Afterwards the corpus holds what gives each slot of the valid files as it is.
    """
    from linkwork.loaders import loader
    from tools.fuzz.cases import content_of, plain, put, slots

    places = [(files, slot) for files in plain(loader(name)) for slot in slots(files)]
    for number, (files, slot) in enumerate(places):
        (corpus / str(number)).write_bytes(number.to_bytes(2, "big") + content_of(files, slot))

    def entry(made: bytes) -> None:
        files, slot = places[int.from_bytes(made[:2], "big") % len(places)]
        take(put(files, slot, made[2:]))

    return entry
