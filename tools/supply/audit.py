"""Whether weaknesses are known in what is installed, which pip-audit looks up; where it cannot, it says skipped."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tools.supply.locked import REQUIREMENTS

FILES = ("run.txt", "dev.txt")
#: Weaknesses that somebody has looked at and that do not touch Linkwork, by id, with why.
LOOKED_AT: dict[str, str] = {}


@dataclass(frozen=True)
class Audit:
    """What came of an audit: how many packages were looked up, the weaknesses in words, and why it was skipped."""

    looked_up: int
    weak: tuple[str, ...]
    skipped: str = ""


def audited(file: str) -> Audit:
    """What pip-audit says of a file of requirements/."""
    words = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    words += ["--format", "json", "--requirement", str(REQUIREMENTS / file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        said = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return Audit(0, (), f"pip-audit reached no list of weaknesses: {last[:200]}")
    return judged(said)


def judged(said: dict[str, Any]) -> Audit:
    """What pip-audit's JSON comes to; an index that knows the packages and no weaknesses counts as none asked."""
    packages = said["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    weak = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none'}"
        for package in known
        for one in package["vulns"]
        if not {one["id"], *one.get("aliases", ())} & LOOKED_AT.keys()
    ]
    unknown = len(packages) - len(known)
    why = f"{unknown:,} of {len(packages):,} packages are not known where it asked: it is no full index"
    return Audit(len(known), tuple(weak), why if unknown else "")


def main() -> bool:
    """Whether no weakness is known; what was looked up, or why not, is said."""
    found = {file: audited(file) for file in FILES}
    for file, one in found.items():
        sys.stdout.write(f"requirements/{file}: {one.looked_up:,} packages looked up, {len(one.weak):,} weak\n")
        sys.stdout.write("".join(f"  {line}\n" for line in one.weak))
        sys.stdout.write(f"  skipped: {one.skipped}\n" if one.skipped else "")
    return not any(one.weak for one in found.values())
