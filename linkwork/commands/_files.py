"""Files that a command leaves: there whole or not at all."""

from pathlib import Path

from linkwork.commands._trail import telling
from linkwork.disk import written


def write(content: bytes | str, target: Path, of_people: bool = False) -> None:
    """Write a file; text is written in UTF-8. Raises LinkworkError if it cannot be, with what was there as it was.

    Where it may tell who somebody is, or is said to be `of_people`, it is noted first where it goes.
    """
    telling(target, of_people)
    written(target, content if isinstance(content, bytes) else content.encode())
