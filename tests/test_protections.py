"""A protection that is taken out is noticed: each names a text that is there once, and tests that are there."""

from pathlib import Path

import pytest

from tools.protections import Protection, protections
from tools.protections.tried import noticed

ROOT = Path(__file__).parents[1]
ALL = [one for some in protections().values() for one in some]


def test_a_protection_stands_where_it_is_said_to_stand_and_so_do_its_tests():
    for protection in ALL:
        assert (ROOT / protection.file).read_text(encoding="utf-8").count(protection.text) == 1, protection.rule
        assert protection.without != protection.text, protection.rule
        for test in protection.tests:
            file, _, name = test.partition("::")
            assert f"def {name.partition('[')[0] or 'test_'}" in (ROOT / file).read_text(encoding="utf-8"), test


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "door.py").write_text("def opened(key):\n    return key == 'ours'\n")
    (tmp_path / "test_door.py").write_text(
        "from door import opened\n\n\n"
        "def test_shut():\n    assert not opened('theirs')\n\n\n"
        "def test_idle():\n    pass\n"
    )
    return tmp_path


def test_the_test_of_a_protection_fails_without_it_and_another_does_not(copy):
    door = Protection("The door is shut", "door.py", "key == 'ours'", "True", ("test_door.py::test_shut",))
    idle = Protection("The door is shut", "door.py", "key == 'ours'", "True", ("test_door.py::test_idle",))
    before = (copy / "door.py").read_text()
    assert (noticed(door, copy), noticed(idle, copy)) == (True, False)
    assert (copy / "door.py").read_text() == before


def test_a_text_that_is_not_there_and_tests_that_fail_anyway_are_said(copy):
    with pytest.raises(ValueError, match=r"stands 0 times in door\.py"):
        noticed(Protection("It is shut", "door.py", "lock()", "", ("test_door.py",)), copy)
    with pytest.raises(ValueError, match=r"do not pass as things are: test_none\.py"):
        noticed(Protection("It is shut", "door.py", "key == 'ours'", "True", ("test_none.py",)), copy)
