"""What answers about roles share: what each role does, from the part role_functions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from linkwork.queries._finish import Found, Row
from linkwork.words import are, counted


@dataclass(frozen=True)
class Roles:
    """The live roles of one family (empty: all) with the functions that each performs."""

    found: Found
    family: str = ""

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the part, of this family."""
        return [row for row in self.found.parts["role_functions"] if self.family in ("", row["family"])]

    @cached_property
    def names(self) -> dict[str, str]:
        """What every role and every function is called, by id."""
        named = {row["role_id"]: row["role"] or row["role_id"] for row in self.rows}
        return named | {row["function_id"]: row["function"] or row["function_id"] for row in self.rows}

    @cached_property
    def families(self) -> dict[str, str | None]:
        """The family of each role, by id; None where it is not known."""
        return {row["role_id"]: row["family"] for row in self.rows}

    @cached_property
    def does(self) -> dict[str, frozenset[str]]:
        """The functions of each role that is known to perform any, by id."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            if row["function_id"]:
                found.setdefault(row["role_id"], set()).add(row["function_id"])
        return {id_: frozenset(functions) for id_, functions in found.items()}

    @cached_property
    def performs(self) -> dict[tuple[str, str], Row]:
        """The row of each role and function."""
        return {(row["role_id"], row["function_id"]): row for row in self.rows if row["function_id"]}

    def called(self, ids: Iterable[str]) -> list[str]:
        """The names of these roles or functions, in order."""
        return sorted(self.names[id_] for id_ in ids)

    def evidence(self, roles: Iterable[str]) -> list[str]:
        """What the functions of these roles rest on: the roles, the functions and the links between."""
        found = []
        for role in roles:
            found.append(role)
            for function in sorted(self.does.get(role, ())):
                found += [self.performs[role, function]["id"], function]
        return list(dict.fromkeys(found))

    def silent(self, roles: Collection[str]) -> list[str]:
        """The sentence that says how many of these roles do not say what they do; none where all do."""
        number = sum(role not in self.does for role in roles)
        they = f"{number} of {counted(len(roles), 'role')} {are(number)} not known to perform any function"
        return [f"{they}: what {'it does' if number == 1 else 'they do'} is not compared."] if number else []
