"""Changes as a page to read before a meeting: a sentence that sums up, then the changes, each with its row."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.change_areas import areas_of
from linkwork.graph.change_evidence import with_evidence
from linkwork.graph.change_rows import Change
from linkwork.graph.difference import MOVES, Changes, Compared
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind
from linkwork.graph.whereabouts import Gazetteer
from linkwork.project.changes_summary import Apart, changes_alone, summary
from linkwork.queries import evidence_words, row_words
from linkwork.words import counted, day_words, listed

#: Lines of one sort (new, say) that one section shows; the rest are in the other formats.
SHOWN = 8
#: Areas that have a section of their own; what concerns no area by itself has one always.
MOST = 30
WIDTH = 100
WORDS = ("new", "gone", "changed")
#: What may have happened, in the order of a section's lines.
HAPPENED = ("new", "gone", "moved", "renamed", "changed")
BRACKETS = (
    'In brackets is the row that says so; "last" is the last row that did, before a complete round without it. '
    "Every change with all its evidence: add --save changes.xlsx."
)
SPREAD = (
    "What concerns several areas stands under the smallest that holds them all; --area NAME gives everything that "
    "concerns one."
)
NOWHERE = ("Nowhere in particular", "No area is known for these, so they may concern any.")
APART = ("Several areas", "No area that is known holds all that each of these concerns.")


@dataclass(frozen=True, slots=True)
class Page:
    """How the changes are set out: by kind, area or source, which needs the areas there are.

    The first sentence begins with `opening`, else with the dates, after the name of the one `area` that was asked for.
    """

    by: str = "kind"
    opening: str = ""
    area: str = ""
    gazetteer: Gazetteer | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """Changes under one heading, by what happened, and what is to be said of them all."""

    title: str
    rows: Mapping[str, Sequence[Change]]
    note: str = ""

    @property
    def shown(self) -> list[Change]:
        """The changes that the page has room for."""
        return [row for rows in self.rows.values() for row in rows[:SHOWN]]


def changes_page(found: Changes, page: Page | None = None) -> str:
    """The changes as text no wider than 100 columns; looks up the evidence of those it shows."""
    page = page or Page()
    apart = changes_alone(found)
    sections, rest = _most(_sections(apart.alone, page), page.by)
    sections += _corrections(found.corrections)
    shown = [row for section in sections for row in section.shown]
    cited = iter(with_evidence(shown, found.periods))
    bodies = ["\n".join(_lines(section, [next(cited) for _ in section.shown])) for section in sections]
    spread = page.by == "area" and any(len(areas_of(row)) > 1 for row in shown)
    said = [_fill(summary(apart, opening(found, page))), "\n".join(map(_fill, compared(found.sources)))]
    notes = (_left_out(rest), SPREAD if spread else "", _with_these(apart), BRACKETS if shown else "")
    return "\n\n".join(part for part in (*said, *bodies, *map(_fill, notes)) if part)


def opening(found: Changes, page: Page | None = None) -> str:
    """How the first sentence begins: with the dates, unless the page says otherwise."""
    page = page or Page()
    if page.opening:
        return page.opening
    starts = [one.start for one in found.sources if not one.note and one.start]
    ends = [one.end for one in found.sources if not one.note]
    if not ends:
        return ""
    between = f"Between {day_words(min(starts))} and" if starts else "Up to"
    dates = f"{between} {day_words(max(ends))}"
    return f"In {page.area}, {dates[0].lower()}{dates[1:]}" if page.area else dates


def compared(sources: Sequence[Compared]) -> list[str]:
    """Which rounds of which sources were compared, then which had none to compare and why: a line for all alike."""
    alike: dict[str, list[str]] = {}
    for one in sorted(sources, key=lambda one: bool(one.note)):
        start = day_words(one.start) if one.start else "the beginning"
        said = one.note or f"{start} compared with {day_words(one.end)}"
        alike.setdefault(said, []).append(one.source)
    return [f"{', '.join(names)}: {said}." for said, names in alike.items()]


def _sections(found: Changes, page: Page) -> list[_Section]:
    """The changes in sections, in the order in which they are read."""
    groups: dict[tuple[int, str], dict[str, list[Change]]] = {}
    heads: dict[tuple[int, str], tuple[str, str]] = {}
    for word in WORDS:
        for row in getattr(found, word):
            key, heads[key] = _place(row, page)
            groups.setdefault(key, {happened: [] for happened in HAPPENED})[_happened(word, row)].append(row)
    if page.by == "source":
        dates = {one.source: one for one in found.sources}
        heads = {key: (_source_title(dates.get(key[1]), key[1]), "") for key in groups}
    return [_Section(heads[key][0], groups[key], heads[key][1]) for key in sorted(groups)]


def _happened(word: str, row: Change) -> str:
    if row["field"] in MOVES:
        return "moved"
    return "renamed" if row["field"] == "name" else word


def _place(row: Change, page: Page) -> tuple[tuple[int, str], tuple[str, str]]:
    """Where a change belongs: what its section is sorted by, and the section's title and note."""
    if page.by == "source":
        return (0, row["source"]), ("", "")
    if page.by == "area" and page.gazetteer is not None:
        return _area(row, page.gazetteer)
    kinds = [*SCHEMA.node, *SCHEMA.link]
    kind = SCHEMA.kind(row["kind"])
    title = f'Links that say "{kind.reads}"' if isinstance(kind, LinkKind) else kind.plural
    return (kinds.index(kind.name), ""), (title, "")


def _area(row: Change, gazetteer: Gazetteer) -> tuple[tuple[int, str], tuple[str, str]]:
    """Wide areas before those within them, by name; then what spans areas that share none, then what has none."""
    areas = areas_of(row)
    if not areas:
        return (1001, ""), NOWHERE
    smallest = gazetteer.smallest_around(areas)
    if smallest is None:
        return (1000, ""), APART
    area = gazetteer.area(smallest)
    return (len(gazetteer.around(smallest)), f"{area.name} {area.id}"), (area.words, "")


def _most(sections: list[_Section], by: str) -> tuple[list[_Section], list[_Section]]:
    """The sections that the page has room for, of many areas the widest, and those it has none for."""
    if by != "area":
        return sections, []
    areas = [section for section in sections if not section.note]
    return [*areas[:MOST], *(section for section in sections if section.note)], areas[MOST:]


def _left_out(rest: Sequence[_Section]) -> str:
    """How many areas the page has no room for; empty where it has room for all."""
    number = sum(len(rows) for section in rest for rows in section.rows.values())
    if not rest:
        return ""
    return f"{counted(len(rest), 'more area')} with {counted(number, 'change')}: --area NAME shows one."


def _source_title(one: Compared | None, source: str) -> str:
    if one is None or one.start is None:
        return source
    return f"{source}, {day_words(one.start)} to {day_words(one.end)}"


def _corrections(rows: Sequence[Change]) -> list[_Section]:
    said = [{**row, "in_words": f"{row['in_words']} (in the round of {day_words(row['as_of'])})"} for row in rows]
    return [_Section("Corrected by a revision", {"corrected": said})] if said else []


def _lines(section: _Section, cited: Iterable[Change]) -> list[str]:
    """The heading of a section with how many there are of each sort, then a line a change."""
    counts = ", ".join(f"{len(rows):,} {word}" for word, rows in section.rows.items() if rows)
    lines = [_fill(f"{section.title}: {counts}.")]
    lines += [_fill(section.note)] if section.note else []
    following = iter(cited)
    for word, rows in section.rows.items():
        lines += [_line(next(following)) for _ in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(f"    ... and {len(rows) - SHOWN:,} more {word}")
    return lines


def _line(row: Change) -> str:
    """One change in words, with its row in brackets, which is not broken over two lines."""
    evidence = row["evidence"]
    last = "last: " if "missing_from" in row else ""
    where = f"[{last}{row_words(evidence[0])}]".replace(" ", "\N{NO-BREAK SPACE}") if evidence else ""
    # textwrap breaks at plain blanks alone, so that those of the pointer hold it together.
    return _fill(f"{row['in_words']} {where}".strip(), "  - ").replace("\N{NO-BREAK SPACE}", " ")


def _with_these(apart: Apart) -> str:
    """How many changes are not listed for following from one that is."""
    nodes = [row for row in apart.following if "from_id" not in row]
    links = [row for row in apart.following if "from_id" in row]
    counts = [counted(len(rows), noun) for rows, noun in ((nodes, "offer"), (links, "link")) if rows]
    if not counts:
        return ""
    return f"Not listed: {listed(counts)} whose coming or going follows from what is listed."


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * (len(indent) or 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def change_rows(found: Changes) -> list[dict[str, object]]:
    """The changes as rows of a table: new, then gone, then changed, with evidence and areas as people read them."""
    return [{"change": word, **_readable(row)} for word in WORDS for row in getattr(found, word)]


def _readable(row: Change) -> dict[str, object]:
    said = [evidence_words(one) for one in row["evidence"]]
    if missing := row.get("missing_from"):
        said.append(f"not in {missing['source']} of {missing['date']}")
    areas = [area["name"] for area in row.get("areas", ())]
    return {**row, "evidence": said, "areas": areas}
