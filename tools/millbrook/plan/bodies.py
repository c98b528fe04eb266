# ruff: noqa: E501 - tables, a line a thing
"""The organisations, workers, boards, money and systems of Millbrook."""

ORGANISATIONS = """
key            | name                            | category     | sector  | part of        | area      | door
council        | Millbrook Council               | council      | council |                | millbrook |
public-health  | Public Health team              | council team | council | council        | millbrook |
social-care    | Adult Social Care team          | council team | council | council        | millbrook |
housing-team   | Housing Options team            | council team | council | council        | millbrook |
icb            | Brookshire Integrated Care Board | icb         | nhs     |                |           |
trust          | Brookshire Community Trust      | trust        | nhs     |                |           |
pcn-weirbank   | Weirbank PCN                    | pcn          | nhs     |                | waterside |
pcn-uplandsedge | Uplandsedge PCN                | pcn          | nhs     |                | topside   |
brackenmoor    | Brackenmoor Practice            | practice     | nhs     | pcn-weirbank   | weir      |
tollhouse      | Tollhouse Quay Practice         | practice     | nhs     | pcn-weirbank   | quay      |
silverpike     | Silverpike Practice             | practice     | nhs     | pcn-weirbank   | tannery   |
oatsheaf       | Oatsheaf Practice               | practice     | nhs     | pcn-weirbank   | market    |
lanternbridge  | Lanternbridge Practice          | practice     | nhs     | pcn-uplandsedge | station  |
copperkettle   | Copperkettle Practice           | practice     | nhs     | pcn-uplandsedge | orchard  |
nettlewick     | Nettlewick Practice             | practice     | nhs     | pcn-uplandsedge | beacon   |
thrushfield    | Thrushfield Practice            | practice     | nhs     | pcn-uplandsedge | heath    |
candlewick     | Candlewick Advice               | charity      | vcse    |                | market    |
bramblegate    | Bramblegate Trust               | charity      | vcse    |                | quay      |
plumline       | Plumline Homes                  | charity      | vcse    |                | tannery   |
kettle         | Kettle and Chat                 | charity      | vcse    |                | tannery   |
wherry         | Wherry Arts                     | charity      | vcse    |                | quay      |
ferryman       | Ferryman Carers                 | charity      | vcse    |                | weir      |
hobnail        | Hobnail Walkers                 | charity      | vcse    |                | beacon    |
turnstile      | Turnstile Youth                 | charity      | vcse    |                | station   |
dovecote       | Dovecote Families               | charity      | vcse    |                | heath     |
saltmarsh      | Saltmarsh Recovery              | charity      | vcse    |                | weir      |
loom           | Loom Studio                     | charity      | vcse    |                | orchard   |
kilnworks      | Kilnworks Energy                | company      | private |                | tannery   |
"""

#: Only the directory knows them. The second is Kettle and Chat once more, under an id of the directory's own.
DIRECTORY_ORGANISATIONS = """
key           | name              | category | sector
skylark       | Skylark Gardeners | charity  | vcse
directory-kac | Kettle & Chat     | charity  | vcse
"""

#: Pairs of records that are one thing, and nobody has decided so yet.
DUPLICATES = (("Organisation kettle", "Organisation directory-kac"),)

#: A door: people start there. The ward team refers and nobody refers to it; the community navigators are marked.
ROLES = """
key                 | name                     | family            | scheme | door | functions
link-worker         | Social prescribing link worker | connector   | ARRS   |      | assess; signpost; accompany
care-navigator      | Care navigator           | connector         |        |      | assess; signpost; care-plan
community-navigator | Community navigator      | connector         |        | yes  | signpost; accompany; outreach
community-connector | Community connector      | connector         |        |      | signpost; accompany
health-coach        | Health and wellbeing coach | personalised_care | ARRS |      | assess; care-plan
care-coordinator    | Care co-ordinator        | personalised_care | ARRS   |      | assess; signpost; care-plan
keyworker           | Recovery keyworker       | clinical          |        |      | assess; advocate
ward-team           | Hospital ward team       | clinical          |        |      | assess
commissioner        | Neighbourhood commissioner | commissioning   |        |      |
"""

FUNCTIONS = """
key       | name      | depth
assess    | Assess    | support
signpost  | Signpost  | signpost
accompany | Accompany | support
advocate  | Advocate  | case_manage
outreach  | Reach out | support
care-plan | Plan care | case_manage
"""

#: One has ended, and so is no vacancy.
POSTS = """
key             | name                        | role                | service                  | fte | vacant since | ends       | employer
link-weir       | Link worker, Weir           | link-worker         | link-workers-waterside   | 1.0 |              |            | pcn-weirbank
link-tannery    | Link worker, Tannery        | link-worker         | link-workers-waterside   | 1.0 |              | 2027-03-31 | pcn-weirbank
link-market     | Link worker, Market         | link-worker         | link-workers-waterside   | 0.6 | 2026-01-12   |            | pcn-weirbank
link-station    | Link worker, Station        | link-worker         | link-workers-topside     | 1.0 |              |            | candlewick
link-beacon     | Link worker, Beacon         | link-worker         | link-workers-topside     | 0.8 | 2025-11-03   |            |
link-heath      | Link worker, Heath          | link-worker         | link-workers-topside     | 0.5 | 2025-10-01   | 2025-12-31 | pcn-uplandsedge
care-nav-1      | Care navigator, west        | care-navigator      | care-navigators          | 1.0 |              |            | trust
care-nav-2      | Care navigator, east        | care-navigator      | care-navigators          | 1.0 |              |            | trust
comm-nav-1      | Community navigator, Quay   | community-navigator | community-navigators     | 1.0 |              | 2026-09-30 | council
comm-nav-2      | Community navigator, Weir   | community-navigator | community-navigators     | 0.5 | 2026-02-20   | 2026-09-30 | council
connector-1     | Community connector, Market | community-connector | community-connectors     | 1.0 |              | 2026-09-30 | bramblegate
connector-2     | Community connector, Weir   | community-connector | mind-connectors          | 0.6 |              |            | trust
coach-1         | Health coach, Topside       | health-coach        | wellbeing-coaches        | 1.0 |              |            | pcn-uplandsedge
coordinator-1   | Care co-ordinator, Beacon   | care-coordinator    | memory-clinic            | 1.0 |              |            | pcn-uplandsedge
keyworker-1     | Keyworker                   | keyworker           | recovery-keyworkers      | 1.0 |              |            | saltmarsh
convener        | Convener of the neighbourhood board | commissioner |                         | 1.0 |              |            | council
"""

BOARDS = """
key           | name                        | category | frequency | state
neighbourhood | Millbrook Neighbourhood Board | board  | monthly   | active
connectors    | Connectors' Forum           | forum    | quarterly | active
warm-homes    | Warm Homes Group            | steering group | monthly | proposed
"""

FUNDS = """
key           | name                     | category | amount | published | starts     | ends
arrs          | Primary care roles money | ARRS     | 310000 | yes       | 2024-04-01 | 2027-03-31
neighbourhood | Neighbourhood grant      | grant    | 250000 | yes       | 2024-10-01 | 2026-09-30
community     | Community line           | ICB      | 185000 |           | 2025-04-01 | 2026-06-30
legacy        | Millwright legacy        | trust    | 60000  | yes       | 2023-01-01 | 2025-12-31
"""

#: Who pays for what. The last two have ended.
FUNDING = """
from               | to                     | amount | published | starts     | ends
Fund arrs          | link-workers-waterside | 140000 | yes       | 2024-04-01 | 2027-03-31
Fund arrs          | link-workers-topside   | 120000 | yes       | 2024-04-01 | 2027-03-31
Fund arrs          | wellbeing-coaches      | 50000  | yes       | 2024-04-01 | 2027-03-31
Fund neighbourhood | community-navigators   | 90000  | yes       | 2024-10-01 | 2026-09-30
Fund neighbourhood | community-connectors   | 90000  | yes       | 2024-10-01 | 2026-09-30
Fund neighbourhood | money-line             | 60000  | yes       | 2024-10-01 | 2026-09-30
Fund community     | care-navigators        | 110000 |           | 2025-04-01 | 2026-06-30
Fund community     | mind-connectors        | 75000  |           | 2025-04-01 | 2026-06-30
Org council        | benefits-check         |        |           |            |
Org council        | steps-to-work          |        |           |            |
Org icb            | home-first             |        |           |            |
Org icb            | memory-clinic          |        |           |            |
Org public-health  | hobnail-walks          | 12000  | yes       | 2025-04-01 | 2026-09-30
Fund neighbourhood | hobnail-walks          | 8000   | yes       | 2025-10-01 | 2026-09-30
Org kilnworks      | warm-homes             | 30000  | yes       | 2025-10-01 | 2026-09-30
Fund legacy        | brook-choir            | 20000  | yes       | 2023-01-01 | 2025-12-31
Fund legacy        | sewing-room            | 15000  | yes       | 2023-01-01 | 2025-12-31
"""

PLATFORMS = """
key     | name        | category                    | vendor        | standard
cogwheel | Cogwheel   | social prescribing platform | Cogwheel Ltd (made up) | open referral
ledger  | Ward Ledger | patient record              | Ledger Ltd (made up)   |
quill   | Quill       | patient record              | Quill Ltd (made up)    | open messages
"""

#: What is used since a day is not said before it.
USES = """
from                         | platform | state   | since      | blocks
Org pcn-weirbank             | cogwheel | live    | 2025-01-06 |
Org pcn-uplandsedge          | cogwheel | trial   | 2025-10-01 |
Org trust                    | ledger   | live    | 2019-05-01 |
Org council                  | cogwheel | planned |            | no agreement on data yet
Service community-connectors | cogwheel | live    | 2025-06-02 |
Service care-navigators      | ledger   | live    | 2019-05-01 |
Service money-line           | cogwheel | none    |            | no money for licences
Service talking-space        | cogwheel | trial   | 2026-01-12 |
Service hobnail-walks        | cogwheel | planned |            | no tablet for the walk leaders yet
Org brackenmoor              | quill    | live    | 2018-04-02 |
Org oatsheaf                 | quill    | live    | 2018-04-02 |
Org copperkettle             | quill    | live    | 2020-07-06 |
"""

EXCHANGES = """
from     | to       | standard      | state
cogwheel | ledger   | open referral | planned
quill    | cogwheel | open messages | live
cogwheel | quill    | open messages | live
"""

#: Who was trained by what, and which body received what.
TRAINED = {"link-worker": "course", "community-navigator": "course", "community-connector": "course"}
RECEIVED = {"public-health": "guide", "pcn-weirbank": "guide", "bramblegate": "guide"}

ASSETS = """
key        | name                 | category
guide      | Connectors' guide    | document
course     | Listening course     | training
hall       | Old Ropewalk Hall    | building
"""

#: Offers that are given at a site.
GIVEN_AT = {"quayside-table main": "ropewalk", "brook-choir main": "ropewalk", "skills-evenings day": "depot"}

SITES = """
key      | name              | area
ropewalk | Old Ropewalk Hall | quay
depot    | The Depot         | station
"""
