"""Whether a term of a directory is a need or an audience: the written rule, to be read and disputed.

Directories say what a service is with terms of any vocabulary, and rarely say whether a term is what people need or
who they are. The first of these that fits holds:
1. the field it stands in: a target audience, or a term of a rule of eligibility, is an audience;
2. what the link says it describes: `link_type` or `link_entity` with one of PEOPLE_WORDS or ELIGIBILITY is an
   audience, with one of NEED_WORDS a need, with one of OTHER_WORDS neither;
3. the vocabulary's name or the term's address: with one of PEOPLE_WORDS an audience, with one of NEED_WORDS a need,
   with one of OTHER_WORDS neither;
4. the project's own terms, or those of vocabularies that it has loaded: what they call an audience is one, and
   what they call a need is one;
5. what is left is taken as a need, for directories tag services by what they do; this is said, with a count.
Nobody's words are guessed at: "young" in a name proves nothing. A term that a project's terms name in just one way is
linked to that one; else a term is known by its vocabulary and code, by its id in the directory, or by its name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from linkwork.errors import Problem
from linkwork.graph.identity import slug
from linkwork.loaders._oruk_made import End, Made
from linkwork.loaders._oruk_mend import key_of, number_of, objects, text_of, unescaped
from linkwork.loaders._terms import scheme, written_id

PEOPLE_WORDS = ("audience", "circumstance", "situation", "target group", "age group", "who it is for")
#: Of a link only: the vocabulary Open Eligibility has words for services too.
ELIGIBILITY = ("eligib",)
NEED_WORDS = ("need", "service type", "servicetype", "human service", "humanservice", "esd service", "ukcat")
OTHER_WORDS = ("accessib", "accredit", "assurance", "cost", "delivery", "language", "payment", "quality", "schedule")
#: Fields of makers of directories that hold audiences, and the field in them that holds the name.
TARGETS = {"pc_targetAudience": "audienceType"}
#: An age at which directories mean that there is no limit.
NO_LIMIT = 120
KINDS = {"Need": "MEETS", "Audience": "FOR_AUDIENCE"}


def tell_terms(made: Made, fields: Mapping[str, Any], offer: End, at: Problem) -> None:
    """Afterwards the offer meets the needs and is for the audiences that its service is tagged with."""
    if any(key in fields for key in ("attributes", "service_taxonomys", "service_taxonomies")):
        made.room |= {"MEETS", "FOR_AUDIENCE"}
    if TARGETS.keys() & fields.keys() or "eligibilitys" in fields:
        made.room.add("FOR_AUDIENCE")
    for term, described in _terms(fields):
        name = unescaped(text_of(term, "name") or text_of(term, "term") or "")
        if not name:
            made.mended.note("terms without a name were left out", text_of(term, "id") or "one without an id")
            continue
        kind = described or _kind(made, term, name)
        if kind:
            end = (kind, _term(made, kind, term, name, at))
            made.link(KINDS[kind], offer, end, at)
        else:
            made.mended.note("terms of how a service is given are neither needs nor people and were left out", name)


def _terms(fields: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each term with the kind that its place gives it, "" where the place does not tell."""
    for link in (*objects(fields, "attributes"), *objects(fields, "service_taxonomys", "service_taxonomies")):
        inner = objects(link, "taxonomy_term", "taxonomy")
        term = inner[0] if inner else {**link, "name": link.get("value") or link.get("label")}
        said = _words(text_of(link, "link_type"), text_of(link, "link_entity"))
        kind = _told(said, (*PEOPLE_WORDS, *ELIGIBILITY))
        if kind == "neither":
            yield {**term, "taxonomy": said}, ""
        else:
            yield term, kind
    for rule in objects(fields, "eligibilitys"):
        for link in objects(rule, "link_taxonomies", "taxonomys", "taxonomies"):
            inner = objects(link, "taxonomy", "taxonomy_term")
            yield (inner[0] if inner else link), "Audience"
    for key, name in TARGETS.items():
        for target in objects(fields, key):
            yield {"id": target.get("id"), "name": target.get(name)}, "Audience"


def _words(*texts: str | None) -> str:
    """Texts in lower case, with a space where a capital begins a word and for all that is no letter."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", " ".join(text for text in texts if text))
    return f" {' '.join(re.findall(r'[a-z]+', apart.lower()))} "


def _told(words: str, people: tuple[str, ...] = PEOPLE_WORDS) -> str:
    """The kind that the name of a vocabulary or of a sort of link tells; "neither", or "" where it tells nothing."""
    for kind, wanted in (("Audience", people), ("neither", OTHER_WORDS), ("Need", NEED_WORDS)):
        if any(f" {word}" in words for word in wanted):
            return kind
    return ""


def _kind(made: Made, term: Mapping[str, Any], name: str) -> str:
    """Need, Audience, or "" for neither."""
    vocabulary, _ = _vocabulary(term)
    told = _told(_words(vocabulary, text_of(term, "term_uri")))
    if told:
        return "" if told == "neither" else told
    declared = [kind for kind in KINDS if made.names.declared(kind, name)]
    if len(declared) == 1:
        return declared[0]
    made.mended.note("terms that do not say whether they are needs or people were taken as needs", name)
    return "Need"


def _vocabulary(term: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The name of a term's vocabulary and its code in it; in 1.0 the id is often both (esdServiceTypes:1234)."""
    inner = objects(term, "taxonomy_detail")
    vocabulary = (
        text_of(term, "taxonomy") or text_of(term, "vocabulary") or (text_of(inner[0], "name") if inner else None)
    )
    code = text_of(term, "code")
    both = re.fullmatch(r"([A-Za-z][A-Za-z0-9_-]*):(\S+)", text_of(term, "id") or "")
    if both and code is None:
        return vocabulary or both[1], both[2]
    return vocabulary, code


def _term(made: Made, kind: str, term: Mapping[str, Any], name: str, at: Problem) -> str:
    """The id of a term, told of unless the project's own terms do."""
    declared = made.names.declared(kind, name) if slug(name) else []
    if len(declared) == 1:
        return declared[0]
    vocabulary, code = _vocabulary(term)
    given = key_of(term, made.mended)
    own = written_id(code, kind, made.names) if code else None
    if own:
        # A directory that Linkwork itself wrote gives our ids as codes.
        id_ = own
    elif vocabulary and code and scheme(vocabulary) and slug(code):
        id_ = made.names.by_identifier(kind, scheme(vocabulary), code)
    elif given:
        id_ = made.own_id(kind, given)
    else:
        id_ = made.names.by_name(kind, name)
    uri = text_of(term, "term_uri")
    placeholder = uri is not None and re.match(r"https?://(www\.)?example\.(com|org)", uri)
    facts = {"name": name, "taxonomy": vocabulary, "term_uri": None if placeholder else uri}
    made.node(kind, id_, facts, at)
    return id_


def tell_ages(made: Made, fields: Mapping[str, Any], offer: End, at: Problem) -> None:
    """Afterwards the offer is for the ages that its service states: of itself, or in its rules of eligibility."""
    for rule in (fields, *objects(fields, "eligibilitys")):
        if not {"minimum_age", "maximum_age"} & rule.keys():
            continue
        made.room.add("FOR_AUDIENCE")
        low, high = _age(made, rule, "minimum_age"), _age(made, rule, "maximum_age")
        low = low or None
        if low is not None and high is not None and low > high:
            made.mended.note("ages from high to low were left out", f"{low} to {high}")
        elif low is not None or high is not None:
            made.link("FOR_AUDIENCE", offer, ("Audience", _ages(made, low, high, at)), at)


def _age(made: Made, rule: Mapping[str, Any], key: str) -> int | None:
    """An age in whole years; None for no limit."""
    years = number_of(rule, key, made.mended)
    if years is None or years == -1:
        return None
    if years < 0:
        made.mended.note("ages below nought were left out", f"{years:g}")
        return None
    if years >= NO_LIMIT:
        made.mended.note(f"ages of {NO_LIMIT} and more were read as no limit", f"{years:g}")
        return None
    if years != int(years):
        made.mended.note("ages in parts of a year were read as whole years", f"{years:g}")
    return int(years)


def _ages(made: Made, low: int | None, high: int | None, at: Problem) -> str:
    """The id of the audience of these ages, told of."""
    above = f"{low} and over" if high is None else f"{low} to {high}"
    words = f"up to {high}" if low is None else above
    id_ = made.names.by_id("Audience", f"age {words}")
    ages = {"min_age": None if low is None else str(low), "max_age": None if high is None else str(high)}
    made.node("Audience", id_, {"name": f"aged {words}", "category": "age", **ages}, at)
    return id_
