"""A project, a workbook of one organisation and one service, and the project with the workbook loaded."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES, load


@pytest.fixture
def project(tmp_path: Path, put_project: Callable[[Path], Path]) -> Path:
    return put_project(tmp_path / "town")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return put_workbook(tmp_path / "mapping")


@pytest.fixture(scope="session")
def made_loaded(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    """The project with the workbook loaded, made once a worker to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    project = put_project(folder / "town")
    load(project, put_workbook(folder / "mapping"))
    return project


@pytest.fixture
def loaded(tmp_path: Path, made_loaded: Path) -> Path:
    """The project with the workbook loaded, a copy of the test's own."""
    return shutil.copytree(made_loaded, tmp_path / "town")


def put_workbook(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Organisations.csv").write_text(ORGANISATIONS)
    (folder / "Services.csv").write_text(SERVICES)
    return folder
