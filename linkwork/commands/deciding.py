"""What people decide: withdraw, sources retire, decide. Decisions are kept in decisions.csv and can be undone."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import click

from linkwork.commands._completing import one_of, round_ids
from linkwork.commands._completing import sources as known_sources
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import common, say, session, warn
from linkwork.commands._trail import running, writing
from linkwork.commands.loading import bring_up_to_date, told
from linkwork.errors import AlreadySo, InputRefused, LinkworkError, Problem
from linkwork.graph.decisions import COLUMNS, Decision, Decisions, Sort, read_decisions, today, write_decisions
from linkwork.graph.difference import names_of
from linkwork.graph.fold import View, fold
from linkwork.graph.parsing import day
from linkwork.graph.rounds import Round
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.load.listed_names import listed_names
from linkwork.project.asking import answer
from linkwork.queries import catalogue

#: What people say of a proposed duplicate, and what is kept of it.
ANSWERS: dict[str, Sort] = {"accept": "same", "reject": "different"}
#: What a thing no longer is once this is undone.
UNDONE = {"withdraw": "withdrawn", "retire": "retired"}
PAIR = ("a", "b", "decision", "reason", "name_a", "name_b", "score", "reasons", "kind")
#: Kinds that are joined elsewhere: terms by `same_as` in a terms file; a person's id says nothing of who it is.
JOINED_ELSEWHERE = {
    "Need": "say `same_as` in a terms file",
    "Audience": "say `same_as` in a terms file",
    "Person": "load the person once",
}


@click.command()
@click.argument("round_id", metavar="ROUND", shell_complete=one_of(round_ids))
@click.option("--reason", metavar="WHY", help="Why it no longer counts.")
@click.option("--undo", is_flag=True, help="Let it count again.")
@common
def withdraw(round_id: str, reason: str | None, undo: bool) -> None:
    """Take a round out of the view, or put it back. It stays on disk.

    Example: linkwork withdraw 2025-09-30_millbrook-directory_1 --reason "columns were swapped"
    """
    _known(round_id, session().store().ids(), "round", "linkwork rounds")
    if undo:
        _undo_of("withdraw", round_id)
        return
    if not reason:
        raise LinkworkError("Say why with --reason: whoever looks at the rounds later will ask.")
    _decide(Decision(0, "withdraw", round_id, reason=reason))


@click.group(invoke_without_command=True)
@format_option
@common
@click.pass_context
def sources(context: click.Context, format_: str | None, save: Path | None) -> None:
    """List who has said things, how often, and when last.

    Example: linkwork sources
    """
    if context.invoked_subcommand is not None:
        return
    store = session().store()
    held: dict[str, list[Round]] = {}
    for round_ in store.rounds():
        held.setdefault(round_.source, []).append(round_)
    rows = [
        {
            "source": name,
            "rounds": len(said),
            "first": said[0].as_of,
            "last": said[-1].as_of,
            "retired": store.rules.retired.get(name),
        }
        for name, said in sorted(held.items())
    ]
    emit(rows, ["source", "rounds", "first", "last", "retired"], format_, save)


@sources.command()
@click.argument("name", metavar="NAME", shell_complete=one_of(known_sources))
@click.option("--on", metavar="DATE", help="The day from which what only it said is stale.  [default: today]")
@click.option("--reason", metavar="WHY", default="", help="Why it says no more.")
@click.option("--undo", is_flag=True, help="Take it back.")
@common
def retire(name: str, on: str | None, reason: str, undo: bool) -> None:
    """Say that a source will say no more: what only it said is stale from that day.

    Example: linkwork sources retire millbrook-directory
    """
    _known(name, sorted({r.source for r in session().store().rounds()}), "source", "linkwork sources")
    if undo:
        _undo_of("retire", name)
    else:
        _decide(Decision(0, "retire", name, reason=reason, decided_on=day(on) if on else ""))


@click.command()
@click.option("--kind", default="all", metavar="KIND", help="Only this sort of record, such as Organisation.")
@click.option("--at-least", default=0.8, metavar="SCORE", help="The lowest score to show, 0.5 to 1.  [default: 0.8]")
@click.option("--decided", is_flag=True, help="List what was decided, too.")
@format_option
@common
def duplicates(kind: str, at_least: float, decided: bool, format_: str | None, save: Path | None) -> None:
    """List pairs of records that may be the same thing, with score and reasons. Nothing is joined without a decision.

    Saved as a CSV, the column `decision` can be filled in (accept or reject) and given to `linkwork decide FILE`.

    Example: linkwork duplicates --save pairs.csv
    """
    asked = {"kind": kind, "at_least": at_least, "show": "all" if decided else "open", "limit": 1_000_000}
    found = answer(session(), catalogue().find("D2"), asked)
    listed = listed_names(session().project().folder, session().store())
    for line in listed.unmet():
        warn(f"Note: {listed.nobody(line)}")
    if not found.rows and format_ is None and save is None:
        say(f"No two records with a score of {at_least:g} or more wait for a decision.")
        return
    emit([_pair(row) for row in found.rows], PAIR, format_, save)


def _pair(row: Mapping[str, Any]) -> dict[str, object]:
    """A proposed pair as a row of a file of decisions: what is kept first, what it would take in second."""
    said = {kept: answer for answer, kept in ANSWERS.items()}.get(row["decision"], "")
    a, b = sorted((row["a_id"], row["b_id"]), key=_rank)
    names = {row["a_id"]: row["a"], row["b_id"]: row["b"]}
    rest = {"name_a": names[a], "name_b": names[b], **{name: row[name] for name in ("score", "reasons", "kind")}}
    return {"a": a, "b": b, "decision": said, "reason": "", **rest}


def _rank(id_: str) -> tuple[bool, int, str]:
    """Which of two ids to keep: one made of a number that others gave, else the shorter."""
    return (not any(f"-{scheme}-" in id_ for scheme in ("ods", "chc", "coh", "uprn")), len(id_), id_)


@click.command()
@click.argument("words", nargs=-1, metavar="[accept|reject A B | FILE.csv]")
@click.option("--reason", metavar="WHY", default="", help="Why.")
@click.option("--by", metavar="WHO", default="", help="The role or body that decided.")
@click.option("--undo", type=int, metavar="NUMBER", help="Undo the decision of this number.")
@format_option
@common
def decide(words: tuple[str, ...], undo: int | None, format_: str | None, save: Path | None, **said: str) -> None:
    """List the decisions, or make one: that B is A and becomes one of its names, or that the two are not one.

    A file has the columns a, b, decision (accept or reject) and reason; all of it is taken, or nothing.

    Example: linkwork decide accept org-kettle org-directory-kac
    """
    if undo is not None:
        change_decisions(lambda made: made.undo(undo, today()))
    elif not words:
        made = read_decisions(session().project().folder)
        emit([asdict(one) for one in made.every], COLUMNS, format_, save)
    elif words[0] in ANSWERS and len(words) == 3:
        _all_of([Decision(0, ANSWERS[words[0]], words[1], words[2], said["reason"], said["by"])])
    elif len(words) == 1 and Path(words[0]).exists():
        _all_of(_from_file(Path(words[0]), said["by"]))
    else:
        raise LinkworkError("Write `accept A B` or `reject A B` with two ids, or the name of a file of decisions.")


def _all_of(decisions: list[Decision]) -> None:
    """Make these decisions, all or none, once it is known that they are about records of one kind."""
    store = session().store()
    view = fold(store.folded(), SCHEMA, rules=Rules(same=store.rules.same))
    known = {id_ for frame in view.nodes.values() for id_ in frame["id"]} | set(store.rules.same)
    for one in decisions:
        kinds = [SCHEMA.kind_of_id(id_) for id_ in (one.subject, one.other)]
        for id_ in (one.subject, one.other):
            _by_id(id_, view)
            _known(id_, sorted(known), "record", "linkwork duplicates")
        if kinds[0] != kinds[1]:
            raise LinkworkError(
                f"{one.subject} is of the kind {kinds[0]}, {one.other} of the kind {kinds[1]}. Nothing was changed."
            )
        if (instead := JOINED_ELSEWHERE.get(str(kinds[0]))) and one.decision == "same":
            raise LinkworkError(f"Two records of the kind {kinds[0]} are not joined here: {instead}.")

    def change(made: Decisions) -> Decisions:
        for one in decisions:
            made = made.add(Decision(**{**asdict(one), "decided_on": one.decided_on or today()}))
        return made

    change_decisions(change)


def _by_id(given: str, view: View) -> None:
    """Raises LinkworkError with the ids where a name was given: two records may share one, and then it is unclear."""
    ids = sorted(id_ for id_, name in names_of(view).items() if name.casefold() == given.strip().casefold())
    if ids:
        raise LinkworkError(f"{given!r} is a name. Give the id: {' or '.join(ids)}. Nothing was changed.")


def _decide(decision: Decision) -> None:
    change_decisions(
        lambda made: made.add(Decision(**{**asdict(decision), "decided_on": decision.decided_on or today()}))
    )


def _undo_of(sort: Literal["withdraw", "retire"], subject: str) -> None:
    def change(made: Decisions) -> Decisions:
        number = next((one.number for one in made.holding(sort) if one.subject == subject), None)
        if number is None:
            raise AlreadySo(f"{subject} is not {UNDONE[sort]}, so there is nothing to undo. Nothing was changed.")
        return made.undo(number, today())

    change_decisions(change)


def change_decisions(change: Callable[[Decisions], Decisions]) -> None:
    """Change the decisions, say how, and bring the graph to what they make of the rounds."""
    project = session().project()
    with writing(project.folder) as under:
        before = read_decisions(project.folder)
        try:
            after = change(before)
        except AlreadySo as error:
            with under.act(running()):
                _catch_up(error)
            return
        changed = [one for one in after.every if one not in before.every]
        undone = {"undone": [one.number for one in changed if one.undone_on]}
        with under.act(running(), made=[one.number for one in changed if not one.undone_on], **undone):
            write_decisions(project.folder, after)
            for one in changed:
                say(f"This no longer holds: decision {one}." if one.undone_on else f"Decision {one}.")
            # Opened anew: its rules are the decisions as they are now.
            say(told(bring_up_to_date(session().store(), project.owner)))


def _catch_up(error: AlreadySo) -> None:
    """Bring the graph to what was decided, which was broken off; raises the error where there is nothing to bring."""
    built = bring_up_to_date(session().store(), session().project().owner)
    if built.nothing_written:
        raise error
    say(f"That was decided before; the graph did not show it yet. {told(built)}")


def _known(given: str, known: list[str], what: str, where: str) -> None:
    if given not in known:
        near = get_close_matches(given, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise LinkworkError(f"There is no {what} {given!r}.{hint} `{where}` lists them. Nothing was changed.")


def _from_file(path: Path, who: str) -> list[Decision]:
    """The decisions in a file. Raises InputRefused with every row that cannot be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputRefused([Problem(path.name, message=f"it cannot be read as a CSV: {error}.")]) from error
    if not rows or not {"a", "b", "decision"} <= rows[0].keys():
        raise InputRefused([Problem(path.name, message="it needs the columns a, b and decision.")])
    problems, found = [], []
    for number, row in enumerate(rows, start=2):
        a, b, word = ((row.get(name) or "").strip() for name in ("a", "b", "decision"))
        if not word:
            continue  # a proposal that nobody has decided yet
        if word not in ANSWERS or not a or not b:
            message = f"it says {word!r} of {a!r} and {b!r}; write two ids and accept or reject"
            problems.append(Problem(path.name, row=number, message=message))
        else:
            found.append(Decision(0, ANSWERS[word], a, b, (row.get("reason") or "").strip(), who))
    if problems:
        raise InputRefused(problems)
    return found
