"""How soon a browser shows a map of 5,000 nodes and 20,000 links: the atlas's, and that of each library by itself.

Seconds are from asking for the page to a screenshot that has the map on it, the least of a few visits; beside them
stands how long pyvis's own page takes to settle 500 nodes, and what Python takes to lay the map out and write the file.
What it decided is in docs/decisions/atlas.md.

    make bench-drawing
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks._drawing_pages import pages, settling, town
from benchmarks.report import Chart, Part, Target, keep
from linkwork.visualise.atlas import AtlasView, atlas

NODES, LINKS, SETTLED = 5000, 20000, (500, 2000)
VISITS = 3
#: WebGL is drawn by the processor where there is no graphics card; everything else is as Chromium has it.
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader")
ATLAS = "the atlas"
#: pyvis's page keeps its network under a global name; it says when it has settled.
LISTEN = """
const wait = setInterval(() => {
  if (typeof network === "undefined" || !network || !network.on) return;
  clearInterval(wait);
  network.once("stabilizationIterationsDone", () => { document.documentElement.dataset.settled = "yes"; });
}, 20);
"""


def measure(only: str = "") -> Part:
    """The atlas's page and those of other libraries; with a word, only those whose name has it."""
    began = time.perf_counter()
    view = town(NODES, LINKS)
    drawn = atlas(AtlasView(view)).content.decode("utf-8")
    wrote = time.perf_counter() - began
    wanted = {name: text for name, text in {**pages(view), ATLAS: drawn}.items() if only in name}
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        seconds = _visited(browser, wanted, Path(folder))
        settled = _settled(browser, Path(folder))
        browser.close()
    return _part({name: min(some) for name, some in seconds.items()}, wanted, settled, wrote)


def _part(seconds: Mapping[str, float], pages_: Mapping[str, str], settled: float, wrote: float) -> Part:
    ordered = sorted(seconds, key=lambda name: seconds[name])
    own = seconds.get(ATLAS, seconds[ordered[0]])
    rows = [
        [name, f"{seconds[name]:.2f}", f"{seconds[name] / own:.1f}", f"{len(pages_[name].encode()) / 1e6:.2f}"]
        for name in ordered
    ]
    rows.append([f"pyvis as it comes, settling {SETTLED[0]} nodes", f"{settled:.1f}", f"{settled / own:.0f}", ""])
    words = f"The atlas paints {NODES:,} nodes in a tenth of what pyvis takes to settle {SETTLED[0]}"
    targets = (
        Target(words, f"{own:.2f} s of {settled:.1f} s", own <= settled / 10),
        Target(
            "... and no slower than the fastest library measured", f"the fastest is {ordered[0]}", ordered[0] == ATLAS
        ),
    )
    notes = (f"Laying out and writing the atlas's file takes Python {wrote:.1f} s; the page lays nothing out.",)
    chart = Chart("A map of 5,000 nodes in a browser", {"seconds": [seconds[name] for name in ordered]}, ordered)
    columns = ("page", "seconds to a drawn map", "times the atlas", "MB")
    return Part("drawing", "Drawing", "make bench-drawing", columns, rows, targets, notes, (chart,))


def _visited(browser: Any, wanted: Mapping[str, str], folder: Path) -> dict[str, list[float]]:  # noqa: ANN401
    """Seconds of each visit, by name: all pages once, then all again, so that a busy moment hits them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in wanted}
    for _ in range(VISITS):
        for name, text in wanted.items():
            file = folder / "page.html"
            file.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            start = time.perf_counter()
            page.goto(file.as_uri(), wait_until="commit")
            page.wait_for_selector("html[data-drawn]", state="attached", timeout=120_000)
            page.screenshot()
            seconds[name].append(time.perf_counter() - start)
            page.close()
    return seconds


def _settled(browser: Any, folder: Path) -> float:  # noqa: ANN401
    """Seconds until pyvis's own page has settled its nodes and shows them; they move on for some time after that."""
    file = folder / "settling.html"
    file.write_text(settling(*SETTLED), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.route(lambda url: url != file.as_uri(), lambda route: route.abort())
    page.add_init_script(LISTEN)
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-settled]", state="attached", timeout=600_000)
    took = time.perf_counter() - start
    page.close()
    return took


if __name__ == "__main__":
    keep(measure(*sys.argv[1:2]))
