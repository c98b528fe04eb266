"""C2: links that started, stopped or stayed between two dates, and how stable they were."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.graph.stability import stability
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import percent
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._words import are, counted, left_out

if TYPE_CHECKING:
    from linkwork.graph.stability import Tie, Ties

CHANGE = attrgetter("change")
ORDER = ("new", "ended", "kept")
STATED = {"new": ("not stated", "stated"), "ended": ("stated", "not stated"), "kept": ("stated", "stated")}
ENDS = {
    (True, True): "yes",
    (False, True): "where it starts is not named at both dates",
    (True, False): "where it ends is not named at both dates",
    (False, False): "neither end is named at both dates",
}


def finish(found: Found) -> Finished:
    """New links, then ended, then kept, each in order of kind, ends and source."""
    start, end, source, kind = (str(found.parameters[name] or "") for name in ("start", "end", "source", "kind"))
    if bool(start) != bool(end):
        raise LinkworkError("Give both start and end, or neither.")
    if kind and kind not in SCHEMA.link:
        raise LinkworkError(f"There is no kind of link {kind!r}.{did_you_mean(kind, list(SCHEMA.link))}")
    known = found.rounds.ties(start or None, end or None, source or None)
    ties = [tie for tie in known.ties if kind in ("", tie.kind)]
    groups = _grouped(ties)
    shares = {key: _share(those) for key, those in groups.items()}
    wanted = [tie for tie in ties if tie.change != "kept" or found.parameters["show"] == "all"]
    wanted.sort(key=lambda tie: _order(tie, known.names))
    kept = [_row(tie, known.names, shares[tie.source, tie.kind]) for tie in wanted[: found.parameters["limit"]]]
    said = list(_headline(known, groups, kind))
    nothing = "" if known.sources else "No rounds have been loaded, so there is nothing to compare yet."
    if known.sources and all(one.note for one in known.sources):
        nothing = f"Nothing could be compared. {' '.join(said)}"
    return Finished(kept, [*said, *left_out(len(kept), len(wanted), "links")], nothing)


def _grouped(ties: Iterable["Tie"]) -> dict[tuple[str, str], list["Tie"]]:
    groups: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        groups.setdefault((tie.source, tie.kind), []).append(tie)
    return groups


def _share(ties: Iterable["Tie"]) -> float | None:
    number = Counter(map(CHANGE, ties))
    return stability(number["kept"], number["new"], number["ended"])


def _headline(known: "Ties", groups: Mapping[tuple[str, str], list["Tie"]], kind: str) -> Iterator[str]:
    """For each source what was compared, how many links stayed, and the same of those whose ends both dates name."""
    for one in known.sources:
        if one.note:
            yield f"{one.source}: {one.note}."
            continue
        own = [tie for (source, _), those in groups.items() if source == one.source for tie in those]
        number = Counter(map(CHANGE, own))
        words = f"{number['kept']:,} kept, {number['new']:,} new, {number['ended']:,} ended"
        share = _share(own)
        stable = f": link stability is {percent(share)}" if share is not None else ""
        yield f"{one.source}: {one.start} compared with {one.end}: {words}{stable}."
        among = _share(tie for tie in own if all(tie.known))
        if among is not None and among != share:
            yield f"{one.source}: among links whose ends are named at both dates it is {percent(among)}."
        left = sum(n for (by, name), n in known.uncovered.items() if by == one.source and kind in ("", name))
        if left:
            yield f"{one.source}: {counted(left, 'link')} {are(left)} left out, which only one of the rounds covers."


def _row(tie: "Tie", names: Mapping[str, str], share: float | None) -> Row:
    before, after = STATED[tie.change]
    return {
        "from": names.get(tie.from_id, tie.from_id),
        "to": names.get(tie.to_id, tie.to_id),
        "kind": tie.kind,
        "change": tie.change,
        "before": before,
        "after": after,
        "real_change": None if tie.change == "kept" else ENDS[tie.known],
        "stability": None if share is None else round(share, 4),
        "source": tie.source,
        "id": tie.id,
        "from_id": tie.from_id,
        "to_id": tie.to_id,
        "evidence": [tie.id],
    }


def _order(tie: "Tie", names: Mapping[str, str]) -> tuple[object, ...]:
    start, end = names.get(tie.from_id, tie.from_id), names.get(tie.to_id, tie.to_id)
    return (ORDER.index(tie.change), tie.kind, start, end, tie.source, tie.id)
