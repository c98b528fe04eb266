"""The scripts by which a page works out routes and closures by itself, equal to what Python answers, and its forms.

The scripts read the mapping that project/reckoning.py makes, and give `Linkwork.reckon.routes(data, {...})` and
`Linkwork.reckon.whatIf(data, {...})`; docs/measures.md says what they equal and how that is tested. The forms are in
atlas_reckon.html.j2: they go into a page that has the mapping as JSON in a script element with the id `reckon-data`,
before `panel()`.
"""

from linkwork.visualise._html import shelf

#: In the order in which they need each other.
RECKONERS = ("place", "rules", "search", "routes", "gaps", "whatif", "words")


def reckoner() -> str:
    """All of them as one script, which sets the one name `Linkwork`."""
    return "\n".join(shelf(f"reckon_{name}.js") for name in RECKONERS)


def panel() -> str:
    """The script that wires the forms to the reckoning; it comes after `reckoner()`."""
    return shelf("atlas_reckon.js")


def panel_style() -> str:
    """How the forms look, beside the page's own style."""
    return shelf("atlas_reckon.css")
