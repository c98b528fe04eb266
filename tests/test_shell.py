"""Tools and tests hear of no server and no project that the shell names."""

import os

import pytest

from tools.shell import named, set_aside


def test_what_the_shell_names_is_set_aside_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_DATABASE", "LINKWORK_PROJECT", "LINKWORK_NEO4J_VERSION"):
        monkeypatch.setenv(name, "x")
    assert named() == {"NEO4J_URI": "x", "NEO4J_DATABASE": "x", "LINKWORK_PROJECT": "x"}
    set_aside()
    assert named() == {}
    assert os.environ["LINKWORK_NEO4J_VERSION"] == "x"
