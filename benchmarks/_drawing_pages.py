"""The same made-up map as a page of each library: nodes in given places, straight links, nothing that moves."""

import json
import random
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._layout import layout

FRAME = 'style="position:absolute;left:0;top:0;width:1200px;height:800px"'
#: Kinds that the atlas shows from the first, so that all of them are painted.
KINDS = ("Organisation", "Service", "Role", "Post", "Policy", "Board")
#: Called by each page when its library says that it has drawn.
SAY = """
const painted = () => requestAnimationFrame(() => { document.documentElement.dataset.drawn = "yes"; });
"""
#: What loads files of a JupyterLab extension without JupyterLab: its modules by name, each made when asked for.
LOADER = """
const modules = {}; const made = {};
const collect = { push: ([, own]) => Object.assign(modules, own) };
self.webpackChunkipysigma = collect; self.webpackChunkjupyter_cytoscape = collect;
const load = (name) => {
  if (!modules[name]) throw Error(`no module ${name}`);
  if (!made[name]) {
    made[name] = { exports: {} };
    modules[name].call(made[name].exports, made[name], made[name].exports, load);
  }
  return made[name].exports;
};
load.n = (m) => { const get = () => (m && m.__esModule ? m.default : m); get.a = get; return get; };
load.d = (to, from) => Object.keys(from).forEach((key) => {
  Object.defineProperty(to, key, { enumerable: true, get: from[key] });
});
load.o = (thing, key) => Object.prototype.hasOwnProperty.call(thing, key);
load.r = (to) => Object.defineProperty(to, "__esModule", { value: true });
load.g = self;
load.nmd = (m) => m;
"""


def town(nodes: int, links: int) -> GraphView:
    """Made-up things, a few of which have most of the links, the same on every run."""
    chance = random.Random(5000)
    made = tuple(ViewNode(f"n{n:05}", KINDS[n % len(KINDS)], f"Thing {n}") for n in range(nodes))
    ends: list[ViewLink] = []
    while len(ends) < links:
        start, end = chance.randrange(nodes), int(nodes * chance.random() ** 2)
        if start != end:
            number = len(ends)
            kind = "REFERS_TO" if number % 3 else "PROVIDES"
            ends.append(ViewLink(f"k{number:05}", kind, made[start].id, made[end].id))
    return GraphView("Made-up town", made, tuple(ends), note="made up")


def pages(view: GraphView) -> Mapping[str, str]:
    """A page for each library that is installed, by its name, all of the same map in the same places."""
    places = layout((node.id for node in view.nodes), ((link.from_id, link.to_id) for link in view.links))
    number = {node.id: n for n, node in enumerate(view.nodes)}
    given = {
        "nodes": [[*places[node.id], 8] for node in view.nodes],
        "links": [[number[link.from_id], number[link.to_id]] for link in view.links],
    }
    data = f"const data = {json.dumps(given)};"
    bokeh, plotly = "bokeh", _package("plotly", "package_data/plotly.min.js")
    scripts = [_package(bokeh, f"server/static/js/bokeh{part}.min.js") for part in ("", "-api", "-gl")]
    sigma = _chunks("ipysigma", ("sigma_index", "graphology", "events_events", "_4b97"))
    return {
        "vis-network (pyvis)": _page([_package("pyvis", "templates/lib/vis-9.1.2/vis-network.min.js")], data, VIS),
        "BokehJS, canvas": _page(scripts[:2], data, BOKEH.replace("BACKEND", "canvas")),
        "BokehJS, WebGL": _page(scripts, data, BOKEH.replace("BACKEND", "webgl")),
        "plotly.js, scattergl": _page([plotly], data, PLOTLY.replace("SORT", "scattergl")),
        "plotly.js, scatter": _page([plotly], data, PLOTLY.replace("SORT", "scatter")),
        "sigma (ipysigma), WebGL": _page([LOADER, *sigma], data, SIGMA),
        "cytoscape (ipycytoscape)": _page([LOADER, *_chunks("ipycytoscape", ("",))], data, CYTOSCAPE),
    }


def settling(nodes: int, links: int) -> str:
    """The page of pyvis as it comes, which lays the nodes out in the browser; it says when it has."""
    from pyvis.network import Network

    view = town(nodes, links)
    network = Network(height="800px", width="1200px", directed=True, cdn_resources="in_line")
    for node in view.nodes:
        network.add_node(node.id, label=node.name)
    for link in view.links:
        network.add_edge(link.from_id, link.to_id)
    return str(network.generate_html())


def _page(libraries: Sequence[str], data: str, draw: str) -> str:
    fit = [text.replace("</script", r"<\/script") for text in (*libraries, SAY, data, draw)]
    scripts = "".join(f"<script>{text}</script>" for text in fit)
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head>'
    return f'{head}<body><div id="map" {FRAME}></div>{scripts}</body></html>'


def _package(name: str, path: str) -> str:
    return files(name).joinpath(path).read_text(encoding="utf-8")


def _chunks(package: str, wanted: Sequence[str]) -> list[str]:
    """Files of a JupyterLab extension whose names have one of these words in them."""
    folder = Path(str(files(package).joinpath("labextension/static")))
    found = [path for path in sorted(folder.glob("*.js")) if any(word in path.name for word in wanted)]
    return [path.read_text(encoding="utf-8") for path in found if not path.name.startswith(("remoteEntry", "style"))]


VIS = """
const nodes = data.nodes.map(([x, y, size], id) => ({ id, x, y, size, shape: "dot" }));
const edges = data.links.map(([from, to]) => ({ from, to }));
const net = new vis.Network(document.getElementById("map"), { nodes, edges }, {
  physics: { enabled: false }, layout: { improvedLayout: false }, edges: { smooth: false },
  nodes: { font: { size: 0 } },
});
net.once("afterDrawing", painted);
"""
BOKEH = """
const at = (key, own) => data.links.map((link) => data.nodes[link[own]][key]);
const plot = new Bokeh.Plotting.figure({
  width: 1200, height: 800, output_backend: "BACKEND", tools: "pan,wheel_zoom,tap",
});
plot.segment({ x0: at(0, 0), y0: at(1, 0), x1: at(0, 1), y1: at(1, 1), line_color: "#999", line_alpha: 0.4 });
plot.scatter({ x: data.nodes.map((n) => n[0]), y: data.nodes.map((n) => n[1]), size: 6 });
const doc = new Bokeh.Document();
doc.idle.connect(painted);
doc.add_root(plot);
Bokeh.embed.add_document_standalone(doc, document.getElementById("map"));
"""
PLOTLY = """
const xs = []; const ys = [];
data.links.forEach(([a, b]) => {
  xs.push(data.nodes[a][0], data.nodes[b][0], null);
  ys.push(data.nodes[a][1], data.nodes[b][1], null);
});
const line = { width: 1, color: "rgba(150,150,150,0.4)" };
Plotly.newPlot("map", [
  { type: "SORT", mode: "lines", x: xs, y: ys, line, hoverinfo: "skip" },
  {
    type: "SORT", mode: "markers", x: data.nodes.map((n) => n[0]), y: data.nodes.map((n) => n[1]), marker: { size: 6 },
  },
], { width: 1200, height: 800 }).then(painted);
"""
SIGMA = """
const Graph = load("./node_modules/graphology/dist/graphology.umd.min.js");
const { Sigma } = load("./node_modules/sigma/index.js");
const graph = new Graph({ multi: true });
data.nodes.forEach(([x, y], id) => graph.addNode(id, { x, y, size: 3, color: "#0072b2" }));
data.links.forEach(([from, to]) => graph.addEdge(from, to, { color: "#bbbbbb", size: 0.5 }));
const shown = new Sigma(graph, document.getElementById("map"), { renderLabels: false });
painted();
"""
CYTOSCAPE = """
const [name] = Object.keys(modules).filter((one) => String(modules[one]).includes("cytoscape.use"));
const it = load(name); const cytoscape = it.default || it;
const shown = cytoscape({
  container: document.getElementById("map"), layout: { name: "preset" },
  elements: [
    ...data.nodes.map(([x, y], id) => ({ data: { id: `n${id}` }, position: { x, y } })),
    ...data.links.map(([from, to], id) => ({ data: { id: `e${id}`, source: `n${from}`, target: `n${to}` } }))],
  style: [{ selector: "edge", style: { "curve-style": "haystack", width: 1 } }],
});
shown.one("render", painted);
"""
