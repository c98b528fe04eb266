"""The rooms look one way: no arrow of the architecture points left, and no file outgrows its reader."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "linkwork"
FILES = sorted(PACKAGE.rglob("*.py"))
MAY_IMPORT = {
    "errors": set(),
    "spreadsheets": set(),
    "zipped": set(),
    "settings": {"errors", "graph"},
    "graph": {"errors", "graph"},
    "loaders": {"errors", "graph", "loaders", "spreadsheets", "zipped"},
    "queries": {"errors", "graph", "queries"},
    "visualise": {"errors", "graph", "spreadsheets", "visualise", "zipped"},
    "data": {"errors", "data"},
    "opened": {"audit", "errors", "graph", "settings"},
    "asking": {"errors", "graph", "opened", "queries"},
    "supposing": {"asking", "errors", "graph", "opened", "queries"},
    "places": {"graph"},
    "picturing": {"asking", "errors", "graph", "opened", "places", "queries", "visualise"},
    "packing": {"asking", "errors", "graph", "opened", "picturing", "queries", "settings", "visualise"},
    "reckoning": {"_reckoning_figures", "graph", "opened", "queries"},
    "_reckoning_figures": {"graph"},
    "serving": {"errors"},
    "searching": {"graph"},
    "written": {"errors", "graph"},
    "audit": {"errors", "graph"},
    "_people_rows": {"graph"},
    "forgetting": {"_people_rows", "audit", "errors", "graph", "searching", "written", "zipped"},
    "_new_services": {"errors", "graph", "loaders", "queries"},
    "_tables": {"errors", "graph", "queries", "supposing"},
    "api": {
        *("_new_services", "_tables", "asking", "errors", "graph", "opened", "picturing", "queries", "supposing"),
        "visualise",
    },
}
#: What of the graph room a drawing may know: the view of it and the schema, not the engines or the rounds.
DRAWINGS_MAY_KNOW = {"linkwork.graph.view", "linkwork.graph.schema", "linkwork.graph.shapes"}


def imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith("linkwork.")]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in MAY_IMPORT:
        assert {name.split(".")[1] for name in imported(path)} <= MAY_IMPORT[room]
    if room == "visualise":
        assert {name for name in imported(path) if ".graph." in name} <= DRAWINGS_MAY_KNOW


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_has_over_400_lines_and_no_function_over_40(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40] == []


def test_only_the_command_line_prints() -> None:
    def prints(path: Path) -> bool:
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        return any(isinstance(n.func, ast.Name) and n.func.id == "print" for n in calls)

    assert [str(p) for p in FILES if prints(p)] == []
