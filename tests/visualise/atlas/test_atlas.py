"""What the atlas holds, before a browser opens it."""

import json
import re
from dataclasses import replace

import pytest

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._scene import Group, Scene, Words, rectangle
from linkwork.visualise.atlas import AtlasView, Comparison, Different, Said, atlas
from linkwork.visualise.atlas import _map as map_module
from linkwork.visualise.atlas._brief import brief
from linkwork.visualise.atlas._filters import choices
from linkwork.visualise.atlas._map import map_part
from linkwork.visualise.atlas._proof import Proof
from tests.visualise import towns
from tests.visualise.atlas.atlas_town import HOSTILE, atlas_town, town


@pytest.fixture(scope="module")
def page():
    return atlas(atlas_town()).content.decode("utf-8")


def held(page, id_):
    """The JSON that the page holds under an id."""
    return json.loads(re.search(rf'<script id="{id_}" type="application/json">(.*?)</script>', page)[1])


def test_the_same_view_gives_the_same_bytes_and_is_left_as_it_was(page):
    view = atlas_town()
    before = repr(view.graph), repr(view.chapters[0].answer)
    made = atlas(view)
    assert made.content.decode("utf-8") == page
    assert (repr(view.graph), repr(view.chapters[0].answer)) == before
    assert (made.name, made.media_type) == ("atlas.html", "text/html")


def test_every_question_is_there_with_its_answer_as_a_table_and_where_there_is_one_its_picture(page):
    parts = dict(re.findall(r'<section id="(question-\w+)"(.*?)</section>', page, re.S))
    assert list(parts) == ["question-O1", "question-G1", "question-C1", "question-D1", "question-T1"]
    assert "<svg" in parts["question-O1"]
    assert "2 services in 2 places" in parts["question-O1"]
    assert "<td>Advice</td><td>North</td><td>2024-05-01</td>" in parts["question-O1"]
    assert "Of G1 there is nothing." in parts["question-G1"]
    assert "<svg" not in parts["question-C1"]
    assert "<td>Walks</td><td>South</td>" in parts["question-C1"]
    assert "There is no rounds folder here." in parts["question-D1"]


def test_ids_are_no_column_of_a_table_and_each_column_says_what_it_means(page):
    assert "service_id" not in page
    assert "<dt>where</dt><dd>what where means</dd>" in page


def test_groups_stand_in_the_order_of_the_catalogue_and_a_projects_own_after_them(page):
    listed = page[page.index('<section id="questions"') : page.index('<section id="question-O1"')]
    assert re.findall(r"<h3>([^<]*)</h3>\n<ul", listed) == [
        "Overlaps",
        "Gaps",
        "Change",
        "Quality of the data",
        "My own",
    ]


def test_a_long_table_says_how_much_of_it_is_shown_and_how_to_have_all(page):
    assert "Showing 500 of 600 rows: linkwork ask T1 --save all.xlsx has them all." in page
    assert "<td>Service 499</td>" in page
    assert "<td>Service 500</td>" not in page


def test_evidence_is_kept_by_file_with_the_rows_of_each(page):
    evidence = held(page, "evidence")
    files = evidence["files"]
    assert [[(files[n], rows) for n, *rows in entries] for entries in evidence["rows"]["question-O1"]] == [
        [("town-mapping of 2024-05-01: services.csv", [2, 3, 4, 9])],
        [("town-mapping of 2024-05-01: other.csv, sheet services", [5])],
    ]
    node = next(n for n, row in enumerate(held(page, "map-data")["nodes"]) if row[0] == "service-advice")
    assert [(files[n], rows) for n, *rows in held(page, "map-data")["evidence"][node]] == [
        ("town-mapping of 2024-05-01: services.csv", [2]),
        ("council of 2024-01-01", []),
    ]


def test_a_row_that_says_the_same_twice_is_evidence_once():
    proof = Proof()
    one, other = Said("a", "2024", "f.csv", "f", 3), Said("b", "2023")
    assert proof.entry([one, other, one]) == [[0, 3], [1]]
    assert proof.files == ["a of 2024: f.csv", "b of 2023"]


def test_the_rounds_compared_say_what_is_new_gone_and_changed_and_what_follows(page):
    rounds = page[page.index('<section id="rounds"') : page.index('<section id="about"')]
    assert re.findall(r"<h3[^>]*>([^<]*)</h3>", rounds) == ["New: 1", "Gone: 1", "Changed: 0"]
    assert "Between then and now: 1 service is new" in rounds
    assert "<td>Choir (service) is new</td><td>Service</td>" in rounds
    assert "Nothing that was compared is changed." in rounds
    assert "Not listed: 2 differences" in rounds
    assert '<a href="#question-C1">C1 Title of C1</a>' in rounds


def test_of_many_differences_it_says_how_many_are_shown():
    many = Comparison(differences=tuple(Different("new", "Service", f"Service {n} is new") for n in range(600)))
    page = atlas(AtlasView(town(), comparison=many)).content.decode("utf-8")
    assert "New: 600" in page
    assert "Showing 500 of 600: linkwork changes --save changes.xlsx has them all." in page
    assert "Service 499 is new" in page
    assert "Service 500 is new" not in page


def test_hostile_names_are_text_wherever_they_stand(page):
    assert "<img" not in page
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in page
    assert [row[2] for row in held(page, "map-data")["nodes"] if row[0] == "org-none"] == [HOSTILE]


def test_the_made_up_note_and_what_may_be_in_it_are_said(page):
    assert towns.MADE_UP in page
    assert "No personal data" in page
    assert "personal data: names of people" not in page
    open_page = atlas(replace(atlas_town(), people=True, internal=True)).content.decode("utf-8")
    assert "This page holds personal data: names of people." in open_page
    assert "This page holds confidential values." in open_page
    assert "No personal data" not in open_page


def test_nothing_is_asked_of_anywhere(page):
    without = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert re.findall(r"""(?:src|href|action)=["'](?!#|data:,)([^"']*)""", without) == []
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "default-src &#39;none&#39;" in policy
    assert "unsafe" not in policy


def test_every_id_is_there_once(page):
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<script>.*?</script>", "", page, flags=re.S))
    assert sorted(ids) == sorted(set(ids))


def test_an_empty_place_says_what_to_do():
    page = atlas(AtlasView(GraphView("Nowhere", (), ()))).content.decode("utf-8")
    assert "There is nothing live to show yet." in page


# The map.


def found(view):
    return map_part(view, {}, Proof())


def test_what_is_not_live_is_counted_and_not_shown():
    part = found(town())
    assert part.summary == "16 things joined by 17 links"
    assert part.left_out == "Left out as no longer live: 1 thing and 0 links."
    assert "service-old" not in [row[0] for row in part.data["nodes"]]


def test_beyond_what_the_map_holds_the_least_connected_are_left_off_and_counted(monkeypatch):
    monkeypatch.setattr(map_module, "MOST", 3)
    nodes = tuple(ViewNode(f"org-{n}", "Organisation", f"Body {n}") for n in range(5))
    links = tuple(ViewLink(f"k{n}", "PART_OF", f"org-{n}", "org-4") for n in (1, 2, 3))
    part = found(GraphView("Town", nodes, links))
    assert [row[0] for row in part.data["nodes"]] == ["org-1", "org-2", "org-4"]
    assert part.left_out == "Showing 3 of 5: those with the fewest links are left off the map."
    assert part.summary == "5 things joined by 3 links"


def test_a_crowd_begins_without_its_detail_and_stands_as_the_network_map_has_it():
    view = towns.borough()
    part = found(view)
    shown = {kind for kind, _, at_first in part.kinds if at_first}
    assert "Organisation" in shown
    detail = {kind for kind, _, _ in part.kinds} - shown
    assert detail <= {"Offer", "Need", "Audience", "Area", "Site"}
    from linkwork.visualise._picture import picture

    places = {row[0]: tuple(row[3:5]) for row in part.data["nodes"]}
    assert {spot.id: (spot.x, spot.y) for spot in picture(view).spots}.items() <= places.items()


def narrowed(view, **asked):
    """The ids that fit every choice by themselves, as the page finds them."""
    made = choices(view.nodes, view.links)
    values = {"sector": made.sectors, "area": made.areas, "need": made.needs}
    fit = set()
    for number, node in enumerate(view.nodes):
        answers = []
        for what, value in asked.items():
            place = [one for one, _ in values[what]].index(value)
            own = made.data[what]["of"].get(number, [])
            answers.append(any(one in made.data[what]["fits"][place] for one in own))
        if all(answers):
            fit.add(node.id)
    return fit


def test_a_sector_is_that_of_the_body_its_services_and_their_offers():
    assert narrowed(town(), sector="council") == {"org-council", "service-advice", "offer-advice"}


def test_an_area_stands_for_what_lies_in_it_and_around_it():
    everything_choir = {"org-trust", "service-choir", "offer-choir", "area-town"}
    assert narrowed(town(), area="area-south") == everything_choir | {"service-walks", "offer-walks", "area-south"}
    assert "service-advice" in narrowed(town(), area="area-town")


def test_a_need_stands_for_what_is_narrower_and_broader():
    advice = {"org-council", "service-advice", "offer-advice", "need-debt", "need-money"}
    assert narrowed(town(), need="need-money") == advice
    assert narrowed(town(), need="need-debt") == advice


def test_all_that_was_chosen_has_to_fit():
    assert narrowed(town(), need="need-company", area="area-north") == {"org-trust", "service-choir", "offer-choir"}


# Pictures in few bytes.


def test_outlines_that_look_alike_are_one_and_a_title_does_not_repeat_its_words():
    cells = [rectangle((n, 0, n + 1, 1), "#ffffff", "#c6ccd2") for n in range(3)]
    items = (*cells, rectangle((3, 0, 4, 1), "#000000"), Group((Words("Name", 1, 2),), "Name"), Words("big", 1, 2, 14))
    svg = brief(Scene(10, 10, "T", "D", items), "own")
    assert re.findall(r'<path d="([^"]*)"', svg) == [
        "M0 0L1 0L1 1L0 1ZM1 0L2 0L2 1L1 1ZM2 0L3 0L3 1L2 1Z",
        "M3 0L4 0L4 1L3 1Z",
    ]
    assert svg.count("<title") == 1
    assert '<text x="1" y="2">Name</text>' in svg
    assert '<text x="1" y="2" font-size="14">big</text>' in svg
    assert re.match(r'<svg font-size="11" fill="#1f2328" ', svg)
    assert 'aria-labelledby="own-title own-words"' in svg
