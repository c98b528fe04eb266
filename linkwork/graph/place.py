"""What belongs to a place, of rounds that hold a whole country (docs/rounds.md).

Rounds stay whole; the fold leaves out what lies elsewhere. The model says that a project names its networks and areas,
not how each kind of record is tied to them. The rules here:

- An area belongs unless it is known to lie elsewhere: in an area with an ONS code that is neither in the named areas
  nor around one of them, and that is as broad as the broadest of the named, so that it cannot lie in one of them.
  One that nobody has placed, such as a ward that no source says the borough of, belongs. While no record bears the
  code of a named area nothing is known to lie elsewhere, and the areas leave nothing out.
- An offer that says where it is given belongs if some of that does; a service, if some of its offers do. One that does
  not say belongs. A site belongs unless it lies in areas that do not.
- An organisation with an NHS code belongs if it is or ever was part of a named network, lies in a named area, or has
  to do with anything else that belongs: provides a service, sits on a board, refers, funds. One without such a code
  belongs unless it lies in areas that do not. So do the bodies that these are part of, fund them or work with them.
- Everything else belongs: needs, roles, policies and people are nobody's alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

#: A kind of node or link and its folded rows.
Frames = Mapping[str, pl.DataFrame]
#: Pairs of ids: from, to.
Pairs = list[tuple[str, str]]
#: Ties that say where a record lies or what it is a part of; every other tie says that it has to do with something.
PLACING = ("PART_OF", "IN_AREA")
BODIES = ("Organisation", "Site", "Area")
#: Levels of areas, the broadest first. An area lies in none of its own level or of a smaller one.
LEVELS = ("region", "borough", "locality", "ward", "lsoa")


@dataclass(frozen=True, slots=True)
class Place:
    """The codes a project names: ODS codes of its primary care networks, ONS codes of its areas. None: everywhere."""

    pcns: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pcns or self.areas)

    @property
    def text(self) -> str:
        """All codes on one line, from which `from_text` makes the place again."""
        return f"{' '.join(self.pcns)}|{' '.join(self.areas)}" if self else ""

    @classmethod
    def from_text(cls, text: str) -> "Place":
        """The place that `text` was made from."""
        pcns, _, areas = text.partition("|")
        return cls(tuple(pcns.split()), tuple(areas.split()))


def unknown_codes(nodes: Frames, place: Place) -> list[str]:
    """The codes of the place that no record bears, in order."""
    known = {*_codes(nodes, "Organisation", "ods_code"), *_codes(nodes, "Area", "gss_code")}
    return [code for code in (*place.pcns, *place.areas) if code not in known]


def outside(nodes: Frames, links: Frames, place: Place) -> frozenset[str]:
    """The ids of the nodes that do not belong to the place, stale records and links counted too; none for no place.

    None either where the place is areas alone and no record bears the code of any.
    """
    if not place.pcns and not _seeds(nodes, place):
        return frozenset()
    ties = _Ties(links)
    areas = _Areas(nodes, ties, place)
    offers = _offers(ties, areas.out)
    services = {service for service, held in _grouped(ties.pairs("HAS_OFFER")).items() if held <= offers}
    sites = {id_ for id_, lie_in in _grouped(ties.pairs("IN_AREA", "Site")).items() if lie_in <= areas.out}
    out = areas.out | offers | services | sites
    return frozenset(out | _organisations(nodes, ties, place, _Reach(areas.below, out)))


class _Ties:
    """All links, by kind, as pairs of ids."""

    def __init__(self, links: Frames) -> None:
        self._links = links

    def pairs(self, link: str, from_kind: str | None = None) -> Pairs:
        """The ends of the links of one kind, of those from one kind of node if asked for."""
        frame = self._links.get(link)
        if frame is None:
            return []
        chosen = frame if from_kind is None else frame.filter(pl.col("from_kind") == from_kind)
        return list(chosen.select("from_id", "to_id").iter_rows())

    def beyond(self) -> Pairs:
        """(organisation, other) for every link between an organisation and what is no body, site or area."""
        found: Pairs = []
        for kind, frame in self._links.items():
            if kind not in PLACING:
                for near, far in (("from", "to"), ("to", "from")):
                    rows = frame.filter(
                        (pl.col(f"{near}_kind") == "Organisation") & ~pl.col(f"{far}_kind").is_in(BODIES)
                    )
                    found += rows.select(f"{near}_id", f"{far}_id").iter_rows()
        return found


class _Areas:
    """The areas below the named ones, and those that are outside."""

    def __init__(self, nodes: Frames, ties: _Ties, place: Place) -> None:
        self.below: set[str] = set()
        self.out: set[str] = set()
        seeds = _seeds(nodes, place)
        if not seeds:
            return
        within = ties.pairs("WITHIN")
        inside = [(up, id_) for id_, up in within]
        self.below = _closure(seeds, inside)
        ours = self.below | _closure(seeds, within)
        self.out = _closure(_beside(nodes, seeds) - ours, inside) - self.below


def _seeds(nodes: Frames, place: Place) -> set[str]:
    """The ids of the areas that the place names, as far as a record bears their codes."""
    codes = _codes(nodes, "Area", "gss_code") if place.areas else {}
    return {codes[code] for code in place.areas if code in codes}


def _beside(nodes: Frames, seeds: set[str]) -> set[str]:
    """The areas with a code that are too broad to lie in any of these."""
    frame = nodes["Area"]
    coded = set(_codes(nodes, "Area", "gss_code").values())
    level = dict(frame.select("id", "level").iter_rows()) if "level" in frame.columns else {}
    named = [LEVELS.index(level[id_]) for id_ in seeds if level.get(id_) in LEVELS]
    too_broad = LEVELS[: min(named, default=LEVELS.index("borough")) + 1]
    return {id_ for id_ in coded if level.get(id_) in too_broad}


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where organisations may lie, and what else is known to be outside."""

    areas: set[str]
    out: set[str]


def _offers(ties: _Ties, out: set[str]) -> set[str]:
    return {offer for offer, areas in _grouped(ties.pairs("COVERS")).items() if areas <= out}


def _organisations(nodes: Frames, ties: _Ties, place: Place, reach: _Reach) -> set[str]:
    frame = nodes.get("Organisation")
    every = set() if frame is None else set(frame["id"])
    codes = _codes(nodes, "Organisation", "ods_code")
    lies_in = _grouped(ties.pairs("IN_AREA", "Organisation"))
    networks = {codes[code] for code in place.pcns if code in codes}
    members = _closure(networks, [(up, id_) for id_, up in ties.pairs("PART_OF")]) - networks
    inside = networks | members
    inside |= {id_ for id_, areas in lies_in.items() if areas & reach.areas}
    inside |= {id_ for id_, other in ties.beyond() if other not in reach.out}
    away = {id_ for id_, areas in lies_in.items() if areas <= reach.out} | set(codes.values())
    return every - _closure(every - (away - inside), _joined(ties, members))


def _joined(ties: _Ties, members: set[str]) -> Pairs:
    """From each body to those that belong with it: what it is a part of, who funds it, whom it works with.

    A member that has left for a network elsewhere does not bring that network in.
    """
    works = ties.pairs("WORKS_WITH")
    funded = [(to, from_) for from_, to in ties.pairs("FUNDS", "Organisation")]
    part_of = [(id_, up) for id_, up in ties.pairs("PART_OF") if id_ not in members]
    return [*part_of, *funded, *works, *((b, a) for a, b in works)]


def _codes(nodes: Frames, kind: str, name: str) -> dict[str, str]:
    """The id of each record of a kind by the code it bears."""
    frame = nodes.get(kind)
    if frame is None or name not in frame.columns:
        return {}
    return {code.upper(): id_ for code, id_ in frame.select(name, "id").iter_rows() if code}


def _grouped(pairs: Pairs) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
    return found


def _closure(seeds: Iterable[str], pairs: Pairs) -> set[str]:
    """The seeds and all that pairs lead to from them, by any number of steps."""
    following = _grouped(pairs)
    seen = set(seeds)
    waiting = list(seen)
    while waiting:
        new = following.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen
