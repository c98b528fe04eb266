"""The sheets of who sits where, who looks after what, who works with whom, and who was asked and heard."""

from tools.millbrook.ids import id_of, ids
from tools.millbrook.plan import bodies, policy, rounds, services, ties
from tools.millbrook.tables import Cells, table

Sheets = dict[str, list[Cells]]
WAYS = ("line_management", "clinical_supervision", "premises")
RATINGS = ("intensity", "trust", "value")


def ties_of(day: str) -> Sheets:
    """What the mapping of one day says of ties between bodies, boards and posts, and of who was asked."""
    return {
        "MEMBER_OF": [_member(row) for row in table(ties.MEMBERS) if said(row, day)],
        "ENDORSED": [_endorsed(row) for row in table(policy.ENDORSED) if row["on"] <= day],
        "HOSTS": hosts(),
        "WORKS_WITH": works_with(day[:4]),
        "Sources": [{"id": source_id(), "name": rounds.MAPPING}],
        "ASKED": asked(day[:4]),
        **_heard(day),
    }


def said(row: Cells, day: str) -> bool:
    """Whether the mapping said it on that day already."""
    return row["since"] <= day[:4]


def source_id() -> str:
    """The id of the source that asks: the mapping itself."""
    return id_of("Source", rounds.MAPPING)


def hosts() -> list[Cells]:
    """Who employs, supervises or houses what."""
    posts = [("employer", row["employer"], row["key"]) for row in table(bodies.POSTS)]
    posts += [(way, row[way], row["post"]) for way in WAYS for row in table(ties.POST_HOSTS)]
    found = [(way, body, id_of("Post", post)) for way, body, post in posts if body]
    found += [(row["category"], row["from"], id_of("Service", row["to"])) for row in table(services.HOSTS)]
    return [{"from": id_of("Organisation", body), "to": to, "category": way} for way, body, to in found]


def works_with(year: str) -> list[Cells]:
    """The ratings of one year, a row a pair and rater."""
    return [
        {
            "from": id_of("Organisation", row["a"]),
            "to": id_of("Organisation", row["b"]),
            **dict(zip(RATINGS, row[year].split(), strict=True)),
            "rated_by": row["rater"],
        }
        for row in table(ties.WORKS_WITH)
        if row[year]
    ]


def asked(year: str) -> list[Cells]:
    """Whom the mapping asked in one year, and whether they answered."""
    rows = [(row["organisation"], row[year].split()) for row in table(ties.ASKED) if row[year]]
    return [
        {
            "from": id_of("Organisation", body),
            "to": source_id(),
            "asked_on": ties.ASKED_ON[year],
            "answered": answered,
            "reminders": reminders,
        }
        for body, (answered, reminders) in rows
    ]


def _heard(day: str) -> Sheets:
    """The engagements held by that day, and who was invited and came."""
    held = [row for row in table(policy.ENGAGEMENTS) if row["date"] <= day]
    keys = {row["key"] for row in held}
    return {
        "Engagements": [
            {
                "id": id_of("Engagement", row["key"]),
                **{name: row[name] for name in ("name", "category", "date")},
                "n_invited": row["invited"],
                "n_took_part": row["took part"],
                "counting_note": row["note"],
                "overlaps_with": ids("Engagement", row["overlaps"]),
            }
            for row in held
        ],
        "INVITED": [_counted(row) for row in table(policy.INVITED) if row["to"] in keys],
        "TOOK_PART": [_counted(row) for row in table(policy.TOOK_PART) if row["to"] in keys],
    }


def _member(row: Cells) -> Cells:
    return {
        "from": id_of("Organisation", row["organisation"]),
        "to": id_of("Board", row["board"]),
        "seat": row["seat"],
    }


def _endorsed(row: Cells) -> Cells:
    return {
        "from": id_of("Board", row["board"]),
        "to": id_of("Recommendation", row["recommendation"]),
        "endorsed_on": row["on"],
    }


def _counted(row: Cells) -> Cells:
    return {"from": id_of("Organisation", row["from"]), "to": id_of("Engagement", row["to"]), "n": row["n"]}
