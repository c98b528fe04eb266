"""A project as it was opened: its settings, its rounds, its graph, and what may be shown of them.

Every command knows what may be opened, and `linkwork --help` opens nothing: what reads settings and rounds is
imported, with polars, when it is first asked for.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.engine import DAMAGED, Engine, GraphAddress, damaged, open_engine
from linkwork.graph.privacy import Allowed

if TYPE_CHECKING:
    from linkwork.graph.rounds import RoundStore
    from linkwork.project.settings import Project


@dataclass
class Opened:
    """Which project and graph are meant, and what was asked to be shown."""

    project_folder: Path | None = None
    graph: str | None = None
    people: bool = False
    internal: bool = False
    beside: bool = False
    graph_note: str = ""

    @property
    def allowed(self) -> Allowed:
        """What may be shown."""
        return Allowed(internal=self.internal, people=self.people)

    def project(self) -> "Project":
        """The project that was named, else the one of the environment or the folder."""
        from linkwork.project.settings import open_project

        return open_project(self.project_folder, self.graph, self.beside)

    def note_shown(self, command: str, **what: object) -> None:
        """Note in the project's audit trail what shows people or confidential values, where they were asked for.

        Raises LinkworkError where it cannot be noted: nothing is to be shown then. A graph that is asked without a
        project has no trail.
        """
        asked = {name: True for name in ("people", "internal") if getattr(self, name)}
        folder = self.folder() if asked else None
        if folder is not None:
            from linkwork.personal_data.audit import record

            record(folder, command, "shown", {**asked, **what})

    def folder(self) -> Path | None:
        """Where the project is; None where a graph is asked without one."""
        project = self._project_if_any()
        return project.folder if project else None

    def cell_level(self) -> str:
        """The level of areas that the project compares; the usual one where a graph is asked without a project."""
        from linkwork.project.settings import CELL_LEVEL

        project = self._project_if_any()
        return project.cell_level if project else CELL_LEVEL

    def queries(self) -> Path | None:
        """Where the project's own questions are; None where a graph is asked without a project."""
        project = self._project_if_any()
        return project.queries if project else None

    def _project_if_any(self) -> "Project | None":
        """The project; None where there is none. Raises LinkworkError for one whose settings are wrong."""
        from linkwork.project.settings import NoProject

        try:
            return self.project()
        except NoProject:
            return None

    def store(self, until: str | None = None) -> "RoundStore":
        """The project's rounds."""
        from linkwork.graph.decisions import read_decisions
        from linkwork.graph.rounds import RoundStore
        from linkwork.graph.rules import Rules

        project = self.project()
        decisions = read_decisions(project.folder)
        names = decisions.only_names()
        same, retired, judged = decisions.same(), decisions.retired(), decisions.judged()
        rules = Rules(project.place, project.precedence, same, retired, names, judged)
        return RoundStore(project.rounds, until=until, rules=rules, withdrawn=decisions.withdrawn())

    def graph_alone(self) -> bool:
        """Whether a graph is named and no project is here, so that there are no rounds to ask."""
        from linkwork.project.settings import graph_address

        return self._project_if_any() is None and graph_address(self.graph, self.beside) is not None

    def store_if_any(self) -> "RoundStore | None":
        """The project's rounds; None where there is no project but a graph is named, which can be asked by itself.

        Raises LinkworkError, naming it, where one of them is damaged: no answer stands on what cannot be read.
        """
        from linkwork.project.settings import NoProject, graph_address

        try:
            store = self.store()
        except NoProject:
            if graph_address(self.graph, self.beside) is None:
                raise
            return None
        store.must_be_whole()
        return store

    def note(self) -> str:
        """What the graph read, or else the project, says of itself on every output: that a borough is made up."""
        try:
            return self.graph_note or self.project().note
        except LinkworkError:  # what is wrong with its settings is said by whatever shows something of the project
            return ""

    def address(self) -> GraphAddress:
        """Where the graph is: as was said or the environment says, else in the project."""
        from linkwork.project.settings import graph_address

        return graph_address(self.graph, self.beside) or self.project().graph

    def engine(self, writing: bool = False) -> Engine:
        """The project's graph. Raises GraphUnavailable for one half built or damaged, unless it is to be written."""
        engine = open_engine(self.address(), writing)
        try:
            marker = engine.marker()
            if not writing and damaged(marker):
                raise GraphUnavailable(DAMAGED)
            self.graph_note = str((marker or {}).get("note") or "")
            if not writing and (marker or {}).get("state") == "building":
                raise GraphUnavailable(
                    "The graph is half built: a build is under way, or was broken off. "
                    "Wait for it, or run `linkwork build`."
                )
        except BaseException:
            engine.close()
            raise
        return engine
