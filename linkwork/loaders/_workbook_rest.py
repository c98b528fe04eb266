"""What else is wrong in the rows of a mapping workbook that cannot be kept: whoever mends them mends them once.

A row without a name, or a link without a clear end, makes no record, so that its other cells never come before the
check of records. They are looked at here, each by itself.
"""

import polars as pl

from linkwork.graph.check import cell_problems
from linkwork.graph.records import Table
from linkwork.graph.shapes import LinkKind
from linkwork.loaders._workbook_links import listed
from linkwork.loaders._workbook_names import Resolver
from linkwork.loaders._workbook_sheets import Findings, View


def rest(view: View, kept: pl.Series, resolver: Resolver, findings: Findings) -> None:
    """Note what is wrong with the cells of the rows whose numbers are not among these.

    What makes a row impossible to keep, its name or its ends, has been noted already.
    """
    rows = view.said(view.rows).filter(~pl.col("_row").is_in(kept.to_list()))
    if rows.is_empty():
        return
    noted = ("id", "name", "from", "to")
    columns = [heading.name for heading in view.columns.values() if heading.prop and heading.name not in noted]
    # The names that links hold in properties are noted with the links.
    columns = [name for name in columns if not view.columns[name].refers]
    cells = rows.select(*columns, *view.place())
    findings.problems += cell_problems(Table(view.kind.name, cells, dict(view.written)), resolver.schema)
    if not isinstance(view.kind, LinkKind):
        listed(view, rows.with_columns(id=pl.col("_row").cast(pl.Utf8)), resolver, findings)
