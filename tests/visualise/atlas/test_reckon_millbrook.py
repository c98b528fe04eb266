"""Millbrook's own routes and closures, reckoned in the page and asked of Python: every door, need and service."""

import json

import pytest

from linkwork.graph.measures.referrals import SELF
from linkwork.project.opened import Opened
from linkwork.project.reckoning import read_reckoning
from linkwork.queries._supposing import read_rows
from linkwork.visualise.atlas._reckon import reckoner
from tests.visualise.atlas.reckon_towns import routes_by_python, whatif_by_python
from tests.visualise.atlas.test_reckon import answers_of, differing, page  # noqa: F401 - page is a fixture
from tests.visualise.test_network_map import browser, browsing  # noqa: F401 - browser is a fixture

#: Milliseconds for an answer, the data spread out anew each time; the best of five, since other things run here too.
QUICK = 100
TIMED = """(text) => {
    const best = (ask) => Math.min(...[1, 2, 3, 4, 5].map(() => {
        const data = JSON.parse(text);
        const start = performance.now();
        ask(data);
        return performance.now() - start;
    }));
    const named = (side, n) => side.ids[n];
    return [
        best((data) => Linkwork.reckon.routes(data, {
            door: named(data.senders, data.doors[0]), need: named(data.needs, 0), area: named(data.areas, 0),
        })),
        best((data) => Linkwork.reckon.whatIf(data, { close: data.services.ids.slice(0, 2) })),
    ];
}"""


@pytest.fixture(scope="module")
def millbrook(put_demonstration, tmp_path_factory):
    """The rows of Millbrook, and what its page reckons from."""
    opened = Opened(put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "project"))
    with opened.engine() as engine:
        return read_rows(engine, opened.cell_level()), read_reckoning(engine, opened)


def asked_of(data) -> list[dict]:
    """From every door to every need: for anybody; and for each group and area in turn."""
    doors = [data["senders"]["ids"][door] for door in data["doors"]]
    groups, areas = data["groups"]["ids"], data["areas"]["ids"]
    found = []
    for n, (door, need) in enumerate((door, need) for door in doors for need in data["needs"]["ids"]):
        found.append({"door": door, "need": need, "audience": "", "area": ""})
        found.append({"door": door, "need": need, "audience": groups[n % len(groups)], "area": areas[n % len(areas)]})
    return [asked | {"limit": 20} for asked in [*found, dict.fromkeys(("door", "need", "audience", "area"), "")]]


@browsing
def test_millbrook_is_reckoned_in_the_page_as_by_python(page, millbrook):  # noqa: F811
    rows, data = millbrook
    asked, closed = asked_of(data), [[service] for service in data["services"]["ids"]]
    assert SELF in {one["door"] for one in asked}
    note = [data["note"]]
    whatifs = [whatif_by_python(rows, close) for close in closed]
    case = {
        "given": {"data": data, "journeys": asked, "closures": closed},
        "answers": {
            "routes": [routes_by_python(rows, one) for one in asked],
            "whatifs": [found | {"caveats": note + found["caveats"]} for found in whatifs],
        },
    }
    assert differing([case], answers_of(page, [case], reckoner())) == []


@browsing
def test_an_answer_for_millbrook_is_there_at_once(page, millbrook):  # noqa: F811
    page.goto("about:blank")
    page.add_script_tag(content=reckoner())
    assert max(page.evaluate(TIMED, json.dumps(millbrook[1]))) < QUICK
