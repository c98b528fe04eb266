"""Pictures of answers written by hand: the columns are those of the question, and what a row does not say is blank."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from linkwork.graph.view import AnswerView, GraphView
from linkwork.queries import catalogue
from linkwork.visualise import drawing_of

SVG = "{http://www.w3.org/2000/svg}"


def told(id_, rows, graph=((), ()), assumptions=()):
    """A view of Little Hamlet with that answer, and nodes and links if the picture looks at them."""
    columns = tuple((column.name, column.meaning) for column in catalogue().find(id_).columns)
    names = [name for name, _ in columns]
    assert all(set(row) <= set(names) for row in rows), [set(row) - set(names) for row in rows]
    one = AnswerView(
        id=id_,
        title=f"Title of {id_}",
        question=f"What does {id_} ask?",
        columns=columns,
        rows=tuple({name: row.get(name) for name in names} for row in rows),
        assumptions=assumptions,
        nothing="" if rows else f"Of {id_} nothing has been loaded.",
    )
    nodes, links = (tuple(sorted(part, key=lambda one: one.id)) for part in graph)
    return GraphView("Little Hamlet", nodes, links, (("town-mapping", "2024-05-01"),), "", {id_: one})


@dataclass(frozen=True)
class Seen:
    """What can be read on a picture: its finding, the line below, how to read it, its words, and what its marks say."""

    finding: str
    subtitle: str
    read: str
    texts: list
    marks: dict
    nothing: str


def seen(view):
    """The picture of the view's only answer as its page has it."""
    (id_,) = view.answers
    sheet = drawing_of(id_).sheet(view)
    root = ET.fromstring(drawing_of(id_).make(view, ".svg").content)
    marks = {}
    for group in root.iter(f"{SVG}g"):
        title = group.findtext(f"{SVG}title")
        if title:
            marks[title] = group
    return Seen(
        finding=sheet.finding,
        subtitle=sheet.subtitle,
        read=" ".join(sheet.read),
        texts=[text.text for text in root.iter(f"{SVG}text")],
        marks=marks,
        nothing=sheet.nothing,
    )


def words(group):
    """The words in one mark."""
    return [text.text for text in group.iter(f"{SVG}text")]


def fills(group):
    """The colours of the areas in one mark, in the order in which they are drawn."""
    return [path.get("fill") for path in group.iter(f"{SVG}path") if path.get("fill") != "none"]


def lines(group):
    """How many stretches the outlines of one mark begin: a hatched or crossed one has many."""
    return sum(path.get("d").count("M") for path in group.iter(f"{SVG}path"))
