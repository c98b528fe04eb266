"""A crowded map leaves out what is offered, for whom and where, and says so."""

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise import drawing
from linkwork.visualise._crowd import CROWD, shown


def town(areas: int, bodies: int = 2) -> GraphView:
    """Some bodies, the first of which refers to a service, and areas that its offer covers."""
    nodes = [ViewNode(f"org-{n}", "Organisation", f"Body {n}") for n in range(bodies)]
    nodes += [ViewNode("service-a", "Service", "Advice"), ViewNode("offer-a", "Offer", "main")] if bodies else []
    nodes += [ViewNode(f"area-{n:03}", "Area", f"Ward {n}") for n in range(areas)]
    links = [ViewLink("r", "REFERS_TO", "org-0", "service-a"), ViewLink("h", "HAS_OFFER", "service-a", "offer-a")]
    links += [ViewLink(f"c{n}", "COVERS", "offer-a", f"area-{n:03}") for n in range(areas)]
    return GraphView("Town", tuple(nodes), tuple(links) if bodies else ())


def test_a_map_that_is_not_crowded_has_everything() -> None:
    seen = shown(town(CROWD - 4))
    assert len(seen.nodes) == CROWD
    assert seen.detail == {}


def test_a_crowded_map_has_who_is_there_and_how_they_are_joined() -> None:
    seen = shown(town(CROWD - 3))
    assert [node.id for node in seen.nodes] == ["org-0", "org-1", "service-a"]
    assert [link.id for link in seen.links] == ["r"]
    assert seen.detail == {"Offer": 1, "Area": CROWD - 3}
    assert seen.dead == (0, 0)


def test_where_there_is_nothing_else_the_detail_is_the_map() -> None:
    seen = shown(town(CROWD + 10, bodies=0))
    assert len(seen.nodes) == CROWD + 10


def test_what_was_left_out_is_said_on_the_picture() -> None:
    text = drawing("network-map").make(town(200), ".svg").content.decode()
    assert "left out so that the rest can be seen: 200 areas, 1 offer" in " ".join(text.split())
