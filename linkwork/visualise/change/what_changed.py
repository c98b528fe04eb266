"""What is new, gone or changed: how many of every kind, gone to the left and new to the right, and the list below."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Look, looks_piece
from linkwork.visualise._cells import Row, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._scene import SMALL, Group, Item, Words, hatching, rectangle, rule
from linkwork.visualise._sheet import EDGE, Piece, Sheet, in_words, nothing_sheet, rows_of
from linkwork.visualise._style import HATCH, INK, PAPER
from linkwork.visualise._text import shortened
from linkwork.visualise._words import plain
from linkwork.words import counted

NAME = "what-changed"
LOOKS = {
    "gone": Look("gone", "#c8674d"),
    "new": Look("new", "#8fc7ae"),
    "changed": Look("changed", "#fdf3d8", True),
    "correction": Look("corrected", PAPER, True),
}
TAGS = {"gone": "stop", "new": "good", "changed": "mind", "correction": "plain"}
#: So many kinds have bars of their own; the others stand together.
MOST_KINDS, ROW, THICK, MIDDLE = 9, 17.0, 12.0, 150.0
#: The room for figures at the left and at the right of the bars, and the most that one change is wide.
LEFT, RIGHT, WIDEST = 46.0, 190.0, 26.0
RECORDS = tuple(kind.name for kind in SCHEMA.nodes)
LINKS = tuple(link.name for link in SCHEMA.links)
#: What a reader looks for first: services and bodies, then what joins them.
FIRST = ("Service", "Organisation", "Role", "Post", "Offer", "PROVIDES", "REFERS_TO", "COMMISSIONS", "FUNDS")


def sheet(view: GraphView) -> Sheet:
    """What came and went by kind, then every change in words, things before links, losses first."""
    rows = rows_of(view, "C1")
    if not rows:
        return nothing_sheet(view, NAME, ("C1",), "Nothing was asked about what changed.")
    kinds = _kinds(rows)
    read = (
        "Each line above is a kind of thing or of link: what went stands at the left of the names, what came or "
        "changed at their right. Below are the changes in words, services and bodies first.",
        "New to a source is not always new in the world, and gone means that a later complete round no longer "
        "holds it.",
    )
    said = Said(NAME, "C1", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (Column("change"), Column("before"), Column("now"), Column("source"))
    order = {kind: n for n, kind in enumerate(_order(rows))}
    lines = tuple(_line(row) for row in sorted(rows, key=lambda row: (order[_kind(row)], *_key(row))))
    return ledger_on(bare, Ledger(columns, lines), len(lines), "change", lambda top, wide: _bars(kinds, top, wide))


def _kind(row: Row) -> str:
    return str(row.get("kind") or "")


def _change(row: Row) -> str:
    return str(row.get("change") or "changed")


def _key(row: Row) -> tuple[object, ...]:
    changes = list(LOOKS)
    change = _change(row)
    return (changes.index(change) if change in LOOKS else len(changes), word_in(row, "name"), str(row.get("id")))


def kind_words(kind: str) -> str:
    """A kind as people say it: `service`, `refers to`."""
    return plain(kind).replace("_", " ").lower() if kind else "not said"


def _order(rows: Sequence[Row]) -> list[str]:
    """The kinds, those that a reader looks for first, then as the schema has them."""
    known = [*FIRST, *RECORDS, *LINKS]
    there = {_kind(row) for row in rows}
    return [*dict.fromkeys(kind for kind in known if kind in there), *sorted(there - set(known))]


def _kinds(rows: Sequence[Row]) -> list[tuple[str, Counter[str]]]:
    """The kinds that have bars with the number of each change, those with most first, and the others together."""
    number: dict[str, Counter[str]] = {kind: Counter() for kind in _order(rows)}
    for row in rows:
        number[_kind(row)][_change(row)] += 1
    order = list(number)
    most = sorted(order, key=lambda kind: (-number[kind].total(), order.index(kind)))[:MOST_KINDS]
    shown = [(kind_words(kind), number[kind]) for kind in order if kind in most]
    rest = [number[kind] for kind in order if kind not in most]
    if rest:
        together: Counter[str] = Counter()
        for one in rest:
            together.update(one)
        shown.append((f"{len(rest)} other kinds" if len(rest) > 1 else "another kind", together))
    return shown


def _bars(kinds: Sequence[tuple[str, Counter[str]]], top: float, wide: float) -> Piece:
    """Bars away from the names in the middle: gone to the left, new and changed to the right."""
    used = [look for change, look in LOOKS.items() if any(number[change] for _, number in kinds)]
    legend = looks_piece(used, (EDGE, top), wide - 2 * EDGE)
    lefts = max((number["gone"] for _, number in kinds), default=0)
    rights = max((number.total() - number["gone"] for _, number in kinds), default=0)
    each = min(WIDEST, (wide - 2 * EDGE - MIDDLE - LEFT - RIGHT) / max(lefts + rights, 1))
    start = EDGE + LEFT + each * lefts
    items: list[Item] = list(legend.items)
    y = legend.end + 4
    for name, number in kinds:
        said = ", ".join(f"{number[change]:,} {look.words}" for change, look in LOOKS.items() if number[change])
        items.append(Group(tuple(_bar(name, number, (start, y), each)), f"{name}: {said}"))
        y += ROW
    return Piece([*items, *(rule((x, legend.end + 2), (x, y), INK, 1.0) for x in (start, start + MIDDLE))], y + 4)


def _bar(name: str, number: Counter[str], at: tuple[float, float], each: float) -> Iterator[Item]:
    left, top = at
    foot = top + ROW / 2 + 4
    yield Words(shortened(name, SMALL, MIDDLE - 10), left + MIDDLE / 2, foot, SMALL, "middle")
    y = top + (ROW - THICK) / 2
    if number["gone"]:
        end = left - each * number["gone"]
        yield rectangle((end, y, left, y + THICK), LOOKS["gone"].fill, INK, 0.7)
        yield Words(f"−{number['gone']:,}", end - 4, foot, SMALL, "end", True)
    x, said = left + MIDDLE, []
    for change in ("new", "changed", "correction"):
        if number[change]:
            box = (x, y, x + each * number[change], y + THICK)
            yield rectangle(box, LOOKS[change].fill, INK, 0.7)
            if LOOKS[change].hatched:
                yield hatching(box, HATCH, 5.0, 0.9)
            x = box[2]
            said.append(f"+{number[change]:,}" if change == "new" else f"{number[change]:,} {LOOKS[change].words}")
    if said:
        yield Words(shortened(", ".join(said), SMALL, RIGHT - 4), x + 4, foot, SMALL)


def _line(row: Row) -> Line:
    """A change: what was said before at the left, what is said now at the right."""
    change, name = _change(row), word_in(row, "name")
    tag = Entry(LOOKS[change].words if change in LOOKS else plain(change), TAGS.get(change, "plain"))
    field = word_in(row, "field")
    if field:
        what = plain(field).replace("_", " ")
        before = f"{name}: {what} {in_words(row.get('before')) or 'not said'}"
        after = f"{what} {in_words(row.get('after')) or 'not said'}"
    else:
        before, after = (name, "") if change == "gone" else ("", name)
    title = word_in(row, "in_words") or name
    return line_of([tag, before, after, word_in(row, "source")], kind_words(_kind(row)), title=title)


def _finding(rows: Sequence[Row]) -> str:
    number = Counter(_change(row) for row in rows)
    services = Counter(_change(row) for row in rows if _kind(row) == "Service")
    parts = [f"{number[change]:,} {LOOKS[change].words}" for change in ("new", "gone", "changed") if number[change]]
    if number["correction"]:
        parts.append(f"{number['correction']:,} corrected")
    said = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts) or "nothing is new or gone"
    if services["new"] or services["gone"]:
        return f"{said}; among them {services['new']:,} new {_services(services['new'])} and {services['gone']:,} gone"
    return said


def _services(number: int) -> str:
    return "service" if number == 1 else "services"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    records = sum(1 for row in rows if _kind(row) in RECORDS)
    yield f"{counted(records, 'change')} of things and {len(rows) - records:,} of links between them"


DRAWING = Drawing(
    name=NAME,
    title="What changed",
    question="What is new, gone or changed since the last round?",
    sheet=sheet,
    asks=(Asks("C1"),),
    needs_graph=False,
    of="C1",
)
