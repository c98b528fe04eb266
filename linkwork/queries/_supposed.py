"""What `whatif` found, in words and for programs: before, after, new gaps, routes, who else is there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from linkwork.graph.measures.demand import Figure
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE
from linkwork.graph.measures.referrals import SELF
from linkwork.graph.measures.supposing import (
    Add,
    Change,
    CloseFund,
    CloseOffer,
    CloseService,
    Move,
    Rows,
    ended,
    staying,
    supposed,
)
from linkwork.graph.measures.whatif import Gap, Outcome, Pair, Shrunk, State, whatif
from linkwork.graph.privacy import hidden
from linkwork.queries._finish import Row
from linkwork.queries._landscape import not_told
from linkwork.queries._supposing import names_of
from linkwork.words import listed

CAVEATS = (
    "It is sums on a map, not a forecast: whether people would go elsewhere, or be taken, nobody knows from it.",
    "Nothing was changed: the graph and the rounds are as they were.",
)

#: Measures that are not known where no offer says what it does and where.
OF_CELLS = ("gaps", "fragile", "places_without", "coverage", "people_covered")


@dataclass(frozen=True, slots=True)
class Supposed:
    """One change and how people say it: `Debt Advice closed`."""

    change: Change
    in_words: str


@dataclass(frozen=True)
class Told:
    """An outcome with the names of everything in it. `internal`: small counts of people are shown."""

    rows: Rows
    made: Sequence[Supposed]
    internal: bool = False

    @cached_property
    def outcome(self) -> Outcome:
        """What the changes would do, worked out once."""
        return whatif(self.rows, [one.change for one in self.made])

    @cached_property
    def _names(self) -> Mapping[str, str]:
        after = supposed(self.rows, [one.change for one in self.made])
        return {**names_of(after), **names_of(self.rows), ANYONE_ELSE: ANYONE_ELSE, EVERYONE: EVERYONE}

    @cached_property
    def _placed(self) -> bool:
        """Whether some service reaches some cell today: else every cell would be called a gap."""
        return self.outcome.before.gaps < self.outcome.before.cells

    def as_json(self, rounds: Sequence[Mapping[str, str]], note: str = "") -> dict[str, Any]:
        """Everything for programs."""
        found = self.outcome
        return {
            "question": f"What if {listed([one.in_words for one in self.made])}?",
            "changes": [{"change": _sort(one), "in_words": one.in_words, **_facts(one)} for one in self.made],
            "before": measures(found.before, self._placed),
            "after": measures(found.after, self._placed),
            "difference": self._difference(),
            "gaps_opened": [self._gap(gap) for gap in found.opened],
            "gaps_closed": [self._gap(gap) for gap in found.closed],
            "routes_lost": [self._route(pair) for pair in self._in_order(found.routes_lost)],
            "routes_won": [self._route(pair) for pair in self._in_order(found.routes_won)],
            "assumptions": self._assumptions(),
            "caveats": [*([note] if note else []), *self._unknown(), *CAVEATS],
            "rounds": [dict(round_) for round_ in rounds],
        }

    def _difference(self) -> dict[str, Any]:
        found = self.outcome
        before, after = measures(found.before, self._placed), measures(found.after, self._placed)
        changed = {
            name: None if before[name] is None or after[name] is None else round(after[name] - before[name], 4)
            for name in before
        }
        who = [self._shrunk(one) for one in found.shrunk]
        return {
            **changed,
            "people_losing": _whole(found.losing),
            "people_gaining": _whole(found.gaining),
            "who_else_covers": sorted(who, key=lambda row: (row["service"], row["service_id"])),
        }

    def _shrunk(self, one: Shrunk) -> Row:
        others = [{"service_id": id_, "service": self._names.get(id_, id_), "cells": n} for id_, n in one.others]
        name = self._names.get(one.service, one.service)
        return {
            "service_id": one.service,
            "service": name,
            "cells": one.cells,
            "covered": one.covered,
            "others": others,
        }

    def _gap(self, gap: Gap) -> Row:
        every = len(gap.audiences) == len(self.outcome.audiences)
        return {
            "need": self._names[gap.need],
            "group": [EVERYONE] if every else sorted(self._names[id_] for id_ in gap.audiences),
            "area": self._names[gap.area],
            "people": self._people(gap.people),
            "need_id": gap.need,
            "audience_ids": [id_ for id_ in gap.audiences if id_ != ANYONE_ELSE],
            "area_id": gap.area,
        }

    def _people(self, figure: Figure | None) -> object:
        if figure is None or figure.shown is None:
            return None
        return _whole(figure.shown) if self.internal else hidden(_whole(figure.shown), "small")

    def _in_order(self, pairs: Sequence[Pair]) -> list[Pair]:
        return sorted(pairs, key=lambda pair: (*(self._names.get(id_, id_) for id_ in pair), pair))

    def _route(self, pair: Pair) -> Row:
        door, need = pair
        names = {"door": self._names.get(door, door), "need": self._names[need]}
        return {**names, "door_id": None if door == SELF else door, "need_id": need}

    def _assumptions(self) -> list[str]:
        found = self.outcome
        number = f"{found.before.cells:,}"
        said = [
            f"Gaps and what hangs on one service are counted over all {number} combinations of need, group and area, "
            "each as one. Both sides are counted over the same combinations.",
            f"Coverage: {found.says[0].lower()}{found.says[1:]}",
            "Routes are pairs of a door and a need, for anybody anywhere, from the doors there are today.",
        ]
        if found.small:
            said.insert(2, not_told("sums and shares of people"))
        if any(isinstance(one.change, Move) for one in self.made):
            said.append("Routes do not look at where people live or where a service is, so a move changes none.")
        if any(isinstance(one.change, Add) for one in self.made):
            said.append(
                "A new service has the room and takes whoever it is said to be for, everyone where no group is named. "
                "How many people it can take does not change which gaps it closes."
            )
        return [*said, *self._funding(), *found.notes]

    def _funding(self) -> list[str]:
        """What the end of a funding line closes and what it does not."""
        said, rows = [], self.rows
        for one in self.made:
            if isinstance(one.change, CloseFund):
                close, stay = ended(rows, one.change.funder), staying(rows, one.change.funder)
                names = listed(sorted(self._names.get(id_, id_) for id_ in close)) or "none"
                said.append(f"A service that nobody else is known to pay for closes: {names}.")
                if stay:
                    names = listed(sorted(self._names.get(id_, id_) for id_ in stay))
                    said.append(f"A service that somebody else pays for too stays as it is: {names}.")
                said.append("Posts, roles and bodies that it pays for are left as they are.")
            rows = supposed(rows, [one.change])
        return said

    def _unknown(self) -> list[str]:
        """What cannot be counted: what nobody has said of what closes, and what has not been loaded at all."""
        lacking = [] if self._placed else ["No live offer says both what it does and where, so no gap is known."]
        if not self.outcome.before.pairs:
            lacking.append("No live referral leads from a door to a service, so no route is known.")
        services = {one.change.service for one in self.made if isinstance(one.change, CloseService)}
        offers = {one.change.offer for one in self.made if isinstance(one.change, CloseOffer)}
        of: dict[str, list[bool]] = {}
        for row in self.rows.landscape.offers:
            if row["service_id"] in services or row["offer_id"] in offers:
                key = row["service_id"] if row["service_id"] in services else row["offer_id"]
                of.setdefault(key, []).append(bool(row["need_ids"] and row["area_ids"]))
        names = sorted(self._names.get(id_, id_) for id_, known in of.items() if not all(known))
        if not names:
            return lacking
        what = f"Nobody has said of {listed(names)} which need each offer meets and where"
        return [*lacking, f"{what}, so more may be left open than is counted."]


def measures(state: State, told: bool = True) -> dict[str, Any]:
    """The measures of one side by name, with the share of pairs of door and need that have a route.

    None is not known: of routes where no door leads anywhere, of gaps where they cannot be `told`.
    """
    reach = round(state.routes / state.pairs, 4) if state.pairs else None
    share = None if state.coverage is None else round(state.coverage, 4)
    named = {**asdict(state), "coverage": share, "people_covered": _whole(state.people_covered), "reach": reach}
    unknown = [*([] if told else OF_CELLS), *([] if state.pairs else ["routes"])]
    return named | dict.fromkeys(unknown)


def _whole(number: float | None) -> float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 1)


def _sort(one: Supposed) -> str:
    words: dict[str, str] = {"Move": "move", "Add": "add", "Widen": "widen"}
    return words.get(type(one.change).__name__, "close")


def _facts(one: Supposed) -> dict[str, Any]:
    """What the change names, by id."""
    facts: dict[str, Any] = asdict(one.change)
    return {name: list(value) if isinstance(value, tuple | dict) else value for name, value in facts.items()}
