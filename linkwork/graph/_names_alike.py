"""How alike two names are, 0 to 1, and when a name says by itself that it is another body's part.

Names are compared word by word, however they are ordered, shortened or spelt. A word that many names share counts for
little. The likeness is the weight of the words that two names share over the weight of all their words (a weighted
Jaccard index); words that differ by a letter or two share as much as they are alike (rapidfuzz's Indel similarity).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from linkwork.graph import _name_words as words

#: Words as alike as this are taken for one word spelt in two ways; shorter ones must be equal.
SAME_WORD, SHORTEST = 0.8, 4
LONGEST_NAME, MOST_WORDS = 300, 30
_SHORT = {short: full for full, shorts in words.SHORT_FORMS.items() for short in shorts.split()}
_PHRASES = tuple((re.compile(rf"\b(?:{sought})\b"), full) for sought, full in words.PHRASES)
_PLURAL = re.compile(
    r"(?:all )?(?:the )?(?:pcns|gps|practices|surgeries|networks|charities|schools|councils) (?:of|in|across|for) "
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its words in full and singular, and the numbers among them."""

    raw: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    initials: frozenset[str]
    sort: str

    @property
    def key(self) -> str:
        """The same for two names of the same words, in whatever order."""
        return " ".join(sorted(self.words))

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that not every name has."""
        return tuple(word for word in self.words if word not in words.GENERIC)


@lru_cache(maxsize=1 << 17)
def taken_apart(raw: str, silent: str = "") -> Name:
    """The name's words; a name of silent words alone keeps them, one without letters or digits has none.

    `silent` is one more word that says nothing here: "board" where all that is compared are boards.
    """
    text = _plain(_without_initials(raw[:LONGEST_NAME]))
    every = [_word(word) for word in text.split()][:MOST_WORDS]
    said = (word for word in every if word not in words.SILENT and word != silent)
    kept = tuple(said) or tuple(every)
    numbers = frozenset(digits for word in kept for digits in re.findall(r"\d+", word))
    return Name(raw, kept, numbers, _initials(raw), _sort(text, kept))


def weight(word: str) -> float:
    """How much a word says about which body it is."""
    if word in words.GENERIC:
        return words.WEIGHT_OF_GENERIC
    return words.WEIGHT_OF_COMMON if word in words.COMMON else words.WEIGHT


def likeness(a: Name, b: Name) -> float:
    """0 to 1; 1 for the same words; 0 where numbers or contrasts (north and south) tell the two apart."""
    if not a.words or not b.words:
        return 0.0
    if a.key == b.key:
        return 1.0
    ours, theirs = Counter(a.words), Counter(b.words)
    shared, left, right = (list(some.elements()) for some in (ours & theirs, ours - theirs, theirs - ours))
    if _told_apart(a, b, set(left), set(right)):
        return 0.0
    if left and "".join(left) == "".join(right):
        return 1.0
    got = total = sum(weight(word) for word in shared)
    for alike, x, y in sorted(_spelt_otherwise(left, right), key=lambda found: (-found[0], sorted(found[1:]))):
        if x in left and y in right:
            left.remove(x)
            right.remove(y)
            heavy = (weight(x) + weight(y)) / 2
            got, total = got + alike * heavy, total + heavy
    return got / (total + sum(weight(word) for word in (*left, *right)))


def one_is_part(a: Name, b: Name) -> bool:
    """Whether one name says that it is a part, a branch, a team or a merger of the other or of several.

    `Poplar Practice: Bow`, `Poplar Practice branch` and `Poplar and Bow Practice` are not Poplar Practice.
    """
    if bool(words.BRANCH & set(a.words)) != bool(words.BRANCH & set(b.words)):
        return True
    if bool(words.TEAM & set(a.words)) != bool(words.TEAM & set(b.words)):
        return set(a.words) - words.TEAM != set(b.words) - words.TEAM
    return _holds(a, b) or _holds(b, a)


def may_be_initials(a: Name, b: Name) -> bool:
    """Whether one name is the first letters of the other's words, three or more."""
    return any(short.raw.strip().lower() in long.initials for short, long in ((a, b), (b, a)))


def _plain(raw: str) -> str:
    """Lower-case words and spaces; accents, apostrophes and points within initials gone."""
    letters = unicodedata.normalize("NFKD", raw.casefold())
    text = "".join(ch for ch in letters if not unicodedata.combining(ch))
    text = re.sub(r"['’`]", "", text)
    text = re.sub(r"[&+]", " and ", re.sub(r"\bco-(?=\w)", "co", text))
    text = re.sub(r"[\W_]+", " ", text).strip()
    text = re.sub(r"\b([^\W\d]) (?=[^\W\d]\b)", r"\1", text)
    for sought, full in _PHRASES:
        text = sought.sub(full, text)
    return text


def _without_initials(raw: str) -> str:
    """The name without its own initials in brackets: `Older People's Action in the Locality (OPAL)`."""
    rest = re.sub(r"\([^()]*\)", " ", raw)
    inside = re.findall(r"\(([^()]*)\)", raw)
    return rest if inside and all(text.strip().lower() in _initials(rest) for text in inside) else raw


def _word(word: str) -> str:
    word = words.NUMBERS.get(word, _SHORT.get(word, word))
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _SHORT.get(word, word)


def _initials(raw: str) -> frozenset[str]:
    """The first letters of the words, with and without the small ones; none of fewer than three letters."""
    every = re.findall(r"[^\W\d_][\w'’]*", raw[:LONGEST_NAME].lower())
    telling = [word for word in every if word not in words.SILENT]
    made = {"".join(word[0] for word in some) for some in (every, telling)}
    return frozenset(letters for letters in made if len(letters) > 2)


def _sort(text: str, kept: tuple[str, ...]) -> str:
    """What sort of body a name plainly says it is; empty where it does not."""
    found = set(kept)
    if _PLURAL.match(text):
        return "several"
    if words.TEAM & found:
        return "team"
    if "pcn" in found:
        return "pcn"
    if "icb" in found:
        return "icb"
    if "borough" in found or (kept and kept[-1] == "council"):
        return "council"
    return "practice" if {"surgery", "practice"} & found else ""


def _told_apart(a: Name, b: Name, left: set[str], right: set[str]) -> bool:
    """Whether numbers or contrasts tell two names apart; `left` and `right` are the words of one and not the other."""
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return True
    if any(contrast & left and contrast & right for contrast in words.CONTRASTS):
        return True
    # North Poplar North is a part of North Poplar: a contrast that one name has once more tells them apart.
    again = (left & set(b.words)) | (right & set(a.words))
    return any(contrast & again for contrast in words.CONTRASTS)


def _spelt_otherwise(left: list[str], right: list[str]) -> Iterator[tuple[float, str, str]]:
    for x in left:
        for y in right:
            if len(x) >= SHORTEST and len(y) >= SHORTEST and not x.isdigit() and not y.isdigit():
                alike = Indel.normalized_similarity(x, y, score_cutoff=SAME_WORD)
                if alike >= SAME_WORD:
                    yield alike, x, y


def _holds(whole: Name, other: Name) -> bool:
    """Whether one of the pieces of a name, of which it has several, has the telling words of the other and no more."""
    sought = set(other.telling)
    for pieces in _pieces(whole.raw[:LONGEST_NAME]):
        telling = [set(taken_apart(piece).telling) for piece in pieces]
        if sought and sought in telling and any(some - sought for some in telling):
            return True
    return False


@lru_cache(maxsize=1 << 16)
def _pieces(raw: str) -> tuple[tuple[str, ...], ...]:
    """The name cut at a colon or dash, and at `and`: each cut that gives two pieces or more."""
    cuts = (
        re.split(r"\s*:\s*|\s+[-–—/]\s*|\s*[-–—/]\s+", raw),
        re.split(r"\s*[&+]\s*|\s+and\s+", raw, flags=re.IGNORECASE),
    )
    made = (tuple(piece for piece in cut if piece.strip()) for cut in cuts)
    return tuple(cut for cut in made if len(cut) > 1)
