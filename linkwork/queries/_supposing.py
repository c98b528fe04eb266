"""What `whatif` needs from a graph: the rows it works on, and the records that people name. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine
from linkwork.graph.measures.footprint import Landscape
from linkwork.graph.measures.referrals import SELF, THEMSELVES, Known
from linkwork.graph.measures.supposing import Rows
from linkwork.graph.privacy import Allowed, may_leave
from linkwork.graph.schema import SCHEMA
from linkwork.queries._parameters import Given, did_you_mean, record
from linkwork.queries._question import Parameter
from linkwork.queries._reading import read_parts

PARTS = ("offers", "terms", "places", "demand", "referrals", "live_services", "senders", "staffing", "service_funding")


def read_rows(engine: Engine, level: str) -> Rows:
    """The rows of everything live that `linkwork.graph.measures.whatif.whatif` works on, read once."""
    rows = read_parts(engine, PARTS)
    known = Known(rows["referrals"], rows["live_services"], rows["senders"], rows["staffing"])
    landscape = Landscape(rows["offers"], rows["terms"], rows["places"], rows["demand"])
    return Rows(known, landscape, rows["service_funding"], level)


@dataclass(frozen=True)
class Named:
    """The live records of a graph, by what people call them."""

    engine: Engine
    allowed: Allowed = Allowed()

    def one(self, word: str, kinds: Sequence[str], text: str, also: Sequence[str] = ()) -> Given:
        """The record of one of these kinds; `word` is what messages call it.

        Raises LinkworkError with the nearest names, or with the ids where several go by it.
        """
        if not text.strip():
            raise LinkworkError(f"{word}: it is empty. Give a name or an id.")
        return record(Parameter(word, "name", "", kinds=tuple(kinds), allowed=tuple(also)), text, self.engine)

    def door(self, word: str, text: str) -> Given:
        """Who may send people: a body, a role, a service, or the word `self`."""
        found = self.one(word, ("Organisation", "Role", "Service"), text, (SELF,))
        return Given(SELF, THEMSELVES) if found.value == SELF else found

    def funder(self, text: str) -> Given:
        """A body or a fund that pays for some live service. A confidential fund is found only where it may be shown."""
        rows = [row for row in self._funders if may_leave(SCHEMA.node[row["kind"]], row, self.allowed)]
        wanted = text.strip().casefold()
        found = [row for row in rows if row["id"] == text.strip() or (row["name"] or "").casefold() == wanted]
        if len(found) == 1:
            return Given(found[0]["id"], found[0]["name"] or found[0]["id"])
        if found:
            ids = ", ".join(row["id"] for row in found)
            raise LinkworkError(f"fund: {text!r} names {len(found)} records. Give the id of one: {ids}.")
        names = sorted({row["name"] for row in rows if row["name"]})
        there = f" There {'is' if len(names) == 1 else 'are'} {', '.join(names)}." if 0 < len(names) <= 20 else ""
        hint = did_you_mean(text, names) or there
        more = "" if self.allowed.internal else " Funds that are confidential count only with --internal."
        raise LinkworkError(f"fund: no fund or body called {text!r} pays for a live service.{hint}{more}")

    @cached_property
    def _funders(self) -> list[dict[str, Any]]:
        return [
            row
            for kind, published in (("Fund", "f.published"), ("Organisation", "true"))
            for row in self.engine.read(
                f"MATCH (f:{kind})-[r:FUNDS]->(s:Service) WHERE f.live AND r.live AND s.live "
                f"RETURN DISTINCT f.id AS id, f.name AS name, '{kind}' AS kind, {published} AS published ORDER BY id"
            )
        ]


def names_of(rows: Rows) -> Mapping[str, str]:
    """What people call every need, group, area, service, offer, door and role of these rows, by id."""
    own = rows.landscape
    named = [*own.terms, *own.areas, *rows.known.senders, *rows.known.services]
    roles = {row["role_id"]: row["role"] or row["role_id"] for row in rows.known.staffing}
    offers = {row["offer_id"]: row["offer"] or row["offer_id"] for row in own.offers if row["offer_id"]}
    return roles | offers | {row["id"]: row["name"] or row["id"] for row in named} | {SELF: THEMSELVES}
