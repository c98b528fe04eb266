"""The scripts by which a page works out routes and closures by itself, equal to what Python answers.

They read the mapping that linkwork/reckoning.py makes and give `Linkwork.reckon.routes(data, {...})` and
`Linkwork.reckon.whatIf(data, {...})`; docs/measures.md says what they equal and how that is tested.
"""

from importlib.resources import files

#: In the order in which they need each other.
RECKONERS = ("place", "rules", "search", "routes", "gaps", "whatif", "words")


def reckoner() -> str:
    """All of them as one script, which sets the one name `Linkwork`."""
    return "\n".join(_shelf(f"reckon_{name}.js") for name in RECKONERS)


def _shelf(name: str) -> str:
    return files("linkwork.visualise").joinpath("templates", name).read_text(encoding="utf-8")
