"""The sheets of the mapping workbook and their headings, worked out from the schema.

The template writes them and the loader reads them, so that neither can know a column that the other does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from linkwork.graph.shapes import LinkKind, ListColumn, NodeKind, Property, Schema
from linkwork.graph.shapes import Need as Wanted
from linkwork.words import listed

#: The sheet that says what the file is, and the sheets that hold no data.
THIS_ROUND = "This round"
START = "Start here"
NO_DATA = (START, "Read me", "Readme")

#: A row whose id begins so shows how to fill in the sheet, and is not loaded.
EXAMPLE = "example"

#: Properties of links that name a node: the cell is resolved to its id as an end of a link would be.
REFERRING = {("HAS_DEMAND", "audience"): ("Audience",)}

#: Plainer words than the schema's for the columns that everybody fills in.
PLAIN = {
    ("Service", "provider"): "The organisation that runs the service.",
    ("Service", "commissioner"): "The organisation that commissions the service.",
    ("Service", "refers_to"): "The services it sends people on to.",
    ("Offer", "service"): "The service that this is an offer of. Every service has at least one offer.",
    ("Offer", "needs"): "The needs it meets. Blank: not known yet.",
    ("Offer", "areas"): "The areas it takes people from. Blank: not known yet.",
    ("Offer", "audiences"): "Whom it is for. Blank: for everyone.",
    ("Offer", "not_for"): "Whom it does not take.",
    ("Post", "role"): "The role of whoever holds the post.",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet.

    It is a property (`prop`), a `;` list that stands for links (`link` and `column`), or one of id, from and to.
    `refers` are the kinds whose names or ids its cells hold.
    """

    name: str
    meaning: str
    wanted: Wanted = "optional"
    prop: Property | None = None
    link: LinkKind | None = None
    column: ListColumn | None = None
    refers: tuple[str, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether its cells may not be quoted."""
        return self.prop is not None and self.prop.privacy == "personal"


def sheet_name(kind: NodeKind | LinkKind, schema: Schema) -> str:
    """The name of the sheet that holds this kind: a node's plural, a link's own name.

    Spreadsheets take Funds and FUNDS for one name, so the sheet of a link that is spelt like a node's says "links".
    """
    if isinstance(kind, NodeKind):
        return kind.plural
    alike = {name.lower() for node in schema.nodes for name in (node.name, node.plural)}
    return f"{kind.name} links" if kind.name.lower() in alike else kind.name


def headings(kind: NodeKind | LinkKind, schema: Schema) -> tuple[Heading, ...]:
    """The columns of a kind's sheet: what must be filled in first, then identifiers, then the rest."""
    return tuple(_node_headings(kind, schema) if isinstance(kind, NodeKind) else _link_headings(kind))


def template_kinds(schema: Schema) -> tuple[NodeKind | LinkKind, ...]:
    """The kinds that have a sheet in the template: every node, and every link that says more than its two ends."""
    return (*schema.nodes, *(link for link in schema.links if link.properties))


def other_ends(link: LinkKind, column: ListColumn, kind: str) -> tuple[str, ...]:
    """The kinds that a list column on this kind's sheet may name."""
    pairs = [pair if column.on == "from" else pair[::-1] for pair in link.ends]
    return tuple(dict.fromkeys(other for own, other in pairs if own == kind))


def _node_headings(kind: NodeKind, schema: Schema) -> Iterator[Heading]:
    lists = [_list_heading(kind, link, column) for link, column in schema.columns_on(kind.name)]
    numbers = [p for p in kind.properties if p.scheme is not None]
    others = sorted((p for p in kind.properties if p.scheme is None), key=lambda p: p.need == "optional")
    yield Heading("id", _id_meaning(kind))
    yield from (_property_heading(p) for p in others if p.need == "required")
    yield from (heading for heading in lists if heading.wanted == "required")
    yield from (_property_heading(p) for p in (*numbers, *others) if p.need != "required")
    yield from (heading for heading in lists if heading.wanted != "required")


def _id_meaning(kind: NodeKind) -> str:
    return (
        f"Leave blank, or keep the id that Linkwork gave this {kind.name.lower()}, so that it stays the same one "
        f"when its name changes. A row whose id begins with '{EXAMPLE}' is not loaded."
    )


def _property_heading(prop: Property) -> Heading:
    return Heading(prop.name, f"{prop.meaning[0].upper()}{prop.meaning[1:]}.", prop.need, prop=prop)


def _list_heading(kind: NodeKind, link: LinkKind, column: ListColumn) -> Heading:
    refers = other_ends(link, column, kind.name)
    this = f"this {kind.name.lower()}"
    those = f"the {_either(refers)} named here"
    read = (this, link.reads, those) if column.on == "from" else (those, link.reads, this)
    set_ = "".join(f" ({name}: {value})" for name, value in column.sets)
    meaning = PLAIN.get((kind.name, column.name), f"{' — '.join(read)}{set_}.")
    wanted: Wanted = "required" if column.required else "optional"
    return Heading(column.name, meaning[0].upper() + meaning[1:], wanted, link=link, column=column, refers=refers)


def _link_headings(kind: LinkKind) -> Iterator[Heading]:
    for end, place in (("from", "begins"), ("to", "ends")):
        kinds = kind.kinds("from" if end == "from" else "to")
        yield Heading(end, f"Where '{kind.reads}' {place}: the {_either(kinds)}.", "required", refers=kinds)
    for prop in kind.properties:
        heading = _property_heading(prop)
        refers = REFERRING.get((kind.name, prop.name), ())
        yield Heading(prop.name, heading.meaning, prop.need, prop=prop, refers=refers)


def _either(kinds: tuple[str, ...]) -> str:
    words = [kind.lower() for kind in kinds]
    if len(words) > 5:
        return "record"
    return listed(words, "or")
