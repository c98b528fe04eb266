"""A meeting pack of a small made-up town: a question with a picture, one with a long table, one without an answer."""

from dataclasses import replace

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise._scene import Words, rectangle
from linkwork.visualise._sheet import Piece, Sheet, sheet_of, table_of
from linkwork.visualise.pack import Answered, PackView

ROUNDS = (("our-mapping", "2026-03-31"), ("our-directory", "2025-09-30"))
NOTE = "made up: no real place, body or person"
TOWN = GraphView("Little Ford", (), (), ROUNDS, NOTE)

GAPS = AnswerView(
    id="G1",
    title="Needs that no service meets",
    question="Which needs have no service in which areas?",
    columns=(
        ("need", "the need"),
        ("area", "the area"),
        ("people_in_need", "how many have it"),
        ("remark", "what was said of it"),
        ("area_id", "the area"),
    ),
    rows=(
        {"need": "Debt", "area": "Quay", "people_in_need": 120, "remark": "=HYPERLINK(1)", "area_id": "area-quay"},
        {"need": "Debt", "area": "Mill", "people_in_need": None, "remark": None, "area_id": "area-mill"},
    ),
    how_to_read="Every row is a need that nobody meets there.",
    caveats=("A gap on paper may be a service not yet mapped.",),
    assumptions=("3 of 9 services say no area.",),
    evidence=(("our-mapping of 2026-03-31: Needs.csv row 4", "our-directory of 2025-09-30: Areas.csv row 2"), ()),
    last_confirmed=("2026-03-31", ""),
)
ALONE = AnswerView(
    id="G3",
    title="What hangs on one provider",
    question="What hangs on a single provider?",
    columns=(("service", "the service"), ("provider", "who provides it"), ("share", "of all people in need, 0 to 1")),
    rows=tuple({"service": f"Friday Walks {n}", "provider": "Ford Trust", "share": n / 100} for n in range(1, 41)),
    how_to_read="Every row is a service that stands alone.",
    evidence=tuple((f"our-mapping of 2026-03-31: Services.csv row {n}",) for n in range(1, 41)),
    last_confirmed=("2026-03-31",) * 40,
)
ROUTES = AnswerView(
    id="P2",
    title="Where routes stop",
    question="Where do routes stop (dead ends)?",
    columns=(("service", "the service"),),
    rows=(),
    nothing="No referral links have been loaded, so this is not known yet.",
)


def gaps_sheet() -> Sheet:
    """The picture of the gaps: a crossed box with a name, far from the paper's edges."""

    def body(top: float, _: float) -> Piece:
        box = (200.0, top + 50.0, 700.0, top + 350.0)
        return Piece([rectangle(box, "#b9d9ee", "#1f2328"), Words("Quay", 220.0, top + 90.0, 13.0)], top + 600.0)

    bare = sheet_of(TOWN, "gaps", "2 gaps, both of debt", ("2 needs",))
    return replace(bare, body=body, read=("A box is an area.",), tables=(table_of(GAPS),))


def bare_sheet(answer: AnswerView) -> Sheet:
    """A sheet without a picture: the answer in words and as a table."""
    return replace(
        sheet_of(TOWN, answer.id.lower(), f"{answer.title}: {len(answer.rows)} rows", ()),
        nothing=answer.nothing,
        read=(answer.how_to_read,),
        tables=(table_of(answer),),
    )


def pack_town() -> PackView:
    answers = (Answered(GAPS, gaps_sheet()), Answered(ALONE, bare_sheet(ALONE), ("need: Debt",)))
    return PackView("Little Ford", ROUNDS, (*answers, Answered(ROUTES, bare_sheet(ROUTES))), NOTE)
