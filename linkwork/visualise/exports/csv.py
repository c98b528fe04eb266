"""The whole graph as two tables in one zip file: nodes.csv and edges.csv, with the headings that Gephi looks for.

UTF-8 without a mark at the beginning, commas, quotes where they are needed, a line feed after each row. Yes and no are
true and false, as Gephi, pandas and polars read them; what is not known is empty. about.txt says what the tables are.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from linkwork.graph.view import GraphView
from linkwork.spreadsheets import not_a_formula
from linkwork.visualise import Artifact
from linkwork.visualise._picture import reads_as
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import LIVE, Value, about, counts, fit, hidden
from linkwork.visualise.exports._table import Row, changed, headings
from linkwork.zipped import zipped

OF_NODES = ("Id", "Label", "kind", LIVE)
OF_LINKS = ("Source", "Target", "Type", "Id", "Label", "kind", LIVE)
ABOUT = """{about}

nodes.csv: {nodes:,} things, one a row. Id is unlike every other; Label is the name; kind is the sort of thing.
edges.csv: {links:,} links, one a row, from the Id under Source to the Id under Target; every link has a direction.
kind is the sort of link, Label the same in words. Lists have ; between their parts. What is not known is empty.
"""


def write(view: GraphView, ending: str) -> Artifact:
    """The zip file, rows in order of id."""
    of_nodes = headings(view.nodes, OF_NODES, view, noted=True)
    of_links = headings(view.links, OF_LINKS, view, noted=True)
    nodes = (of_nodes.row(n, (fit(n.id), plain(n.name), fit(n.kind), n.live)) for n in view.nodes)
    links = (
        of_links.row(r, (fit(r.from_id), fit(r.to_id), "Directed", fit(r.id), reads_as(r.kind), fit(r.kind), r.live))
        for r in view.links
    )
    words = ABOUT.format(about=about(view), nodes=len(view.nodes), links=len(view.links))
    parts = {
        "about.txt": words.encode(),
        "nodes.csv": _table(of_nodes.names, nodes),
        "edges.csv": _table(of_links.names, links),
    }
    return Artifact(f"graph{ending}", "application/zip", zipped(parts))


def _table(names: Sequence[Value | None], rows: Iterable[Row]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_cell, names))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else not_a_formula(value) if isinstance(value, str) else str(value)


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    return (
        counts(view),
        "It holds nodes.csv, edges.csv and about.txt.",
        *hidden(view),
        *changed(view),
        "Tables have no places, sizes and colours; lists are text with ; between.",
    )


EXPORT = Export(
    name="csv",
    title="CSV: nodes.csv and edges.csv in a zip file, for Gephi, R, pandas or Power BI",
    formats=(".zip",),
    write=write,
    says=says,
    whole=True,
)
