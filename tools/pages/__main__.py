"""`python -m tools.pages` writes the pages of docs/ that follow from the code; with `gallery`, the contact sheets.

The pictures of the gallery take some minutes and are drawn by `make gallery`.
"""

import sys

from tools.pages.gallery import contact_sheets
from tools.pages.written import DOCS, demonstration, pages


def main(words: list[str]) -> None:
    """Write every page, or draw every contact sheet."""
    if words == ["gallery"]:
        for key in ("millbrook", "tower-hamlets"):
            with demonstration(key) as (chosen, session):
                contact_sheets(DOCS / "gallery", chosen, session)
        return
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
