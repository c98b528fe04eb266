"""The lock files as data."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
_PACKAGE = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[\w.+!-]+)(?: ; (?P<where>[^\\]+?))? \\")
_HASH = re.compile(r" {4}--hash=sha256:([0-9a-f]{64})(?: \\)?")


@dataclass(frozen=True)
class Locked:
    """One package of a lock file: its name in small letters with hyphens, version, where it is wanted, SHA-256s."""

    name: str
    version: str
    where: str
    hashes: tuple[str, ...]


def locked(file: str) -> list[Locked]:
    """The packages of a file of requirements/, in its order.

    Raises ValueError for a line that is neither a package with its exact version, a hash of one, nor a comment.
    """
    found: list[tuple[re.Match[str], list[str]]] = []
    for number, line in enumerate((REQUIREMENTS / file).read_text(encoding="utf-8").splitlines(), start=1):
        if package := _PACKAGE.fullmatch(line):
            found.append((package, []))
        elif (part := _HASH.fullmatch(line)) and found:
            found[-1][1].append(part[1])
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"requirements/{file}, line {number}: {line!r} is no exact version and no hash")
    return [Locked(plain(one["name"]), one["version"], one["where"] or "", tuple(hashes)) for one, hashes in found]


def plain(name: str) -> str:
    """The name of a package as all spellings of it have in common."""
    return re.sub(r"[-_.]+", "-", name).lower()
