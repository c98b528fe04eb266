"""What belongs to a topic: its services, and the boards and organisations whose own it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from linkwork.graph.schema import SCHEMA
from linkwork.queries._finish import Found, Row
from linkwork.queries._people import Services

#: Kinds of topic whose services are found by the cells of offers, with the parameter that narrows those.
BY_OFFERS = {"Need": "need", "Area": "area"}


@dataclass(frozen=True)
class Topic:
    """The topic asked for, or everything. `services` and `owners` give ids with the ids they belong by."""

    found: Found

    @cached_property
    def id(self) -> str:
        """The record that is the topic, "" for everything."""
        return str(self.found.parameters["topic"])

    @cached_property
    def kind(self) -> str:
        """What sort of record that is."""
        return SCHEMA.kind_of_id(self.id) or ""

    @cached_property
    def links(self) -> Mapping[tuple[str, str], list[Row]]:
        """The links of policy by their sort and the record they end at."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.found.parts["policy_links"]:
            found.setdefault((row["tie"], row["to_id"]), []).append(row)
        return found

    @cached_property
    def own(self) -> dict[str, list[str]]:
        """The topic, the lines of a policy, or what a board owns; each with the links that say so."""
        if self.kind == "Board":
            owned = [
                r for (tie, _), rows in self.links.items() for r in rows if tie == "OWNS" and r["from_id"] == self.id
            ]
            direct = {row["to_id"]: [row["id"]] for row in owned}
        else:
            direct = {self.id: []}
        lines = {
            row["from_id"]: [*ids, row["id"], id_]
            for id_, ids in direct.items()
            for row in self.links.get(("IN_POLICY", id_), ())
        }
        return lines | direct

    @cached_property
    def live(self) -> Services:
        """All live services; those of a need or an area, where that is the topic."""
        narrow = BY_OFFERS.get(self.kind)
        return Services(replace(self.found, parameters={narrow: self.id} if narrow else {}))

    @cached_property
    def services(self) -> dict[str, list[str]]:
        """The services of the topic, each with the ids of what makes it one; all services where there is no topic."""
        if not self.id:
            return {id_: [] for id_ in self.live.every}
        if self.kind == "Service":
            return {self.id: []} if self.id in self.live.every else {}
        if self.kind in BY_OFFERS:
            evidence = self.live.provision.evidence
            return {id_: evidence[id_] for id_ in sorted(self.live.asked)}
        return self._supporting() if self.kind != "Recommendation" else self._about("service-")

    def _supporting(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, ids in self.own.items():
            for row in self.links.get(("ALIGNS_WITH", id_), ()):
                if row["from_id"] in self.live.every:
                    found.setdefault(row["from_id"], []).extend([row["id"], id_, *ids])
        return found

    def _about(self, prefix: str) -> dict[str, list[str]]:
        """What a recommendation is about, of one kind."""
        rows = [row for (tie, _), some in self.links.items() for row in some if tie == "ABOUT"]
        return {r["to_id"]: [r["id"]] for r in rows if r["from_id"] == self.id and r["to_id"].startswith(prefix)}

    @cached_property
    def owners(self) -> dict[str, list[tuple[str, list[str]]]]:
        """The boards and organisations whose own the topic is: for each in what way, in words, and what says so."""
        found: dict[str, list[tuple[str, list[str]]]] = {}
        if self.kind == "Board":
            found[self.id] = [("meets on it", [])]
        for id_, ids in self.own.items() if self.id and self.kind != "Board" else ():
            what = "it" if id_ == self.id else "a line of it"
            for tie, words in (("OWNS", f"owns {what}"), ("ENDORSED", f"endorsed {what}")):
                for row in self.links.get((tie, id_), ()):
                    found.setdefault(row["from_id"], []).append((words, [row["id"], id_, *ids]))
        return found

    @cached_property
    def assigned(self) -> dict[str, list[str]]:
        """The organisations that are to carry out a recommendation."""
        return {row["from_id"]: [row["id"]] for row in self.links.get(("ASSIGNED", self.id), ())}

    @cached_property
    def about(self) -> dict[str, list[str]]:
        """The organisations that a recommendation is about."""
        return self._about("org-") if self.kind == "Recommendation" else {}

    def assumptions(self) -> Iterable[str]:
        """What was left out in finding the services of a need or an area, and what counts where nothing was asked."""
        if not self.id:
            return ["No topic was asked for, so all services count: name one with topic."]
        return self.live.assumptions()
