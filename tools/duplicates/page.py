"""Writes docs/duplicates.md from what was measured."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.duplicates import AT_LEAST
from tools.duplicates.measure import OTHER_THRESHOLDS, THRESHOLDS, Measured, Scored, linkwork, measure
from tools.duplicates.pairs import Lists
from tools.duplicates.splink_way import splink, there

HEADING = (
    "| score | pairs to find | proposed | right | precision | recall | to find, named otherwise | found |\n"
    "|-|-|-|-|-|-|-|-|"
)

BEFORE = f"""# Duplicates: how pairs are proposed, and how well

<!-- Written by `python -m tools.duplicates SHARED_DATA_FOLDER`: change tools/duplicates, not this page. -->

`linkwork duplicates` and question D2 show pairs of records that may be one thing, with a score and the reasons.
Nothing is joined without a decision.

## What is compared

1. **Numbers first.** The same ODS code, charity, company, UPRN or ONS number makes a pair with score 1. Two different
   numbers of one register are never proposed, whatever else is alike. A charity may be in the registers of two
   countries, so a Scottish and an English number do not tell two bodies apart.
2. **The project's own list of names** (`names.csv`: kind, name, means), then aliases, count as what people say. A name
   that is new is joined by the list [when it is loaded](rounds.md#names); what is proposed here had a record before.
3. **Names**, word by word in any order, with short forms written out (HTH CTR., MED.CTR., ST, PCN), `the`, `Ltd` and
   `and` left out, and words that many names share counting for little. A word spelt a little differently counts by
   how alike it is. Numbers (Network 1, Network 2) and contrasts (north, south) tell two things apart. Initials are
   looked for, and said to be no more than that.
4. **Where the two are.** The same postcode, web address or provider raises the score; postcodes far apart lower it, and
   so does a name found in several places where no postcode helps.
5. **Never proposed:** people; records of two kinds; two with a link between them, or one within the other; a body and
   its team or branch; one body and two that merged (`Poplar` and `Poplar and Bow`); two plainly different sorts of
   body, such as a PCN and a practice; services of different providers; terms of two vocabularies (SAME_TERM joins
   those); areas of two levels.
6. **Cautions** are among the reasons: one of the two is closed (the other may have taken over from it), sectors differ,
   one source names both. A closed one, another sector or another year of publication lowers the score.

The score does not depend on the order of the records. Records are brought together by what they share and not each
with each, so the work grows with their number: what more than 60 records share brings none of them together, a number
excepted.

## Precision and recall

Measured on open data in which numbers say which lines are one body. The numbers are hidden; names and postcodes are
seen. Half of the lines, by number, were used to choose the rules; **the tables are of the other half**, except the
charities, of which there are too few to halve. (A few dozen names of either half were read before they were halved.)
*Precision* is the share of proposed pairs that are right, *recall* the share of right pairs that are proposed. "Named
otherwise" are the pairs whose names differ: the hard ones, many of them plain renamings that no comparison of names
can find.

Shown from **{AT_LEAST}**. A little below it, where postcodes are not known, come names that several places share: every
second pair is wrong. Above it, pairs that differ in a word are lost and little is won.
"""

AFTER = """
## Which library

Both candidates were measured on the same lists: Splink (a trained probabilistic model on DuckDB) and rapidfuzz (the
comparison of two words, under the rules above). Splink was given the names with their short forms already written out.

{choice}
{splink}

## What it does badly

- A body that was renamed outright is not found, unless a number, an alias or `names.csv` says so: most of the pairs
  "named otherwise" that are missed are of this sort (`Dr Ingram & Ptrs`, now `Park Street`).
- Two practices of one name at one postcode, one closed and one open, are proposed without their codes: one may have
  taken over from the other. Where both have codes they are never proposed.
- A charity and its trading company, or a school and its trust, at one postcode look alike. Look at the numbers.
- Without postcodes, names that several places share are left out: recall falls by a sixth on such lists.
- Names in other scripts are compared letter by letter, without short forms.

## How to run it again

    python -m tools.duplicates SHARED_DATA_FOLDER

prints the tables and writes this page. The folder holds `ods/`, `charities/` and `grants/` as published. The
comparison with Splink needs `pip install splink`; without it the page says so. It takes under a minute.
"""

CHOICE = """With postcodes the two do equally well on practices; on PCNs rapidfuzz under the rules does better, for
their names differ by a number or a direction. Without postcodes they do equally well again, ours from 0.75 and
Splink's from 0.2: its model is trained on what is loaded, so the score to ask from has to be found anew for each
list, and every score changes when something else is loaded, which is hard to explain to those who decide (ours
changes only where a name turns up in one more place). The lists of charities hold too few pairs to train it. It also
brings pandas, DuckDB, Altair and SQLGlot, about 180 MB; rapidfuzz is 12 MB, needs nothing else and is under the MIT
licence. Linkwork uses rapidfuzz, and rules that can be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """What one way of proposing did with one pair of lists, and how many lines and seconds it took."""

    lists: Lists
    measured: Sequence[Measured]
    seconds: float


def tables(known: Sequence[Lists], way: Callable[[Lists], list[Scored]]) -> Iterator[Table]:
    """What a way of proposing does with each pair of lists."""
    thresholds = THRESHOLDS if way is linkwork else OTHER_THRESHOLDS
    for lists in known:
        yield Table(lists, *measure(lists, way, thresholds))


def page(known: Sequence[Lists]) -> tuple[str, str]:
    """The tables for the terminal, and the whole page."""
    ours = "".join(_section(table, shown_from=AT_LEAST) for table in tables(known, linkwork))
    version = there()
    if version:
        rows = "".join(_section(table, "Splink: ") for table in tables(known, splink))
        others = f"\nThe figures of Splink {version}, by its match probability:\n{rows}"
    else:
        others = "\nSplink was not installed when this page was written."
    return ours, BEFORE + ours + AFTER.format(splink=others, choice=CHOICE)


def _section(table: Table, prefix: str = "", shown_from: float | None = None) -> str:
    lists = table.lists
    lines = f"{len(lists.left):,} and {len(lists.right):,} lines"
    rows = "\n".join(_row(measured, shown_from) for measured in table.measured)
    return f"\n### {prefix}{lists.title}\n\n{lines}.\n\n{HEADING}\n{rows}\n"


def _row(one: Measured, shown_from: float | None) -> str:
    shares = (f"{share:.3f}" if one.proposed else "-" for share in (one.precision, one.recall))
    score = f"**{one.threshold}**" if one.threshold == shown_from else f"{one.threshold}"
    cells = (score, f"{one.there:,}", f"{one.proposed:,}", f"{one.right:,}", *shares, one.renamed, one.found_renamed)
    return f"| {' | '.join(str(cell) for cell in cells)} |"
