"""One small map in every format that is read, and real networks counted by other means."""

import csv
import json

import networkx
import pytest
from openpyxl import Workbook

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders.edges import LOADER

WORDS = '[kinds]\n"Charity" = "Organisation"\n[links]\n"sends people to" = "REFERS_TO"\n'
RIVERSIDE, MILL, WALKS = "org-m-riverside", "org-m-mill", "service-m-walks"


def read(*paths, words=WORDS):
    mapping = paths[0].parent / "words.toml"
    mapping.write_text(words, encoding="utf-8")
    return LOADER.load([*paths, mapping], Names("m"))


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def holds(reading):
    """Kinds of things and links with the ids, in the order of the file."""
    found = {}
    for table in check(reading, SCHEMA):
        ends = ["from_id", "to_id"] if table.kind in SCHEMA.link else ["id"]
        found.setdefault(table.kind, []).extend(table.rows.select(ends).rows())
    return found


TOWN = {
    "Organisation": [(RIVERSIDE,), (MILL,)],
    "Service": [(WALKS,)],
    "PROVIDES": [(RIVERSIDE, WALKS)],
    "REFERS_TO": [(MILL, WALKS)],
}


def csv_pair(folder):
    nodes = put(folder, "nodes.csv", "id,name,type\n1,Riverside,Charity\n2,Mill,Organisation\n3,Walks,Service\n")
    return [nodes, put(folder, "edges.csv", "source,target,type\n1,3,provides\n2,3,sends people to\n")]


def gephi(folder):
    nodes = put(folder, "a.csv", "Id;Label;Kind\n1;Riverside;Charity\n2;Mill;Organisation\n3;Walks;Service\n")
    edges = "Source;Target;Type;Id;Label;Weight\n1;3;Directed;0;provides;1.0\n2;3;Directed;1;sends people to;1.0\n"
    return [nodes, put(folder, "b.csv", edges)]


def kumu_workbook(folder):
    book = Workbook()
    elements, connections = book.active, book.create_sheet("Connections")
    elements.title = "Elements"
    for row in (
        ("Label", "Type", "Description", "Tags"),
        ("Riverside", "Charity", "A trust", "one|two"),
        ("Mill", "Organisation", None, None),
        ("Walks", "Service", "On Fridays", None),
    ):
        elements.append(row)
    for row in (
        ("From", "To", "Direction", "Type"),
        ("Riverside", "Walks", "directed", "provides"),
        ("Mill", "Walks", "directed", "sends people to"),
    ):
        connections.append(row)
    book.create_sheet("Loops").append(("Label",))
    book.create_sheet("Notes (ignore)").append(("whatever",))
    book.save(folder / "kumu.xlsx")
    return [folder / "kumu.xlsx"]


ELEMENTS = [("e1", "Riverside", "Charity"), ("e2", "Mill", "Organisation"), ("e3", "Walks", "Service")]
CONNECTIONS = [("e1", "e3", "provides"), ("e2", "e3", "sends people to")]


def kumu_export(folder):
    elements = [{"_id": i, "attributes": {"label": n, "element type": t, "tags": ["x"]}} for i, n, t in ELEMENTS]
    connections = [
        {"_id": f"c-{a}", "from": a, "to": b, "direction": "directed", "attributes": {"connection type": t}}
        for a, b, t in CONNECTIONS
    ]
    whole = {"elements": elements, "connections": connections, "maps": [{"name": "All"}], "loops": []}
    return [put(folder, "kumu.json", json.dumps(whole))]


def kumu_blueprint(folder):
    names = {i: n for i, n, _ in ELEMENTS}
    elements = [{"label": n, "type": t} for _, n, t in ELEMENTS]
    connections = [{"from": names[a], "to": names[b], "type": t} for a, b, t in CONNECTIONS]
    return [put(folder, "kumu.json", json.dumps({"elements": elements, "connections": connections}))]


def drawn():
    graph = networkx.DiGraph()
    for id_, name, kind in ELEMENTS:
        graph.add_node(id_, label=name, kind=kind)
    for start, end, kind in CONNECTIONS:
        graph.add_edge(start, end, relation=kind)
    return graph


def graphml(folder):
    networkx.write_graphml_xml(drawn(), folder / "map.graphml")
    return [folder / "map.graphml"]


def gexf(folder):
    networkx.write_gexf(drawn(), folder / "map.gexf")
    return [folder / "map.gexf"]


def yed(folder):
    """GraphML with the labels in a drawing program's own elements, in UTF-16, under another ending."""
    nodes = "".join(
        f'<node id="{i}"><data key="d1"><y:ShapeNode><y:NodeLabel>{n}</y:NodeLabel></y:ShapeNode></data>'
        f'<data key="d2">{t}</data></node>'
        for i, n, t in ELEMENTS
    )
    edges = "".join(
        f'<edge source="{a}" target="{b}"><data key="d3"><y:EdgeLabel>{t}</y:EdgeLabel></data></edge>'
        for a, b, t in CONNECTIONS
    )
    keys = '<key for="node" id="d1" yfiles.type="nodegraphics"/><key for="node" id="d2" attr.name="type"/>'
    root = f'<graphml xmlns:y="http://y.test">{keys}<graph edgedefault="directed">{nodes}{edges}</graph></graphml>'
    return [put(folder, "map.xml", f'<?xml version="1.0" encoding="UTF-16"?>\n{root}'.encode("utf-16"))]


def in_a_folder(folder):
    inside = folder / "map"
    inside.mkdir()
    csv_pair(inside)
    return [inside]


FORMATS = [csv_pair, gephi, kumu_workbook, kumu_export, kumu_blueprint, graphml, gexf, yed, in_a_folder]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.__name__)
def test_one_map_says_the_same_in_every_format(tmp_path, form):
    reading = read(*form(tmp_path))
    assert reading.problems == ()
    assert holds(reading) == TOWN


def test_what_kumu_has_besides_is_named_as_not_read(tmp_path):
    assert read(*kumu_export(tmp_path)).warnings == (
        "kumu.json: 'maps' is not read",
        "kumu.json, sheet elements, column tags is filled but not read",
    )
    assert read(*kumu_workbook(tmp_path)).warnings == (
        "kumu.xlsx, sheet Loops is not read: 0 rows",
        "kumu.xlsx, sheet Notes (ignore) is not read: 0 rows",
        "kumu.xlsx, sheet Elements, column Description is filled but not read for Organisation",
        "kumu.xlsx, sheet Elements, column Tags is filled but not read",
    )


def test_several_ends_in_one_cell_are_several_lines(tmp_path):
    nodes = put(tmp_path, "nodes.csv", "label,type\nA,Service\nB|C,Service\nD,Service\nE,Service\n")
    edges = put(tmp_path, "edges.csv", "from,to,type\nA,B|C,refers to\nA,D|E,refers to\n")
    assert [to for _, to in holds(read(nodes, edges))["REFERS_TO"]] == ["service-m-b-c", "service-m-d", "service-m-e"]


def test_each_line_of_graphml_and_gexf_has_its_own_direction_else_that_of_the_graph(tmp_path):
    services = "".join(f'<node id="{n}" label="{n}"><data key="t">Service</data></node>' for n in "ab")
    key = '<key id="t" for="all" attr.name="type"><default>refers to</default></key>'
    lines = '<edge source="a" target="b"/><edge source="b" target="a" directed="true"/>'
    path = put(
        tmp_path, "m.graphml", f'<graphml>{key}<graph edgedefault="undirected">{services}{lines}</graph></graphml>'
    )
    (problem,) = read(path).problems
    assert str(problem).startswith("m.graphml, sheet edges, row 1: lines 'refers to' have no direction")
    attributes = '<attributes class="node"><attribute id="0" title="type"><default>Service</default></attribute>'
    nodes = '<nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>'
    edges = '<edges><edge source="a" target="b" type="mutual" kind="refers to"/></edges>'
    body = f'<graph defaultedgetype="directed">{attributes}</attributes>{nodes}{edges}</graph>'
    assert holds(read(put(tmp_path, "m.gexf", f"<gexf>{body}</gexf>"))) == {
        "Service": [("service-m-a",), ("service-m-b",)],
        "REFERS_TO": [("service-m-a", "service-m-b"), ("service-m-b", "service-m-a")],
    }


def test_the_direction_of_a_graph_inside_a_thing_is_its_own_alone(tmp_path):
    services = "".join(f'<node id="{n}" label="{n}"><data key="t">Service</data></node>' for n in "abc")
    key = '<key id="t" for="all" attr.name="type"><default>refers to</default></key>'
    inner = '<node id="g" label="g"><data key="t">Service</data><graph edgedefault="undirected"/></node>'
    body = f'{services}{inner}<edge source="a" target="b"/>'
    path = put(tmp_path, "m.graphml", f'<graphml>{key}<graph edgedefault="directed">{body}</graph></graphml>')
    assert read(path).problems == ()


BODIES = '[kinds]\n"(no type)" = "Organisation"\n[links]\n"(no type)" = "WORKS_WITH"\n'


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["TCnetworks_TCcnt", "TCnetworks_TCcoll", "emon_Cheyenne"])
def test_a_real_network_has_the_bodies_and_lines_that_others_counted(shared, tmp_path, name):
    folder = shared / "data" / "networks"
    expected = json.loads((folder / "EXPECTED_networks.json").read_text(encoding="utf-8"))[name]
    nodes, edges = folder / f"{name}_nodes.csv", folder / f"{name}_edges.csv"
    (tmp_path / "words.toml").write_text(BODIES, encoding="utf-8")
    reading = LOADER.load([nodes, edges, tmp_path / "words.toml"], Names("m"))
    assert reading.problems == ()
    bodies, lines = (table.rows for table in check(reading, SCHEMA))
    assert (bodies.height, lines.height) == (expected["nodes"], expected["edges"])
    named = {row["id"]: row["vertex.names"] for row in rows(nodes)}
    ids = dict(bodies.select("id", "name").rows())
    drawn_here = {(ids[a], ids[b]) for a, b in lines.select("from_id", "to_id").rows()}
    assert drawn_here == {(named[row["source"]], named[row["target"]]) for row in rows(edges)}
    degrees = networkx.DiGraph(list(drawn_here)).degree()
    assert all(degrees[body] == degree for body, degree in expected["top_degree"])


def test_a_real_network_says_the_same_by_graphml_and_gexf_as_networkx_reads_them(shared, tmp_path):
    folder = shared / "data" / "networks"
    graph = networkx.Graph((row["source"], row["target"]) for row in rows(folder / "TCnetworks_TCcnt_edges.csv"))
    networkx.write_graphml_xml(graph, tmp_path / "m.graphml")
    networkx.write_gexf(graph, tmp_path / "m.gexf")
    for path, again in (("m.graphml", networkx.read_graphml), ("m.gexf", networkx.read_gexf)):
        theirs = again(tmp_path / path)
        found = holds(read(tmp_path / path, words=BODIES))
        assert len(found["Organisation"]) == theirs.number_of_nodes() == 25
        ends = {frozenset(id_.removeprefix("org-m-") for id_ in pair) for pair in found["WORKS_WITH"]}
        assert ends == {frozenset(pair) for pair in theirs.edges()}
        assert len(found["WORKS_WITH"]) == theirs.number_of_edges() == 175


def test_people_of_a_real_list_of_attendance_are_left_out_and_counted(shared, tmp_path):
    path = shared / "data" / "networks" / "davis_attendance.csv"
    expected = json.loads((path.parent / "EXPECTED_networks.json").read_text(encoding="utf-8"))["davis"]
    columns = '[columns]\nwoman = "from"\nevent = "to"\n[ends]\nto = "Engagement"\nfrom = '
    (tmp_path / "words.toml").write_text(f'{columns}"Person"\n', encoding="utf-8")
    reading = LOADER.load([path, tmp_path / "words.toml"], Names("m"))
    assert [table.kind for table in check(reading, SCHEMA)] == ["Engagement"]
    assert reading.tables[0].rows.height == expected["events"] == 14
    counted = [warning.partition(": ")[2] for warning in reading.warnings]
    assert counted[0].startswith(f"people left out: {expected['women']};")
    assert counted[1] == f"lines left out, because they begin or end with people: {expected['edges']}"
    # The same list read as if each of them were a body, to see that no attendance is lost.
    words = f'{columns}"Organisation"\n[links]\n"(no type)" = "TOOK_PART"\n'
    (tmp_path / "words.toml").write_text(words, encoding="utf-8")
    found = holds(LOADER.load([path, tmp_path / "words.toml"], Names("m")))
    assert (len(found["Organisation"]), len(found["TOOK_PART"])) == (18, len(rows(path)))
