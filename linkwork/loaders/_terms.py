"""How files name needs, audiences and areas that other files describe: by id, by name, or by vocabulary and code."""

import re

from linkwork.graph.identity import Names, slug

#: Words for rows that add up other rows.
_TOTAL = re.compile(
    r"all( (needs|areas|wards|audiences|groups|people|ages|residents))?|every(one|body|thing|where)"
    r"|(grand|sub)? ?totals?( .+)?|.+ totals?|overall|sum"
)
#: What to write where a name does not tell which is meant.
WRITE_ONE = {
    "Area": "write the id or the ONS code of the one meant",
    "Need": "write the id of the one meant, or its vocabulary and code, such as town:DEB",
    "Audience": "write the id of the one meant, or its vocabulary and code, such as town:DEB",
}
GSS = re.compile(r"(gss:)?([A-Za-z][0-9]{8})")


def scheme(taxonomy: str) -> str:
    """A vocabulary's name as it stands in ids: UK-CAT is ukcat."""
    return slug(taxonomy).replace("-", "")


def is_total(cell: str) -> bool:
    """Whether a cell names a sum of other rows, not a thing."""
    return _TOTAL.fullmatch(slug(cell).replace("-", " ")) is not None


def written_id(cell: str, kind: str, names: Names) -> str | None:
    """The id that a cell is: one of this kind in full (need-debt), or an area's ONS code; None where it is neither."""
    given = cell.strip().lower()
    if slug(given) == given and names.schema.kind_of_id(given) == kind:
        return given
    code = GSS.fullmatch(cell.strip())
    return names.by_identifier(kind, "", code[2]) if kind == "Area" and code else None


def coded_id(cell: str, kind: str, names: Names) -> str | None:
    """The id that TAXONOMY:CODE stands for, written without blanks round the colon; None where it is not that."""
    found = re.fullmatch(r"([^:]*[^:\s]):([^:\s]\S*)", cell.strip())
    if kind == "Area" or not found or not scheme(found[1]) or not slug(found[2]):
        return None
    return names.by_identifier(kind, scheme(found[1]), found[2])


def find(cell: str, kind: str, names: Names) -> tuple[str | None, str]:
    """The id that a cell stands for, or None and why: by id or ONS code, by a name known in any source, by code."""
    if given := written_id(cell, kind, names):
        return given, ""
    word = kind.lower()
    known = names.anywhere(kind, cell) if slug(cell) else []
    if len(known) == 1:
        return known[0], ""
    if known:
        return None, f"{cell!r} is the name of {len(known)} {word}s: {', '.join(known)}; {WRITE_ONE[kind]}"
    if coded := coded_id(cell, kind, names):
        return coded, ""
    sources = {"Area": "areas", "Need": "terms", "Audience": "terms"}[kind]
    code = "its ONS code such as E05009317" if kind == "Area" else "its vocabulary and code, such as town:DEB"
    return None, f"no {word} of the name {cell!r} is known; load the {sources} first, or write its id, or {code}"
