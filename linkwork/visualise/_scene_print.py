"""A scene for print: PNG at 300 dots an inch, or PDF with its text as text, made by matplotlib.

matplotlib lives in this file alone. Its own typeface is used, so that every machine makes the same bytes; pyplot, its
settings files and its clock are kept out.
"""

import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING, Any

from linkwork.visualise._scene import HALO, Outline, Scene, Words, flat
from linkwork.visualise._style import PAPER
from linkwork.visualise._text import width

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform

DOTS = 300
#: CSS pixels to the inch, and points to a pixel.
INCH, POINT = 96.0, 0.75
#: DejaVu Sans has larger letters than Arial: so much smaller it looks the same size.
FACE = 0.9
#: No text is smaller than this many points.
LEAST = 7.0
#: Stands for a letter that the typeface lacks.
MISSING = "\N{REPLACEMENT CHARACTER}"
#: Characters that choose among the looks of the one before.
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_CODES = {"M": (1,), "L": (2,), "C": (4, 4, 4), "Z": (79,)}


def printed(scene: Scene, ending: str) -> bytes:
    """The scene as `.png` or `.pdf`. What the scene says of itself is in the file's own description."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings = mpl.rc_context({"pdf.fonttype": 42, "path.simplify": False, "lines.scale_dashes": False})
    with mpl.rc_context(fname=f"{mpl.get_data_path()}/matplotlibrc"), settings:
        figure = Figure(figsize=(scene.wide / INCH, scene.high / INCH), facecolor=PAPER)
        for artist in _artists(scene, figure.dpi_scale_trans):
            figure.add_artist(artist)
        file = BytesIO()
        figure.savefig(file, format=ending.lstrip("."), dpi=DOTS, metadata=_description(scene, ending))
    return file.getvalue()


def _description(scene: Scene, ending: str) -> dict[str, str | None]:
    if ending == ".pdf":
        said: dict[str, str | None] = {"Title": scene.title, "Subject": scene.description}
        return {**said, "Creator": "Linkwork", "Producer": None, "CreationDate": None}
    return {"Title": scene.title, "Description": scene.description, "Software": None}


def _artists(scene: Scene, inches: "Transform") -> "list[Artist]":
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    place = Affine2D().scale(1 / INCH, -1 / INCH).translate(0, scene.high / INCH) + inches
    faces = _Faces()
    artists: list[Artist] = []
    for item in flat(scene.items):
        if isinstance(item, Words):
            artists += faces.text(item, place)
        elif item.stretches:
            path = Path(*_path(item))
            artists.append(PathPatch(path, transform=place, **_look(item)))
    return artists


def _path(item: Outline) -> tuple[list[tuple[float, float]], list[int]]:
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for name, values in item.stretches:
        points += list(zip(values[::2], values[1::2], strict=True)) or [(0.0, 0.0)]
        codes += _CODES[name]
    return points, codes


def _look(item: Outline) -> dict[str, Any]:
    wide = item.width * POINT
    dash = (0, [part * POINT for part in item.dash]) if item.dash else "solid"
    return {
        "facecolor": item.fill or "none",
        "edgecolor": item.stroke or "none",
        "linewidth": wide if item.stroke else 0,
        "linestyle": dash,
        "capstyle": "butt",
        "joinstyle": "miter",
        "alpha": item.opacity if item.opacity < 1 else None,
    }


class _Faces:
    """The two typefaces, and which letters they have."""

    def __init__(self) -> None:
        from matplotlib import get_data_path
        from matplotlib.font_manager import FontProperties
        from matplotlib.ft2font import FT2Font

        files = [f"{get_data_path()}/fonts/ttf/DejaVuSans{bold}.ttf" for bold in ("", "-Bold")]
        self.fonts = [FontProperties(fname=file) for file in files]
        self.drawn = [FT2Font(file) for file in files]
        self.letters = [font.get_charmap() for font in self.drawn]

    def text(self, item: Words, place: "Transform") -> "list[Artist]":
        """The line in its place, a little smaller where it would be wider than it is in Arial."""
        from matplotlib.patheffects import withStroke
        from matplotlib.text import Text

        seen = (letter for letter in item.text if not _unseen(letter))
        words = "".join(letter if ord(letter) in self.letters[item.bold] else MISSING for letter in seen)
        if not words.strip():
            return []
        size = item.size * FACE * POINT
        self.drawn[item.bold].set_size(size, 72)
        self.drawn[item.bold].set_text(words, 0.0)
        across = self.drawn[item.bold].get_width_height()[0] / 64 / POINT
        size = max(LEAST, size * min(1.0, width(item.text, item.size, item.bold) / max(across, 1.0)))
        rim = [withStroke(linewidth=HALO * POINT, foreground=PAPER)] if item.halo else []
        return [
            Text(
                item.x,
                item.y,
                words,
                fontproperties=self.fonts[item.bold],
                fontsize=size,
                color=item.colour,
                ha={"start": "left", "middle": "center", "end": "right"}[item.anchor],
                va="baseline",
                rotation=-item.turn,
                rotation_mode="anchor",
                parse_math=False,
                path_effects=rim,
                transform=place,
            )
        ]


def _unseen(letter: str) -> bool:
    """Whether a character only tells a screen how to show others; matplotlib looks for letters behind it in vain."""
    return unicodedata.category(letter) == "Cf" or letter in VARIANTS
