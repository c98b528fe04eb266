"""How far apart two records are, by postcode, web address or provider, as far as it helps to tell them apart."""

import re
from dataclasses import dataclass
from typing import Literal

Nearness = Literal["same", "near", "area", "far", "unknown"]


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record is to be found: postcode without its space, web address, and ids of who provides it."""

    postcode: str = ""
    address: str = ""
    providers: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """What tells records of one name apart: the postcode's sector, else the provider, else nothing."""
        return self.postcode[:-2] or min(self.providers, default="")


def postcode(text: object) -> str:
    """The postcode without spaces; empty for what is none."""
    found = re.sub(r"\s+", "", str(text or "")).upper()
    return found if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", found) else ""


def web_address(text: object) -> str:
    """The address without its scheme, `www.` and last slash, so that two spellings of it are one."""
    return re.sub(r"^(https?://)?(www\.)?|[/\s]+$", "", str(text or "").strip().casefold())


def nearness(a: Where, b: Where) -> tuple[Nearness, str]:
    """How near two records are, and the sentence that says so (empty where nothing is known)."""
    if a.providers & b.providers:
        return "same", "same provider"
    if a.postcode and b.postcode:
        return _by_postcode(a.postcode, b.postcode)
    if a.address and a.address == b.address:
        return "same", f"same web address {a.address}"
    return "unknown", ""


def _by_postcode(ours: str, theirs: str) -> tuple[Nearness, str]:
    if ours == theirs:
        return "same", f"same postcode {_shown(ours)}"
    both = f"{_shown(ours)}, {_shown(theirs)}"
    if ours[:-2] == theirs[:-2]:
        return "near", f"neighbouring postcodes: {both}"
    if _area(ours) == _area(theirs):
        return "area", f"caution: other postcodes of one postal area: {both}"
    return "far", f"caution: postcodes far apart: {both}"


def _shown(code: str) -> str:
    return f"{code[:-3]} {code[-3:]}"


def _area(code: str) -> str:
    return code[: 2 if code[1].isalpha() else 1]
