"""Records as they are compared: names taken apart, identifiers, where they are; and which pairs are worth comparing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from linkwork.graph._identifiers import identifiers
from linkwork.graph._name_words import CATEGORIES
from linkwork.graph._names_alike import Name, taken_apart
from linkwork.graph._same_place import Where, postcode, web_address

#: Records that share something which more than this many share are not compared for that alone.
MOST_TOGETHER = 60
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """One record. `names` begins with what it is called, then its aliases; `row` is everything known of it."""

    id: str
    names: tuple[Name, ...]
    numbers: Mapping[str, str]
    where: Where
    row: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called, or its id where nothing is said."""
        return self.names[0].raw if self.names else self.id

    @property
    def sort(self) -> tuple[str, bool]:
        """What sort of body it is, and whether its category says so (else its name does)."""
        said = CATEGORIES.get(str(self.row.get("category") or "").strip().casefold(), "")
        return (said, True) if said else (self.names[0].sort if self.names else "", False)


def alike_record(kind: str, row: Mapping[str, Any], providers: frozenset[str]) -> Alike:
    """The record of a row of a frame."""
    called = (row.get("name"), *(row.get("aliases") or ()), *(row.get("aka") or ()))
    texts = dict.fromkeys(str(text).strip() for text in called if text and str(text).strip())
    names = tuple(taken_apart(text, kind.casefold()) for text in list(texts)[:MOST_NAMES])
    where = Where(postcode(row.get("postcode")), web_address(row.get("website") or row.get("url")), providers)
    return Alike(str(row["id"]), names, identifiers(row), where, row)


def worth_comparing(records: Sequence[Alike]) -> Iterator[tuple[Alike, Alike]]:
    """Pairs that share an identifier, a name, the start of a telling word, initials or a neighbourhood; each once.

    The number of pairs grows with the records and not with their square: what many share brings nobody together,
    unless it is an identifier, and then each is paired with the first.
    """
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in set(_keys(record)):
            shared[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for key, places in shared.items():
        if len(places) <= MOST_TOGETHER:
            pairs.update(combinations(places, 2))
        elif key[0] == "number":
            pairs.update((places[0], other) for other in places[1:])
    for a, b in sorted(pairs):
        yield records[a], records[b]


def named_the_same(records: Iterable[Alike]) -> dict[str, int]:
    """For each name's words, in how many known places something is so called."""
    places: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.where.place:
            for name in record.names:
                places[name.key].add(record.where.place)
    return {key: len(found) for key, found in places.items()}


def _keys(record: Alike) -> Iterator[tuple[str, ...]]:
    sector, unit = record.where.postcode[:-2], record.where.postcode
    yield from (("number", scheme, value) for scheme, value in record.numbers.items())
    if unit:
        yield ("sector", sector)
        yield ("unit", unit)
    if record.where.address:
        yield ("address", record.where.address)
    yield from (("provider", provider) for provider in record.where.providers)
    for name in record.names:
        yield ("name", name.key)
        yield ("named here", name.key, unit)
        yield ("initials", name.raw.strip().casefold())
        yield from (("initials", letters) for letters in name.initials)
        for word in name.telling:
            yield ("word", word[:5])
            yield ("word here", word[:5], unit[:-3])
