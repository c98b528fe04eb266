"""Maps in GraphML and GEXF, read by expat as they stand: no document type, no entities, nothing fetched.

A document type is the only way to make a small file unfold into a large one or to name other files, and neither format
has any use for one; so a file with one is refused before anything in it is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, errors

from linkwork.errors import Problem
from linkwork.loaders._edges_map import Drawn, Rows, What, gathered
from linkwork.loaders._whole_json import FileRefused, one_line, read_bytes, writable

#: Deeper than any drawing program nests; a file that goes further is not a map.
DEEPEST = 100
#: Elements that hold the text of a label where a drawing program keeps the whole look of a thing.
LABELS = ("NodeLabel", "EdgeLabel")
ALLOWED = "GraphML (graphml) and GEXF (gexf)"


@dataclass(slots=True)
class _Reader:
    """Where the reading of a file has come to; `directed` is what each graph that is open says of its lines."""

    stack: list[str] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    defaults: dict[tuple[str, str], str] = field(default_factory=dict)
    directed: list[str] = field(default_factory=list)
    rows: dict[What, list[tuple[int, Mapping[str, str]]]] = field(default_factory=lambda: {"nodes": [], "edges": []})
    cells: list[tuple[What, dict[str, str]]] = field(default_factory=list)
    of: str = ""
    key: str = ""
    text: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)


def read_xml(path: Path, drawn: Drawn) -> None:
    """Afterwards the things and lines of the file are in `drawn`, or what is wrong with it is."""
    reader = _Reader()
    try:
        _parse(read_bytes(path), reader)
    except FileRefused as refused:
        drawn.problems.append(Problem(path.name, message=str(refused)))
        return
    except (ExpatError, ValueError, LookupError) as error:
        row = error.lineno if isinstance(error, ExpatError) else None
        what = errors.messages.get(error.code, "") if isinstance(error, ExpatError) else "its encoding is not known"
        message = f"this is not whole XML ({what}); export the map again, or get a fresh copy of it"
        drawn.problems.append(Problem(path.name, row=row, message=message))
        return
    drawn.parts += [_part(path.name, what, rows) for what, rows in reader.rows.items()]
    drawn.warnings += [f"{path.name}: {name} is not read: {count:,}" for name, count in sorted(reader.skipped.items())]


def _part(file: str, what: What, rows: list[tuple[int, Mapping[str, str]]]) -> Rows:
    return gathered(file, what, what, rows)


def _parse(content: bytes, reader: _Reader) -> None:
    parser = ParserCreate()
    parser.buffer_text = True

    def no_document_type(*_: object) -> None:
        raise FileRefused(
            "this file has a document type (DOCTYPE), which no map needs and which is not read for safety"
        )

    parser.StartDoctypeDeclHandler = no_document_type
    parser.StartElementHandler = lambda name, attributes: _start(reader, name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: _end(reader, name.rpartition(":")[2])
    parser.CharacterDataHandler = lambda text: reader.text.append(text) if reader.key else None
    parser.Parse(content, True)  # at once: a long token is gone through anew with every piece


def _start(reader: _Reader, name: str, attributes: dict[str, str]) -> None:
    if not reader.stack and name not in ("graphml", "gexf"):
        raise FileRefused(f"this is XML of another sort (<{name[:40]}>); allowed are {ALLOWED}")
    reader.stack.append(name)
    if len(reader.stack) > DEEPEST:
        raise FileRefused(f"this is nested more than {DEEPEST} deep, as no map is; allowed are {ALLOWED}")
    if name == "graph":
        reader.directed.append(attributes.get("edgedefault") or attributes.get("defaultedgetype") or "")
    elif name in ("node", "edge"):
        _open(reader, name, attributes)
    elif name in ("hyperedge", "port"):
        reader.skipped[name] = reader.skipped.get(name, 0) + 1
    elif name in LABELS:
        reader.key, reader.text = "label", []
    else:
        (_start_graphml if reader.stack[0] == "graphml" else _start_gexf)(reader, name, attributes)


def _start_graphml(reader: _Reader, name: str, attributes: dict[str, str]) -> None:
    if name == "key":
        reader.of, key = attributes.get("for", "all"), attributes.get("id", "")
        for of in ("node", "edge") if reader.of == "all" else (reader.of,):
            reader.names[of, key] = attributes.get("attr.name") or key
        reader.key = key
    elif name == "data" and reader.cells:
        reader.key, reader.text = attributes.get("key", ""), []
    elif name == "default":
        reader.text = []


def _start_gexf(reader: _Reader, name: str, attributes: dict[str, str]) -> None:
    if name == "attributes":
        reader.of = attributes.get("class", "node")
    elif name == "attribute":
        reader.key = attributes.get("id", "")
        reader.names[reader.of, reader.key] = attributes.get("title") or reader.key
    elif name == "default":
        reader.text = []
    elif name == "attvalue" and reader.cells:
        what, cells = reader.cells[-1]
        of = "node" if what == "nodes" else "edge"
        key = attributes.get("for") or attributes.get("id") or ""
        _put(cells, reader.names.get((of, key), key), attributes.get("value", ""))


def _open(reader: _Reader, name: str, attributes: dict[str, str]) -> None:
    """Begin a thing or a line: its own attributes, of which those for its place and look are passed over."""
    gexf = reader.stack[0] == "gexf"
    cells: dict[str, str] = {}
    what: What = "nodes" if name == "node" else "edges"
    if what == "nodes":
        own = {"id": "id", "label": "label"}
    else:
        own = {"id": "id", "source": "from", "target": "to", "label": "label", "weight": "weight", "kind": "type"}
        graph = reader.directed[-1] if reader.directed else ""
        said = attributes.get("type" if gexf else "directed") or graph or ("undirected" if gexf else "")
        _put(cells, "direction", said)
    for attribute, heading in own.items():
        _put(cells, heading, attributes.get(attribute, ""))
    reader.rows[what].append((len(reader.rows[what]) + 1, cells))
    reader.cells.append((what, cells))


def _put(cells: dict[str, str], heading: str, value: str) -> None:
    """Keep a filled value; what the element itself says holds before a datum of the same name."""
    text = one_line(value)
    name = " ".join(writable(heading).split())
    if text and name and name not in cells:
        cells[name] = text


def _end(reader: _Reader, name: str) -> None:
    reader.stack.pop()
    if name == "graph":
        reader.directed.pop()
    elif name in ("node", "edge") and reader.cells:
        _, cells = reader.cells.pop()
        for (of, key), value in reader.defaults.items():
            if of == name:
                _put(cells, reader.names.get((of, key), key), value)
    elif name == "default":
        for of in ("node", "edge") if reader.of == "all" else (reader.of,):
            reader.defaults[of, reader.key] = "".join(reader.text)
    elif name in ("key", "attribute"):
        reader.key = ""
    elif reader.cells and (name in LABELS or (name == "data" and reader.key)):
        what, cells = reader.cells[-1]
        of = "node" if what == "nodes" else "edge"
        heading = "label" if name in LABELS else reader.names.get((of, reader.key), reader.key)
        _put(cells, heading, "".join(reader.text))
        reader.key = ""
