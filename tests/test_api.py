"""What analysts use from a notebook."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import linkwork
from linkwork.errors import LinkworkError

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "the-graph.ipynb"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    return put_demonstration("tower-hamlets", tmp_path_factory.mktemp("api") / "demo-output")


def test_the_graph_has_what_is_live_and_on_request_the_rest(demo: Path) -> None:
    live, whole = linkwork.open(demo).graph(), linkwork.open(demo).graph(live=False)
    left = "PART_OF|org-ods-f84676|org-ods-u08803"
    assert whole.get_edge_data("org-ods-f84676", "org-ods-u08803", left)["live"] is False
    assert not live.has_edge("org-ods-f84676", "org-ods-u08803")
    assert live.nodes["org-ods-f84118"] == {
        "kind": "Organisation",
        "name": "WELLINGTON WAY HEALTH CENTRE",
        "category": "practice",
        "live": True,
        "ods_code": "F84118",
        "postcode": "E3 4NE",
        "sector": "nhs",
        "status": "open",
        "sub_icb_code": "A3A8R",
    }
    assert live.edges["org-ods-f84118", "org-ods-u08803", "PART_OF|org-ods-f84118|org-ods-u08803"]["kind"] == "PART_OF"


def test_without_a_project_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LinkworkError, match="linkwork init"):
        linkwork.open()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook client's own event loop
def test_the_notebook_runs_from_top_to_bottom(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKWORK_PROJECT", str(demo))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    said = "".join(out.get("text", "") for cell in notebook.cells for out in cell.get("outputs", []))
    assert "TOWER NETWORK PCN 6" in said
