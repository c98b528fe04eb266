"""Each trial of a deployment: what it did, on what, and everything that came out other than the page says."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from neo4j.exceptions import Neo4jError

from tests import neo4j_compose
from tests.neo4j_jars import JarServer
from tests.tls import authority
from tools.deployment.team import Held, Team, settings_of, shown, team

SAME = "The graph already says so: nothing was written to it."
AGREES = "the graph holds what the rounds say"
READ_ONLY = {"server.databases.default_to_read_only": "true"}


@dataclass(frozen=True)
class Stage:
    """A team on the long supported line, stopped, with what it held, its dump there, and a folder for what is made."""

    old: Team
    before: Held
    dumps: Path
    folder: Path

    @property
    def version(self) -> str:
        """The version of the team's server."""
        return self.old.server.version

    @property
    def size(self) -> str:
        """How large the dump is."""
        dump = self.dumps / "neo4j.dump"
        return f"{dump.stat().st_size // 1000:,} kB" if dump.exists() else "no dump"


def dumped(stage: Stage) -> Iterator[str]:
    """A dump is refused while the server runs, and made once it is stopped."""
    old, dumps = stage.old, stage.dumps
    line = shown("database dump")
    code, said = old.admin(line, dumps)
    if not code or "The database is in use" not in said:
        yield f"a dump of a running server ended with {code}: {said}"
    if AGREES not in old.linkwork("status").output:
        yield "after a dump that was refused the server does not answer as before"
    old.server.stop()
    for _ in range(2):  # the second time one is there already
        code, said = old.admin(line, dumps)
        if code:
            yield f"the dump failed: {said}"


def loaded(stage: Stage) -> Iterator[str]:
    """The dump, loaded into a new server of the same version."""
    yield from _loaded(stage, stage.version)


def upgraded_by_dump(stage: Stage) -> Iterator[str]:
    """The dump, loaded into a new server of the newest version."""
    yield from _loaded(stage, neo4j_compose.NEWEST)


def _loaded(stage: Stage, version: str) -> Iterator[str]:
    with team(version, stage.old.project) as new:
        code, said = new.admin(shown("database load"), stage.dumps)
        if code:
            yield f"the load failed: {said}"
        new.server.start()
        yield from _as_before(stage, new)


def restored(stage: Stage) -> Iterator[str]:
    """No dump: a copy of the project's folder, and a build on an empty server."""
    copy = stage.folder / "from-a-copy"
    shutil.copytree(stage.old.project, copy, ignore=shutil.ignore_patterns("graph"))
    with team(stage.version, copy) as new:
        new.server.start()
        new.built()
        yield from _as_before(stage, new)


def upgraded_in_place(stage: Stage) -> Iterator[str]:
    """A copy of the server's own data, started by the newest version."""
    with team(neo4j_compose.NEWEST, stage.old.project) as new:
        _take_data(new.server, stage.old.server)
        new.server.start()
        yield from _as_before(stage, new)


def _take_data(new: JarServer, old: JarServer) -> None:
    """Put a copy of a stopped server's data in place of another's, with the password that is in it."""
    shutil.rmtree(new.home / "data")
    shutil.copytree(old.home / "data", new.home / "data")
    new.password = old.password


def taken_back(stage: Stage) -> Iterator[str]:
    """From the newest version back to the old: its dump is refused, and a build on an empty server does it."""
    dumps = stage.folder / "of-the-newest"
    dumps.mkdir()
    with team(neo4j_compose.NEWEST, stage.old.project) as new:
        new.server.start()
        new.built()
        new.server.stop()
        new.admin(shown("database dump"), dumps)
    with team(stage.version, stage.old.project) as back:
        code, said = back.admin(shown("database load"), dumps)
        if not code or "Downgrade is not supported" not in said:
            yield f"a newer dump on {stage.version} ended with {code}: {said}"
    with team(stage.version, stage.old.project) as again:
        again.server.start()
        again.built()
        yield from _as_before(stage, again)


def certified(stage: Stage) -> Iterator[str]:
    """The settings of docker-compose.team.yml with a certificate of an authority of one's own."""
    made, vouching = authority(stage.folder)
    certificate = made.issue_cert("localhost")
    folder = stage.folder / "ssl"
    folder.mkdir()
    certificate.private_key_pem.write_to_path(folder / "private.key")
    for part in certificate.cert_chain_pems:
        part.write_to_path(folder / "public.crt", append=True)
    with team(stage.version, stage.old.project) as new:
        new.admin(shown("database load"), stage.dumps)
        new.server.scheme = "bolt+ssc"
        new.server.start(settings_of(neo4j_compose.settings(neo4j_compose.TEAM), folder))
        there = f"bolt+s://localhost:{new.server.port}"
        said = new.linkwork("status", NEO4J_URI=there, SSL_CERT_FILE=str(vouching)).output
        if AGREES not in said:
            yield f"under encryption the server does not answer: {said}"
        said = new.linkwork("ask", "A1", NEO4J_URI=there).output
        if "shows no certificate that this computer trusts" not in said:
            yield f"without the authority's file: {said}"
        said = new.linkwork("ask", "A1", NEO4J_URI=f"bolt://localhost:{new.server.port}").output
        if not said.startswith("Error: "):
            yield f"without encryption the server answers: {said}"


def roles(stage: Stage) -> Iterator[str]:
    """Community has no roles: a second user may do everything."""
    with team(stage.version, stage.old.project) as new:
        new.server.start()
        try:
            new.running.rows("CREATE ROLE reading")
        except Neo4jError as error:
            if "Unsupported administration command" not in str(error):
                yield f"a role was refused with: {error}"
        else:
            yield "Community made a role"
        new.running.rows("CREATE USER analyst SET PASSWORD 'at-least-8-letters' CHANGE NOT REQUIRED")
        second = {"NEO4J_USERNAME": "analyst", "NEO4J_PASSWORD": "at-least-8-letters"}
        if new.linkwork("build", **second).exit_code:
            yield "the second user may not write, though there are no roles"
        wrote = new.linkwork("cypher", "CREATE (n:Service) RETURN n", **second)
        if not wrote.exit_code or "Only queries that read are run" not in wrote.output:
            yield f"`linkwork cypher` wrote: {wrote.output}"


def reading_copy(stage: Stage) -> Iterator[str]:
    """A second server that is filled from the dump and may only be read: it answers, and refuses who would write."""
    with team(stage.version, stage.old.project) as copy:
        copy.admin(shown("database load"), stage.dumps)
        copy.server.start()  # a folder must have been a server's before it may be read only
        copy.server.stop()
        copy.server.start(READ_ONLY)
        if departs := copy.held().departs(stage.before):
            yield f"the copy differs: {', '.join(departs)}"
        done = copy.linkwork("build", "--from-scratch")
        if done.exit_code != 1 or "may only be read" not in done.output:
            yield f"a build ended with {done.exit_code}: {done.output}"
        if departs := copy.held().departs(stage.before):
            yield f"a build that was refused changed {', '.join(departs)}"


def _as_before(stage: Stage, new: Team) -> Iterator[str]:
    """What is other than on the team's own server; the build that follows may have nothing to write."""
    after = new.held()
    if departs := after.departs(stage.before):
        yield f"other than before: {', '.join(departs)}"
    if AGREES not in str(after.status):
        yield f"`linkwork status`: {after.status}"
    if (said := new.built()) != SAME:
        yield f"`linkwork build`: {said}"
    if (doctor := new.linkwork("doctor")).exit_code:
        yield f"`linkwork doctor`: {doctor.output}"


@dataclass(frozen=True)
class Trial:
    """A trial: what was done, what it comes to where nothing is wrong, and whether the newest version has a part."""

    what: str
    does: Callable[[Stage], Iterator[str]]
    came: str
    newest: bool = False


BEFORE = "{held}, constraints and status as before; the next build writes nothing"
TRIALS = (
    Trial("`neo4j-admin database dump`", dumped, "refused while it runs; stopped, {size}"),
    Trial("the dump loaded into a new server", loaded, BEFORE),
    Trial("no dump: a copy of the project folder, `linkwork build` on an empty server", restored, BEFORE),
    Trial("up: the dump loaded into a new server", upgraded_by_dump, BEFORE, newest=True),
    Trial("up: the server's own data, started by the newer one", upgraded_in_place, BEFORE, newest=True),
    Trial(
        "back: the newer one's dump, then `linkwork build` on an empty server",
        taken_back,
        f"the dump is refused; after the build {BEFORE}",
        newest=True,
    ),
    Trial(
        "the settings of docker-compose.team.yml, with a certificate of an own authority",
        certified,
        "it answers who was given the authority's file, by `bolt+s`, and nobody else",
    ),
    Trial("a role, and a second user, on Community", roles, "no role can be made; the second user may write"),
    Trial("a second server from the dump, which may only be read", reading_copy, "{held}; a build is refused"),
)
