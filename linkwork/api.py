"""What analysts use from a notebook: `linkwork.open(project)` and what it gives.

    place = linkwork.open("demo-output-millbrook")
    place.ask("G3", need="Debt").to_pandas()

Every answer is the one that the command line gives, by the same path, with what is private left out the same way. The
measures and their sources are in docs/measures.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from linkwork._new_services import described
from linkwork._tables import (
    AnswerTable,
    BesideTable,
    Table,
    WhatIfTable,
    of_answer,
    of_beside,
    of_changes,
    of_what_if,
)
from linkwork.disk import replaced
from linkwork.errors import LinkworkError
from linkwork.graph.difference import changes, without_private
from linkwork.graph.parsing import dates_of
from linkwork.graph.personal import names_to_show
from linkwork.graph.privacy import Allowed
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import Caption, GraphView, read_view
from linkwork.project.asking import answer, answers_beside, graph_at, questions_of
from linkwork.project.opened import Opened
from linkwork.project.picturing import find_drawing, pictures_of
from linkwork.project.supposing import Here, closing, moving, the_best, what_if, without_link, without_offer
from linkwork.queries import ROUTE, Question
from linkwork.queries._parameters import own_names
from linkwork.queries._supposed import Supposed
from linkwork.visualise import Drawing

if TYPE_CHECKING:
    import networkx


class WhatIf(TypedDict, total=False):
    """What `whatif` may be given, by name or id; the parts are made in this order.

    `close`: services. `offers`: offers that end. `links`: pairs (sender, service) between which nobody is referred any
    more. `funds`: funds or bodies that stop paying. `move`: for a service the area that it moves to. `add`: new
    services as mappings with needs and areas, and perhaps name, groups, provider, capacity, refers_from. `best`: so
    many of the changes that close most gaps.
    """

    close: Sequence[str]
    offers: Sequence[str]
    links: Sequence[tuple[str, str]]
    funds: Sequence[str]
    move: Mapping[str, str]
    add: Sequence[Mapping[str, object]]
    best: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of what was found; `save` writes it, `_repr_svg_` is what a notebook shows."""

    drawing: Drawing
    view: GraphView = field(repr=False)

    def save(self, path: Path | str) -> Path:
        """Write the picture as the file's ending says, whole or not at all.

        Raises LinkworkError for an ending it cannot be made with, OSError where it cannot be written.
        """
        target = Path(path)
        replaced(target, self.drawing.make(self.view, target.suffix).content)
        return target

    def _repr_svg_(self) -> str:
        return self.drawing.make(self.view, ".svg").content.decode("utf-8")


class Linkwork:
    """One project's graph, on either engine. The graph is opened for each call and let go after it.

    `internal=True` shows confidential values and small counts, as `--internal` does.
    """

    def __init__(self, project: Path | None = None, graph: str | None = None) -> None:
        self._project, self._graph = project, graph
        self._opened().address()

    def __repr__(self) -> str:
        return f"<linkwork: {self._opened().address().place}>"

    def questions(self) -> Table:
        """The questions that can be asked, those of the project's own folder last: id, name, group, title, question.

        Each row has `parameters` too, as `linkwork ask --format json` lists them.
        """
        listed = questions_of(self._opened())
        refused = tuple(f"Not asked: {refusal}" for refusal in listed.refusals)
        columns = ("id", "name", "group", "title", "question")
        return Table(listed.as_json(), columns, {}, "The questions", refused)

    def ask(
        self, question: str, /, *, as_of: str | None = None, internal: bool = False, **parameters: object
    ) -> AnswerTable:
        """The answer to a question, by its id or name.

        Parameters are those of `linkwork ask QUESTION --help`, names or ids; `group` is `audience`, and `from_` is
        `from`. `as_of` answers from the rounds dated up to a day. Raises LinkworkError for a question or a value that
        there is not, with the nearest that there is.
        """
        opened = self._opened(internal)
        asked = questions_of(opened).find(question)
        return of_answer(answer(opened, asked, _given(asked, parameters), as_of))

    def compare(
        self, question: str, /, *, since: str, as_of: str | None = None, internal: bool = False, **parameters: object
    ) -> BesideTable:
        """The answer of a later day beside that of an earlier: what is new, gone and different.

        The later is that of the graph as it is, unless said. Raises LinkworkError as `ask` does, and where the days are
        not in order.
        """
        opened = self._opened(internal)
        asked = questions_of(opened).find(question)
        return of_beside(answers_beside(opened, asked, _given(asked, parameters), since, as_of))

    def route(
        self, from_: str, need: str, *, group: str | None = None, area: str | None = None, as_of: str | None = None
    ) -> AnswerTable:
        """The routes from a door (a name, an id, or `self`) to a need, the quickest first: a row a step.

        The least days of waiting for such a person, by Dijkstra's search (docs/measures.md, Routes); where there is no
        route, the steps of the one that comes nearest, with `reason_if_not`. The same as question P1.
        """
        return self.ask(ROUTE, as_of=as_of, from_=from_, need=need, audience=group, area=area)

    def whatif(self, *, as_of: str | None = None, internal: bool = False, **changes: Unpack[WhatIf]) -> WhatIfTable:
        """What would be if some things closed, moved or were added, all together; nothing is changed.

        Before and after for gaps, what hangs on one service, coverage and reach (docs/measures.md). `best` are the
        steps of greedy maximal covering (Church and ReVelle 1974). Raises LinkworkError for a name that there is not,
        with the nearest that there is, and where nothing is to be changed.
        """
        if not any(changes.values()):
            raise LinkworkError(f"Say what is to change: one of {', '.join(WhatIf.__annotations__)}.")
        found, _ = what_if(self._opened(internal), lambda here: _supposed(here, changes), as_of)
        return of_what_if(found)

    def changes(
        self, start: str | None = None, end: str | None = None, source: str | None = None, *, internal: bool = False
    ) -> Table:
        """What is new, gone and changed between two days, or between each source's last two complete rounds.

        Raises LinkworkError where one day is given without the other or is the later, or there is no such source.
        """
        first, last = dates_of(start, end)
        return of_changes(without_private(changes(self._opened(internal).store(), first, last, source), internal))

    def draw(
        self, name: str, /, *, as_of: str | None = None, internal: bool = False, **parameters: object
    ) -> "Picture":
        """A drawing, by its name or by its question's id or name, asked as `ask` asks; it shows itself in a notebook.

        Raises LinkworkError for what there is not, with the nearest that there is.
        """
        opened = self._opened(internal)
        chosen, question = find_drawing(name, opened)
        given = _given(question, parameters) if question else {}
        with pictures_of(opened, as_of) as pictures:
            return Picture(chosen, pictures.view(chosen, given))

    def graph(
        self, live: bool = True, internal: bool = False, people: bool = False, as_of: str | None = None
    ) -> "networkx.MultiDiGraph[str]":
        """The graph as networkx has it, alike from either engine.

        A node is its id, with `kind`, `name`, `live` and its properties; an edge's key is the link's id, with `kind`,
        `live` and its properties. `live=False` gives what is stale, closed or ended too; `internal=True` gives
        confidential values; `people=True` gives people their names, which are kept beside the rounds and never in the
        graph; `as_of` gives the graph of the rounds dated up to a day. Raises GraphUnavailable where there is no graph.
        """
        import networkx

        view = self._view(Allowed(internal=internal, people=people), as_of)
        made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in view.nodes:
            if node.live or not live:
                made.add_node(node.id, **{**node.facts, "kind": node.kind, "name": node.name, "live": node.live})
        for link in view.links:
            if link.live or not live:
                facts = {**link.facts, "kind": link.kind, "live": link.live}
                made.add_edge(link.from_id, link.to_id, key=link.id, **facts)
        return made

    def _opened(self, internal: bool = False, people: bool = False) -> Opened:
        """The project; what shows people or confidential values is noted in its audit trail before it does."""
        opened = Opened(self._project, self._graph, people, internal)
        opened.note_shown("notebook")
        return opened

    def _view(self, allowed: Allowed, as_of: str | None) -> GraphView:
        opened = self._opened(allowed.internal, allowed.people)
        store = opened.store_if_any() if allowed.people else None
        caption = Caption("", people=names_to_show(store, date.today()) if store else {})
        with graph_at(opened, as_of) as (engine, _):
            return read_view(engine, SCHEMA, caption, allowed)


def _supposed(here: Here, changes: WhatIf) -> Iterator[Supposed]:
    """The changes, in the order of WhatIf."""
    yield from closing(here, changes.get("close", ()))
    yield from (without_offer(here, text) for text in changes.get("offers", ()))
    yield from (without_link(here, start, end) for start, end in changes.get("links", ()))
    yield from closing(here, (), changes.get("funds", ()))
    yield from (moving(here, service, area) for service, area in changes.get("move", {}).items())
    yield from described(changes.get("add", ()), here.named)
    if most := changes.get("best", 0):
        yield from the_best(here, most)


def _given(question: Question, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters under the question's own names."""
    given = {("from" if name == "from_" else name): value for name, value in parameters.items()}
    return {own: given[name] for name, own in own_names(question, given).items()}
