"""The words of the mapping workbook that the schema does not hold."""

#: The sheets to fill in first.
FIRST = ("Organisations", "Services", "Offers")

PERSONAL_WARNING = (
    "This sheet holds personal data: write only what your lawful basis allows, keep the file where only those who "
    "need it can open it, and do not send it by open e-mail."
)

LINK_SHEETS = (
    "Only where you have more to say of a link than a name in a list: an amount, a date, how people are sent. "
    "Write the two names under 'from' and 'to'. Otherwise leave these sheets empty."
)

#: What the front sheet says: left cell, right cell. One line stands out.
STRONG = "Where to begin"
START_LINES = (
    ("Mapping workbook", "Who does what for people in your area"),
    (
        "What this is",
        "A place to write down who does what for people in your area: organisations, the services they run, and "
        "the needs, people and places each service is for. Linkwork reads it and shows overlaps, gaps and routes.",
    ),
    ("", ""),
    (
        "Where to begin",
        "Fill in three sheets first: Organisations, then Services, then Offers. Then list what the offers name, on "
        "Needs, Audiences and Areas. With these six, most questions have an answer.",
    ),
    (
        "1. Organisations",
        "One row for each body or team. Only the name must be filled in.",
    ),
    (
        "2. Services",
        "One row for each thing people can be sent to or walk into. It needs a name, a status and a provider (the "
        "name of an organisation).",
    ),
    (
        "3. Offers",
        "One row for each variant of a service: these needs, for these people, in these areas. A service that "
        "offers one thing has one offer; call it 'main'.",
    ),
    (
        "4. Needs, Audiences, Areas",
        "One row for each need, group of people and area that an offer names; a name is enough. Until it has a row "
        "here, an offer that names it waits and counts nowhere.",
    ),
    (
        "Then This round",
        "Say on the sheet 'This round' who you are and which day this is true of.",
    ),
    (
        "The other sheets",
        "Fill in only what you were asked about. A sheet without rows says nothing: nobody will take it to mean "
        "that there is none.",
    ),
    ("", ""),
    (
        "How to fill it in",
        "One row for one thing. Leave a cell blank if you do not know; please do not guess.",
    ),
    (
        "Names",
        "To point at something, write its name as it stands in the first place you wrote it (the lists in the "
        "cells offer you those). Capitals do not matter. For several, put ; between them: Falls; Loneliness.",
    ),
    (
        "Names of two kinds",
        "Where a cell may name more than one kind of thing, write the kind first if both have one of that name: "
        "'Organisation: Riverside' or 'Service: Riverside'. If two services of two organisations have one name, "
        "write 'organisation / service'; for an offer, 'service / offer'.",
    ),
    (
        "Official numbers",
        "An official number is better than a name: ods:F84012, chc:1034374 (charity number), gss:E05009317 (area).",
    ),
    (
        "When a name changes",
        "Write the new name in the name column and the old one under aliases. It stays the same record.",
    ),
    (
        "Notes and lists",
        "Hold the pointer over a heading to see what it means. Cells with a fixed choice offer a list.",
    ),
    (
        "Example rows",
        "Rows in grey whose id begins with 'example' show how it is done. They are never loaded. Delete them, or "
        "leave them; do not type over them without clearing the id.",
    ),
    (
        "Headings",
        "You may delete columns you do not use and change their order. Please do not rename headings or sheets. A "
        "deleted column says nothing; a blank cell in a full round clears what you said before.",
    ),
    (
        "Personal data",
        "Only the sheets with a red tab hold personal data. Leave them empty unless you were asked to fill them in.",
    ),
)

#: What the front sheet of a prefilled workbook says instead, as far as "The other sheets".
PREFILLED_LINES = (
    ("Mapping workbook", "What is known so far, to confirm or change"),
    (
        "What this is",
        "What has been said up to now of who does what for people in your area. Please say what is still true and "
        "put right what is not; Linkwork reads the workbook and notes what you confirmed and on which day.",
    ),
    ("", ""),
    (
        "Where to begin",
        "Go through Organisations, Services and Offers. In each row, do one of the three things below.",
    ),
    ("1. Still true", "Choose yes under 'confirmed', the last column. Nothing else is needed."),
    ("2. Not right", "Change the cells that are wrong. A changed row counts as said, confirmed or not."),
    (
        "3. You do not know",
        "Leave the row alone. Rows that nobody confirmed or changed are not loaded: nobody is taken to have said them.",
    ),
    ("Something new", "Add a row below the others and leave its id blank."),
    (
        "What has ended",
        "Deleting a row, clearing a cell or taking a name out of a list says nothing: what was known stays. A service "
        "that closed gets the status closed. A link that ended gets its last day under 'ends', on the sheet for "
        "links of that sort if there is one.",
    ),
    (
        "Then This round",
        "Say on the sheet 'This round' who you are, if that is blank, and which day this is true of.",
    ),
    (
        "Please keep",
        "Keep the ids, the headings and the hidden column 'prefilled' as they are: by these Linkwork knows which rows "
        "you changed. Rows may be sorted.",
    ),
)

#: The sheet's last two columns in a prefilled workbook, and what is said of them.
MARK_NOTES = {
    "confirmed": "Choose yes if every cell of this row is still true. Leave it blank if you do not know.",
    "prefilled": "What the row was filled in with. Linkwork tells by it what was changed; please leave it as it is.",
}

#: The fields of the sheet "This round", in order.
ROUND_FIELDS = {
    "source": ("Who says this: a short name that stays the same from round to round, such as riverside-mapping."),
    "date": ("The day it is true of, such as 2024-03-31 or 31/03/2024. A whole date, please."),
    "complete": (
        "yes: this is everything you know within the scope below, so what is missing has gone. no: these are "
        "additions and corrections only. Blank: decided when it is loaded."
    ),
    "scope kinds": ("Only if it covers some kinds of thing and not others: Organisation; Service. Blank: not limited."),
    "scope areas": ("Only if it covers part of the area: names or codes with ; between them. Blank: not limited."),
    "scope sheets": (
        "The sheets you were asked about, with ; between them. Blank: the sheets that have rows. A sheet that you "
        "name here and leave empty says that there is none."
    ),
}

#: One example row a kind, by heading. The id is 'example', so that none is ever loaded.
EXAMPLES: dict[str, dict[str, str]] = {
    "Organisation": {
        "name": "Example: Riverside Advice Centre",
        "category": "charity",
        "sector": "vcse",
        "charity_no": "1234567",
        "website": "https://riverside.example",
        "area": "Example: River Ward",
    },
    "Service": {
        "name": "Example: Debt advice at Riverside",
        "status": "open",
        "provider": "Example: Riverside Advice Centre",
        "description": "Advice on debt and benefits",
        "scope": "adjacent",
        "approach": "responsive",
        "access": "self",
        "funded_until": "2026-03-31",
        "languages": "English; Sylheti",
        "capacity": "400",
        "wait_days": "10",
    },
    "Offer": {
        "name": "main",
        "service": "Example: Debt advice at Riverside",
        "days": "Monday to Friday",
        "modes": "in person; telephone",
        "needs": "Example: Money worries",
        "audiences": "Example: Adults",
        "areas": "Example: River Ward; Example: Hill Ward",
    },
    "Need": {"name": "Example: Money worries", "broader": "Example: Welfare"},
    "Audience": {"name": "Example: Adults", "category": "age", "min_age": "18"},
    "Area": {"name": "Example: River Ward", "level": "ward", "within": "Example: Borough"},
}
