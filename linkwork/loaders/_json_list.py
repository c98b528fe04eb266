"""A JSON file that is one long list, read a member at a time: a whole register need not fit in memory as objects."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._whole_json import FileRefused, read_bytes

#: The text itself is held in memory whole.
LARGEST = 1_500_000_000
_BLANKS = re.compile(r"[ \t\r\n]+")


def read_objects(path: Path, what: str) -> Iterator[Any]:
    """Each member of the list that the file holds. Raises InputRefused where it is not a list, or breaks off.

    `what` says what is allowed.
    """
    text = _text(path)
    decode = json.JSONDecoder().raw_decode
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        raise _refused(path, f"this is not a list in JSON; allowed is {what}")
    at = _skip(text, at + 1)
    number = 0
    while text[at : at + 1] != "]":
        number += 1
        try:
            member, at = decode(text, at)
        except RecursionError:
            raise _refused(path, f"item {number} is nested too deeply to be read; allowed is {what}") from None
        except ValueError:
            raise _refused(path, f"item {number} cannot be read as JSON; get a fresh copy of the file") from None
        yield member
        at = _skip(text, at)
        if text[at : at + 1] not in (",", "]"):
            raise _refused(path, f"the list breaks off after item {number}; get a fresh copy of the file")
        at = _skip(text, at + 1) if text[at] == "," else at
    if _skip(text, at + 1) != len(text):
        raise _refused(path, f"more follows the list; allowed is {what}")


def _text(path: Path) -> str:
    try:
        content = read_bytes(path, LARGEST)
        return content.decode(json.detect_encoding(content))
    except FileRefused as refused:
        raise _refused(path, str(refused)) from None
    except UnicodeDecodeError:
        raise _refused(path, "its letters cannot be read as UTF-8; get a fresh copy of it") from None


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _refused(path: Path, message: str) -> InputRefused:
    return InputRefused([Problem(path.name, message=message)])
