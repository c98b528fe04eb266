"""GraphML and GEXF, each read back by a reader that is not Linkwork's own, and what exports say beside their files."""

import xml.etree.ElementTree as ET
from collections import Counter
from io import BytesIO

import igraph
import networkx as nx
import pytest

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._picture import picture
from linkwork.visualise._style import line, mark
from linkwork.visualise._words import plain
from linkwork.visualise.exports import export, live_part
from tests.visualise import towns
from tests.visualise.export_town import LINKS, NODES, TOWN, VIEWS, every_view, facts, made, reads

GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


@every_view
def test_networkx_finds_every_thing_link_and_fact_in_graphml(name):
    read = nx.read_graphml(BytesIO(made("graphml", ".graphml", name)), force_multigraph=True)
    drawn = {"x", "y", "size", "r", "g", "b"}
    assert read.is_directed()
    assert {id_: {k: v for k, v in data.items() if k not in drawn} for id_, data in read.nodes(data=True)} == {
        n.id: {"label": plain(n.name), "kind": n.kind, "live": n.live, **facts(n)} for n in VIEWS[name].nodes
    }
    found = {key: (a, b, {k: v for k, v in data.items() if k not in drawn}) for a, b, key, data in links_of(read)}
    assert found == {
        r.id: (r.from_id, r.to_id, {"label": reads(r.kind), "kind": r.kind, "live": r.live, **facts(r)})
        for r in VIEWS[name].links
    }


def links_of(read):
    return read.edges(keys=True, data=True)


def test_igraph_reads_the_graphml_alike(tmp_path):
    (tmp_path / "town.graphml").write_bytes(made("graphml", ".graphml"))
    read = igraph.Graph.Read_GraphML(str(tmp_path / "town.graphml"))
    assert read.is_directed()
    assert [(v["id"], v["label"], v["kind"], v["live"]) for v in read.vs] == [
        (n.id, n.name, n.kind, n.live) for n in NODES
    ]
    assert read.vs.find(id="service-a")["wait_days"] == 12
    assert read.vs.find(id="org-mill")["aliases"] == "The Mill; Müller"
    assert [(read.vs[e.source]["id"], e["kind"], read.vs[e.target]["id"]) for e in read.es] == [
        (r.from_id, r.kind, r.to_id) for r in LINKS
    ]


def test_graphml_says_what_it_is_where_no_reader_takes_it_for_data():
    whole = ET.fromstring(made("graphml", ".graphml"))
    words = whole.findtext("{http://graphml.graphdrawing.org/xmlns}desc")
    assert words == "Mill Town. Made up. Sources: list (2023); mapping (2024-05-01)."


# GEXF.


@every_view
def test_networkx_finds_every_thing_link_and_fact_in_gexf(name):
    read = nx.read_gexf(BytesIO(made("gexf", ".gexf", name)))
    assert read.is_directed()
    assert {id_: {k: v for k, v in data.items() if k != "viz"} for id_, data in read.nodes(data=True)} == {
        n.id: {"label": plain(n.name), "kind": n.kind, "live": n.live, **facts(n)} for n in VIEWS[name].nodes
    }
    # networkx gives a link the kind of the attribute of that name, and its own id as `id`.
    found = {
        data["id"]: (a, b, {k: v for k, v in data.items() if k not in ("id", "viz")})
        for a, b, data in read.edges(data=True)
    }
    assert found == {
        r.id: (r.from_id, r.to_id, {"label": reads(r.kind), "kind": r.kind, "live": r.live, **facts(r)})
        for r in VIEWS[name].links
    }


@every_view
def test_gexf_has_what_its_schema_asks_for_and_nothing_else(name):
    whole = ET.fromstring(made("gexf", ".gexf", name))
    assert (whole.tag, whole.attrib) == (f"{{{GEXF['g']}}}gexf", {"version": "1.3"})
    assert [child.tag.rpartition("}")[2] for child in whole] == ["meta", "graph"]
    (graph,) = whole.findall("g:graph", GEXF)
    assert [child.tag.rpartition("}")[2] for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    may = {
        "attribute": ({"id", "title", "type"}, set()),
        "node": ({"id", "label"}, {"attvalues", "color", "position", "size", "shape"}),
        "edge": ({"id", "source", "target", "label", "kind"}, {"attvalues", "color", "thickness", "shape"}),
        "attvalue": ({"for", "value"}, set()),
    }
    for tag, (attributes, children) in may.items():
        for element in graph.iterfind(f".//g:{tag}", GEXF):
            assert set(element.attrib) == attributes
            assert {child.tag.rpartition("}")[2] for child in element} <= children
    for of, tag in (("node", "nodes"), ("edge", "edges")):
        declared = graph.findall(f"g:attributes[@class='{of}']/g:attribute", GEXF)
        assert {one.get("type") for one in declared} <= {"string", "long", "double", "boolean"}
        ids = [one.get("id") for one in declared]
        used = {value.get("for") for value in graph.iterfind(f"g:{tag}//g:attvalue", GEXF)}
        assert len(ids) == len(set(ids))
        assert used <= set(ids)
        things = graph.findall(f"g:{tag}/g:{of}", GEXF)
        assert graph.find(f"g:{tag}", GEXF).get("count") == str(len(things))
        assert max(Counter(thing.get("id") for thing in things).values(), default=1) == 1
    assert {one.get("value") for one in graph.iterfind("g:nodes//viz:shape", GEXF)} <= set(
        ("disc", "square", "triangle", "diamond")
    )
    assert {one.get("value") for one in graph.iterfind("g:edges//viz:shape", GEXF)} <= {"solid", "dotted", "dashed"}


def test_gexf_says_what_it_is_and_of_which_day():
    meta = ET.fromstring(made("gexf", ".gexf")).find("g:meta", GEXF)
    assert meta.get("lastmodifieddate") == "2024-05-01"
    assert meta.findtext("g:description", namespaces=GEXF) == (
        "Mill Town. Made up. Sources: list (2023); mapping (2024-05-01)."
    )
    assert ET.fromstring(made("gexf", ".gexf", "empty")).find("g:meta", GEXF).attrib == {}


# Where everything stands, in both.


def hexed(colour):
    return "#" + bytes(colour).hex()


def test_places_sizes_and_colours_are_those_of_the_network_map_with_its_top_up():
    view = live_part(towns.hamlet())
    expected = {
        spot.id: (spot.x, -spot.y, spot.radius, mark(spot.kind).fill.lower()) for spot in picture(towns.hamlet()).spots
    }
    in_gexf = nx.read_gexf(BytesIO(export("gexf").make(view, ".gexf").content))
    looks = {id_: data["viz"] for id_, data in in_gexf.nodes(data=True)}
    assert {
        id_: (viz["position"]["x"], viz["position"]["y"], viz["size"], hexed([viz["color"][part] for part in "rgb"]))
        for id_, viz in looks.items()
    } == expected
    in_graphml = nx.read_graphml(BytesIO(export("graphml").make(view, ".graphml").content), force_multigraph=True)
    assert {
        id_: (data["x"], data["y"], data["size"], hexed([data[part] for part in "rgb"]))
        for id_, data in in_graphml.nodes(data=True)
    } == expected
    links = ET.fromstring(export("gexf").make(view, ".gexf").content).findall(".//g:edge", GEXF)
    colours = [[int(one.find("viz:color", GEXF).get(part)) for part in "rgb"] for one in links]
    assert [(one.get("kind"), hexed(colour)) for one, colour in zip(links, colours, strict=True)] == [
        (link.kind, line(link.kind).colour.lower()) for link in view.links
    ]
    shapes = {one.get("id"): one for one in ET.fromstring(made("gexf", ".gexf")).iterfind(".//g:node", GEXF)}
    assert shapes["service-a"].find("viz:shape", GEXF).get("value") == "square"
    assert shapes["area-mill"].find("viz:shape", GEXF) is None


@pytest.mark.parametrize(("form", "ending", "place"), [("gexf", ".gexf", b"position"), ("graphml", ".graphml", b"-x")])
def test_a_city_too_large_to_lay_out_has_no_places_and_says_so(form, ending, place):
    city = GraphView("City", tuple(ViewNode(f"org-{n:05}", "Organisation", "A") for n in range(5_001)), ())
    text = export(form).make(city, ending).content
    assert text.count(b"<node ") == 5_001
    assert text.count(place) == (form == "graphml")  # the key is declared all the same
    assert any("5,001 things are more than 5,000: use one of Gephi's layouts" in one for one in export(form).says(city))


def test_each_says_how_much_there_is_and_what_it_has_no_place_for():
    hidden = "Text in place of numbers, as small ones are not shown: caseload."
    assert export("gexf").says(TOWN) == (
        "6 things and 4 links.",
        hidden,
        "GEXF has four shapes of things, and Gephi draws every thing round and every link whole; lists are text with ; "
        "between.",
    )
    assert export("xlsx").says(TOWN) == (
        "6 things and 4 links.",
        "A sheet that explains, 3 sheets of things and one of links.",
        hidden,
        "Marked as text, and no formula, are 2 texts that begin as a formula does.",
        "A workbook has no places, sizes and colours; lists are text with ; between.",
    )
    assert "Told apart by more than the name, as others have the same: 4." in export("kumu").says(TOWN)
    long = GraphView("Town", (ViewNode("org-a", "Organisation", "A", facts={"description": "x" * 32_768}),), ())
    assert "Cut where a cell ends, at 32,767 characters: 1 text." in export("xlsx").says(long)


def test_the_live_part_has_no_link_to_what_is_not_live():
    dead_end = ViewLink("k", "PROVIDES", "org-mill", "service-c")
    live = live_part(GraphView("Town", NODES, (*LINKS, dead_end)))
    assert [node.id for node in live.nodes] == [node.id for node in NODES if node.id != "service-c"]
    assert live.links == (LINKS[0], LINKS[1], LINKS[3])
