"""What the atlas page reckons routes and closures from, as plain mappings that its scripts read.

Everything that does not hang on what somebody asks is settled here: terms and areas spelt out, the ways on from every
door and service, the cells of every offer. What is asked is worked out in the page
(linkwork/visualise/templates/reckon_*.js), which says what `linkwork route` and `linkwork whatif close` say.

Records are numbers: the place of their id in order. Sets of numbers are kept once, in `sets`, and named by their place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linkwork.graph.engine import Engine
from linkwork.graph.hierarchy import Hierarchy, Row
from linkwork.graph.measures.axes import Axis
from linkwork.graph.measures.eligibility import Offers
from linkwork.graph.measures.footprint import ANYONE_ELSE, Asked, Cells, Landscape, footprint
from linkwork.graph.measures.referrals import Network, Way
from linkwork.graph.measures.supposing import Rows
from linkwork.graph.records import link_id
from linkwork.project._reckoning_figures import figures_of
from linkwork.project.opened import Opened
from linkwork.queries import ROUTE, Question, catalogue
from linkwork.queries._nothing import held, not_loaded, without
from linkwork.queries._parameters import named
from linkwork.queries._supposed import CAVEATS, Told
from linkwork.queries._supposing import read_rows

#: The bodies and roles at which a journey may start though they send nobody anywhere.
STARTS = ("Organisation", "Role")


def read_reckoning(engine: Engine, opened: Opened) -> dict[str, Any]:
    """The same from an open graph, with every live body and role as a start, and what goes with every answer."""
    rows = read_rows(engine, opened.cell_level())
    starts = [row for kind in STARTS for row in named(engine, kind)]
    found = reckoning(rows, starts, opened.internal)
    question = catalogue().find(ROUTE)
    kinds = [wanted.kind for wanted in question.needs_data] + [kind for some, _ in question.without for kind in some]
    have = held(engine, kinds)
    lacking = not_loaded(question, have)
    said = {"unsaid": [] if lacking else without(question, have), "lacking": lacking}
    note = str((engine.marker() or {}).get("note") or "")
    return found | {"note": note, "route": found["route"] | said}


def reckoning(rows: Rows, starts: Iterable[Row] = (), internal: bool = False) -> dict[str, Any]:
    """What the page reckons from, of these rows; `starts` are more bodies and roles (`id`, `name`) to start from.

    Without `internal` it holds no number of people under SMALL, nor one from which such a number could be worked out:
    changing such a number changes nothing here, unless the command line would say another thing too.
    """
    return _Packed(rows, tuple(starts), internal).data()


@dataclass
class _Packed:
    """The rows with every record's number."""

    rows: Rows
    starts: Sequence[Row]
    internal: bool
    _sets: dict[tuple[int, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = self.rows.landscape
        self.offers = Offers(own.offers, own.terms, own.areas, self.rows.level)
        self.network = Network(self.rows.known)
        self.needs = _numbered(self.offers.needs.one)
        self.groups = _numbered(self.offers.audiences.one)
        self.areas = _numbered(self.offers.places.tree.one)
        self.services = _numbered(self.network.services)
        self.names = {**{row["id"]: row["name"] or row["id"] for row in self.starts}, **self.network.names}
        self.senders = _numbered(set(self.names).difference(self.services))
        self.links = sorted(self.network.links, key=lambda link: str(link["id"]))
        self.link = _numbered(link["id"] for link in self.links)

    def data(self) -> dict[str, Any]:
        """Everything."""
        told, question = Told(self.rows, (), self.internal), catalogue().find(ROUTE)
        return {
            "needs": self._terms(self.needs, self.offers.needs) | {"one": self._one(self.needs, self.offers.needs)},
            "groups": self._terms(self.groups, self.offers.audiences),
            "areas": self._places(),
            "services": self._services(),
            "senders": {"ids": list(self.senders), "names": [self.names[id_] for id_ in self.senders]},
            "doors": [self.senders[id_] for id_ in self.network.doors if id_ in self.senders],
            "links": [self._link(link) for link in self.links],
            "ways": self._ways(),
            "offers": [self._offer(row) for row in self.rows.landscape.offers if row["offer_id"] is not None],
            **self._cells(),
            "whatif": {"assumptions": told.as_json(())["assumptions"], "caveats": list(CAVEATS)},
            "route": _said(question) | {"unsaid": [], "lacking": ""},
            "note": "",
            "sets": [list(members) for members in self._sets],
        }

    def _set(self, members: Iterable[int]) -> int:
        return self._sets.setdefault(tuple(sorted(set(members))), len(self._sets))

    def _terms(self, numbers: Mapping[str, int], tree: Hierarchy) -> dict[str, Any]:
        leaves = [self._set(numbers[leaf] for leaf in tree.leaves_of([id_])) for id_ in numbers]
        return {"ids": list(numbers), "names": self._called(numbers), "leaves": leaves}

    def _one(self, numbers: Mapping[str, int], tree: Hierarchy) -> list[int]:
        return [numbers[tree.one[id_]] for id_ in numbers]

    def _places(self) -> dict[str, Any]:
        places = self.offers.places
        parts = [self._set(self.areas[cell] for cell in places.covered(id_)) for id_ in self.areas]
        one = self._one(self.areas, places.tree)
        return {"ids": list(self.areas), "names": self._called(self.areas), "one": one, "parts": parts}

    def _called(self, ids: Iterable[str]) -> list[str]:
        return [self.offers.names[id_] for id_ in ids]

    def _services(self) -> dict[str, Any]:
        """`closed` take nobody new; `unsaid` have an offer of which it is not known what it does, or where."""
        unsaid = {row["service_id"] for row in self.rows.landscape.offers if not (row["need_ids"] and row["area_ids"])}
        closed = [n for id_, n in self.services.items() if self.network.services[id_]["access"] == "closed"]
        return {
            "ids": list(self.services),
            "names": [self.network.names[id_] for id_ in self.services],
            "closed": closed,
            "unsaid": sorted(self.services[id_] for id_ in unsaid if id_ in self.services),
        }

    def _link(self, link: Row) -> list[Any]:
        """Id (None where it follows from the rest), sort, means, whether it lets refer on, whether one hears back."""
        follows = link["id"] == link_id("REFERS_TO", link["from_id"], link["to_id"], [link.get("category")])
        facts = [link.get(name) for name in ("category", "channel", "onward_allowed", "feedback")]
        return [None if follows else link["id"], *facts]

    def _ways(self) -> dict[str, Any]:
        """The ways on from each sender and from each service, in the order of the network; both by number."""
        ways = self.network.ways
        return {
            "senders": {n: [self._way(way) for way in ways[id_]] for id_, n in self.senders.items() if ways.get(id_)},
            "services": {n: [self._way(way) for way in ways[id_]] for id_, n in self.services.items() if ways.get(id_)},
        }

    def _way(self, way: Way) -> list[int | None]:
        """The service it leads to, the link (-1 by oneself), the days it takes, the role that does it (-1 none)."""
        link = -1 if way.link_id is None else self.link[way.link_id]
        return [self.services[way.to_id], link, way.wait, self.senders[way.via] if way.via else -1]

    def _offer(self, row: Row) -> list[int]:
        """Service, leaf needs, leaf groups it takes (-1 everyone) and leaves out, areas, groups as they were given."""
        needs, audiences, tree = self.offers.needs, self.offers.audiences, self.offers.places.tree
        within = (self.areas[part] for area in row["area_ids"] for part in tree.narrower(area))
        taken, left = (self._set(self.groups[g] for g in audiences.leaves_of(row[name])) for name in _WHOM)
        given = (self._set(self.groups[g] for g in row[name]) for name in _WHOM)
        met = self._set(self.needs[leaf] for leaf in needs.leaves_of(row["need_ids"]))
        whom = taken if row["include_ids"] else -1
        return [self.services.get(row["service_id"], -1), met, whom, left, self._set(within), *given]

    def _cells(self) -> dict[str, Any]:
        """The sides of the cells, each id with its class; of every offer the classes it holds; the people in need."""
        own = self.rows.landscape
        offers = [row for row in own.offers if row["offer_id"] is not None]
        # As if each were a service by itself, whatever its id: linkwork/graph/measures/whatif.py does the same.
        alone = [{**row, "offer_id": f"{i:09}", "service_id": f"{i:09}"} for i, row in enumerate(offers)]
        cells = footprint(Landscape(alone, own.terms, own.areas, own.demand), Asked(self.rows.level))
        boxes = []
        for row, box in zip(offers, cells.boxes, strict=True):
            sides = zip(cells.axes, (box.needs, box.audiences, box.areas), strict=True)
            held = [self._set(int(number) for number in axis.classes(members)) for axis, members in sides]
            boxes.append([self.services.get(row["service_id"], -1), *held])
        return {"cells": self._axes(cells) | {"boxes": boxes}, "figures": figures_of(self.rows, cells, self.internal)}

    def _axes(self, cells: Cells) -> dict[str, Any]:
        numbers = (self.needs, self.groups, self.areas)
        sides = zip(("needs", "groups", "areas"), cells.axes, numbers, strict=True)
        return {name: _axis(axis, number) for name, axis, number in sides}


_WHOM = ("include_ids", "exclude_ids")


def _said(question: Question) -> dict[str, list[str]]:
    """What is said with every route."""
    return {"assumes": list(question.assumes), "caveats": list(question.caveats)}


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    """Each id with its place in their order."""
    return {id_: n for n, id_ in enumerate(sorted(set(ids)))}


def _axis(axis: Axis, numbers: Mapping[str, int]) -> dict[str, list[int]]:
    """The numbers of the ids (-1 is anyone else), the class of each, and how many ids each class has."""
    return {
        "ids": [-1 if id_ == ANYONE_ELSE else numbers[id_] for id_ in axis.ids],
        "classes": [int(n) for n in axis.class_of],
        "sizes": [int(n) for n in axis.sizes],
    }
