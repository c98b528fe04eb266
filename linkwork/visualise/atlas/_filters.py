"""What the map can be narrowed to: a sector, an area, a need, and what each node has to do with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import ViewLink, ViewNode
from linkwork.visualise._words import plain

#: A sector in words; the schema writes them short.
SECTORS = {"nhs": "NHS", "council": "council", "vcse": "voluntary and community", "national": "national"}
#: Kinds of which it is known what they have to do with a sector, an area and a need.
TOLD = {"sector": ("Organisation", "Service", "Offer"), "area": ("Organisation", "Service", "Offer", "Area", "Site")}
TOLD["need"] = ("Organisation", "Service", "Offer", "Need")


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, each as (value, words), and the data by which the page finds what fits.

    `data` holds by filter: `kinds`, those it is told of; `of`, by a node's number, the numbers of its values; `fits`,
    for each value the numbers of the values that answer to it: itself, what is narrower and what is broader.
    """

    sectors: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    data: Mapping[str, Any]


class _Links:
    """The links by kind and by end."""

    def __init__(self, links: Iterable[ViewLink]) -> None:
        self._out: dict[tuple[str, str], set[str]] = defaultdict(set)
        for link in links:
            self._out[link.kind, link.from_id].add(link.to_id)

    def to(self, kind: str, ids: Iterable[str]) -> set[str]:
        """Where the links of a kind lead from any of these."""
        return {end for id_ in ids for end in self._out.get((kind, id_), ())}


def choices(nodes: Sequence[ViewNode], links: Sequence[ViewLink]) -> Choices:
    """What the nodes can be narrowed to, each value in order of its name."""
    known = _Links(links)
    sectors = _sectors(nodes, links)
    values = {"sector": _sector_names(sectors), "area": _named(nodes, "Area"), "need": _named(nodes, "Need")}
    place = {what: {value: n for n, (value, _) in enumerate(pairs)} for what, pairs in values.items()}
    of: dict[str, dict[int, list[int]]] = {what: {} for what in values}
    for number, node in enumerate(nodes):
        own = _about(node, known) | {"sector": sectors.get(node.id, set())}
        for what, kinds in TOLD.items():
            if node.kind in kinds and own[what]:
                of[what][number] = sorted(place[what][value] for value in own[what] if value in place[what])
    up = {"area": _pairs(links, "WITHIN"), "need": _pairs(links, "BROADER"), "sector": {}}
    data = {
        what: {"kinds": list(TOLD[what]), "of": of[what], "fits": _fits([v for v, _ in values[what]], up[what])}
        for what in values
    }
    return Choices(values["sector"], values["area"], values["need"], data)


def _sectors(nodes: Sequence[ViewNode], links: Sequence[ViewLink]) -> dict[str, set[str]]:
    """The sectors of each body, of the services it provides and of what those offer."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.kind == "Organisation" and node.facts.get("sector"):
            found[node.id].add(str(node.facts["sector"]))
    for kind in ("PROVIDES", "HAS_OFFER"):
        for link in (link for link in links if link.kind == kind):
            found[link.to_id] |= found.get(link.from_id, set())
    return found


def _sector_names(sectors: Mapping[str, set[str]]) -> tuple[tuple[str, str], ...]:
    there = {sector for found in sectors.values() for sector in found}
    sector = SCHEMA.node["Organisation"].property("sector")
    order = [*(sector.allowed if sector else ()), *sorted(there)]
    return tuple((plain(one), SECTORS.get(one, plain(one))) for one in dict.fromkeys(order) if one in there)


def _named(nodes: Sequence[ViewNode], kind: str) -> tuple[tuple[str, str], ...]:
    found = [(node.id, plain(node.name)) for node in nodes if node.kind == kind]
    return tuple(sorted(found, key=lambda pair: (pair[1].casefold(), pair[0])))


def _about(node: ViewNode, known: _Links) -> dict[str, set[str]]:
    """The areas and needs that a node has to do with."""
    services = {node.id} if node.kind == "Service" else known.to("PROVIDES", [node.id])
    offers = {node.id} if node.kind == "Offer" else known.to("HAS_OFFER", services)
    areas = known.to("COVERS", offers) | known.to("IN_AREA", [node.id])
    needs = known.to("MEETS", offers)
    own = {node.id}
    return {
        "area": areas | (own if node.kind == "Area" else set()),
        "need": needs | (own if node.kind == "Need" else set()),
    }


def _pairs(links: Sequence[ViewLink], kind: str) -> dict[str, set[str]]:
    """What each term or area lies directly under."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == kind and link.from_id != link.to_id:
            found[link.from_id].add(link.to_id)
    return found


def _fits(ids: Sequence[str], up: Mapping[str, set[str]]) -> list[list[int]]:
    """For each, the numbers of itself, of all it lies under and of all that lies under it."""
    place = {id_: n for n, id_ in enumerate(ids)}
    fits = [{n} for n in range(len(ids))]
    for number, id_ in enumerate(ids):
        seen, waiting = {id_}, [id_]
        while waiting:
            new = up.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        for above in (place[one] for one in seen if one in place):
            fits[number].add(above)
            fits[above].add(number)
    return [sorted(some) for some in fits]
