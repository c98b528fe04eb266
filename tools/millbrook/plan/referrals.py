# ruff: noqa: E501 - tables, a line a thing
"""Who refers to whom, as far as it is planned; the rest of the 200 links is drawn, down the list of services.

`wait` is the days the link says: a bare `-` says that neither the link nor the receiver knows. Blank cells are drawn.
"""

TOTAL = 200

#: Senders: `Org x` and `Role x`, else a service.
LINKS = """
from                   | to                     | category      | wait | onward | confirmed | why
Org thrushfield        | steps-to-work          | referral      | 6    |        | both      | its only referral: a route for adults
steps-to-work          | job-shop               | warm_handover | 8    |        | both      | the rest of that route
Org nettlewick         | memory-clinic          | referral      | 21   | no     | both      | its only referral: may not be referred on
care-navigators        | memory-clinic          | referral      | 28   | no     | sender    | nor may theirs
memory-clinic          | dementia-day-club      | referral      | 10   |        | receiver  | so nobody gets here
Org oatsheaf           | housing-options        | referral      | 5    |        | both      | the slower way, but known
housing-options        | repairs-line           | referral      | 20   |        | both      |
Org oatsheaf           | tenants-voice          | signpost      | -    |        | sender    | the quicker way, perhaps
tenants-voice          | repairs-line           | referral      | 1    |        | both      |
link-workers-waterside | community-navigators   | warm_handover | 3    | yes    | both      | a loop of two
community-navigators   | link-workers-waterside | referral      | 5    | yes    | sender    |
housing-options        | energy-desk            | referral      | 4    | yes    | both      | a loop of three
energy-desk            | benefits-check         | referral      | 7    | yes    | both      |
benefits-check         | housing-options        | signpost      | 2    | yes    | receiver  |
quiet-garden           | night-desk             | referral      | 3    |        | both      | nobody reaches the garden, so nor the desk
reablement             | back-care-trial        | referral      | 14   |        | sender    | which is closed to everybody
care-navigators        | noticeboard            | signpost      | 0    |        | sender    | a dead end
money-line             | noticeboard            | signpost      | 0    |        | none      |
link-workers-topside   | befriending-list       | referral      | 12   |        | both      | a dead end
falls-team             | befriending-list       | signpost      | 9    |        | sender    |
Role ward-team         | home-first             | referral      | 1    | yes    | both      | a door that is a role
Role ward-team         | care-navigators        | referral      | 2    | yes    | both      |
Role ward-team         | reablement             | referral      | 3    | yes    | receiver  |
Role care-navigator    | falls-team             | referral      | 6    | yes    | both      | by whoever staffs Care Navigators or Home First
Role care-navigator    | carers-tea             | signpost      | 2    |        | sender    |
Role community-navigator | money-line           | warm_handover | 2    | yes    | both      | a role marked as a door
Role community-navigator | lunch-club           | warm_handover | 1    |        | both      |
"""

#: Doors and services whose links are all above: nothing is drawn from them, nothing drawn leads to the latter.
SEALED = (
    "steps-to-work",
    "job-shop",
    "memory-clinic",
    "dementia-day-club",
    "tenants-voice",
    "repairs-line",
    "quiet-garden",
    "night-desk",
    "back-care-trial",
    "noticeboard",
    "befriending-list",
)

#: Doors from which links are drawn, and how many to start with: to the core, so that everything is reached.
DOORS = """
door                | links
Org brackenmoor     | 5
Org tollhouse       | 4
Org silverpike      | 4
Org oatsheaf        | 2
Org lanternbridge   | 5
Org copperkettle    | 4
Org social-care     | 4
Org housing-team    | 3
"""

#: What is true of the town, in so many words; the generator refuses to write it otherwise.
DEAD_ENDS = ("befriending-list", "night-desk", "noticeboard")
LOOPS = (("community-navigators", "link-workers-waterside"), ("benefits-check", "energy-desk", "housing-options"))
UNREACHABLE = ("back-care-trial", "dementia-day-club", "night-desk", "quiet-garden")

#: Journeys with a known end: a door, a need, a group and an area; either the steps and days, or the hop that fails.
JOURNEYS = """
key          | from            | need        | group     | area   | steps                        | days | fails at          | why
adult        | Org thrushfield | work        | 18-to-64  | heath  | steps-to-work job-shop       | 14   |                   |
not-young    | Org thrushfield | work        | under-18s | heath  |                              |      | steps-to-work     | group
not-quay     | Org thrushfield | work        | 18-to-64  | quay   |                              |      | steps-to-work     | area
no-onward    | Org nettlewick  | company     | dementia  | beacon |                              |      | dementia-day-club | onward
slower-known | Org oatsheaf    | repairs     | 18-to-64  | market | housing-options repairs-line | 25   |                   |
by-oneself   | self            | company     | carers    | weir   | community-navigators         | 8    |                   |
nowhere      | self            | bereavement |           |        |                              |      |                   |
"""
