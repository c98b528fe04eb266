"""neomodel writing the tables, by itself: it needs an environment of its own, in which there is no polars.

PYTHON benchmarks/_neomodel.py URI USER PASSWORD TABLES.jsonl    # prints what it took, as JSON
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

BATCH = 1_000


def main(uri: str, user: str, password: str, file: str) -> None:
    """Write every node in batches, then every link, which neomodel has no batches for."""
    import neomodel

    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: list[tuple[str, tuple[str, str], dict[str, Any]]] = []
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        kind, ends, row = json.loads(line)
        links.append((kind, tuple(ends), row)) if ends else nodes[kind].append(row)
    kinds = _kinds(neomodel, nodes, links)
    neomodel.config.DATABASE_URL = uri.replace("://", f"://{user}:{password}@")
    began = time.perf_counter()
    for kind in kinds.values():
        neomodel.db.cypher_query(f"CREATE CONSTRAINT FOR (n:{kind.__name__}) REQUIRE n.id IS UNIQUE")
    there: dict[str, Any] = {}
    for kind, rows in nodes.items():
        named = [{"uid" if key == "id" else key: value for key, value in row.items()} for row in rows]
        for start in range(0, len(named), BATCH):
            made = kinds[kind].create_or_update(*named[start : start + BATCH])
            there |= {node.uid: node for node in made}
    middle = time.perf_counter()
    for kind, (_, other), row in links:
        a, b = row.pop("from_id"), row.pop("to_id")
        row["uid"] = row.pop("id")
        getattr(there[a], f"{kind.lower()}_{other.lower()}").connect(there[b], row)
    ended = time.perf_counter()
    # Not ru_maxrss, which has what the process that started this one held.
    memory = int(Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024
    seconds = {"nodes": middle - began, "links": ended - middle}
    print(json.dumps({"seconds": seconds, "megabytes": memory, "counts": [sum(map(len, nodes.values())), len(links)]}))


def _kinds(neomodel: Any, nodes: dict[str, list[dict[str, Any]]], links: list[Any]) -> dict[str, Any]:  # noqa: ANN401
    """A class for each kind of node, with a relationship for each kind of link and of other end."""

    def fields(rows: list[dict[str, Any]], base: Any) -> dict[str, Any]:  # noqa: ANN401
        sample = {key: value for row in rows for key, value in row.items() if key not in ("from_id", "to_id")}
        made = {key: _field(neomodel, value) for key, value in sample.items() if key != "id"}
        uid = neomodel.StringProperty(db_property="id", **({"unique_index": True} if base == "node" else {}))
        return made | {"uid": uid}

    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    joined = sorted({(kind, ends) for kind, ends, _ in links})
    for kind, _, row in links:
        said[kind].append(row)
    told = {kind: type(f"{kind}_", (neomodel.StructuredRel,), fields(rows, "link")) for kind, rows in said.items()}
    made = {}
    for name, rows in nodes.items():
        ways = {
            f"{kind.lower()}_{b.lower()}": neomodel.RelationshipTo(b, kind, model=told[kind])
            for kind, (a, b) in joined
            if a == name
        }
        made[name] = type(name, (neomodel.StructuredNode,), {"__module__": __name__, **fields(rows, "node"), **ways})
    globals().update(made)
    return made


def _field(neomodel: Any, value: Any) -> Any:  # noqa: ANN401 - neomodel's property for a value of JSON
    if isinstance(value, list):
        return neomodel.ArrayProperty(neomodel.StringProperty())
    if isinstance(value, bool):
        return neomodel.BooleanProperty()
    if isinstance(value, int):
        return neomodel.IntegerProperty()
    return neomodel.FloatProperty() if isinstance(value, float) else neomodel.StringProperty()


if __name__ == "__main__":
    main(*sys.argv[1:5])
