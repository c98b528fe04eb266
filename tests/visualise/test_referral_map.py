"""The referral map: who stands where, what is marked, and how the page behaves in a browser."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from linkwork.graph.view import ViewLink, ViewNode
from linkwork.visualise import drawing
from linkwork.visualise._referral_look import THICK, THIN, dash, thickness
from linkwork.visualise._referral_map import columns_of
from linkwork.visualise._referrals import Way, network
from tests.visualise import answers, towns
from tests.visualise.answers import answer, loop, out_of_reach, referral, stop
from tests.visualise.test_network_map import Visit, browser, browsing  # noqa: F401 - browser is a fixture

SVG = "{http://www.w3.org/2000/svg}"
GP, WARD, NAV = ("org-gp", "Mill Practice"), ("org-ward", "Ward"), ("role-nav", "Navigator")
HUB, DEBT, FOOD, NIGHT = [(f"service-{name.lower()}", name) for name in ("Hub", "Debt", "Food", "Night")]


def view(rows, *others, nodes=(), links=()):
    kinds = {"org": "Organisation", "rol": "Role", "ser": "Service"}
    ends = {(row[f"{end}_id"], row[end]) for row in rows for end in ("from", "to")}
    known = {node.id for node in nodes}
    every = [*nodes, *[ViewNode(id_, kinds[id_[:3]], name) for id_, name in sorted(ends) if id_ not in known]]
    return answers.told(towns.view(every, links), answer("P6", rows), *others)


def picture(seen):
    return ET.fromstring(drawing("referral-map").make(seen, ".svg").content)


def titles(root):
    return [title.text for title in root.iter(f"{SVG}title")]


def placed(seen):
    columns = columns_of(network(seen))
    return list(zip(columns.words, columns.ids, strict=True))


# Who stands where.


def test_doors_stand_first_then_services_by_fewest_steps_then_who_is_out_of_reach():
    rows = [referral(GP, HUB), referral(HUB, DEBT), referral(GP, DEBT), referral(DEBT, FOOD), referral(FOOD, HUB)]
    assert placed(view(rows, answer("P9", [out_of_reach(NIGHT)]))) == [
        ("doors", ("org-gp",)),
        ("reached in 1 step", ("service-hub", "service-debt")),
        ("reached in 2 steps", ("service-food",)),
        ("nobody can reach", ("service-night",)),
    ]


def test_a_role_that_staffs_a_service_people_are_sent_to_refers_on_for_it_without_a_step():
    rows = [referral(GP, HUB), referral(NAV, DEBT)]
    staffed = [ViewLink("k", "STAFFED_BY", HUB[0], NAV[0])]
    assert placed(view(rows, links=staffed, nodes=[ViewNode(HUB[0], "Service", "Hub")])) == [
        ("doors", ("org-gp",)),
        ("reached in 1 step", ("service-hub",)),
        ("staff who refer on", ("role-nav",)),
        ("reached in 2 steps", ("service-debt",)),
    ]


def test_a_role_that_staffs_nothing_or_is_marked_so_is_a_door():
    rows = [referral(NAV, HUB)]
    assert placed(view(rows))[0] == ("doors", ("role-nav",))
    marked = [ViewNode(NAV[0], "Role", "Navigator", facts={"door": True})]
    staffed = [ViewLink("k", "STAFFED_BY", HUB[0], NAV[0])]
    assert placed(view([*rows, referral(GP, HUB)], nodes=marked, links=staffed))[0] == ("doors", ("org-gp", "role-nav"))


def test_a_service_people_come_to_by_themselves_is_one_step_from_a_door():
    rows = [referral(HUB, DEBT)]
    alone = [ViewNode(HUB[0], "Service", "Hub", facts={"access": "self"})]
    assert placed(view(rows, nodes=alone)) == [
        ("reached in 1 step", ("service-hub",)),
        ("reached in 2 steps", ("service-debt",)),
    ]
    assert placed(view(rows)) == [("nobody can reach", ("service-hub", "service-debt"))]


def test_a_long_column_is_parted_and_those_who_send_onwards_stand_in_its_right_half():
    many = [(f"service-{n:02}", f"Service {n}") for n in range(21)]
    rows = [referral(GP, one) for one in many] + [referral(many[0], FOOD)]
    columns = placed(view(rows))
    assert [(words, len(ids)) for words, ids in columns] == [
        ("doors", 1),
        ("reached in 1 step", 11),
        ("", 10),
        ("reached in 2 steps", 1),
    ]
    assert columns[2][1][-1] == "service-00"


# What is said and marked.


def test_the_title_counts_what_is_wrong_and_the_boxes_say_it():
    root = picture(towns.hamlet())
    assert titles(root)[0] == "Little Hamlet: referrals have 1 dead end, 1 loop and 1 service that nobody can reach"
    assert root.findtext(f"{SVG}desc").startswith("4 referral links from 1 door and between 4 services · rounds: ")
    said = titles(root)
    for words in (
        "Hamlet PCN, door",
        "Debt advice, dead end",
        "Link workers, service, people may come by themselves, loop 1",
        "Friday walks, loop 1",
        "Late café, nobody can reach",
        "Hamlet PCN to Link workers (referral; people a month: 30)",
        "Friday walks to Link workers",
    ):
        assert words in said
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert [words.count(tag) for tag in ("dead end", "loop 1", "nobody can reach")] == [
        2,
        2,
        2,
    ]  # legend or heading too


def test_where_nothing_is_wrong_the_title_says_so():
    told = [answer(id_, nothing="None.") for id_ in ("P2", "P3", "P9")]
    assert titles(picture(view([referral(GP, HUB)], *told)))[0] == (
        "Little Hamlet: every service with a referral link can be reached, and no referral ends dead or goes round"
    )


def test_a_way_is_told_by_its_dash_and_its_people_by_thickness():
    assert len({dash(kind) for kind in ("referral", "signpost", "warm_handover", "")}) == 4
    assert dash("carrier pigeon") == dash("")
    ways = [Way("k", "a", "b", "referral", volume) for volume in (None, 0.0, 25.0, 100.0)]
    assert [thickness(way, 100) for way in ways] == [THIN, THIN, (THIN + THICK) / 2, THICK]


@pytest.mark.parametrize(
    ("side", "words"),
    [("sender", "only the sender has told of it"), ("receiver", "only the receiver has told of it"), ("both", "")],
)
def test_what_one_side_alone_tells_is_hollow_and_said(side, words):
    row = referral(GP, HUB)
    link = ViewLink(row["link_id"], "REFERS_TO", GP[0], HUB[0], True, {"confirmed_by": side})
    root = picture(view([row], links=[link]))
    line = next(group for group in root.iter(f"{SVG}g") if group.get("data-from"))
    assert line.findtext(f"{SVG}title") == f"Mill Practice to Hub (referral{'; ' if words else ''}{words})"
    paths = line.findall(f"{SVG}path")
    assert (paths[1].get("fill") == "#ffffff") is bool(words)
    assert len(paths) == (3 if side == "receiver" else 2)
    assert (words in [text.text for text in root.iter(f"{SVG}text")]) is bool(words)


def test_many_doors_that_refer_alike_are_drawn_as_one():
    doors = [(f"org-{n:02}", f"Practice {n:02}") for n in range(21)]
    found = network(view([referral(door, HUB, "referral", 2) for door in doors] + [referral(WARD, FOOD)]))
    assert [stop_.name for stop_ in found.stops if stop_.door] == ["Practice 00 and 20 others", "Ward"]
    assert [(way.from_id, way.volume) for way in found.ways] == [("org-00", 42.0), ("org-ward", None)]
    root = picture(view([referral(door, HUB) for door in doors]))
    assert "21 doors that refer alike in 1 box" in root.findtext(f"{SVG}desc")


def test_services_without_any_link_are_drawn_up_to_a_number_and_the_rest_counted():
    lost = [(f"service-{n:02}", f"Lost {n:02}") for n in range(25)]
    root = picture(view([referral(GP, HUB)], answer("P9", [out_of_reach(one) for one in lost])))
    assert titles(root)[0] == "Little Hamlet: referrals have 25 services that nobody can reach"
    assert "showing 19 of 26 services, the rest have no referral link" in root.findtext(f"{SVG}desc")
    assert sum(1 for title in titles(root) if title.startswith("Lost ")) == 18


def test_too_many_for_a_map_become_a_matrix_that_says_how_many_it_shows():
    nodes, links, told = answers.network(100, 300, 60)
    root = picture(answers.told(towns.view(nodes, links), *told))
    assert " links, 40 of " in root.findtext(f"{SVG}desc")
    assert not [group for group in root.iter(f"{SVG}g") if group.get("data-node")]
    known = {f"{row['from']} to {row['to']}" for row in told[0].rows}
    cells = [title for title in titles(root) if title.split(" (")[0] in known]
    assert len(cells) >= 30


def test_two_ways_of_sending_between_the_same_two_are_two_lines():
    seen = view([referral(GP, HUB, "referral"), referral(GP, HUB, "signpost"), referral(HUB, DEBT)])
    root = picture(seen)
    drawn = [
        (group.findtext(f"{SVG}title"), group.find(f"{SVG}path").get("d"))
        for group in root.iter(f"{SVG}g")
        if group.get("data-from")
    ]
    assert len({path for words, path in drawn if words.startswith("Mill Practice to Hub")}) == 2


def test_the_matrix_has_every_way_of_sending_between_the_same_two():
    chain = [(f"service-{n:02}", f"Service {n:02}") for n in range(12)]  # more columns than a map has room for
    rows = [referral(GP, chain[0], "referral"), referral(GP, chain[0], "signpost")]
    root = picture(view(rows + [referral(a, b) for a, b in pairwise(chain)]))
    both = "Mill Practice to Service 00 (referral); Mill Practice to Service 00 (signpost)"
    cell = next(group for group in root.iter(f"{SVG}g") if group.findtext(f"{SVG}title") == both)
    assert [text.text for text in cell.iter(f"{SVG}text")] == ["R+S"]
    texts = [text.text for text in root.iter(f"{SVG}text")]
    in_order = ["doors", "Mill Practice · 2", "reached in 1 step", "Service 00 · 1", "reached in 2 steps"]
    assert [text for text in texts if text in in_order][:5] == in_order
    assert "showing" not in root.findtext(f"{SVG}desc")


def test_the_order_of_the_answers_makes_no_difference():
    rows = [referral(GP, HUB), referral(HUB, DEBT), referral(DEBT, FOOD), referral(WARD, FOOD)]
    one, other = view(rows, answer("P2", [stop(FOOD)])), view(rows[::-1], answer("P2", [stop(FOOD)]))
    assert drawing("referral-map").make(one, ".svg") == drawing("referral-map").make(other, ".svg")


def test_a_loop_of_three_is_marked_on_all_of_it():
    rows = [referral(GP, HUB), referral(HUB, DEBT), referral(DEBT, FOOD), referral(FOOD, HUB)]
    found = network(view(rows, answer("P3", [loop(HUB, DEBT, FOOD)])))
    assert [one.id for one in found.stops if "loop 1" in one.tags] == ["service-debt", "service-food", "service-hub"]


# How the page behaves.


@pytest.fixture
def seen(browser, tmp_path):  # noqa: F811
    file = tmp_path / "map.html"
    file.write_bytes(drawing("referral-map").make(towns.hamlet(), ".html").content)
    visit = Visit(browser, file, waits_for="svg [data-node]")
    yield visit
    visit.page.close()


def lit(page):
    names = page.locator("[data-node].on").evaluate_all("boxes => boxes.map((box) => box.dataset.name)")
    return sorted(names)


@browsing
def test_pointing_at_a_box_leaves_its_links_and_neighbours_alone_in_view(seen):
    page = seen.page
    page.hover("[data-name='Debt advice']")
    assert lit(page) == ["Debt advice", "Link workers"]
    assert page.locator("[data-from].on").count() == 1
    assert page.inner_text("#said") == ("Debt advice, dead end. Refers to: nobody. Is referred to by: Link workers.")
    page.hover("h1")
    assert lit(page) == []
    assert [url for url in seen.requests if not url.endswith("/map.html")] == []
    assert seen.wrong == []


@browsing
def test_a_box_is_come_to_by_keyboard_and_escape_shows_everything_again(seen):
    page = seen.page
    boxes = page.locator("[data-node]").evaluate_all(
        "boxes => boxes.map((box) => [box.getBoundingClientRect(), box.dataset.name]).map(([r, n]) => [r.x, r.y, n])"
    )
    names = []
    for _ in range(2 + len(boxes)):  # first the way past the picture, and the picture itself, to scroll it
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.dataset.name || ''"))
    assert names == ["", "", *[name for _, _, name in sorted(boxes)]]
    assert (names[2], names[-1]) == ("Hamlet PCN", "Late café")
    page.focus("[data-name='Hamlet PCN']")
    assert lit(page) == ["Hamlet PCN", "Link workers"]
    page.keyboard.press("Escape")
    assert lit(page) == []
    assert "Escape shows everything again" in page.inner_text("#said")
