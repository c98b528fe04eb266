"""What every drawing says of where it comes from: the rounds and their sources."""

from linkwork.graph.view import GraphView
from linkwork.visualise._words import plain
from linkwork.words import counted


def rounds_in_words(view: GraphView) -> str:
    """The rounds by name and date where they fit on a line, else how many and of what dates."""
    if not view.rounds:
        return "no rounds named"
    if len(view.rounds) <= 3:
        return f"rounds: {'; '.join(_dated(view))}"
    dates = sorted(plain(date) for _, date in view.rounds)
    span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    return f"from {counted(len(view.rounds), 'round')} of {span}"


def _dated(view: GraphView) -> list[str]:
    """Every source with the dates of its rounds."""
    dates: dict[str, list[str]] = {}
    for source, date in sorted(view.rounds):
        dates.setdefault(plain(source), []).append(plain(date))
    return [f"{source} ({', '.join(days)})" for source, days in sorted(dates.items())]


def sources_in_words(view: GraphView) -> str:
    """The sources, each with the dates of its rounds."""
    return f"Sources: {'; '.join(_dated(view)) or 'none named'}"
