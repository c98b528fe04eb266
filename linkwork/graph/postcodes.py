"""From a postcode to the ward it lies in, by a lookup such as the ONS Postcode Directory.

A registered postcode says where a body's address is, never where it works: what follows from it is IN_AREA of the
Organisation or the Site, and never COVERS.
"""

import polars as pl

from linkwork.graph.records import ENDS, PLACE
from linkwork.graph.schema import SCHEMA

#: A code of a ward in the United Kingdom. One that ends in 999999 stands for no ward: the Channel Islands, the Isle of
#: Man, a postcode without a place.
WARD = r"^[ENSW]\d{8}$"
NO_WARD = "999999"
#: What became of a place: its ward is known, or by a postcode that is no longer in use, or why it is not.
FOUND, ENDED, NOT_LISTED, NOWHERE, UNCLEAR = "found", "ended", "not listed", "no ward", "unclear"


def wards_of(places: pl.DataFrame, lookup: pl.DataFrame) -> pl.DataFrame:
    """For each place that has a postcode, the ward it is in, as the ends of an IN_AREA, and `found`, what became of it.

    `places` has `kind`, `id` and `postcode`; `lookup` has `postcode`, `ward` and `ended` (null while in use), and may
    have the columns of PLACE, which then come back with the row that answered. Neither case nor spacing of a postcode
    matters. A postcode in use goes before the same one that ended, of those that ended the last counts. `to_id` is null
    where no row or more than one ward answers. One row a place and postcode, in the order of the places.
    """
    asked = places.select("kind", "id", pl.col("postcode").alias("_asked"), _key("postcode").alias("_key"))
    asked = asked.drop_nulls("_key").unique(["id", "_key"], keep="first", maintain_order=True)
    said = _answers(lookup.with_columns(_key("postcode").alias("_key")).join(asked, on="_key", how="semi"))
    rows = asked.join(said, on="_key", how="left", maintain_order="left")
    area = SCHEMA.node["Area"].prefix
    ends = {
        "from_kind": pl.col("kind"),
        "from_id": pl.col("id"),
        "to_kind": pl.lit("Area"),
        "to_id": pl.when(pl.col("found").is_in([FOUND, ENDED])).then(
            pl.lit(f"{area}-") + pl.col("ward").str.to_lowercase()
        ),
    }
    place = [name for name in PLACE if name in said.columns]
    return rows.with_columns(pl.col("found").fill_null(NOT_LISTED)).select(
        *(ends[name].alias(name) for name in ENDS), pl.col("_asked").alias("postcode"), "found", *place
    )


def _answers(lookup: pl.DataFrame) -> pl.DataFrame:
    """A row for each postcode: the ward that counts, and what is to be said of it."""
    ended = pl.col("ended").str.strip_chars()
    ward = pl.col("ward").str.strip_chars().str.to_uppercase()
    real = ward.str.contains(WARD) & ~ward.str.ends_with(NO_WARD)
    rows = lookup.with_columns(
        pl.when(ended != "").then(ended).fill_null("9999").alias("_until"), pl.when(real).then(ward).alias("ward")
    )
    last = rows.filter(pl.col("_until") == pl.col("_until").max().over("_key"))
    wards = pl.col("ward").n_unique().over("_key")
    found = (
        pl.when(wards > 1)
        .then(pl.lit(UNCLEAR))
        .when(pl.col("ward").is_null())
        .then(pl.lit(NOWHERE))
        .when(pl.col("_until") == "9999")
        .then(pl.lit(FOUND))
        .otherwise(pl.lit(ENDED))
    )
    place = [name for name in PLACE if name in lookup.columns]
    answered = last.with_columns(found.alias("found")).select("_key", "ward", "found", *place)
    return answered.unique("_key", keep="first", maintain_order=True)


def _key(column: str) -> pl.Expr:
    """A postcode in capitals without blanks; null for a blank cell."""
    bare = pl.col(column).str.to_uppercase().str.replace_all(r"\s+", "")
    return pl.when(bare != "").then(bare)
