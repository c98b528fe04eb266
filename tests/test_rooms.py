"""The rooms look one way: no arrow of the architecture points left, and no file outgrows its reader."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "linkwork"
FILES = sorted(PACKAGE.rglob("*.py"))
PAGE = PACKAGE.parent / "docs" / "architecture.md"
#: What knows nothing of the house but errors, and may be used by all of it. The package itself has the version.
LEAVES = {"", "errors", "disk", "words", "zipped", "spreadsheets"}
#: What each room may import besides the leaves and itself. A module that is named has a rule of its own, and a room
#: that is named stands for all in it.
MAY_IMPORT: dict[str, set[str]] = {
    "": {"api"},
    **{leaf: set() for leaf in LEAVES if leaf},
    "graph": set(),
    "graph.measures": {"graph.hierarchy", "graph.privacy", "graph.records", "graph.shapes"},
    "loaders": {"graph"},
    "queries": {"graph", "graph.measures"},
    "visualise": {"graph.view", "graph.schema", "graph.shapes"},
    "data": set(),
    "load": {"graph", "loaders", "project.settings"},
    "personal_data": {"graph"},
    "project.settings": {"graph"},
    "project.opened": {"graph", "personal_data", "project.settings"},
    "project.places": {"graph"},
    "project": {
        "graph",
        "graph.measures",
        "project.opened",
        "project.places",
        "project.settings",
        "queries",
        "visualise",
    },
    "serving": set(),
    "_new_services": {"graph", "graph.measures", "loaders", "queries"},
    "_tables": {"graph", "project", "queries"},
    "api": {"_new_services", "_tables", "graph", "project", "project.opened", "queries", "visualise"},
    "commands": {
        *("_new_services", "data", "graph", "graph.measures", "load", "loaders", "personal_data", "project"),
        *("project.opened", "project.settings", "queries", "serving", "visualise"),
    },
    "cli": {"commands"},
    "__main__": {"cli"},
}
#: A file of the repository as a text names it; what was, and what is made up, stands in two pages.
NAMED = re.compile(r"(?<![\w/.-])(?:linkwork|tests|tools|benchmarks)/[\w/]+\.(?:py|js|cypher|j2)\b")
UNHELD = {PACKAGE.parent / name for name in ("CHANGELOG.md", "CONTRIBUTING.md")}
#: Rooms in which a module is found by being there: an underscore says there that it is none of those.
FOUND = {"loaders", "queries", "visualise"}


def name_of(path: Path) -> str:
    """`graph.measures.chance`; the package itself is blank."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path) for path in FILES}


def imported(path: Path) -> Iterator[str]:
    """The modules of Linkwork that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            parts = (node.module or "").split(".")
            if parts[0] == "linkwork":
                within = [".".join([*parts[1:], alias.name]) for alias in node.names]
                yield from (one if one in MODULES else ".".join(parts[1:]) for one in within)
        elif isinstance(node, ast.Import):
            yield from (a.name.partition(".")[2] for a in node.names if a.name.split(".")[0] == "linkwork")


def rule_of(module: str) -> str:
    """The longest name of MAY_IMPORT that the module is in. AssertionError where a room has no rule."""
    parts = module.split(".")
    names = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    found = next((name for name in names if name in MAY_IMPORT), None)
    assert found is not None, f"{module} is of no room: give it one, or a line in MAY_IMPORT"
    return found


def within(module: str, names: set[str]) -> bool:
    """Whether a module is one of these, or in one of these rooms and without a rule of its own."""
    return module in names or rule_of(module) in names


def test_imports_point_one_way() -> None:
    wrong = []
    for path in FILES:
        rule = rule_of(name_of(path))
        allowed = MAY_IMPORT[rule] | {rule} | LEAVES
        wrong += [f"{name_of(path)} imports {one}" for one in imported(path) if not within(one, allowed)]
    assert wrong == []


def test_leaves_know_nothing_but_errors() -> None:
    assert {one for path in FILES if name_of(path) in LEAVES - {""} for one in imported(path)} <= {"errors"}


def test_what_has_an_underscore_is_used_in_its_room_alone() -> None:
    wrong = []
    for path in FILES:
        for one in imported(path):
            room, _, name = one.rpartition(".")
            if name.startswith("_") and room and one.split(".")[0] not in FOUND:
                inside = name_of(path).startswith(room) or (room == "commands" and name_of(path) == "cli")
                wrong += [] if inside else [f"{name_of(path)} imports {one}"]
    assert wrong == []


def test_the_page_on_the_house_names_every_room_and_no_other() -> None:
    rows = re.findall(r"^\| `([\w/]+)/` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    rooms = {rule_of(name_of(path.parent / "__init__.py")) for path in FILES if path.parent != PACKAGE}
    assert sorted(row.replace("/", ".") for row in rows) == sorted(rooms)


def test_every_file_that_a_text_names_is_there() -> None:
    root = PACKAGE.parent
    folders = ("linkwork", "tools", "benchmarks", "docs", "tests", ".ci", ".github")
    texts = [path for folder in folders for path in (root / folder).rglob("*") if path.suffix in {".py", ".md", ".js"}]
    texts += [path for path in [*root.glob("*.md"), root / "Makefile", root / "pyproject.toml"] if path not in UNHELD]
    wrong = []
    for path in texts:
        named = set(NAMED.findall(path.read_text(encoding="utf-8")))
        wrong += [f"{path.relative_to(root)}: {name}" for name in sorted(named) if not (root / name).exists()]
    assert wrong == []


def test_no_file_has_over_400_lines_and_no_function_over_40() -> None:
    long = []
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        long += [name_of(path)] if text.count("\n") > 400 else []
        functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
        long += [f"{name_of(path)}.{f.name}" for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40]
    assert long == []


def test_only_the_command_line_prints() -> None:
    def prints(path: Path) -> bool:
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        return any(isinstance(n.func, ast.Name) and n.func.id == "print" for n in calls)

    assert [str(p) for p in FILES if prints(p)] == []


@pytest.mark.parametrize(
    ("module", "rule"), [("graph.fold", "graph"), ("graph.measures.chance", "graph.measures"), ("project.opened",) * 2]
)
def test_the_nearest_rule_holds(module: str, rule: str) -> None:
    assert rule_of(module) == rule
    with pytest.raises(AssertionError, match="is of no room"):
        rule_of("a_new_one")
