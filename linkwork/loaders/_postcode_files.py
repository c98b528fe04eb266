"""The ONS Postcode Directory, read for the few columns that are asked of it.

The directory of the whole kingdom has 2.7 million rows of fifty columns: a file of more than a few megabytes is read by
polars, for those columns alone; any other as every table is.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._cells import Sheet
from linkwork.loaders._columns import Wanted
from linkwork.loaders._sheets import IN_FOLDERS, read_every

#: Bytes from which a CSV is read by polars.
LARGE = 5_000_000
#: The directory of the whole kingdom has 1,300 MB; and what is longer than this many characters is no line of headings.
LARGEST, LONGEST = 2_500_000_000, 100_000


def read_files(paths: Sequence[Path], wanted: Sequence[Wanted]) -> Iterator[Sheet]:
    """The sheets of the files and folders; of a large CSV the wanted columns alone, if it has any of them.

    Raises InputRefused with everything that is wrong with the first file or folder that cannot be read.
    """
    for path in paths:
        large = [file for file in _files(path) if _is_large(file)]
        if path.is_file() and large:
            yield _large(path, wanted) or read_every([path])[0]
        elif large:
            for file in _files(path):
                yield from read_files([file], wanted)
        else:
            yield from read_every([path])


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.name.lower().endswith(IN_FOLDERS) and file.name[0] != ".")


def _is_large(path: Path) -> bool:
    return path.name.lower().endswith(".csv") and path.exists() and path.stat().st_size > LARGE


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
        scan = pl.scan_csv(path, infer_schema=False, row_index_name="_row", row_index_offset=2)
        blank = [pl.when(pl.col(h).str.strip_chars() != "").then(pl.col(h).str.strip_chars()) for h in named]
        rows = scan.select(*blank, pl.col("_row").cast(pl.Int64)).collect()
    except UnicodeDecodeError:
        return None
    except (pl.exceptions.PolarsError, csv.Error):
        message = (
            "a row has more cells than there are headings, or a quote mark is never closed; get a fresh copy of it"
        )
        raise InputRefused([Problem(path.name, message=message)]) from None
    return Sheet(path.name, "", tuple(named), rows)
