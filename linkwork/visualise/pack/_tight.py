"""A picture without the paper round it, so that it may fill the page that it stands on."""

from collections.abc import Iterator
from dataclasses import replace
from math import cos, radians, sin

from linkwork.visualise._scene import Box, Group, Item, Outline, Scene, Stretch, Words, flat
from linkwork.visualise._text import width

#: How much paper is left round the picture.
RIM = 4.0


def tight(scene: Scene) -> Scene | None:
    """The scene on paper that ends where its outlines and words do; None where it has none."""
    boxes = [box for item in flat(scene.items) for box in _boxes(item)]
    if not boxes:
        return None
    left, top = (max(0.0, min(box[side] for box in boxes) - RIM) for side in (0, 1))
    right = min(scene.wide, max(box[2] for box in boxes) + RIM)
    bottom = min(scene.high, max(box[3] for box in boxes) + RIM)
    moved = tuple(_moved(item, -left, -top) for item in scene.items)
    return replace(scene, wide=right - left, high=bottom - top, items=moved)


def _boxes(item: Outline | Words) -> Iterator[Box]:
    """Where the item is at most; a curve lies between its handles."""
    if isinstance(item, Outline):
        across = [value for _, values in item.stretches for value in values[::2]]
        down = [value for _, values in item.stretches for value in values[1::2]]
        if across and (item.fill or item.stroke):
            rim = item.width / 2 if item.stroke else 0.0
            yield min(across) - rim, min(down) - rim, max(across) + rim, max(down) + rim
    elif item.text.strip():
        yield _of_words(item)


def _of_words(item: Words) -> Box:
    """Where a line of text is; for one that is turned, the upright box about it."""
    long = width(item.text, item.size, item.bold)
    before = {"start": 0.0, "middle": long / 2, "end": long}[item.anchor]
    if item.turn:
        return _turned(item, before, long)
    return item.x - before, item.y - item.size, item.x - before + long, item.y + item.size * 0.3


def _turned(item: Words, before: float, long: float) -> Box:
    turn = radians(item.turn)
    corners = [
        (item.x + x * cos(turn) - y * sin(turn), item.y + x * sin(turn) + y * cos(turn))
        for x in (-before, long - before)
        for y in (-item.size, item.size * 0.3)
    ]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _moved(item: Item, right: float, down: float) -> Item:
    if isinstance(item, Group):
        return replace(item, items=tuple(_moved(inner, right, down) for inner in item.items))
    if isinstance(item, Words):
        return replace(item, x=item.x + right, y=item.y + down)
    return replace(item, stretches=tuple(_stretch(one, right, down) for one in item.stretches))


def _stretch(one: Stretch, right: float, down: float) -> Stretch:
    name, values = one
    return name, tuple(value + (down if place % 2 else right) for place, value in enumerate(values))
