"""Roles that share functions: an UpSet plot, a column for each set of roles that do the same things.

The plot is Lex, Gehlenborg, Strobelt, Vuillemot and Pfister's (2014): the sets in rows, what exactly these sets have in
common in a column. Which functions each role performs follows from the pairs: what both do and what it does alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Look, dot, looks_piece
from linkwork.visualise._cells import name_in, names_in
from linkwork.visualise._grid import NAME
from linkwork.visualise._scene import SMALL, Group, Item, Words, disc, rectangle, rule
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._style import FAINT_INK, INK
from linkwork.visualise._text import shortened, width, wrapped
from linkwork.words import counted, listed

DRAWING_NAME = "roles-that-share-functions"
MOST_ROLES, MOST_COLUMNS = 24, 24
ROW, HIGH, STEP = 24.0, 70.0, 84.0
SHARED = Look("roles that share these functions", "#0b4377")
OWN = Look("what one role alone does", "#e69f00", shape="diamond")


@dataclass(frozen=True, slots=True)
class Column:
    """The functions that exactly these roles perform, by the roles' ids."""

    roles: frozenset[str]
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The roles by id in the answer's order, what each performs, and the columns, those of most roles first."""

    roles: Mapping[str, str]
    performs: Mapping[str, frozenset[str]]
    columns: tuple[Column, ...]

    @property
    def shared(self) -> int:
        """How many functions more than one role performs."""
        return sum(len(column.functions) for column in self.columns if len(column.roles) > 1)

    @property
    def functions(self) -> int:
        """How many functions there are."""
        return sum(len(column.functions) for column in self.columns)

    def own(self, role: str) -> tuple[str, ...]:
        """What no other role here does."""
        return next((column.functions for column in self.columns if column.roles == {role}), ())


def sheet(view: GraphView) -> Sheet:
    """The plot of the roles of the answer; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "O2")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O2",), "Nothing was asked about roles that share functions.")
    found = account(rows)
    said = Said(DRAWING_NAME, "O2", _finding(found), _counts(found), _how_to_read(found))
    drawn = sheet_about(view, said, lambda top, wide: _plot(found, top, wide))
    return fitted(drawn, 2 * EDGE + 470 + 30.0 * min(MOST_COLUMNS, len(found.columns)))


def account(rows: Sequence[Mapping[str, object]]) -> Account:
    """What each role performs, from the pairs, and who performs exactly the same."""
    roles: dict[str, str] = {}
    performs: dict[str, frozenset[str]] = {}
    for row in rows:
        for side in "ab":
            id_ = str(row[f"role_{side}_id"])
            roles.setdefault(id_, name_in(row, f"role_{side}", "not known"))
            does = {*names_in(row, "shared_functions"), *names_in(row, f"only_{side}")}
            performs[id_] = performs.get(id_, frozenset()) | does
    by_roles: dict[frozenset[str], list[str]] = {}
    for function in sorted(set().union(*performs.values())):
        who = frozenset(id_ for id_, does in performs.items() if function in does)
        by_roles.setdefault(who, []).append(function)
    columns = (Column(who, tuple(functions)) for who, functions in by_roles.items())
    ordered = sorted(columns, key=lambda c: (-len(c.roles), -len(c.functions), c.functions))
    return Account(roles, performs, tuple(ordered))


def _plot(found: Account, top: float, wide: float) -> Piece:
    roles = list(found.roles)[:MOST_ROLES]
    columns = found.columns[:MOST_COLUMNS]
    legend = looks_piece([look for look in (SHARED, OWN) if _has(columns, look)], (EDGE, top), wide - 2 * EDGE, True)
    left = EDGE + min(230.0, max(width(found.roles[id_], NAME) for id_ in roles) + 14)
    after = 210.0
    step = min(STEP, (wide - EDGE - after - left) / max(1, len(columns)))
    base = legend.end + HIGH + 34
    across = step * len(columns)
    items: list[Item] = [Words("number of functions", left - 8, base - HIGH / 2, SMALL, "end", colour=FAINT_INK)]
    most = max([len(column.functions) for column in columns], default=1)
    for n, id_ in enumerate(roles):
        y = base + 10 + ROW * n
        if n % 2 == 0:
            items.append(rectangle((EDGE, y, wide - EDGE, y + ROW), "#f3f4f6"))
        foot = y + ROW / 2 + NAME * 0.35
        items.append(Words(shortened(found.roles[id_], NAME, left - EDGE - 12), left - 8, foot, NAME, "end"))
        words = shortened(_of_role(found, id_), SMALL, wide - EDGE - left - across - 14)
        items.append(Words(words, left + across + 12, foot, SMALL))
    under = base + 10 + ROW * len(roles)
    for n, column in enumerate(columns):
        middle = left + step * (n + 0.5)
        high = HIGH * len(column.functions) / most
        bar = rectangle((middle - 9, base - high, middle + 9, base), _look(column).fill, INK, 0.7)
        number = Words(str(len(column.functions)), middle, base - high - 5, NAME, "middle", True)
        title = (
            f"{listed(column.functions, most=99)}: {listed([found.roles[id_] for id_ in _who(found, column)], most=99)}"
        )
        parts = (bar, number, *_dots(column, roles, (middle, base + 10)), *_named(column, middle, under, step))
        items.append(Group(parts, title))
    return Piece([*legend.items, *items], under + _depth(columns, step))


def _who(found: Account, column: Column) -> list[str]:
    return [id_ for id_ in found.roles if id_ in column.roles]


def _look(column: Column) -> Look:
    return SHARED if len(column.roles) > 1 else OWN


def _has(columns: Sequence[Column], look: Look) -> bool:
    return any(_look(column) == look for column in columns)


def _dots(column: Column, roles: Sequence[str], at: tuple[float, float]) -> Iterator[Item]:
    """A mark for each role that performs these functions, joined by a line; a faint one for each that does not."""
    middle, top = at
    heights = [top + ROW * (n + 0.5) for n in range(len(roles))]
    in_it = [y for y, id_ in zip(heights, roles, strict=True) if id_ in column.roles]
    if len(in_it) > 1:
        yield rule((middle, in_it[0]), (middle, in_it[-1]), SHARED.fill, 2.4)
    for y, id_ in zip(heights, roles, strict=True):
        yield dot(_look(column), (middle, y), 6.4) if id_ in column.roles else disc((middle, y), 3.0, "#d0d7de")


def _lines(column: Column, step: float) -> list[str]:
    """The functions' names, as many as there is room for side by side."""
    most = max(1, int((step - 4) / 14))
    shown = list(column.functions[:most])
    if len(column.functions) > most:
        shown[-1] = f"and {len(column.functions) - most + 1} more" if most > 1 else f"{len(column.functions)} functions"
    return [wrapped(words, NAME, 150.0, 1)[0] for words in shown]


def _named(column: Column, middle: float, top: float, step: float) -> Iterator[Item]:
    lines = _lines(column, step)
    for n, words in enumerate(lines):
        yield Words(words, middle + NAME * 0.35 + (n - (len(lines) - 1) / 2) * 14, top + 8, NAME, "end", turn=-90)


def _depth(columns: Sequence[Column], step: float) -> float:
    return 16 + max((width(words, NAME) for column in columns for words in _lines(column, step)), default=0.0)


def _of_role(found: Account, id_: str) -> str:
    own = found.own(id_)
    return f"{counted(len(found.performs[id_]), 'function')}, {f'{len(own)} its own' if own else 'none its own'}"


def _finding(found: Account) -> str:
    roles, without = len(found.roles), sum(1 for id_ in found.roles if not found.own(id_))
    are = "is" if found.shared == 1 else "are"
    done = f"{found.shared} of {counted(found.functions, 'function')} {are} done by several roles"
    if not without:
        return f"{done}, and each of {roles} roles has something of its own"
    have = "has nothing of its" if without == 1 else "have nothing of their"
    return f"{done}, and {without} of {roles} roles {have} own"


def _counts(found: Account) -> Iterator[str]:
    yield f"{counted(len(found.roles), 'role')} and {counted(found.functions, 'function')}"
    if len(found.roles) > MOST_ROLES:
        yield f"showing {MOST_ROLES} of {len(found.roles)} roles"
    if len(found.columns) > MOST_COLUMNS:
        yield f"showing {MOST_COLUMNS} of {len(found.columns)} sets of functions"


def _how_to_read(found: Account) -> Iterator[str]:
    yield (
        "Each column is what exactly the roles with a mark in it do, and no other role here; its functions stand below."
    )
    few = next((column for column in found.columns if len(column.functions) == 1 and len(column.roles) < 5), None)
    if few:
        only = "alone is" if len(few.roles) == 1 else "are"
        who = listed([found.roles[id_] for id_ in _who(found, few)], most=4)
        yield f"So {who} {only} said to do this: {few.functions[0]}."
    yield "The same word may mean different work. Ask before calling it the same."


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Roles that share functions",
    question="Which connector roles share functions, and what is each one's own?",
    sheet=sheet,
    asks=(Asks("O2"),),
    needs_graph=False,
    of="O2",
)
