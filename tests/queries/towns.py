"""Every town that questions are tried on, found by being there: a module `*_town.py` in this folder that has TOWNS."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from tests.queries.town import Town, eastwick, oracle, supplied, twins

Make = Callable[[], Town]


def towns() -> Mapping[str, Make]:
    """What makes each town, by its name: those of town.py first, then those of every other module in order of name."""
    found: dict[str, Make] = {"eastwick": eastwick, "oracle": oracle, "supplied": supplied, "twins": twins}
    for path in sorted(Path(__file__).parent.glob("*_town.py")):
        own: Mapping[str, Make] = import_module(f"tests.queries.{path.stem}").TOWNS
        if again := found.keys() & own.keys():
            raise ValueError(f"{path.name}: there is a town {', '.join(sorted(again))} already")
        found |= own
    return found
