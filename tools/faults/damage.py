"""What happens to a file on a disk that fails, in a copy that broke off, under a hand that slipped."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

Damage = Callable[[Path, Random], None]


def flipped(path: Path, chance: Random) -> None:
    """One bit of the file is the other way round."""
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut_short(path: Path, chance: Random) -> None:
    """The file ends early, but not at its beginning."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(1, len(content))])


def emptied(path: Path, _: Random) -> None:
    """The file is there and holds nothing."""
    path.write_bytes(b"")


def gone(path: Path, _: Random) -> None:
    """The file is not there."""
    path.unlink()


def a_folder(path: Path, _: Random) -> None:
    """A folder stands where the file was."""
    path.unlink()
    path.mkdir()


#: Every sort of damage by what is said of it.
DAMAGES: Mapping[str, Damage] = {
    "a flipped bit": flipped,
    "cut short": cut_short,
    "empty": emptied,
    "gone": gone,
    "a folder in its place": a_folder,
}


def put_back(path: Path, whole: Path) -> None:
    """The file is as it was in an undamaged copy."""
    if path.is_dir():
        shutil.rmtree(path)
    shutil.copyfile(whole, path)
