"""The command that draws: what a drawing asks for is answered from the graph, with what is private left out."""

import json
from pathlib import Path

import pytest

import linkwork
from linkwork.errors import LinkworkError
from linkwork.queries import catalogue
from linkwork.visualise import Artifact, Asks, Drawing, drawings
from linkwork.visualise._scene import Scene, Words
from linkwork.visualise._scene_print import printed
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


OWN = """// id: X1
// title: Services by status
// question: Which services are there?
// read: Every row is a service.
// column service: the service
// column status: whether it is open
MATCH (s:Service) WHERE s.live
RETURN s.name AS service, s.status AS status, [s.id] AS evidence
ORDER BY service
"""


def test_a_question_of_the_projects_own_is_drawn_as_its_table(town: Path, tmp_path: Path) -> None:
    file = town / "queries" / "services_by_status.cypher"
    file.write_text(OWN, encoding="utf-8")
    run("draw", "X1", "--save", tmp_path / "own.svg", "--project", town)
    file.unlink()
    drawn = (tmp_path / "own.svg").read_text(encoding="utf-8")
    assert "Our town: Services by status, 3 rows" in drawn
    assert all(f">{cell}</text>" in drawn for cell in ("service", "status", "Debt", "Hub", "Walks", "open"))


def test_a_picture_says_what_its_question_was_asked_about(town: Path, tmp_path: Path) -> None:
    run("draw", "B1", "--topic", "Money", "--save", tmp_path / "room.svg", "--project", town)
    drawn = (tmp_path / "room.svg").read_text(encoding="utf-8")
    assert "Our town: 1 organisation has to do with Money, and it was never heard as far as is known" in drawn


def test_small_counts_are_drawn_only_when_asked_for(town: Path, tmp_path: Path) -> None:
    for flag, said in (((), "people a month: under 5"), (("--internal",), "people a month: 3")):
        run("draw", "referral-map", "--save", tmp_path / "map.svg", "--project", town, *flag)
        assert f"Mill Practice to Hub (referral; {said})" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_an_ending_it_has_not_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("draw", "referral-map", "--save", "map.docx", code=1).output
    assert "The drawing referral-map cannot be made as .docx" in said
    assert list(tmp_path.iterdir()) == []


def test_an_empty_project_is_told_what_is_missing(tmp_path: Path) -> None:
    run("init", tmp_path / "town", "--name", "Our town")
    run("build", "--project", tmp_path / "town")
    run("draw", "referral-map", "--save", tmp_path / "map.svg", "--project", tmp_path / "town")
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Our town: there is nothing to draw" in text
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
    for asked in drawings()[name].asks:
        question = catalogue().find(asked.question)
        assert question.id == asked.question
        assert set(asked.parameters) <= {parameter.name for parameter in question.parameters}


def test_a_question_is_drawn_by_its_id_or_name_with_its_own_options(town: Path, tmp_path: Path) -> None:
    words = {}
    for name, *options in (("O3",), ("o3", "--area", "North"), ("crowding-by-need-and-area", "--area", "South")):
        run("draw", name, *options, "--save", tmp_path / "map.svg", "--project", town)
        words[(name, *options)] = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert ["North" in said for said in words.values()] == [True, True, False]
    assert ["South" in said for said in words.values()] == [True, False, True]


def test_a_drawing_of_an_earlier_day_is_of_the_rounds_up_to_it(town: Path, tmp_path: Path) -> None:
    run("draw", "O3", "--as-of", "2024-03-31", "--save", tmp_path / "map.svg", "--project", town)
    said = run("draw", "O3", "--as-of", "2023-01-01", "--save", tmp_path / "none.svg", "--project", town, code=1).output
    assert "No round is dated 2023-01-01 or earlier" in said
    assert not (tmp_path / "none.svg").exists()


def test_what_is_neither_drawing_nor_question_is_refused_with_the_nearest(town: Path, tmp_path: Path) -> None:
    said = run("draw", "referal-map", "--save", tmp_path / "map.svg", "--project", town, code=1).output
    assert "There is no drawing 'referal-map'. Did you mean 'referral-map'? There is no question 'referal-map'." in said


def test_a_word_of_a_drawings_name_is_answered_with_the_drawings_that_have_it(town: Path, tmp_path: Path) -> None:
    said = run("draw", "Map", "--save", tmp_path / "map.svg", "--project", town, code=1).output
    assert "There is no drawing 'Map'. Did you mean 'network-map' or 'referral-map'? There is no question" in said


def test_a_notebook_shows_and_saves_a_picture(town: Path, tmp_path: Path) -> None:
    shown = linkwork.open(town).draw("O3", area="North")
    assert shown._repr_svg_().startswith("<?xml")
    assert shown.save(tmp_path / "map.svg").read_text(encoding="utf-8") == shown._repr_svg_()
    with pytest.raises(LinkworkError, match=r"cannot be made as \.docx"):
        shown.save(tmp_path / "map.docx")
    with pytest.raises(LinkworkError, match="area: there is no area"):
        linkwork.open(town).draw("O3", area="Nowhere")


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_marks_that_nobody_sees_keep_no_picture_from_being_printed(ending: str) -> None:
    for text in ("\ufeffMill", "a\u200b\u200db", "\U0001f3f3\ufe0f\u200d\U0001f308", "\u202eab", "e\u0301", "\u200b"):
        scene = Scene(200, 40, "Mill", "Mill", (Words(text, 10, 20),))
        assert len(printed(scene, ending)) > 100
