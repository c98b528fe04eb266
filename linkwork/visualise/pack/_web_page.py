"""The pack as one page for a browser that needs nothing else, and prints on A4."""

from markupsafe import Markup

from linkwork.visualise._html import ours, policy, shelf, templates
from linkwork.visualise._scene_svg import svg_element
from linkwork.visualise._style import FONT
from linkwork.visualise.pack import PackView
from linkwork.visualise.pack._chapters import UNANSWERED, WORKBOOK, Chapter, chapters, cover, unanswered
from linkwork.visualise.pack._fit import Fitted, Room, fit

#: Rows of one table that the page has.
MOST_ROWS = 20
#: A page that is scrolled has room for everything.
ENDLESS = Room(1e6, 1e6, 10.0, 1000)


def made(view: PackView) -> bytes:
    """The page. The same view gives the same bytes."""
    style = shelf("pack.css").replace("FONT", FONT)
    page = (
        templates()
        .get_template("pack.html.j2")
        .render(
            cover=cover(view),
            chapters=chapters(view),
            lacking=unanswered(view),
            unanswered=UNANSWERED,
            workbook=WORKBOOK,
            fitted=_fitted,
            drawn=_drawn,
            style=ours(style),
            policy=policy([], style),
        )
    )
    return f"{page}\n".encode()


def _fitted(chapter: Chapter) -> Fitted:
    """The first rows, every cell in full, without the columns that are blank in all of them."""
    headings = [*(name for name, _ in chapter.columns), "last confirmed"]
    rows = [[*row, day] for row, day in zip(chapter.rows, chapter.confirmed, strict=True)]
    return fit(headings, rows[:MOST_ROWS], ENDLESS)


def _drawn(chapter: Chapter) -> Markup:
    """The picture, with names that no other picture of the page has for its title and its description."""
    assert chapter.picture is not None  # noqa: S101 - the template asks first
    return ours(svg_element(chapter.picture, own=f"picture-{chapter.number}"))
