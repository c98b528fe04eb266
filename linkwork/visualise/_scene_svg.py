"""A scene as SVG: text stays text, and whatever has a title says it to a reader or under the mouse."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from linkwork.visualise._scene import HALO, Group, Item, Outline, Scene, Words
from linkwork.visualise._style import FONT, PAPER


def svg_file(scene: Scene) -> str:
    """The scene as a well-formed file by itself."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_element(scene)}\n'


def svg_element(scene: Scene, role: str = "img", own: str = "picture") -> str:
    """The scene as one element, to stand in a file or in a page. It says its size, so that it prints as it was made.

    `own` begins the ids in it, so that a page may hold several.
    """
    wide, high = f"{scene.wide:.0f}", f"{scene.high:.0f}"
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="en-GB" lang="en-GB" role="{role}" '
        f'aria-labelledby="{own}-title {own}-words" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f"font-family={quoteattr(FONT)}>",
        f'<title id="{own}-title">{escape(scene.title)}</title>',
        f'<desc id="{own}-words">{escape(scene.description)}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
    ]
    for item in scene.items:
        rows += svg_items(item)
    return "\n".join([*rows, "</svg>"])


def svg_items(item: Item) -> Iterator[str]:
    """One item as elements, a line each, to stand in a drawing."""
    if isinstance(item, Group):
        marks = "".join(f" {name}={quoteattr(value)}" for name, value in item.marks)
        yield f"<g{marks}>{f'<title>{escape(item.title)}</title>' if item.title else ''}"
        for inner in item.items:
            yield from svg_items(inner)
        yield "</g>"
    elif isinstance(item, Outline):
        yield _outline(item)
    else:
        yield _words(item)


def _outline(item: Outline) -> str:
    path = "".join(f"{name}{' '.join(_number(value) for value in values)}" for name, values in item.stretches)
    stroke = f' stroke="{item.stroke}" stroke-width="{item.width:g}"' if item.stroke else ""
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in item.dash)}"' if item.dash else ""
    faint = f' opacity="{item.opacity:g}"' if item.opacity < 1 else ""
    return f'<path d="{path}" fill="{item.fill or "none"}"{stroke}{dash}{faint}/>'


def _words(item: Words) -> str:
    at = f'x="{_number(item.x)}" y="{_number(item.y)}"'
    anchor = f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
    bold = ' font-weight="bold"' if item.bold else ""
    turn = f' transform="rotate({item.turn:g} {_number(item.x)} {_number(item.y)})"' if item.turn else ""
    rim = f' paint-order="stroke" stroke="{PAPER}" stroke-width="{HALO:g}" stroke-linejoin="round"'
    look = f'font-size="{item.size:g}" fill="{item.colour}"{anchor}{bold}{turn}{rim if item.halo else ""}'
    return f"<text {at} {look}>{escape(item.text)}</text>"


def _number(value: float) -> str:
    """A coordinate to a tenth of a unit, without needless noughts."""
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 10 else f"{value:.1f}".removesuffix(".0")
