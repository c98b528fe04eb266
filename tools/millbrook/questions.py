"""The answers by the questions' ids, and where those stand that have a name of their own."""

from collections.abc import Mapping
from typing import Any

from tools.millbrook import (
    answers_access,
    answers_brokers,
    answers_change,
    answers_links,
    answers_loss,
    answers_money,
    answers_people,
    answers_policy,
    answers_quality,
    answers_roles,
)
from tools.millbrook.answers_cells import Map
from tools.millbrook.answers_routes import Ways
from tools.millbrook.plan import rounds, services
from tools.millbrook.planned import as_planned
from tools.millbrook.sheets import Sheets
from tools.millbrook.tables import table
from tools.millbrook.town import Town

#: The questions that are answered under other names than their ids.
FOUND_UNDER = {
    "O1": ["overlaps", "judged"],
    "O3": ["crowding"],
    "O4": ["also_covered"],
    "O9": ["if_ended"],
    "G1": ["gaps"],
    "G3": ["single_provider"],
    "G7": ["next_steps"],
    "P1": ["doors", "journeys", "reach"],
    "P2": ["dead_ends"],
    "P3": ["loops"],
    "P4": ["one_sided"],
    "P9": ["unreachable"],
    "A4": ["lines_of_sight"],
    "C1": ["changes"],
    "D3": ["disagreements", "shown"],
    "D5": ["out_of_date"],
}


def questions(town: Town, written: Mapping[str, Sheets]) -> dict[str, Any]:
    """The answers of all the other questions, by id. Raises NotAsPlannedError for a town that is not as planned."""
    map_, ways = Map(town), Ways(town)
    found = {
        "O2": answers_roles.shared_functions(town),
        "O5": answers_money.two_funders(map_),
        "O6": answers_roles.attached(town),
        "O7": answers_roles.adjacent(town),
        "O8": [{name.replace(" ", "_"): value for name, value in row.items()} for row in table(services.JUDGED)],
        "G2": answers_access.nobody_for(map_),
        "G4": answers_access.thin(map_),
        "G5": answers_access.ways_in(map_),
        "G6": answers_access.outreach(map_),
        "G8": answers_money.funding_ends(map_),
        "G9": answers_roles.vacant_or_unsupervised(),
        "P5": answers_loss.if_closed(ways),
        "P6": answers_links.referrals(ways),
        "P7": answers_loss.doors(ways),
        "P8": answers_links.not_talking(ways),
        "P10": answers_links.no_feedback(ways),
        "A1": answers_policy.by_priority(),
        "A2": answers_policy.weak(),
        "A3": answers_policy.supporting_none(town),
        "A5": answers_policy.recommendations(),
        "A6": answers_money.adoption(town),
        **_people(town),
        **_change(town, written),
        "D1": answers_quality.missing(town),
        "D2": answers_quality.alike(),
        "D4": answers_quality.one_source(town, written),
        "D6": [],
        "D7": answers_people.personal(),
        "D8": answers_people.not_answered(town),
        "D9": answers_people.counts(),
    }
    as_planned(found)
    return found


def _people(town: Town) -> dict[str, Any]:
    return {
        "B1": answers_people.in_the_room(town),
        "B2": answers_brokers.joining(town),
        "B3": answers_people.boards(),
        "B4": answers_people.voices(town),
        "B5": answers_roles.posts(),
        "B6": answers_money.concentration(town),
        "B7": answers_people.contacts(town),
        "B8": {year: answers_people.ratings(year) for year in ("2025", "2026")},
    }


def _change(town: Town, written: Mapping[str, Sheets]) -> dict[str, Any]:
    before = answers_change.then(town)
    return {
        "C2": answers_change.links(written[rounds.FIRST], written[rounds.LAST]),
        "C3": {"2025": answers_change.measures(before), "2026": answers_change.measures(town)},
        "C4": answers_change.moved_places(before, town),
        "C5": answers_change.not_confirmed(written),
        "C6": answers_change.real_or_newly_seen(before, town),
    }
