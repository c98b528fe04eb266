"""The network map as one page that needs nothing else: pyvis's drawing library within it, and no request to anywhere.

pyvis lives in this file alone. Its own page template is not used: it calls other servers even when told to be
in-line, and leaves its heading unescaped.
"""

import json
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from linkwork.errors import LinkworkError
from linkwork.visualise._html import ours, policy, shelf, templates
from linkwork.visualise._marks import arrow, mark_at
from linkwork.visualise._picture import Join, Picture, Spot, faintness, kind_in_words
from linkwork.visualise._scene_svg import svg_items
from linkwork.visualise._style import BELONGING, FONT, INK, Line, mark
from linkwork.visualise._words import json_for_page

#: vis-network bends a line out about this much more than it is told to.
ROUNDNESS = 2.5
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "multiselect": False,
        "tooltipDelay": 100000,
        "hideEdgesOnDrag": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "custom", "font": {"size": 0}},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "smooth": False,
        "selectionWidth": 1.6,
        "hoverWidth": 0.6,
        "color": {"inherit": False, "color": BELONGING.colour},
    },
}


def html_page(shown: Picture) -> str:
    """The whole page. The same picture gives the same text."""
    style = shelf("network_map.css").replace("FONT", FONT)
    script, drawn_by = shelf("network_map.js"), library()
    return (
        templates()
        .get_template("network_map.html.j2")
        .render(
            shown=shown,
            policy=policy([drawn_by, script], style),
            style=ours(style),
            library=ours(drawn_by),
            script=ours(script),
            data=ours(json_for_page(_data(shown))),
            symbol=symbol,
            sample=sample,
            kind_in_words=kind_in_words,
        )
        + "\n"
    )


def library() -> str:
    """vis-network as pyvis brings it, fit to stand in a page. Raises LinkworkError if pyvis brings none."""
    shelves = files("pyvis").joinpath("templates", "lib")
    found = [one.name for one in shelves.iterdir() if one.name.startswith("vis-")]
    if not found:
        raise LinkworkError("The installed pyvis holds no vis-network. Install pyvis 0.3.2 again; nothing was written.")
    newest = max(found, key=lambda name: [int(part) for part in name.removeprefix("vis-").split(".")])
    text = shelves.joinpath(newest, "vis-network.min.js").read_text(encoding="utf-8")
    text = text.replace("\r\n", "\n").replace("</script", r"<\/script")
    kept = [row for row in text.split("\n") if not row.startswith("//# sourceMappingURL=")]
    return "\n".join(kept)  # the map is not here, and a browser's tools would go and look for it


def symbol(kind: str) -> Markup:
    """The mark of a kind for the legend."""
    drawn = "".join(svg_items(mark_at(kind, (0, 0), 10)))
    return ours(f'<svg class="symbol" viewBox="-12 -12 24 24" aria-hidden="true">{drawn}</svg>')


def sample(line: Line) -> Markup:
    """A stretch of a line for the legend."""
    drawn = "".join(text for part in arrow((0, 8, 0), (40, 8, 0), 0, line, 1.0) for text in svg_items(part))
    return ours(f'<svg class="sample" viewBox="0 0 42 16" aria-hidden="true">{drawn}</svg>')


def _data(shown: Picture) -> dict[str, Any]:
    """What the page's script draws from: pyvis's account of nodes and links, and the marks."""
    from pyvis.network import Network  # takes a second: only who draws waits for it

    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    for number, spot in enumerate(shown.spots):
        network.add_node(number, **_node(spot))
    for join in shown.joins:
        network.add_edge(join.from_number, join.to_number, **_edge(join, faintness(len(shown.joins))))
    nodes, edges, _, _, _, options = network.get_network_data()
    marks = {kind: {"path": mark(kind).path, "fill": mark(kind).fill} for kind, _ in shown.kinds}
    words = {kind: kind_in_words(kind, 1) for kind, _ in shown.kinds}
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "marks": marks,
        "words": words,
        "busiest": shown.busiest,
        "ink": INK,
        "font": FONT,
    }


def _node(spot: Spot) -> dict[str, Any]:
    return {
        "label": spot.name,
        "shape": "custom",
        "color": mark(spot.kind).fill,
        "x": spot.x,
        "y": spot.y,
        "size": spot.radius,
        "kind": spot.kind,
        "degree": spot.degree,
        "facts": [list(fact) for fact in spot.facts],
    }


def _edge(join: Join, faint: float) -> dict[str, Any]:
    colour = dict.fromkeys(("color", "highlight", "hover"), join.line.colour)
    drawn: dict[str, Any] = {
        "color": {**colour, "opacity": faint, "inherit": False},
        "width": join.line.width,
        "reads": join.reads,
        "facts": [list(fact) for fact in join.facts],
    }
    if join.line.dash:
        drawn["dashes"] = list(join.line.dash)
    if join.bend:
        turn = "curvedCW" if join.bend > 0 else "curvedCCW"
        drawn["smooth"] = {"enabled": True, "type": turn, "roundness": round(abs(join.bend) * ROUNDNESS, 3)}
    return drawn
