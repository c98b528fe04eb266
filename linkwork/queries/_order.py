"""The first rows of an answer, without working out for every row what only those shown need."""

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any, TypeVar

Item = TypeVar("Item")


def first(items: Iterable[Item], limit: int, rough: Callable[[Item], Any], fine: Callable[[Item], Any]) -> list[Item]:
    """The first so many in the order of `rough` and, of those alike in it, of `fine`.

    `fine` is called for those alone that are shown or are as good by `rough` as the last one shown.
    """
    ordered = sorted(((rough(item), item) for item in items), key=lambda pair: pair[0])
    shown = ordered[:limit]
    if shown:
        last, _ = shown[-1]
        shown += takewhile(lambda pair: pair[0] == last, ordered[limit:])
    shown.sort(key=lambda pair: (pair[0], fine(pair[1])))
    return [item for _, item in shown[:limit]]
