"""P6: the referral links, those with most people first to be kept where there are more than were asked for."""

from linkwork.graph.privacy import standing
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out


def finish(found: Found) -> Finished:
    """As many links as were asked for, in the order of the query: by who sends, then who receives."""
    best = sorted(found.rows, key=_most_first)[: int(found.parameters["limit"])]
    chosen = {row["link_id"] for row in best}
    kept = [row for row in found.rows if row["link_id"] in chosen]
    return Finished(kept, left_out(len(kept), len(found.rows), "links"))


def _most_first(row: Row) -> tuple[float, str]:
    """Most people first, those of whom nobody says last; among small numbers the order does not tell which is less."""
    volume = row["volume_month"]
    return (1.0 if volume is None else -standing(volume), row["link_id"])
