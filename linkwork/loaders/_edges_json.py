"""Maps that Kumu exports or imports as JSON: elements and connections, plain or with their fields under attributes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from linkwork.errors import Problem
from linkwork.loaders._edges_map import Drawn, What, gathered
from linkwork.loaders._whole_json import one_line, read_json, within, writable

ALLOWED = "Kumu's JSON: an object with a list of elements and a list of connections"
#: Kumu's own names, as the headings of its workbook have them.
KNOWN = {"_id": "id", "element type": "type", "connection type": "type"}
PARTS: dict[str, What] = {"elements": "nodes", "connections": "edges"}


def read_kumu(path: Path, drawn: Drawn) -> None:
    """Afterwards the elements and connections of the file are in `drawn`, or what is wrong with it is."""
    found, problem = read_json(path, ALLOWED)
    if problem:
        drawn.problems.append(problem)
        return
    if not any(isinstance(within(found, part), list) for part in PARTS):
        there = ", ".join(list(found)[:12]) if isinstance(found, Mapping) else "none"
        message = f"this JSON has neither elements nor connections but {there or 'nothing'}; allowed is {ALLOWED}"
        drawn.problems.append(Problem(path.name, message=message))
        return
    nested: dict[str, int] = {}
    for part, what in PARTS.items():
        listed = within(found, part)
        rows: list[tuple[int, Mapping[str, str]]] = []
        for number, one in enumerate(listed if isinstance(listed, list) else [], start=1):
            if isinstance(one, Mapping):
                rows.append((number, _cells(one, nested)))
            else:
                message = f"this is no object with fields; allowed is {ALLOWED}"
                drawn.problems.append(Problem(path.name, part, number, "", message))
        if isinstance(listed, list):
            drawn.parts.append(gathered(path.name, part, what, rows))
    others = [key for key, value in found.items() if value and key not in PARTS] if isinstance(found, Mapping) else []
    drawn.warnings += [f"{path.name}: {writable(key)[:60]!r} is not read" for key in others]
    drawn.warnings += [f"{path.name}: the field {key[:60]!r} is not read in {n:,}" for key, n in sorted(nested.items())]


def _cells(one: Mapping[str, object], nested: dict[str, int]) -> dict[str, str]:
    """The filled fields as text, a list with ; between its parts; notes fields that hold more than that."""
    inner = one.get("attributes")
    fields = {**(inner if isinstance(inner, Mapping) else {}), **{k: v for k, v in one.items() if k != "attributes"}}
    cells: dict[str, str] = {}
    for key, value in fields.items():
        heading = " ".join(writable(str(key)).split())
        heading = KNOWN.get(heading.lower(), heading)
        text = "; ".join(filter(None, map(one_line, value))) if _is_list(value) else one_line(value)
        if text and heading:
            cells.setdefault(heading, text)
        elif isinstance(value, Mapping | list) and value:
            nested[heading] = nested.get(heading, 0) + 1
    return cells


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
