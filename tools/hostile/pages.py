"""Pages in a real browser: nothing of a name runs there, nothing is asked for and nothing leaves."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

#: What a name would have set if anything of it had been run.
PWNED = "window.pwned"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def looked_at(pages: Iterable[Path]) -> Iterator[tuple[Path, list[str]]]:
    """What is wrong with each page, with everything that opens on it opened."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page in pages:
            yield page, _one(browser, page)
        browser.close()


def _one(browser: Any, file: Path) -> list[str]:  # noqa: ANN401 -- playwright's own
    wrong: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: _said(dialog, wrong))
    page.on("pageerror", lambda error: wrong.append(f"an error: {error}"))
    page.on("request", lambda request: _asked(request.url, file, wrong))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_timeout(300)
    if page.evaluate(PWNED) is not None:
        wrong.append("a name was run")
    away = "[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')).filter((h) => !/^#/.test(h))"
    wrong += [f"a link that leads away or runs: {href[:60]}" for href in page.evaluate(away)]
    page.close()
    return wrong


def _said(dialog: Any, wrong: list[str]) -> None:  # noqa: ANN401 -- playwright's own
    wrong.append(f"a dialog: {dialog.message}")
    dialog.dismiss()


def _asked(url: str, file: Path, wrong: list[str]) -> None:
    if url.partition("#")[0] != file.as_uri() and not url.startswith(("data:", "blob:")):
        wrong.append(f"it asked for {url[:80]}")
