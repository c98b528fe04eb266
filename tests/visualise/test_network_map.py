"""The network map: what it says, what it draws, and how the page behaves in a real browser without a network."""

import re
import shutil
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise import drawing
from linkwork.visualise._labels import Ground
from linkwork.visualise._marks import arrow
from linkwork.visualise._network_scene import SMALL
from linkwork.visualise._picture import picture
from linkwork.visualise._style import BELONGING
from linkwork.visualise._text import width, wrapped
from linkwork.visualise._words import facts_in_words, plain
from tests.visualise import towns

SVG = "{http://www.w3.org/2000/svg}"


@cache
def svg(name):
    """The picture of the view of that name."""
    return ET.fromstring(drawing("network-map").make(getattr(towns, name)(), ".svg").content)


def words(name):
    return " ".join(svg(name).itertext())


# What it says.


def test_the_title_is_the_finding_and_the_subtitle_the_count_and_the_rounds():
    shown = picture(towns.hamlet())
    assert shown.title == "Little Hamlet: 7 things joined by 6 links; 1 stands alone"
    assert shown.subtitle == (
        "7 nodes of 4 kinds and 6 links"
        " · rounds: nhs-ods-pcn (2023-02-28); town-mapping (2024-05-01)"
        " · left out as no longer live: 1 node and 1 link"
    )
    assert shown.summary == "Best connected: Hamlet PCN (4 links), Link workers (4 links)."
    assert shown.sources == "Sources: nhs-ods-pcn (2023-02-28); town-mapping (2024-05-01)"


def test_many_rounds_are_counted_in_the_subtitle_and_named_in_the_sources():
    view = GraphView(
        "Town",
        (ViewNode("org-a", "Organisation", "A"),),
        (),
        (("ods", "2022-05-31"), ("ods", "2023-02-28"), ("map", "2024-05-01"), ("joy", "2024-01-01")),
    )
    shown = picture(view)
    assert shown.title == "Town: 1 thing, joined by no link yet"
    assert shown.subtitle == "1 node of 1 kind and 0 links · from 4 rounds of 2022-05-31 to 2024-05-01"
    assert shown.sources == "Sources: joy (2024-01-01); map (2024-05-01); ods (2022-05-31, 2023-02-28)"


def test_a_link_to_something_left_out_is_left_out():
    nodes = (ViewNode("org-a", "Organisation", "A"), ViewNode("org-b", "Organisation", "B", live=False))
    shown = picture(GraphView("Town", nodes, (ViewLink("k", "PART_OF", "org-a", "org-b"),)))
    assert shown.joins == ()
    assert shown.subtitle.endswith("left out as no longer live: 1 node and 1 link")


def test_the_legend_is_counted_from_the_data():
    shown = picture(towns.hamlet())
    assert shown.kinds == (("Organisation", 4), ("Service", 1), ("Role", 1), ("Person", 1))
    assert [(entry.line.words, entry.kinds) for entry in shown.lines] == [
        ("Belonging", (("is part of", 2),)),
        ("Providing and staffing", (("provides", 1), ("is staffed by", 1))),
        ("Money", (("funds", 1),)),
        ("Working together", (("is the contact for", 1),)),
    ]
    said = words("hamlet")
    assert "Organisations: 4" in said
    assert "provides: 1; is staffed by: 1" in said


def test_links_between_the_same_two_things_bow_apart():
    same_way = [join.bend for join in picture(towns.hamlet()).joins if join.kind in {"FUNDS", "PROVIDES"}]
    assert sorted(same_way) == [-0.1, 0.1]
    shown = picture(towns.borough())
    two = {"service-slw", "service-ph"}
    there_and_back = [
        join.bend for join in shown.joins if {shown.spots[join.from_number].id, shown.spots[join.to_number].id} == two
    ]
    assert there_and_back == [-0.1, -0.1]  # each to its own left: they pass one another


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x00b\tc\nd", "a b c d"),
        ("\u202egnol\u202c", "gnol"),
        ("\ud800", "\ufffd"),
        ("", "(no name)"),
        ("مركز", "مركز"),
        ("a\u2028b", "a b"),
        ("\x07", "(no name)"),
    ],
)
def test_a_name_is_one_harmless_line(written, shown):
    assert plain(written) == shown


def test_facts_are_said_in_words_and_empty_ones_not_at_all():
    facts = {
        "wait_days": 0,
        "door": True,
        "languages": ["Lao", "Urdu"],
        "notes": None,
        "blank": "",
        "none": [],
        "cost": 2.5,
        "category": "warm_handover",
        "site": "Snake_Case House",
    }
    assert facts_in_words(facts) == [
        ("category", "warm handover"),
        ("cost", "2.5"),
        ("door", "yes"),
        ("languages", "Lao, Urdu"),
        ("site", "Snake_Case House"),
        ("wait days", "0"),
    ]


# What it draws.


def named(root):
    """The lines of every name on the map."""
    return [list(group.iter(f"{SVG}text")) for group in root.iter(f"{SVG}g") if group.get("class") == "name"]


def labels(root):
    """The box of every name on the map, worked out from the file."""
    for rows in named(root):
        wide = max(width(row.text, SMALL) for row in rows)
        x, y = float(rows[0].get("x")), float(rows[0].get("y")) - SMALL * 0.92
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[rows[0].get("text-anchor", "start")]
        yield (left, y, left + wide, y + SMALL * 1.15 * len(rows))


@pytest.mark.parametrize("name", ["hamlet", "borough", "city", "hostile"])
def test_labels_cover_no_other_label_and_stay_on_the_page(name):
    root = svg(name)
    ground = Ground((0, 0, float(root.get("width")), float(root.get("height"))))
    boxes = list(labels(root))
    assert boxes
    for box in boxes:
        assert ground.free(box)
        ground.take(box)


def test_it_says_how_many_labels_there_are_and_names_the_best_connected():
    assert "labels: 7 of 7" in words("hamlet")
    counted = re.search(r"labels: (\d+) of ([\d,]+)", words("city"))
    assert 5 <= int(counted[1]) <= 60
    assert 500 < int(counted[2].replace(",", "")) < 2000
    assert "left out so that the rest can be seen" in words("city")
    root = svg("borough")
    shown = {" ".join(row.text for row in rows) for rows in named(root)}
    assert {"Social prescribing link workers", "Northside Joint Strategy 2024-2029", "Joy"} <= shown


def test_every_node_and_link_is_named_for_who_points_at_it():
    titles = [title.text for title in svg("hamlet").iter(f"{SVG}title")]
    assert "Hamlet PCN (Organisation, 4 links)" in titles
    assert "Mill Street Practice is part of Hamlet PCN" in titles


def test_an_arrow_ends_at_the_rim_of_what_it_points_to():
    line, head = arrow((0, 0, 10), (100, 0, 20), 0, BELONGING, 1.0)
    assert line.stretches[0] == ("M", (10.0, 0.0))
    assert head.stretches[0] == ("M", (79.0, 0.0))


def test_text_is_broken_to_fit_and_cut_where_there_is_no_room():
    assert wrapped("one two three", 10, 45, 3) == ["one two", "three"]
    rows = wrapped("a" * 100, 10, 60, 2)
    assert len(rows) == 2
    assert rows[1].endswith("…")
    assert all(width(row, 10) <= 60 for row in rows)


def test_the_order_of_the_view_makes_no_difference():
    one = towns.borough()
    other = GraphView(one.title, one.nodes[::-1], one.links[::-1], one.rounds[::-1], one.note)
    for ending in (".html", ".svg"):
        assert drawing("network-map").make(one, ending) == drawing("network-map").make(other, ending)


# How the page behaves.

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
browsing = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page was not opened in a browser")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


class Visit:
    """One page opened from disk: what it asked for and what went wrong are kept."""

    def __init__(self, browser, file, waits_for="html[data-drawn]"):
        self.requests, self.wrong = [], []
        self.page = browser.new_page(viewport={"width": 1200, "height": 900})
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda said: self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.route(lambda url: url != file.as_uri(), lambda route: route.abort())
        self.page.goto(file.as_uri())
        self.page.wait_for_selector(waits_for, state="attached")

    def painted(self):
        """How many points of the canvas are neither clear nor white."""
        return self.page.evaluate("""() => {
            const canvas = document.querySelector("#map canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let painted = 0;
            for (let n = 0; n < data.length; n += 4) {
              if (data[n + 3] && Math.min(data[n], data[n + 1], data[n + 2]) < 240) painted += 1;
            }
            return painted;
        }""")

    def focus(self):
        """The id of what has the focus."""
        return self.page.evaluate("document.activeElement.id")


@pytest.fixture
def visit(browser, tmp_path):
    visits = []

    def opened(view):
        file = tmp_path / "map.html"
        file.write_bytes(drawing("network-map").make(view, ".html").content)
        visits.append(Visit(browser, file))
        return visits[-1]

    yield opened
    for one in visits:
        one.page.close()


@browsing
@pytest.mark.parametrize(("name", "least"), [("hamlet", 1500), ("borough", 8000), ("city", 30000), ("hostile", 2000)])
def test_the_page_draws_asks_for_nothing_and_complains_of_nothing(visit, name, least):
    seen = visit(getattr(towns, name)())
    seen.page.wait_for_timeout(200)
    assert seen.painted() >= least
    assert [url for url in seen.requests if not url.endswith("/map.html")] == []
    assert seen.wrong == []


@browsing
def test_the_page_could_not_ask_for_anything_if_it_wanted_to(visit):
    seen = visit(towns.hamlet())
    asked = seen.page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')")
    assert asked == "refused"
    assert any("Content Security Policy" in said for said in seen.wrong)


@browsing
def test_a_name_is_found_by_keyboard_and_its_card_says_what_is_known(visit):
    seen = visit(towns.hamlet())
    page = seen.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert seen.focus() == "find"
    page.keyboard.type("link work")
    assert page.inner_text("#found-count") == "2 found"
    page.keyboard.press("Enter")
    assert seen.focus() == "card-name"
    assert page.inner_text("#card-name") == "Link workers"
    card = page.inner_text("#card-body")
    for said in (
        "Service",
        "access",
        "self",
        "Urdu, Lao",
        "Provides this:",
        "Hamlet PCN",
        "This is staffed by:",
        "Link worker",
        "Is the contact for this:",
        "a contact",
    ):
        assert said in card
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")
    assert seen.focus() == "map"


@browsing
def test_the_keyboard_goes_from_mark_to_mark_and_enter_opens_the_card(visit):
    seen = visit(towns.hamlet())
    page = seen.page
    page.focus("#map")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#said") == "Hamlet PCN, Organisation, links: 4"
    said = {page.inner_text("#said")}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        said.add(page.inner_text("#said"))
    assert len(said) >= 3
    name = page.inner_text("#said").split(", ")[0]
    page.keyboard.press("Enter")
    assert page.inner_text("#card-name") == name
    assert seen.wrong == []


@browsing
def test_a_click_on_a_mark_opens_its_card_and_a_neighbour_leads_on(visit):
    seen = visit(towns.hamlet())
    page = seen.page
    page.fill("#find", "Hamlet PCN")
    page.press("#find", "Enter")
    page.click("#card button:has-text('Lea Practice')")
    assert page.inner_text("#card-name") == "Lea Practice"
    page.click("#close-card")
    box = page.locator("#map").bounding_box()
    # choosing something puts it in the middle of the room beside its card
    page.fill("#find", "Bridge")
    page.press("#find", "Enter")
    aside = page.locator("#card").bounding_box()["width"] / 2
    page.keyboard.press("Escape")
    page.mouse.click(box["x"] + box["width"] / 2 - aside, box["y"] + box["height"] / 2)
    page.wait_for_selector("#card:not([hidden])")
    assert page.inner_text("#card-name") == "Bridge Practice"
    assert "Nothing is linked to this." in page.inner_text("#card-body")


@browsing
def test_a_kind_is_hidden_and_shown_by_its_tick_box(visit):
    seen = visit(towns.hamlet())
    page = seen.page
    page.wait_for_timeout(200)
    before = seen.painted()
    page.uncheck("#kinds input[value=Organisation]")
    assert page.inner_text("#shown-count") == "Showing 3 of 7"
    page.wait_for_timeout(200)
    assert seen.painted() < before * 0.8
    page.click("#node-table button:has-text('Hamlet PCN')")
    assert page.is_checked("#kinds input[value=Organisation]")
    assert page.inner_text("#card-name") == "Hamlet PCN"


@browsing
def test_the_tables_hold_everything_on_the_map(visit):
    page = visit(towns.hamlet()).page
    rows = [" | ".join(row.split("\t")) for row in page.locator("#node-table tbody tr").all_inner_texts()]
    assert len(rows) == 7
    assert any("Link workers" in row and "Service" in row and "4" in row and "access: self" in row for row in rows)
    links = page.locator("#link-table tbody tr").all_text_contents()
    assert "Hamlet PCNprovidesLink workers" in [link.replace("\n", "") for link in links]
    assert len(links) == 6


@browsing
def test_a_hostile_name_is_shown_and_does_nothing(visit):
    seen = visit(towns.hostile())
    page = seen.page
    page.fill("#find", "onerror")
    page.press("#find", "Enter")
    assert page.inner_text("#card-name") == "</script><img src=x onerror=alert(1)>"
    assert page.locator("img").count() == 0
    assert seen.wrong == []
