"""docs/model.svg: the kinds and their links, drawn from the schema in the marks and lines of every drawing.

A kind stands on the left where links begin at it and on the right where they end, with the links by name between: some
sixty lines from kind to kind, with their names, would cross so often that none could be read.
"""

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind
from linkwork.visualise._layers import layers
from linkwork.visualise._marks import mark_at
from linkwork.visualise._scene import TEXT, TITLE, Group, Item, Outline, Scene, Words, rectangle
from linkwork.visualise._scene_svg import svg_file
from linkwork.visualise._style import FAINT_INK, LINES, PAPER, line

WIDE, TOP, FOOT, EDGE = 980.0, 96.0, 80.0, 20.0
#: Where the columns begin and end: kinds, links, kinds.
LEFT, MIDDLE, RIGHT = (EDGE, 190.0), (390.0, 590.0), (790.0, WIDE - EDGE)
#: How much of the height that `layers` gives a box is wanted here.
TIGHT = 0.66
#: A link that ends at more kinds than this is said to end at any.
MANY = 8
ANY = "any kind"


def diagram() -> str:
    """The drawing as an SVG, the same for the same schema."""
    joins = [join for link in SCHEMA.links for join in _joins(link)]
    columns = [
        sorted({f"from {start}" for start, _, _ in joins}),
        [link.name for link in SCHEMA.links],
        sorted({f"to {end}" for _, _, end in joins}),
    ]
    halves = [pair for start, name, end in joins for pair in ((f"from {start}", name), (name, f"to {end}"))]
    wanted = list(dict.fromkeys(halves))
    placed = layers(columns, wanted, 0.0)
    at = {id_: TOP + middle * TIGHT for id_, middle in placed.middles.items()}
    items: list[Item] = [*_head()]
    items += [_half(pair, at) for pair in wanted]
    items += [_kind(id_, at[id_]) for id_ in (*columns[0], *columns[2])]
    items += [_link(link, at[link.name]) for link in SCHEMA.links]
    bottom = TOP + placed.high * TIGHT
    items += _legend(bottom)
    title = f"{len(SCHEMA.nodes)} kinds and the {len(SCHEMA.links)} links between them"
    words = "; ".join(f"{start} {name} {end}" for start, name, end in joins)
    return svg_file(Scene(WIDE, bottom + FOOT, title, words, tuple(items)))


def _joins(link: LinkKind) -> list[tuple[str, str, str]]:
    """The link with each kind that it begins at and each that it ends at."""
    ends = {(start, ANY if len(link.kinds("to")) > MANY else end) for start, end in link.ends}
    return sorted((start, link.name, end) for start, end in ends)


def _head() -> list[Item]:
    columns = ((LEFT, "from"), (MIDDLE, "link"), (RIGHT, "to"))
    return [
        Words("The kinds and the links between them", EDGE, 40, TITLE, bold=True),
        *(Words(words, sum(where) / 2, 76, TEXT, "middle", colour=FAINT_INK) for where, words in columns),
    ]


def _half(pair: tuple[str, str], at: dict[str, float]) -> Item:
    """The line from a kind to a link, or from a link to a kind."""
    begins = pair[0].startswith("from ")
    x1, x2 = (LEFT[1], MIDDLE[0]) if begins else (MIDDLE[1], RIGHT[0])
    y1, y2 = at[pair[0]], at[pair[1]]
    half = (x1 + x2) / 2
    look = line(pair[1] if begins else pair[0])
    return Outline((("M", (x1, y1)), ("C", (half, y1, half, y2, x2, y2))), "", look.colour, look.width, look.dash)


def _kind(id_: str, y: float) -> Item:
    side, kind = id_.split(" ", 1)
    left, right = LEFT if side == "from" else RIGHT
    box = rectangle((left, y - 11, right, y + 11), PAPER, FAINT_INK)
    mark = [] if kind == ANY else [mark_at(kind, (left + 15, y), 7.0)]
    return Group((box, *mark, Words(kind, left + 30, y + 4.5, TEXT, bold=True)), kind)


def _link(link: LinkKind, y: float) -> Item:
    look = line(link.name)
    words = Words(link.name, sum(MIDDLE) / 2, y + 4.5, TEXT, "middle", colour=look.colour)
    return Group((words,), f"One {link.reads} the other")


def _legend(top: float) -> list[Item]:
    """What the lines mean, four beside each other."""
    items: list[Item] = []
    for n, look in enumerate(LINES):
        x, y = EDGE + n % 4 * (WIDE - 2 * EDGE) / 4, top + 28 + n // 4 * 26
        items.append(Outline((("M", (x, y)), ("L", (x + 36, y))), "", look.colour, look.width, look.dash))
        items.append(Words(look.words, x + 44, y + 4.5, TEXT))
    return items
