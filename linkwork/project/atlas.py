"""What the atlas is made of: the graph, the answers with their pictures, and rounds compared, all fit to be shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.change_rows import Change
from linkwork.graph.engine import Engine
from linkwork.graph.personal import is_personal
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind
from linkwork.project.asking import Rounds, answer_of, questions_of, uncut
from linkwork.project.changes_page import compared, opening
from linkwork.project.changes_summary import changes_alone, summary
from linkwork.project.naming import given_away
from linkwork.project.opened import Opened
from linkwork.project.picturing import Pictures, as_seen
from linkwork.project.reckoning import read_reckoning
from linkwork.queries import Answer, Question
from linkwork.queries._evidence import from_stamps
from linkwork.visualise import Artifact
from linkwork.visualise.atlas import AtlasView, Chapter, Comparison, Different, Said, atlas
from linkwork.visualise.atlas._map import map_places
from linkwork.words import counted

OF_PEOPLE = "Every row of this answer stands for one person, so it is here only where --with-people was asked for."
#: Called with how many of how many questions are answered.
Progress = Callable[[int, int], None]


def atlas_of(opened: Opened, engine: Engine, progress: Progress | None = None) -> Artifact:
    """The atlas of an open graph, as one file; `serve` gives it anew on every visit."""
    return atlas(atlas_view(opened, engine, progress))


def atlas_view(opened: Opened, engine: Engine, progress: Progress | None = None) -> AtlasView:
    """Everything that the atlas shows, with nothing in it that may not be shown."""
    store = opened.store_if_any()
    pictures = Pictures(engine, opened, store)
    graph = pictures.standing(given_away(pictures.graph, opened), map_places)
    questions = list(questions_of(opened).questions.values())
    chapters = []
    for number, question in enumerate(questions, start=1):
        chapters.append(_chapter(opened, pictures, question, store))
        if progress:
            progress(number, len(questions))
    return AtlasView(
        graph=graph,
        chapters=tuple(chapters),
        evidence=_evidence(opened, engine, store, [node.id for node in graph.nodes]),
        comparison=_comparison(opened, store),
        reckoning=read_reckoning(engine, opened),
        people=opened.people,
        internal=opened.internal,
    )


def _chapter(opened: Opened, pictures: Pictures, question: Question, store: RoundStore | None) -> Chapter:
    """One question with its answer and picture, or with why it has none here."""
    bare = Chapter(question.id, question.group, question.title, question.question)
    try:
        found = answer_of(opened, pictures.engine, question, uncut(question, {}), store)
    except LinkworkError as error:
        return replace(bare, why_not=str(error))
    if not opened.people and _a_row_a_person(found):
        return replace(bare, why_not=OF_PEOPLE)
    evidence = tuple(tuple(said(one) for one in row["evidence"]) for row in found.rows)
    return replace(bare, answer=as_seen(found, opened.people), sheet=pictures.of(found), evidence=evidence)


def _a_row_a_person(found: Answer) -> bool:
    """Whether some row stands for one person: a cell of it is somebody's id; several in a list are counted off."""
    return any(is_personal(value) for row in found.rows for value in row.values())


def said(one: Mapping[str, Any]) -> Said:
    """A row of evidence as the atlas has it."""
    return Said(one["source"], one["date"], one["file"] or "", one["sheet"] or "", one["row"])


def _evidence(
    opened: Opened, engine: Engine, store: RoundStore | None, ids: Sequence[str]
) -> dict[str, tuple[Said, ...]]:
    known = Rounds(store, opened.internal).evidence(ids) if store else from_stamps(engine, ids)
    return {
        id_: tuple(Said(one.source, one.date, one.file, one.sheet, one.row) for one in rows)
        for id_, rows in known.items()
    }


def _comparison(opened: Opened, store: RoundStore | None) -> Comparison:
    """Each source's last two complete rounds compared; what follows from another difference is counted, not told."""
    if store is None:
        return Comparison(finding="The rounds are not here, and differences are worked out from them.")
    found = Rounds(store, opened.internal).changes(None, None, None)
    apart = changes_alone(found)
    told = [
        *_different("new", apart.alone.new),
        *_different("gone", apart.alone.gone),
        *_different("changed", apart.alone.changed),
    ]
    following = counted(len(apart.following), "difference") if apart.following else ""
    return Comparison(summary(apart, opening(found)), tuple(compared(found.sources)), tuple(told), following)


def _different(sort: str, rows: Iterable[Change]) -> list[Different]:
    """The rows as the atlas has them, records before links, in the order of the schema's kinds."""
    kinds = [*SCHEMA.node, *SCHEMA.link]
    ordered = sorted(rows, key=lambda row: kinds.index(row["kind"]))
    return [Different(sort, _kind(row["kind"]), row["in_words"], tuple(map(said, row["evidence"]))) for row in ordered]


def _kind(name: str) -> str:
    kind = SCHEMA.kind(name)
    return kind.reads if isinstance(kind, LinkKind) else kind.name
