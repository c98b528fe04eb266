"""Priorities with no or weak support, ranked: each of them where they are few, else by the policy they are lines of."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._grid import GAP_RED, SHADES
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._style import PAPER
from linkwork.words import counted, listed

NAME = "priorities-without-support"
#: Up to so many priorities each has a bar of its own; above, a policy has one, up to so many.
MOST_PRIORITIES, MOST_POLICIES = 22, 24
GONE = ("superseded", "ended")
#: The support there is, worst first.
LOOKS = {
    "none": Look("no service or role behind it", GAP_RED),
    "weak": Look("weak", SHADES[2], hatched=True),
    "unknown": Look("not known by name, or not how strongly", PAPER),
}
#: What counts as weak, by the greatest strength that was asked for as that.
WEAK = {
    "0": "weak: said not to support it",
    "1": "weak: named in passing, or less",
    "2": "weak, as asked for: a stated aim, or less",
    "3": "weak, as asked for: of any strength",
}
WORDS = {"none": "no service or role", "weak": "weak support", "unknown": "support not known"}


def sheet(view: GraphView) -> Sheet:
    """The bars, those without any support first; policies that no longer hold come last."""
    rows = rows_of(view, "A2")
    if not rows:
        return nothing_sheet(view, NAME, ("A2",), "Nothing was asked about support.")
    looks = _looks(view)
    chart = _by_priority(rows, looks) if len(rows) <= MOST_PRIORITIES else _by_policy(rows, looks)
    said = Said(NAME, "A2", _finding(rows), _counts(rows, chart), _how_to_read(rows))
    whole = sheet_about(view, said, lambda top, wide: bars_piece(chart, top, wide, EDGE))
    return fitted(whole, 900.0)


def _looks(view: GraphView) -> dict[str, Look]:
    """The looks, with what counts as weak in words."""
    asked = view.answers["A2"].asked.get("weak", "1")
    return {**LOOKS, "weak": replace(LOOKS["weak"], words=WEAK.get(asked, LOOKS["weak"].words))}


def _support(row: Row) -> str:
    support = word_in(row, "support")
    return support if support in LOOKS else "unknown"


def _gone(row: Row) -> bool:
    return word_in(row, "state") in GONE


def _by_priority(rows: Sequence[Row], looks: Mapping[str, Look]) -> Bars:
    order = list(LOOKS)
    ranked = sorted(rows, key=lambda row: (order.index(_support(row)), _gone(row), name_in(row, "priority")))
    bars = [_priority_bar(row, looks) for row in ranked]
    most = max((bar.parts[0][0] for bar in bars), default=0.0)
    return Bars(bars, "services and roles behind it", 4.0 if most < 4 else None, label_room=330.0)


def _priority_bar(row: Row, looks: Mapping[str, Look]) -> Bar:
    priority, after, support = name_in(row, "priority"), "; ".join(_after(row)), _support(row)
    parts = ((number_in(row, "n_services") or 0.0, looks[support]),)
    return Bar(priority, parts, f"{priority}: {WORDS[support]}; {after}", after, WORDS[support].capitalize())


def _after(row: Row) -> Iterator[str]:
    services = number_in(row, "n_services")
    yield "number not known" if services is None else counted(int(services), "service or role", "services and roles")
    state = f", {word_in(row, 'state')}" if _gone(row) else ""
    yield f"{word_in(row, 'policy') or 'of no policy'}{state}"
    if boards := names_in(row, "owner_board"):
        yield f"owned by {listed(boards)}"


def _by_policy(rows: Sequence[Row], looks: Mapping[str, Look]) -> Bars:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((str(row.get("policy_id") or ""), word_in(row, "policy") or "(of no policy)"), []).append(row)
    ranked = sorted(found.items(), key=lambda one: (_gone(one[1][0]), -_none(one[1]), -len(one[1]), one[0]))
    bars = [_policy_bar(named, lines, looks) for (_, named), lines in ranked[:MOST_POLICIES]]
    return Bars(bars, "priorities of the policy without support, or with little", label_room=330.0)


def _none(rows: Sequence[Row]) -> int:
    return sum(1 for row in rows if _support(row) == "none")


def _policy_bar(named: str, lines: Sequence[Row], looks: Mapping[str, Look]) -> Bar:
    by = Counter(_support(line) for line in lines)
    state = word_in(lines[0], "state") if _gone(lines[0]) else ""
    said = ", ".join(f"{by[support]} {words_}" for support, words_ in WORDS.items() if by[support])
    return Bar(
        f"{named} ({state})" if state else named,
        tuple((float(by[support]), look) for support, look in looks.items() if by[support]),
        f"{named}: {said}",
        f"{len(lines)}: {'; '.join(name_in(line, 'priority') for line in lines)}",
        "Policies that no longer hold" if state else "Policies that hold, as far as anybody says",
    )


def _finding(rows: Sequence[Row]) -> str:
    by: Mapping[str, int] = Counter(_support(row) for row in rows)
    parts = []
    if by["none"]:
        parts.append(f"{counted(by['none'], 'priority has', 'priorities have')} no service behind {_it(by['none'])}")
    if by["weak"]:
        parts.append(f"{counted(by['weak'], 'priority has', 'priorities have')} only weak support")
    if by["unknown"]:
        parts.append(f"of {counted(by['unknown'], 'priority', 'priorities')} it is not known")
    return listed(parts)


def _it(many: int) -> str:
    return "it" if many == 1 else "them"


def _counts(rows: Sequence[Row], chart: Bars) -> Iterator[str]:
    holds = sum(1 for row in rows if not _gone(row))
    if len(rows) == 1:
        yield f"a line of a policy that {'holds, as far as anybody says' if holds else 'no longer holds'}"
    else:
        these = "all" if holds == len(rows) else f"{holds} of these {len(rows)}"
        yield f"{these} are lines of a policy that holds, as far as anybody says"
    unowned = sum(1 for row in rows if not names_in(row, "owner_board"))
    if unowned:
        yield f"{unowned} without an owner"
    policies = len({row.get("policy_id") for row in rows})
    if len(rows) > MOST_PRIORITIES and len(chart.bars) < policies:
        yield f"showing {len(chart.bars)} of {policies} policies"


def _how_to_read(rows: Sequence[Row]) -> Iterator[str]:
    if len(rows) <= MOST_PRIORITIES:
        yield "Each bar counts the services and roles behind a priority; those with none have no bar and stand first."
    else:
        yield "Each bar counts the priorities of a policy that have no support or little; the words name them."
    yield "No link may mean that nobody has looked yet, rather than that nothing is done."


DRAWING = Drawing(
    name=NAME,
    title="Priorities with no or weak support",
    question="Which priorities have no service behind them, or only weak support?",
    sheet=sheet,
    asks=(Asks("A2"),),
    needs_graph=False,
    of="A2",
)
