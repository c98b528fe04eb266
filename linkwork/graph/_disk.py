"""Files that are on the disk when a function comes back, so that a round is there whole or not at all."""

import hashlib
import os
from pathlib import Path
from typing import Any


def sealed(folder: Path, file: str) -> dict[str, Any]:
    """A file that was written, on the disk, with its hash."""
    sync(folder / file)
    return {"file": file, "sha256": hashlib.sha256((folder / file).read_bytes()).hexdigest()}


def save(path: Path, content: bytes) -> None:
    """The content is in the file, on the disk."""
    path.write_bytes(content)
    sync(path)


def sync(path: Path) -> None:
    """Wait until the file or folder is on the disk. Windows cannot sync a folder and does not need to."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
