"""A5: how far each recommendation has come, since when it is open, and what it waits for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linkwork.graph.days import last_day
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.queries.policy._chains import real
from linkwork.queries.policy._funders import ids
from linkwork.words import are, counted

OVER = ("done", "dropped")
STATES = ("proposed", "endorsed", "committed", "in_progress", "done", "dropped")
NOT_SAID = "not said"


def finish(found: Found) -> Finished:
    """The recommendations by rank, those without one last, then by name and id."""
    board_of = _Recommendations({row["id"]: row for row in found.rows}, found.as_of)
    every = [board_of.row(row) for row in found.rows if _asked_for(row, found)]
    show = found.parameters["show"]
    rows = [
        row
        for row in every
        if show == "all" or (row["overdue"] == "yes" if show == "overdue" else row["state"] not in OVER)
    ]
    rows.sort(key=lambda row: (row["rank"] is None, row["rank"] or 0, row["recommendation"], row["recommendation_id"]))
    kept = rows[: found.parameters["limit"]]
    nothing = f"None of {counted(len(every), 'recommendation')} asked for is {show}." if every and not rows else ""
    return Finished(kept, [*_headline(every, found.as_of), *left_out(len(kept), len(rows))], nothing)


def _asked_for(row: Row, found: Found) -> bool:
    owner, board, state = (found.parameters[name] for name in ("owner", "board", "state"))
    return (
        state in ("", row["state"])
        and (not owner or owner in [one["id"] for one in row["owners"]])
        and (not board or board in [one["id"] for one in row["boards"]])
    )


def _headline(rows: list[Row], as_of: str) -> list[str]:
    if not rows:
        return []
    by = Counter(row["state"] for row in rows)
    states = ", ".join(f"{by[state]} {state.replace('_', ' ')}" for state in (*STATES, NOT_SAID) if by[state])
    overdue = sum(row["overdue"] == "yes" for row in rows)
    counted_to = [f"Days are counted to {as_of}, the day of the graph, and not to today."] if as_of else []
    late = f"{overdue} {are(overdue)} overdue"
    return [f"{counted(len(rows), 'recommendation')}: {states}; {late}.", *counted_to]


@dataclass(frozen=True)
class _Recommendations:
    """The recommendations by id, as of a day."""

    all: Mapping[str, Row]
    as_of: str

    def row(self, row: Row) -> Row:
        """What the answer says of one."""
        boards, owners, below = real(row["boards"]), real(row["owners"]), self._below(row)
        waits = [] if row["state"] in OVER else [id_ for id_ in below if self.all[id_]["state"] != "done"]
        first = min((board["endorsed_on"] for board in boards if board["endorsed_on"]), key=last_day, default=None)
        links = [one["link"] for id_ in (row["id"], *below) for one in real(self.all[id_]["needed"])]
        return {
            "rank": row["rank"],
            "recommendation": self._name(row["id"]),
            "endorsed_by": sorted(board["name"] or board["id"] for board in boards),
            "endorsed_on": first,
            "owner": sorted(owner["name"] or owner["id"] for owner in owners),
            "state": row["state"] or NOT_SAID,
            "due": row["due"],
            "overdue": self._overdue(row),
            "days_open": self._open(row, first),
            "depends_on": sorted(self._with_state(one["id"]) for one in real(row["needed"])),
            "waits_for": sorted(self._name(id_) for id_ in waits),
            "recommendation_id": row["id"],
            "board_ids": sorted(board["id"] for board in boards),
            "owner_ids": sorted(owner["id"] for owner in owners),
            "waits_for_ids": sorted(waits),
            "evidence": [row["id"], *ids(boards), *ids(owners), *below, *links],
        }

    def _below(self, row: Row) -> list[str]:
        """Everything it depends on, straight or by way of others, but for itself; each once, however it goes round."""
        waiting, found = [row["id"]], {row["id"]}
        while waiting:
            new = {one["id"] for one in real(self.all[waiting.pop()]["needed"])} - found
            found |= new
            waiting += new
        return sorted(found - {row["id"]})

    def _overdue(self, row: Row) -> str:
        if row["state"] in OVER:
            return "no"
        if not row["due"]:
            return "no day set"
        passed = last_day(row["due"]).isoformat() < self.as_of
        if not self.as_of or (passed and not row["state"]):
            return "not known"
        return "yes" if passed else "no"

    def _open(self, row: Row, first: str | None) -> int | None:
        """Days since it was first endorsed; None if it is over, or if that is not known or still to come."""
        if not first or not self.as_of or not row["state"] or row["state"] in OVER:
            return None
        days = (date.fromisoformat(self.as_of) - last_day(first)).days
        return days if days >= 0 else None

    def _name(self, id_: str) -> str:
        return str(self.all[id_]["name"] or id_)

    def _with_state(self, id_: str) -> str:
        return f"{self._name(id_)} ({(self.all[id_]['state'] or NOT_SAID).replace('_', ' ')})"
