"""P5: the services, links and offers without which most routes would be lost."""

from collections.abc import Sequence

from linkwork.graph.measures.closing import KINDS, Loss, Losses, cuts, losses
from linkwork.graph.measures.routes import Journey
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways, known_id
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """A row for each thing that loses routes, most first, then services, links, offers, then by id."""
    kind, *asked = (str(found.parameters[name]) for name in ("kind", "need", "audience", "area"))
    town = Pathways(found)
    kinds = [one for one in KINDS if kind in ("all", one)]
    lost = losses(town.referrals, Journey("", *asked), kinds, int(found.parameters["limit"]))
    rows = _Rows(town, lost)
    said = [*_headline(town, lost, kinds), *left_out(len(lost.rows), lost.total, "things that would lose routes")]
    return Finished([rows.row(loss) for loss in lost.rows], said, "" if lost.pairs else "No door leads to any need.")


def _headline(town: Pathways, lost: Losses, kinds: Sequence[str]) -> list[str]:
    """How many pairs have a route today, and how many things hold some up."""
    doors = counted(len(town.referrals.doors()), "door")
    things = counted(lost.total, "thing") if len(kinds) > 1 else counted(lost.total, kinds[0])
    return [
        f"{counted(lost.pairs, 'pair')} of door and need {'has' if lost.pairs == 1 else 'have'} a route today, from "
        f"{doors}; {things} would each lose some of them by closing alone."
    ]


class _Rows:
    """Rows in words."""

    def __init__(self, town: Pathways, lost: Losses) -> None:
        self.town, self.lost = town, lost
        self.net = town.referrals.network
        self.cuts = cuts(self.net)
        self.offers: dict[str, list[Row]] = {}
        for row in town.found.parts["offers"]:
            self.offers.setdefault(row["offer_id"], []).append(row)
        self.links = {link["id"]: link for link in self.net.links}

    def row(self, loss: Loss) -> Row:
        """What is lost with one thing."""
        doors = sorted({door for door, _ in loss.pairs})
        needs = sorted({need for _, need in loss.pairs})
        nowhere = [need for need in needs if self._doors(loss, need) == self.lost.doors[need]]
        what, rests = self._of(loss)
        return {
            "kind": loss.kind,
            "routes_lost": len(loss.pairs),
            "needs_lost": self.town.named(needs),
            "entry_points_cut": self.town.named(doors),
            "needs_lost_everywhere": self.town.named(nowhere),
            "need_ids": needs,
            "door_ids": [door for door in doors if known_id(door)],
            **what,
            "evidence": [*rests, *(door for door in doors if known_id(door)), *needs],
        }

    def _doors(self, loss: Loss, need: str) -> int:
        return sum(other == need for _, other in loss.pairs)

    def _of(self, loss: Loss) -> tuple[Row, list[str]]:
        """The columns that say what closes, and the ids that they rest on."""
        if loss.kind == "service":
            return self._service(loss.id)
        return self._link(loss.id) if loss.kind == "link" else self._offer(loss.id)

    def _service(self, id_: str) -> tuple[Row, list[str]]:
        ways = [*self.net.senders.get(id_, ()), *self.net.ways.get(id_, ())]
        received = self.net.received.get(id_, ())
        rests = [id_, *(end for link in received for end in (link["id"], link["from_id"])), *self.town.behind(ways)]
        what = self._what(self.town.names[id_], id_, id_ in self.cuts.services)
        return what, [*rests, *self.town.evidence.get(id_, ())]

    def _link(self, id_: str) -> tuple[Row, list[str]]:
        link = self.links[id_]
        start, end = link["from_id"], link["to_id"]
        ways = [way for some in self.net.ways.values() for way in some if way.link_id == id_]
        name = f"{self.town.names[start]} refers to {self.town.names[end]}"
        what = self._what(name, end, id_ in self.cuts.links) | {"link_id": id_, "from_id": start}
        return what, [start, end, id_, *self.town.behind(ways)]

    def _offer(self, id_: str) -> tuple[Row, list[str]]:
        rows = self.offers[id_]
        name = f"{rows[0]['offer'] or id_} ({'; '.join(row['service'] or row['service_id'] for row in rows)})"
        what = self._what(name, rows[0]["service_id"], None) | {"offer_id": id_}
        return what, [one for row in rows for one in row["evidence"] if one]

    def _what(self, name: str, service: str, cut: bool | None) -> Row:
        return {
            "service_or_link": name,
            "is_cut_point": cut,
            "provider": self.town.providers.get(service, ""),
            "service_id": service,
            "offer_id": None,
            "link_id": None,
            "from_id": None,
        }
