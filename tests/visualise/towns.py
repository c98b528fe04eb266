"""Made-up views to draw: a hamlet to read at a glance, a borough shaped like real ones, a city, and hostile names."""

import random

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from tests.visualise import answers

MADE_UP = "Made up: no real place or body is meant"
ROUNDS = (("nhs-ods-pcn", "2023-02-28"), ("town-mapping", "2024-05-01"))


def view(nodes, links, **more):
    """A view of (id, kind, name) nodes and (kind, from, to) links."""
    made = [node if isinstance(node, ViewNode) else ViewNode(*node) for node in nodes]
    joined = [link if isinstance(link, ViewLink) else ViewLink(":".join(link), *link) for link in links]
    settled = {"title": "Little Hamlet", "rounds": ROUNDS, **more}
    return GraphView(
        nodes=tuple(sorted(made, key=lambda node: node.id)),
        links=tuple(sorted(joined, key=lambda link: link.id)),
        **settled,
    )


def hamlet():
    """Seven live things, six live links, one thing alone; one closed thing and its link are not live."""
    found = view(
        [
            ("org-pcn", "Organisation", "Hamlet PCN"),
            ("org-mill", "Organisation", "Mill Street Practice"),
            ("org-lea", "Organisation", "Lea Practice"),
            ("org-alone", "Organisation", "Bridge Practice"),
            ViewNode(
                "service-links", "Service", "Link workers", facts={"access": "self", "languages": ["Urdu", "Lao"]}
            ),
            ("role-lw", "Role", "Link worker"),
            ("person-1", "Person", "a contact"),
            ViewNode("service-old", "Service", "Closed service", live=False),
        ],
        [
            ("PART_OF", "org-mill", "org-pcn"),
            ("PART_OF", "org-lea", "org-pcn"),
            ("PROVIDES", "org-pcn", "service-links"),
            ("FUNDS", "org-pcn", "service-links"),
            ("STAFFED_BY", "service-links", "role-lw"),
            ("CONTACT_FOR", "person-1", "service-links"),
            ViewLink("old", "PROVIDES", "org-pcn", "service-old", live=False),
        ],
    )
    return answers.told(found, *answers.little())


PRACTICES = (
    "Aberfeldy",
    "All Saints",
    "Barkantine",
    "Bethnal Green",
    "Blithehale",
    "Bromley by Bow",
    "Chrisp Street",
    "City Wellbeing",
    "Docklands",
    "East One",
    "Globe Town",
    "Goodmans Fields",
    "Gough Walk",
    "Harford",
    "Harley Grove",
    "Island Health",
    "Island Medical",
    "Jubilee Street",
    "Limehouse",
    "Merchant Street",
    "Pollard Row",
    "Ruston Street",
    "Spitalfields",
    "St Andrews",
    "St Katharine Docks",
    "St Paul's Way",
    "St Stephens",
    "Strouts Place",
    "Mission",
    "Tredegar",
    "Wapping",
)


BODIES = (
    ("org-icb", "Organisation", "NHS Northside Integrated Care Board"),
    ("org-council", "Organisation", "London Borough of Northside"),
    ("org-ph", "Organisation", "Public Health team"),
    ("org-trust", "Organisation", "Northside NHS Foundation Trust"),
    ("platform-joy", "Platform", "Joy"),
    ("board-loc", "Board", "Localities and Neighbourhoods Board"),
    ("role-slw", "Role", "Social prescribing link worker"),
    ("fund-arrs", "Fund", "Additional Roles Reimbursement Scheme"),
    ("service-slw", "Service", "Social prescribing link workers"),
    ("service-cn", "Service", "Care navigators"),
    ("service-mh", "Service", "Mental health community connectors"),
    ("service-ph", "Service", "Community navigators"),
    ("policy-0", "Policy", "NHS Long Term Plan"),
    ("policy-1", "Policy", "Fuller Stocktake"),
    ("policy-2", "Policy", "Northside Joint Strategy 2024-2029"),
)
TIES = """
    PART_OF org-ph org-council; MEMBER_OF org-icb board-loc; MEMBER_OF org-council board-loc
    MEMBER_OF org-trust board-loc; PROVIDES org-icb service-slw; PROVIDES org-trust service-cn
    PROVIDES org-trust service-mh; PROVIDES org-ph service-ph; FUNDS fund-arrs service-slw
    FUNDS org-icb service-slw; FUNDS org-icb service-mh; COMMISSIONS org-council service-ph
    STAFFED_BY service-slw role-slw; REFERS_TO service-slw service-ph; REFERS_TO service-ph service-slw
    REFERS_TO service-mh service-slw; DRIVES policy-0 policy-2; DRIVES policy-1 policy-2
    ALIGNS_WITH service-slw policy-0; ALIGNS_WITH service-cn policy-1
"""


def borough():
    """About sixty things, as the real data has them: practices in networks, services, funders, policies with lines."""
    nodes = list(BODIES)
    links = [tuple(tie.split()) for line in TIES.split("\n") for tie in line.split(";") if tie.strip()]
    for n in range(1, 8):
        nodes.append((f"org-pcn{n}", "Organisation", f"Network {n} Primary Care Network"))
        links += [("FUNDS", f"org-pcn{n}", "service-slw"), ("USES", f"org-pcn{n}", "platform-joy")]
        nodes.append((f"priority-{n}", "Priority", f"Priority {n} (name not known)"))
        links.append(("IN_POLICY", f"priority-{n}", "policy-2"))
    for n, name in enumerate(PRACTICES):
        nodes.append((f"org-p{n:02}", "Organisation", f"{name} Health Centre"))
        if n < 29:
            links.append(("PART_OF", f"org-p{n:02}", f"org-pcn{n % 7 + 1}"))
    found = view(nodes, links, title="Northside", note=MADE_UP)
    return answers.told(found, *answers.little())


def millbrook():
    """A borough of which the answers are told, as large as a real one."""
    nodes, links, told = answers.millbrook()
    return answers.told(view(nodes, links, title="Millbrook", note=MADE_UP), *told)


KINDS = ("Organisation", "Service", "Offer", "Need", "Audience", "Area", "Site", "Policy", "Asset")


def city(size=2000, links=4000):
    """A made-up city of that many things with a few hubs, many small groups and some that stand alone."""
    chance = random.Random(7)
    nodes = [(f"thing-{n:05}", KINDS[n % len(KINDS)], f"Thing number {n} of the city") for n in range(size)]
    joined = {(int(n * chance.random() ** 3), n) for n in range(1, size) if n % 11}
    while len(joined) < links:
        a, b = chance.randrange(size), int(size * chance.random() ** 2)
        if a != b and a % 11 and b % 11:
            joined.add((min(a, b), max(a, b)))
    return view(nodes, [("REFERS_TO", f"thing-{a:05}", f"thing-{b:05}") for a, b in sorted(joined)], title="The City")


HOSTILE = (
    "<script>alert('a')</script>",
    "</script><img src=x onerror=alert(1)>",
    "<b>bold</b> & \"quoted\" 'names'",
    "\u202egnol yrev\u202c",
    "مركز الصحة",
    "bell\x07 and null\x00 and line\nbreak",
    "]]>--><!--",
    "{{ 7 * 7 }}",
    "x\ufffe\ud800y",
    "https://example.org/evil.js",
    "",
)


def hostile():
    """Every text that a view may hold, as nasty as a source could make it."""
    named = list(enumerate(HOSTILE))
    nodes = [
        ViewNode(f"org-{n}", "Organisation", name, facts={"website": name, name or "empty": name, "list": [name]})
        for n, name in named
    ]
    links = [ViewLink(f"k{n}", "PART_OF", f"org-{n}", "org-0", facts={"starts": name}) for n, name in named]
    odd = [ViewNode("</script>", "<i>Kind</i>", "Odd"), *nodes]
    strange = [ViewLink("<odd>", "<LINK>", "</script>", "org-1"), *links]
    found = view(
        odd,
        strange,
        title="</title><script>alert(2)</script>",
        note="<u>made up</u>\x01",
        rounds=(("<s>source</s>", "2024-05-01"),),
    )
    return answers.told(found, *answers.nasty(HOSTILE))
