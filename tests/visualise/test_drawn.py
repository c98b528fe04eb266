"""The command that draws: what a drawing asks for is answered from the graph, with what is private left out."""

import json
from pathlib import Path

import pytest

from linkwork.visualise import Artifact, Asks, Drawing, drawings
from tests.commands.steps import run

SHEETS = {
    "Organisations": "name,refers_to\nMill Practice,\n",
    "Services": "name,status,provider\nHub,open,Mill Practice\nDebt,open,Mill Practice\nWalks,open,Mill Practice\n",
    "Needs": "name\nMoney\n",
    "Areas": "name,level\nNorth,ward\nSouth,ward\n",
    "Offers": "name,service,needs,areas\nmain,Hub,Money,North; South\nmain,Debt,Money,North\n",
    "REFERS_TO": "from,to,category,volume_month\nMill Practice,Hub,referral,3\nHub,Debt,signpost,40\n",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three services: two overlap, one refers to the other, nobody can reach the third."""
    folder = tmp_path_factory.mktemp("town")
    run("init", folder / "town", "--name", "Our town")
    settings = folder / "town" / "linkwork.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('note = ""', 'note = "made up"'), encoding="utf-8")
    (folder / "mapping").mkdir()
    for name, text in SHEETS.items():
        (folder / "mapping" / f"{name}.csv").write_text(text)
    load = ("load", "mapping-workbook", folder / "mapping", "--as-of", "2024-03-31")
    run(*load, "--project", folder / "town")
    return folder / "town"


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("overlap-matrix", "Our town: 1 pair of services overlaps by half or more"),
        ("need-by-area", "Our town: no gap among 2 combinations of need and area; 1 of them hangs on one service"),
        ("referral-map", "Our town: referrals have 1 service that nobody can reach"),
    ],
)
def test_a_drawing_is_made_of_the_answers_it_asks_for(town: Path, tmp_path: Path, name: str, finding: str) -> None:
    for ending in (".svg", ".html", ".png", ".pdf"):
        run("draw", name, "--save", tmp_path / f"picture{ending}", "--project", town)
    for ending in (".svg", ".html"):
        assert finding in (tmp_path / f"picture{ending}").read_text(encoding="utf-8")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "picture.pdf").read_bytes().startswith(b"%PDF")


def test_small_counts_are_drawn_only_when_asked_for(town: Path, tmp_path: Path) -> None:
    for flag, said in (((), "people a month: under 5"), (("--internal",), "people a month: 3")):
        run("draw", "referral-map", "--save", tmp_path / "map.svg", "--project", town, *flag)
        assert f"Mill Practice to Hub (referral; {said})" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_an_ending_it_has_not_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    save = ("--save", tmp_path / "map.docx", "--project", tmp_path / "nowhere")
    said = run("draw", "referral-map", *save, code=1).output
    assert "The drawing referral-map cannot be made as .docx" in said
    assert list(tmp_path.iterdir()) == []


def test_an_empty_project_is_told_what_is_missing(tmp_path: Path) -> None:
    run("init", tmp_path / "town", "--name", "Our town")
    run("build", "--project", tmp_path / "town")
    run("draw", "referral-map", "--save", tmp_path / "map.svg", "--project", tmp_path / "town")
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Our town: there is nothing to draw yet" in text
    assert "REFERS_TO" in text or "referral links" in text


def test_a_drawing_that_needs_no_graph_is_given_its_answers_alone(town: Path, tmp_path: Path, monkeypatch) -> None:
    def draw(view, ending):
        found = view.answers["P6"]
        told = [len(view.nodes), view.title, view.note, found.id, [row["to"] for row in found.rows], found.nothing]
        return Artifact("told.svg", "image/svg+xml", json.dumps([*told, sorted(found.rows[0])]).encode())

    one = Drawing(
        "told", "Told", "What is told?", (".svg",), draw=draw, asks=(Asks("P6", {"limit": 1}),), needs_graph=False
    )
    monkeypatch.setitem(drawings(), "told", one)
    run("draw", "told", "--save", tmp_path / "told.svg", "--project", town)
    told = json.loads((tmp_path / "told.svg").read_text(encoding="utf-8"))
    assert told[:-1] == [0, "Our town", "made up", "P6", ["Debt"], ""]
    assert "evidence" not in told[-1]


@pytest.mark.parametrize("name", drawings())
def test_what_a_drawing_asks_is_a_question_that_there_is(name: str) -> None:
    known = {row["id"]: row for row in json.loads(run("ask", "--format", "json").output)}
    for asked in drawings()[name].asks:
        assert asked.question in known
        assert set(asked.parameters) <= {parameter["name"] for parameter in known[asked.question]["parameters"]}
