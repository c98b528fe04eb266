"""THE DOMAIN, declared once as data: read it like a table.

Constraints, embedded tables, write statements, loader checks, the workbook template, the query lint, the privacy
filter and docs/model.md are all derived from `SCHEMA`. A new kind or property is one entry here; a kind is also given
a shape, and a kind of link a line, in `linkwork/visualise/_style.py`.
"""

from typing import Any

from linkwork.graph.shapes import LinkKind, ListColumn, NodeKind, Privacy, Property, Schema

# fmt: off
P = Property
C = ListColumn

STATUS = P("status", "whether it is open, planned or closed, as somebody stated it", allowed=("open", "planned", "closed"))
COMMON = (
    P("name", "what people call it", need="required"),
    P("aliases", "other names for the same thing", "list"),
    STATUS,
    P("confidence", "how sure the source is", allowed=("high", "medium", "low")),
)
STARTS = P("starts", "first day it holds", "date")
ENDS = P("ends", "last day it holds; blank while it goes on", "date")
SPAN = (STARTS, ENDS)
LATITUDE = P("latitude", "degrees north, WGS 84", "number", low=-90, high=90)
LONGITUDE = P("longitude", "degrees east, WGS 84", "number", low=-180, high=180)
TERM = (P("taxonomy", "the vocabulary the term comes from"), P("term_uri", "the term's address in that vocabulary"))
PUBLISHED = P("published", "already public, so it may be shown", "yes_no")
URL = P("url", "where it can be read")


def _number(name: str, meaning: str, privacy: Privacy = "public") -> Property:
    return P(name, meaning, "integer", privacy=privacy, low=0)


def _node(name: str, ids: str, meaning: str, *properties: Property, privacy: Privacy = "public") -> NodeKind:
    """A kind with the common properties; `ids` is "plural/prefix". An own property replaces a common one."""
    plural, prefix = ids.split("/")
    own = {p.name for p in properties}
    common = tuple(p for p in COMMON if p.name not in own)
    ordered = (*(p for p in properties if p.name == "name"), *common, *(p for p in properties if p.name != "name"))
    return NodeKind(name, plural, prefix, meaning, ordered, privacy)


def _ends(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs from "A B -> C D; E -> E": in each part, every kind on the left may be joined to every one on the right."""
    parts = [part.split("->") for part in text.split(";")]
    return tuple((a, b) for left, right in parts for a in left.split() for b in right.split())


NODES = (
    _node(
        "Organisation",
        "Organisations/org",
        "A body or team: NHS trust, ICB, PCN, practice, council team, charity",
        P("category", "what sort of body: practice, pcn, trust, icb, council, council team, charity, ..."),
        P("sector", "the part of the system it belongs to", allowed=("nhs", "council", "vcse", "national", "private"), need="expected"),
        P("ods_code", "NHS Organisation Data Service code", scheme="ods"),
        P("charity_no", "charity register number", scheme="chc"),
        P("company_no", "Companies House number", scheme="coh"),
        P("postcode", "postcode of its main address", "postcode"),
        P("website", "public web address"),
        P("sub_icb_code", "code of the sub-ICB location it belongs to"),
        P("door", "people start here", "yes_no"),
    ),
    _node(
        "Service",
        "Services/service",
        "Something people can be sent to or walk into",
        P("status", STATUS.meaning, allowed=STATUS.allowed, need="required"),
        P("description", "what it does, in a sentence", need="expected"),
        P("scope", "how near it is to social prescribing", allowed=("core", "adjacent", "context"), need="expected"),
        P("approach", "whether it seeks people out or waits for them", allowed=("proactive", "responsive", "both"), need="expected"),
        P("access", "who may send people", allowed=("self", "professional", "closed"), need="expected"),
        P("setting", "where it is given: practice, community, home, hospital, online"),
        P("languages", "languages it is given in", "list"),
        P("cost", "what people pay"),
        _number("capacity", "people it can take on in a year"),
        _number("caseload", "people it works with now", "small"),
        _number("wait_days", "usual days from referral to first contact"),
        _number("referrals_month", "referrals it receives in a month", "small"),
        P("funded_until", "day its present funding ends", "date", need="expected"),
        P("reviewed_on", "day it was last reviewed", "date"),
        P("owner", "role or team that keeps this record right"),
        P("expected_refresh", "day by which it should be confirmed again", "date"),
    ),
    _node(
        "Offer",
        "Offers/offer",
        "One variant of a service: these needs for these audiences in these areas",
        _number("capacity", "people it can take on in a year"),
        P("days", "days or hours it is given"),
        P("modes", "how it is given: in person, telephone, online, home visit", "list"),
    ),
    _node(
        "Role",
        "Roles/role",
        "A kind of worker: link worker, care navigator, community connector",
        P("family", "the group of roles it belongs to", allowed=("connector", "personalised_care", "clinical", "commissioning", "management")),
        P("scheme", "the scheme that defines or pays for it, e.g. ARRS"),
        P("door", "people start here", "yes_no"),
        P("aka", "job titles that mean the same role", "list"),
    ),
    _node(
        "Post",
        "Posts/post",
        "A funded seat, not the person who holds it",
        P("fte", "full-time equivalents", "number", low=0),
        _number("headcount", "people in it"),
        P("vacant_since", "day it fell vacant", "date"),
        P("band", "pay band"),
        ENDS,
    ),
    _node(
        "Person",
        "People/person",
        "A named stakeholder",
        P("name", "full name", need="required", privacy="personal"),
        P("aliases", "other names for the same person", "list", privacy="personal"),
        P("work_email", "work e-mail address", privacy="personal"),
        P("work_phone", "work telephone number", privacy="personal"),
        P("job_title", "job title", privacy="personal"),
        P("lawful_basis", "the ground on which the data is held", privacy="personal"),
        P("keep_until", "day after which it must go", "date", privacy="personal"),
        P("opted_out", "asked not to be contacted", "yes_no", privacy="personal"),
        privacy="personal",
    ),
    _node("Need", "Needs/need", "What a person needs: a term of a vocabulary", *TERM),
    _node(
        "Audience",
        "Audiences/audience",
        "Who it is for: age, condition, circumstance, community",
        P("category", "age, condition, circumstance or community"),
        *TERM,
        _number("min_age", "youngest age in years"),
        _number("max_age", "oldest age in years"),
    ),
    _node(
        "Function",
        "Functions/function",
        "What a role does: assess, signpost, accompany, advocate, outreach",
        P("depth", "how far it goes", allowed=("signpost", "support", "case_manage", "clinical")),
    ),
    _node(
        "Area",
        "Areas/area",
        "A place",
        P("level", "its size", allowed=("region", "borough", "locality", "ward", "lsoa"), need="expected"),
        P("gss_code", "ONS nine-character code", scheme=""),
        _number("population", "residents"),
        P("core20_share", "share of its LSOAs in deprivation deciles 1 and 2", "number", low=0, high=1),
        P("imd_decile", "an LSOA's decile of deprivation in England, 1 the most deprived", "integer", low=1, high=10),
        _number("households", "households counted in the census"),
        P("deprived_share", "share of households deprived in at least one of four dimensions", "number", low=0, high=1),
        LATITUDE,
        LONGITUDE,
    ),
    _node(
        "Site",
        "Sites/site",
        "Where it happens",
        P("postcode", "postcode", "postcode"),
        P("uprn", "unique property reference number", scheme="uprn"),
        LATITUDE,
        LONGITUDE,
    ),
    _node(
        "Policy",
        "Policies/policy",
        "A strategy, plan or review",
        P("level", "who it binds", allowed=("national", "regional", "borough"), need="expected"),
        P("issuer", "who issued it"),
        P("published_on", "when it was published", "date"),
        P("state", "whether it still holds", allowed=("current", "superseded", "ended"), need="expected"),
        URL,
    ),
    _node(
        "Priority",
        "Priorities/priority",
        "One line of a policy",
        P("number", "its number in the policy"),
        P("text", "what it says"),
        P("state", "whether it still holds", allowed=("current", "superseded", "ended")),
        P("placeholder", "stands for lines whose names are not known; counted as unknown", "yes_no"),
    ),
    _node(
        "Board",
        "Boards/board",
        "A board, steering group or forum",
        P("category", "board, steering group, forum"),
        P("frequency", "how often it meets"),
        P("state", "whether it meets", allowed=("active", "proposed", "closed")),
    ),
    _node(
        "Platform",
        "Platforms/platform",
        "A digital system",
        P("category", "what sort of system"),
        P("vendor", "who supplies it"),
        P("standard", "data standard it follows"),
    ),
    _node(
        "Fund",
        "Funds/fund",
        "A money line",
        P("category", "where the money comes from", allowed=("ARRS", "ICB", "grant", "trust", "other")),
        P("amount", "pounds sterling", "number", privacy="confidential", low=0),
        PUBLISHED,
        *SPAN,
        privacy="confidential",
    ),
    _node(
        "Asset", "Assets/asset", "A community or knowledge asset", P("category", "building, green space, group, training, directory, document"), URL
    ),
    _node(
        "Recommendation",
        "Recommendations/recommendation",
        "What should happen",
        _number("rank", "its place in the list"),
        P("text", "what it says"),
        P("state", "how far it has come", allowed=("proposed", "endorsed", "committed", "in_progress", "done", "dropped"), need="expected"),
        P("due", "day it should be done by", "date"),
    ),
    _node(
        "Insight",
        "Insights/insight",
        "A strength, weakness, challenge or opportunity that somebody reported",
        P("category", "which of these it is", allowed=("strength", "weakness", "challenge", "opportunity")),
        P("text", "what was said"),
        P("theme", "what it is about"),
        PUBLISHED,
        privacy="confidential",
    ),
    _node(
        "Engagement",
        "Engagements/engagement",
        "An interview, survey or meeting: counts, not names",
        P("category", "interview, survey, meeting"),
        P("date", "when it was held", "date"),
        _number("n_invited", "people invited", "small"),
        _number("n_took_part", "people who took part", "small"),
        P("counting_note", "what the count is and what it may not be added to"),
    ),
    _node("Source", "Sources/source", "Who says things: one body's export, survey or mapping, whose rounds are loaded"),
)

ANYTHING = " ".join(kind.name for kind in NODES if kind.privacy != "personal" and kind.name != "Source")
STRENGTH = P("strength", "0 none, 1 named in passing, 2 a stated aim, 3 the main purpose", "integer", low=0, high=3)
DEPTH = P("depth", "how far it goes", allowed=("signpost", "support", "case_manage", "clinical"))
SEAT = P("seat", "the seat held")
MONEY = (P("amount", "pounds sterling", "number", privacy="confidential", low=0), PUBLISHED, *SPAN)
USE = (
    P("state", "how far it is in use", allowed=("live", "trial", "planned", "none")),
    P("since", "day it came into use", "date"),
    P("blocks", "what stands in the way"),
)
COUNT = (_number("n", "people", "small"),)


def _rating(name: str, meaning: str) -> Property:
    return P(name, f"{meaning}, 1 low to 4 high", "integer", privacy="confidential", low=1, high=4)


def _link(name: str, reads: str, ends: str, *parts: Property | ListColumn, **rest: Any) -> LinkKind:  # noqa: ANN401 - LinkKind's own
    """A link kind of these properties and `;` list columns; the rest are LinkKind's own fields."""
    properties = tuple(part for part in parts if isinstance(part, Property))
    columns = tuple(part for part in parts if isinstance(part, ListColumn))
    return LinkKind(name, reads, _ends(ends), properties, columns=columns, **rest)


LINKS = (
    _link("PART_OF", "is part of", "Organisation -> Organisation", *SPAN, C("part_of")),
    _link("PROVIDES", "provides", "Organisation -> Service", *SPAN, C("provider", "to", required=True)),
    _link("COMMISSIONS", "commissions", "Organisation -> Service", *SPAN, C("commissioner", "to")),
    _link("FUNDS", "funds", "Organisation Fund -> Service Post Role Organisation", *MONEY),
    _link(
        "HOSTS",
        "hosts",
        "Organisation -> Post Service",
        P("category", "in what way", allowed=("employer", "line_management", "clinical_supervision", "premises")),
        key=("category",),
    ),
    _link(
        "STAFFED_BY",
        "is staffed by",
        "Service -> Role",
        _number("headcount", "people"),
        P("fte", "full-time equivalents", "number", low=0),
        _number("vacancies", "posts that stand empty"),
        C("roles"),
    ),
    _link("OF_ROLE", "is a post of the role", "Post -> Role", C("role")),
    _link("IN_SERVICE", "is a post in", "Post -> Service", C("service")),
    _link("HOLDS", "holds", "Person -> Post", *SPAN, C("posts"), privacy="personal"),
    _link("CONTACT_FOR", "is the contact for", "Person -> Service Organisation", *SPAN, C("contact_for"), privacy="personal"),
    _link("SITS_ON", "sits on", "Person -> Board", SEAT, *SPAN, C("boards"), privacy="personal"),
    _link("MEMBER_OF", "is a member of", "Organisation -> Board", SEAT, C("boards")),
    _link("HAS_OFFER", "has the offer", "Service -> Offer", C("service", "to", required=True)),
    _link("MEETS", "meets", "Offer -> Need", STRENGTH, C("needs")),
    _link("COVERS", "covers", "Offer -> Area", P("basis", "whom it takes", allowed=("resident", "registered", "any")), C("areas")),
    _link(
        "FOR_AUDIENCE",
        "is for",
        "Offer -> Audience",
        P("rule", "taken in or left out", allowed=("include", "exclude")),
        C("audiences", sets=(("rule", "include"),)),
        C("not_for", sets=(("rule", "exclude"),)),
    ),
    _link("DELIVERED_AT", "is given at", "Offer -> Site", C("sites")),
    _link("IN_AREA", "is in", "Site Organisation -> Area", C("area")),
    _link("WITHIN", "is within", "Area -> Area", C("within")),
    _link("BROADER", "is a kind of", "Need -> Need; Audience -> Audience", C("broader")),
    _link("SAME_TERM", "means the same as", "Need -> Need; Audience -> Audience", P("source", "who says so"), C("same_as")),
    _link("PERFORMS", "performs", "Role Service -> Function", DEPTH, C("functions")),
    _link(
        "HAS_DEMAND",
        "has demand for",
        "Area -> Need",
        _number("people", "people in need", "small"),
        _number("year", "year of the figure"),
        P("method", "how it was worked out"),
        P("audience", "the audience it counts, by id"),
        key=("audience", "method", "year"),
    ),
    _link(
        "REFERS_TO",
        "refers to",
        "Service Organisation Role -> Service",
        P("category", "how people are sent", allowed=("signpost", "referral", "warm_handover")),
        P("channel", "form, telephone, e-mail, system"),
        _number("wait_days", "usual days from referral to first contact"),
        _number("volume_month", "people a month", "small"),
        P("criteria", "who is taken"),
        P("feedback", "the sender hears what became of it", "yes_no"),
        P("onward_allowed", "the receiver may refer on", "yes_no"),
        P("confirmed_by", "which side has said so", allowed=("sender", "receiver", "both", "none")),
        C("refers_to"),
        key=("category",),
    ),
    _link("USES", "uses", "Service Organisation -> Platform", *USE, C("platforms")),
    _link("EXCHANGES_WITH", "exchanges data with", "Platform -> Platform", P("standard", "data standard"), USE[0], key=("standard",)),
    _link("ALIGNS_WITH", "supports", "Service Role -> Priority Policy", STRENGTH, P("evidence", "where it says so")),
    _link("IN_POLICY", "is a line of", "Priority -> Policy", C("policy")),
    _link("DRIVES", "drives", "Policy -> Policy Priority", C("drives")),
    _link("OWNS", "owns", "Board Organisation -> Priority Policy", C("owns")),
    _link("ENDORSED", "endorsed", "Board -> Recommendation", P("endorsed_on", "when", "date"), C("endorsed")),
    _link("ASSIGNED", "is to carry out", "Organisation -> Recommendation", C("assigned_to", "to")),
    _link("DEPENDS_ON", "depends on", "Recommendation -> Recommendation", C("depends_on")),
    _link("ABOUT", "is about", f"Recommendation Insight -> {ANYTHING}", C("about")),
    _link("TRAINED_BY", "is trained by", "Role Service -> Asset", C("trained_by")),
    _link("RECEIVED", "received", "Organisation -> Asset", C("received")),
    _link(
        "ASKED",
        "was asked by",
        "Organisation -> Source",
        P("asked_on", "when", "date"),
        P("answered", "has answered", "yes_no"),
        _number("reminders", "reminders sent"),
    ),
    _link("INVITED", "was invited to", "Organisation Person -> Engagement", *COUNT),
    _link("TOOK_PART", "took part in", "Organisation Person -> Engagement", *COUNT),
    _link("OVERLAPS_WITH", "may count the same people as", "Engagement -> Engagement", *COUNT, C("overlaps_with")),
    _link(
        "WORKS_WITH",
        "works with",
        "Organisation -> Organisation",
        _rating("intensity", "how much"),
        _rating("trust", "how far trusted"),
        _rating("value", "how valuable"),
        P("rated_by", "who rated it"),
        key=("rated_by",),
        privacy="confidential",
    ),
    _link(
        "JUDGED",
        "was judged to overlap with",
        "Service -> Service",
        P("overlap", "the judgement", allowed=("deliberate", "accidental")),
        P("reason", "why"),
        P("decided_by", "role or body that decided"),
        P("decided_on", "when", "date"),
        P("review_on", "when to look again", "date"),
    ),
)

SCHEMA = Schema(NODES, LINKS)
