"""Scores one pair of records and says why, or says that they are two.

The score begins with how alike the names are (n, 0 to 1) and is moved by where the two are:

    same postcode, web address or provider   n + 0.4 (1 - n)      neighbouring postcodes   n + 0.15 (1 - n)
    not known                                n squared            same postal area         0.85 n squared
    far apart                                0.6 n squared

Where the place does not settle it, a name of nothing but common words, or one known in several places, counts for
less. The numbers were chosen on half of the pairs in docs/duplicates.md and measured on the other half.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linkwork.graph._alike_records import Alike
from linkwork.graph._identifiers import agree, conflict
from linkwork.graph._name_words import PLAIN_SORTS
from linkwork.graph._names_alike import Name, likeness, may_be_initials, one_is_part, weight
from linkwork.graph._same_place import Nearness, nearness

NOT_ONE: tuple[float, tuple[str, ...]] = (0.0, ())
#: Names less alike than this are not looked at further: nothing else makes up for it.
LEAST_ALIKE = 0.4
INITIALS = 0.9
ONE_CLOSED, OTHER_SECTOR, OTHER_EDITION, COMMON_NAME = 0.1, 0.1, 0.25, 0.6
#: What is left of a score where a name has one place too many, two, or more.
OF_SEVERAL = (0.78, 0.72, 0.6)
#: Properties that say two things of one kind are two, where both are known and differ.
TELL_APART = {"Area": ("level",), "Need": ("taxonomy",), "Audience": ("taxonomy", "min_age", "max_age")}
PLACED = frozenset({"Organisation", "Service", "Site"})
LETTERED = frozenset({"Organisation", "Board", "Platform", "Policy", "Service"})


@dataclass(frozen=True, slots=True)
class Told:
    """What is known beside a pair: in how many places a name is found, and which pairs may be or are one body."""

    places: Mapping[str, int]
    bodies: frozenset[frozenset[str]]


def compare(kind: str, a: Alike, b: Alike, told: Told) -> tuple[float, tuple[str, ...]]:
    """A score of 0 to 1, to two places, and the reasons; 0 and none where the two are not one thing."""
    if conflict(a.numbers, b.numbers) or any(_differ(a, b, name) for name in TELL_APART.get(kind, ())):
        return NOT_ONE
    if same := agree(a.numbers, b.numbers):
        return 1.0, (*same, *(() if a.name == b.name else (f"names: '{a.name}', '{b.name}'",)), *_cautions(a, b))
    if not a.names or not b.names or _two_sorts(kind, a, b) or _two_providers(a, b, told):
        return NOT_ONE
    alike, ours, theirs = max(_by_name(kind, a, b), key=lambda found: found[0])
    if alike < LEAST_ALIKE or (kind in PLACED | {"Board"} and one_is_part(ours, theirs)):
        return NOT_ONE
    near, where = nearness(a.where, b.where)
    if near == "unknown" and a.where.providers and b.where.providers:
        near, where = "same", "their providers are one, or may be"
    shared = max(told.places.get(name.key, 0) for name in (ours, theirs))
    score = _score(alike, near, kind, ours) * _fame(near, shared) - _taken_off(a, b)
    reasons = [_names(alike, ours, theirs), where, *_cautions(a, b)]
    if _fame(near, shared) < 1:
        reasons.append(f"caution: {shared} places have this name")
    return round(max(score, 0.0), 2), tuple(reason for reason in reasons if reason)


def _by_name(kind: str, a: Alike, b: Alike) -> Iterator[tuple[float, Name, Name]]:
    for ours in a.names:
        for theirs in b.names:
            alike = likeness(ours, theirs)
            if alike < INITIALS and kind in LETTERED and may_be_initials(ours, theirs):
                alike = INITIALS
            yield alike, ours, theirs


def _score(alike: float, near: Nearness, kind: str, name: Name) -> float:
    if near == "same":
        return alike + 0.4 * (1 - alike)
    dull = kind in PLACED and sum(weight(word) for word in name.words) < 1
    if near == "near":
        return (alike + 0.15 * (1 - alike)) * (COMMON_NAME if dull else 1.0)
    factor = {"unknown": 1.0, "area": 0.85, "far": 0.6}[near] * (COMMON_NAME if dull else 1.0)
    return factor * alike * alike


def _fame(near: Nearness, places: int) -> float:
    """What is left of a score where a name is found in several places, and the two may be in any of them."""
    alone = {"unknown": 1, "area": 2}.get(near)
    if alone is None or places <= alone:
        return 1.0
    return OF_SEVERAL[min(places - alone, len(OF_SEVERAL)) - 1]


def _names(alike: float, ours: Name, theirs: Name) -> str:
    if ours.raw == theirs.raw:
        return f"same name: '{ours.raw}'"
    if not likeness(ours, theirs):
        short, long = sorted((ours.raw, theirs.raw), key=len)
        return f"'{short}' may be the initials of '{long}'"
    if alike == 1:
        return f"the same words: '{ours.raw}', '{theirs.raw}'"
    return f"names alike ({alike:.2f}): '{ours.raw}', '{theirs.raw}'"


def _two_sorts(kind: str, a: Alike, b: Alike) -> bool:
    """Whether the two are plainly different sorts of body: a PCN and a practice, a council and its team."""
    if kind != "Organisation":
        return False
    (ours, said), (theirs, also_said) = a.sort, b.sort
    if "team" in (ours, theirs) and not (said and also_said):
        return False
    plain = {ours, theirs} & PLAIN_SORTS
    return bool(ours and theirs and ours != theirs and (plain or said == also_said))


def _two_providers(a: Alike, b: Alike, told: Told) -> bool:
    """Whether the two services have providers, and none of one's may be one of the other's."""
    ours, theirs = a.where.providers, b.where.providers
    if not ours or not theirs or ours & theirs:
        return False
    return not any(frozenset((x, y)) in told.bodies for x in ours for y in theirs)


def _differ(a: Alike, b: Alike, name: str) -> bool:
    ours, theirs = a.row.get(name), b.row.get(name)
    return ours is not None and theirs is not None and ours != theirs


def _ended(one: Alike) -> bool:
    closed = "closed" in (one.row.get("status"), one.row.get("state"))
    return closed or one.row.get("state") in ("ended", "superseded")


def _editions(a: Alike, b: Alike) -> bool:
    ours, theirs = (str(one.row.get("published_on") or "")[:4] for one in (a, b))
    return bool(ours and theirs and ours != theirs)


def _taken_off(a: Alike, b: Alike) -> float:
    return (
        ONE_CLOSED * (_ended(a) != _ended(b)) + OTHER_SECTOR * _differ(a, b, "sector") + OTHER_EDITION * _editions(a, b)
    )


def _cautions(a: Alike, b: Alike) -> Iterator[str]:
    if _ended(a) != _ended(b):
        ended = a if _ended(a) else b
        yield f"caution: '{ended.name}' ({ended.id}) is closed or ended: the other may have taken over from it"
    for name, words in (("sector", "sectors"), ("issuer", "issuers"), ("vendor", "suppliers")):
        if _differ(a, b, name):
            yield f"caution: different {words}: {a.row[name]}, {b.row[name]}"
    if _editions(a, b):
        yield f"caution: published on {a.row['published_on']} and {b.row['published_on']}"
    for source in sorted(set(a.row.get("sources") or ()) & set(b.row.get("sources") or ())):
        yield f"caution: one source, {source}, names both"
