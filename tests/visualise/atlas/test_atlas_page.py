"""The atlas in a real browser without a network: driven by keyboard, checked by axe-core, at every width."""

from dataclasses import replace
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from linkwork.project.reckoning import reckoning
from linkwork.visualise.atlas import atlas
from tests.visualise.atlas.atlas_town import HOSTILE, atlas_town
from tests.visualise.atlas.test_reckon_panel import town as routes_town
from tests.visualise.test_network_map import Visit, browser, browsing  # noqa: F401 - browser is a fixture

pytestmark = browsing
PARTS = ("map", "thing-service-advice", "questions", "question-O1", "question-G1", "rounds", "routes", "about")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SEEN = "(query) => [...document.querySelectorAll(query)].filter((one) => one.checkVisibility())"
LEVELS = f"({SEEN})('h1,h2,h3,h4').map((one) => Number(one.tagName[1]))"
#: What is wider than the page has a frame of its own to scroll in, and what is for readers alone is 1 px.
RUNS_OFF = f"""({SEEN})("a, button, input, select, summary, h2, h3, p, #canvas")
    .filter((one) => !one.closest(".wide, .picture, .skip, .unseen"))
    .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 80))"""
TOO_SMALL = f"""({SEEN})("button, input, select, summary, nav a")
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
    .filter(([box]) => box.width < 24 || box.height < 24).map(([, words]) => words)"""
#: An address is changed at once and answered later: done once the page has heard of it and drawn what it shows.
GONE_TO = """(name) => new Promise((done) => {
    if (location.hash.slice(1) === name) return done();
    addEventListener("hashchange", () => requestAnimationFrame(() => done()), { once: true });
    location.hash = name;
})"""
OUTLINE = """(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return [outlineStyle, parseFloat(outlineWidth)];
})()"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    made = tmp_path_factory.mktemp("atlas") / "atlas.html"
    made.write_bytes(atlas(replace(atlas_town(), reckoning=reckoning(routes_town()))).content)
    return made


@pytest.fixture(scope="module")
def seen(browser, file):  # noqa: F811
    """One visit for the tests that go from part to part; each begins where it says."""
    visited = Visit(browser, file, waits_for="html[data-ready]")
    yield visited
    visited.page.close()


def go(seen, name):
    """Goes to a part, as by a link; the page stays the same, and a card that was open is closed."""
    for address in ("", name):
        seen.page.evaluate(GONE_TO, address)
    return seen.page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, wanted, most=60):
    """Presses Tab until what has the focus fits; fails if it never does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.outerHTML.slice(0, 80)")


def test_it_opens_with_the_map_asks_for_nothing_and_complains_of_nothing(browser, file):  # noqa: F811
    visit = Visit(browser, file)
    visit.page.wait_for_timeout(200)
    painted = visit.page.evaluate("""() => {
        const canvas = document.querySelector("#canvas canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, n) => n % 4 === 3 && value > 0).length;
    }""")
    asked = visit.page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')")
    assert painted > 2000
    assert visit.requests == [file.as_uri()]
    assert [said for said in visit.wrong if "fetch" not in said and "connect" not in said] == []
    assert asked == "refused"
    visit.page.close()


def test_the_whole_walk_by_keyboard_alone(browser, file):  # noqa: F811
    """From the top: skip, the parts, a search, a card, a neighbour, the map by arrows, a filter, a question, Back."""
    visit = Visit(browser, file, waits_for="html[data-ready]")
    page = visit.page
    page.bring_to_front()
    to_a_card_and_its_neighbour(page)
    over_the_map_and_a_filter(page)
    to_a_question_and_back(page)
    assert visit.wrong == []
    page.close()


def to_a_card_and_its_neighbour(page):
    press(page, "Tab")
    expect(page.locator(".skip")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "Tab")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("advi")
    expect(page.locator("#found-count")).to_have_text("2 found")
    press(page, "Enter")
    expect(page.locator("#card-name")).to_be_focused()
    expect(page.locator("#card-name")).to_have_text("Advice")
    tab_to(page, "#card-body a")
    press(page, "Enter")
    expect(page.locator("#card-name")).to_be_focused()
    expect(page.locator("#card-name")).not_to_have_text("Advice")


def over_the_map_and_a_filter(page):
    press(page, "Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("#canvas")).to_be_focused()
    press(page, "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Shift+ArrowLeft", "+", "-", "0")
    name = page.inner_text("#said").split(", ")[0]
    press(page, "Enter")
    expect(page.locator("#card-name")).to_have_text(name)
    page.keyboard.press("Escape")
    page.focus("#find")
    tab_to(page, "#by-sector")
    press(page, "ArrowDown")
    expect(page.locator("#shown-count")).to_contain_text("Showing ")


def to_a_question_and_back(page):
    page.focus("nav a[href='#map']")
    press(page, "Tab", "Enter")
    expect(page.locator("#questions-head")).to_be_focused()
    tab_to(page, "#questions a[href='#question-O1']")
    press(page, "Enter")
    expect(page.locator("#question-O1-head")).to_be_focused()
    tab_to(page, "#question-O1 button.why")
    press(page, "Enter")
    proof = page.locator("#question-O1 .proof")
    expect(proof).to_contain_text("town-mapping of 2024-05-01: services.csv, rows 2 to 4, 9")
    press(page, "Enter")
    expect(proof).to_have_count(0)
    page.go_back()
    expect(page.locator("#questions")).to_be_visible()


def test_a_card_says_facts_evidence_and_neighbours_by_kind_and_count(seen):
    page = go(seen, "thing-org-trust")
    card = page.inner_text("#card")
    for said in ("Walkers' Trust", "Organisation", "vcse", "Neighbours: 2", "This provides: 2 services", "Choir"):
        assert said in card
    page = go(seen, "thing-service-advice")
    card = page.inner_text("#card")
    for said in ("services.csv, row 2", "council of 2024-01-01", "Urdu, Lao", "This is staffed by: 1 role"):
        assert said in card
    assert page.title() == "Advice · Little Town: atlas"


def test_a_filter_narrows_the_map_and_its_tables_to_what_fits_and_what_is_joined_to_it(seen):
    page = go(seen, "map")
    page.select_option("#by-sector", label="council")
    assert page.inner_text("#shown-count") == "Showing 6 of 16."
    page.click("#node-listing summary")
    page.wait_for_selector("#node-table tbody tr")
    names = set(page.locator("#node-table tbody th").all_inner_texts())
    assert names == {"Town Council", "Advice", "Advice in the north", "Debt", "North", "Link worker"}
    page.click("#anew")
    assert page.inner_text("#shown-count") == "Showing all 16."
    assert page.locator("#node-table tbody tr").count() == 16
    page.click("#node-listing summary")


def test_where_nothing_fits_the_map_is_empty_and_says_so(seen):
    page = go(seen, "map")
    page.select_option("#by-sector", label="council")
    page.select_option("#by-area", label="South")
    assert page.inner_text("#shown-count") == "Showing 0 of 16."
    press(page, "ArrowRight", "Enter")
    page.click("#whole")
    assert page.is_hidden("#card")
    page.click("#anew")
    assert seen.wrong == []


def test_a_click_on_a_mark_opens_its_card(seen):
    page = go(seen, "thing-service-walks")  # what is chosen is put in the middle
    press(page, "Escape")
    page.wait_for_timeout(400)
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#card", state="visible")
    assert page.inner_text("#card-name") == "Walks"


def test_a_click_beside_every_mark_leaves_the_page_where_it_is(seen):
    page = go(seen, "map")
    page.focus("#closer")
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    page.wait_for_timeout(400)
    assert focused(page) != "map-head"


def test_a_kind_is_hidden_and_comes_back_where_one_of_it_is_asked_for(seen):
    page = go(seen, "map")
    page.uncheck("#kinds input[value=Organisation]")
    assert page.inner_text("#shown-count") == "Showing 13 of 16."
    page = go(seen, "thing-org-trust")
    assert page.is_checked("#kinds input[value=Organisation]")
    assert page.inner_text("#shown-count") == "Showing all 16."


def test_the_tables_of_the_map_hold_all_that_it_shows(seen):
    page = go(seen, "map")
    page.click("#link-listing summary")
    page.wait_for_selector("#link-table tbody tr")
    links = [" ".join(row.split()) for row in page.locator("#link-table tbody tr").all_text_contents()]
    assert len(links) == 17
    assert "Advicerefers toWalks" in links
    page.click("#link-listing summary")


def test_an_address_leads_to_its_part_and_back_leads_back(browser, file):  # noqa: F811
    page = browser.new_page()
    page.goto(f"{file.as_uri()}#question-O1")
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("#question-O1")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.click("#question-O1 a[href='#questions']")
    expect(page.locator("#questions")).to_be_visible()
    page.click("nav a[href='#rounds']")
    expect(page.locator("#rounds")).to_be_visible()
    page.go_back()
    expect(page.locator("#questions")).to_be_visible()
    page.go_back()
    expect(page.locator("#question-O1")).to_be_visible()
    page.click("nav a[href='#map']")
    page.wait_for_selector("html[data-drawn]", state="attached")
    page.fill("#find", "walks")
    page.press("#find", "Enter")
    page.wait_for_selector("#card", state="visible")
    page.go_back()
    page.wait_for_selector("#card", state="hidden")
    page.goto(f"{file.as_uri()}#%E0%A4%A")
    expect(page.locator("#map")).to_be_visible()
    page.close()


def test_a_route_and_a_closure_are_worked_out_in_the_page(seen):
    page = go(seen, "routes")
    page.select_option("#reckon-service", label="Advice")
    page.focus("#reckon-close button[type=submit]")
    press(page, "Enter")
    page.locator("#reckon-close-said", has_text="Advice").wait_for()
    assert page.locator("#reckon-close-found table").count() > 0


def test_a_hostile_name_is_shown_and_does_nothing(seen):
    page = go(seen, "thing-org-none")
    assert page.inner_text("#card-name") == HOSTILE
    assert HOSTILE in go(seen, "question-O1").inner_text("#question-O1")
    assert page.locator("img").count() == 0
    assert seen.wrong == []


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_against_wcag_2_2_aa_in_light_or_dark(seen, part):
    page = go(seen, part)
    if part == "question-O1":
        page.click("#question-O1 button.why")
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page, options=WCAG).response["violations"]
        found += [(scheme, one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
    page.emulate_media(color_scheme="light")
    assert found == []


def test_headings_go_down_one_step_at_a_time_and_there_is_one_of_the_page(seen):
    for part in PARTS:
        page = go(seen, part)
        levels = page.evaluate(LEVELS)
        assert levels[:2] == [1, 2]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), part


@pytest.mark.parametrize(("wide", "high"), [(320, 640), (640, 450)])
def test_at_320_px_and_at_twice_the_size_nothing_is_lost_or_runs_off_the_page(seen, wide, high):
    """Twice the size is half as many px across: 640 of 1,280. What is wider than that scrolls in a frame of its own."""
    seen.page.set_viewport_size({"width": wide, "height": high})
    for part in PARTS:
        page = go(seen, part)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, part
        off = page.evaluate(RUNS_OFF)
        assert off == [], part
    seen.page.set_viewport_size({"width": 1200, "height": 900})


def test_what_is_pressed_is_24_px_or_more_both_ways(seen):
    small = []
    for part in PARTS:
        page = go(seen, part)
        small += page.evaluate(TOO_SMALL)
    assert small == []


def test_every_control_shows_that_it_has_the_focus(seen):
    page = go(seen, "map")
    page.focus("nav a[href='#map']")
    for _ in range(12):
        press(page, "Tab")
        style = page.evaluate(OUTLINE)
        assert style[0] != "none", focused(page)
        assert style[1] >= 2, focused(page)


def test_it_prints_the_part_that_is_shown_on_a4(seen):
    page = go(seen, "question-O1")
    page.emulate_media(media="print")
    assert page.is_visible("#question-O1 table")
    assert page.is_visible(".note")
    assert page.is_hidden("nav")
    assert page.is_hidden("#questions")
    page.emulate_media(media="screen")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_javascript_every_question_is_there(browser, file):  # noqa: F811
    page = browser.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    for part in ("#question-O1 table", "#question-C1 table", "#rounds table"):
        assert page.locator(part).first.is_visible()
    assert "need JavaScript" in page.inner_text("header")
    page.close()
