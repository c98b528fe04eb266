"""`linkwork forget`: a person erased everywhere, and the search that proves it."""

from collections.abc import Sequence
from pathlib import Path

import click

from linkwork.commands._session import common, confirm, progress, say, session
from linkwork.commands._trail import writing
from linkwork.errors import LinkworkError
from linkwork.graph.build import How, build
from linkwork.graph.decisions import today
from linkwork.graph.difference import names_of
from linkwork.graph.engine import GraphAddress, clear_graph, holds_a_graph, open_engine
from linkwork.graph.erased import ErasedList, read_erased, write_erased
from linkwork.graph.erasing import Rewritten, called, erase, stand_ins, traces_of, would_erase
from linkwork.graph.fold import View
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.traces import Traces, as_compared
from linkwork.graph.views import current_view
from linkwork.personal_data.forgetting import (
    NOT_SEARCHED,
    begin,
    broken_off,
    clean,
    finished,
    outside,
    search_graph,
    stands_broken_off,
)
from linkwork.personal_data.searching import Search, search_file, search_folder
from linkwork.project.settings import Project
from linkwork.words import counted

PERSON = "Person"


@click.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON...")
@click.option("--dry-run", is_flag=True, help="Say what would go; erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@common
def forget(people: tuple[str, ...], dry_run: bool, yes: bool) -> None:
    """Erase a person from every round, the graph and all that Linkwork wrote, and prove it by a search.

    PERSON is the id that `linkwork personal-data` lists, or the name or e-mail address. It cannot be undone. Broken
    off half-way, the same command again finishes it.

    Example: linkwork forget "Jane Example" --dry-run
    """
    project = session().project()
    if dry_run:
        store = session().store()
        traces = _who(store, project, people)
        _tell(traces, would_erase(store, traces))
        say("Nothing was erased.")
        return
    with writing(project.folder) as under:
        store = session().store()
        traces = _who(store, project, people)
        with progress("Reading the rounds"):
            going = would_erase(store, traces)
        _tell(traces, going)
        confirm("That cannot be undone.", yes)
        graphs = _graphs(project)
        erased = _with_erased(store, project.folder, traces)
        with under.act("forget", people=[erased.hashed_id(id_) for id_ in sorted(traces.ids)]) as facts:
            stands = stand_ins(store, traces, stands_broken_off(project.folder))
            begin(project.folder, traces, stands)
            write_erased(project.folder, erased)
            with progress("Erasing"):
                erase(store, traces, today(), stands)
            files, found = _clean(project, traces, graphs)
            facts |= {"rounds": len(going), "files": len(files), "left": len(found.found)}
        # After the last line of the trail: killed before, the same command does all of it again.
        finished(project.folder)
    _report(project, traces, [*(one.round for one in going), *files], found)


def _who(store: RoundStore, project: Project, people: Sequence[str]) -> Traces:
    """What is to go: what is held of these people, and what an erasure that was broken off has left.

    Raises LinkworkError, with nothing changed, where nobody or more than one person is meant.
    """
    rounds, pending = store.rounds(), broken_off(project.folder)
    ids: set[str] = set()
    again = Traces()
    for given in people:
        found = called(rounds, given)
        if len(found) > 1:
            raise LinkworkError(_several(store, given, sorted(found)))
        if not found and not _is_meant(given, pending):
            again |= _erased_before(project.folder, given)
        ids |= found
    return traces_of(rounds, frozenset(ids)) | pending | again


def _is_meant(given: str, traces: Traces) -> bool:
    values = {as_compared(value) for value in (*traces.names, *traces.emails)}
    return given.strip() in traces.ids or as_compared(given) in values


def _erased_before(folder: Path, given: str) -> Traces:
    """What somebody who was erased before is looked for by: what was given. Raises LinkworkError if nobody was."""
    erased = read_erased(folder)
    name, email = (None, given) if "@" in given else (given, None)
    line = erased.of_id(given.strip()) or erased.of(name, email)
    if line is None:
        raise LinkworkError(
            "Nobody of that id, name or e-mail address is held. Nothing was changed. `linkwork personal-data` lists "
            "who is."
        )
    say(f"That person was erased on {line.on}: the same is looked for again.")
    if SCHEMA.kind_of_id(given.strip()) == PERSON:
        return Traces(frozenset([given.strip()]))
    return Traces(emails=frozenset([given])) if email else Traces(names=frozenset([given]))


def _several(store: RoundStore, given: str, ids: list[str]) -> str:
    """Which people something may mean, without a name of theirs."""
    view = current_view(store)
    lines = [f"  {id_}: {described(view, id_)}" for id_ in ids]
    said = f"That is {len(ids)} people. Nothing was changed. Give the id, or several ids:"
    return "\n".join([said, *lines])


def described(view: View, id_: str) -> str:
    """What a person has to do with, by the names of organisations, services, posts and boards; never the person's."""
    names, said = names_of(view), []
    for link in SCHEMA.links:
        frame = view.links.get(link.name)
        if frame is not None and PERSON in link.kinds("from"):
            ends = frame.filter(frame["from_id"] == id_)["to_id"].unique().sort().to_list()
            if ends:
                said.append(f"{link.reads} {', '.join(names.get(end) or end for end in ends)}")
    return "; ".join(said) or "in rounds that no longer count"


def _tell(traces: Traces, going: Sequence[Rewritten]) -> None:
    who = ", ".join(sorted(traces.ids)) or "By what was given"
    say(f"{who}: {_values(traces)}, in {counted(len(going), 'round')}.")
    for one in going:
        texts = f", taken out of {counted(one.texts, 'text')}" if one.texts else ""
        say(f"  {one.round}: {counted(one.rows, 'row')} erased{texts}")


def _values(traces: Traces) -> str:
    parts = ((len(traces.names), "name"), (len(traces.emails), "e-mail address"), (len(traces.phones), "number"))
    return ", ".join(counted(count, noun) for count, noun in parts if count) or "no value is held any more"


def _graphs(project: Project) -> list[GraphAddress]:
    """The graphs that hold the project: the one that is asked, and the embedded one if there is one beside it.

    Raises GraphUnavailable where one does not answer.
    """
    own = project.folder / "graph"
    beside = GraphAddress(str(own))
    asked = session().address()
    found = [asked] if "://" in asked.place or Path(asked.place).exists() else []
    if own.resolve() != Path(asked.place).resolve() and own.exists() and holds_a_graph(beside):
        found.append(beside)
    for address in found:
        open_engine(address, writing=True).close()
    return found


def _with_erased(store: RoundStore, folder: Path, traces: Traces) -> ErasedList:
    """The list of who was erased with these people, each with values of their own; it is not written yet."""
    rounds = store.rounds()
    alone = [traces_of(rounds, frozenset([id_])) for id_ in sorted(traces.ids)]
    if len(alone) == 1:
        alone = [traces]  # what a run that was broken off had taken out of the rounds counts too
    return read_erased(folder).with_erased(alone, today())


def _clean(project: Project, traces: Traces, graphs: Sequence[GraphAddress]) -> tuple[list[str], Search]:
    """Take the people out of files and graphs, then look for them; the files changed, and what was found."""
    with progress("Erasing"):
        files = clean(project.folder, traces)
        # Opened anew: the rounds and the decisions are others now.
        search = Search()
        for address in graphs:
            search.add(_from_graph(session().store(), project, traces, address))
    with progress("Searching"):
        search.add(search_folder(project.folder, traces, NOT_SEARCHED))
        for path in outside(project.folder)[0]:
            search.add(search_file(path, traces, str(path)))
    return files, search


def _from_graph(store: RoundStore, project: Project, traces: Traces, address: GraphAddress) -> Search:
    """Bring a graph to the rounds as they are now and look through it.

    The embedded engine leaves bytes behind of what is taken out: where it holds something, it is made again.
    """
    # Read back, not trusted: its marker may be of rounds that are others now.
    how: How = "verify"
    if "://" not in address.place and search_folder(Path(address.place), traces).found:
        clear_graph(address)
        how = "changes"
    with open_engine(address, writing=True) as engine:
        build(store, engine, project.owner, how)
    with open_engine(address) as engine:
        number, found = search_graph(engine, traces)
    return Search(records=number, found=[f"the graph: {one}" for one in found])


def _report(project: Project, traces: Traces, changed: Sequence[str], search: Search) -> None:
    """Say what was changed, what was searched, where something still is, and what cannot be reached."""
    say(f"Erased. Written anew: {', '.join(dict.fromkeys(changed)) or 'nothing'}.")
    searched = f"Searched {counted(search.files, 'file')} ({search.bytes:,} bytes) and {search.records:,} records"
    say(f"{searched} of the graph for {counted(traces.values, 'value')}: {_told(search)}")
    for place in search.found:
        say(f"  still in {place}")
    for place in search.shut:
        say(f"  could not be looked into: {place}")
    for gone in outside(project.folder)[1]:
        say(f"  not found where it was written: {gone}")
    say(
        "Not reached: copies and backups of this folder, the files that were loaded where they lie elsewhere, what was "
        "sent or printed, the logs and backups of a server, and a graph that was not named: its next build takes the "
        "person out."
    )
    if search.found:
        click.get_current_context().exit(1)


def _told(search: Search) -> str:
    if not search.found:
        return "nothing was found."
    return (
        f"found in {counted(len(search.found), 'place')}, which Linkwork does not change. Mend or delete what is yours "
        "and run this again; the name of a body that bears somebody's name stays."
    )
