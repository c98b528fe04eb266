"""Names and facts made fit to be shown: whatever a source wrote, one harmless line of text comes out."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

#: Marks that turn the direction of everything after them. A name in Arabic needs none; a sentence would be spoilt.
_TURNING = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
#: JSON inside a page may hold none of these: the first could end the script, the last two end a line in JavaScript.
_UNSAFE_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

#: How the schema spells a word of several: `warm_handover`.
_CODE_WORD = re.compile("[a-z]+(_[a-z]+)+")


def plain(text: object) -> str:
    """One line without control characters, direction marks or what XML forbids; `(no name)` if nothing is left."""
    turned = str(text).translate(_TURNING)
    kept = "".join(_allowed(character) for character in turned)
    return " ".join(kept.split()) or "(no name)"


def _allowed(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return character


def brief(words: str, most: int = 40) -> str:
    """A name that leaves room for the number that matters beside it in a finding."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def figure_in_words(value: float, digits: int = 2) -> str:
    """`12,345.67`, `1,234,568`, `0.5`: so many digits after the point at most, and none from a million on.

    What is not 0 is never said to be: `0.004`, and `nearly 0` for what two more digits would not show.
    """
    if value and not round(value, digits):
        digits += 2
        if not round(value, digits):
            return "nearly 0"
    text = f"{round(value, digits) or 0:,.{0 if abs(value) >= 1e6 else digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_per_cent(share: float) -> str:
    """`25%`, in whole hundredths; `0%` and `100%` only where it is nothing or all."""
    hundredths = round(share * 100)
    return f"{min(99, max(1, hundredths)) if 0 < share < 1 else hundredths:,}%"


def facts_in_words(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each fact that says something, as (what, value), in order of name."""
    words = ((plain(name.replace("_", " ")), _value(value)) for name, value in sorted(facts.items()))
    return [(name, value) for name, value in words if value]


def _value(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return ", ".join(_word(plain(item)) for item in value)
    return _word(plain(value))


def _word(text: str) -> str:
    """`warm handover`: a word of the schema as people say it, any other text as it is."""
    return text.replace("_", " ") if _CODE_WORD.fullmatch(text) else text


def json_for_page(value: object) -> str:
    """JSON that may stand inside a script element, in the same order every time."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE_IN_SCRIPT)
