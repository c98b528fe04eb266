"""A round's manifest and the hashes in it: what tells a round that is as it was kept from one that is damaged.

The manifest has the hash of every other file of its round, and in its last line the hash of all that stands before.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from linkwork.disk import digest, replaced
from linkwork.errors import LinkworkError

MANIFEST = "manifest.json"
#: What the folder of a round is called: date, source and number. Earlier versions kept a source without a letter too.
ROUND = re.compile(r"\d{4}-\d\d-\d\d_.*_\d+")
#: What every manifest says of its round.
NEEDED = frozenset({"source", "as_of", "number", "loader", "complete", "scope", "files", "fingerprint", "kept_at"})
NEEDED |= {"tables", "people", "names", "counts"}
#: Said first, so that a manifest whose last line has gone is not taken for one of those made before there was a hash.
SEALED = "sealed"
SEAL = "seal"
BEFORE_SEAL, AFTER_SEAL = f',\n "{SEAL}": "'.encode(), b'"\n}'


def save_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """The manifest is in the round's folder, on the disk, whole or not at all; an earlier one makes way for it."""
    text = json.dumps({SEALED: True, **manifest}, indent=1, ensure_ascii=False)
    body = text.encode().removesuffix(b"\n}")
    seal = hashlib.sha256(body).hexdigest().encode()
    replaced(folder / MANIFEST, body + BEFORE_SEAL + seal + AFTER_SEAL)


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """What a round's manifest says. Raises LinkworkError, naming the round, if it is not as it was kept."""
    try:
        # Whoever shares a project by git may have the line ends of another system in it.
        content = (folder / MANIFEST).read_bytes().replace(b"\r\n", b"\n")
        manifest: dict[str, Any] = json.loads(content)
        if not isinstance(manifest["source"], str) or not manifest.keys() >= NEEDED:
            raise TypeError(manifest["source"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder.name, f"{MANIFEST} cannot be read") from error
    if (SEALED in manifest or SEAL in manifest) and not _holds(content):
        raise damaged(folder.name, f"{MANIFEST} is not as it was kept")
    return {name: said for name, said in manifest.items() if name not in (SEALED, SEAL)}


def _holds(content: bytes) -> bool:
    """Whether the last line of a manifest is the hash of what stands before it."""
    body, _, said = content.rstrip().rpartition(BEFORE_SEAL)
    return said.removesuffix(AFTER_SEAL) == hashlib.sha256(body).hexdigest().encode()


def content_of(folder: Path, entry: Mapping[str, Any]) -> bytes:
    """A file of a round. Raises LinkworkError, naming both, if it is not as the manifest's entry says it was kept."""
    with _reading(folder, entry) as path:
        content = path.read_bytes()
    _compare(folder, entry, hashlib.sha256(content).hexdigest())
    return content


def must_be_as_kept(folder: Path, entry: Mapping[str, Any]) -> None:
    """Raise LinkworkError, as `content_of` does, without holding the file in memory."""
    with _reading(folder, entry) as path:
        found = digest(path)
    _compare(folder, entry, found)


@contextmanager
def _reading(folder: Path, entry: Mapping[str, Any]) -> Iterator[Path]:
    """Where a file of a round is; that it cannot be read is said as damage of the round."""
    path = folder / entry["file"]
    try:
        yield path
    except OSError as error:
        gone = "is not as it was kept: there is no such file"
        why = f"cannot be read: {error.strerror or error}" if path.is_file() else gone
        raise damaged(folder.name, f"{entry['file']} {why}") from error


def _compare(folder: Path, entry: Mapping[str, Any], found: str) -> None:
    if found != entry["sha256"]:
        raise damaged(folder.name, f"{entry['file']} is not as it was kept")


def damaged(round_id: str, what: str) -> LinkworkError:
    """The error for a round that is not as it was kept, with the way out."""
    return LinkworkError(
        f"The round {round_id} is damaged: {what}. Nothing was changed. "
        "Fetch that folder again from a backup or from whoever shares this project; where nobody has it, "
        f"`linkwork withdraw {round_id} --reason damaged` goes on without it."
    )
