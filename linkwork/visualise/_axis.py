"""The scale along an edge of a picture: round numbers, and where each lies."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linkwork.visualise._scene import SMALL, Item, Words, rule
from linkwork.visualise._style import FAINT_INK
from linkwork.visualise._words import figure_in_words


def in_figures(value: float) -> str:
    """A number of the scale: `0`, `0.25`, `1,200`."""
    return figure_in_words(value, 6)


def ticks(most: float, about: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 to the first that is at least `most`: steps of 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return (0.0, 1.0)
    power = 10.0 ** math.floor(math.log10(most / about))
    step = next(times * power for times in (1, 2, 5, 10) if times * power * about >= most * (1 - 1e-9))
    return tuple(round(n * step, 10) for n in range(math.ceil(most / step - 1e-9) + 1))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from 0 to the last of the ticks, along a line from `start` to `end`."""

    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value lies; what is beyond an end lies at it."""
        share = min(1.0, max(0.0, value / self.ticks[-1]))
        return self.start + (self.end - self.start) * share


def across(scale: Scale, top: float, bottom: float, said: Callable[[float], str] = in_figures) -> Iterator[Item]:
    """Faint upright lines at the ticks, each with its number above it."""
    for tick in scale.ticks:
        x = scale.at(tick)
        yield rule((x, top), (x, bottom), width=0.8)
        yield Words(said(tick), x, top - 4, SMALL, "middle", colour=FAINT_INK)
