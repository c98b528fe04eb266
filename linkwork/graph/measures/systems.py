"""Which digital systems a service or a body uses, and whether those of two of them talk to each other.

Choices that the model leaves open:

- A system is in use where its state is live or trial, or where somebody says that it is used and not how far.
- A service uses its own systems; one that has none in use, those of the bodies that provide it, but for a system of
  which it says itself that it is planned there or not used. A role has none.
- Two systems talk where somebody says that they exchange data live, whichever way round it is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkwork.graph.hierarchy import Row

IN_USE = ("live", "trial", None)
SAME, EXCHANGES, NOT_KNOWN = "same platform", "exchanges", "not known"
#: How what is said of two systems is called, the best first; one side of which nobody knows a system comes last.
BETWEEN = {"live": EXCHANGES, "trial": "on trial", "planned": "planned", "none": "none", None: "not said"}
WORDS = (SAME, *BETWEEN.values(), NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Systems:
    """The systems of one end, by id in order of name; whether they are its own, and the ids they rest on."""

    platforms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    own: bool = True
    evidence: tuple[str, ...] = ()


class InUse:
    """Who uses what, from rows of live records.

    A use has `id`, `user_id`, `platform_id`, `platform`, `state`; a link to a provider `id`, `provider_id`,
    `service_id`; an exchange `id`, `a_id`, `b_id`, `state`.
    """

    def __init__(self, uses: Iterable[Row], providing: Iterable[Row], exchanges: Iterable[Row]) -> None:
        self._uses: dict[str, list[Row]] = {}
        for use in uses:
            self._uses.setdefault(use["user_id"], []).append(use)
        self._providing: dict[str, list[Row]] = {}
        for link in providing:
            self._providing.setdefault(link["service_id"], []).append(link)
        self._exchanges: dict[frozenset[str], list[Row]] = {}
        for row in exchanges:
            self._exchanges.setdefault(frozenset((row["a_id"], row["b_id"])), []).append(row)
        self._of: dict[str, Systems] = {}

    def of(self, user: str) -> Systems:
        """The systems that a service, a body or a role uses; none where nobody has said."""
        if user not in self._of:
            self._of[user] = self._said_of(user)
        return self._of[user]

    def _said_of(self, user: str) -> Systems:
        own = self._uses.get(user, [])
        if used := [use for use in own if use["state"] in IN_USE]:
            return _systems(used, True)
        denied = {use["platform_id"] for use in own}
        links = self._providing.get(user, ())
        by_body = [
            (use, link)
            for link in links
            for use in self._uses.get(link["provider_id"], ())
            if use["state"] in IN_USE and use["platform_id"] not in denied
        ]
        behind = [id_ for _, link in by_body for id_ in (link["id"], link["provider_id"])]
        return _systems([use for use, _ in by_body], False, behind)

    def between(self, one: Systems, other: Systems) -> tuple[str, list[str]]:
        """The best that is said of any system of the one and any of the other, as one of WORDS, and what says so."""
        if not one.platforms or not other.platforms:
            return NOT_KNOWN, []
        if not set(one.platforms).isdisjoint(other.platforms):
            return SAME, []
        said = [
            link
            for mine in one.platforms
            for theirs in other.platforms
            for link in self._exchanges.get(frozenset((mine, theirs)), ())
        ]
        best = min((BETWEEN[link["state"]] for link in said), key=WORDS.index, default=BETWEEN[None])
        return best, sorted(link["id"] for link in said if BETWEEN[link["state"]] == best)


def _systems(uses: Sequence[Row], own: bool, behind: Iterable[str] = ()) -> Systems:
    names = {use["platform_id"]: use["platform"] or use["platform_id"] for use in uses}
    ordered = sorted(names, key=lambda id_: (names[id_], id_))
    evidence = (*ordered, *(use["id"] for use in uses), *behind)
    return Systems(tuple(ordered), tuple(names[id_] for id_ in ordered), own, evidence)
