"""What tells who somebody is, and every way in which a file may have it written.

A name is found as `Jane Bright`, `JANE BRIGHT`, `Bright, Jane`, `jane-bright` or `jane.bright`; a number however it is
spaced, with 0 or +44; letters with accents also as JSON, HTML and addresses of pages write them. A name in other words
(initials, a first name alone) is not known to be the person's.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from linkwork.graph.identity import slug

#: What stands in a text where a value stood.
ERASED = "(erased)"
#: A number with fewer digits is an extension and found in too many places to mean anybody.
DIGITS = 7
_BETWEEN = r"(?:[\s\-_.,+/;:]|%20|&nbsp;|&#160;|" + "\u00a0" + "){1,4}"
_APOSTROPHE = r"(?:'|" + "\u2019" + r"|\\u2019|&#x27;|&#39;|&apos;|&rsquo;|%27)?"
_AT = "(?:@|%40|&#64;|&#x40;)"
_GAP = r"[\s().\-]{0,3}"
_WORD_BEFORE, _WORD_AFTER = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"


@dataclass(frozen=True)
class Traces:
    """The opaque ids of somebody, and the names, e-mail addresses and telephone numbers that are held."""

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def __or__(self, other: "Traces") -> "Traces":
        """What tells of either."""
        return Traces(
            self.ids | other.ids, self.names | other.names, self.emails | other.emails, self.phones | other.phones
        )

    def without(self, other: "Traces") -> "Traces":
        """What tells of nobody but them: values that somebody else has too are left out."""
        return Traces(
            self.ids,
            _but(self.names, other.names),
            _but(self.emails, other.emails),
            _but(self.phones, other.phones),
        )

    @property
    def values(self) -> int:
        """How many values there are, each id one."""
        return len(self.ids) + len(self.names) + len(self.emails) + len(self.phones)

    @cached_property
    def text(self) -> re.Pattern[str]:
        """What finds any value or id in a text; nothing where there is none."""
        return re.compile(_any([*map(re.escape, sorted(self.ids)), *self._values()]), re.IGNORECASE)

    @cached_property
    def content(self) -> re.Pattern[bytes]:
        """What finds any value or id in the bytes of a file."""
        return re.compile(self.text.pattern.encode(), re.IGNORECASE)

    @cached_property
    def raw(self) -> re.Pattern[bytes]:
        """The same for files in which a length that looks like a letter may stand before a text.

        Names of one word are left out: they would be found by chance.
        """
        words = [_name(one) for one in sorted(self.names) if len(_words(one)) > 1]
        mails = [_email(one) for one in sorted(self.emails)]
        return re.compile(_any([*map(re.escape, sorted(self.ids)), *words, *mails]).encode(), re.IGNORECASE)

    @cached_property
    def _told(self) -> re.Pattern[str]:
        return re.compile(_any([*map(re.escape, sorted(self.ids)), *self._values(in_texts=True)]), re.IGNORECASE)

    def one_by_one(self) -> Iterator[tuple[str, "Traces"]]:
        """Each value with what tells of it alone, addresses before names, since a name may stand in one."""
        for part in ("emails", "names", "ids", "phones"):
            for value in sorted(getattr(self, part)):
                yield value, Traces(**{part: frozenset([value])})

    def taken_out(self, text: str, by: str = ERASED) -> str:
        """The text with ERASED, or `by`, where a value stood; names of one word stay, since they may be anybody's."""
        return self._told.sub(by, text)

    def taken_out_of(self, content: bytes) -> bytes:
        """The same for the bytes of a text file."""
        return re.compile(self._told.pattern.encode(), re.IGNORECASE).sub(ERASED.encode(), content)

    def _values(self, in_texts: bool = False) -> Iterator[str]:
        # Addresses first: a name may stand in one.
        for email in sorted(self.emails):
            yield f"(?<![A-Za-z0-9._+-]){_email(email)}{_WORD_AFTER}"
        for name in sorted(self.names):
            if len(_words(name)) > 1 or (_words(name) and not in_texts):
                yield f"{_WORD_BEFORE}{_name(name)}{_WORD_AFTER}"
        for phone in sorted(self.phones):
            if number := _phone(phone):
                yield number


def as_written(value: str) -> str:
    """A value with its blanks and accents in one way."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def as_compared(value: str) -> str:
    """A name or an e-mail address as two are compared."""
    return as_written(value).casefold()


def _but(values: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    known = {as_compared(other) for other in others}
    return frozenset(value for value in values if as_compared(value) not in known)


def _any(ways: list[str]) -> str:
    return "|".join(f"(?:{way})" for way in ways) or "(?!)"


def _words(name: str) -> list[str]:
    return re.findall(r"[\w'" + "\u2019" + "]+", unicodedata.normalize("NFC", name))


def _name(name: str) -> str:
    """The words in order or, of a name of two or more, with the last before the others, or as a slug."""
    words = ["".join(map(_letter, word)) for word in _words(name)]
    orders = [words, [words[-1], *words[:-1]]] if len(words) > 1 else [words]
    ways = [_BETWEEN.join(order) for order in orders]
    return _any([*ways, *([re.escape(slug(name))] if slug(name) else [])])


def _email(email: str) -> str:
    whole = "".join(_AT if ch == "@" else _letter(ch) for ch in email.strip())
    return _any([whole, re.escape(slug(email))])


def _letter(ch: str) -> str:
    if ch in "'\u2019":
        return _APOSTROPHE
    if ch.isascii():
        return re.escape(ch)
    cases = dict.fromkeys((ch.lower(), ch.upper()))
    return _any([re.escape(way) for case in cases for way in dict.fromkeys(_spelt(case))])


def _spelt(text: str) -> Iterable[str]:
    """A letter as it is, in two parts, and as JSON, HTML and addresses write it."""
    marks = ("".join(f"&#{ord(ch)};" for ch in text), "".join(f"&#x{ord(ch):x};" for ch in text))
    return (text, unicodedata.normalize("NFD", text), json.dumps(text)[1:-1], *marks, quote(text))


def _phone(phone: str) -> str:
    """A number of this country with 0 or +44 before it, another as it is; "" for one that is too short."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < DIGITS:
        return ""
    bare = digits.removeprefix("00").removeprefix("44") if digits.startswith(("44", "0044")) else digits
    bare = bare.removeprefix("0")
    return r"(?<![0-9])(?:(?:\+|00)?44" + _GAP + "(?:0" + _GAP + ")?|0)?" + _GAP.join(bare) + "(?![0-9])"
