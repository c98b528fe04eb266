"""A sheet as one page that needs nothing else: picture, words and tables, and no request to anywhere."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from linkwork.visualise._scene_svg import svg_element
from linkwork.visualise._sheet import Sheet, picture
from linkwork.visualise._style import FONT


def html_page(sheet: Sheet) -> str:
    """The whole page. The same sheet gives the same text."""
    room = Environment(
        loader=PackageLoader("linkwork.visualise"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _shelf("sheet.css").replace("FONT", FONT)
    script = _shelf(sheet.script) if sheet.script and not sheet.nothing else ""
    drawn = "" if sheet.nothing else svg_element(picture(sheet), "group" if script else "img")
    return (
        room.get_template("sheet.html.j2").render(
            sheet=sheet,
            policy=_policy(script, style),
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            picture=Markup(drawn),  # noqa: S704 - written by svg_element, which escapes what it is given
        )
        + "\n"
    )


def _shelf(name: str) -> str:
    return files("linkwork.visualise").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    """What the browser may run and fetch: this script, if any, and this style, and nothing from anywhere."""
    may_run = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; script-src {may_run}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
