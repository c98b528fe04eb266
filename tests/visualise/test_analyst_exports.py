"""The exports of the whole graph, each read back by a reader that is not Linkwork's own."""

import csv
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from functools import cache
from io import BytesIO, StringIO

import igraph
import networkx as nx
import openpyxl
import polars
import pytest
from python_calamine import CalamineWorkbook

from linkwork.errors import LinkworkError
from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._picture import picture
from linkwork.visualise._style import line, mark
from linkwork.visualise._words import plain
from linkwork.visualise.exports import export, live_part
from linkwork.visualise.exports._workbook import Page, titles, workbook
from tests.visualise import towns

GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
NODES = (
    ViewNode("area-mill", "Area", "Mill Ward", facts={"population": 7600, "core20_share": 0.25}),
    ViewNode("org-mill", "Organisation", "Mill & <Sons>", facts={"aliases": ["The Mill", "Müller"], "website": ""}),
    ViewNode("org-sum", "Organisation", "=SUM(A1:A9)", facts={"sector": "vcse", "category": "+44 club"}),
    ViewNode("service-a", "Service", "Walks", facts={"wait_days": 12, "caseload": "under 5", "description": "A\nB"}),
    ViewNode("service-b", "Service", "Walks", facts={"caseload": 40, "door": True}),
    ViewNode("service-c", "Service", "mill & <sons>", live=False, facts={"door": False, "aliases": []}),
)
LINKS = (
    ViewLink("FUNDS|org-mill|service-a", "FUNDS", "org-mill", "service-a", facts={"amount": 1200.5}),
    ViewLink("PROVIDES|org-mill|service-a", "PROVIDES", "org-mill", "service-a", facts={"since": "2024"}),
    ViewLink("PROVIDES|org-sum|service-c", "PROVIDES", "org-sum", "service-c", live=False),
    ViewLink("REFERS_TO|service-a|service-a", "REFERS_TO", "service-a", "service-a", facts={"blocks": False}),
)
TOWN = GraphView("Mill Town", NODES, LINKS, (("mapping", "2024-05-01"), ("list", "2023")), "Made up")
#: Every fact that says something, as a table or XML holds it; `caseload` is text because one of the two is.
FACTS = {
    "area-mill": {"population": 7600, "core20_share": 0.25},
    "org-mill": {"aliases": "The Mill; Müller"},
    "org-sum": {"sector": "vcse", "category": "+44 club"},
    "service-a": {"wait_days": 12, "caseload": "under 5", "description": "A\nB"},
    "service-b": {"caseload": "40", "door": True},
    "service-c": {"door": False},
    "FUNDS|org-mill|service-a": {"amount": 1200.5},
    "PROVIDES|org-mill|service-a": {"since": "2024"},
    "PROVIDES|org-sum|service-c": {},
    "REFERS_TO|service-a|service-a": {"blocks": False},
}
READS = {"FUNDS": "funds", "PROVIDES": "provides", "REFERS_TO": "refers to", "PART_OF": "is part of"}
VIEWS = {"town": TOWN, "hostile": towns.hostile(), "empty": GraphView("Nowhere", (), (), note="Made up")}
every_view = pytest.mark.parametrize("name", VIEWS)


@cache
def made(form, ending, name="town"):
    return export(form).make(VIEWS[name], ending).content


def held(text):
    """Text as XML can hold it: what it has no way to write is marked."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", str(text))
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def facts(thing):
    """The facts of a thing of the town, written out above; of the hostile one, by the rule for text and lists."""
    if thing.id in FACTS:
        return FACTS[thing.id]
    texts = {plain(k): "; ".join(v) if isinstance(v, list) else v for k, v in thing.facts.items()}
    return {name: held(text) for name, text in texts.items() if text}


def reads(kind):
    return READS.get(kind, plain(kind.replace("_", " ").lower()))


def no_formula(value):
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") and value else value


# GraphML.


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


# Tables.


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def in_csv(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(no_formula(value))


@every_view
def test_csv_has_every_thing_link_and_fact_under_gephis_headings(name):
    view, files = VIEWS[name], parts(made("csv", ".zip", name))
    nodes, edges = (list(csv.DictReader(StringIO(files[f].decode(), newline=""))) for f in ("nodes.csv", "edges.csv"))
    note = {"note": plain(view.note)}
    assert [{k: v for k, v in row.items() if v} for row in nodes] == [
        {
            k: in_csv(v)
            for k, v in {"Id": n.id, "Label": plain(n.name), "kind": n.kind, "live": n.live, **facts(n)}.items()
        }
        | note
        for n in view.nodes
    ]
    ends = ({"Source": r.from_id, "Target": r.to_id, "Type": "Directed", "Id": r.id} for r in view.links)
    assert [{k: v for k, v in row.items() if v} for row in edges] == [
        {
            **end,
            "Label": reads(r.kind),
            "kind": r.kind,
            **{k: in_csv(v) for k, v in {"live": r.live, **facts(r)}.items()},
        }
        | note
        for end, r in zip(ends, view.links, strict=True)
    ]


def test_polars_finds_numbers_and_yes_or_no_in_the_csv():
    nodes = polars.read_csv(parts(made("csv", ".zip"))["nodes.csv"])
    assert (nodes.schema["wait_days"], nodes.schema["core20_share"], nodes.schema["live"]) == (
        polars.Int64,
        polars.Float64,
        polars.Boolean,
    )
    assert nodes.filter(polars.col("Id") == "service-a")["description"].to_list() == ["A\nB"]


def test_the_zip_file_says_what_its_tables_are():
    words = parts(made("csv", ".zip"))["about.txt"].decode()
    assert words.startswith("Mill Town. Made up. Sources: list (2023); mapping (2024-05-01).\n")
    assert "nodes.csv: 6 things" in words
    assert "edges.csv: 4 links" in words


def sheets(content):
    book = openpyxl.load_workbook(BytesIO(content))
    return book, {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def records(rows):
    return [{k: v for k, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


def in_a_cell(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else no_formula(value)


@every_view
def test_a_workbook_has_every_thing_link_and_fact_on_a_sheet_for_each_kind(name):
    view, (_, found) = VIEWS[name], sheets(made("xlsx", ".xlsx", name))
    titled = {kind: title for kind, title in zip(dict.fromkeys(n.kind for n in view.nodes), found, strict=False)}
    assert next(iter(found)) == "About this workbook"
    assert list(found)[-1] == "Links"
    read = [row for title in list(found)[1:-1] for row in records(found[title])]
    assert sorted(read, key=lambda row: row["id"]) == [
        {k: in_a_cell(v) for k, v in {"id": n.id, "name": plain(n.name), "live": n.live, **facts(n)}.items()}
        for n in view.nodes
    ]
    assert len(titled) == len(found) - 2
    called = {n.id: no_formula(plain(n.name)) for n in view.nodes}
    assert records(found["Links"]) == [
        {
            "id": r.id,
            "kind": r.kind,
            "from name": called[r.from_id],
            "in words": reads(r.kind),
            "to name": called[r.to_id],
            "from id": r.from_id,
            "to id": r.to_id,
            **{k: in_a_cell(v) for k, v in {"live": r.live, **facts(r)}.items()},
        }
        for r in view.links
    ]


def test_a_workbooks_sheets_are_named_frozen_and_filtered_and_the_first_explains():
    book, found = sheets(made("xlsx", ".xlsx"))
    assert list(found) == ["About this workbook", "Organisations", "Services", "Areas", "Links"]
    assert [(sheet.freeze_panes, sheet.auto_filter.ref) for sheet in book.worksheets[1:]] == [
        ("A2", f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}") for sheet in book.worksheets[1:]
    ]
    assert (book.properties.title, book.properties.creator) == ("Mill Town", "Linkwork")
    explained = dict(found["About this workbook"])
    assert explained["Place"] == "Mill Town"
    assert explained["Mind"] == "Made up"
    assert explained["Sources, with their rounds"] == "list (2023); mapping (2024-05-01)"
    assert (explained["Services"], explained["Links"]) == ("3 rows", "4 rows")


def test_another_reader_finds_the_same_in_the_workbook():
    _, found = sheets(made("xlsx", ".xlsx"))
    read = CalamineWorkbook.from_filelike(BytesIO(made("xlsx", ".xlsx")))
    assert {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names} == {
        name: [["" if value is None else value for value in row] for row in rows] for name, rows in found.items()
    }


@pytest.mark.parametrize(("form", "ending"), [("xlsx", ".xlsx"), ("kumu", ".xlsx")])
@every_view
def test_no_cell_of_a_workbook_is_a_formula_a_date_or_an_error(form, ending, name):
    book, _ = sheets(made(form, ending, name))
    assert {cell.data_type for sheet in book for row in sheet.rows for cell in row} <= {"s", "n"}


def test_text_that_a_workbook_would_make_something_else_of_stays_text():
    rows = [["heading"], ["#N/A"], ["=1+1"], ["@sum"], ["x" * 40_000], [10**15], [999]]
    _, found = sheets(workbook("Town", [Page("One/two: [three] and a great deal more of it", rows)]))
    assert [row[0] for row in found["One two three and a great d"]] == [
        "heading",
        "#N/A",
        "'=1+1",
        "'@sum",
        "x" * 32_767,
        "1000000000000000",
        999,
    ]
    assert titles(["Links", "links", "'", ""]) == ["Links", "links (2)", "Sheet", "Sheet (2)"]


def test_a_sheet_with_more_rows_than_a_workbook_has_is_refused_with_the_way_out():
    with pytest.raises(LinkworkError, match=r"would have 1,048,577 rows.*csv or jsonl instead\. Nothing was written"):
        workbook("Town", [Page("Links", range(1_048_577))])


# JSON Lines.


@every_view
def test_json_lines_are_the_view_itself(name):
    view = VIEWS[name]
    about, *lines = map(json.loads, made("jsonl", ".jsonl", name).decode().split("\n")[:-1])
    assert about == {
        "record": "about",
        "place": plain(view.title),
        "note": plain(view.note),
        "rounds": [{"source": plain(source), "date": date} for source, date in view.rounds],
        "nodes": len(view.nodes),
        "links": len(view.links),
    }
    told = [{"record": "node", "id": n.id, "kind": n.kind, "name": n.name, "live": n.live} for n in view.nodes]
    told += [
        {"record": "link", "id": r.id, "kind": r.kind, "from_id": r.from_id, "to_id": r.to_id, "live": r.live}
        for r in view.links
    ]
    known = [{k: v for k, v in thing.facts.items() if v not in ("", [])} for thing in (*view.nodes, *view.links)]
    expected = [{**one, "facts": these} for one, these in zip(told, known, strict=True)]
    # JSON in UTF-8 has no half of a pair of letters.
    assert lines == json.loads(json.dumps(expected, ensure_ascii=False).encode("utf-8", "replace"))


# Kumu.


def test_kumus_workbook_is_as_its_guide_asks():
    _, found = sheets(made("kumu", ".xlsx"))
    assert list(found) == ["Elements", "Connections", "About (ignore)"]
    assert found["Elements"][0][:5] == ["ID", "Label", "Type", "Description", "Tags"]
    assert found["Connections"][0][:7] == ["ID", "From", "To", "Direction", "Label", "Type", "Tags"]
    elements = {row["ID"]: row for row in records(found["Elements"])}
    assert elements["org-mill"] == {
        "ID": "org-mill",
        "Label": "Mill & <Sons>, organisation",
        "Type": "Organisation",
        "Tags": "live",
        "Aliases": "The Mill|Müller",
        "Note": "Made up",
    }
    assert elements["service-a"]["Description"] == "A\nB"
    assert elements["service-a"]["Wait days"] == 12
    assert (elements["service-b"]["Door"], elements["service-c"]["Tags"]) == ("yes", "not live")
    assert records(found["Connections"])[0] == {
        "ID": "FUNDS:org-mill:service-a",
        "From": "org-mill",
        "To": "service-a",
        "Direction": "directed",
        "Label": "funds",
        "Type": "FUNDS",
        "Tags": "live",
        "Amount": 1200.5,
        "Note": "Made up",
    }
    assert found["About (ignore)"][1] == ["Mind", "Made up"]


@every_view
def test_in_kumu_no_two_things_have_a_name_or_an_id_in_common(name):
    view = VIEWS[name]
    found = json.loads(made("kumu", ".json", name))
    elements, connections = found["elements"], found["connections"]
    assert [(e["type"], e["tags"]) for e in elements] == [
        (n.kind, ["live" if n.live else "not live"]) for n in view.nodes
    ]
    for key in ("id", "label"):
        assert max(Counter(e[key].casefold() for e in elements).values(), default=1) == 1
    ids = [one["id"] for one in (*elements, *connections)]
    assert len(ids) == len({id_.casefold() for id_ in ids})
    assert not any("_" in id_ or "|" in id_ for id_ in ids)
    place = {e["id"]: n.id for e, n in zip(elements, view.nodes, strict=True)}
    assert [(place[c["from"]], c["type"], place[c["to"]], c["direction"]) for c in connections] == [
        (r.from_id, r.kind, r.to_id, "directed") for r in view.links
    ]


def test_kumu_tells_things_of_one_name_apart_by_kind_and_number():
    labels = {e["id"]: e["label"] for e in json.loads(made("kumu", ".json"))["elements"]}
    assert labels == {
        "area-mill": "Mill Ward",
        "org-mill": "Mill & <Sons>, organisation",
        "org-sum": "=SUM(A1:A9)",
        "service-a": "Walks, service",
        "service-b": "Walks, service (2)",
        "service-c": "mill & <sons>, service",
    }


def test_kumus_two_files_say_the_same():
    blueprint = json.loads(made("kumu", ".json"))
    _, found = sheets(made("kumu", ".xlsx"))
    for key, sheet in (("elements", "Elements"), ("connections", "Connections")):
        flat = [
            {k.lower(): "|".join(v) if isinstance(v, list) else v for k, v in one.items()} for one in blueprint[key]
        ]
        assert [{k.lower(): v for k, v in row.items()} for row in records(found[sheet])] == [
            {k: in_a_cell(v) for k, v in one.items()} for one in flat
        ]


# What is said beside the file.


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
        "An apostrophe stands before 2 texts that begin as a formula does.",
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
