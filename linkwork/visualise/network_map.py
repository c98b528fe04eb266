"""The network map: everything that is live, and how it is joined."""

from linkwork.graph.view import GraphView
from linkwork.visualise import EVERY_FORMAT, MEDIA_TYPES, Artifact, Drawing
from linkwork.visualise._network_html import html_page
from linkwork.visualise._network_scene import network_page
from linkwork.visualise._picture import picture, places
from linkwork.visualise._sheet import scene_file


def draw(view: GraphView, ending: str) -> Artifact:
    """The map as a page to search and click through (.html) or as a picture to print, from the same layout."""
    shown = picture(view)
    content = html_page(shown).encode("utf-8") if ending == ".html" else scene_file(network_page(shown), ending)
    return Artifact(f"network-map{ending}", MEDIA_TYPES[ending], content)


DRAWING = Drawing(
    name="network-map",
    title="The network map",
    question="Who and what is there, and how is it all connected?",
    formats=EVERY_FORMAT,
    draw=draw,
    places=places,
)
