"""What is installed: every package with its hashes, every installation by them, licences and the bill of materials."""

import json
import re
import tomllib
from pathlib import Path

import pytest

import linkwork
from tools.supply import audit, bill, locked
from tools.supply.__main__ import LOCKS
from tools.supply.locked import Locked, plain

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("file", LOCKS)
def test_every_package_of_a_lock_file_has_an_exact_version_and_hashes(file: str) -> None:
    packages = locked.locked(file)
    assert len(packages) > 3
    assert [one.name for one in packages if not one.hashes] == []


def test_every_lock_file_is_known_here_and_made_with_hashes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {path.name for path in (ROOT / "requirements").iterdir()} == set(LOCKS)
    assert makefile.count("uv pip compile") == makefile.count("uv pip compile -q --universal --generate-hashes") == 8


@pytest.mark.parametrize("file", ["Makefile", "README.md", ".ci/run", "CONTRIBUTING.md"])
def test_every_installation_is_by_hashes_or_of_linkwork_alone(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    installs = [line for line in lines if re.search(r"\bpip install\b", line)]
    by_hashes = [line for line in installs if "--require-hashes" in line and " -r " in line]
    itself = [line for line in installs if "--no-deps --no-build-isolation --editable ." in line]
    assert sorted(by_hashes + itself) == sorted(installs)


def test_what_linkwork_says_that_it_needs_is_in_the_lock_file() -> None:
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {plain(re.split(r"[<>=]", one)[0]) for one in needs} <= {one.name for one in locked.locked("run.txt")}


@pytest.mark.parametrize("line", ["click>=8", "click", "-e .", "git+https://example.org/x", "--index-url https://x"])
def test_a_line_that_pins_nothing_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "REQUIREMENTS", tmp_path)
    (tmp_path / "run.txt").write_text(f"# by hand\n{line}\n")
    with pytest.raises(ValueError, match=r"requirements/run\.txt, line 2: .* is no exact version and no hash"):
        locked.locked("run.txt")
    (tmp_path / "run.txt").write_text("click==8.5.1 \\\n    --hash=sha256:" + "a" * 64 + "\n")
    assert locked.locked("run.txt") == [Locked("click", "8.5.1", "", ("a" * 64,))]


def test_the_bill_of_materials_is_that_of_the_lock_file() -> None:
    held = json.loads(bill.BILL.read_bytes())
    assert (held["bomFormat"], held["specVersion"]) == ("CycloneDX", "1.6")
    listed = [
        (one["name"], one["version"], tuple(found["content"] for found in one["hashes"])) for one in held["components"]
    ]
    assert listed == [(one.name, one.version, one.hashes) for one in locked.locked("run.txt")]
    refs = {one["bom-ref"] for one in held["components"]} | {"root-component"}
    assert {edge["ref"] for edge in held["dependencies"]} <= refs


def test_the_version_is_the_same_wherever_it_stands_and_the_changelog_tells_of_it_first() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_the_bill = json.loads(bill.BILL.read_bytes())["metadata"]["component"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    told = re.fullmatch(r"(\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)", headings[1])
    assert told is not None
    assert {linkwork.__version__, project["version"], of_the_bill} == {told[1]}


def test_the_bill_of_materials_goes_along_in_the_wheel() -> None:
    made = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert [ROOT / name for name in made["wheel"]["sbom-files"]] == [bill.BILL]


def test_the_licences_are_those_of_the_bill_and_copyleft_ones_are_said_to_be_that() -> None:
    held = json.loads(bill.BILL.read_bytes())
    text = bill.PAGE.read_text(encoding="utf-8")
    assert text == bill.page(held)
    licences = {one["name"]: one["licenses"][0]["expression"] for one in held["components"]}
    assert all(licences.values())
    assert {name: said for name, said in licences.items() if said.startswith(bill.COPYLEFT)} == {
        "igraph": "GPL-2.0-or-later",
        "pathspec": "MPL-2.0",
    }
    assert "- **igraph** (GPL-2.0-or-later)." in text


def test_a_copyleft_licence_that_nobody_has_looked_at_stops_the_page() -> None:
    one = {"name": "new", "version": "1", "licenses": [{"expression": "AGPL-3.0-only"}]}
    with pytest.raises(KeyError, match="new"):
        bill.page({"components": [one]})


def test_an_audit_tells_weak_from_not_looked_up() -> None:
    weak = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"]}
    packages = [
        {"name": "click", "version": "1.0", "vulns": [weak]},
        {"name": "rich", "version": "1.0", "vulns": []},
    ]
    found = audit.judged({"dependencies": packages})
    assert (found.looked_up, found.weak, found.skipped) == (2, ("click 1.0: PYSEC-1, mended in 2.0",), "")
    nowhere = audit.judged({"dependencies": [{"name": "click", "skip_reason": "not found on PyPI"}]})
    assert (nowhere.looked_up, nowhere.weak) == (0, ())
    assert nowhere.skipped == "1 of 1 packages are not known where it asked: it is no full index"


def test_a_weakness_that_somebody_has_looked_at_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "LOOKED_AT", {"CVE-1": "that part is not used"})
    weak = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": []}
    found = audit.judged({"dependencies": [{"name": "click", "version": "1.0", "vulns": [weak]}]})
    assert (found.looked_up, found.weak) == (1, ())


def test_an_audit_without_a_network_says_so_and_one_with_weaknesses_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "audited", lambda file: audit.Audit(0, (), "no network"))
    assert audit.main() is True
    assert "skipped: no network" in capsys.readouterr().out
    monkeypatch.setattr(audit, "audited", lambda file: audit.Audit(1, ("click 1.0: PYSEC-1",)))
    assert audit.main() is False
    assert "click 1.0: PYSEC-1" in capsys.readouterr().out
