"""The network map as one page that needs nothing else: pyvis's drawing library within it, and no request to anywhere.

pyvis lives in this file alone. Its own page template is not used: it calls other servers even when told to be
in-line, and leaves its heading unescaped.
"""

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from linkwork.errors import LinkworkError
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
    room = Environment(
        loader=PackageLoader("linkwork.visualise"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _shelf("network_map.css").replace("FONT", FONT)
    script, library = _shelf("network_map.js"), _library()
    return (
        room.get_template("network_map.html.j2").render(
            shown=shown,
            policy=_policy([library, script], style),
            style=_ours(style),
            library=_ours(library),
            script=_ours(script),
            data=_ours(json_for_page(_data(shown))),
            symbol=_symbol,
            sample=_sample,
            kind_in_words=kind_in_words,
        )
        + "\n"
    )


def _ours(text: str) -> Markup:
    """Text that is not escaped again: Linkwork's and pyvis's own, and JSON already made fit for a page."""
    return Markup(text)  # noqa: S704


def _shelf(name: str) -> str:
    return files("linkwork.visualise").joinpath("templates", name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis brings it, fit to stand in a page. Raises LinkworkError if pyvis brings none."""
    shelves = files("pyvis").joinpath("templates", "lib")
    found = [shelf.name for shelf in shelves.iterdir() if shelf.name.startswith("vis-")]
    if not found:
        raise LinkworkError("The installed pyvis holds no vis-network. Install pyvis 0.3.2 again; nothing was written.")
    newest = max(found, key=lambda name: [int(part) for part in name.removeprefix("vis-").split(".")])
    text = shelves.joinpath(newest, "vis-network.min.js").read_text(encoding="utf-8")
    text = text.replace("\r\n", "\n").replace("</script", r"<\/script")
    kept = [row for row in text.split("\n") if not row.startswith("//# sourceMappingURL=")]
    return "\n".join(kept)  # the map is not here, and a browser's tools would go and look for it


def _policy(scripts: list[str], style: str) -> str:
    """What the browser may run and fetch: these scripts and this style by their hashes, and nothing from anywhere."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _symbol(kind: str) -> Markup:
    """The mark of a kind for the legend."""
    drawn = "".join(svg_items(mark_at(kind, (0, 0), 10)))
    return _ours(f'<svg class="symbol" viewBox="-12 -12 24 24" aria-hidden="true">{drawn}</svg>')


def _sample(line: Line) -> Markup:
    """A stretch of a line for the legend."""
    drawn = "".join(text for part in arrow((0, 8, 0), (40, 8, 0), 0, line, 1.0) for text in svg_items(part))
    return _ours(f'<svg class="sample" viewBox="0 0 42 16" aria-hidden="true">{drawn}</svg>')


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
