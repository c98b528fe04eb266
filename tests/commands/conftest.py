"""A project and a workbook of one organisation and one service."""

from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    run("init", tmp_path / "town", "--name", "Our town")
    return tmp_path / "town"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    folder = tmp_path / "mapping"
    folder.mkdir()
    (folder / "Organisations.csv").write_text(ORGANISATIONS)
    (folder / "Services.csv").write_text(SERVICES)
    return folder
