"""A6 as a picture: who uses which system, how far, who pays and what stands in the way."""

import pytest

from tests.visualise.asked import overlapping, sheet, texts


def use(state, service=None, body=None, system="Cogwheel", **more):
    ids = {"service_id": service, "organisation_id": body, "platform_id": system and f"platform-{system}"}
    return {**ids, "service": service, "provider": [body or "The trust"], "platform": system, "state": state, **more}


def test_a_line_a_user_a_column_a_system_and_a_tag_how_far():
    rows = [
        use("planned", body="The council", blocks="no agreement yet", services_behind=6),
        use("live", service="Team", since="2025-06-02", funder=["The grant"], funds_not_published="not shown"),
        use("none", service="Team", system="Quill"),
        use("live", body="The practice", system="Quill"),
        use("trial", service="Club"),
    ]
    found = sheet("A6", A6=rows)
    assert found.finding == "of 3 that speak of Cogwheel, 1 uses it, 1 tries it and 1 plans to use it"
    assert found.subtitle.startswith("2 services, 2 organisations and 2 systems · something stands in the way of 1")
    drawn = texts(found)
    assert drawn.index("Cogwheel") < drawn.index("Quill")
    services, bodies = ["Team (The trust)", "Club (The trust)"], ["The practice", "The council, 6 services"]
    order = ["Services (2)", *services, "Organisations as a whole (2)", *bodies]
    assert [text for text in drawn if text in order] == order
    assert {"live", "none", "trial", "planned", "The grant and confidential funds", "no agreement yet"} <= set(drawn)
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([use("none", service="A"), use("none", service="B")], "of 2 that speak of Cogwheel, 2 do not use it"),
        ([use("none", service="A")], "of 1 that speak of Cogwheel, 1 does not use it"),
        ([use("not said", service="A")], "nobody says how far Cogwheel is in use"),
        ([use(None, service="A", system=None)], "of 1 service nobody has said which system they use"),
    ],
)
def test_the_finding_is_of_the_system_that_most_speak_of(rows, finding):
    assert sheet("A6", A6=rows).finding == finding


def test_many_systems_have_one_column_and_a_line_each():
    found = sheet("A6", A6=[use("live", service="Team", system=f"System {n}") for n in range(6)])
    drawn = texts(found)
    assert {"system", "how far", "System 0", "System 5"} <= set(drawn)
    assert drawn.count("live") == 6
