"""The mutants of a module: its text with one small thing wrong, as cosmic-ray's operators make them."""

import ast
import difflib
import importlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """A module, its text as it is, and its text with one thing wrong."""

    module: str
    operator: str
    before: str
    after: str

    def diff(self) -> str:
        """The lines that differ, with two lines around them."""
        before, after = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        names = f"{self.module}.py", f"{self.module}.py, {self.operator}"
        return "".join(difflib.unified_diff(before, after, *names, n=2))


def drawn(texts: Mapping[str, str], sample: int, seed: int) -> Iterator[Mutant]:
    """Mutants of all modules in an order drawn with the seed: so many, or all for 0. A larger sample begins alike."""
    places = [(module, *place) for module, text in texts.items() for place in _places(text)]
    random.Random(seed).shuffle(places)  # noqa: S311 -- a sample, not a secret
    return islice(_mutants(texts, places), sample or None)


def differs_when_run(before: str, after: str) -> bool:
    """Whether the second text is Python, and differs in more than annotations, comments and layout."""
    try:
        return _bare(before) != _bare(after)
    except SyntaxError:  # cosmic-ray takes the stars of `f(**row)` for a power
        return False


def _mutants(texts: Mapping[str, str], places: list[tuple[str, str, int]]) -> Iterator[Mutant]:
    mutate = importlib.import_module("cosmic_ray.mutating").mutate_code
    operators = _operators()
    for module, name, occurrence in places:
        after = mutate(texts[module], operators[name], occurrence)
        if after is not None and differs_when_run(texts[module], after):
            yield Mutant(module, name, texts[module], after)


def _operators() -> dict[str, Any]:
    """cosmic-ray's operators by name; without those that want arguments, and the one that changes nothing."""
    plugins = importlib.import_module("cosmic_ray.plugins")
    found = {name: plugins.get_operator(name) for name in sorted(plugins.operator_names())}
    return {
        name.removeprefix("core/"): operator()
        for name, operator in found.items()
        if not operator.arguments() and name != "core/NoOp"
    }


def _places(text: str) -> list[tuple[str, int]]:
    """Every operator with the number of each place in the text where it can change something."""
    trees = importlib.import_module("cosmic_ray.ast")
    nodes = list(trees.ast_nodes(trees.get_ast(text)))
    return [
        (name, occurrence)
        for name, operator in _operators().items()
        for occurrence in range(sum(len(list(operator.mutation_positions(node))) for node in nodes))
    ]


class _WithoutAnnotations(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        self.generic_visit(node)
        node.annotation = ast.Constant("")
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node


def _bare(text: str) -> str:
    return ast.dump(_WithoutAnnotations().visit(ast.parse(text)))
