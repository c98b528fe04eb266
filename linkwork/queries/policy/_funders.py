"""Who pays, as far as it may be told: bodies and published funds by name, other funds for --internal only."""

from collections.abc import Sequence

from linkwork.queries._finish import Row
from linkwork.queries.policy._chains import real


def told(funders: Sequence[Row]) -> list[str]:
    """The names of the bodies that pay and of the funds that are published, in order; `told` says which may be."""
    return sorted({funder["name"] or funder["id"] for funder in real(funders) if funder["told"]})


def kept_back(funders: Sequence[Row]) -> list[str] | None:
    """The names of the funds that are confidential; None where there is none, so that nothing is said to be hidden."""
    return sorted({funder["name"] or funder["id"] for funder in real(funders) if not funder["told"]}) or None


def ids(found: Sequence[Row]) -> list[str]:
    """The ids of what was found and of the links by which it was."""
    return [id_ for one in real(found) for id_ in (one["id"], one["link"])]
