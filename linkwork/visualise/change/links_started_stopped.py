"""Links that started or stopped: a network in which what is new bears a plus, and what ended a minus."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in
from linkwork.visualise._scene import SMALL, TEXT, Item, Words, rule
from linkwork.visualise._sheet import (
    EDGE,
    Piece,
    Sheet,
    in_words,
    nothing_sheet,
    rows_of,
)
from linkwork.visualise._small_network import Look, Node, SmallNetwork, Stroke, Tie, high_on, network_piece
from linkwork.visualise._style import FAINT_INK
from linkwork.visualise._text import shortened
from linkwork.visualise._words import in_per_cent, plain
from linkwork.words import counted

NAME = "links-started-stopped"
#: So many links that came or went are drawn at most, and so many that stayed beside them.
MOST, MOST_KEPT = 36, 6
#: With fewer, those that stayed are drawn where they share one end with what came or went.
FEW = 12
ASIDE = 258.0
STROKES = {
    "new": Stroke("started: newly stated", "#0a6b3d", width=2.0, sign="+", head=True),
    "ended": Stroke("stopped: no longer stated", "#a61c00", (7, 4), 2.0, "-", True),
    "kept": Stroke("stayed", "#8b949e", (2, 3), 1.1, head=True),
}
THING = Look("", "#9cc3e3")
#: What a reader looks for first; other kinds of link follow, those with most changes before others.
FIRST = ("REFERS_TO", "PROVIDES", "COMMISSIONS", "FUNDS", "STAFFED_BY", "HOSTS", "MEMBER_OF", "PART_OF", "USES")


def sheet(view: GraphView) -> Sheet:
    """The links that came and went, referrals first, with the number of each kind at the side."""
    rows = rows_of(view, "C2")
    if not rows:
        return nothing_sheet(view, NAME, ("C2",), "Nothing was asked about links that started or stopped.")
    shown = _shown(rows)
    found = _network(shown)
    said = Said(NAME, "C2", _finding(rows), _counts(rows, shown), _how_to_read(rows))
    return sheet_about(view, said, lambda top, wide: _body(found, rows, top, wide))


def _body(found: SmallNetwork, rows: Sequence[Row], top: float, wide: float) -> Piece:
    high = max(260.0, min(high_on(top), 160.0 + 20 * len(found.nodes)))
    network = network_piece(found, (EDGE, top), wide - 2 * EDGE - ASIDE - 16, high)
    aside = _kinds(rows, (wide - EDGE - ASIDE, top))
    return Piece([*network.items, *aside.items], max(network.end, aside.end))


def _change(row: Row) -> str:
    return str(row.get("change")) if row.get("change") in STROKES else "kept"


def _order(rows: Sequence[Row]) -> list[str]:
    """The kinds of link in the order in which they are drawn."""
    number = Counter(_kind(row) for row in rows if _change(row) != "kept")
    every = sorted({_kind(row) for row in rows}, key=lambda kind: (-number[kind], kind))
    return [*(kind for kind in FIRST if kind in every), *(kind for kind in every if kind not in FIRST)]


def _kind(row: Row) -> str:
    return str(row.get("kind") or "")


def _shown(rows: Sequence[Row]) -> list[Row]:
    """What is drawn: changes first, kind by kind; then links that stayed between the things that are drawn then."""
    order = {kind: n for n, kind in enumerate(_order(rows))}
    moved = sorted((row for row in rows if _change(row) in {"new", "ended"}), key=lambda r: (order[_kind(r)], _key(r)))
    drawn = moved[:MOST]
    there = {end for row in drawn for end in _ends(row)}
    kinds = {_kind(row) for row in drawn or rows}
    kept = sorted((row for row in rows if _change(row) == "kept" and _kind(row) in kinds), key=_key)
    among = [row for row in kept if _ends(row) <= there]
    about = [row for row in kept if _ends(row) & there] if len(drawn) < FEW else []
    return [*drawn, *(among + [row for row in about if row not in among] if drawn else kept)[:MOST_KEPT]]


def _ends(row: Row) -> set[str]:
    return {str(row.get("from_id")), str(row.get("to_id"))}


def _key(row: Row) -> tuple[str, str]:
    return (str(row.get("id")), str(row.get("source")))


def _network(rows: Sequence[Row]) -> SmallNetwork:
    names: dict[str, str] = {}
    once: set[str] = set()
    for row in rows:
        for end in ("from", "to"):
            names.setdefault(str(row.get(f"{end}_id")), name_in(row, end))
        once |= _named_once(row)
    links = Counter(str(row.get(end)) for row in rows for end in ("from_id", "to_id"))
    most = max(links.values(), default=1)
    nodes = tuple(
        Node(id_, name, THING, name, 0.1 + 0.6 * links[id_] / most, dashed=id_ in once)
        for id_, name in sorted(names.items())
    )
    ties = tuple(
        Tie(str(row.get("from_id")), str(row.get("to_id")), STROKES[_change(row)], _title(row)) for row in rows
    )
    return SmallNetwork(nodes, ties, dashed="named at one of the two dates only: its links may not be new")


def _named_once(row: Row) -> set[str]:
    """The ids of the ends that are not named at both dates."""
    said = str(row.get("real_change") or "")
    starts, ends = "where it starts" in said or "neither" in said, "where it ends" in said or "neither" in said
    return {str(row.get(end)) for end, once in (("from_id", starts), ("to_id", ends)) if once}


def _title(row: Row) -> str:
    kind = kind_in_words(_kind(row))
    return f"{in_words(row.get('from'))} {kind} {in_words(row.get('to'))}: {_change(row)}"


def kind_in_words(kind: str) -> str:
    """A kind of link as it is said: `refers to`."""
    return plain(kind).replace("_", " ").lower()


def _kinds(rows: Sequence[Row], corner: tuple[float, float]) -> Piece:
    """How many of each kind started and stopped: all of them, drawn or not."""
    left, top = corner
    number = Counter((_kind(row), _change(row)) for row in rows)
    items: list[Item] = [Words("Every kind of link", left, top + TEXT, TEXT, bold=True)]
    places = ((left + ASIDE - 84, "new", "+"), (left + ASIDE - 38, "ended", "−"))
    kept = any(_change(row) == "kept" for row in rows)
    y = top + TEXT + 22
    heads = [(places[0][0], "started"), (places[1][0], "stopped"), *([(left + ASIDE, "stayed")] if kept else [])]
    items += [Words(words, x, y, SMALL, "end", colour=FAINT_INK) for x, words in heads]
    moved = [kind for kind in _order(rows) if number[kind, "new"] or number[kind, "ended"]]
    for kind in moved:
        y += 18
        named = Words(shortened(kind_in_words(kind), SMALL, ASIDE - 132), left, y, SMALL)
        items += [rule((left, y - 13), (left + ASIDE, y - 13), "#e3e7eb", 0.8), named]
        for x, change, sign in places:
            if number[kind, change]:
                items.append(Words(f"{sign}{number[kind, change]:,}", x, y, SMALL, "end", True))
        if number[kind, "kept"]:
            items.append(Words(f"{number[kind, 'kept']:,}", left + ASIDE, y, SMALL, "end"))
    others = len(_order(rows)) - len(moved)
    if others:
        y += 18
        words = f"{counted(others, 'other kind')} without a change"
        items += [rule((left, y - 13), (left + ASIDE, y - 13), "#e3e7eb", 0.8), Words(words, left, y, SMALL)]
    return Piece(items, y + 8)


def _number(rows: Sequence[Row], change: str) -> int:
    return sum(1 for row in rows if _change(row) == change)


def _finding(rows: Sequence[Row]) -> str:
    new, ended = _number(rows, "new"), _number(rows, "ended")
    if not new and not ended:
        return "no link started or stopped"
    said = f"{counted(new, 'link')} started and {ended:,} stopped" if new else f"{counted(ended, 'link')} stopped"
    if not ended:
        said = f"{counted(new, 'link')} started"
    real = sum(1 for row in rows if _change(row) != "kept" and row.get("real_change") == "yes")
    if real == new + ended:
        return f"{said}, between things that both rounds name"
    return f"{said}; {real:,} of these {'is' if real == 1 else 'are'} between things that both rounds name"


def _counts(rows: Sequence[Row], shown: Sequence[Row]) -> Iterator[str]:
    moved = _number(rows, "new") + _number(rows, "ended")
    drawn = _number(shown, "new") + _number(shown, "ended")
    if drawn < moved:
        yield f"showing {drawn} of {counted(moved, 'link')} that came or went, referrals first"
    kept, still = _number(rows, "kept"), _number(shown, "kept")
    if kept:
        stayed = f"{counted(kept, 'link')} stayed"
        yield f"{stayed}, {still} of them drawn" if 0 < still < kept else stayed


def _how_to_read(rows: Sequence[Row]) -> tuple[str, ...]:
    first = _order(rows)[0]
    said = [row for row in rows if isinstance(row.get("stability"), int | float) and _kind(row) == first]
    example = ""
    if said:
        share = in_per_cent(float(str(said[0]["stability"])))
        example = f"Of all links of the kind '{kind_in_words(_kind(said[0]))}', {share} are in both rounds."
    return (
        "A line runs from where a link starts to where it ends; what bears a plus started, what bears a minus stopped.",
        "Where an end is named at one date only, the link may have been there before, or be there still.",
        example,
    )


DRAWING = Drawing(
    name=NAME,
    title="Links that started or stopped",
    question="Which links started or stopped, and which stayed?",
    sheet=sheet,
    asks=(Asks("C2", {"show": "all"}),),
    needs_graph=False,
    of="C2",
)
