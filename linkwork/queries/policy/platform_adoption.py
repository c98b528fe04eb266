"""A6: who uses which digital system, how far, and who pays; and of which services nobody has said anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.queries.policy._funders import ids, kept_back, told
from linkwork.words import are, counted

STATES = ("live", "trial", "planned", "none")
NOT_SAID = "not said"
NOTHING: Row = {"id": "", "platform_id": None, "platform": None, "state": None, "since": None, "blocks": None}


def finish(found: Found) -> Finished:
    """A row for each use, by system, how far it has come and name; then the services of which nothing is said."""
    town = _Town(found)
    said = sorted(town.uses(), key=_order)
    unsaid = sorted((town.row(id_, NOTHING) for id_ in town.silent if not found.parameters["platform"]), key=_order)
    state, show = found.parameters["state"].replace("-", " "), found.parameters["show"]
    every = [*(said if show != "not-said" else []), *(unsaid if show != "said" else [])]
    rows = [row for row in every if state in ("all", row["state"])]
    kept = rows[: found.parameters["limit"]]
    return Finished(kept, [*_headline(said), *town.headline(), *left_out(len(kept), len(rows))])


def _order(row: Row) -> tuple[object, ...]:
    state = (*STATES, NOT_SAID).index(row["state"])
    user = (row["service"] or "", row["provider"], row["service_id"] or row["organisation_id"])
    return (row["platform"] or "", state, bool(row["service_id"]), *user, row["platform_id"] or "")


def _headline(said: list[Row]) -> Iterator[str]:
    """How far each system has come, in the order of their names."""
    of: dict[tuple[str, str], Counter[str]] = {}
    for row in said:
        of.setdefault((row["platform"], row["platform_id"]), Counter())[row["state"]] += 1
    for (platform, _), by in sorted(of.items()):
        yield f"{platform}: {', '.join(f'{by[state]} {state}' for state in (*STATES, NOT_SAID) if by[state])}."


@dataclass(frozen=True)
class _Town:
    """Services and bodies, who provides what, and who uses which system."""

    found: Found

    @cached_property
    def known(self) -> Mapping[str, Row]:
        """Every service and body by id."""
        return {row["id"]: row for row in self.found.rows}

    @cached_property
    def providing(self) -> Mapping[str, list[Row]]:
        """For each service the links that say who provides it, by the provider's name."""
        of: dict[str, list[Row]] = {}
        for row in sorted(self.found.parts["providing"], key=lambda row: (row["provider"] or "", row["id"])):
            of.setdefault(row["service_id"], []).append(row)
        return of

    @cached_property
    def speaking(self) -> set[str]:
        """The services and bodies of which somebody has said how far they use a system."""
        return {row["user_id"] for row in self.found.parts["system_use"]}

    @cached_property
    def behind(self) -> Mapping[str, list[Row]]:
        """For each body the links to those services of its own of which nobody has said anything."""
        of: dict[str, list[Row]] = {}
        for row in self.found.parts["providing"]:
            if row["service_id"] not in self.speaking:
                of.setdefault(row["provider_id"], []).append(row)
        return of

    @cached_property
    def services(self) -> list[str]:
        """The services asked for."""
        return [id_ for id_, row in self.known.items() if row["kind"] == "Service" and self._asked_for(id_)]

    @cached_property
    def silent(self) -> list[str]:
        """Those of them of which nobody has said anything, nor of whoever provides them."""
        return [
            id_
            for id_ in self.services
            if not self.speaking.intersection((id_, *(link["provider_id"] for link in self.providing.get(id_, ()))))
        ]

    def uses(self) -> list[Row]:
        """A row for each use of the system asked for by those asked for."""
        platform = self.found.parameters["platform"]
        uses = [use for use in self.found.parts["system_use"] if platform in ("", use["platform_id"])]
        return [self.row(use["user_id"], use) for use in uses if self._asked_for(use["user_id"])]

    def _asked_for(self, id_: str) -> bool:
        provider, sector = (str(self.found.parameters[name]) for name in ("provider", "sector"))
        bodies = [(link["provider_id"], link["sector"]) for link in self.providing.get(id_, ())]
        bodies.append((id_, self.known[id_]["sector"]))
        chosen = [body for body, of in bodies if provider in ("", body) and sector in ("", of)]
        return bool(chosen) or not (provider or sector)

    def row(self, id_: str, use: Row) -> Row:
        """What the answer says of a service or body and a system; of none where nobody has said which."""
        user, links = self.known[id_], self.providing.get(id_, [])
        service = user["kind"] == "Service"
        behind = [] if service else self.behind.get(id_, [])
        links_behind = [part for link in behind for part in (link["id"], link["service_id"])]
        providers = [part for link in links for part in (link["id"], link["provider_id"])]
        return {
            "service": user["name"] if service else None,
            "provider": [link["provider"] for link in links] if service else [user["name"]],
            "platform": use["platform"],
            "state": use["state"] or NOT_SAID,
            "since": use["since"],
            "funder": told(user["funders"]),
            "funds_not_published": kept_back(user["funders"]),
            "blocks": use["blocks"],
            "services_behind": None if service else len(behind),
            "service_id": id_ if service else None,
            "organisation_id": None if service else id_,
            "platform_id": use["platform_id"],
            "provider_ids": [link["provider_id"] for link in links] if service else [id_],
            "evidence": [id_, use["id"], use["platform_id"], *providers, *ids(user["funders"]), *links_behind],
        }

    def headline(self) -> Iterator[str]:
        """Of how many services something is said, of how many only of who provides them, and of how many nothing."""
        if not (number := len(self.services)):
            return
        own, silent = sum(id_ in self.speaking for id_ in self.services), len(self.silent)
        of_provider = f"of {number - own - silent} it is said only of who provides them"
        said = f"Of {counted(number, 'service')}, {own} {are(own)} said to use a system or not"
        yield f"{said}; {of_provider}; of {silent} nobody has said anything."
