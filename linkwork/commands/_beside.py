"""Two answers of one question side by side, as people read them."""

from collections.abc import Iterator, Sequence

from linkwork.commands._answers import columns_for_people, paragraph
from linkwork.commands._output import heading, plain, table_text
from linkwork.queries import Answer, Beside, Different, rounds_line
from linkwork.queries._beside import Change, Row

#: Rows of one list that the page shows; the rest are in the other formats.
SHOWN = 15


def beside_text(found: Beside) -> str:
    """The page: what was compared, what is new, gone and different, how to take it, and what each answer rests on."""
    later = found.later
    parts = [*([later.note] if later.note else []), f"{found.question.id}  {found.question.question}"]
    parts += [paragraph(f"The answer for {found.as_of}, beside that for {found.since}."), *_lists(found)]
    if not (found.new or found.gone or found.different):
        parts.append("Nothing is new, gone or different.")
    parts.append(paragraph(_matched(found)))
    parts.append(paragraph(f"How to read it: {later.how_to_read}"))
    parts += [paragraph(f"Mind: {text}") for text in found.caveats]
    parts += [paragraph(text) for text in _assumed(found)]
    parts += [
        paragraph(f"Rounds for {day}: {rounds_line(side.rounds)}")
        for day, side in ((found.since, found.earlier), (found.as_of, later))
    ]
    return "\n\n".join(parts)


def _lists(found: Beside) -> Iterator[str]:
    """A table of what is new, one of what is gone, and a line for each row that differs; none where there is none."""
    for word, rows, side in (("New", found.new, found.later), ("Gone", found.gone, found.earlier)):
        if rows:
            table = table_text(rows[:SHOWN], columns_for_people(side)).strip("\n")
            yield "\n".join([f"{word}: {_number(rows)}.", table, *_more(rows)])
    if found.different:
        lines = [paragraph(f"  {_label(found, one)}: {_changed(found, one)}.") for one in found.different[:SHOWN]]
        yield "\n".join([f"Different: {_number(found.different)}.", *lines, *_more(found.different)])


def _number(rows: Sequence[object]) -> str:
    return "1 row" if len(rows) == 1 else f"{len(rows):,} rows"


def _more(rows: Sequence[object]) -> list[str]:
    number = len(rows) - SHOWN
    return [f"  ... and {number:,} more: the same with --save differences.xlsx"] if number > 0 else []


def _matched(found: Beside) -> str:
    many = "1 row says" if found.alike == 1 else f"{found.alike:,} rows say" if found.alike else "No row says"
    said = f"{many} the same at both dates."
    return f"{said} Rows are the same row where these agree: {', '.join(heading(n) for n in found.matched_by)}."


def _label(found: Beside, one: Different) -> str:
    """What people call the row: its identity, with the names that stand beside its ids."""
    return ", ".join(filter(None, (plain(_called(found.later, one.row, name)) for name in found.matched_by)))


def _called(answer: Answer, row: Row, name: str) -> object:
    names = [column.name for column in answer.columns]
    stem = "name" if name == "id" else name.removesuffix("_id")
    return row[stem] if stem in names and row[stem] else row[name]


def _changed(found: Beside, one: Different) -> str:
    shown = columns_for_people(found.later)
    told: Sequence[Change] = [change for change in one.changes if change[0] in shown] or one.changes
    return "; ".join(_told(heading(name), before, after) for name, before, after in told)


def _told(name: str, before: object, after: object) -> str:
    """One difference in words; of two lists, what came and what went."""
    if not (isinstance(before, list) and isinstance(after, list)):
        return f"{name} was {_said(before)}, is {_said(after)}"
    came, went = ([x for x in a if x not in b] for a, b in ((after, before), (before, after)))
    said = [f"now also {plain(came)}"] * bool(came) + [f"no longer {plain(went)}"] * bool(went)
    return f"{name}: {', '.join(said)}"


def _said(value: object) -> str:
    return plain(value) or "blank"


def _assumed(found: Beside) -> Iterator[str]:
    """What either answer assumed: once where both did, else with the day of the one that did."""
    first, second = found.earlier.assumptions, found.later.assumptions
    yield from (f"Assumed: {text}" for text in second if text in first)
    for day, said, other in ((found.since, first, second), (found.as_of, second, first)):
        yield from (f"Assumed for {day}: {text}" for text in said if text not in other)
