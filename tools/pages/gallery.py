"""docs/gallery.md: the pictures of both demonstrations on contact sheets, and what each found. `make gallery` draws."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from linkwork.commands._session import Session
from linkwork.data import Place
from linkwork.graph.view import GraphView
from linkwork.project.asking import answer_of, uncut
from linkwork.project.picturing import Pictures, picture_of
from linkwork.queries import catalogue
from linkwork.visualise import Drawing, drawings
from linkwork.visualise._picture import picture
from linkwork.visualise._sheet import Sheet, finished
from tools.pages import MADE

if TYPE_CHECKING:
    from PIL.Image import Image

#: One picture on a contact sheet, in dots; how many stand side by side; the room round each and for its name.
SIZE, ACROSS, ROOM, NAME = (900, 640), 2, 16, 34
#: The group of the drawings that are of no one question.
WHOLE = "whole places"
#: A contact sheet is an image of so many colours: pictures have few, and the file is a fifth.
COLOURS = 64
HEAD = """\
# Gallery

{made}
The picture of every question, and those of a whole place, of the two demonstrations: {notes}
`linkwork draw O1 --save overlaps.svg` makes one; `.html`, `.png` and `.pdf` are made by the file's ending. A question's
own options narrow its picture as they narrow its answer. The sheets are drawn by `make gallery`.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture: its place, what it is of, what it found, and how its page is drawn, if there is one."""

    chosen: Place
    name: str
    title: str
    group: str
    found: str
    png: Callable[[], bytes] | None


def page(built: Sequence[tuple[Place, Session]]) -> str:
    """The whole page: by group, a contact sheet a place, and what each picture found there."""
    places = [chosen for chosen, _ in built]
    notes = "; ".join(f"**{one.name}**{f', which is {one.note}' if one.note else ''}" for one in places) + "."
    parts = [HEAD.format(made=MADE, notes=notes)]
    every = sorted((one for pair in built for one in pictures(*pair)), key=lambda one: _groups().index(one.group))
    for group, some in groupby(every, key=lambda one: one.group):
        parts += _section(group, list(some), places)
    return "\n".join(parts)


def _groups() -> list[str]:
    return [WHOLE, *dict.fromkeys(question.group for question in catalogue().questions.values())]


def _section(group: str, some: Sequence[Shown], places: Sequence[Place]) -> Iterator[str]:
    yield f"## {group.capitalize()}\n"
    for chosen in places:
        names = ", ".join(one.name for one in some if one.chosen == chosen and one.png)
        if names:
            yield f"![Pictures of {chosen.name}: {names}](gallery/{_file(chosen, group)})\n"
    yield f"| picture | {' | '.join(f'found in {chosen.name}' for chosen in places)} |"
    yield f"|-|{'-|' * len(places)}"
    found = {(one.name, one.chosen.key): one.found for one in some}
    for name, title in dict.fromkeys((one.name, one.title) for one in some):
        cells = [_text(found[name, chosen.key]) for chosen in places]
        yield f"| `{name}` {_text(title)} | {' | '.join(cells)} |"
    yield ""


def _file(chosen: Place, group: str) -> str:
    return f"{chosen.key}-{group.replace(' ', '-')}.png"


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")


def pictures(chosen: Place, session: Session) -> Iterator[Shown]:
    """The pictures of a place: those of the whole of it, then each question's as its headline asks it."""
    given = {one.question: one.parameters for one in reversed(chosen.headlines) if one.as_of is None}
    with session.engine() as engine:
        made = Pictures(engine, session)
        yield from (_whole(chosen, one, made.view(one)) for one in drawings().values() if not one.of)
        for question in catalogue().questions.values():
            parameters = given.get(question.id, {})
            found = answer_of(session, engine, question, uncut(question, parameters), session.store_if_any())
            title = picture_of(question).title
            yield Shown(chosen, question.id, title, question.group, *_of_sheet(made.of(found)))


def _whole(chosen: Place, one: Drawing, view: GraphView) -> Shown:
    if one.sheet is not None:
        return Shown(chosen, one.name, one.title, WHOLE, *_of_sheet(one.sheet(view)))
    shown = picture(view)
    return Shown(
        chosen, one.name, one.title, WHOLE, shown.title.partition(": ")[2], lambda: one.make(view, ".png").content
    )


def _of_sheet(sheet: Sheet) -> tuple[str, Callable[[], bytes] | None]:
    """What the sheet found, and how its page is drawn unless it says why there is nothing to draw."""
    return sheet.nothing or sheet.finding, None if sheet.nothing else lambda: finished(sheet, ".png").content


def contact_sheet(some: Sequence[Shown]) -> bytes:
    """The pictures side by side, each under its name, as a PNG of few colours."""
    from PIL import Image, ImageDraw

    wide, high = SIZE[0] + 2 * ROOM, SIZE[1] + NAME + ROOM
    rows = -(-len(some) // ACROSS)
    sheet = Image.new("RGB", (wide * ACROSS, high * rows), "#d8dde2")
    words = ImageDraw.Draw(sheet)
    for n, one in enumerate(some):
        left, top = n % ACROSS * wide + ROOM, n // ACROSS * high
        words.text((left, top + 8), f"{one.name}  {one.title}", fill="#000000", font_size=20)
        small = _thumbnail(one.png() if one.png else b"")
        sheet.paste(small, (left + (SIZE[0] - small.width) // 2, top + NAME))
    file = BytesIO()
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _thumbnail(content: bytes) -> "Image":
    from PIL import Image

    with Image.open(BytesIO(content)) as large:
        small = large.convert("RGB")
    small.thumbnail(SIZE, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small


def contact_sheets(folder: Path, chosen: Place, session: Session) -> None:
    """Every contact sheet of a place is in the folder, drawn anew."""
    folder.mkdir(exist_ok=True)
    drawn = (one for one in pictures(chosen, session) if one.png)
    for group, some in groupby(drawn, key=lambda one: one.group):
        (folder / _file(chosen, group)).write_bytes(contact_sheet(list(some)))
        sys.stderr.write(f"{chosen.key}: {group}\n")
