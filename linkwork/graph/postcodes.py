"""From a postcode to the ward it lies in, by the rounds that hold a directory such as the ONS Postcode Directory.

Of each source its last complete round counts, with the partial ones after it; the newest of those that list a postcode
answers for it. A source that was retired answers only for what no other lists.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from linkwork.graph.records import DIRECTORY
from linkwork.graph.rounds import Round

#: A code of a ward in the United Kingdom. One that ends in 999999 stands for no ward: the Channel Islands, the Isle of
#: Man, a postcode without a place.
WARD = r"^[ENSW]\d{8}$"
NO_WARD = "999999"
#: What becomes of a place: its ward is known, or by a postcode that is no longer in use, or why it is not.
FOUND, ENDED, NOT_LISTED, NOWHERE, UNCLEAR = "found", "ended", "not listed", "no ward", "unclear"
#: What a directory answers: a row a postcode that it lists.
ANSWER = {**DIRECTORY, "found": pl.Utf8, "_source": pl.Utf8, "_as_of": pl.Utf8}


def bare(column: str) -> pl.Expr:
    """A postcode in capitals without blanks; null for a blank cell."""
    text = pl.col(column).str.to_uppercase().str.replace_all(r"\s+", "")
    return pl.when(text != "").then(text).alias(column)


def directories(rounds: Iterable[Round], retired: Mapping[str, str]) -> list[Round]:
    """The directories of postcodes that count, of rounds in fold order: the first is to be asked first."""
    counting: dict[str, list[Round]] = {}
    for round_ in rounds:
        if round_.is_directory:
            earlier = [] if round_.complete else counting.get(round_.source, [])
            counting[round_.source] = [*earlier, round_]
    newest = sorted(
        (one for held in counting.values() for one in held), key=lambda r: (r.as_of, r.source, r.number), reverse=True
    )
    return sorted(newest, key=lambda r: silent_from(r, retired) is not None)


def silent_from(round_: Round, retired: Mapping[str, str]) -> str | None:
    """The day from which a round's source says no more; None while it does, or where the round is of a later day."""
    day = retired.get(round_.source)
    return day if day is not None and round_.as_of <= day else None


def look_up(postcodes: pl.Series, asked: Sequence[Round]) -> pl.DataFrame:
    """What the first of these directories that lists it says of each postcode; one that none lists has no row.

    Postcodes are in capitals without blanks. Comes back with the columns of ANSWER: `ward` is null where `found` is
    NOWHERE or UNCLEAR. A directory is read only for what those before it do not list.
    """
    answers = [pl.DataFrame(schema=ANSWER)]
    left = postcodes.drop_nulls().unique().alias("postcode").to_frame()
    for directory in asked:
        if not left.height:
            break
        said = what_it_says(left["postcode"], directory)
        answers.append(said)
        left = left.join(said, on="postcode", how="anti")
    return pl.concat(answers)


def what_it_says(postcodes: pl.Series, directory: Round) -> pl.DataFrame:
    """What one directory says of those of these postcodes that it lists, with the columns of ANSWER."""
    wanted = postcodes.alias("postcode").to_frame().lazy()
    rows = directory.postcodes.join(wanted, on="postcode", how="semi", maintain_order="left").collect()
    dated = _answers(rows).with_columns(_source=pl.lit(directory.source), _as_of=pl.lit(directory.as_of))
    return dated.select(list(ANSWER))


def _answers(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each postcode: the ward that counts, and what is to be said of it.

    A postcode in use goes before the same one that ended; of those that ended the last counts.
    """
    ended = pl.col("ended").str.strip_chars()
    ward = pl.col("ward").str.strip_chars().str.to_uppercase()
    real = ward.str.contains(WARD) & ~ward.str.ends_with(NO_WARD)
    dated = rows.with_columns(
        pl.when(ended != "").then(ended).fill_null("9999").alias("_until"), pl.when(real).then(ward).alias("ward")
    )
    last = dated.filter(pl.col("_until") == pl.col("_until").max().over("postcode"))
    several = pl.col("ward").n_unique().over("postcode") > 1
    found = (
        pl.when(several)
        .then(pl.lit(UNCLEAR))
        .when(pl.col("ward").is_null())
        .then(pl.lit(NOWHERE))
        .when(pl.col("_until") == "9999")
        .then(pl.lit(FOUND))
        .otherwise(pl.lit(ENDED))
    )
    told = last.with_columns(found.alias("found"), pl.when(~several).then(pl.col("ward")).alias("ward"))
    return told.select(*DIRECTORY, "found").unique("postcode", keep="first", maintain_order=True)
