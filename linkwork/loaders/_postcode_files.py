"""The ONS Postcode Directory, read for the few columns that are asked of it.

The directory of the whole kingdom has 2.7 million rows of fifty columns: a file of more than a few megabytes is read by
polars, for those columns alone; any other as every table is.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._cells import Sheet
from linkwork.loaders._columns import Wanted
from linkwork.loaders._sheets import IN_FOLDERS, LOCKED, read_every

#: Bytes from which a CSV is read by polars.
LARGE = 5_000_000
#: The directory of the whole kingdom has 1,300 MB; and what is longer than this many characters is no line of headings.
LARGEST, LONGEST = 2_500_000_000, 100_000
BLOCK = 1 << 20


def read_directory(path: Path, wanted: Sequence[Wanted]) -> Sequence[Sheet]:
    """The sheets of a file or a folder; of a large CSV the wanted columns alone, if it has any of them.

    Raises InputRefused with what is wrong with it; of a folder with a large file, with the first that cannot be read.
    """
    try:
        files = _files(path)
        stems = {file.name.partition(".")[0].casefold() for file in files}
        if not any(map(_is_large, files)) or len(stems) < len(files):  # two files of one sheet are refused there
            return read_every([path])
        return [sheet for file in files for sheet in _of_file(file, wanted)]
    except OSError:
        raise InputRefused([Problem(path.name, message=LOCKED)]) from None


def _of_file(path: Path, wanted: Sequence[Wanted]) -> Sequence[Sheet]:
    large = _large(path, wanted) if _is_large(path) else None
    return [large] if large else read_every([path])


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    inside = (file for file in path.iterdir() if file.name.lower().endswith(IN_FOLDERS))
    return sorted(file for file in inside if not file.name.startswith((".", "~$")))


def _is_large(path: Path) -> bool:
    return path.name.lower().endswith(".csv") and path.exists() and path.stat().st_size > LARGE


def _in_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as text:
            while text.read(BLOCK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _large(path: Path, wanted: Sequence[Wanted]) -> Sheet | None:
    """The wanted columns of a CSV with commas; None where it has none of them, or is in other letters than UTF-8."""
    if path.stat().st_size > LARGEST:
        message = f"this file has {path.stat().st_size // 1_000_000:,} MB and at most {LARGEST // 1_000_000:,} are read"
        raise InputRefused([Problem(path.name, message=message)])
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            headings = next(csv.reader([lines.readline(LONGEST)]), [])
        found = [next((h for h in headings if want.fits(h)), None) for want in wanted]
        named = list(dict.fromkeys(heading for heading in found if heading))
        if not named or len(set(headings)) < len(headings):
            return None
        # A path is no pattern: a folder may have brackets in its name.
        scan = pl.scan_csv(path, glob=False, infer_schema=False, row_index_name="_row", row_index_offset=2)
        blank = [pl.when(pl.col(h).str.strip_chars() != "").then(pl.col(h).str.strip_chars()) for h in named]
        rows = scan.select(*blank, pl.col("_row").cast(pl.Int64)).collect()
    except UnicodeDecodeError:
        return None
    except (pl.exceptions.PolarsError, csv.Error):
        if not _in_utf8(path):
            return None
        message = (
            "a row has more cells than there are headings, or a quote mark is never closed; get a fresh copy of it"
        )
        raise InputRefused([Problem(path.name, message=message)]) from None
    return Sheet(path.name, "", tuple(named), rows)
