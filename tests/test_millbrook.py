"""Millbrook's known answers are found, all of them and no others.

What must be found was worked out from the plan of the town without Linkwork: see tests/millbrook_expected.py.
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.millbrook_expected import EXPECTED

#: All the rows there are.
ALL = ("--limit", "10000")
#: How many groups there are: nine, and anyone else.
GROUPS = 10

Answer = dict[str, Any]
Ask = Callable[..., Answer]


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    """Millbrook's project. A Neo4j gives the same answers: tests/test_both_engines.py."""
    return put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo")


@pytest.fixture(scope="module")
def ask(project: Path) -> Ask:
    """Asks a question and gives its whole answer."""

    def asked(question: str, *given: object) -> Answer:
        answer: Answer = json.loads(run("ask", question, *given, "--format", "json", "--project", project))
        return answer

    return asked


@pytest.fixture(scope="module")
def cypher(project: Path) -> Callable[[str], list[Answer]]:
    def asked(query: str) -> list[Answer]:
        rows: list[Answer] = json.loads(run("cypher", query, "--format", "json", "--project", project))
        return rows

    return asked


def key(id_: str) -> str:
    """The id as the plan has it, without the kind: service-money-line is money-line."""
    return id_.partition("-")[2]


def keys(ids: list[str]) -> list[str]:
    return [key(id_) for id_ in ids]


def test_the_overlaps_are_the_planted_ones(ask: Ask) -> None:
    found = {
        (key(row["service_a_id"]), key(row["service_b_id"])): (
            row["shared_cells"],
            row["containment_a_in_b"],
            row["containment_b_in_a"],
        )
        for row in ask("O1", *ALL)["rows"]
    }
    assert found == {(o["a"], o["b"]): (o["shared_cells"], o["a_in_b"], o["b_in_a"]) for o in EXPECTED["overlaps"]}


def test_the_chance_of_each_overlap_is_the_one_worked_out(ask: Ask) -> None:
    found = {
        (key(row["service_a_id"]), key(row["service_b_id"])): (row["p_value"], row["p_adjusted"])
        for row in ask("O1", *ALL)["rows"]
    }
    assert found == {(o["a"], o["b"]): (o["p_value"], o["p_adjusted"]) for o in EXPECTED["overlaps"]}


def test_two_overlaps_have_been_judged(ask: Ask) -> None:
    found = {
        frozenset((key(row["service_a_id"]), key(row["service_b_id"]))): row["intentional"]
        for row in ask("O1", *ALL)["rows"]
        if row["intentional"]
    }
    assert found == {frozenset((j["a"], j["b"])): j["overlap"] for j in EXPECTED["judged"]}


def test_the_gaps_are_the_planted_ones_with_their_people(ask: Ask) -> None:
    found = {(key(r["need_id"]), key(r["area_id"])): r["people_in_need"] for r in ask("G1", *ALL)["rows"]}
    assert found == {(gap["need"], gap["area"]): gap["people"] for gap in EXPECTED["gaps"]}


def test_how_much_is_covered_is_said(ask: Ask) -> None:
    known = EXPECTED["coverage"]
    some = known["places_covered"] - known["places_covered_for_everyone"]
    said = (
        f"{known['places_covered']} of {known['places']} pairs of need and area have a service, {some} of them for "
        "some groups only."
    )
    assert any(text.startswith(said) for text in ask("G1")["assumptions"]), ask("G1")["assumptions"]


def test_what_hangs_on_each_provider_alone(ask: Ask, cypher: Callable[[str], list[Answer]]) -> None:
    names = {row["name"]: key(row["id"]) for row in cypher("MATCH (o:Organisation) RETURN o.id AS id, o.name AS name")}
    found: Counter[str] = Counter()
    for row in ask("G3", *ALL)["rows"]:
        found[names[row["provider"]]] += GROUPS if row["group"] == ["everyone"] else len(row["group"])
    assert dict(found) == EXPECTED["single_provider"]


def test_how_crowded_each_need_is_in_each_ward(ask: Ask) -> None:
    found = {
        (key(row["need_id"]), key(row["area_id"])): (
            row["n_services"],
            row["n_providers"],
            row["demand"],
            pytest.approx(row["capacity"], abs=0.11),
            pytest.approx(row["effective_providers"], abs=0.011),
        )
        for row in ask("O3", *ALL)["rows"]
    }
    assert found == {
        (c["need"], c["area"]): (c["services"], c["providers"], c["people"], c["capacity"], c["effective"])
        for c in EXPECTED["crowding"]
    }


def test_crowding_is_by_capacity_since_every_service_states_it(ask: Ask) -> None:
    assert any("by capacity" in text for text in ask("O3")["assumptions"])


def test_what_each_service_adds_that_nobody_else_covers(ask: Ask) -> None:
    found = {
        key(row["service_id"]): (row["footprint_cells"], row["unique_cells"], row["also_covered"])
        for row in ask("O4", *ALL)["rows"]
    }
    assert found == {a["service"]: (a["cells"], a["unique"], a["share"]) for a in EXPECTED["also_covered"]}


def test_the_few_changes_that_close_most_gaps(ask: Ask) -> None:
    found = [
        (key(row["offer_id"]), key(row["adds_id"]), row["people_reached"], row["cumulative_share"])
        for row in ask("G7", "--steps", 50)["rows"]
    ]
    steps = EXPECTED["next_steps"]
    assert found == [(s["offer"].replace(" ", "-"), s["adds"], s["people"], s["share"]) for s in steps]


@pytest.mark.parametrize("service", EXPECTED["if_ended"])
def test_what_is_left_if_a_service_ends(ask: Ask, service: str) -> None:
    found = {
        (key(row["need_id"]), key(row["area_id"]), tuple(sorted(keys(row["other_service_ids"])))): row
        for row in ask("O9", "--service", f"service-{service}", *ALL)["rows"]
    }
    known = {(e["need"], e["area"], tuple(e["others"])): e for e in EXPECTED["if_ended"][service]}
    assert found.keys() == known.keys()
    for place_, row in found.items():
        for column, name in (("people", "people"), ("spare_capacity", "spare"), ("uncovered_people", "uncovered")):
            if name != "spare" or place_[2]:
                assert row[column] == pytest.approx(known[place_][name], abs=0.051), (place_, column)


def test_the_dead_ends_are_the_planted_ones(ask: Ask) -> None:
    assert sorted(key(row["service_id"]) for row in ask("P2", *ALL)["rows"]) == EXPECTED["dead_ends"]


def test_the_loops_are_the_planted_ones(ask: Ask) -> None:
    assert sorted(sorted(keys(row["member_ids"])) for row in ask("P3", *ALL)["rows"]) == EXPECTED["loops"]


def test_what_nobody_reaches_is_what_was_planted(ask: Ask) -> None:
    assert sorted(key(row["service_id"]) for row in ask("P9", *ALL)["rows"]) == EXPECTED["unreachable"]


def test_each_door_leads_to_the_needs_worked_out(ask: Ask) -> None:
    rows = ask("P1", *ALL)["rows"]
    assert {row["door_id"] or "self" for row in rows} == set(EXPECTED["doors"])
    assert len({(row["door_id"], row["need_id"]) for row in rows}) == EXPECTED["reach"]["pairs_with_a_way"]


def journey(asked: Answer) -> list[str]:
    """The options that ask for a journey."""
    given = ["--from", asked["from"], "--need", f"need-{asked['need']}"]
    for option, kind in (("--audience", "audience"), ("--area", "area")):
        said = asked["group" if kind == "audience" else "area"]
        given += [option, f"{kind}-{said}"] if said else []
    return [*given, *ALL]


@pytest.mark.parametrize("name", [name for name, known in EXPECTED["journeys"].items() if known["steps"]])
def test_the_best_way_is_the_planted_one_and_every_end_is_found(ask: Ask, name: str) -> None:
    known = EXPECTED["journeys"][name]
    rows = ask("P1", *journey(known))["rows"]
    assert all(row["eligibility_ok"] for row in rows)
    assert [key(row["to_id"]) for row in rows if row["route"] == 1] == known["steps"]
    last = {row["route"]: row for row in rows}  # the steps of a route stand in order
    found = {key(r["to_id"]): (r["waits_not_known"], r["total_wait"] or 0, r["step"]) for r in last.values()}
    assert found == {to: (e["waits_not_known"], e["days"], e["steps"]) for to, e in known["ends"].items()}


REASONS = {"group": " is not for Under 18s", "area": " does not cover Quay", "onward": "may not refer on"}


@pytest.mark.parametrize("name", [name for name, known in EXPECTED["journeys"].items() if known.get("fails_at")])
def test_where_no_way_leads_the_step_that_fails_says_why(ask: Ask, name: str) -> None:
    known = EXPECTED["journeys"][name]
    rows = [row for row in ask("P1", *journey(known))["rows"] if row["route"] == 1]
    failing = next(row for row in rows if not row["eligibility_ok"])
    assert key(failing["to_id"]) == known["fails_at"]
    assert REASONS[known["why"]] in failing["reason_if_not"]


def test_a_need_that_nobody_meets_has_no_way_and_the_answer_says_so(project: Path) -> None:
    known = EXPECTED["journeys"]["nowhere"]
    assert (known["steps"], known["fails_at"]) == ([], "")
    assert "no live service meets Bereavement" in run("ask", "P1", *journey(known), "--project", project)


def test_the_links_that_one_side_alone_reports(cypher: Callable[[str], list[Answer]]) -> None:
    rows = cypher("MATCH ()-[r:REFERS_TO]->() WHERE r.live RETURN r.id AS id, r.confirmed_by AS said ORDER BY id")
    assert len(rows) == EXPECTED["counts"]["referral_links"] == 200
    one_sided = {row["id"]: row["said"] for row in rows if row["said"] in ("sender", "receiver")}
    assert one_sided == {link["id"]: link["by"] for link in EXPECTED["one_sided"]}


def test_each_line_of_sight_runs_or_breaks_as_planned(ask: Ask) -> None:
    ends = ("national_policy_id", "priority_id", "service_id")
    found = [(*(key(row[end] or "") for end in ends), bool(row["broken_at"])) for row in ask("A4", *ALL)["rows"]]
    known = [
        (line["national"], line["priority"], line["service"], bool(line["broken"]))
        for line in EXPECTED["lines_of_sight"]
    ]
    assert sorted(found) == sorted(known)


def test_what_is_out_of_date_is_what_was_not_confirmed_again(ask: Ask) -> None:
    assert sorted(key(row["id"]) for row in ask("D5", *ALL)["rows"]) == EXPECTED["out_of_date"]


def written(value: object) -> str:
    """A value as the files have it."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def test_what_changed_between_the_two_mapping_rounds(project: Path) -> None:
    found = json.loads(run("changes", "--source", "millbrook-mapping", "--format", "json", "--project", project))
    assert (found["from"], found["to"]) == ("2025-03-31", "2026-03-31")
    assert {word: sorted(row["id"] for row in found[word]) for word in ("new", "gone")} == {
        word: EXPECTED["changes"][word] for word in ("new", "gone")
    }
    said = [
        {"id": row["id"], "field": row["field"], "before": written(row["before"]), "after": written(row["after"])}
        for row in found["changed"]
    ]
    order = ["id", "field"]
    assert sorted(said, key=lambda row: [row[n] for n in order]) == EXPECTED["changes"]["changed"]


def test_a_year_before_the_overlaps_and_gaps_were_others(ask: Ask) -> None:
    then = ("--as-of", "2025-03-31", *ALL)
    gaps = [[key(row["need_id"]), key(row["area_id"])] for row in ask("G1", *then)["rows"]]
    pairs = [[key(row["service_a_id"]), key(row["service_b_id"])] for row in ask("O1", *then)["rows"]]
    assert {"gaps": sorted(gaps), "overlaps": sorted(pairs)} == {
        name: sorted(known) for name, known in EXPECTED["in_2025"].items()
    }


def test_where_the_sources_disagree_the_later_word_stands_and_a_blank_takes_nothing_away(
    cypher: Callable[[str], list[Answer]],
) -> None:
    services = {
        row["id"]: row
        for row in cypher(
            "MATCH (s:Service) RETURN s.id AS id, s.name AS name, s.wait_days AS wait_days, s.languages AS languages, "
            "s.access AS access ORDER BY id"
        )
    }
    found = {
        service: {name: written(services[f"service-{service}"][name]) for name in facts}
        for service, facts in EXPECTED["shown"].items()
    }
    assert found == EXPECTED["shown"]
    assert {d["id"].removeprefix("service-") for d in EXPECTED["disagreements"]} < EXPECTED["shown"].keys()


def test_services_and_offers_are_as_many_as_were_planned(cypher: Callable[[str], list[Answer]]) -> None:
    counted = {
        "live_services": "MATCH (s:Service) WHERE s.live RETURN count(s) AS n",
        "live_offers": "MATCH (:Service)-[h:HAS_OFFER]->(:Offer) WHERE h.live RETURN count(h) AS n",
        "services": "MATCH (s:Service) RETURN count(s) AS n",
    }
    assert {name: cypher(query)[0]["n"] for name, query in counted.items()} == {
        name: EXPECTED["counts"][name] for name in counted
    }
