"""What a load says of itself: what it holds, what it changes, what waits and what to mind."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from linkwork.commands._session import say, warn
from linkwork.errors import Problem
from linkwork.graph.rounds import Round
from linkwork.load.steps import Effect, Ready

#: How many of each a load lists.
SHOWN = 20


def tell_again(ready: Ready) -> None:
    """Say that the same was loaded before, and what to mind all the same."""
    if ready.already is not None and ready.already.as_of != ready.statement.as_of:
        say(f"Nothing has changed since round {ready.already.id}: no new round was kept.")
    elif ready.already is not None:
        say(f"Already loaded as round {ready.already.id}: no new round was kept.")
    _notes(ready)
    tell_names(ready)


def tell_all(ready: Ready, paths: tuple[Path, ...], change: Effect, kept: Round | None) -> None:
    """Say what a round holds and changes; `kept` is the round, or None where it would only be kept."""
    tell_warnings(ready)
    said = ready.statement
    how = "complete" if said.complete else "partial"
    verb = f"Kept round {kept.id}" if kept is not None else "Would keep a round"
    say(f"{verb}: {files_of(paths)}, as {said.source} of {said.as_of} ({how}). It holds {each_kind(rows_of(ready))}.")
    if kept is not None and kept.number > 1 and kept.complete:
        say(f"  It is revision {kept.number} of that day; the round before it stays on disk and no longer counts.")
    for word, counts in (("new", change.new), ("changed", change.changed), ("stale", change.stale)):
        say(f"  {word:8} {each_kind(counts)}")
    if change.gone:
        say(f"  gone     {each_kind(change.gone)}, which only the round it revises had")
    if change.elsewhere:
        say(
            f"  outside  {change.elsewhere:,} of them are not known to belong to the project's place (another source "
            "may yet say so): kept, but not in the graph"
        )
    tell_wards(change)
    _tell_rejected(ready.rejected)
    tell_names(ready)
    tell_loose(change)


def _tell_rejected(rejected: Sequence[Problem]) -> None:
    rows = len({(problem.file, problem.sheet, problem.row) for problem in rejected})
    more = " (so the round is partial: it adds and changes, and makes nothing stale); `linkwork ask D6` lists them"
    say(f"  rejected {f'{rows:,} rows' + more if rows else 'nothing'}")
    _tell_first(rejected)


def tell_wards(change: Effect) -> None:
    """Say what follows from postcodes."""
    for number, sentence in enumerate(change.wards):
        say(f"  {'' if number else 'wards':8} {sentence}")


def tell_names(ready: Ready) -> None:
    """Say which names stand for something else, as somebody has said."""
    said = ready.listed.said
    if said:
        number = "1 name stands" if len(said) == 1 else f"{len(said)} names stand"
        say(f"  names    {number} for something else (each is a decision: `linkwork decide` lists them):")
    _tell_first(said)


def _notes(ready: Ready) -> None:
    for sentence in ready.listed.notes:
        warn(f"Note: {sentence}")


def tell_loose(change: Effect) -> None:
    """Say which links wait for an end, and what joins them."""
    waits = f"{change.waiting:,} {'waits' if change.waiting == 1 else 'wait'} for an end:"
    say(f"  loose    {waits if change.waiting else 'nothing'}")
    _tell_first(change.loose)
    if change.way_out:
        say(f"    To join them, {change.way_out}.")


def _tell_first(lines: Sequence[object]) -> None:
    for line in lines[:SHOWN]:
        say(f"    {line}")
    if len(lines) > SHOWN:
        say(f"    ... and {len(lines) - SHOWN} more")


def tell_warnings(ready: Ready) -> None:
    """Say what to mind: a day that is still to come, and what the loader noticed."""
    if ready.statement.as_of > date.today().isoformat():
        warn(f"Note: {ready.statement.as_of} is still to come; every answer will be as of that day.")
    for sentence in ready.warnings:
        warn(f"Note: {sentence}")
    _notes(ready)


def rows_of(ready: Ready) -> dict[str, int]:
    """How many rows of each kind the files give."""
    counts: dict[str, int] = {}
    for table in ready.tables:
        counts[table.kind] = counts.get(table.kind, 0) + table.rows.height
    return counts


def each_kind(counts: dict[str, int]) -> str:
    """The kinds of which there are some, with their numbers, or "nothing"."""
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items() if number) or "nothing"


def files_of(paths: tuple[Path, ...]) -> str:
    """The names of the files."""
    return ", ".join(path.name for path in paths)
