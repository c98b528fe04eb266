"""B8: what people think of how two bodies work together, never from fewer than three, and only with --internal."""

from collections.abc import Mapping, Sequence

from linkwork.graph.privacy import RATERS
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import counted

CONFIDENTIAL = (
    "Ratings of working relationships are confidential, so nothing is shown. Where you may see them, ask again with "
    "--internal."
)
_FIGURES = {"intensity": "intensity", "trust_mean": "trust", "value_mean": "value"}
Pair = tuple[str, str]
#: What each rater says, whatever it is.
Said = dict[str, tuple[object, ...]]


def finish(found: Found) -> Finished:
    """A row for each two bodies that three people or more rated, least trust first; none without --internal."""
    if not found.settings.internal:
        return Finished((), nothing=CONFIDENTIAL)
    rated = [row for row in found.rows if row["rated_by"] and row["a_id"] != row["b_id"]]
    pairs: dict[Pair, list[Row]] = {}
    for row in rated:
        if _asked_for(row, found.parameters):
            pairs.setdefault(_pair(row["a_id"], row["b_id"]), []).append(row)
    enough = {pair: some for pair, some in pairs.items() if len({row["rated_by"] for row in some}) >= RATERS}
    back = _kept_back(found) & enough.keys()
    rows = sorted((_row(some) for pair, some in enough.items() if pair not in back), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [
        *_withheld(len(pairs) - len(enough)),
        *_back(len(back)),
        *_unsigned(found.rows),
        *left_out(len(kept), len(rows), "pairs"),
    ]
    return Finished(kept, said)


def _kept_back(found: Found) -> frozenset[Pair]:
    """The pairs of which fewer than three people say something else than when means of them could last be shown.

    Whoever has both answers could take one mean from the other, and would have what those few said.
    """
    shown: dict[Pair, Said] = {}
    now: dict[Pair, Said] = {}
    for day in found.settings.rounds.ratings() if found.settings.rounds else ():
        now = _said(day)
        for pair in shown.keys() | now.keys():
            before, after = shown.get(pair, {}), now.get(pair, {})
            others = sum(before.get(rater) != after.get(rater) for rater in before.keys() | after.keys())
            if others >= RATERS and len(after) >= RATERS:
                shown[pair] = after
    return frozenset(pair for pair, said in now.items() if said != shown.get(pair))


def _said(ratings: Sequence[Row]) -> dict[Pair, Said]:
    """What each rater says of each two bodies, either way round."""
    found: dict[Pair, Said] = {}
    for row in sorted(ratings, key=lambda row: str(row["id"])):
        if row["rated_by"] and row["from_id"] != row["to_id"]:
            of = found.setdefault(_pair(row["from_id"], row["to_id"]), {})
            of[row["rated_by"]] = (*of.get(row["rated_by"], ()), *(row["id"], *(row[one] for one in _FIGURES.values())))
    return found


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _asked_for(row: Row, asked: Mapping[str, object]) -> bool:
    return asked["organisation"] in ("", row["a_id"], row["b_id"]) and asked["sector"] in (
        "",
        row["a_sector"],
        row["b_sector"],
    )


def _row(rows: Sequence[Row]) -> Row:
    names = {row[f"{end}_id"]: row[f"{end}_name"] or row[f"{end}_id"] for row in rows for end in "ab"}
    (name_a, a), (name_b, b) = sorted((name, id_) for id_, name in names.items())
    return {
        "org_a": name_a,
        "org_b": name_b,
        **{column: _mean(rows, figure) for column, figure in _FIGURES.items()},
        "raters": len({row["rated_by"] for row in rows}),
        "org_a_id": a,
        "org_b_id": b,
        "evidence": [a, b, *(row["id"] for row in rows)],
    }


def _mean(rows: Sequence[Row], figure: str) -> float | None:
    """The mean of what each rater gave, to two places; None from fewer than three who gave one.

    Somebody who rated both ways, from a to b and from b to a, counts once, with the mean of the two.
    """
    said: dict[str, list[int]] = {}
    for row in rows:
        if row[figure] is not None:
            said.setdefault(row["rated_by"], []).append(row[figure])
    if len(said) < RATERS:
        return None
    return round(sum(sum(own) / len(own) for own in said.values()) / len(said), 2)


def _withheld(number: int) -> list[str]:
    """How many pairs too few people rated."""
    if not number:
        return []
    was, left = ("was", "is") if number == 1 else ("were", "are")
    words = f"{counted(number, 'pair')} of organisations {was} rated by fewer than {RATERS} people"
    return [f"{words} and {left} left out, even with --internal."]


def _back(number: int) -> list[str]:
    """How many pairs would tell, beside an earlier answer, what fewer than three people said."""
    if not number:
        return []
    was, left = ("was", "is") if number == 1 else ("were", "are")
    words = f"{counted(number, 'pair')} of organisations {was} rated anew by fewer than {RATERS} people since a mean"
    return [f"{words} could be shown, which beside it would tell what they said, and {left} left out."]


def _unsigned(rows: Sequence[Row]) -> list[str]:
    """How many ratings do not say who gave them: they could be anybody's second."""
    number = sum(not row["rated_by"] for row in rows)
    do, is_ = ("does", "is") if number == 1 else ("do", "are")
    return [f"{counted(number, 'rating')} {do} not say who rated and {is_} not counted."] if number else []


def _order(row: Row) -> tuple[object, ...]:
    trust = row["trust_mean"]
    return (trust is None, trust or 0, row["org_a"], row["org_b"], row["org_a_id"], row["org_b_id"])
