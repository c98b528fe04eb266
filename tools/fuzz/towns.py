"""A small valid file of every loader, the same made-up town in each; one that is not here has one of its columns."""

from collections.abc import Callable
from xml.etree import ElementTree

from linkwork.loaders import Loader
from tools.fuzz.documents import Document, Element, Lines, Markup, Rows, Sheets, Tree

EAST, WEST, BOROUGH = "E05000001", "E05000002", "E09000001"
PEOPLE = {"lawful_basis": "consent", "keep_until": "2027-03-31"}


def towns(loader: Loader) -> list[list[Document]]:
    """The valid loads of a loader, each of one or more documents; made anew, so that they may be changed."""
    if loader.name in MADE:
        return MADE[loader.name]()
    return [[_sheet([[column.name for column in loader.columns], ["a", *["1"] * (len(loader.columns) - 1)]])]]


def _sheet(rows: Rows, stem: str = "town", name: str = "town") -> Sheets:
    return Sheets(stem, {name: rows})


def _of(*lines: str, stem: str = "town") -> Sheets:
    """One sheet, a line a row and a | between cells."""
    return _sheet([line.split("|") for line in lines], stem)


def _element(found: ElementTree.Element) -> Element:
    inside: list[Element | str] = [found.text] if found.text and found.text.strip() else []
    return Element(found.tag, dict(found.attrib), [*inside, *map(_element, found)])


def _markup(name: str, text: str) -> Markup:
    return Markup(name, _element(ElementTree.fromstring(text)))  # noqa: S314 -- the text is ours


def _areas() -> list[list[Document]]:
    lookup = _of(
        "lsoa21_code|lsoa21_name|ward24_code|ward24_name|ltla24_code|ltla24_name",
        f"E01000001|Millbrook 001A|{EAST}|Old East|{BOROUGH}|Millbrook",
        f"E01000002|Millbrook 002A|{WEST}|West|{BOROUGH}|Millbrook",
        stem="lookup",
    )
    imd = _of("lsoa21_code|IMD_decile|IMD_rank", "E01000001|1|3", "E01000002|7.0|4000", stem="imd")
    census = _of(
        "Electoral wards and divisions Code|Electoral wards and divisions|Household deprivation (6 categories) Code|"
        "Household deprivation (6 categories)|Observation",
        *(f"{ward}|East|{code}|words|{10 * code}" for ward in (EAST, WEST) for code in range(1, 6)),
        stem="census",
    )
    return [[lookup, imd, census], [Tree("wards.geojson", {"type": "FeatureCollection", "features": _wards()})]]


def _wards() -> list[object]:
    borough = {"LAD25CD": BOROUGH, "LAD25NM": "Millbrook", "LAT": 51.5, "LONG": -0.05}
    ring = [[0.0, 51.0], [0.1, 51.0], [0.1, 51.1], [0.0, 51.0]]
    return [
        {
            "type": "Feature",
            "properties": {"WD25CD": code, "WD25NM": name, **borough},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name in ((EAST, "East"), (WEST, "West"))
    ]


def _attendance() -> list[list[Document]]:
    rows = [
        "engagement|date|category|organisation|person|work_email|invited|came|n|counting_note|lawful_basis|keep_until",
        "Spring forum|2026-03-31|meeting|Riverside|||3|2||a note||",
        "Spring forum|2026-03-31|meeting|Mill|Ann Quill|ann@mill.test|yes|yes|||consent|2027-03-31",
    ]
    return [[_of(*rows)]]


def _charity_register() -> list[list[Document]]:
    facts: dict[str, object] = {
        **{"date_of_extract": "2026-11-01T00:00:00", "registered_charity_number": 900001, "linked_charity_number": 0},
        **{"charity_name": "MILL TRUST", "charity_registration_status": "Registered"},
        **{"date_of_registration": "1990-01-02T00:00:00", "date_of_removal": None},
        **{"charity_contact_postcode": "e16la", "charity_contact_web": "www.mill.test"},
        "charity_company_registration_number": "1234567",
    }
    part = {**facts, "linked_charity_number": 2, "charity_registration_status": "Removed"}
    table: Rows = [list(facts), list(facts.values()), list(part.values())]
    tabbed = Lines("town.txt", ["\t".join("" if cell is None else str(cell) for cell in row) for row in table])
    return [[Tree("town.json", [facts, part])], [tabbed], [_sheet(table)]]


def _contacts() -> list[list[Document]]:
    rows = [
        "name|job_title|work_email|work_phone|organisation|service|post|board|seat|lawful_basis|keep_until|opted_out",
        "Ann Quill|Manager|ann@mill.test|1|Mill; Riverside|||Town Board|chair|consent|2027-03-31|",
        "Ben Yarrow||ben@mill.test||Mill|||||public task|2027-03-31|yes",
    ]
    return [[_of(*rows)]]


def _demand() -> list[list[Document]]:
    return [[_of("area|need|audience|people|year|method", f"{EAST}|Debt||100|2024|survey", "West|Debt||20|2024|")]]


def _edges() -> list[list[Document]]:
    words = '[kinds]\n"Charity" = "Organisation"\n[links]\n"sends people to" = "REFERS_TO"'
    nodes = _of("id|name|type", "1|Riverside|Charity", "2|Mill|Organisation", "3|Walks|Service", stem="nodes")
    lines = _of("source|target|type", "1|3|provides", "2|3|sends people to", stem="edges")
    graphml = (
        '<graphml><key id="t" for="node" attr.name="type"/><key id="u" for="edge" attr.name="type"><default>provides'
        '</default></key><graph edgedefault="directed"><node id="a" label="Mill"><data key="t">Organisation</data>'
        '</node><node id="b" label="Walks"><data key="t">Service</data></node><edge source="a" target="b"/></graph>'
        "</graphml>"
    )
    gexf = (
        '<gexf><graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="type"/></attributes>'
        '<nodes><node id="1" label="Mill"><attvalues><attvalue for="0" value="Organisation"/></attvalues></node>'
        '<node id="2" label="Walks"><attvalues><attvalue for="0" value="Service"/></attvalues></node></nodes>'
        '<edges><edge source="1" target="2" kind="provides"/></edges></graph></gexf>'
    )
    kumu = {
        "elements": [
            {"label": "Mill", "type": "Organisation", "tags": ["a", "b"]},
            {"label": "Walks", "type": "Service", "attributes": {"description": "On Fridays"}},
        ],
        "connections": [{"from": "Mill", "to": "Walks", "direction": "directed", "type": "provides"}],
    }
    return [
        [nodes, lines, Lines("words.toml", words.split("\n"))],
        [_markup("town.graphml", graphml)],
        [_markup("town.gexf", gexf)],
        [Tree("town.json", kumu)],
    ]


def _grants() -> list[list[Document]]:
    body = {"id": "GB-CHC-900001", "name": "Mill", "charityNumber": "900001", "postalCode": "e16la"}
    grant = {
        **{"id": "360G-town-1", "currency": "GBP", "amountAwarded": 1000, "awardDate": "2024-05-01"},
        "plannedDates": [{"startDate": "2024-06-01", "endDate": "2025-05-31", "duration": 12}],
        "recipientOrganization": [body],
        "fundingOrganization": [{"id": "GB-CHC-900009", "name": "Town Fund"}],
    }
    rows = [
        "Identifier|Currency|Amount Awarded|Award Date|Planned Dates:Start Date|Recipient Org:Identifier|"
        "Recipient Org:Name|Recipient Org:Postal Code|Funding Org:Identifier|Funding Org:Name",
        "360G-town-1|GBP|1000|2024-05-01|2024-06-01|GB-CHC-900001|Mill|E1 6LA|GB-CHC-900009|Town Fund",
    ]
    return [[Tree("town.json", {"issued": "2024-06-01", "grants": [grant, {**grant, "id": "360G-2"}]})], [_of(*rows)]]


def _mapping_workbook() -> list[list[Document]]:
    sheets = {
        "Organisations": ["name|sector|aliases", "Riverside|vcse|Riverside Advice; RAC", "Hill Council|council|"],
        "Services": ["name|status|provider|funded_until|wait_days", "Walks|open|Riverside|2027-03-31|10"],
        "Needs": ["name|broader", "Money|", "Debt|Money"],
        "Areas": ["id|name|level|latitude", f"area-{EAST.lower()}|Bow East|ward|51.5"],
        "Offers": ["name|service|needs|areas|days", "main|Walks|Money; Debt|Bow East|mon; fri"],
        "REFERS_TO": ["from|to|category|wait_days", "Hill Council|Walks|referral|5"],
        "This round": ["field|value", "source|town-mapping", "date|2026-03-31", "complete|yes"],
    }
    return [[Sheets("town", {name: [line.split("|") for line in lines] for name, lines in sheets.items()})]]


def _ods() -> list[list[Document]]:
    date = [{"Type": "Operational", "Start": "2020-07-01", "End": "2026-03-31"}]
    target = {"OrgId": {"extension": "U00001"}, "PrimaryRoleId": {"id": "RO272"}}
    held = {
        **{"Name": "MILL SURGERY", "OrgId": {"extension": "F00001"}, "Status": "Active", "orgRecordClass": "RC1"},
        "Roles": {"Role": [{"id": "RO177", "primaryRole": True, "Status": "Active"}, {"id": "RO76"}]},
        "GeoLoc": {"Location": {"PostCode": "e16la"}},
        "Contacts": {"Contact": [{"type": "http", "value": "HTTPS://WWW.MILL.TEST/About"}]},
        "Rels": {"Rel": [{"id": "RE8", "Status": "Active", "Date": date, "Target": target}]},
        "Succs": {"Succ": [{"Type": "Successor", "Target": target}]},
    }
    return [[Tree("town.json", [{"Organisation": held}])], [Tree("mill.json", {"Organisation": held})]]


def _ods_pcn() -> list[list[Document]]:
    sheets = {
        "PCNDetails": [
            "PCN Code|PCN Name|Current Sub ICB Loc Code|Sub ICB Location|Open Date|Close Date|Postcode",
            "U00001|NORTH TOWN PCN|02P|TOWN|20190701||E1 6LA",
        ],
        "PCN Core Partner Details": [
            "Partner Organisation Code|Partner Name|Practice Parent Sub ICB Loc Code|PCN Code|"
            "Practice to PCN Relationship Start Date|Practice to PCN Relationship End Date",
            "A00001|MILL SURGERY|02P|U00001|20220401|",
        ],
    }
    return [[Sheets("town", {name: [line.split("|") for line in lines] for name, lines in sheets.items()})]]


def _ods_practices() -> list[list[Document]]:
    address, rest = "1 HIGH ST|||LONDON|", "20210401||020 7946 0000||||0||A3A8R||4|"
    rows = [f"F0000{n}|MILL {n}|Y56|QMF|{address}|E1 6LA|19740401||A|B|A3A8R|{rest}" for n in (1, 2)]
    return [[_of(*rows)]]


def _oruk() -> list[list[Document]]:
    place = {"id": "l1", "name": "Park Gate", "latitude": 51.5, "longitude": -0.03}
    service = {
        **{"id": "s1", "name": "Walks &amp; Talks", "description": "<p>For <b>all</b></p>", "status": "active"},
        **{"minimum_age": 18, "maximum_age": -1, "assured_date": "2026-03-01T09:00:00"},
        "organization": {"id": "o1", "name": "Riverside", "website": "https://riverside.test"},
        "cost_options": [{"option": "Tea", "amount": 1.5, "currency": "gbp"}],
        "schedules": [{"byday": "FR", "opens_at": "10:00:00", "closes_at": "12:00:00"}],
        "service_areas": [{"name": "Bow East", "extent": EAST}],
        "service_at_locations": [{"location": {**place, "addresses": [{"postal_code": "e1 6la"}]}}],
        "attributes": [{"taxonomy_term": {"id": "t1", "code": "SO100", "name": "Loneliness", "taxonomy": "UKCAT"}}],
        "contacts": [{"name": "Bea Person", "phones": [{"number": "1"}]}],
    }
    page = {"total_items": 1, "last_page": True, "contents": [service]}
    tables = {
        "services": ["id|organization_id|name|status", "s1|o1|Walks|active"],
        "organizations": ["id|name|website", "o1|Riverside|https://riverside.test"],
        "locations": ["id|name|latitude|longitude", "l1|Park Gate|51.5|-0.03"],
        "service_at_locations": ["id|service_id|location_id", "1|s1|l1"],
        "taxonomy_terms": ["id|name|taxonomy", "t1|Loneliness|UKCAT"],
    }
    package = Sheets("tables", {name: [line.split("|") for line in lines] for name, lines in tables.items()})
    return [[Tree("town.json", page)], [package]]


def _policy_drivers() -> list[list[Document]]:
    rows = [
        "driver_id|driver|published|issuer|scope|item_id|item|kind|status|source_url",
        "LTP|Long Term Plan|2019-01|NHS|England|LTP-1|Link workers|commitment|current|https://plan.test",
        "LTP|Long Term Plan|2019-01|NHS|England|LTP-2|More of them|commitment|current|https://plan.test",
    ]
    return [[_of(*rows)]]


def _survey() -> list[list[Document]]:
    answers = _of(
        "ID|Completion time|Email|Which organisation?|Which service?|Wait in days|What works?",
        "1|2026-03-01 09:10:00|ann@quill.test|Riverside|Walks|10|It is warm",
        "2|2026-03-02 09:10:00|ben@yarrow.test|riverside|walks|20|",
        stem="answers",
    )
    mapping = [
        *("[survey]", 'source = "spring"', "date = 2026-03-31"),
        *("[questions]", '"ID" = "response"', '"Completion time" = "completed"', '"Email" = "leave out"'),
        *('"Which organisation?" = "Organisation"', '"Which service?" = "Service"'),
        *('"Wait in days" = "Service.wait_days"', '"What works?" = { is = "Insight", category = "strength" }'),
    ]
    return [[answers, Lines("mapping.toml", mapping)]]


def _ukcat() -> list[list[Document]]:
    rows = [
        "org_id|name|postcode|active|date_registered|income|company_number|UKCAT",
        "GB-CHC-900001|MILL  TRUST|E1 6LA|True|1994-03-02|598869.0|2868675|SW106;BE108;AR303",
        "GB-SC-SC004401|LOCH FUND|e16lb|False|1996-04-17||12345.0|CA101",
    ]
    return [[_of(*rows)]]


MADE: dict[str, Callable[[], list[list[Document]]]] = {
    "areas": _areas,
    "attendance": _attendance,
    "charity-register": _charity_register,
    "contacts": _contacts,
    "demand": _demand,
    "edges": _edges,
    "grants-360": _grants,
    "mapping-workbook": _mapping_workbook,
    "ods": _ods,
    "ods-pcn": _ods_pcn,
    "ods-practices": _ods_practices,
    "oruk": _oruk,
    "policy-drivers": _policy_drivers,
    "postcodes": lambda: [[_of("pcds|osward|doterm", f"E1 6LA|{EAST}|", f"E1 6LB|{WEST}|202403")]],
    "roles": lambda: [[_of("role_id|role|scheme|personalised_care_role", "SPLW|Link worker|ARRS|yes")]],
    "survey": _survey,
    "terms": lambda: [
        [
            _of(
                "kind|id|code|name|taxonomy|broader|same_as|category|min_age|max_age|term_uri|also_called",
                "need|debt|SO100|Debt|UK-CAT||||||https://t.test|Money; Arrears",
                "audience|young||Young people||||age|16|25||",
            )
        ]
    ],
    "ukcat-charities": _ukcat,
}
