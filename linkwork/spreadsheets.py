"""Text that no spreadsheet takes for a formula, and that comes back as it was when it is loaded.

A cell of a workbook says of itself that it is text, and that it was typed with an apostrophe, which the program does
not show (`quotePrefix`): so it stays text where somebody edits it or saves it as a CSV. A CSV has no such word, and so
the apostrophe itself stands in it. In either a text that begins with apostrophes and then as a formula does gets one
more, so that taking one away gives back what was there.
"""

import re
from typing import Any

#: A cell that begins so would be taken for a formula by a spreadsheet; the last four by some in East Asia.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "'"
#: What XML, and so a cell of a workbook, has no way to write.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: A marked text as a pattern, for polars; without its mark it is what stands for $1.
MARKED = f"^{MARK}({MARK}*[{''.join(FORMULA).replace('-', chr(92) + '-')}])"


def not_a_formula(text: str) -> str:
    """The text as a cell of a CSV: with an apostrophe before what begins like a formula, or as if it were marked."""
    return MARK + text if text.lstrip(MARK).startswith(FORMULA) else text


def without_mark(text: str) -> str:
    """The text that not_a_formula was given, where this is what it gave."""
    return text[1:] if text.startswith(MARK) and text.lstrip(MARK).startswith(FORMULA) else text


def as_text(cell: Any, text: str) -> None:  # noqa: ANN401 - a cell of openpyxl, written at once or kept
    """Afterwards the cell of a workbook holds this text, and it is text whatever it begins with.

    What no workbook may hold, such as control characters, is marked.
    """
    text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    cell.value = not_a_formula(text) if text.startswith(MARK) else text
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True
