"""What ODS's codes for roles and relationships mean here: a table for people to review.

The names are those of ODS's own lists of roles and relationships. A role says what a body is; only a role that is an
NHS body's, a council's or a department's says which sector it belongs to: a pharmacy, a hospice or a care home may be a
company's or a charity's.
"""

from collections.abc import Collection

from linkwork.loaders.ods_practices import PRACTICE, SETTINGS

#: Primary role -> category and sector; "" where the role does not say which sector.
PRIMARY = {
    "RO96": ("branch surgery", "nhs"),
    "RO98": ("ccg", "nhs"),
    "RO99": ("ccg site", "nhs"),
    "RO101": ("social care site", ""),
    "RO104": ("social care provider", ""),
    "RO107": ("trust", "nhs"),
    "RO108": ("trust site", "nhs"),
    "RO110": ("dental practice", ""),
    "RO116": ("executive agency", "national"),
    "RO117": ("education", ""),
    "RO123": ("council team", "council"),
    "RO126": ("government department", "national"),
    "RO131": ("government department site", "national"),
    "RO132": ("health authority", "nhs"),
    "RO141": ("council", "council"),
    "RO142": ("local health board", "nhs"),
    "RO144": ("local health board", "nhs"),
    "RO148": ("local health board site", "nhs"),
    "RO149": ("local health board site", "nhs"),
    "RO157": ("body outside the nhs", ""),
    "RO158": ("nhs body", "nhs"),
    "RO161": ("nhs support agency", "nhs"),
    "RO166": ("optician", ""),
    "RO167": ("optician's site", ""),
    "RO172": ("independent healthcare provider", ""),
    "RO175": ("prison", ""),
    "RO176": ("independent healthcare provider's site", ""),
    "RO177": ("prescribing cost centre", ""),
    "RO179": ("primary care trust", "nhs"),
    "RO180": ("primary care trust site", "nhs"),
    "RO181": ("pharmacy headquarters", ""),
    "RO182": ("pharmacy", ""),
    "RO189": ("special health authority", "nhs"),
    "RO191": ("special health authority site", "nhs"),
    "RO197": ("trust", "nhs"),
    "RO198": ("trust site", "nhs"),
    "RO209": ("nhs england region", "nhs"),
    "RO210": ("nhs england local office", "nhs"),
    "RO213": ("commissioning support unit", "nhs"),
    "RO221": ("school", ""),
    "RO222": ("council site", "council"),
    "RO261": ("strategic partnership", "nhs"),
    "RO272": ("pcn", "nhs"),
    "RO280": ("pharmacy site", ""),
}
#: Primary role -> other role -> the category it makes of it: the primary role alone is too wide a word.
NARROWER = {
    "RO98": {"RO319": "sub-icb location"},
    "RO261": {"RO318": "icb", "RO262": "sustainability and transformation partnership"},
    "RO177": {code: category for code, category in SETTINGS.items() if code.startswith("RO")},
}
NETWORK, COMMISSIONER = "RO272", "RO98"
#: What ODS calls its relationships.
RELATIONSHIPS = {
    "RE2": "is a sub-division of",
    "RE3": "is directed by",
    "RE4": "is commissioned by",
    "RE5": "is located in the geography of",
    "RE6": "is operated by",
    "RE8": "is partner to",
    "RE9": "is nominated payee for",
    "RE10": "is Covid nominated payee for",
    "RE11": "is constituent of",
}
#: The record class of a place that a body runs.
SITE = "RC2"


def kind_of_body(primary: str, others: Collection[str]) -> tuple[str, str | None, set[str]]:
    """The category and the sector that roles give a body, and which of the other roles said so."""
    category, sector = PRIMARY.get(primary, (f"ODS role {primary}", ""))
    table = NARROWER.get(primary, {})
    said = {role: table[role] for role in others if role in table}
    if PRACTICE in said.values():
        return PRACTICE, "nhs", set(said)
    return " and ".join(sorted(set(said.values()))) or category, sector or None, set(said)


def is_part(relationship: str, record_class: str, target_role: str) -> bool:
    """Whether this relationship of a record says that the body is a part of the other.

    A sub-division is a part; so is a site of the body that runs it, and a member of its primary care network. Who
    commissions, directs or pays, whose area it lies in, and which board a trust is a partner of say nothing of parts.
    """
    if relationship == "RE6":
        return record_class == SITE
    return relationship == "RE2" or (relationship == "RE8" and target_role == NETWORK)
