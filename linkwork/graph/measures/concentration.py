"""How concentrated shares are: the sum of their squares, and how many equal holders that is like."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concentration:
    """The share of each holder, 0 to 1, and what they come to.

    `hhi` is the sum of squared shares, 1/n where n holders are alike to 1 where one holds all (Hirschman 1945,
    Herfindahl 1950). `effective` is 1 / hhi: so many equal holders would be as concentrated (Laakso and Taagepera,
    "Effective number of parties", Comparative Political Studies 12, 1979).
    """

    shares: Mapping[str, float]
    hhi: float
    effective: float


def concentration(amounts: Mapping[str, float]) -> Concentration | None:
    """How concentrated these amounts, none below 0, are; None where there is nothing to share."""
    total = sum(amounts.values())
    if not total:
        return None
    shares = {id_: amount / total for id_, amount in amounts.items()}
    hhi = sum(share**2 for share in shares.values())
    return Concentration(shares, hhi, 1 / hhi)
