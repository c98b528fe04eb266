"""The wards of organisations and sites by their postcodes, joined in the fold to whatever the rounds say.

An IN_AREA that follows from a postcode is said by nobody alone: by those who say the postcode and by the directory that
lists it together, and these are its sources. The rules, where the model is silent:

- A body or site that a source now states to lie in a ward, or in what is as small, keeps that and gets no other: people
  may know better than a register where something is. One stated to lie in a borough or a locality gets its ward
  besides. An area of which nobody says the size counts as a ward.
- The link is as old as the younger of the two statements, and stale from when the body is, or from when the source of
  the directory was retired. A body that moves leaves no stale link behind: nobody ever stated the old ward.
- A registered postcode says where an address is, never where somebody works: nothing here becomes COVERS.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph.parsing import STAMPED
from linkwork.graph.postcodes import ENDED, FOUND, NOT_LISTED, bare, directories, look_up, silent_from, what_it_says
from linkwork.graph.records import ENDS, PLACE, link_id
from linkwork.graph.rounds import Round
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema, ends_of

LINK, AREA, KINDS = "IN_AREA", "Area", ("Organisation", "Site")
#: What becomes of a place whose ward a source states, whatever its postcode.
STATED = "stated"
#: Sizes of areas that leave room for a ward besides, and the codes of wards and of what is smaller.
BROADER = ("region", "borough", "locality")
AS_SMALL = r"^area-(e05|w05|s13|n08|e01|w01|s01)\d{6}$"
ANY_CODE = r"^area-[a-z]\d{8}$"
#: One row a place with a postcode: what became of it, the link that follows and whether a source, now silent, said it.
PLACES = {
    "kind": pl.Utf8,
    "id": pl.Utf8,
    "postcode": pl.Utf8,
    "found": pl.Utf8,
    "link": pl.Utf8,
    "restated": pl.Boolean,
    "live": pl.Boolean,
}
#: A kind and its folded rows, or its rows as every round said them.
Frames = Mapping[str, pl.DataFrame]
Said = Mapping[str, Sequence[pl.DataFrame]]


def no_links() -> pl.DataFrame:
    """No link to an area."""
    return pl.DataFrame(schema={"id": pl.Utf8(), **{name: pl.Utf8() for name in ENDS}, **STAMPED})


def no_places() -> pl.DataFrame:
    """What becomes of no place."""
    return pl.DataFrame(schema=PLACES)


@dataclass(frozen=True, slots=True)
class Directories:
    """Every directory of postcodes among the rounds, the first said first, and the sources that were retired."""

    rounds: tuple[Round, ...]
    retired: Mapping[str, str]

    @classmethod
    def among(cls, rounds: Sequence[Round], retired: Mapping[str, str], schema: Schema) -> "Directories":
        """Those of these rounds; none where the schema has no areas to lie in."""
        found = (r for r in rounds if r.is_directory) if LINK in schema.link else ()
        return cls(tuple(found), retired)


def with_wards(
    nodes: Frames, links: Frames, said: Said, known: Directories
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The folded links with those that follow from postcodes, and what became of each place, as PLACES without `live`.

    Nothing is read where no place has a postcode, or no round is a directory.
    """
    places = _places(nodes) if known.rounds else no_places()
    if not places.height:
        return dict(links), no_places().drop("live")
    old = links.get(LINK, no_links())
    stated = pl.col("id").is_in(_in_a_ward(old, nodes).implode())
    answers = look_up(places.filter(~stated)["key"], directories(known.rounds, known.retired))
    found = places.join(answers, left_on="key", right_on="postcode", how="left", maintain_order="left").with_columns(
        found=pl.when(stated).then(pl.lit(STATED)).otherwise(pl.col("found").fill_null(NOT_LISTED))
    )
    new = _links(found, said, known)
    ends = new.select(
        pl.col("from_id").alias("id"),
        pl.col("id").alias("link"),
        pl.col("id").is_in(old["id"].implode()).alias("restated"),
    )
    told = found.join(ends, on="id", how="left", maintain_order="left").with_columns(
        pl.col("restated").fill_null(False)
    )
    return {**links, LINK: _merged(old, new)}, told.select([name for name in PLACES if name != "live"])


def _merged(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Stated links and those that follow from postcodes, one row a link."""
    stale = pl.col("stale_since")
    return (
        pl.concat([old, new], how="diagonal")
        .group_by("id", *ENDS)
        .agg(
            pl.col("first_round").min(),
            pl.when(stale.is_not_null().all()).then(stale.max()).alias("stale_since"),
            pl.col("sources").explode().unique().sort(),
            pl.exclude("id", *ENDS, *STAMPED).first(),
        )
        .select(old.columns)
        .sort("id")
    )


def _places(nodes: Frames) -> pl.DataFrame:
    """The bodies and sites that have a postcode, with `key`, the postcode in capitals without blanks."""
    shape = dict.fromkeys(("kind", "id", "postcode", "stale_since"), pl.Utf8)
    frames = [pl.DataFrame(schema=shape)]
    for kind in KINDS:
        if kind in nodes and "postcode" in nodes[kind].columns:
            frames.append(nodes[kind].select(pl.lit(kind).alias("kind"), *[name for name in shape if name != "kind"]))
    return pl.concat(frames).with_columns(bare("postcode").alias("key")).drop_nulls("key")


def _in_a_ward(links: pl.DataFrame, nodes: Frames) -> pl.Series:
    """The ids of what a source now states to lie in a ward, in what is smaller, or in what nobody says the size of."""
    areas = nodes.get(AREA)
    if areas is None or "level" not in areas.columns:
        areas = pl.DataFrame(schema={"id": pl.Utf8, "level": pl.Utf8})
    sizes = areas.select(pl.col("id").alias("to_id"), "level")
    to = pl.col("to_id")
    broader = pl.col("level").is_in(BROADER) | (
        pl.col("level").is_null() & to.str.contains(ANY_CODE) & ~to.str.contains(AS_SMALL)
    )
    current = links.filter(pl.col("stale_since").is_null()).join(sizes, on="to_id", how="left")
    return current.filter(~broader.fill_null(False))["from_id"].unique()


def _links(found: pl.DataFrame, said: Said, known: Directories) -> pl.DataFrame:
    """The IN_AREA of the places whose ward was found, with the stamps of a folded link."""
    area = _area_of(known.rounds[0].same)
    placed = found.filter(pl.col("found").is_in([FOUND, ENDED])).with_columns(
        from_kind="kind", from_id="id", to_kind=pl.lit(AREA), to_id=area
    )
    saying = placed.join(_who_says(placed, said), on="id", how="left", maintain_order="left")
    days = [(r.source, r.as_of, silent_from(r, known.retired)) for r in known.rounds]
    silent = pl.DataFrame(days, schema=dict.fromkeys(("_source", "_as_of", "_silent"), pl.Utf8), orient="row").unique()
    dated = saying.join(_listed_since(placed, known), on="key", how="left", maintain_order="left").join(
        silent, on=["_source", "_as_of"], how="left", maintain_order="left"
    )
    return dated.select(
        pl.concat_str(pl.lit(LINK), "from_id", "to_id", separator="|").alias("id"),
        *ENDS,
        pl.max_horizontal("_first", "_listed").alias("first_round"),
        pl.min_horizontal("stale_since", "_silent").alias("stale_since"),
        pl.concat_list("_sources", "_source").list.unique().list.sort().alias("sources"),
    )


def _area_of(same: Mapping[str, str]) -> pl.Expr:
    """The id of the area that bears the code in `ward`, the one that stays where two were decided to be one."""
    id_ = pl.lit(f"{SCHEMA.node[AREA].prefix}-") + pl.col("ward").str.to_lowercase()
    return id_.replace(dict(same)) if same else id_


def _who_says(placed: pl.DataFrame, said: Said) -> pl.DataFrame:
    """For each place, who ever said the postcode that is shown (`_sources`), and when that was first (`_first`)."""
    shown = placed.select("id", "key")
    rows = [
        table.select("id", bare("postcode").alias("key"), "_source", "_as_of").join(shown, on=["id", "key"], how="semi")
        for kind in KINDS
        for table in said.get(kind, ())
        if "postcode" in table.columns
    ]
    every = pl.concat(rows) if rows else pl.DataFrame(schema={c: pl.Utf8 for c in ("id", "key", "_source", "_as_of")})
    return every.group_by("id").agg(
        pl.col("_source").unique().alias("_sources"), pl.col("_as_of").min().alias("_first")
    )


def _listed_since(placed: pl.DataFrame, known: Directories) -> pl.DataFrame:
    """For each postcode, the first day on which a directory gave the ward that counts (`key`, `_listed`)."""
    now = placed.select("key", "ward", "_as_of").unique("key")
    if len(known.rounds) == 1:
        return now.select("key", pl.col("_as_of").alias("_listed"))
    said = pl.concat(what_it_says(now["key"], one) for one in known.rounds)
    alike = said.join(now, left_on=["postcode", "ward"], right_on=["key", "ward"], how="semi")
    return alike.group_by(pl.col("postcode").alias("key")).agg(pl.col("_as_of").min().alias("_listed"))


def rows_behind(rounds: Sequence[Round], ids: Sequence[str]) -> Iterator[tuple[str, Round, tuple[str, str, int]]]:
    """What stands behind links that follow from a postcode: for each, the rows that say the postcode and list it.

    Of each source the last row that says a postcode of the body counts. Each comes as the link's id, the round, and
    file, sheet and row; a link that follows from no postcode has none.
    """
    asked = directories(rounds, {})
    links = [ends for id_ in ids if id_.startswith(f"{LINK}|") and (ends := ends_of(id_))]
    if not asked or not links:
        return
    wanted = pl.DataFrame(links, schema=["id", "to_id"], orient="row")
    said = _last_said(rounds, wanted)
    for directory in asked:
        listed = what_it_says(said["key"].unique(), directory).with_columns(to_id=_area_of(directory.same))
        both = said.join(listed, left_on=["key", "to_id"], right_on=["postcode", "to_id"], suffix="_listed")
        for row in both.iter_rows(named=True):
            link = link_id(LINK, row["id"], row["to_id"])
            yield link, rounds[row["_order"]], tuple(row[name] for name in PLACE)
            yield link, directory, tuple(row[f"{name}_listed"] for name in PLACE)


def _last_said(rounds: Sequence[Round], wanted: pl.DataFrame) -> pl.DataFrame:
    """The last row of each source that says a postcode of these bodies, with the wards asked for.

    It has id, to_id, key, the columns of PLACE and `_order`, the place of its round.
    """
    shape = {"id": pl.Utf8, "key": pl.Utf8, **PLACE, "_order": pl.Int64, "_by": pl.Utf8}
    found = [pl.DataFrame(schema=shape)]
    for order, round_ in enumerate(rounds):
        for table in round_.tables:
            if table.kind in KINDS and "postcode" in table.rows.columns:
                rows = table.rows.select("id", bare("postcode").alias("key"), *PLACE).drop_nulls("key")
                own = rows.join(wanted, on="id", how="semi")
                found.append(own.with_columns(_order=pl.lit(order, pl.Int64), _by=pl.lit(round_.source)))
    last = pl.concat(found).filter(pl.col("_order") == pl.col("_order").max().over("id", "_by"))
    return last.join(wanted, on="id", maintain_order="left")
