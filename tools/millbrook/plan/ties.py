"""Who sits where, who looks after which post, who works with whom, and who was asked in each round of the mapping."""

#: `since` is the first round of the mapping that says so. No board has a private body, and one lacks the NHS too.
MEMBERS = """
board         | organisation    | seat                 | since
neighbourhood | council         | chair                | 2025
neighbourhood | icb             | money                | 2025
neighbourhood | trust           | community health     | 2025
neighbourhood | pcn-weirbank    | general practice     | 2025
neighbourhood | bramblegate     | voluntary sector     | 2025
neighbourhood | ferryman        | carers               | 2026
connectors    | pcn-weirbank    |                      | 2025
connectors    | pcn-uplandsedge |                      | 2025
connectors    | public-health   | chair                | 2025
connectors    | bramblegate     |                      | 2025
connectors    | trust           |                      | 2025
warm-homes    | plumline        | chair                | 2025
warm-homes    | housing-team    |                      | 2025
warm-homes    | kettle          | warm rooms           | 2026
"""

#: Besides the employer (bodies.POSTS). The community navigators have nobody above them, nor has the post in Beacon.
POST_HOSTS = """
post          | line_management | clinical_supervision | premises
link-weir     | pcn-weirbank    | brackenmoor          | brackenmoor
link-tannery  | pcn-weirbank    | silverpike           | silverpike
link-market   | pcn-weirbank    |                      | oatsheaf
link-station  | candlewick      | lanternbridge        | lanternbridge
link-beacon   |                 |                      | nettlewick
care-nav-1    | trust           |                      | copperkettle
care-nav-2    | trust           |                      | brackenmoor
connector-1   |                 |                      | oatsheaf
connector-2   | trust           | trust                | brackenmoor
coach-1       | pcn-uplandsedge | copperkettle         | copperkettle
coordinator-1 | pcn-uplandsedge | nettlewick           | nettlewick
"""

#: How much two bodies work together, how far they trust each other, how much it is worth, 1 to 4, by each who rated it.
#: Only one body works with the private sector. Two pairs have too few raters, and one had enough in 2025.
WORKS_WITH = """
a           | b             | rater   | 2025  | 2026
bramblegate | public-health | rater 1 | 2 2 3 | 3 3 3
bramblegate | public-health | rater 2 | 3 2 3 | 4 3 4
bramblegate | public-health | rater 3 | 2 1 2 | 3 2 4
bramblegate | public-health | rater 4 |       | 4 4 4
trust       | pcn-weirbank  | rater 1 | 4 2 3 | 4 2 3
trust       | pcn-weirbank  | rater 2 | 3 2 2 | 3 1 2
trust       | pcn-weirbank  | rater 5 | 4 3 3 | 4 2 3
kettle      | bramblegate   | rater 1 | 2 4 3 | 2 4 3
kettle      | bramblegate   | rater 3 | 3 4 4 | 3 4 4
kettle      | bramblegate   | rater 6 | 2 3 3 |
plumline    | kilnworks     | rater 2 |       | 2 3 4
plumline    | kilnworks     | rater 4 |       | 3 3 3
plumline    | kilnworks     | rater 7 |       | 1 2 4
ferryman    | social-care   | rater 5 | 3 3 3 | 3 2 3
candlewick  | council       | rater 1 | 1 2 4 | 2 3 4
candlewick  | council       | rater 6 | 2 2 3 | 2 2 4
"""

#: Asked on the day of each round's letter; whether they answered, and after how many reminders. Blank: not asked.
ASKED_ON = {"2025": "2025-02-03", "2026": "2026-02-02"}
ASKED = """
organisation    | 2025  | 2026
council         | yes 0 | yes 0
public-health   | yes 0 | yes 0
social-care     | yes 1 | yes 1
housing-team    | no 2  | yes 2
icb             | yes 0 | yes 0
trust           | yes 1 | yes 0
pcn-weirbank    | yes 0 | yes 0
pcn-uplandsedge | no 2  | yes 1
brackenmoor     | yes 0 | yes 0
tollhouse       | no 1  | yes 1
silverpike      | yes 0 | no 2
oatsheaf        | yes 1 | yes 0
lanternbridge   | yes 0 | yes 1
copperkettle    | yes 0 | yes 0
nettlewick      | no 2  | no 3
thrushfield     | yes 2 | yes 0
candlewick      | yes 0 | yes 0
bramblegate     | yes 0 | yes 0
plumline        | yes 1 | yes 0
kettle          | yes 0 | yes 1
wherry          | no 2  | no 3
ferryman        | yes 0 | yes 0
hobnail         | yes 0 | yes 0
turnstile       | yes 1 | no 2
dovecote        | yes 0 | no 1
saltmarsh       | yes 0 | yes 0
loom            | no 2  | no 3
kilnworks       |       | yes 0
"""
