"""What differs between the rounds, from the rows that were written: new, gone, changed, and where sources disagree."""

from tools.millbrook.sheets import Sheets
from tools.millbrook.tables import Cells
from tools.millbrook.town import DIRECTORY_FIELDS

#: Columns of a sheet that stand for links: the link, and whether the row is where it begins.
LISTS = {
    "provider": ("PROVIDES", False),
    "commissioner": ("COMMISSIONS", False),
    "roles": ("STAFFED_BY", True),
    "functions": ("PERFORMS", True),
    "needs": ("MEETS", True),
    "areas": ("COVERS", True),
    "audiences": ("FOR_AUDIENCE", True),
    "not_for": ("FOR_AUDIENCE", True),
    "service": ("HAS_OFFER", False),
    "part_of": ("PART_OF", True),
    "broader": ("BROADER", True),
    "within": ("WITHIN", True),
    "area": ("IN_AREA", True),
    "sites": ("DELIVERED_AT", True),
    "role": ("OF_ROLE", True),
    "trained_by": ("TRAINED_BY", True),
    "received": ("RECEIVED", True),
    "owns": ("OWNS", True),
    "drives": ("DRIVES", True),
    "policy": ("IN_POLICY", True),
    "assigned_to": ("ASSIGNED", False),
    "depends_on": ("DEPENDS_ON", True),
    "about": ("ABOUT", True),
    "overlaps_with": ("OVERLAPS_WITH", True),
}
#: What besides its ends makes a link one.
KEYS = {
    "REFERS_TO": ("category",),
    "HOSTS": ("category",),
    "HAS_DEMAND": ("audience", "method", "year"),
    "EXCHANGES_WITH": ("standard",),
    "WORKS_WITH": ("rated_by",),
}
#: Sheets whose rows are confidential unless they say that they are published.
CONFIDENTIAL = ("Funds", "Insights")
#: Sheets whose rows are people, whose ids are made when they are loaded, or are confidential, or are not data.
LEFT_OUT = ("People", "WORKS_WITH", "This round")


def records(sheets: Sheets) -> dict[str, Cells]:
    """Every record and link of a round by id, with what it says."""
    found: dict[str, Cells] = {}
    for sheet, rows in sheets.items():
        for row in rows if sheet not in LEFT_OUT else ():
            if "from" in row:
                facts = {name: value for name, value in row.items() if name not in ("from", "to")}
                found[_link_id(sheet.removesuffix(" links"), row["from"], row["to"], row)] = facts
            else:
                found[row["id"]] = {name: value for name, value in row.items() if name not in ("id", *LISTS)}
                found |= {id_: {} for id_ in _listed(sheet, row)}
    return found


def _listed(sheet: str, row: Cells) -> list[str]:
    ids = []
    for column, (link, begins) in LISTS.items():
        name = "IN_SERVICE" if (sheet, column) == ("Posts", "service") else link
        for other in row.get(column, "").split("; ") if row.get(column) else ():
            ends = (row["id"], other) if begins or name == "IN_SERVICE" else (other, row["id"])
            ids.append(_link_id(name, *ends, {}))
    return ids


def _link_id(link: str, start: str, end: str, row: Cells) -> str:
    return "|".join((link, start, end, *(row.get(name, "") for name in KEYS.get(link, ()))))


def changes(before: Sheets, after: Sheets) -> dict[str, list[object]]:
    """Ids that are new and gone, and the fields of the others that say something else.

    What is confidential, and every link to it, is told to nobody who does not ask for it.
    """
    hidden = _confidential(before) | _confidential(after)
    old, new = (
        {id_: facts for id_, facts in records(sheets).items() if hidden.isdisjoint(id_.split("|"))}
        for sheets in (before, after)
    )
    changed: list[object] = [
        {"id": id_, "field": name, "before": old[id_].get(name, ""), "after": value}
        for id_ in sorted(old.keys() & new.keys())
        for name, value in sorted(new[id_].items())
        if value != old[id_].get(name, "")
    ]
    return {"new": [*sorted(new.keys() - old.keys())], "gone": [*sorted(old.keys() - new.keys())], "changed": changed}


def _confidential(sheets: Sheets) -> set[str]:
    """The funds and the insights that are not said to be published."""
    return {row["id"] for sheet in CONFIDENTIAL for row in sheets.get(sheet, ()) if row.get("published") != "yes"}


def disagreements(directory: Sheets, mapping: Sheets) -> list[Cells]:
    """Where the directory and the last mapping both say something of a service, and not the same."""
    mapped = {row["id"]: row for row in mapping["Services"]}
    return [
        {"id": row["id"], "field": name, "directory": row[name], "mapping": mapped[row["id"]][name]}
        for row in directory["Services"]
        for name in DIRECTORY_FIELDS
        if row["id"] in mapped and row[name] and mapped[row["id"]][name] not in ("", row[name])
    ]
