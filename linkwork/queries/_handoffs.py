"""What the questions about single referrals share: who provides either end, what was asked for, and words."""

from collections.abc import Iterable
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
        return [
            row
            for row in self.found.rows
            if any(self._is_of(row, end, provider, sector) for end in (row["from_id"], row["to_id"]))
        ]

    def _is_of(self, row: Row, end: str, provider: str, sector: str) -> bool:
        bodies = [(link["provider_id"], link["sector"]) for link in self.providing.get(end, ())]
        if end == row["from_id"]:
            bodies.append((end, row["from_sector"]))
        chosen = [(id_, of) for id_, of in bodies if provider in ("", id_) and sector in ("", of)]
        return bool(chosen) or not (provider or sector)

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


def in_order(rows: Iterable[Row], column: str, first: tuple[str, ...]) -> list[Row]:
    """The rows by what stands in a column, in that order, then by the names of both ends and the link."""

    def order(row: Row) -> tuple[int, str, str, str]:
        return (first.index(row[column]), row["from"] or "", row["to"] or "", row["link_id"])

    return sorted(rows, key=order)


def yes_no(said: bool | None) -> str:
    """`yes`, `no`, or `not said` where nobody has said it, which is not the same as no."""
    return NOT_SAID if said is None else "yes" if said else "no"
