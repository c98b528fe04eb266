"""The ids of Millbrook's records, as Linkwork spells them."""

PREFIX = {
    "Organisation": "org",
    "Org": "org",
    "Service": "service",
    "Offer": "offer",
    "Role": "role",
    "Post": "post",
    "Need": "need",
    "Audience": "audience",
    "Function": "function",
    "Area": "area",
    "Site": "site",
    "Policy": "policy",
    "Priority": "priority",
    "Board": "board",
    "Platform": "platform",
    "Fund": "fund",
    "Asset": "asset",
    "Recommendation": "recommendation",
    "Insight": "insight",
    "Engagement": "engagement",
    "Source": "source",
}


def id_of(kind: str, key: str) -> str:
    """The id of one record."""
    return f"{PREFIX[kind]}-{key.replace(' ', '-')}"


def ids(kind: str, keys: str) -> str:
    """The ids of several records, named with blanks or `;` between them, as a cell of a workbook."""
    return "; ".join(id_of(kind, key) for key in keys.replace(";", " ").split())


def taken(named: str) -> str:
    """The id of a record named with its kind (`Org council`), or of a service named without."""
    kind, _, key = named.rpartition(" ")
    return id_of(kind or "Service", key)


def several(named: str) -> str:
    """The ids of records named with their kinds (or services without), `;` between them, as a cell of a workbook."""
    return "; ".join(taken(part.strip()) for part in named.split(";") if part.strip())
