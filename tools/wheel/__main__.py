"""`make wheel`: the wheel is in dist/, and does what its help says in an empty environment, far from the source."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "run.txt"
EXAMPLES = Path(__file__).with_name("examples.py")
QUIET = ("--quiet", "--disable-pip-version-check", "--no-compile")


def main() -> int:
    """The exit code: 0 where `linkwork demo` and every example did what they say."""
    with tempfile.TemporaryDirectory(prefix="wheel-") as scratch:
        place = Path(scratch)
        wheel = built(place / "built")
        python = installed(wheel, place / "environment")
        (place / "empty").mkdir()
        script = shutil.copy(EXAMPLES, place)
        # -I: neither this folder nor the shell's settings say where packages are.
        done = subprocess.run(
            [str(python), "-I", script, str(place / "environment")],
            cwd=place / "empty",
            env=alone(place),
            check=False,
        )
        if done.returncode == 0:
            (ROOT / "dist").mkdir(exist_ok=True)
            shutil.copy(wheel, ROOT / "dist")
            sys.stdout.write(f"dist/{wheel.name} works by itself.\n")
    return done.returncode


def built(folder: Path) -> Path:
    """The wheel of this working copy, in the folder. Raises CalledProcessError where it cannot be built."""
    pip = [sys.executable, "-m", "pip", "wheel", *QUIET[:2]]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("linkwork-*.whl")
    return wheel


def installed(wheel: Path, environment: Path) -> Path:
    """The interpreter of a new environment that holds the wheel, what the lock file names, and nothing else."""
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", *QUIET]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    return python


def alone(place: Path) -> dict[str, str]:
    """The environment without what would name a source, a project or a graph."""
    ours = ("PYTHON", "LINKWORK", "NEO4J_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"HOME": str(place)}


if __name__ == "__main__":
    sys.exit(main())
