"""Brook: a town that three sources have spoken of, loaded through check and keep as any round is.

The mapping is complete twice; a directory says some of it too; a list of people is kept apart. One row was refused.
"""

from pathlib import Path

from linkwork.graph.check import good_rows
from linkwork.graph.records import Reading, Scope
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.project.asking import Rounds
from tests.graph.said import keep, tables

FIRST, BETWEEN, LAST = "2023-03-31", "2023-09-30", "2024-03-31"
PLACES = """\
Area: id | name | level
area-borough | Borough | borough
area-north | North | ward
area-south | South | ward

WITHIN: from | to
area-north | area-borough
area-south | area-borough

Need: id | name
need-debt | Debt
need-food | Food
need-mood | Mood
"""
#: The first mapping: Advice takes everybody with debt in North; Kitchen gives food in North, Club in both wards.
BEFORE = f"""{PLACES}
Organisation: id | name | sector | door
org-council | Council | council |
org-guild | Guild | vcse |
org-surgery | Surgery | nhs | yes

Service: id | name | status | wait_days | owner
service-advice | Advice | open | 10 | Desk
service-kitchen | Kitchen | open | |
service-club | Club | open | |
service-fair | Fair | open | |

PROVIDES: from | to
org-council | service-advice
org-guild | service-kitchen
org-guild | service-club
org-guild | service-fair

Offer: id | name
offer-advice | Advice
offer-kitchen | Kitchen
offer-club | Club

HAS_OFFER: from | to
service-advice | offer-advice
service-kitchen | offer-kitchen
service-club | offer-club

MEETS: from | to
offer-advice | need-debt
offer-kitchen | need-food
offer-club | need-food

COVERS: from | to
offer-advice | area-north
offer-kitchen | area-north
offer-club | area-borough

REFERS_TO: from | to | category | wait_days
org-surgery | service-advice | referral | 5
org-surgery | service-club | referral |
service-club | service-kitchen | referral |
"""
#: The second: Kitchen has closed, Fair is not named any more, Larder is new, Advice covers South too, and the surgery
#: sends people to Larder and no longer to Club.
AFTER = (
    BEFORE.replace("Kitchen | open", "Kitchen | closed")
    .replace("Advice | open | 10 | Desk", "Advice | open | 12 | Desk")
    .replace("service-fair | Fair | open | |", "service-larder | Larder | open | |")
    .replace("org-guild | service-fair", "org-guild | service-larder")
    .replace("offer-club | Club\n", "offer-club | Club\noffer-larder | Larder\n")
    .replace("service-club | offer-club", "service-club | offer-club\nservice-larder | offer-larder")
    .replace("offer-club | need-food", "offer-club | need-food\noffer-larder | need-food")
    .replace("offer-advice | area-north", "offer-advice | area-borough\noffer-larder | area-south")
    .replace("org-surgery | service-club", "org-surgery | service-larder")
)
#: The directory says two services, one of which the mapping lets go, and calls the other otherwise.
DIRECTORY = """\
Organisation: id | name
org-guild | The Guild
org-directory-guild | Guild

Service: id | name | status
service-club | Club | open
service-bus | Bus | open
"""
SAID = """\
Person: id | name | work_email | job_title | lawful_basis | keep_until
person-1 | Ann Made-Up | ann@made.up | Clerk | consent | 2024-03-30
person-2 | Bob Made-Up | | | public task | 2024-03

CONTACT_FOR: from | to
person-1 | service-advice
"""

#: What somebody saw: of two rows one could be kept.
VISITS = """\
Service: id | name | status
service-bus | Bus | open
service-van | Van | opne
"""


def brook(folder: Path) -> RoundStore:
    """The rounds of the town, kept in a new folder."""
    store = RoundStore(folder / "rounds")
    keep(store, f"mapping {FIRST}", BEFORE)
    services = Scope(kinds=("Service", "Organisation"))
    keep(store, f"directory {BETWEEN}", DIRECTORY, services)
    keep(store, f"contacts {BETWEEN} partial", SAID)
    keep(store, f"mapping {LAST}", AFTER)
    file = folder / "files" / "visits.txt"
    file.write_text(VISITS)
    good, bad = good_rows(Reading(tables(VISITS)), SCHEMA)
    store.keep(Statement("visits", LAST, "test", False, Scope(), (file,)), good, {}, bad)
    return store


def rounds_of(folder: Path, internal: bool = False) -> Rounds:
    """Brook's rounds as questions see them."""
    return Rounds(brook(folder), internal)
