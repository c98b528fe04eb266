"""docs/python.md: what `linkwork.open` gives, from the code's own signatures and docstrings.

Made here and not by Sphinx's autodoc, so that the page can be read where there is no site, and the site is built where
Linkwork is not installed. Signatures are taken as they are written: how Python prints them differs between versions.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator

import linkwork
from linkwork import errors
from linkwork._tables import AnswerTable, BesideTable, Table, WhatIfTable
from linkwork.api import Linkwork, Picture, WhatIf
from linkwork.errors import LinkworkError
from tools.pages import MADE

HEAD = """\
# In Python

{made}
What an analyst calls from a notebook or a program; all else may change from one version to the next.
[asking.md](asking.md#in-a-notebook) has a first example, and the notebooks [asking](notebooks/asking.ipynb) and
[the graph](notebooks/the-graph.ipynb) go through it on Millbrook.
"""
#: What stands in a signature for Python alone.
_MARKS = re.compile(r'\bself(?:, )?|"')
GIVEN = (Linkwork, Table, AnswerTable, BesideTable, WhatIfTable, WhatIf, Picture)


def page() -> str:
    """The whole page, from the code as it is."""
    classes = [line for one in GIVEN for line in _class(one)]
    return "\n".join([HEAD.format(made=MADE), *_call(linkwork.open, "## linkwork."), *classes, *_errors()])


def _class(one: type) -> Iterator[str]:
    """A class with what its objects hold and what they can be asked, without what it inherits."""
    base = one.__bases__[0]
    more = [f"It has all that a [{base.__name__}](#{base.__name__.lower()}) has."] if base in GIVEN else []
    yield f"## {one.__name__}\n"
    yield "\n\n".join([_said(one), *more]) + "\n"
    own = {name: value for name, value in vars(one).items() if not name.startswith("_")}
    held = [*_fields(one), *((name, _said(value)) for name, value in own.items() if isinstance(value, property))]
    if held:
        yield "| holds | what it is |"
        yield "|-|-|"
        yield from (f"| `{name}` | {said} |" for name, said in held)
        yield ""
    for value in own.values():
        if inspect.isfunction(value):
            yield from _call(value, "### ")


def _fields(one: type) -> Iterator[tuple[str, str]]:
    """The fields that the class declares, each with the sort of value as it is written."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
    for line in made.body if isinstance(made, ast.ClassDef) else ():
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, f"`{ast.unparse(line.annotation)}`".replace("|", "\\|")


def _call(called: Callable[..., object], level: str) -> Iterator[str]:
    """A function or a method: its signature and what its docstring says."""
    source = textwrap.dedent(inspect.getsource(called))
    (made,) = ast.parse(source).body
    if not isinstance(made, ast.FunctionDef):
        raise TypeError(f"{called} is no function")
    head = "\n".join(source.splitlines()[made.lineno - 1 : made.body[0].lineno - 1])
    signature = _MARKS.sub("", head.removeprefix("def ").removesuffix(":"))
    yield f"{level}{made.name}\n\n```python\n{signature}\n```\n\n{_said(called)}\n"


def _errors() -> Iterator[str]:
    """What may be raised: the message is a sentence for people, the exit code that of the command line."""
    yield "## Errors\n"
    yield "All are a `LinkworkError`, from `linkwork.errors`; its text says what is wrong and what to do.\n"
    yield "| error | exit code | what happened |"
    yield "|-|-|-|"
    for one in vars(errors).values():
        if isinstance(one, type) and issubclass(one, LinkworkError):
            yield f"| `{one.__name__}` | {one.exit_code} | {_said(one)} |"


def _said(thing: object) -> str:
    return inspect.getdoc(thing) or ""
