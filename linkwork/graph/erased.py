"""Who was erased, known by hashes alone: so that a source that names them again does not bring them back.

`erased.json` in the project folder holds a line for each person: the day, and hashes of the opaque id, the names and
the e-mail addresses, with a salt of the project's own. The hash of a name takes a while on purpose, so that nobody can
try every name there is. A line that was lifted, because the person may be held again, says when.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from linkwork.disk import replaced
from linkwork.errors import LinkworkError
from linkwork.graph.traces import Traces, as_compared

FILE = "erased.json"
#: How hard it is to try a name: about five milliseconds each.
COST, DIGITS = 2**11, 32


@dataclass(frozen=True, slots=True)
class Erased:
    """One person who was erased, by hashes."""

    on: str
    id: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    lifted_on: str = ""


@dataclass(frozen=True, slots=True)
class ErasedList:
    """All who were erased, in order, and the salt of their hashes."""

    salt: str = ""
    every: tuple[Erased, ...] = ()

    def with_erased(self, traces: Iterable[Traces], on: str) -> "ErasedList":
        """The list with these people, each with traces of their own; a person who stands in it stays as they are."""
        made = self if self.salt else replace(self, salt=secrets.token_hex(16))
        held = {one.id for one in made.every if not one.lifted_on}
        new = [made._line(one, on) for one in traces]
        return replace(made, every=(*made.every, *(one for one in new if one.id not in held)))

    def lifted(self, lines: Iterable[Erased], on: str) -> "ErasedList":
        """The list in which these people may be held again."""
        ids = {one.id for one in lines}
        return replace(self, every=tuple(replace(one, lifted_on=on) if one.id in ids else one for one in self.every))

    def of_id(self, id_: str) -> Erased | None:
        """The line of an opaque id, lifted ones too."""
        return next((one for one in self.every if one.id == self.hashed_id(id_)), None)

    def of(self, name: str | None, email: str | None) -> Erased | None:
        """The line of somebody with this e-mail address or name; with another address, a name is a namesake's."""
        held = [one for one in self.every if not one.lifted_on]
        if not held:
            return None
        address, called = self._slow(email), self._slow(name)
        for one in held:
            if address and address in one.emails:
                return one
            if called and called in one.names and not (address and one.emails):
                return one
        return None

    def hashed_id(self, id_: str) -> str:
        """What stands for an opaque id: it is random, so that a quick hash is enough."""
        return hashlib.sha256(f"{self.salt}{id_}".encode()).hexdigest()[:DIGITS]

    def _line(self, one: Traces, on: str) -> Erased:
        names, emails = ([self._slow(value) for value in sorted(values)] for values in (one.names, one.emails))
        return Erased(on, self.hashed_id(min(one.ids)), tuple(names), tuple(emails))

    def _slow(self, value: str | None) -> str:
        if not value or not value.strip():
            return ""
        plain = as_compared(value).encode()
        return hashlib.scrypt(plain, salt=self.salt.encode(), n=COST, r=8, p=1).hex()[:DIGITS]


def read_erased(folder: Path) -> ErasedList:
    """The list of a project folder; an empty one if there is no file. Raises LinkworkError for what cannot be read."""
    path = folder / FILE
    if not path.exists():
        return ErasedList()
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return ErasedList(str(said["salt"]), tuple(_read(one) for one in said["erased"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LinkworkError(
            f"{path} cannot be read: who was erased is not known. Nothing was changed. Fetch the file from a backup."
        ) from error


def write_erased(folder: Path, erased: ErasedList) -> None:
    """Write the list whole or not at all."""
    said = {"salt": erased.salt, "erased": [asdict(one) for one in erased.every]}
    try:
        replaced(folder / FILE, json.dumps(said, indent=1).encode())
    except OSError as error:
        raise LinkworkError(f"{folder / FILE} could not be written: {error.strerror or error}.") from error


def _read(said: Mapping[str, object]) -> Erased:
    lists = {name: tuple(map(str, said[name])) for name in ("names", "emails")}  # type: ignore[call-overload]
    return Erased(str(said["on"]), str(said["id"]), **lists, lifted_on=str(said["lifted_on"]))
