"""What the questions about single referrals share: who provides either end, what was asked for, and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.queries._finish import Found, Row

NOT_SAID = "not said"


@dataclass(frozen=True)
class Handoffs:
    """The referral links that the query found, with the providers of both ends from the part `providing`.

    A row of the query has `link_id`, `from_id`, `from_name`, `from_sector`, `to_id` and `to_name`.
    """

    found: Found

    @cached_property
    def providing(self) -> dict[str, list[Row]]:
        """For each service the links that say who provides it, in order of the provider's name."""
        of: dict[str, list[Row]] = {}
        for row in sorted(self.found.parts["providing"], key=lambda row: (row["provider"] or "", row["id"])):
            of.setdefault(row["service_id"], []).append(row)
        return of

    @cached_property
    def rows(self) -> list[Row]:
        """The links of which either end is, or is provided by, the provider and the sector asked for."""
        provider, sector = (str(self.found.parameters[name]) for name in ("provider", "sector"))
        if not provider and not sector:
            return [*self.found.rows]
        return [
            row
            for row in self.found.rows
            if any(self._is_of(row, end, provider, sector) for end in (row["from_id"], row["to_id"]))
        ]

    def _is_of(self, row: Row, end: str, provider: str, sector: str) -> bool:
        bodies = [(link["provider_id"], link["sector"]) for link in self.providing.get(end, ())]
        if end == row["from_id"]:
            bodies.append((end, row["from_sector"]))
        return any(provider in ("", id_) and sector in ("", of) for id_, of in bodies)

    def ends(self, row: Row) -> Row:
        """The columns that every such question has: both ends, who provides the receiver, and the ids."""
        return {
            "from": row["from_name"],
            "to": row["to_name"],
            "provider_from": self.providers(row["from_id"]),
            "provider_to": self.providers(row["to_id"]),
            "from_id": row["from_id"],
            "to_id": row["to_id"],
            "link_id": row["link_id"],
            "evidence": self.behind(row),
        }

    def providers(self, service: str) -> list[str]:
        """The names of those who provide a service; none for what is no service."""
        return [link["provider"] for link in self.providing.get(service, ())]

    def behind(self, row: Row) -> list[str]:
        """The ids of the link, its ends, and the providers of both with the links that say so."""
        links = [link for end in (row["from_id"], row["to_id"]) for link in self.providing.get(end, ())]
        ids = [row["link_id"], row["from_id"], row["to_id"]]
        return list(dict.fromkeys([*ids, *(id_ for link in links for id_ in (link["id"], link["provider_id"]))]))


def in_order(said: Iterable[tuple[str, Row]], first: Sequence[str]) -> list[Row]:
    """The links by what is said of each, those of which it is among `first` in that order, then by name and id."""
    place = {words: n for n, words in enumerate(first)}
    shown = [(place[words], row) for words, row in said if words in place]
    shown.sort(key=lambda one: (one[0], one[1]["from_name"] or "", one[1]["to_name"] or "", one[1]["link_id"]))
    return [row for _, row in shown]


def yes_no(said: bool | None) -> str:
    """`yes`, `no`, or `not said` where nobody has said it, which is not the same as no."""
    return NOT_SAID if said is None else "yes" if said else "no"
