# ruff: noqa: E501 - tables, a line a thing
"""Policies, priorities, recommendations and what was heard in Millbrook; none of it exists."""

POLICIES = """
key             | name                         | level    | issuer            | published  | state   | drives                         | owner
good-neighbours | Good Neighbours Plan         | national | A made-up ministry | 2024-02-01 | current | Policy together                |
warm-winters    | Warm Winters Strategy        | national | A made-up ministry | 2023-10-01 | current | Priority warm-rooms            |
carers-charter  | Carers' Charter              | national | A made-up ministry | 2025-01-15 | current |                                |
pilots          | Neighbourhood Pilots Order   | national | A made-up ministry | 2019-06-01 | ended   | Priority walking               |
together        | Millbrook Together           | borough  | Millbrook Council | 2025-02-01 | current |                                | Board neighbourhood
moving          | Millbrook on the Move        | borough  | Millbrook Council | 2022-05-01 | current |                                | Org public-health
"""

PRIORITIES = """
key        | name                        | number | state   | policy
not-alone  | Nobody is left alone        | 1      | current | together
money-help | Money help near home        | 2      | current | together
warm-rooms | A warm room for everybody   | 3      | current | moving
walking    | More people walk            | 1      | current | moving
swimming   | Everybody learns to swim    | 2      | current | moving
"""

#: One national policy is seen through to services, one stops at a priority without a service, one drives nothing, one
#: has ended, and one priority has no driver.
ALIGNED = """
from                 | to                  | strength | evidence
community-navigators | Priority not-alone  | 3        | its specification
community-connectors | Priority not-alone  | 3        | its specification
lunch-club           | Priority not-alone  | 1        | its leaflet
money-line           | Priority money-help | 3        | its grant agreement
benefits-check       | Priority money-help | 2        | council plan
hobnail-walks        | Priority walking    | 3        | its constitution
swim-pass            | Priority swimming   | 1        | council plan
"""

#: National policy, priority and service of every line of sight, and where it breaks.
LINES = """
national        | priority   | service              | broken
good-neighbours | not-alone  | community-navigators |
good-neighbours | not-alone  | community-connectors |
good-neighbours | not-alone  | lunch-club           |
good-neighbours | money-help | money-line           |
good-neighbours | money-help | benefits-check       |
warm-winters    | warm-rooms |                      | no service
carers-charter  |            |                      | no borough priority
pilots          | walking    | hobnail-walks        | the national policy has ended
                | swimming   | swim-pass            | no national policy
"""

#: `since` is the first round of the mapping that says so.
RECOMMENDATIONS = """
key        | name                              | rank | state       | due        | assigned to   | depends on | since | about
one-door   | Agree who starts where            | 1    | committed   | 2026-06-30 | public-health |            | 2025  | Service community-navigators; Service community-connectors
one-record | Put every connector on one system | 2    | in_progress | 2026-12-31 | icb           | one-door   | 2025  | Platform cogwheel
grief      | Find someone for the bereaved     | 3    | proposed    | 2026-09-30 | bramblegate   |            | 2025  | Need bereavement
one-list   | Keep one list of services         | 4    | done        | 2025-12-31 | public-health |            | 2026  | Asset guide
supervise  | Name a supervisor for every connector | 5 | endorsed   | 2026-02-28 | pcn-weirbank  | one-door   | 2026  | Role link-worker
two-way    | Tell senders what became of people | 6   | proposed    |            | trust         | one-record; supervise | 2026 | Service care-navigators
leaflets   | Print a leaflet for every door    | 7    | dropped     | 2025-09-30 | candlewick    |            | 2026  | Asset guide
"""

#: Nothing is said to be endorsed before the day on which it was.
ENDORSED = """
board         | recommendation | on
neighbourhood | one-door       | 2025-03-12
connectors    | one-door       | 2025-05-20
neighbourhood | one-record     | 2025-03-12
connectors    | one-list       | 2025-05-20
neighbourhood | supervise      | 2026-01-14
connectors    | leaflets       | 2025-05-20
"""

INSIGHTS = """
key        | name                                  | category    | theme      | published | about
loops      | People go round between three desks   | weakness    | pathways   | yes       | Service housing-options; Service benefits-check
trust      | People trust the lunch clubs          | strength    | trust      | yes       | Service lunch-club
grants     | Two connector grants end in September | challenge   | money      |           | Service community-connectors
"""

#: What was held after a round is not in it.
ENGAGEMENTS = """
key        | name                    | category  | date       | invited | took part | note                                    | overlaps
listening  | Listening at the lunch clubs | meeting | 2025-02-18 | 40    | 26        | nobody was counted twice                |
survey     | Survey of providers     | survey    | 2026-01-19 | 27      | 18        | counts bodies, not people               |
interviews | Interviews with providers | interview | 2026-02-03 | 30      | 22        | some were also at the workshop          | workshop
workshop   | Workshop at the Ropewalk  | meeting   | 2026-02-24 | 60      | 41        | may count people who were interviewed   |
stalls     | Stalls at the market    | meeting   | 2026-02-28 | 90      | 55        | some had been at the workshop           | workshop
"""

INVITED = """
from          | to         | n
kettle        | listening  | 9
bramblegate   | workshop   | 8
public-health | workshop   | 6
saltmarsh     | workshop   | 4
trust         | workshop   | 10
ferryman      | workshop   | 5
wherry        | workshop   | 6
turnstile     | workshop   | 5
loom          | interviews | 2
"""

TOOK_PART = """
from          | to         | n
kettle        | listening  | 7
bramblegate   | interviews | 3
trust         | interviews | 2
bramblegate   | workshop   | 6
public-health | workshop   | 5
trust         | workshop   | 7
ferryman      | workshop   | 5
"""
