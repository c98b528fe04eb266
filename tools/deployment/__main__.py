"""`python -m tools.deployment` tries what docs/deployment.md says of servers, and keeps what came of it."""

import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from linkwork.cli import cli
from tests import neo4j_compose
from tools.deployment.team import team
from tools.deployment.trials import TRIALS, Stage, Trial
from tools.reliability.kept import Part, keep
from tools.shell import set_aside

COLUMNS = ("what was tried", "Neo4j Community", "what came of it")
NOTES = (
    "The graph is Millbrook's, a borough that does not exist. As before is: every node with its labels and "
    "properties, the marker among them, every link, every constraint, the rows of every question, and what "
    "`linkwork status` says. The commands of neo4j-admin are those of [deployment.md](deployment.md).",
    "Not tried, since there is neither a container engine nor a licence where this ran: Docker itself, roles and "
    "clusters of Enterprise, Aura.",
)


def main() -> list[str]:
    """Everything that came out other than the page says."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="deployment-") as name:
        folder = Path(name)
        project, dumps = folder / "millbrook", folder / "dumps"
        dumps.mkdir()
        done = CliRunner().invoke(cli, ["demo", "--place", "millbrook", "--out", str(project)])
        if done.exit_code:
            raise RuntimeError(done.output)
        with team(neo4j_compose.pinned_version(), project) as old:
            old.server.start()
            old.built()
            before = old.held()
            stage = Stage(old, before, dumps, folder)
            rows = [_tried(trial, stage, wrong) for trial in TRIALS]
    keep(Part("deployment", "A team's server: moved, upgraded, restored", "make deployment", COLUMNS, rows, NOTES))
    return wrong


def _tried(trial: Trial, stage: Stage, wrong: list[str]) -> list[str]:
    """The row of a trial; what it found wrong stands in the row, and comes to the others."""
    found = list(trial.does(stage))
    wrong += [f"{trial.what}: {one}" for one in found]
    sys.stderr.write(f"{trial.what}: {len(found)} wrong\n")
    return _row(
        trial.what, stage, "; ".join(found) or trial.came.format(held=stage.before, size=stage.size), trial.newest
    )


def _row(what: str, stage: Stage, came: str, newest: bool = False) -> list[str]:
    return [what, f"{stage.version} and {neo4j_compose.NEWEST}" if newest else stage.version, came]


if __name__ == "__main__":
    set_aside()
    found = main()
    sys.exit("\n".join(["", *found]) if found else 0)
