"""The network map: everything that is live, and how it is joined."""

from linkwork.graph.view import GraphView
from linkwork.visualise import MEDIA_TYPES, Artifact, Drawing
from linkwork.visualise._network_html import html_page
from linkwork.visualise._network_svg import svg_page
from linkwork.visualise._picture import picture


def draw(view: GraphView, ending: str) -> Artifact:
    """The map as a page to search and click through (.html) or as a picture to print (.svg), from the same layout."""
    shown = picture(view)
    text = svg_page(shown) if ending == ".svg" else html_page(shown)
    return Artifact(f"network-map{ending}", MEDIA_TYPES[ending], text.encode("utf-8"))


DRAWING = Drawing(
    name="network-map",
    title="The network map",
    question="Who and what is there, and how is it all connected?",
    formats=(".html", ".svg"),
    draw=draw,
)
