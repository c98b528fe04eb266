"""A project and a workbook of one organisation and one service."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES


@pytest.fixture
def project(tmp_path: Path, put_project: Callable[[Path], Path]) -> Path:
    return put_project(tmp_path / "town")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    folder = tmp_path / "mapping"
    folder.mkdir()
    (folder / "Organisations.csv").write_text(ORGANISATIONS)
    (folder / "Services.csv").write_text(SERVICES)
    return folder
