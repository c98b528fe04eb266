"""A change in plain words: what came, what went, and what is now said otherwise."""

from collections.abc import Mapping

from linkwork.graph.fold import View
from linkwork.graph.shapes import LinkKind
from linkwork.words import day_words, listed

#: Fields whose names are not what people call them; any other is its name with spaces.
SPOKEN: Mapping[str, str] = {
    "aka": "other job titles",
    "charity_no": "charity number",
    "company_no": "company number",
    "ends": "last day",
    "fte": "full-time equivalents",
    "gss_code": "ONS code",
    "max_age": "oldest age",
    "min_age": "youngest age",
    "n": "people",
    "n_invited": "people invited",
    "n_took_part": "people who took part",
    "ods_code": "ODS code",
    "referrals_month": "referrals a month",
    "starts": "first day",
    "sub_icb_code": "sub-ICB code",
    "term_uri": "address of the term",
    "uprn": "property reference number",
    "url": "web address",
    "volume_month": "people a month",
    "wait_days": "days to wait",
}
#: Short forms that sources write in lower case.
CAPITALS = ("icb", "nhs", "pcn")
#: From here a number is read with commas; a year is shorter.
LONG = 10_000
BLANK: tuple[object, ...] = (None, [], "")


def sorts_of(view: View) -> dict[str, str]:
    """What sort of body each organisation is, in a word, by id: practice, PCN, charity. None for one not said."""
    frame = view.nodes.get("Organisation")
    if frame is None or "category" not in frame.columns:
        return {}
    return {id_: _noun(said) for id_, said in frame.select("id", "category").iter_rows() if said}


def came_or_went(called: str, sort: str, new: bool) -> str:
    """A record that is new or gone, with what sort it is where its name does not say so."""
    known = sort.lower() in called.lower().split()
    return f"{called if known else f'{called} ({sort})'} is {'new' if new else 'gone'}"


def joined_or_left(kind: LinkKind, ends: tuple[str, str], new: bool, rule: object = None) -> str:
    """A link that is new or gone, by what its two ends are called; `rule` is that of a link that may leave out."""
    reads = "leaves out" if rule == "exclude" else kind.reads
    first, _, rest = reads.partition(" ")
    start, end = ends
    how = "now" if new else "no longer"
    if first == "is":
        return f"{start} is {how} {rest} {end}"
    if first.endswith("s") and first != "was":
        return f"{start} {how} {reads} {end}"
    return f"{start} {reads} {end} ({'newly said' if new else 'no longer said'})"


def said_otherwise(called: str, field: str, before: object, after: object) -> str:
    """A record that says something else of itself; a name of its own is said as one."""
    if field == "name" and before not in BLANK and after not in BLANK:
        return f"{before} is now called {after}"
    if after in BLANK:
        return f"{called}: {spoken(field)} was {value_words(before)}, is no longer said"
    was = "was not said" if before in BLANK else f"was {value_words(before)}"
    return f"{called}: {spoken(field)} is now {value_words(after)}, {was}"


def moved(kind: LinkKind, called: str, before: list[str], after: list[str]) -> str:
    """A record that left one end of a kind of link that begins with "is", and joined another."""
    rest = kind.reads.removeprefix("is ")
    return f"{called} has moved: it was {rest} {listed(before)}, and is now {rest} {listed(after)}"


def spoken(field: str) -> str:
    """A field's name as people say it."""
    return SPOKEN.get(field, field.replace("_", " "))


def value_words(value: object) -> str:
    """A value as people say it: a day as a day, yes and no, a list and a long number with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and abs(value) >= LONG:
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(map(value_words, value))
    return day_words(str(value))


def _noun(category: str) -> str:
    return " ".join(word.upper() if word.lower() in CAPITALS else word for word in category.split())
