"""What tests in every room may ask for."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real open data that lies beside a working copy; tests that need it are skipped without it."""
    beside = Path(__file__).parents[2] / "shared"
    folder = Path(os.environ.get("LINKWORK_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip(f"the real open data is not in {folder}; set LINKWORK_SHARED to the folder that holds data/")
    return folder
