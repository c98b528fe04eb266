"""What the atlas page reckons from, read from a graph: who may be started from, what is said of what is lacking."""

from pathlib import Path

from linkwork.project.opened import Opened
from linkwork.project.reckoning import read_reckoning
from linkwork.visualise._words import json_for_page
from tests.queries.route_town import weston
from tests.queries.town import Town


def read(town: Town, folder: Path) -> dict:
    with town.built(folder) as engine:
        return read_reckoning(engine, Opened(None))


def test_a_journey_may_start_at_any_live_body_or_role_and_doors_are_those_of_the_network(tmp_path: Path) -> None:
    found = read(weston(), tmp_path)
    starts = found["senders"]["ids"]
    assert starts == ["org-council", "org-idle", "org-surgery", "role-coach", "role-matron", "self"]
    assert [starts[door] for door in found["doors"]] == ["org-surgery", "role-matron", "self"]
    assert "service-old" not in found["services"]["ids"]


def test_what_is_said_with_every_route_is_what_question_p1_says(tmp_path: Path) -> None:
    said = read(weston(), tmp_path)["route"]
    assert said["assumes"] == [
        "Where a link does not say how long people wait, the receiving service's usual wait counts.",
        "Where nobody has said whether a service may refer people on, it may.",
    ]
    assert (said["unsaid"], said["lacking"], len(said["caveats"])) == ([], "", 3)


def test_where_no_audience_was_ever_said_that_is_said_and_where_no_referral_was_loaded_only_that(
    tmp_path: Path,
) -> None:
    town = Town().add("service-a", "service-b", "need-debt").add("area-north", level="ward")
    town.offer("offer-a", "service-a", "debt", "north")
    bare = read(town, tmp_path / "bare")["route"]
    assert bare["lacking"] == "No referral links have been loaded, so this is not known yet."
    assert bare["unsaid"] == []
    joined = read(town.join("service-a", "REFERS_TO", "service-b"), tmp_path / "joined")["route"]
    assert joined["lacking"] == ""
    assert joined["unsaid"] == ["Nobody has said yet whom any offer is for, so every offer counts as for everyone."]


def test_no_person_is_in_what_the_page_gets(tmp_path: Path) -> None:
    town = weston().add("person-quill")
    town.join("person-quill", "CONTACT_FOR", "service-link")
    assert "quill" not in json_for_page(read(town, tmp_path)).casefold()
