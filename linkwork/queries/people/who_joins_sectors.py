"""B2: who stands between organisations of different sectors: Gould and Fernandez's roles and Burt's constraint."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from linkwork.graph.measures.network import Brokerage, Network, brokerage, constraint, network
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._people import Services
from linkwork.queries._words import left_out
from linkwork.words import are, counted

CONFIDENTIAL = (
    "Who was rated as working with whom is confidential, so nothing is shown. Where you may see it, ask again with "
    "--internal."
)
NO_TIES = {
    "referrals": "No referrals between services or organisations that are known by name",
    "boards": "No two seats of organisations on one board",
    "works_with": "No ratings of working relationships",
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Ties:
    """The ties between organisations of the sort asked for, each with the ids of what it rests on."""

    found: Found

    @cached_property
    def bodies(self) -> dict[str, Row]:
        """The live organisations."""
        return {row["id"]: row for row in self.found.rows}

    @cached_property
    def pairs(self) -> dict[Pair, set[str]]:
        """From whom to whom, and what says so; nobody has a tie with itself."""
        makers = {"referrals": self._referrals, "boards": self._boards, "works_with": self._works}
        found: dict[Pair, set[str]] = {}
        for pair, ids in makers[str(self.found.parameters["ties"])]():
            if pair[0] != pair[1]:
                found.setdefault(pair, set()).update(ids)
        return found

    def _referrals(self) -> Iterable[tuple[Pair, Sequence[str]]]:
        services, referrals = Services(self.found), self.found.parts["referrals"]
        ends = {
            id_: self._ends(services, id_) for id_ in {row[end] for row in referrals for end in ("from_id", "to_id")}
        }
        for row in referrals:
            (senders, sent), (receivers, received) = ends[row["from_id"]], ends[row["to_id"]]
            for pair in ((a, b) for a in senders for b in receivers):
                yield pair, [row["id"], row["from_id"], row["to_id"], *sent, *received]

    def _ends(self, services: Services, id_: str) -> tuple[Sequence[str], Sequence[str]]:
        """The organisations that an end of a referral is, or that provide it, with what says so; a role is none."""
        if id_ in self.bodies:
            return [id_], []
        return (services.every[id_]["provider_ids"], services.provided(id_)) if id_ in services.every else ((), ())

    def _boards(self) -> Iterable[tuple[Pair, Sequence[str]]]:
        seats: dict[str, list[tuple[str, str]]] = {}
        for row in self.found.rows:
            for seat in row["boards"]:
                if seat["id"]:
                    seats.setdefault(seat["id"], []).append((row["id"], seat["link"]))
        for board, own in seats.items():
            for (a, link), (b, other) in permutations(own, 2):
                yield (a, b), [board, link, other]

    def _works(self) -> Iterable[tuple[Pair, Sequence[str]]]:
        for row in self.found.rows:
            for one in row["works"]:
                if one["id"]:
                    yield (row["id"], one["id"]), [one["link"]]
                    yield (one["id"], row["id"]), [one["link"]]

    @cached_property
    def net(self) -> Network:
        """The network of these ties."""
        return network(self.pairs)

    @cached_property
    def contacts(self) -> dict[str, set[str]]:
        """For each organisation those it has a tie with, either way."""
        found: dict[str, set[str]] = {id_: set() for id_ in self.net.members}
        for a, b in self.pairs:
            found[a].add(b)
            found[b].add(a)
        return found

    def behind(self, body: str) -> list[frozenset[str]]:
        """What its row rests on: its ties, and those of its contacts, which may join them without it."""
        return [self._own[one] for one in (body, *self.contacts[body])]

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        """For each organisation its id and those that its own ties rest on, whom it has them with among them."""
        found = {id_: {id_} for id_ in self.net.members}
        for pair, ids in self.pairs.items():
            for one in pair:
                found[one].update(ids, pair)
        return {one: frozenset(ids) for one, ids in found.items()}


def finish(found: Found) -> Finished:
    """A row for each organisation of a known sector that joins others, most pairs across sectors first."""
    sort = str(found.parameters["ties"])
    if sort == "works_with" and not found.settings.internal:
        return Finished((), nothing=CONFIDENTIAL)
    ties = Ties(found)
    if not ties.pairs:
        return Finished((), nothing=f"{NO_TIES[sort]} have been loaded, so this is not known yet.")
    sector = {id_: row["sector"] for id_, row in ties.bodies.items() if row["sector"]}
    roles, constraints = brokerage(ties.net, sector), constraint(ties.net)
    rows = [_row(ties, id_, roles[id_], constraints[id_]) for id_ in roles if _asked_for(ties.bodies[id_], found)]
    rows = sorted((row for row in rows if row["pairs_joined"] >= found.parameters["at_least"]), key=_order)
    kept = [row | {"evidence": ties.behind(row["organisation_id"])} for row in rows[: int(found.parameters["limit"])]]
    return Finished(kept, [*_unknown(ties, len(roles)), *left_out(len(kept), len(rows), "organisations")])


def _asked_for(body: Row, found: Found) -> bool:
    asked = found.parameters
    return asked["organisation"] in ("", body["id"]) and asked["sector"] in ("", body["sector"])


def _row(ties: Ties, id_: str, roles: Brokerage, tight: float | None) -> Row:
    names = ("gatekeeper", "representative", "liaison", "itinerant", "coordinator")
    return {
        "organisation": ties.bodies[id_]["name"] or id_,
        "sector": ties.bodies[id_]["sector"],
        "pairs_joined": roles.total - roles.coordinator,
        **{name: getattr(roles, name) for name in names},
        "constraint": None if tight is None else round(tight, 4),
        "contacts": len(ties.contacts[id_]),
        "organisation_id": id_,
    }


def _unknown(ties: Ties, known: int) -> list[str]:
    """How many organisations have a tie, how many of them no known sector, and how many referrals are no tie."""
    members = len(ties.net.members)
    said = [f"{counted(members, 'organisation')} {'has' if members == 1 else 'have'} a tie of this sort with another."]
    if unsaid := members - known:
        said.append(f"The sector of {unsaid} of them is not known, so {_they(unsaid)} in no pair.")
    if ties.found.parameters["ties"] == "referrals":
        used = set().union(*ties.pairs.values())
        lost = sum(row["id"] not in used for row in ties.found.parts["referrals"])
        if lost:
            said.append(
                f"{counted(lost, 'referral')} {are(lost)} left out: within one organisation, from a role, or of a "
                "service whose provider is not known."
            )
    return said


def _they(number: int) -> str:
    return "it counts" if number == 1 else "they count"


def _order(row: Row) -> tuple[object, ...]:
    return (-row["pairs_joined"], row["constraint"], row["organisation"], row["organisation_id"])
