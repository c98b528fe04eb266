"""A3 as a picture: a table of the services that support nothing stated, those somebody pays for marked."""

from tests.visualise.asked import overlapping, sheet, texts


def service(name, scope=None, **more):
    return {"service": name, "service_id": name, "scope": scope, "provider": ["The trust"], **more}


def test_the_nearest_to_social_prescribing_stand_first_and_what_is_paid_for_is_marked():
    rows = [
        service("Choir", "adjacent"),
        service("Bus", "adjacent", funder=["The council"], last_reviewed="2025-06-01"),
        service("Navigators", "core", funds_not_published="not shown"),
        service("Club"),
    ]
    found = sheet("A3", A3=rows)
    assert found.finding == "4 services support no stated priority, 1 of them core to social prescribing"
    assert found.subtitle.startswith("2 that somebody is known to pay for · 3 of which nobody says when they were last")
    drawn = texts(found)
    order = ["Core to social prescribing (1)", "Navigators", "Beside social prescribing (2)", "Bus", "Choir", "Club"]
    assert [text for text in drawn if text in order] == order
    assert {"confidential funds", "The council", "nobody has said", "somebody pays for it"} <= set(drawn)
    assert "what else is said" not in drawn
    assert overlapping(found) == []


def test_what_else_is_said_has_a_column_where_there_is_any():
    found = sheet("A3", A3=[service("Club", roles_that_support=["Care navigator"], said_not_to_support=["Food"])])
    assert found.finding == "1 service supports no stated priority"
    assert "its Care navigator supports one; said not to support Food" in " ".join(texts(found))
    assert "nobody is known to pay for any of them" in found.subtitle


def test_more_than_fit_are_counted():
    found = sheet("A3", A3=[service(f"Service {n:02}") for n in range(50)])
    assert " of 50 services" in found.subtitle
    assert found.subtitle.startswith("showing 2")
