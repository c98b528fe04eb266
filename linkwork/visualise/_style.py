"""What every kind looks like, in every drawing: a shape and a colour for nodes, a colour and a dash for links.

Each kind has a shape of its own, so that a picture can be read in greyscale. Fills are Okabe and Ito's palette (2008)
and tints of it, which people with the usual colour blindnesses tell apart; line colours reach 4.5 to 1 on white.
"""

from dataclasses import dataclass
from functools import cache
from itertools import cycle

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
INK = "#1f2328"
FAINT_INK = "#57606a"
PAPER = "#ffffff"
#: The lines of a hatched ground; what is wrong or to be looked at; the ground and the frame of a note.
HATCH, WRONG, NOTE, NOTE_FRAME = "#33383e", "#8c1d04", "#fff4ce", "#7a5b00"
#: Of routes: lines that lead on and back; boxes of dead ends, of what is out of reach, of doors, staff and services.
FORWARD, BACK = "#35597f", "#a6400b"
STOPPED, GREYED, DOOR, STAFF, SERVICE = "#fbdcd6", "#e4e7ea", "#d5e6f3", "#f4fbf8", "#fffaf0"

BLUE, SKY, GREEN, YELLOW = "#0072b2", "#56b4e9", "#009e73", "#f0e442"
ORANGE, RED, PINK, GREY = "#e69f00", "#d55e00", "#cc79a7", "#b8bec6"
PALE_BLUE, PALE_GREEN, PALE_ORANGE, PALE_PINK = "#b9d9ee", "#a6ddcb", "#f8dca0", "#efd0e0"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a node is drawn: an SVG path about the origin that fits a circle of radius 1, and its fill."""

    path: str
    fill: str


@dataclass(frozen=True, slots=True)
class Line:
    """How links of one group are drawn: `dash` is empty for a solid line; `width` is in drawing units."""

    words: str
    colour: str
    dash: tuple[int, ...] = ()
    width: float = 1.6


def _circle(radius: float, at: tuple[float, float] = (0, 0), turn: int = 1) -> str:
    x, y = at
    half = f"a{radius} {radius} 0 0 {turn}"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0Z"


CIRCLE = _circle(1)
SQUARE = "M-.82-.82H.82V.82H-.82Z"
DIAMOND = "M0-1 .86 0 0 1-.86 0Z"
TRIANGLE = "M0-1 .98.78H-.98Z"
TRIANGLE_DOWN = "M0 1-.98-.78H.98Z"
PERSON = f"{_circle(0.44, (0, -0.52))}M-.86.98C-.86.28-.5.02 0 .02S.86.28.86.98Z"
HEART = "M0 .95C-.6.45-1 .1-1-.35-1-.95-.3-1.05 0-.5.3-1.05 1-.95 1-.35 1 .1.6.45 0 .95Z"
PEOPLE = (
    f"{_circle(0.34, (-0.5, -0.36))}{_circle(0.34, (0.5, -0.36))}"
    "M-1 .72C-1 .16-.76.06-.5.06S0 .16 0 .5C0 .16.24.06.5.06S1 .16 1 .72Z"
)
OCTAGON = "M-.4-.95H.4L.95-.4V.4L.4.95H-.4L-.95.4V-.4Z"
HEXAGON = "M-.5-.87H.5L1 0 .5.87H-.5L-1 0Z"
PIN = f"M0 1C-.25.5-.74.12-.74-.34A.74.68 0 0 1 .74-.34C.74.12.25.5 0 1Z{_circle(0.26, (0, -0.34), 0)}"
PAGE = "M-.72-1H.3L.72-.56V1H-.72ZM.3-1V-.56H.72"
FLAG = "M-.8-1H-.56V-.9H.95L.55-.35.95.2H-.56V1H-.8Z"
TABLE = "M-1-.5H1V.08H.7V.85H.42V.08H-.42V.85H-.7V.08H-1Z"
SCREEN = "M-1-.8H1V.5H.2V.72H.55V.92H-.55V.72H-.2V.5H-1Z"
RING = f"{_circle(1)}{_circle(0.42, turn=0)}"
HOUSE = "M0-1 1-.15H.74V.9H-.74V-.15H-1Z"
ARROW = "M-1-.36H.15V-.86L1 0 .15.86V.36H-1Z"
BUBBLE = "M-1-.8H1V.42H-.05L-.5.95V.42H-1Z"
STAR = "M0-1 .27-.34.97-.29.43.17.6.85 0 .48-.6.85-.43.17-.97-.29-.27-.34Z"
CYLINDER = "M-.74-.68C-.74-1.07.74-1.07.74-.68V.7C.74 1.08-.74 1.08-.74.7ZM-.74-.68C-.74-.3.74-.3.74-.68"
CROSS = "M-.34-.95H.34V-.34H.95V.34H.34V.95H-.34V.34H-.95V-.34H-.34Z"
HOURGLASS = "M-.85-.9H.85L.2 0 .85.9H-.85L-.2 0Z"
PENTAGON = "M0-1 .95-.31.59.81H-.59L-.95-.31Z"
HALF = "M-1 .45A1 1 0 0 1 1 .45Z"
CHEVRON = "M-.9-.8H.2L.95 0 .2.8H-.9L-.2 0Z"

MARKS = {
    "Organisation": Mark(CIRCLE, BLUE),
    "Service": Mark(SQUARE, ORANGE),
    "Offer": Mark(DIAMOND, PALE_ORANGE),
    "Role": Mark(TRIANGLE, GREEN),
    "Post": Mark(TRIANGLE_DOWN, PALE_GREEN),
    "Person": Mark(PERSON, PINK),
    "Need": Mark(HEART, RED),
    "Audience": Mark(PEOPLE, PALE_PINK),
    "Function": Mark(OCTAGON, GREEN),
    "Area": Mark(HEXAGON, PALE_BLUE),
    "Site": Mark(PIN, SKY),
    "Policy": Mark(PAGE, YELLOW),
    "Priority": Mark(FLAG, YELLOW),
    "Board": Mark(TABLE, SKY),
    "Platform": Mark(SCREEN, GREY),
    "Fund": Mark(RING, ORANGE),
    "Asset": Mark(HOUSE, PALE_GREEN),
    "Recommendation": Mark(ARROW, PINK),
    "Insight": Mark(BUBBLE, PALE_PINK),
    "Engagement": Mark(STAR, PINK),
    "Source": Mark(CYLINDER, GREY),
}
#: For kinds that the schema gains before anybody has chosen a mark for them, in the order of the schema.
SPARE = tuple(
    Mark(path, fill) for fill in (GREY, PALE_BLUE, PALE_ORANGE) for path in (CROSS, HOURGLASS, PENTAGON, HALF, CHEVRON)
)

BELONGING = Line("Belonging", "#5c636b", width=1.4)
LINES: dict[Line, tuple[str, ...]] = {
    BELONGING: ("PART_OF", "WITHIN", "BROADER", "SAME_TERM", "IN_AREA", "IN_POLICY"),
    Line("Providing and staffing", "#005f96"): (
        "PROVIDES",
        "HOSTS",
        "STAFFED_BY",
        "OF_ROLE",
        "IN_SERVICE",
        "HOLDS",
        "PERFORMS",
        "TRAINED_BY",
    ),
    Line("Money", "#9a4b00", (9, 4), 1.8): ("FUNDS", "COMMISSIONS", "RECEIVED"),
    Line("What is offered", "#00735a", (3, 3)): (
        "HAS_OFFER",
        "MEETS",
        "COVERS",
        "FOR_AUDIENCE",
        "DELIVERED_AT",
        "HAS_DEMAND",
    ),
    Line("Referral", "#b3123a", width=2.4): ("REFERS_TO",),
    Line("Policy", "#83477a", (10, 3, 2, 3)): (
        "ALIGNS_WITH",
        "DRIVES",
        "OWNS",
        "ENDORSED",
        "ASSIGNED",
        "DEPENDS_ON",
        "ABOUT",
    ),
    Line("Working together", "#33383e", (2, 5), 1.8): (
        "CONTACT_FOR",
        "SITS_ON",
        "MEMBER_OF",
        "WORKS_WITH",
        "ASKED",
        "INVITED",
        "TOOK_PART",
        "OVERLAPS_WITH",
        "JUDGED",
    ),
    Line("Systems", "#566600", (6, 6)): ("USES", "EXCHANGES_WITH"),
}
OTHER = Line("Other links", "#6e5a00", (1, 3))


def marks(schema: Schema = SCHEMA) -> dict[str, Mark]:
    """The mark of every kind of the schema, in its order; no two share both shape and colour."""
    spare = cycle(SPARE)
    return {kind.name: MARKS.get(kind.name) or next(spare) for kind in schema.nodes}


@cache
def _marks() -> dict[str, Mark]:
    return marks()


def mark(kind: str) -> Mark:
    """The mark of one kind; the first spare one for a kind that the schema does not know."""
    return _marks().get(kind) or SPARE[0]


@cache
def _lines() -> dict[str, Line]:
    return {kind: line for line, kinds in LINES.items() for kind in kinds}


def line(kind: str) -> Line:
    """How links of one kind are drawn."""
    return _lines().get(kind, OTHER)
