"""The two-column diagram of core roles and adjacent services: which lines, how strong, and what is said."""

import pytest

from tests.visualise.told import SVG, seen, told


def overlap(role, service, score, functions=("Assess",), works=False):
    return {
        **{"core_role": role, "core_role_id": f"role-{role}", "adjacent_service": service, "score": score},
        **{"adjacent_service_id": f"service-{service}", "shared_functions": list(functions)},
        **{"shared_groups": ["Carers"], "staffed_by_role": works, "provider": "Council"},
    }


ROWS = [
    overlap("Navigator", "Family hub", 0.75, ["Assess", "Signpost"], works=True),
    overlap("Navigator", "Memory clinic", 0.2),
    overlap("Coach", "Memory clinic", 0.0),
    overlap("Coach", "Debt desk", None),
]


def strokes(group):
    return [(path.get("stroke-width"), path.get("stroke-dasharray")) for path in group.iter(f"{SVG}path")]


def test_a_line_is_thick_thin_dotted_or_dashed_by_its_score():
    marks = seen(told("O7", ROWS)).marks
    looks = {title.partition(":")[0]: strokes(group)[0] for title, group in marks.items() if ": overlap" in title}
    assert looks == {
        "Navigator and Family hub, Council": ("4", None),
        "Navigator and Memory clinic, Council": ("1.8", None),
        "Coach and Memory clinic, Council": ("1.2", "2 4"),
        "Coach and Debt desk, Council": ("1.4", "8 4"),
    }


def test_a_line_says_what_both_do_and_whether_the_role_works_there():
    assert (
        "Navigator and Family hub, Council: overlap 0.75; both do: Assess and Signpost; for: Carers; "
        "the role itself works there"
    ) in seen(told("O7", ROWS)).marks


def test_the_legend_has_only_the_lines_that_are_there():
    texts = seen(told("O7", ROWS[:1])).texts
    assert "overlap of a half or more" in texts
    assert "less than a half" not in texts


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, "1 of 3 adjacent services overlaps a core role by a half or more"),
        (ROWS[1:], "1 of 2 adjacent services overlaps a core role, none by a half"),
        (ROWS[2:3], "1 adjacent service does what a core role does, none known to be for the same people there"),
    ],
)
def test_the_finding_says_how_many_services_overlap_and_how_far(rows, finding):
    assert seen(told("O7", rows)).finding == finding


def test_more_services_than_are_legible_are_said_to_be_more():
    drawn = seen(told("O7", [overlap("Coach", f"S{n:02}", 0.5) for n in range(40)]))
    assert "showing 28 of 40 services, those that overlap most" in drawn.subtitle
    assert sum(": overlap" in title for title in drawn.marks) == 28
