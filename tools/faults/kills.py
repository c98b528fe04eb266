"""Commands killed at random moments: what they leave is whole, is told truly, and is finished by the same command."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine, open_engine
from linkwork.graph.erasing import erasures
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.project.settings import open_project
from tools.faults.children import Ended, Moment, Said, apart, command

#: Of so many kills one comes from outside, at a moment of the clock: in the middle of what the engine does by itself.
BY_CLOCK = 4
ID = "2024-02-01_town_1"
#: The id of all projects, so that their graphs can be compared, and told from anybody else's.
SAME = "same"
HOLDS = "the graph holds what the rounds say"
NODES = "MATCH (n) RETURN labels(n) AS kinds, properties(n) AS p ORDER BY n.id"
LINKS = "MATCH (a)-[r]->(b) RETURN type(r) AS kind, a.id AS a, b.id AS b, properties(r) AS p ORDER BY r.id"
FIRST = {
    "Organisations": "id,name,postcode\nhill,Hill Trust,E1 6LA\nriver,River Trust,E2 9PL\n",
    "Services": "name,status,provider\nWalks,open,Hill Trust\nTalks,open,River Trust\n",
    "People": "name,lawful_basis,keep_until\nAda Alpha,public task,2030-01-01\n",
}
SECOND = {
    "Organisations": "id,name,postcode\nhill,Hill Trust,E3 2LR\nriver,River Trust,E2 9PL\nlake,Lake Trust,\n",
    "Services": "name,status,provider\nWalks,closed,Hill Trust\nSwims,open,Lake Trust\nNobody's,open,Sea Trust\n",
    "People": FIRST["People"],
}
FOLD = ("fold.py", "views.py", "wards.py", "joined.py", "place.py", "postcodes.py", "readback.py")
GRAPH = ("build.py", "embedded.py", "neo4j.py", "_filling.py", "_ahead.py", "readback.py", "engine.py")
KEPT = (
    "rounds.py",
    "_manifest.py",
    "_round_files.py",
    "disk.py",
    "decisions.py",
    "load/steps.py",
    "deciding.py",
    "lock.py",
)
ERASING = ("erasing.py", "erased.py", "forgetting.py", "traces.py", "searching.py", "audit.py")


@dataclass(frozen=True)
class Trial:
    """A command to be killed, in a project that has had so many of the two rounds, at calls in some files."""

    name: str
    words: tuple[str, ...]
    rounds: int
    files: tuple[str, ...]
    #: A round that is on the disk and not in the graph yet.
    behind: bool = False
    #: What the same command says, as an error, where it was done before it was killed.
    done: str = ""


LOAD = ("load", "mapping-workbook", "../second", "--as-of", "2024-02-01", "--source", "town", "--yes")
TRIALS = (
    Trial("load", LOAD, 1, KEPT + GRAPH + FOLD),
    Trial("fold", ("build",), 1, FOLD, behind=True),
    Trial("build", ("build", "--from-scratch"), 2, GRAPH),
    Trial("decide", ("decide", "accept", "org-hill", "org-river"), 1, KEPT + GRAPH, done="decided already"),
    Trial("withdraw", ("withdraw", ID, "--reason", "a trial"), 2, KEPT + GRAPH, done="decided already"),
    Trial("forget", ("forget", "Ada Alpha", "--yes"), 2, KEPT + GRAPH + ERASING, done="Nobody of that"),
)


@dataclass(frozen=True)
class Town:
    """A project that a trial begins with, and what the graph comes to before and after it, undisturbed."""

    folder: Path
    before: Any
    after: Any
    left: str
    calls: int
    seconds: float


def kills(folder: Path, trial: Trial, number: int, seed: int) -> Iterator[list[str]]:
    """What was found wrong after each of so many kills, nothing where all is well.

    The graph is where NEO4J_URI says, else embedded; a graph of another project is left alone (RuntimeError).
    """
    town = _undisturbed(folder / trial.name, trial, timed=number >= BY_CLOCK)
    chance = Random(f"{trial.name} {seed}")  # noqa: S311 - it draws moments
    for one in range(number):
        by_clock = one % BY_CLOCK == BY_CLOCK - 1
        call, seconds = chance.randint(1, town.calls), chance.uniform(0, town.seconds)
        moment = Moment(seconds=seconds) if by_clock else Moment(call, _paths(trial))
        here = shutil.copytree(town.folder, town.folder.with_name("killed"))
        try:
            _graph_as_before(here, trial)
            end = apart(lambda: asdict(_run(here, trial.words)), moment)  # noqa: B023 - run before the next turn
            when = f"{trial.name} killed {f'after {seconds:.3f} s' if by_clock else f'at call {call} of {town.calls}'}"
            yield [f"{when}: {wrong}" for wrong in _wrong(here, trial, town, end)]
        finally:
            shutil.rmtree(here)


def _run(project: Path, words: tuple[str, ...]) -> Said:
    os.chdir(project)
    return command([*words, "--project", str(project)])


def _made(project: Path, words: tuple[str, ...]) -> None:
    """Run a command that must do what it is told."""
    said = apart(lambda: asdict(_run(project, words))).gave
    if said["code"] or said["wrong"]:
        raise RuntimeError(f"{' '.join(words)}: {said}")


def _paths(trial: Trial) -> tuple[str, ...]:
    """The ends of the files' paths: `build.py` is that of the graph, not another of the name."""
    return tuple(f"{os.sep}{file}" for file in trial.files)


def put_sheets(folder: Path) -> None:
    """The sheets of both rounds lie in the folders `first` and `second`."""
    for name, sheets in (("first", FIRST), ("second", SECOND)):
        (folder / name).mkdir(parents=True)
        for sheet, text in sheets.items():
            (folder / name / f"{sheet}.csv").write_text(text)


def _undisturbed(folder: Path, trial: Trial, timed: bool) -> Town:
    """The project before the trial, and what the command comes to where nobody kills it; how long it takes if asked."""
    put_sheets(folder)
    project = folder / "before"
    apart(lambda: command(["init", str(project), "--name", "Town"]).code)
    settings = project / "linkwork.toml"
    lines = settings.read_text().splitlines()
    settings.write_text("\n".join(f'id = "{SAME}"' if line.startswith("id = ") else line for line in lines))
    _graph_as_before(project, trial)
    first = tuple("../first" if word == "../second" else word.replace("-02-", "-01-") for word in LOAD)
    for words in (first, LOAD)[: trial.rounds]:
        _made(project, words)
    before = dumped(project)
    if trial.behind:
        _put_behind(project)
    after = shutil.copytree(project, folder / "after")
    calls = apart(lambda: _run(after, trial.words).code, Moment(0, _paths(trial))).gave
    found, left = dumped(after), _doctor(after)
    return Town(project, before, found, left, calls, _seconds(project, trial) if timed else 0.0)


def _seconds(project: Path, trial: Trial) -> float:
    """How long the command takes where nobody kills it, and nobody counts its calls."""
    _graph_as_before(project, trial)
    again = shutil.copytree(project, project.with_name("timed"))
    return apart(lambda: _run(again, trial.words).code).seconds


def _put_behind(project: Path) -> None:
    """The second round is on the disk, and the graph does not have it: as a load leaves it that was killed between."""
    other = shutil.copytree(project, project.with_name("ahead"))
    _made(other, LOAD)
    shutil.copytree(other / "rounds" / ID, project / "rounds" / ID)
    shutil.rmtree(other)


def _graph_as_before(project: Path, trial: Trial) -> None:
    """A server's graph is as the project's has it before the trial; an embedded one was copied with the project."""
    if "NEO4J_URI" not in os.environ:
        return
    if not apart(lambda: _wiped(project)).gave:
        raise RuntimeError("The server that NEO4J_URI names holds the graph of another project. Nothing was changed.")
    second, aside = project / "rounds" / ID, project / "aside"
    if trial.behind and second.exists():
        second.rename(aside)
    _made(project, ("build",))
    if aside.exists():
        aside.rename(second)


def _wiped(project: Path) -> bool:
    """Whether the graph was this trial's own, and is empty now."""
    with _engine(project, True) as engine:
        marker = engine.marker()
        if marker and marker.get("project") != SAME:
            return False
        engine.wipe()
        return True


def _engine(project: Path, writing: bool) -> Engine:
    return open_engine(open_project(project, None).graph, writing)


def dumped(project: Path) -> Any:  # noqa: ANN401 - rows of whatever the graph holds
    """Every node and link of the graph, the marker too; None where it cannot be read or there is none."""

    def read() -> Any:  # noqa: ANN401
        try:
            with _engine(project, False) as engine:
                return [engine.read(query) for query in (NODES, LINKS)]
        except LinkworkError:
            return None

    return apart(read).gave


def _doctor(project: Path) -> str:
    return str(apart(lambda: _run(project, ("doctor",)).text).gave)


def _wrong(project: Path, trial: Trial, town: Town, end: Ended) -> Iterator[str]:
    """What is not as it should be after a kill, and after the same command has run again."""
    checks: tuple[Callable[[], Iterator[str]], ...] = (
        lambda: _rounds_wrong(project),
        lambda: _status_wrong(project, trial, town),
    )
    for check in checks:
        yield from check()
    again = apart(lambda: asdict(_run(project, trial.words))).gave
    done = trial.done and trial.done in again["text"]
    if again["wrong"] or (again["code"] and not done):
        yield f"the same command again ended with {again['code']}: {again['wrong'] or again['text']}"
    if dumped(project) != town.after:
        yield "the same command again gave another graph than if nothing had happened"
    if (said := _status(project)).get("agreement") != HOLDS:
        yield f"after the same command again, status says: {said}"
    if (found := _doctor(project)) != town.left:
        yield f"after the same command again, the doctor finds: {found}"
    if left := [str(path.relative_to(project)) for path in project.rglob(".unfinished*")]:
        yield f"after the same command again, there is left: {', '.join(left)}"


def _rounds_wrong(project: Path) -> Iterator[str]:
    def damaged() -> str:
        try:
            RoundStore(project / "rounds").must_be_whole()
        except LinkworkError as error:
            return str(error)
        return ""

    if found := apart(damaged).gave:
        yield f"the rounds are not whole: {found}"


def _status(project: Path) -> Mapping[str, Any]:
    said = apart(lambda: asdict(_run(project, ("status", "--format", "json")))).gave
    if said["code"] or said["wrong"]:
        return {"agreement": f"{said['text']}{said['wrong']}"}
    return {row["what"]: row["is"] for row in json.loads(said["text"])}


def _status_wrong(project: Path, trial: Trial, town: Town) -> Iterator[str]:
    """Where status says other than what is on the disk and in the graph."""
    said, graph = _status(project), dumped(project)
    rounds = [path.name for path in (project / "rounds").iterdir() if not path.name.startswith(".")]
    if not str(said.get("rounds", "")).startswith(f"{len(rounds)} in "):
        yield f"status says of the rounds {said.get('rounds')}, and there are {len(rounds)}: {said.get('agreement')}"
    agreement = str(said.get("agreement"))
    done = trial.behind or _state(project) != _state(town.folder)
    if agreement == HOLDS and graph != (town.after if done else town.before):
        yield "status says that the graph holds what the rounds say, and it does not"
    if agreement.startswith("there is no graph") and graph and any("LinkworkMarker" in n["kinds"] for n in graph[0]):
        yield "status says that there is no graph, and there is one"
    live = sum(bool(node["p"].get("live")) for node in graph[0]) if graph else 0
    if (told := sum(number for what, number in said.items() if what in SCHEMA.node)) != live:
        yield f"status counts {told} live nodes, and there are {live}: {agreement}"


def _state(project: Path) -> tuple[list[str], int, int]:
    """What a fold goes by: which rounds there are, how many lines the decisions have, how often somebody was erased."""
    decisions = project / "decisions.csv"
    erased = erasures(RoundStore(project / "rounds").rounds())
    rounds = sorted(path.name for path in (project / "rounds").iterdir() if not path.name.startswith("."))
    return rounds, len(decisions.read_text().splitlines()) if decisions.exists() else 0, erased
