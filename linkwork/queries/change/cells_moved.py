"""C4: needs in areas that moved between gap, single and covered, and which services moved them."""

from collections import Counter
from collections.abc import Iterable

from linkwork.graph.measures.same_items import by_place, state
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.queries.change._two_days import Day, TwoDays, two_days
from linkwork.words import counted, listed

STATES = ("gap", "single", "covered")


def finish(found: Found) -> Finished:
    """What became a gap first, then single, then covered, each in order of need and area."""
    days = two_days(found)
    if isinstance(days, str):
        return Finished((), nothing=days)
    if days.lacking:
        return Finished((), nothing=days.lacking)
    old, new = by_place(days.before.town.cells), by_place(days.after.town.cells)
    both = [(place, old[place], new[place]) for place in sorted(old.keys() & new.keys())]
    every = found.parameters["show"] == "all"
    wanted = [(place, a, b) for place, a, b in both if every or state(a) != state(b)]
    wanted.sort(key=lambda one: _order(days, *one))
    kept = [_row(days, *one) for one in wanted[: found.parameters["limit"]]]
    moves = Counter((state(a), state(b)) for _, a, b in both)
    said = [
        f"{days.before.day} is compared with {days.after.day}.",
        f"Of {counted(len(both), 'pair')} of need and area {_moves(moves)}.",
    ]
    if why := days.why_not():
        said.append(f"Take care: {'; '.join(why)}.")
    return Finished(kept, [*said, *left_out(len(kept), len(wanted))])


def _moves(moves: "Counter[tuple[str, str]]") -> str:
    stayed = sum(number for (a, b), number in moves.items() if a == b)
    words = [f"{moves[a, b]} went from {a} to {b}" for a in STATES for b in STATES if a != b and moves[a, b]]
    return listed([f"{stayed} stayed as they were", *words])


def _row(days: TwoDays, place: tuple[str, str], old: frozenset[str], new: frozenset[str]) -> Row:
    need, area = place
    came, went = _ordered(days.after, new - old), _ordered(days.before, old - new)
    behind = [*days.before.town.evidence_of(went), *days.after.town.evidence_of(came)]
    stayed = [id_ for id_ in sorted(old & new) if id_]
    names = days.after.town.names
    return {
        "need": names[need],
        "area": names[area],
        "before": state(old),
        "after": state(new),
        "cause": "; ".join([*_came(days, came), *_went(days, went)]) or None,
        "came": [days.after.named.get(id_, id_) for id_ in came],
        "went": [days.before.named.get(id_, id_) for id_ in went],
        "need_id": need,
        "area_id": area,
        "came_ids": came,
        "went_ids": went,
        "evidence": [need, area, *behind, *days.after.town.evidence_of(stayed)],
    }


def _ordered(day: Day, ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda id_: (day.named.get(id_, id_), id_))


def _came(days: TwoDays, ids: Iterable[str]) -> list[str]:
    before = days.before
    return [
        f"{days.after.named[id_]} "
        + ("now offers it here" if id_ in before.live else "is open again" if id_ in before.named else "is newly named")
        for id_ in ids
    ]


def _went(days: TwoDays, ids: Iterable[str]) -> list[str]:
    after = days.after
    return [
        f"{days.before.named[id_]} "
        + (
            "no longer offers it here"
            if id_ in after.live
            else "has closed"
            if id_ in after.named
            else "is no longer named"
        )
        for id_ in ids
    ]


def _order(days: TwoDays, place: tuple[str, str], old: frozenset[str], new: frozenset[str]) -> tuple[object, ...]:
    names, now = days.after.town.names, state(new)
    return (state(old) == now, STATES.index(now), *(names[id_] for id_ in place), *place)
