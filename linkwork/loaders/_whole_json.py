"""A JSON file read whole, or refused in a sentence; its values as text that every later step can take.

Only the standard library reads it, and nothing in it is believed before it is looked at.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from linkwork.errors import Problem

#: Reading takes some ten times this much memory.
LARGEST = 100_000_000
#: A mapping file is written by a person.
BY_HAND = 1_000_000
LOCKED = "this file is locked or may not be read; close it and run this again"
#: Control characters, halves of letters and what is no letter at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

#: What a parsed file may hold.
Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None


def read_json(
    path: Path, allowed: str, name: str = "", most: int = LARGEST, instead: str = ""
) -> tuple[Json, Problem | None]:
    """What the file holds, or None and why it cannot be read; `allowed` says what is read here.

    `name` is what the file is called where that is not its own name; `most` and `instead` are as for `read_bytes`.
    """
    try:
        return json.loads(read_bytes(path, most, instead)), None
    except FileRefused as refused:
        message = str(refused)
    except RecursionError:
        message = f"this is nested too deeply to be read; allowed are {allowed}"
    except ValueError as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        message = f"this is not JSON{where}; get a fresh copy of it; allowed are {allowed}"
    return None, Problem(name or path.name, message=message)


class FileRefused(Exception):
    """Why a file cannot be read, in a sentence."""


def read_bytes(path: Path, most: int = LARGEST, instead: str = "") -> bytes:
    """The whole file. Raises FileRefused for one that is not there, is locked, empty or has more bytes than `most`.

    `instead` says what to do about one that is too large.
    """
    try:
        size = path.stat().st_size
        if size > most:
            megabytes = f"this file has {size // 1_000_000:,} MB and at most {most // 1_000_000:,} are read"
            raise FileRefused("; ".join(filter(None, (megabytes, instead))))
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileRefused("there is no such file; check its name and its folder") from None
    except OSError:
        raise FileRefused(LOCKED) from None
    if not content.strip():
        raise FileRefused("this file is empty; save it again, or get a fresh copy of it")
    return content


def one_line(value: object) -> str | None:
    """A value as text in one line without what cannot be written; None for a blank one, a list and a mapping."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float):
        return None
    # Parted first: among the control characters are some that end a line, and words on both sides of one stay two.
    return " ".join(writable(" ".join(str(value).split())).split()) or None


def writable(text: str) -> str:
    """The text without control characters and halves of characters, which no table can keep."""
    return _UNWRITABLE.sub("", text)


def within(value: object, *keys: str) -> object:
    """What lies under these keys of nested mappings; None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def many(value: object) -> list[Mapping[str, object]]:
    """The mappings of a list; a single one, as some programs write a list of one, counts as a list."""
    listed = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []
    return [one for one in listed if isinstance(one, Mapping)]
