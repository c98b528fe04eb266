"""Maps made elsewhere: a plain list of things and lines, GraphML, GEXF, a Kumu project or workbook, Gephi's tables.

The format is told by what is in the files. What the words of a map mean is the schema's own where they are its own, and
otherwise in a small mapping file (.toml) given beside the map; the message about words that nobody explains has one to
copy. An id is made of an identifier (ods, chc, coh, gss), else it is Linkwork's own, else of the name, scoped by the
source; a service is not scoped by its provider, which a map need not have. Nothing is guessed: a line without an arrow
whose link has a direction, a line that its link cannot be, and an end that is not there are problems. People on a map
are personal data: they and their lines are left out and counted, and belong in a file of their own with its lawful
basis.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Reading, Scope, Table, node_table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._edges_files import files, read_maps
from linkwork.loaders._edges_lines import Odd, explained, line_tables, take_lines
from linkwork.loaders._edges_map import Drawn
from linkwork.loaders._edges_things import Things, give_ids, placed, take_things, thing_tables
from linkwork.loaders._edges_words import Unknown, Words, read_words

COLUMNS = (
    Column("id", "of things: what lines call it; an id of Linkwork's own, such as org-ods-f84676, is kept"),
    Column("label", "of things: its name (also name, title); of lines: their type where there is no column for it"),
    Column("type", "of things: a kind, or a word that the mapping file explains; of lines: a link, or such a word"),
    Column("from", "of lines: the id or the name of where it begins (also source)", True),
    Column("to", "of lines: the id or the name of where it ends (also target)", True),
    Column("direction", "of lines: directed, undirected or mutual; Gephi's Type is the same; blank is directed"),
    Column("any property", "by its name in the schema, such as charity_no; other columns are named and not read"),
)
#: What follows the name of a map in the names of its two files.
_PART = re.compile(r"(?i)[\s_.-]*\[?(nodes?|edges?|elements?|connections?|things|lines|links|vertices)\]?$")


def about(paths: Sequence[Path]) -> About:
    """The source that the mapping file names, else what the names of the files have in common with each other."""
    maps, mapping = files(paths, [])
    said = read_words(mapping[0], SCHEMA, []).source if mapping else None
    if said or not maps:
        return About(source=said)
    stem = maps[0].name.partition(".")[0]
    name = _PART.sub("", stem) or (maps[0].resolve().parent.name if _PART.search(stem) else "")
    return About(source=slug(name) or None)


def load(paths: Sequence[Path], names: Names) -> Reading:
    """A node for each thing and a link for each line, or all that has to be settled before there can be any."""
    drawn, unknown, odd = Drawn(), Unknown(), Odd()
    maps, mapping = files(paths, drawn.problems)
    for other in mapping[1:]:
        message = f"there is a mapping file already, {mapping[0].name}; put all words into one"
        drawn.problems.append(Problem(other.name, message=message))
    words = read_words(mapping[0], names.schema, drawn.problems) if mapping else Words(names.schema)
    if mapping and not maps:
        drawn.problems.append(Problem(mapping[0].name, message="this explains a map; give the map's files too"))
    read_maps(maps, words.columns, drawn)
    things = take_things(drawn, words, unknown)
    found = take_lines(drawn, words, things, unknown, odd)
    lines = [(part, explained(own, words, unknown, odd)) for part, own in found]
    if unknown.things or unknown.lines:
        drawn.problems.append(Problem(", ".join(path.name for path in maps), message=unknown.message(names.schema)))
    give_ids([*things.made.values(), *(thing for _, listed in things.parts for thing in listed)], names, words)
    tables: list[Table] = []
    for part, listed in things.parts:
        tables += thing_tables(part, listed, words, drawn.warnings)
    tables += _made(things)
    for part, own in lines:
        tables += line_tables(part, own, words, odd, drawn.warnings)
    problems = (*drawn.problems, *odd.problems())
    warnings = (*drawn.warnings, *_said(things, odd, maps))
    # A map without lines says nothing of lines, though its format may have a place for them, left empty.
    drew = any(part.what == "edges" and part.rows for part in drawn.parts)
    scope = None if drew else Scope(links=())
    return Reading(tuple(tables), problems, warnings, About(scope=scope))


def _made(things: Things) -> Iterator[Table]:
    """The things that only lines name, a table for each kind."""
    kinds = dict.fromkeys(thing.kind for thing in things.made.values() if thing.id)
    for kind in kinds:
        own = [thing for thing in things.made.values() if thing.id and thing.kind == kind]
        yield node_table(kind, [{"id": t.id, "name": t.name, **placed(t.place)} for t in own], ["name"])


def _said(things: Things, odd: Odd, maps: Sequence[Path]) -> Iterator[str]:
    """A sentence for each sort of thing and line that is not kept as it was written."""
    file = ", ".join(path.name for path in maps)
    if things.people:
        advice = "they are personal data, and belong in a file of their own with its lawful basis (the loader contacts)"
        yield f"{file}: people left out: {things.people:,}; {advice}"
    if things.left_out:
        each = ", ".join(f"{word[:60]!r} {number:,}" for word, number in things.left_out.items())
        yield f"{file}: things left out, as the mapping file says: {things.left_out.total():,} ({each})"
    for what, number in sorted(odd.counts.items()):
        yield f"{file}: {what}: {number:,}"


LOADER = Loader(
    name="edges",
    description="A map made elsewhere: things and lines from Kumu, Gephi, GraphML or plain lists",
    reads="CSV files or a workbook of things and lines, .graphml, .gexf, Kumu's .json; and a .toml for its words",
    columns=COLUMNS,
    load=load,
    about=about,
)
