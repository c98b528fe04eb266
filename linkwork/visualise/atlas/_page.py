"""The atlas as one page that needs nothing else, and makes no request to anywhere.

The map comes first and is drawn as soon as its own part of the page has been read; what follows may be long.
"""

from dataclasses import dataclass
from typing import Any

from linkwork.visualise._captions import rounds_in_words, sources_in_words
from linkwork.visualise._html import ours, policy, shelf, templates
from linkwork.visualise._network_html import library, sample, symbol
from linkwork.visualise._picture import kind_in_words
from linkwork.visualise._style import FONT
from linkwork.visualise._words import json_for_page, plain
from linkwork.visualise.atlas import AtlasView
from linkwork.visualise.atlas._chapters import GROUPS, MOST_ROWS, groups
from linkwork.visualise.atlas._map import map_part
from linkwork.visualise.atlas._proof import Proof
from linkwork.visualise.atlas._reckon import panel, panel_style, reckoner

#: The page's scripts: the first is run before anything is shown, those of the map when the map has been read.
FIRST, LIBRARY, LAST = "atlas_first.js", "library", "atlas_pages.js"
MAP = ("atlas_data.js", "atlas_names.js", "atlas_lines.js", "atlas_map.js", "atlas_card.js", "atlas_find.js")
SORTS = {"new": "New", "gone": "Gone", "changed": "Changed"}


@dataclass(frozen=True, slots=True)
class Sort:
    """Differences of one sort: how many there are, those shown as (what, kind), and what each of these rests on."""

    name: str
    heading: str
    number: int
    rows: tuple[tuple[str, str], ...]
    proof: list[list[list[int]]]


def html_page(view: AtlasView) -> str:
    """The whole page. The same view gives the same text."""
    proof = Proof()
    shown = map_part(view.graph, view.evidence, proof)
    chapters = groups(view.chapters, proof)
    sorts = _sorts(view, proof)
    evidence = {
        "files": proof.files,
        "rows": {page.anchor: page.proof for group in chapters for page in group.pages}
        | {f"changes-{sort.name}": sort.proof for sort in sorts},
    }
    scripts = _scripts(view)
    style = shelf("atlas.css").replace("FONT", FONT) + panel_style()
    given = {
        "view": view,
        "map": shown,
        "groups": chapters,
        "sorts": sorts,
        "change_links": [page for group in chapters for page in group.pages if group.title == GROUPS["change"]],
        "policy": policy(list(scripts.values()), style),
        "style": ours(style),
        "scripts": {name: ours(text) for name, text in scripts.items()},
        "map_scripts": MAP,
        "last_scripts": [name for name in scripts if name not in (FIRST, LIBRARY, *MAP)],
        "data": ours(json_for_page(shown.data)),
        "evidence": ours(json_for_page(evidence)),
        "reckoning": ours(json_for_page(view.reckoning)) if view.reckoning else None,
    }
    return templates().get_template("atlas.html.j2").render(given | _words(view)) + "\n"


def _scripts(view: AtlasView) -> dict[str, str]:
    """The scripts by name, in the order in which the page runs them."""
    reckoning = {"reckoner": reckoner(), "panel": panel()} if view.reckoning else {}
    maps = {name: shelf(name) for name in MAP}
    return {FIRST: shelf(FIRST), LIBRARY: library(), **maps, **reckoning, LAST: shelf(LAST)}


def _words(view: AtlasView) -> dict[str, Any]:
    """What the page says of itself, and what makes words and signs for it."""
    return {
        "place": plain(view.graph.title or "This place"),
        "rounds": rounds_in_words(view.graph),
        "sources": sources_in_words(view.graph),
        "note": plain(view.graph.note) if view.graph.note else "",
        "comparison": view.comparison,
        "plain": plain,
        "symbol": symbol,
        "sample": sample,
        "kind_in_words": kind_in_words,
    }


def _sorts(view: AtlasView, proof: Proof) -> list[Sort]:
    """The differences new before gone before changed, of each as many as a table has room for."""
    found = []
    for sort, heading in SORTS.items():
        rows = [one for one in view.comparison.differences if one.sort == sort]
        shown = tuple((plain(one.words), plain(one.kind)) for one in rows[:MOST_ROWS])
        found.append(Sort(sort, heading, len(rows), shown, [proof.entry(one.evidence) for one in rows[:MOST_ROWS]]))
    return found
