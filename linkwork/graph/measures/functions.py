"""What roles have in common: the functions that two perform, and what each performs alone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

Does = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Two that share functions: what both do, what the first does and the second does not, and the other way round."""

    a: str
    b: str
    shared: frozenset[str]
    only_a: frozenset[str]
    only_b: frozenset[str]

    @property
    def coefficient(self) -> float:
        """Shared functions over those of the one that does fewer, above 0 to 1 (Szymkiewicz-Simpson)."""
        return share_of_smaller(self.shared | self.only_a, self.shared | self.only_b)


def share_of_smaller(a: frozenset[str], b: frozenset[str]) -> float:
    """What both hold over what the smaller holds, 0 to 1 (Szymkiewicz-Simpson); 0 where one holds nothing."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def sharing(does: Does) -> Iterator[Sharing]:
    """Every two that share a function, each pair once and in order of ids. Found by function, never by all pairs."""
    pairs = {pair for doers in _doers(does).values() for pair in combinations(sorted(doers), 2)}
    for a, b in sorted(pairs):
        yield Sharing(a, b, does[a] & does[b], does[a] - does[b], does[b] - does[a])


def alone(does: Does) -> dict[str, frozenset[str]]:
    """For each what it does and no other does."""
    single = {function for function, doers in _doers(does).items() if len(doers) == 1}
    return {id_: functions & single for id_, functions in does.items()}


def several(does: Does) -> frozenset[str]:
    """The functions that more than one does."""
    return frozenset(function for function, doers in _doers(does).items() if len(doers) > 1)


def _doers(does: Does) -> Mapping[str, Collection[str]]:
    found: dict[str, list[str]] = {}
    for id_, functions in does.items():
        for function in functions:
            found.setdefault(function, []).append(id_)
    return found
