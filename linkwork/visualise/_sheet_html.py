"""A sheet as one page that needs nothing else: picture, words and tables, and no request to anywhere."""

from linkwork.visualise._html import ours, policy, shelf, templates
from linkwork.visualise._scene_svg import svg_element
from linkwork.visualise._sheet import Sheet, picture
from linkwork.visualise._style import FONT


def html_page(sheet: Sheet) -> str:
    """The whole page. The same sheet gives the same text."""
    style = shelf("sheet.css").replace("FONT", FONT)
    script = shelf(sheet.script) if sheet.script and not sheet.nothing else ""
    drawn = "" if sheet.nothing else svg_element(picture(sheet), "group" if script else "img")
    return (
        templates()
        .get_template("sheet.html.j2")
        .render(
            sheet=sheet,
            policy=policy([script] if script else [], style),
            style=ours(style),
            script=ours(script),
            picture=ours(drawn),  # written by svg_element, which escapes what it is given
        )
        + "\n"
    )
