"""The forms of routes and of what if, driven by keyboard in a real browser without a network."""

import base64
import hashlib
from importlib.resources import files

import pytest

from linkwork.graph.measures.footprint import Landscape
from linkwork.graph.measures.referrals import Known
from linkwork.graph.measures.supposing import Rows
from linkwork.project.reckoning import reckoning
from linkwork.visualise._words import json_for_page
from linkwork.visualise.atlas._reckon import panel, panel_style, reckoner
from tests.graph import route_towns
from tests.visualise.test_network_map import Visit, browser, browsing  # noqa: F401 - browser is a fixture

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">
<title>Town</title><style>{style}</style></head>
<body><main><h1>Town</h1><h2>Routes and what if</h2>{forms}</main>
<script id="reckon-data" type="application/json">{data}</script>
<script>{reckoner}</script><script>{panel}</script></body></html>"""


def town() -> Rows:
    """A surgery sends to Link, which sends carers to Advice; Club takes nobody new; nobody else meets Debt."""
    made = route_towns.Rows()
    made.service("advice", wait=9).service("link", wait=7).service("club", access="closed")
    made.refer("org-surgery", "link", 5, category="referral").refer("link", "advice", category="signpost")
    made.refer("link", "club")
    made.offer("link", "mood", "north", "adult").offer("advice", "debt", "north south", "carer")
    made.offer("club", "mood", "borough")
    places = made.referrals().offers
    offers = [row | {"offer": None, "service": row["service_id"], "evidence": []} for row in made.offers]
    known = Known(made.links, made.services, list(made.senders.values()))
    return Rows(known, Landscape(offers, places.terms, places.areas))


@pytest.fixture
def opened(browser, tmp_path):  # noqa: F811
    """Opens the page of a place."""
    visits = []

    def visit(rows: Rows) -> Visit:
        forms = files("linkwork.visualise").joinpath("templates", "atlas_reckon.html.j2").read_text(encoding="utf-8")
        scripts, style = {"reckoner": reckoner(), "panel": panel()}, panel_style()
        allowed = " ".join(hashed(script) for script in scripts.values())
        policy = (
            f"default-src 'none'; script-src {allowed}; style-src {hashed(style)}; img-src data:; form-action 'none'"
        )
        page = PAGE.format(policy=policy, style=style, forms=forms, data=json_for_page(reckoning(rows)), **scripts)
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        visits.append(Visit(browser, file, waits_for="#reckon-service option"))
        return visits[-1]

    yield visit
    for one in visits:
        one.page.close()


@pytest.fixture
def visit(opened):
    return opened(town())


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def said(visit, name: str) -> str:
    """What is announced once it has been worked out."""
    text = visit.page.inner_text(f"#reckon-{name}-said")
    while text.startswith("Working"):
        visit.page.wait_for_timeout(20)
        text = visit.page.inner_text(f"#reckon-{name}-said")
    return text


def press(visit, *keys: str) -> None:
    for key in keys:
        visit.page.keyboard.press(key)


@browsing
def test_a_route_is_found_by_keyboard_and_told_in_steps(visit):
    press(visit, "Tab")
    assert visit.focus() == "reckon-door"
    visit.page.keyboard.type("Surg")
    press(visit, "Tab")
    visit.page.keyboard.type("Debt")
    press(visit, "Tab")
    visit.page.keyboard.type("Carer")
    press(visit, "Tab")
    visit.page.keyboard.type("North")
    press(visit, "Tab", "Enter")
    assert said(visit, "route") == "From Surgery to Debt, for Carer in North: 1 route."
    found = visit.page.locator("#reckon-route-found")
    assert found.locator("h4").all_inner_texts() == ["Route 1: 14 days."]
    assert found.locator("ol > li").all_inner_texts() == [
        "Surgery refers to Link (about 5 days)",
        "Link signposts to Advice (about 9 days)",
    ]
    assert "Not known: by what means (Surgery to Link; Link to Advice)" in found.inner_text()
    assert visit.wrong == []
    assert len(visit.requests) == 1


@browsing
def test_where_there_is_no_route_the_page_says_why_and_which_step_fails(visit):
    visit.page.select_option("#reckon-door", label="Surgery")
    visit.page.select_option("#reckon-need", label="Debt")
    visit.page.select_option("#reckon-group", label="Old")
    visit.page.press("#reckon-group", "Tab")
    visit.page.click("text=Find routes")
    assert said(visit, "route") == (
        "From Surgery to Debt, for Old: There is no route: no live service meets Debt for Old."
    )
    found = visit.page.locator("#reckon-route-found")
    assert "Whatever the group, there is 1 route, the best to Advice (14 days)." in found.inner_text()
    assert found.locator(".fails").all_inner_texts() == ["This step fails: Advice is not for Old."]


@browsing
def test_what_if_a_service_closed_is_told_by_keyboard_and_taken_back(visit):
    page = visit.page
    page.focus("#reckon-service")
    page.keyboard.type("Advice")
    press(visit, "Tab", "Enter")
    assert said(visit, "close") == (
        "What if Advice closed? 2 more gaps and 1 route lost. "
        "How many people that touches is not known, or may not be told."
    )
    found = page.locator("#reckon-close-found")
    assert found.locator("h4").all_inner_texts() == ["No service any more", "Routes lost", "Who else is there"]
    rows = found.locator("table").nth(1).locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [["Debt", "Carer", "North"], ["Debt", "Carer", "South"]]
    assert page.locator("#reckon-closed li").all_inner_texts() == ["Advice Open again"]
    page.focus("#reckon-closed li button")
    press(visit, "Enter")
    assert said(visit, "close") == "Nothing is supposed to be closed."
    assert visit.focus() == "reckon-service"
    assert page.is_hidden("#reckon-closed")
    assert visit.wrong == []


@browsing
def test_several_services_close_together(visit):
    for name in ("Advice", "Link"):
        visit.page.select_option("#reckon-service", label=name)
        visit.page.click("text=Suppose it closed")
    assert said(visit, "close").startswith("What if Advice closed and Link closed? ")
    visit.page.click("#reckon-reopen")
    assert said(visit, "close") == "Nothing is supposed to be closed."


@browsing
@pytest.mark.parametrize("width", [320, 1280])
def test_every_control_is_named_and_large_enough_and_nothing_runs_off_the_page(visit, width):
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    page.select_option("#reckon-service", label="Advice")
    page.click("text=Suppose it closed")
    said(visit, "close")
    controls = page.locator("select:visible, button:visible, summary:visible")
    assert controls.count() == 9
    for control in controls.all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert control.evaluate("e => (e.labels && e.labels[0] || e).textContent || e.getAttribute('aria-label')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@browsing
def test_a_long_list_is_cut_and_shown_whole_by_a_button(opened):
    """Twenty wards in which Advice alone is there for Debt."""
    small = town()
    wards = [{"id": f"ward-{n}", "name": f"Ward {n}", "level": "ward", "within_ids": []} for n in range(20)]
    own = small.landscape
    offers = [
        {**row, "area_ids": [ward["id"] for ward in wards]} for row in own.offers if row["service_id"] == "advice"
    ]
    visit = opened(Rows(small.known, Landscape(offers, own.terms, wards)))
    visit.page.select_option("#reckon-service", label="Advice")
    visit.page.click("text=Suppose it closed")
    assert said(visit, "close").startswith("What if Advice closed? 20 more gaps")
    gaps = visit.page.locator("[aria-label='No service any more']")
    assert gaps.locator("tbody tr").count() == 15
    assert visit.page.inner_text("text=Showing 15 of") == "Showing 15 of 20."
    visit.page.press("text=Show all 20", "Enter")
    assert gaps.locator("tbody tr").count() == 20
    assert visit.page.evaluate("document.activeElement.getAttribute('aria-label')") == "No service any more"
    assert visit.page.locator("text=Show all").count() == 0
