"""What was measured, kept as data, and the page that is made of it: docs/performance.md with its charts.

A benchmark gives a `Part`; `keep` writes it to docs/performance/ and makes the page anew from all that is there. What
the page says of a part beside its figures is the benchmark's own text, so that it changes with what is measured.

    python -m benchmarks.report    # the page anew from what was kept
"""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.clock import processors
from tools.figures import read, today, write

DOCS = Path(__file__).parents[1] / "docs"
KEPT, PAGE = DOCS / "performance", DOCS / "performance.md"
#: The parts in the order in which the page has them; one that is not named here comes after them.
ORDER = ("files", "embedded", "neo4j", "again", "import-files", "overlap", "questions", "growth", "drawing", "starting")
HEAD = """# How long things take

Each figure stands beside its rivals, measured in the same run; seconds are the least of a few runs. The machines are
shared, and how busy they are moves a figure by a tenth or so: ratios are what counts. Made anew by `make bench` (tens
of minutes) and `make bench-national` (1,000,000 nodes); the figures themselves are in [performance/](performance/), and
whatever was made up for them is made up by [england.py](../benchmarks/england.py).
"""


@dataclass(frozen=True)
class Target:
    """What was to be reached, what was, and whether that will do."""

    words: str
    reached: str
    met: bool


@dataclass(frozen=True)
class Chart:
    """Bars (one for each label) or, where `across` is numbers, lines of `series` against it on logarithmic axes."""

    title: str
    series: Mapping[str, Sequence[float | None]]
    across: Sequence[str] | Sequence[float]
    unit: str = "seconds"
    of: str = ""


@dataclass(frozen=True)
class Part:
    """One thing that was measured: a table whose first column names what was run, and what follows from it."""

    name: str
    title: str
    command: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    targets: Sequence[Target] = ()
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()


def keep(part: Part) -> None:
    """Write the part with the day and the machine, show it, and make the page anew."""
    held = {**asdict(part), "measured_on": today(), "machine": machine()}
    write(KEPT, held)
    _draw(held)
    PAGE.write_text(page(), encoding="utf-8")
    print(_told(held))


def again() -> None:
    """Make the page and its charts anew from what was kept, where only how they look has changed."""
    for held in read(KEPT, ORDER):
        _draw(held)
    PAGE.write_text(page(), encoding="utf-8")


def _draw(held: dict[str, Any]) -> None:
    for number, chart in enumerate(held["charts"]):
        (KEPT / f"{held['name']}-{number + 1}.svg").write_text(_drawn(chart), encoding="utf-8")


def machine() -> str:
    """Processors, memory and Python of this machine, in words."""
    meminfo = Path("/proc/meminfo")
    memory = ""
    if meminfo.exists():
        kilobytes = int(meminfo.read_text(encoding="ascii").split("MemTotal:")[1].split()[0])
        memory = f", {kilobytes / 1024**2:.0f} GiB of memory"
    software = f"{platform.system()}, Python {platform.python_version()}"
    return f"{processors()} processors ({platform.machine()}){memory}, {software}"


def page() -> str:
    """The whole page from what was kept."""
    parts = read(KEPT, ORDER)
    return "\n".join([HEAD, *_summary(parts), *map(_told, parts)])


def _summary(parts: list[dict[str, Any]]) -> list[str]:
    rows = [
        f"| {target['words']} | {target['reached']} | {'yes' if target['met'] else 'no'} |"
        for part in parts
        for target in part["targets"]
    ]
    return ["| What was to be reached | What was | Reached |", "|---|---|---|", *rows, ""] if rows else []


def _told(part: dict[str, Any]) -> str:
    """One part as the page has it."""
    table = [
        f"| {' | '.join(part['columns'])} |",
        f"|---|{'---:|' * (len(part['columns']) - 1)}",
        *(f"| {' | '.join(row)} |" for row in part["rows"]),
    ]
    charts = [
        f"![{chart['title']}](performance/{part['name']}-{n + 1}.svg)\n" for n, chart in enumerate(part["charts"])
    ]
    notes = [f"- {note}" for note in part["notes"]]
    measured = f"`{part['command']}`, {part['measured_on']}, {part['machine']}.\n"
    lines = [f"## {part['title']}\n", measured, *table, "", *charts, *notes]
    return "\n".join(lines) + ("\n" if notes else "")


def _drawn(chart: dict[str, Any]) -> str:
    """The chart as SVG, the same bytes for the same figures."""
    import io

    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {"svg.hashsalt": "linkwork", "svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 9}
    )
    from matplotlib import pyplot

    lines = all(isinstance(one, int | float) for one in chart["across"])
    high = 3.6 if lines else 0.9 + 0.32 * len(chart["across"]) * len(chart["series"])
    figure, axes = pyplot.subplots(figsize=(7, high), layout="constrained")
    _lines(axes, chart) if lines else _bars(axes, chart)
    axes.set_title(chart["title"], loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    if len(chart["series"]) > 1:
        axes.legend(frameon=False, fontsize=8, loc="upper left" if lines else "best")
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    pyplot.close(figure)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _bars(axes: Any, chart: dict[str, Any]) -> None:  # noqa: ANN401 - matplotlib's axes
    thick = 0.8 / len(chart["series"])
    for number, (name, values) in enumerate(chart["series"].items()):
        places = [place + number * thick for place in range(len(chart["across"]))]
        drawn = axes.barh(places, [value or 0 for value in values], thick * 0.9, label=name)
        axes.bar_label(drawn, [f"{value:,.3g}" if value is not None else "" for value in values], padding=3)
    axes.set_yticks([place + 0.4 - thick / 2 for place in range(len(chart["across"]))], chart["across"])
    axes.set_ylim(len(chart["across"]) - 0.1, -0.5)
    axes.set_xlabel(chart["unit"])
    axes.margins(x=0.12)


def _lines(axes: Any, chart: dict[str, Any]) -> None:  # noqa: ANN401 - matplotlib's axes
    marks = "osD^vPX*<>"
    for number, (name, values) in enumerate(chart["series"].items()):
        kept = [(x, y) for x, y in zip(chart["across"], values, strict=True) if y is not None]
        axes.plot(*zip(*kept, strict=True), marker=marks[number % len(marks)], markersize=4, linewidth=1.2, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(chart["of"])
    axes.set_ylabel(chart["unit"])
    axes.grid(visible=True, which="major", linewidth=0.3)


if __name__ == "__main__":
    again()
