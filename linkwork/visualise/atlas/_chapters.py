"""The questions as the atlas shows them: finding, picture, the answer as a table, and what each row rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from linkwork.visualise._html import ours
from linkwork.visualise._sheet import Table, picture, table_of
from linkwork.visualise._words import plain
from linkwork.visualise.atlas import Chapter
from linkwork.visualise.atlas._brief import brief
from linkwork.visualise.atlas._proof import Proof

#: The groups of the catalogue as people say them; a project's own groups have the names of their folders.
GROUPS = {
    "overlaps": "Overlaps",
    "gaps": "Gaps",
    "pathways": "Pathways",
    "policy": "Policy and strategy",
    "people": "People and power",
    "change": "Change",
    "quality": "Quality of the data",
    "queries": "Questions of its own",
}
#: A table in the page has so many rows at most; a file for a mail holds not everything.
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Page:
    """One question's part of the page. `anchor` is what an address ends in; `drawn` is empty where there is no picture.

    `rows` has, for each row of the table, what it rests on as `Proof.entry` gives it, and when it was last confirmed.
    """

    id: str
    anchor: str
    title: str
    question: str
    finding: str
    nothing: str
    drawn: Markup
    read: tuple[str, ...]
    table: Table | None
    last: tuple[str, ...]
    proof: list[list[list[int]]]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one group, in their order."""

    title: str
    pages: tuple[Page, ...]


def groups(chapters: Sequence[Chapter], proof: Proof) -> list[Group]:
    """The questions in their groups, in the order in which the groups first come; evidence is entered in `proof`."""
    found: dict[str, list[Page]] = {}
    for chapter in chapters:
        found.setdefault(chapter.group, []).append(_page(chapter, proof))
    known = [name for name in GROUPS if name in found]
    rest = [name for name in found if name not in GROUPS]
    return [
        Group(GROUPS.get(name) or plain(name.replace("_", " ")).capitalize(), tuple(found[name]))
        for name in (*known, *rest)
    ]


def anchor(id_: str) -> str:
    """What the address of a question ends in: `question-O1`."""
    return f"question-{re.sub(r'[^A-Za-z0-9_-]', '-', id_)}"


def _page(chapter: Chapter, proof: Proof) -> Page:
    sheet, answer = chapter.sheet, chapter.answer
    table = _short(table_of(answer)) if answer else None
    shown = len(table.rows) if table else 0
    own = anchor(chapter.id)
    scene = picture(sheet) if sheet and not sheet.nothing else None
    drawn = brief(scene, own) if scene and scene.items else ""  # a table of a question of one's own has no picture
    return Page(
        id=plain(chapter.id),
        anchor=own,
        title=plain(chapter.title),
        question=plain(chapter.question),
        finding=f"{sheet.finding[:1].upper()}{sheet.finding[1:]}" if sheet else "",
        nothing=plain(chapter.why_not) if chapter.why_not else sheet.nothing if sheet else "",
        drawn=ours(drawn),  # written by svg_element, which escapes what it is given
        read=sheet.read if sheet and not sheet.nothing else (),
        table=table,
        last=answer.last_confirmed[:shown] if answer else (),
        proof=[proof.entry(rows) for rows in chapter.evidence[:shown]],
    )


def _short(table: Table) -> Table:
    left = max(0, len(table.rows) - MOST_ROWS)
    return replace(table, rows=table.rows[:MOST_ROWS], left_out=table.left_out + left)
