"""Boxes side by side on one sheet, so that many small groups neither overlap nor waste room."""

import math
from collections.abc import Sequence

Size = tuple[float, float]
Place = tuple[float, float]
#: A stretch of the lower edge of what is already packed: where it starts, how wide it is, how far down it is.
_Step = tuple[float, float, float]


def pack(boxes: Sequence[Size], shape: float = 1.4) -> list[Place]:
    """The top left corner of each box on a sheet about `shape` times as wide as high, the smallest of a few tried.

    Each box in turn goes where it sits highest, then furthest left (the skyline rule), so give the largest first.
    """
    if not boxes:
        return []
    area = sum(width * height for width, height in boxes)
    widest = max(width for width, _ in boxes)
    sheets = sorted({max(math.sqrt(area * shape) * share, widest) for share in (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5)})
    return min((_on_sheet(boxes, sheet) for sheet in sheets), key=lambda places: _reach(boxes, places, shape))


def _reach(boxes: Sequence[Size], places: Sequence[Place], shape: float) -> float:
    """The height of the sheet of the given shape that would hold everything."""
    right = max(left + width for (width, _), (left, _) in zip(boxes, places, strict=True))
    bottom = max(top + height for (_, height), (_, top) in zip(boxes, places, strict=True))
    return max(right / shape, bottom)


def _on_sheet(boxes: Sequence[Size], sheet: float) -> list[Place]:
    skyline: list[_Step] = [(0.0, sheet, 0.0)]
    places = []
    for width, height in boxes:
        top, left = min(_spots(skyline, width, sheet))
        skyline = _raised(skyline, (left, width, top + height))
        places.append((left, top))
    return places


def _spots(skyline: list[_Step], width: float, sheet: float) -> list[tuple[float, float]]:
    """(top, left) of every step that a box of this width can start on."""
    return [(_lowest(skyline, left, left + width), left) for left, _, _ in skyline if left + width <= sheet + 1e-9]


def _lowest(skyline: list[_Step], left: float, right: float) -> float:
    """How far down the skyline comes between two places."""
    return max(low for start, span, low in skyline if start < right - 1e-9 and start + span > left + 1e-9)


def _raised(skyline: list[_Step], new: _Step) -> list[_Step]:
    """The skyline with one step laid over it."""
    left, width, _ = new
    right = left + width
    steps = [new]
    for start, span, low in skyline:
        end = start + span
        if start < left - 1e-9:
            steps.append((start, min(end, left) - start, low))
        if end > right + 1e-9:
            begin = max(start, right)
            steps.append((begin, end - begin, low))
    return sorted(steps)
