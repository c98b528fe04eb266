"""A picture as few bytes as it can be without looking otherwise: there are many of them in a page that is mailed."""

from collections.abc import Sequence
from dataclasses import replace

from linkwork.visualise._scene import SMALL, Group, Item, Outline, Scene
from linkwork.visualise._scene_svg import svg_element
from linkwork.visualise._style import INK


def brief(scene: Scene, own: str) -> str:
    """The picture as an element whose ids begin with `own`; what most of it has in common is said once."""
    svg = svg_element(replace(scene, items=_joined(scene.items)), own=own)
    for name, value in (("fill", INK), ("font-size", f"{SMALL:g}")):
        said = f' {name}="{value}"'
        svg = svg.replace(said, "").replace("<svg ", f"<svg{said} ", 1)
    return svg


def _joined(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with neighbours that look alike as one outline, and without titles that repeat the words below them."""
    kept: list[Item] = []
    for item in items:
        one = _untitled(item)
        last = kept[-1] if kept else None
        if isinstance(one, Outline) and isinstance(last, Outline) and replace(one, stretches=last.stretches) == last:
            kept[-1] = replace(last, stretches=(*last.stretches, *one.stretches))
        else:
            kept.append(one)
    return tuple(kept)


def _untitled(item: Item) -> Item:
    if not isinstance(item, Group):
        return item
    if not item.marks and len(item.items) == 1 and getattr(item.items[0], "text", None) == item.title:
        return item.items[0]
    return replace(item, items=_joined(item.items))
