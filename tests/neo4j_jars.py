"""A real Neo4j Community server in a folder of its own, from Maven Central's jars: no Docker, no installer, no rest."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests import neo4j_compose
from tests.neo4j_java import find_java, jars

START_SECONDS = 300
STOP_SECONDS = 30
USER = "neo4j"


class DidNotStart(Exception):
    """A server that was started and did not answer, with the end of what it said."""


class JarServer:
    """A server that this process starts, kills and starts again, always in the same folder and on the same port."""

    #: What makes Java start soon; a server that lives for long would do without.
    flags: tuple[str, ...] = ("-Xms256m", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    #: How its address begins: another where it is started with a certificate.
    scheme = "bolt"

    def __init__(self, version: str) -> None:
        self.version = version
        self.java, self.java_major = find_java(version)
        self.lib = jars(version)
        self.port = free_port()
        self.password = secrets.token_urlsafe(16)
        self.process: subprocess.Popen[bytes] | None = None
        self.home = Path(tempfile.mkdtemp(prefix="linkwork-neo4j-"))
        for name in ("conf", "data", "logs", "import"):
            (self.home / name).mkdir()

    @property
    def uri(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process id of the server while it runs."""
        return self.process.pid if self.process and self.process.poll() is None else None

    def settings(self) -> dict[str, str]:
        """What neo4j.conf says: docker-compose.yml's settings, and what makes a server quick, local and small."""
        calendar = {"server.fleet_discovery.enabled": "false", "dbms.fleet_manager.enabled": "false"}
        return {
            **neo4j_compose.settings(),
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.config.strict_validation.enabled": "true",
            "server.directories.import": "import",  # unset, LOAD CSV reads any file of the machine
            "db.tx_log.preallocate": "false",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
            "internal.server.bolt.connection_shutdown_wait_time": "0s",
            **({} if self.version.startswith("5.") else calendar),
        }

    def start(self, extra: Mapping[str, str] | None = None) -> None:
        """Start and wait for the first answer; `extra` settings last until the next start. Raises DidNotStart."""
        if self.pid:
            return
        self.prepare()
        self._write_conf(extra or {})
        calendar = not self.version.startswith("5.")
        main = "org.neo4j.server.Neo4jCommunity" if calendar else "org.neo4j.server.CommunityEntryPoint"
        folders = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        command = [*dies_with_its_parent(), *self._java(), main, *folders]
        with (self.home / "logs" / "console.out").open("ab") as console:
            self.process = subprocess.Popen(
                command, stdout=console, stderr=console, stdin=subprocess.DEVNULL, start_new_session=True
            )
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def prepare(self) -> None:
        """See that the folder has its settings and its password: neo4j-admin can fill it before the first start."""
        if not (self.home / "data" / "dbms").is_dir():
            self._write_conf({})
            self._set_password()

    def stop(self) -> None:
        """Ask the server to stop, and see that it has."""
        self._end(subprocess.Popen.terminate)

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._end(subprocess.Popen.kill)

    def remove(self) -> None:
        """Stop the server and take its folder away."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.home, ignore_errors=True)

    def _end(self, how: Callable[[subprocess.Popen[bytes]], None]) -> None:
        if self.process is None:
            return
        how(self.process)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _java(self) -> list[str]:
        opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
        if self.java_major >= 24:
            opens += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
        return [str(self.java), *opens, *self.flags, "-cp", f"{self.lib}/*"]

    def _write_conf(self, extra: Mapping[str, str]) -> None:
        lines = [f"{name}={value}\n" for name, value in {**self.settings(), **extra}.items()]
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _set_password(self) -> None:
        done = self.admin("dbms", "set-initial-password", self.password)
        if done.returncode:
            raise DidNotStart(f"the password of the new server could not be set: {gist(done.stdout + done.stderr)}")

    def admin(self, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run neo4j-admin on this server's folder, standing in `folder`; most of it wants the server stopped."""
        known = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = [*self._java(), "org.neo4j.cli.AdminTool", *words]
        return subprocess.run(command, env=known, cwd=folder, capture_output=True, text=True, check=False)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.pid:
            if self._answers():
                return
            if time.monotonic() > deadline:
                raise DidNotStart(f"Neo4j {self.version} did not answer in {START_SECONDS} s: {self._last_words()}")
            time.sleep(0.05)
        raise DidNotStart(f"Neo4j {self.version} ended while it was starting: {self._last_words()}")

    def _answers(self) -> bool:
        try:  # the bare port first: the driver's own attempt costs more than the wait for the next
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            with GraphDatabase.driver(self.uri, auth=(USER, self.password)) as driver, driver.session() as session:
                session.run("RETURN 1").consume()
        except (OSError, DriverError, Neo4jError):
            return False
        return True

    def _last_words(self) -> str:
        return gist((self.home / "logs" / "console.out").read_text(encoding="utf-8", errors="replace"))


def gist(said: str) -> str:
    """The last lines that a Java program wrote, less the places in its source."""
    return "\n".join([line for line in said.splitlines() if not line.startswith("\tat ")][-12:])


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dies_with_its_parent() -> list[str]:
    """What to put before a command so that no server outlives a killed test run; nothing where that cannot be."""
    setpriv = shutil.which("setpriv")
    prefix = [setpriv, "--pdeathsig", "KILL"] if setpriv else []
    if prefix and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        return []
    return prefix
