"""Grants as 360Giving publishes them: its JSON, its spreadsheets, and flat tables with a grant a row.

A grant is a Fund, which funds its recipient: two grants between the same two bodies stay two. The funder funds the
recipient besides, once: with the sum of its grants where each is known in pounds, from the first to the last of them.
So amounts may be added up over funds or over the links between bodies; those of both would count a grant twice.
A grant starts on its actual or planned first day, else on the day it was awarded. It ends on its last day, else so many
months after its first as it says; where it says neither, its end is blank.

The name of a fund is made of the funder, the recipient and the day: titles and descriptions are other people's words
and may name people, so they are not kept. What goes to an individual or a sole trader is left out and counted.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused
from linkwork.graph.identity import Names
from linkwork.graph.records import About, Reading, Scope
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Wanted, plain, take
from linkwork.loaders._grants import Grants, tables
from linkwork.loaders._grants_json import ENDING, PART, PARTS, read_grants
from linkwork.loaders._sheets import Sheet, read_every

_TO, _BY = r"recipient ?org(ani[sz]ation)?( 0)?", r"fund(er|ing ?org(ani[sz]ation)?)( 0)?"
_NUMBERS = (("charity_no", "charity"), ("company_no", "company"))
WANTED = (
    Wanted(
        Column("Identifier", "the grant's own id, such as 360G-ptc-gr-01760", True), "grant", "(grant )?(identifier|id)"
    ),
    Wanted(
        Column("Recipient Org:Identifier", "who received it: GB-CHC-, GB-COH- or another organisation identifier"),
        "to_given",
        f"({_TO}|recipient) (identifier|id)",
    ),
    Wanted(Column("Recipient Org:Name", "the recipient's name", True), "to_name", f"{_TO} name|recipient( name)?"),
    *(
        Wanted(
            Column(f"Recipient Org:{word.title()} Number", f"its {word} number"), f"to_{key}", f"{_TO} {word} ?number"
        )
        for key, word in _NUMBERS
    ),
    Wanted(
        Column("Recipient Org:Postal Code", "postcode of its address; the rest of it is not kept"),
        "to_postcode",
        f"({_TO} |recipient )?post(al ?)?code",
    ),
    Wanted(Column("Recipient Org:Web Address", "its web address"), "to_website", f"{_TO} (web address|url)"),
    Wanted(
        Column("Recipient Org:Organisation Type", "Individual or Sole Trader: the grant is left out"),
        "to_sort",
        f"{_TO} organisation ?type",
    ),
    Wanted(Column("Funding Org:Identifier", "who gave it, as above"), "by_given", f"{_BY} (identifier|id)"),
    Wanted(Column("Funding Org:Name", "the funder's name", True), "by_name", f"{_BY}( name)?"),
    *(
        Wanted(Column(f"Funding Org:{word.title()} Number", f"its {word} number"), f"by_{key}", f"{_BY} {word} ?number")
        for key, word in _NUMBERS
    ),
    Wanted(Column("Funding Org:Postal Code", "postcode of its address"), "by_postcode", f"{_BY} post(al ?)?code"),
    Wanted(Column("Currency", "GBP; amounts in another are left out and counted"), "currency", "currency"),
    Wanted(Column("Amount Awarded", "pounds", True), "amount", "amount( ?awarded)?"),
    Wanted(Column("Award Date", "the day it was awarded", True), "awarded", "(award ?)?date"),
    *(
        Wanted(Column(f"{sort.title()} Dates:{name}", meaning), f"{sort}_{key}", f"{sort} ?dates( 0)? {pattern}")
        for sort in ("planned", "actual")
        for key, name, meaning, pattern in (
            ("starts", "Start Date", "the first day it pays for", "start ?date"),
            ("ends", "End Date", "the last day it pays for", "end ?date"),
            ("months", "Duration (months)", "how many months it pays for", "duration( months)?"),
        )
    ),
)
#: Whatever stands here says that a grant went to a person.
INDIVIDUAL = r"recipient ?ind(ividual)? .*|to ?individuals ?details .*"
#: Columns of the standard, and those that its publishers add, which are known and not kept.
LEFT_OUT = (
    rf"title|description|url|file|(last|date) ?modified|data ?source|amount ?(applied ?for|disbursed)|{INDIVIDUAL}"
    r"|from ?(an )?open ?call|(for )?re ?grant ?type|location ?scope|(beneficiary ?|recipient )?location.*"
    r"|(grant ?programme|classifications|funding ?type|related ?(document|activity)).*"
    r"|(application|commitment|disbursement) ?transaction.*|(planned|actual) ?dates( 0)? .*"
    rf"|({_TO}|{_BY}) .*"
)


def load(paths: Sequence[Path], names: Names) -> Reading:
    """A Fund for each grant, the Organisations it goes from and to, and FUNDS between them."""
    grants = Grants(names)
    issued: list[str] = []
    for path in paths:
        try:
            if path.name.lower().endswith(ENDING):
                sheet, wrong, day = read_grants(path)
                grants.problems += wrong
                issued += [day] if day else []
                sheets: Sequence[Sheet] = (sheet,)
            else:
                sheets = _lists(read_every([path]), grants)
        except InputRefused as refused:
            grants.problems += refused.problems
            continue
        for sheet in sheets:
            _read(sheet, grants)
    found = tables(grants)
    return Reading(found, tuple(grants.problems), tuple(grants.warnings), About(as_of=max(issued, default=None)))


def _lists(sheets: Sequence[Sheet], grants: Grants) -> Sequence[Sheet]:
    """The sheets that are lists of grants; all of them where none is. A sheet beside them is passed over and named."""
    needed = [want for want in WANTED if want.column.required]
    fitting = [
        sheet
        for sheet in sheets
        if 2 * sum(any(want.fits(heading) for heading in sheet.headings) for want in needed) >= len(needed)
    ]
    if not fitting:
        return [sheet for sheet in sheets if sheet.headings]
    beside = [sheet for sheet in sheets if sheet.headings and all(sheet is not fit for fit in fitting)]
    grants.warnings += [f"{sheet.file}, sheet {sheet.name} is not a list of grants and is not read" for sheet in beside]
    return fitting


def _read(sheet: Sheet, grants: Grants) -> None:
    taken = take(sheet, WANTED, LEFT_OUT)
    grants.problems += taken.problems
    grants.warnings += taken.warnings
    if taken.rows is None:
        return
    marks = [pl.col(heading).is_not_null() for heading in sheet.headings if _says_individual(heading)]
    single = {PART: 0, PARTS: 1}
    said = sheet.rows.select(
        pl.any_horizontal(pl.lit(False), *marks).alias("_person"),
        *(pl.col(key) if key in sheet.rows.columns else pl.lit(n, pl.Int64).alias(key) for key, n in single.items()),
        pl.col("_row").alias("_"),
    )
    rows = pl.concat([taken.rows, said.drop("_")], how="horizontal")
    grants.take(taken, rows)


def _says_individual(heading: str) -> bool:
    return re.fullmatch(INDIVIDUAL, plain(heading)) is not None


LOADER = Loader(
    name="grants-360",
    description="Grants, as 360Giving publishes them",
    reads="360Giving JSON, a spreadsheet with 360Giving headings, or a flat table with a row for each grant",
    columns=tuple(wanted.column for wanted in WANTED),
    load=load,
    scope=Scope(kinds=("Organisation", "Fund", "FUNDS"), links=("FUNDS",)),
)
