"""Ages as a histogram: how many records were last confirmed how long ago, and how many nobody dates."""

from collections import Counter
from collections.abc import Iterable, Sequence

from linkwork.visualise._bars import Bar, Bars, Look, histogram_piece
from linkwork.visualise._sheet import EDGE, Piece
from linkwork.words import counted

#: From so many days on an age belongs to a class, and what the class is called.
CLASSES = (
    (0, "under 3 months"),
    (91, "3 to 6 months"),
    (183, "6 to 12 months"),
    (365, "1 to 2 years"),
    (731, "2 to 3 years"),
    (1096, "3 to 5 years"),
    (1827, "5 years or more"),
)
UNDATED = "nobody dates it"
HIGH = 172.0


def class_of(days: object) -> str:
    """The class that an age in days belongs to."""
    if not isinstance(days, int | float) or isinstance(days, bool):
        return UNDATED
    return next((words for least, words in CLASSES[::-1] if days >= least), CLASSES[0][1])


def ages_piece(found: Sequence[tuple[object, Look]], top: float, wide: float) -> Piece:
    """The histogram of ages in days, each with the look that tells its sort."""
    number = Counter((class_of(days), look) for days, look in found)
    classes: Iterable[str] = [words for _, words in CLASSES]
    if any(class_of(days) == UNDATED for days, _ in found):
        classes = [*classes, UNDATED]
    looks = sorted({look for _, look in found}, key=lambda look: look.words)
    bars = []
    for words in classes:
        many = sum(number[words, look] for look in looks)
        parts = tuple((float(number[words, look]), look) for look in looks)
        bars.append(Bar(words, parts, f"{words}: {counted(many, 'record')}", f"{many:,}" if many else ""))
    chart = Bars(tuple(bars), "how many records were last confirmed so long before the day of the graph")
    return histogram_piece(chart, (EDGE, top), (wide - 2 * EDGE, HIGH))
