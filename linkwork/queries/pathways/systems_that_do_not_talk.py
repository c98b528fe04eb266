"""P8: the referral links whose two ends use systems that do not exchange data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.measures.systems import EXCHANGES, NOT_KNOWN, SAME, WORDS, InUse, Systems
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._handoffs import Handoffs, in_order
from linkwork.queries._words import left_out
from linkwork.words import counted

#: What counts as two systems that do not talk; in the order of the rows, those of which it is said first.
BREAKS = ("none", "not said", "planned", "on trial")
SHOWN = {"breaks": BREAKS, "not-known": (NOT_KNOWN,), "all": (*BREAKS, NOT_KNOWN, EXCHANGES, SAME)}


def finish(found: Found) -> Finished:
    """The links asked for: those of which it is said that nothing is exchanged first, then by the names of both."""
    town, parts = Handoffs(found), found.parts
    in_use = InUse(parts["system_use"], parts["providing"], parts["exchanges"])
    platform = found.parameters["platform"]
    every = [
        (in_use.between(ours, theirs)[0], row)
        for row in town.rows
        for ours, theirs in [(in_use.of(row["from_id"]), in_use.of(row["to_id"]))]
        if platform in ("", *ours.platforms, *theirs.platforms)
    ]
    rows = in_order(every, SHOWN[found.parameters["show"]])
    kept = [_row(town, in_use, row) for row in rows[: found.parameters["limit"]]]
    said = [exchange for exchange, _ in every]
    return Finished(kept, [*_headline(said), *left_out(len(kept), len(rows), "links")], _nothing(said))


def _row(town: Handoffs, in_use: InUse, row: Row) -> Row:
    ours, theirs = in_use.of(row["from_id"]), in_use.of(row["to_id"])
    exchange, said_by = in_use.between(ours, theirs)
    ends = town.ends(row)
    return {
        **ends,
        "platform_from": list(ours.names),
        "platform_to": list(theirs.names),
        "exchange": exchange,
        "volume": row["volume"],
        "said_of_from": _whose(ours),
        "said_of_to": _whose(theirs),
        "kind": row["kind"],
        "platform_from_ids": list(ours.platforms),
        "platform_to_ids": list(theirs.platforms),
        "evidence": list(dict.fromkeys([*ends["evidence"], *ours.evidence, *theirs.evidence, *said_by])),
    }


def _whose(systems: Systems) -> str:
    if not systems.platforms:
        return NOT_KNOWN
    return "its own" if systems.own else "its provider's"


def _headline(said: Sequence[str]) -> Iterator[str]:
    if not said:
        return
    by = Counter(said)
    broken = sum(by[word] for word in BREAKS)
    what = ", ".join(f"{by[word]} {word}" for word in WORDS if word in BREAKS and by[word])
    cross = f"{broken} {'crosses' if broken == 1 else 'cross'} two that do not talk{f' ({what})' if what else ''}"
    within = f"{by[SAME]} {'stays' if by[SAME] == 1 else 'stay'} within one system"
    talking = f"{by[EXCHANGES]} {'crosses' if by[EXCHANGES] == 1 else 'cross'} two that exchange data"
    yield (
        f"Of {counted(len(said), 'referral link')}, {within}, {talking} and {cross}; of {by[NOT_KNOWN]} it is not "
        "known which systems both ends use."
    )


def _nothing(said: Sequence[str]) -> str:
    """Why no link is listed, where of none is it known which systems both ends use."""
    if not said or any(exchange != NOT_KNOWN for exchange in said):
        return ""
    return "Of no referral link is it known which systems both ends use, so this is not known yet."
