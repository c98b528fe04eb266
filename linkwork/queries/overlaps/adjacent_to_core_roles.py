"""O7: core roles beside adjacent services, by the functions, groups and areas that they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

from linkwork.graph.measures.functions import share_of_smaller
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._roles import Roles
from linkwork.queries._words import left_out
from linkwork.words import counted

NARROW = ("need", "audience", "area")
Side = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class _Beside:
    """The core roles and the adjacent services of an answer."""

    found: Found
    town: Provision
    roles: Roles

    @cached_property
    def scope(self) -> dict[str, str]:
        """The scope of every core and adjacent service, by id."""
        return {row["service_id"]: row["scope"] for row in self.found.rows}

    @cached_property
    def names(self) -> dict[str, str]:
        """What services and functions are called, by id."""
        rows = [(row["service_id"], row["service"]) for row in self.found.rows]
        rows += [(row["function_id"], row["function"]) for row in self.found.rows if row["function_id"]]
        return self.roles.names | {id_: name or id_ for id_, name in rows}

    @cached_property
    def staff(self) -> dict[str, dict[str, str]]:
        """For each service the roles that work in it, each with the id of the link that says so."""
        found: dict[str, dict[str, str]] = {}
        for row in self.found.parts["staffing"]:
            found.setdefault(row["service_id"], {})[row["role_id"]] = row["id"]
        return found

    @cached_property
    def core(self) -> dict[str, list[str]]:
        """For each role asked for that works in a core service, those services in order of name."""
        family, role = self.found.parameters["family"], self.found.parameters["role"]
        found: dict[str, list[str]] = {}
        for service, staff in self.staff.items():
            for id_ in staff if self.scope.get(service) == "core" else ():
                if family in ("", self.roles.families[id_]) and role in ("", id_):
                    found.setdefault(id_, []).append(service)
        return {id_: sorted(own, key=lambda service: (self.names[service], service)) for id_, own in found.items()}

    @cached_property
    def does(self) -> dict[str, dict[str, list[str]]]:
        """For each adjacent service asked for what it does, with the ids of the links that say so."""
        found: dict[str, dict[str, list[str]]] = {id_: {} for id_ in self.scope if self._asked(id_)}
        for row in self.found.rows:
            if row["function_id"] and row["service_id"] in found:
                found[row["service_id"]].setdefault(row["function_id"], []).append(row["performs_id"])
        for service, functions in found.items():
            for role, link in self.staff.get(service, {}).items():
                for function in self.roles.does.get(role, ()):
                    said = [link, role, self.roles.performs[role, function]["id"]]
                    functions.setdefault(function, []).extend(said)
        return found

    def _asked(self, service: str) -> bool:
        row = self.town.services[service]
        provider, sector, one = (self.found.parameters[name] for name in ("provider", "sector", "service"))
        return (
            self.scope[service] == "adjacent"
            and provider in ("", *row["provider_ids"])
            and sector in ("", *row["sectors"])
            and one in ("", service)
        )

    @cached_property
    def _place(self) -> dict[str, int]:
        """Where each service stands in the cells."""
        return {id_: i for i, id_ in enumerate(self.town.cells.services)}

    def served(self, services: Sequence[str]) -> Side:
        """The groups and the areas of these services together; both empty where it is not known."""
        import numpy as np

        cells, place = self.town.cells, self._place
        columns = [cells.columns(place[id_]) for id_ in services if id_ in place]
        _, groups, areas = cells.cells(np.concatenate(columns)) if columns else ([], [], [])
        return frozenset(groups), frozenset(areas)


def finish(found: Found) -> Finished:
    """Core roles and adjacent services with a function in common; the highest score first, not known last."""
    beside = _Beside(found, provision(found), Roles(found))
    rows = sorted(_rows(beside), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [*left_out(len(kept), len(rows)), *_silent(beside), *beside.roles.silent(beside.core)]
    return Finished(kept, [*said, *beside.town.assumptions()])


def _rows(beside: _Beside) -> Iterator[Row]:
    narrowed = any(beside.found.parameters[name] for name in NARROW)
    theirs = {service: beside.served([service]) for service in beside.does}
    for role, core in beside.core.items():
        ours, own = beside.served(core), beside.roles.does.get(role, frozenset())
        for service, functions in beside.does.items():
            known = bool(ours[0]) and bool(theirs[service][0])
            if own & functions.keys() and (known or not narrowed):
                yield _row(beside, (role, service), (ours, theirs[service]) if known else None)


def _row(beside: _Beside, pair: tuple[str, str], sides: tuple[Side, Side] | None) -> Row:
    role, service = pair
    town, core, functions = beside.town, beside.core[role], beside.does[service]
    own = beside.roles.does[role]
    shares = [share_of_smaller(own, frozenset(functions))]
    both: list[list[str]] | None = None
    if sides is not None:
        shares += [share_of_smaller(a, b) for a, b in zip(*sides, strict=True)]
        both = [sorted(a & b) for a, b in zip(*sides, strict=True)]
    said = [id_ for function in sorted(own & functions.keys()) for id_ in functions[function]]
    staffing = [beside.staff[id_][role] for id_ in core]
    return {
        "core_role": beside.names[role],
        "adjacent_service": beside.names[service],
        "shared_functions": sorted(beside.names[id_] for id_ in own & functions.keys()),
        "shared_groups": None if both is None else town.groups(both[0]),
        "shared_areas": None if both is None else town.named(both[1]),
        "score": None if both is None else round(prod(shares), 4),
        "function_share": round(shares[0], 4),
        "group_share": None if both is None else round(shares[1], 4),
        "area_share": None if both is None else round(shares[2], 4),
        "provider": "; ".join(town.services[service]["providers"]),
        "staffed_by_role": role in beside.staff.get(service, {}),
        "core_services": [beside.names[id_] for id_ in core],
        "core_role_id": role,
        "adjacent_service_id": service,
        "core_service_ids": core,
        "evidence": [*beside.roles.evidence([role]), *said, *staffing, *town.evidence_of([*core, service])],
    }


def _order(row: Row) -> tuple[object, ...]:
    score = row["score"]
    names = (row["core_role"], row["adjacent_service"], row["core_role_id"], row["adjacent_service_id"])
    return (score is None, -(score or 0), -row["function_share"], *names)


def _silent(beside: _Beside) -> list[str]:
    """How many adjacent services are not known to do anything, by themselves or by the roles that work in them."""
    number = sum(not functions for functions in beside.does.values())
    of = counted(len(beside.does), "adjacent service")
    they = (
        "does not say what it does or who works in it" if number == 1 else "do not say what they do or who works there"
    )
    return [f"{number} of {of} {they}: not compared."] if number else []
