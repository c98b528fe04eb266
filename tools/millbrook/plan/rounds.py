"""What the three rounds say differently; all else is the same in all of them."""

MAPPING, DIRECTORY = "millbrook-mapping", "millbrook-directory"
FIRST, BETWEEN, LAST = "2025-03-31", "2025-09-30", "2026-03-31"

#: What the mapping said in March 2025 where it says something else in March 2026.
BEFORE = """
record                              | field        | 2025
Service food-pantry                 | name         | Tannery Food Bank
Service long-bench                  | name         | Bench Mates
Service bereavement-listeners       | status       | open
Service link-workers-waterside      | wait_days    | 28
Service housing-options             | wait_days    | 3
Service money-line                  | wait_days    | 30
Service talking-space               | wait_days    |
Service youth-counselling           | wait_days    | 90
Service carers-tea                  | wait_days    | 5
Service care-navigators             | funded_until | 2025-06-30
Organisation turnstile              | name         | Turnstile Youth Club
Post link-market                    | vacant_since |
Post link-beacon                    | vacant_since |
Post link-heath                     | vacant_since |
Post comm-nav-2                     | vacant_since |
Recommendation one-door             | state        | endorsed
Area quay                           | population   | 8000
"""

#: Was given in another ward instead of one of those it is given in now.
MOVED = "sewing-room main"

#: In March 2026, in place of what would be drawn. A blank is not known to the mapping.
WAITS = {
    "link-workers-waterside": "21",
    "housing-options": "9",
    "money-line": "12",
    "talking-space": "35",
    "youth-counselling": "70",
    "carers-tea": "10",
    "tenants-voice": "",
    "repairs-line": "15",
    "job-shop": "10",
    "steps-to-work": "7",
    "memory-clinic": "25",
    "skills-evenings": "",
    "new-arrivals-desk": "4",
    "community-connectors": "6",
    "community-navigators": "8",
}

#: What the directory says otherwise, in September 2025. The later mapping goes before it, save where that is blank.
DIRECTORY_SAYS = """
record                       | field     | directory
Service community-connectors | name      | Community Connecting
Service community-connectors | wait_days | 11
Service money-line           | wait_days | 45
Service skills-evenings      | wait_days | 17
Service new-arrivals-desk    | languages | English; Arabic
Service hobnail-walks        | access    | professional
"""

#: Links that started and ended between the rounds, besides those of services that came and went.
STARTED, ENDED = 12, 8

#: What referred in March 2025 to services that have closed or are gone since; so less is reached than was.
TO_WHAT_IS_GONE = """
from                   | to
family-hub             | winter-club
community-navigators   | cook-together
link-workers-waterside | bereavement-listeners
care-navigators        | bereavement-listeners
"""
