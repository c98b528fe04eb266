# ruff: noqa: E501 - tables, a line a thing
"""The services of Millbrook, in the order in which people are sent on: nobody refers back up the list, loops apart.

`said` is who says it: `map` the mapping in both years, `new` the mapping of 2026 alone, `old` that of 2025 alone, `dir`
the directory.
"""

SERVICES = """
key                    | name                         | provider       | scope    | access       | approach   | roles               | said
link-workers-waterside | Waterside Link Workers       | pcn-weirbank   | core     | professional | responsive | link-worker         | map
community-navigators   | Community Navigators         | public-health  | core     | self         | proactive  | community-navigator | map
community-connectors   | Community Connectors         | bramblegate    | core     | self         | proactive  | community-connector | map dir
link-workers-topside   | Topside Link Workers         | pcn-uplandsedge | core    | professional | responsive | link-worker         | map
care-navigators        | Care Navigators              | trust          | core     | professional | responsive | care-navigator      | map
mind-connectors        | Mental Health Connectors     | trust          | core     | professional | both       | community-connector | map
wellbeing-coaches      | Health and Wellbeing Coaches | pcn-uplandsedge | core    | professional | responsive | health-coach        | map
housing-options        | Housing Options Desk         | housing-team   | adjacent | self         | responsive |                     | map
energy-desk            | Energy Desk                  | plumline       | adjacent | professional | responsive |                     | map dir
benefits-check         | Benefits Check               | council        | adjacent | self         | responsive |                     | map
money-line             | Money Line                   | candlewick     | adjacent | self         | responsive |                     | map dir
carers-assessment      | Carers' Assessment           | social-care    | adjacent | professional | responsive |                     | map
family-hub             | Family Hub                   | dovecote       | adjacent | self         | both       |                     | map dir
youth-drop-in          | Youth Drop-in                | turnstile      | adjacent | self         | responsive |                     | map dir
recovery-keyworkers    | Recovery Keyworkers          | saltmarsh      | adjacent | professional | proactive  | keyworker           | map dir
steps-to-work          | Steps to Work                | council        | adjacent | professional | responsive |                     | map
memory-clinic          | Memory Clinic                | trust          | adjacent | professional | responsive | care-coordinator    | map
home-first             | Home First Team              | trust          | adjacent | professional | responsive | care-navigator      | map
tenants-voice          | Tenants' Voice               | plumline       | adjacent | professional | responsive |                     | map dir
falls-team             | Falls Team                   | trust          | adjacent | professional | responsive |                     | map
new-arrivals-desk      | New Arrivals Desk            | bramblegate    | adjacent | self         | responsive |                     | map dir
reablement             | Reablement Team              | social-care    | adjacent | professional | responsive |                     | map
debt-casework          | Debt Casework                | candlewick     | adjacent | professional | responsive |                     | map dir
repairs-line           | Repairs Line                 | housing-team   | adjacent | professional | responsive |                     | map
warm-homes             | Warm Homes Visits            | plumline       | adjacent | self         | proactive  |                     | map dir
food-pantry            | Tannery Pantry               | kettle         | adjacent | self         | responsive |                     | map dir
food-parcels           | Food Parcels                 | dovecote       | adjacent | professional | responsive |                     | map
lunch-club             | Kettle Lunch Club            | kettle         | adjacent | self         | responsive |                     | map dir
quayside-table         | Quayside Table               | bramblegate    | adjacent | self         | responsive |                     | map dir
carers-tea             | Carers' Tea                  | ferryman       | adjacent | self         | responsive |                     | map dir
carers-circle          | Carers' Circle               | social-care    | adjacent | professional | responsive |                     | map
talking-space          | Talking Space                | saltmarsh      | adjacent | self         | responsive | keyworker           | map dir
hobnail-walks          | Hobnail Walks                | hobnail        | adjacent | self         | responsive |                     | map dir
gentle-walks           | Gentle Walks                 | hobnail        | adjacent | self         | responsive |                     | map
job-shop               | Job Shop                     | turnstile      | adjacent | professional | responsive |                     | map dir
skills-evenings        | Skills Evenings              | loom           | adjacent | self         | responsive |                     | map dir
lift-share             | Lift Share                   | ferryman       | adjacent | self         | responsive |                     | map dir
brook-bus              | Brook Bus                    | council        | adjacent | self         | responsive |                     | map
dementia-day-club      | Dementia Day Club            | kettle         | adjacent | professional | responsive |                     | map
quiet-garden           | Quiet Garden                 | hobnail        | adjacent | professional | responsive |                     | map
night-desk             | Night Desk                   | saltmarsh      | adjacent | professional | responsive |                     | map
back-care-trial        | Back Care Trial              | trust          | adjacent | closed       | responsive |                     | map
brook-choir            | Brook Choir                  | wherry         | adjacent | self         | responsive |                     | map dir
art-table              | Art Table                    | wherry         | adjacent | self         | responsive |                     | new
sewing-room            | Sewing Room                  | loom           | adjacent | self         | responsive |                     | map dir
chair-exercise         | Chair Exercise               | hobnail        | adjacent | self         | responsive |                     | map
swim-pass              | Swim Pass                    | council        | adjacent | self         | responsive |                     | map
pain-group             | Living Well with Pain        | trust          | adjacent | professional | responsive |                     | new
youth-counselling      | Youth Counselling            | turnstile      | adjacent | professional | responsive |                     | map dir
parents-morning        | Parents' Morning             | dovecote       | adjacent | self         | responsive |                     | map dir
benefits-visits        | Benefits Visits at Home      | candlewick     | adjacent | professional | proactive  |                     | map dir
surgery-advice         | Advice at the Surgery        | candlewick     | adjacent | professional | responsive |                     | new
homework-club          | Homework Club                | turnstile      | adjacent | self         | responsive |                     | map dir
long-bench             | The Long Bench               | bramblegate    | adjacent | self         | responsive |                     | map dir
handy-neighbours       | Handy Neighbours             | plumline       | adjacent | self         | responsive |                     | new
money-for-care         | Money for Care               | social-care    | adjacent | professional | responsive |                     | map
noticeboard            | Brook Noticeboard            | council        | context  | self         | responsive |                     | map
befriending-list       | Befriending List             | kettle         | context  | professional | responsive |                     | map
library-hour           | Library Hour                 | council        | context  | self         | responsive |                     | map
allotments             | Skylark Allotments           | skylark        | adjacent | self         | responsive |                     | dir
mending-table          | Mending Table                | loom           | adjacent | self         | responsive |                     | dir
phone-friends          | Phone Friends                | kettle         | adjacent | self         | responsive |                     | dir
card-club              | Card Club                    | kettle         | adjacent | self         | responsive |                     | old dir
bereavement-listeners  | Bereavement Listeners        | saltmarsh      | adjacent | professional | responsive |                     | map
winter-club            | Winter Club                  | dovecote       | adjacent | self         | responsive |                     | old
cook-together          | Cook Together                | kettle         | adjacent | self         | responsive |                     | old
warm-hub               | Warm Hub                     | council        | context  | self         | responsive |                     | map
"""

#: Not open in March 2026; the listeners were in March 2025.
STATUS = {"bereavement-listeners": "closed", "warm-hub": "planned"}

#: Two bodies provide it together.
SECOND_PROVIDER = {"home-first": "social-care"}

COMMISSIONED = {
    "icb": ("link-workers-waterside", "link-workers-topside", "care-navigators", "mind-connectors", "pain-group"),
    "public-health": (
        "community-navigators",
        "community-connectors",
        "hobnail-walks",
        "swim-pass",
        "wellbeing-coaches",
    ),
}

#: What services do besides what the roles that staff them do.
PERFORMS = {
    "home-first": "assess; care-plan",
    "money-line": "assess; advocate",
    "community-connectors": "outreach",
    "housing-options": "assess; signpost",
    "carers-assessment": "assess; care-plan",
    "family-hub": "signpost; accompany",
    "new-arrivals-desk": "signpost; accompany; advocate",
}

LANGUAGES = {
    "quayside-table": "English; Portuguese",
    "new-arrivals-desk": "English; Arabic; Ukrainian",
    "community-connectors": "English; Polish",
    "money-line": "English; Polish",
}

#: These were due to be confirmed again by the end of January 2026, and were not.
OVERDUE = ("food-parcels", "gentle-walks", "library-hour", "swim-pass", "befriending-list")

#: When the money ends; what is not named here is not known, or drawn for those under ANY_END.
FUNDED_UNTIL = {
    "link-workers-waterside": "2027-03-31",
    "link-workers-topside": "2027-03-31",
    "wellbeing-coaches": "2027-03-31",
    "community-navigators": "2026-09-30",
    "community-connectors": "2026-09-30",
    "money-line": "2026-09-30",
    "hobnail-walks": "2026-09-30",
    "warm-homes": "2026-09-30",
    "care-navigators": "2026-06-30",
    "mind-connectors": "2026-06-30",
    "brook-choir": "2025-12-31",
    "sewing-room": "2025-12-31",
}
ANY_END = ("", "", "2026-06-30", "2026-09-30", "2027-03-31", "2028-03-31")

#: Services; who employs, supervises and houses posts is in bodies.py and ties.py.
HOSTS = """
from            | to                   | category
trust           | care-navigators      | clinical_supervision
pcn-weirbank    | mind-connectors      | premises
bramblegate     | community-navigators | premises
public-health   | community-connectors | line_management
"""

JUDGED = """
a                    | b                    | overlap    | reason                                        | decided by          | decided on | review on
community-connectors | community-navigators | accidental | both were set up from one grant               | Neighbourhood Board | 2026-02-10 | 2026-08-10
lunch-club           | quayside-table       | deliberate | one is for people who would not go to the other | Neighbourhood Board | 2026-02-10 | 2027-02-10
"""
