"""Text on paper without a browser: how wide it is and where it breaks."""

import unicodedata
from collections.abc import Iterator

#: Widths of Arial's letters in thousandths of the size (the same as Helvetica's, Adobe font metrics, 1989).
_WIDTHS = {
    letter: width
    for width, letters in {
        191: "'",
        222: "ijl",
        278: "I.,:;/!|[]ft ",
        333: "r()-`*",
        355: '"',
        500: "ckszvxyJ",
        556: "abdeghnopqu0123456789L?_$#",
        584: "+=<>~",
        611: "FTZ",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        889: "%",
        944: "W",
        1000: "…—@",
    }.items()
    for letter in letters
}
#: Where Arial is missing another face stands in, most of them a little wider.
_SPARE_ROOM = 1.06


def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a line of text is, in the unit of its size; rather too wide than too narrow."""
    total = sum(_letter(letter) for letter in text)
    return total / 1000 * size * _SPARE_ROOM * (1.08 if bold else 1.0)


def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else 680


def wrapped(text: str, size: float, room: float, most: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines that fit the room; the last ends in an ellipsis where something is left out."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _pieces(word, size, room, bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", size, room, bold)]
    return lines


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text on one line, with an ellipsis for the end that does not fit."""
    return text if width(text, size, bold) <= room else _cut(f"{text}…", size, room, bold)


def _pieces(word: str, size: float, room: float, bold: bool) -> Iterator[str]:
    """A word, broken where it is wider than the room by itself."""
    piece = ""
    for letter in word:
        if piece and width(piece + letter, size, bold) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    """A line ending in an ellipsis, with as many letters before it as fit."""
    body = text.removesuffix("…")
    while body and width(f"{body}…", size, bold) > room:
        body = body[:-1]
    return f"{body.rstrip()}…"
