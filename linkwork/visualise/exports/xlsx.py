"""The whole graph as a workbook: a sheet that explains, a sheet for each kind of thing, and one of all links."""

from linkwork.graph.view import GraphView
from linkwork.visualise import Artifact
from linkwork.visualise._picture import kind_in_words, reads_as
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import LIVE, by_kind, counts, fit, hidden
from linkwork.visualise.exports._table import Row, about_rows, changed, headings, names
from linkwork.visualise.exports._workbook import LONGEST, Page, titles, workbook
from linkwork.words import counted

OF_NODES = ("id", "name", LIVE)
OF_LINKS = ("id", "kind", "from name", "in words", "to name", "from id", "to id", LIVE)
EXPLAINED = "About this workbook"
LINKS = "Links"


def write(view: GraphView, ending: str) -> Artifact:
    """The workbook, rows in order of id."""
    kinds = [_of_kind(view, kind) for kind in by_kind(view)]
    pages = [*kinds, _links(view)]
    shown = titles([EXPLAINED, *(page.title for page in pages)])[1:]
    sheets = [(title, len(page.rows) - 1) for title, page in zip(shown, pages, strict=True)]
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Artifact(f"graph{ending}", media, workbook(plain(view.title), [_explained(view, sheets), *pages]))


def _explained(view: GraphView, sheets: list[tuple[str, int]]) -> Page:
    """What the workbook is, from when and from whom, and what is on each sheet."""
    counted_rows: list[Row] = [[title, counted(number, "row")] for title, number in sheets]
    rows: list[Row] = [
        *about_rows(view),
        ["How to read it", "A sheet for each kind of thing, one a row. Links has every link: who, does what, whom."],
        ["Ids", "An id belongs to one thing and stays the same from round to round; Links names both ends by theirs."],
        ["Lists", "Lists have ; between their parts. An empty cell says that it is not known."],
        *counted_rows,
    ]
    return Page(EXPLAINED, rows, table=False)


def _of_kind(view: GraphView, kind: str) -> Page:
    nodes = by_kind(view)[kind]
    head = headings(nodes, OF_NODES, view, noted=False)
    rows = [head.row(node, (fit(node.id), plain(node.name), node.live)) for node in nodes]
    return Page(kind_in_words(kind), [head.names, *rows])


def _links(view: GraphView) -> Page:
    head, called = headings(view.links, OF_LINKS, view, noted=False), names(view)
    rows = []
    for link in view.links:
        said = (called[link.from_id], reads_as(link.kind), called[link.to_id])
        ids = (fit(link.from_id), fit(link.to_id))
        rows.append(head.row(link, (fit(link.id), fit(link.kind), *said, *ids, link.live)))
    return Page(LINKS, [head.names, *rows])


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    return (
        counts(view),
        f"A sheet that explains, {counted(len(by_kind(view)), 'sheet')} of things and one of links.",
        *hidden(view),
        *changed(view, LONGEST),
        "A workbook has no places, sizes and colours; lists are text with ; between.",
    )


EXPORT = Export(
    name="xlsx",
    title="Excel: a sheet for each kind of thing and one of all links, with a sheet that explains",
    formats=(".xlsx",),
    write=write,
    says=says,
    whole=True,
)
