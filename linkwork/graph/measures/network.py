"""Measures of a network of links: how dense, how centred, who stands between (docs/measures.md).

A network here is plain: a link counts once however many categories it comes in, and a link to oneself does not count.
`density`, `reciprocity`, `ties` and `brokerage` look at the direction of links; the others join two members that have
a link either way. A measure that cannot be worked out (nobody there, or nothing linked) is None, never 0.
Cut points, bridges, cores and loops are igraph's; the rest is arithmetic on the table of links, n x n and sparse.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from igraph import Graph
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

Link = tuple[str, str]


@dataclass(frozen=True)
class Network:
    """Members in order of id, and the links between them as (from, to), each once and in order."""

    members: tuple[str, ...]
    links: tuple[Link, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of every member in `members`."""
        return {id_: n for n, id_ in enumerate(self.members)}

    @cached_property
    def table(self) -> "csr_array":
        """Members by members: 1.0 where the row's member has a link to the column's."""
        import numpy as np
        from scipy.sparse import csr_array

        size = len(self.members)
        ends = np.array([[self.place[a], self.place[b]] for a, b in self.links], dtype=np.int64).reshape(-1, 2)
        return csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))

    @cached_property
    def either_way(self) -> "csr_array":
        """Members by members: 1.0 where there is a link one way or the other."""
        return self.table.maximum(self.table.T).tocsr()

    @cached_property
    def degrees(self) -> "NDArray[np.float64]":
        """For each member, how many others it has a link with, either way."""
        degrees: NDArray[np.float64] = self.either_way.sum(axis=1)
        return degrees

    def graph(self, directed: bool) -> "Graph":
        """The network as igraph has it, members by their place."""
        from igraph import Graph

        pairs = {(self.place[a], self.place[b]) for a, b in self.links}
        if not directed:
            pairs = {(min(pair), max(pair)) for pair in pairs}
        return Graph(len(self.members), sorted(pairs), directed=directed)


def network(links: Iterable[Link], members: Iterable[str] = ()) -> Network:
    """The network of these links, from (from_id, to_id), with members that have no link if they are named."""
    kept = sorted(set(links))
    everyone = {*members, *(id_ for link in kept for id_ in link)}
    return Network(tuple(sorted(everyone)), tuple((a, b) for a, b in kept if a != b))


def density(net: Network) -> float | None:
    """Links over those there could be, m / n(n - 1), 0 to 1; None for fewer than two members."""
    n = len(net.members)
    return len(net.links) / (n * (n - 1)) if n > 1 else None


def degree_centralisation(net: Network) -> float | None:
    """How far the links gather round one member, 0 (all have as many) to 1 (a star); None for fewer than three.

    The sum over members of (greatest degree - degree), over (n - 1)(n - 2), which a star has: Freeman, "Centrality in
    social networks: conceptual clarification", Social Networks 1 (1978/79).
    """
    n = len(net.members)
    if n < 3:
        return None
    return float((net.degrees.max() - net.degrees).sum()) / ((n - 1) * (n - 2))


def reciprocity(net: Network) -> float | None:
    """Share of links that are returned, 0 to 1; None without links."""
    return float(net.table.multiply(net.table.T).sum()) / len(net.links) if net.links else None


@dataclass(frozen=True, slots=True)
class Ties:
    """Links within sectors and across them; `unknown` are those with an end whose sector nobody states."""

    within: int
    across: int
    unknown: int

    @property
    def e_i(self) -> float | None:
        """(across - within) / (across + within): -1 keeps to itself, 1 looks outward; None without links of either.

        Krackhardt and Stern, "Informal networks and organizational crises", Social Psychology Quarterly 51 (1988).
        """
        both = self.across + self.within
        return (self.across - self.within) / both if both else None


def ties(net: Network, sector: Mapping[str, str]) -> Ties:
    """How many links stay within a sector and how many cross; a link and its return are two."""
    known = [(sector[a], sector[b]) for a, b in net.links if sector.get(a) and sector.get(b)]
    across = sum(a != b for a, b in known)
    return Ties(len(known) - across, across, len(net.links) - len(known))


def cores(net: Network) -> dict[str, int]:
    """For each member the greatest k of a k-core it is in: a group in which all have links with k others of it.

    Seidman, "Network structure and minimum degree", Social Networks 5 (1983). A member without links has 0.
    """
    return dict(zip(net.members, net.graph(directed=False).coreness(), strict=True)) if net.members else {}


def cut_points(net: Network) -> tuple[str, ...]:
    """Members without whom the network falls into more parts (articulation points), by id."""
    return tuple(net.members[n] for n in sorted(net.graph(directed=False).articulation_points()))


def betweenness(net: Network, directed: bool = True) -> dict[str, float]:
    """For each member, the pairs of others that it stands between: the sum of its shares of their shortest paths.

    Of a pair with several shortest paths, a member has the share that it is on; with `directed=False` a link counts
    both ways, and a pair once. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40 (1977).
    """
    graph = net.graph(directed)
    return dict(zip(net.members, graph.betweenness(directed=directed), strict=True)) if net.members else {}


def bridges(net: Network) -> tuple[Link, ...]:
    """Pairs whose link, either way, alone holds two parts together; the lesser id first, by id."""
    graph = net.graph(directed=False)
    return tuple(sorted((net.members[graph.es[n].source], net.members[graph.es[n].target]) for n in graph.bridges()))


def components(net: Network) -> tuple[tuple[str, ...], ...]:
    """Groups of members joined by links either way, the largest first, then by id."""
    return _groups(net, net.graph(directed=True).connected_components("weak"))


def loops(net: Network) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more in which links lead from each to each other (strongly connected), the largest first."""
    return tuple(group for group in _groups(net, net.graph(directed=True).connected_components("strong")) if group[1:])


def _groups(net: Network, found: Iterable[Iterable[int]]) -> tuple[tuple[str, ...], ...]:
    groups = (tuple(net.members[n] for n in sorted(group)) for group in found)
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def constraint(net: Network) -> dict[str, float | None]:
    """For each member how far all its contacts are one circle; low is a broker. None for a member without links.

    The sum over contacts j of (p_ij + the sum over q of p_iq p_qj) squared, with p_ij = 1 / contacts of i: Burt,
    "Structural holes" (1992), chapter 2, for links that either are or are not. Two linked contacts can give 1.125.
    """
    import numpy as np
    from scipy.sparse import diags_array

    shares = diags_array(1 / np.maximum(net.degrees, 1)) @ net.either_way
    spent = (shares + shares @ shares).multiply(net.either_way)
    return _by_member(net, spent.power(2).sum(axis=1))


def effective_size(net: Network) -> dict[str, float | None]:
    """For each member its contacts less those that only repeat each other; None for a member without links.

    d - 2t / d, for d contacts with t links among them: Borgatti, "Structural holes: unpacking Burt's redundancy
    measures", Connections 20 (1997).
    """
    import numpy as np

    among = (net.either_way @ net.either_way).multiply(net.either_way).sum(axis=1)
    return _by_member(net, net.degrees - among / np.maximum(net.degrees, 1))


def _by_member(net: Network, values: "NDArray[np.float64]") -> dict[str, float | None]:
    linked = zip(net.members, values, net.degrees, strict=True)
    return {id_: float(value) if degree else None for id_, value, degree in linked}


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How many pairs (a, c) without a link from a to c a member joins, by sector: a sends to it and it sends to c.

    All three of one sector: coordinator. It and c only: gatekeeper. It and a only: representative. a and c only:
    itinerant (consultant). None alike: liaison.
    """

    coordinator: int = 0
    gatekeeper: int = 0
    representative: int = 0
    itinerant: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """All pairs it joins."""
        return sum(astuple(self))


def brokerage(net: Network, sector: Mapping[str, str]) -> dict[str, Brokerage]:
    """What each member of a known sector brokers, as whole counts; members of no known sector count in no pair.

    Gould and Fernandez, "Structures of mediation", Sociological Methodology 19 (1989). Counted without walking through
    the pairs: for each b and sectors s, t, senders of s times receivers of t, less those that are one and the same,
    less those with a link of their own. That takes one sparse product for each sector.
    """
    import numpy as np

    sectors = sorted({sector[id_] for id_ in net.members if sector.get(id_)})
    of = np.array([sectors.index(sector[id_]) if sector.get(id_) else -1 for id_ in net.members], dtype=np.int64)
    counts = _open_pairs(net, of, len(sectors))
    number = np.arange(len(sectors))
    own, s, t = of[:, None, None], number[None, :, None], number[None, None, :]
    sorts = {
        "coordinator": (own == s) & (own == t),
        "gatekeeper": (own != s) & (own == t),
        "representative": (own == s) & (own != t),
        "itinerant": (own != s) & (s == t),
        "liaison": (own != s) & (own != t) & (s != t),
    }
    totals = [(counts * sorts[part.name]).sum(axis=(1, 2)) for part in fields(Brokerage)]
    found = zip(net.members, of, *totals, strict=True)
    return {id_: Brokerage(*(int(total) for total in of_one)) for id_, known, *of_one in found if known >= 0}


def _open_pairs(net: Network, of: "NDArray[np.int64]", n_sectors: int) -> "NDArray[np.int64]":
    """Members b by sectors s by sectors t: how many a of s and c of t, not the same, have a to b, b to c, no a to c."""
    import numpy as np
    from scipy.sparse import csr_array

    known = np.flatnonzero(of >= 0)
    member_of = csr_array((np.ones(len(known)), (known, of[known])), shape=(len(of), n_sectors))
    table: Any = net.table
    receivers = (table @ member_of).toarray()
    returned = (table.multiply(table.T).tocsr() @ member_of).toarray()
    pairs = np.zeros((len(of), n_sectors, n_sectors))
    for s in range(n_sectors):
        senders = table.multiply((of == s)[:, None].astype(float)).tocsr()
        closed = ((senders.T @ table).multiply(table).tocsr() @ member_of).toarray()
        pairs[:, s, :] = senders.sum(axis=0)[:, None] * receivers - closed
        pairs[:, s, s] -= returned[:, s]
    return np.rint(pairs).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Stability:
    """Links of two rounds between members of both: in both, only in the later, only in the earlier.

    `left_out` are links of either round with an end that is not a member of both.
    """

    kept: int
    new: int
    ended: int
    left_out: int

    @property
    def share(self) -> float | None:
        """Those kept / (kept + new + ended), 0 to 1, the Jaccard index of the two sets; None without links."""
        every = self.kept + self.new + self.ended
        return self.kept / every if every else None


def stability(before: Network, after: Network) -> Stability:
    """How many links stayed between those who are members of both networks."""
    both = set(before.members) & set(after.members)
    first, second = set(before.links), set(after.links)
    shared = {link for link in first | second if both.issuperset(link)}
    kept, ended, new = first & second & shared, (first - second) & shared, (second - first) & shared
    return Stability(len(kept), len(new), len(ended), len(first | second) - len(shared))
