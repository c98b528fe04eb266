"""Every protection that Linkwork promises, how to take it out, and the tests that must fail when it is gone.

A file beside this one with a tuple `PROTECTIONS` is found; `make protections` takes out each of them in turn.
"""

import importlib
import pkgutil
from dataclasses import dataclass

#: The modules of this package that hold no protections.
WORKINGS = ("__main__", "tried")


@dataclass(frozen=True)
class Protection:
    """What holds, the file and the text that make it hold, what stands there without it, and what notices.

    `file` is below the root of the working copy; `text` occurs in it once; `tests` are files or single tests.
    """

    rule: str
    file: str
    text: str
    without: str
    tests: tuple[str, ...]


def protections() -> dict[str, tuple[Protection, ...]]:
    """All of them by the name of their file, in order."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name not in WORKINGS)
    return {name: importlib.import_module(f"{__name__}.{name}").PROTECTIONS for name in names}
