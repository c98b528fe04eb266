"""What becomes of organisations and sites by their postcodes, in words: which have a ward, which have none, and why."""

from collections.abc import Collection, Sequence

import polars as pl

from linkwork.graph.fold import View
from linkwork.graph.postcodes import ENDED, NOT_LISTED, NOWHERE, UNCLEAR
from linkwork.graph.rounds import Round
from linkwork.graph.wards import KINDS, LINK, STATED
from linkwork.words import first_few

#: What is said of the postcodes of places, of one and of more.
SAID = {
    STATED: ("has", "have", "a ward that a source states, which counts, and not that of its postcode"),
    ENDED: ("has a postcode that is", "have postcodes that are", "no longer in use; the ward is that where it was"),
    NOT_LISTED: ("has a postcode that", "have postcodes that", "the directory does not list; no ward is given"),
    NOWHERE: ("has a postcode", "have postcodes", "without a ward"),
    UNCLEAR: (
        "has a postcode",
        "have postcodes",
        "with two wards; no ward is given; load one edition of the directory",
    ),
}
#: So many postcodes, and so many wards, are named.
NAMED = 3
NOBODY = "no organisation or site with a postcode is loaded yet; each gets its ward when it comes"


def told(before: View, after: View, proposed: Round, out: Collection[str]) -> tuple[str, ...]:
    """Sentences on the wards of the places a round is about: all of them where it is a directory, else its own.

    Without those that are `out`, outside the project's place. Nothing where no directory is loaded, or none has a
    postcode.
    """
    directory = proposed.is_directory
    if directory and not after.places.height:
        return (NOBODY,)
    now, was = (_about(view, None if directory else proposed, out) for view in (after, before))
    return _sentences(now, was) if now.height else ()


def share_lost(before: View, after: View) -> float:
    """Of the places that had a ward by their postcode, the share that has none any more; 0 where there were none."""
    had, has = (view.places.filter(pl.col("link").is_not_null() & pl.col("live")) for view in (before, after))
    known = after.places.filter(pl.col("found") == STATED).vstack(has).select("id")
    return had.join(known, on="id", how="anti").height / had.height if had.height else 0.0


def notes(view: View) -> list[str]:
    """A sentence for each sort of place in the view whose postcode gives no ward, or one by a postcode that ended."""
    return list(_why(view.places.filter("live"), (ENDED, NOT_LISTED, NOWHERE, UNCLEAR)))


def wards_waiting(rounds: Sequence[Round], view: View, out: Collection[str] = ()) -> tuple[int, str]:
    """How many places of these rounds lie in wards that no round describes, and one sentence on them; "" for none.

    Where one of the rounds is a directory, of all places. Those that are `out`, outside the project's place, do not
    count.
    """
    loose = view.by_postcode()
    loose = loose.filter(pl.col("loose") & ~pl.col("from_id").is_in(sorted(out))) if loose.height else loose
    if not any(r.is_directory for r in rounds):
        loose = loose.filter(pl.col("from_id").is_in(_spoken_of(rounds).implode()))
    if not loose.height:
        return 0, ""
    wards = loose["to_id"].unique().sort().to_list()
    one = loose.height == 1
    places = "1 place lies" if one else f"{loose.height:,} places lie"
    lacking = "a ward" if len(wards) == 1 else f"{len(wards):,} wards"
    return loose.height, f"{places} by postcode in {lacking} that no round describes: {first_few(wards, NAMED)}"


def _about(view: View, round_: Round | None, out: Collection[str]) -> pl.DataFrame:
    rows = view.places.filter(pl.col("live") & ~pl.col("id").is_in(sorted(out)))
    return rows if round_ is None else rows.filter(pl.col("id").is_in(_spoken_of([round_]).implode()))


def _spoken_of(rounds: Sequence[Round]) -> pl.Series:
    """The ids of the organisations and sites that rounds speak of, links to areas included."""
    found = [pl.Series(dtype=pl.Utf8)]
    for round_ in rounds:
        for table in round_.tables:
            if table.kind in KINDS:
                found.append(table.rows["id"])
            elif table.kind == LINK:
                found.append(table.rows["from_id"])
    return pl.concat([ids.alias("id") for ids in found]).unique()


def _sentences(now: pl.DataFrame, was: pl.DataFrame) -> tuple[str, ...]:
    have = now.filter(pl.col("link").is_not_null())
    had = was.filter(pl.col("link").is_not_null()).select("id", before="link")
    both = have.join(had, on="id", how="inner")
    counts = {
        "new": have.height - both.height,
        "another than before": both.filter(pl.col("link") != pl.col("before")).height,
        "no longer": had.join(have, on="id", how="anti").height,
    }
    changed = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)
    first = f"{_places(have.height)} {'has' if have.height == 1 else 'have'} one by postcode"
    return (f"{first} ({changed or 'as before'})", *_why(now, tuple(SAID)))


def _why(rows: pl.DataFrame, sorts: Sequence[str]) -> list[str]:
    """A sentence for each of these sorts that some of the places are of."""
    said = []
    for sort in sorts:
        one, more, then = SAID[sort]
        own = rows.filter(pl.col("found") == sort)
        if own.height:
            codes = "" if sort == STATED else f": {first_few(own['postcode'].unique().sort().to_list(), NAMED)}"
            said.append(f"{_places(own.height)} {one if own.height == 1 else more} {then}{codes}")
    return said


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{number:,} places"
