"""The graph and the rounds, and whether they agree: build, status, doctor."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from linkwork import __version__
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import common, say, session, warn
from linkwork.commands._trail import writing
from linkwork.commands.loading import bring_up_to_date, told
from linkwork.disk import UNFINISHED
from linkwork.errors import GraphBusy, GraphUnavailable, LinkworkError, NoGraphYet
from linkwork.graph.build import IMPORTED, How, departures, rounds_lacking
from linkwork.graph.decisions import today
from linkwork.graph.engine import DAMAGED, GraphAddress, Row, clear_graph, damaged, holds_a_graph, open_engine
from linkwork.graph.erasing import erasures
from linkwork.graph.fold import View, fold
from linkwork.graph.naming import one_name
from linkwork.graph.place import unknown_codes
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.views import current_view
from linkwork.load.listed_names import wrong_lines
from linkwork.load.waiting import waiting
from linkwork.load.wards import notes, wards_waiting
from linkwork.personal_data.audit import broken
from linkwork.personal_data.register import wrong_people
from linkwork.personal_data.written import WORKBOOK
from linkwork.project.asking import questions_of
from linkwork.project.settings import unread
from linkwork.queries import Refusal
from linkwork.words import listed

#: So many waiting links the doctor tells in full, and so many names that several things have.
FIRST, LISTED = 3, 10
AGREES = "the graph holds what the rounds say"
ONE_TERM = "if they are one, say same_as in a terms file"
NOTHING = "no round has been loaded"
LOAD = f"fill in {WORKBOOK}, then linkwork load mapping-workbook {WORKBOOK}; other sources: linkwork loaders"
ONE_AREA = "if they are one, write its ONS code in the workbook's column gss_code"


@click.command()
@click.option("--from-scratch", is_flag=True, help="Throw the graph away and make it again from the rounds.")
@click.option("--verify", is_flag=True, help="Read the whole graph back and mend whatever differs.")
@common
def build(from_scratch: bool, verify: bool) -> None:
    """Bring the graph to the current view of the rounds, by writing only what differs.

    Example: linkwork build --verify
    """
    project = session().project()
    how: How = "from scratch" if from_scratch else "verify" if verify else "changes"
    with writing(project.folder) as under, under.act("build", how=how) as facts:
        if from_scratch:
            _clear_unreadable(project.graph)
        built = bring_up_to_date(session().store(), project.owner, how)
        facts |= {"nodes": built.nodes_written, "links": built.links_written}
    say(told(built))


@click.command()
@click.option("--check", "checks", is_flag=True, help="Exit code 1 unless the graph holds what the rounds say.")
@format_option
@common
def status(checks: bool, format_: str | None, save: Path | None) -> None:
    """Say where the graph and the rounds are, what they hold, and whether they agree.

    With --check the exit code says it too, for whatever watches over the graph.

    Example: linkwork status
    """
    project, store = session().project(), session().store()
    store.must_be_whole()
    marker, counts, why = _graph()
    agreement = why or _agreement(store, marker)
    view = current_view(store)
    about: list[dict[str, Any]] = [
        {"what": "project", "is": f"{project.name} ({project.folder})"},
        {"what": "rounds", "is": f"{len(store.rounds())} in {project.rounds}"},
        {"what": "graph", "is": project.graph.place},
        {"what": "agreement", "is": agreement},
        {"what": "links that wait for an end", "is": view.loose()},
    ]
    if place := store.rules.place:
        about.append({"what": "place", "is": " ".join((*place.pcns, *place.areas))})
        about.append({"what": "records outside it", "is": len(view.outside)})
    holds: list[dict[str, Any]] = [{"what": kind, "is": number} for kind, number in counts.items()]
    emit(about + holds, ["what", "is"], format_, save)
    if checks and agreement != AGREES:
        click.get_current_context().exit(1)


@click.command()
@format_option
@common
def doctor(format_: str | None, save: Path | None) -> None:
    """Look for what is wrong and say the command that mends it. Exit code 1 if anything is.

    Example: linkwork doctor
    """
    store = session().store()
    findings = _findings(store)
    _tell_outside(store)
    _tell_wards(store)
    if not findings:
        say("Nothing is wrong.")
        return
    emit(findings, ["finding", "mend"], format_, save)
    click.get_current_context().exit(1)


def _clear_unreadable(address: GraphAddress) -> None:
    """Remove an embedded graph that cannot be opened at all: the rounds can make it again."""
    try:
        open_engine(address, writing=True).close()
    except GraphBusy:
        raise
    except GraphUnavailable:
        if not holds_a_graph(address):
            raise
        clear_graph(address)


def _graph() -> tuple[Row | None, dict[str, int], str]:
    """The marker, how many live nodes and links of each kind the graph holds, and why it cannot be read, if it cannot.

    Nothing where there is no graph.
    """
    try:
        marker, counts = _read_graph()
        return marker, counts, DAMAGED if damaged(marker) else ""
    except NoGraphYet:
        return None, {}, ""
    except LinkworkError as error:
        return None, {}, str(error)


def _read_graph() -> tuple[Row | None, dict[str, int]]:
    with open_engine(session().address()) as engine:
        nodes = {k: f"MATCH (n:{k}) WHERE n.live RETURN count(n) AS n" for k in SCHEMA.node}
        links = {k: f"MATCH ()-[r:{k}]->() WHERE r.live RETURN count(r) AS n" for k in SCHEMA.link}
        counts = {k: int(engine.read(cypher)[0]["n"]) for k, cypher in (nodes | links).items()}
        return engine.marker(), {k: n for k, n in counts.items() if n}


def _agreement(store: RoundStore, marker: Row | None) -> str:
    wrong, mend = _disagreement(store, marker)
    return f"{wrong}: {mend}" if wrong else AGREES


def _disagreement(store: RoundStore, marker: Row | None) -> tuple[str, str]:
    """How the graph departs from the rounds, and the command that mends it; two blanks where it does not."""
    if marker is None:
        return ("there is no graph yet", "linkwork build") if store.rounds() else (NOTHING, LOAD)
    if marker.get("state") != "built":
        without = "the graph was imported and has no constraints yet"
        return without if marker.get("state") == IMPORTED else "a build was broken off", "linkwork build"
    if lacking := rounds_lacking(store, marker):
        return f"the graph was built from rounds this folder lacks: {', '.join(lacking)}", "put them back into rounds/"
    behind = _behind(store, marker)
    return behind, "linkwork build" if behind else ""


def _behind(store: RoundStore, marker: Row) -> str:
    """What has come since the graph was built; blank where nothing has."""
    counting = store.folded()
    named = sorted(marker.get("rounds") or ())
    if sorted(r.id for r in counting) != named or marker.get("erasures", 0) != erasures(counting):
        return "the graph is behind the rounds"
    if (marker.get("rules") or "") != store.rules.text:
        return "the place, the precedence or a decision is newer than the graph"
    if (marker.get("schema"), marker.get("tool")) != (store.schema.digest, __version__):
        return "the graph was built by another version of Linkwork"
    return ""


def _unknown(store: RoundStore) -> list[str]:
    """The codes of the project's place that no record bears; none where no place is named or a round is damaged."""
    if not store.rules.place:
        return []
    try:
        return unknown_codes(fold(store.folded(), SCHEMA).nodes, store.rules.place)
    except LinkworkError:
        return []


def _view(store: RoundStore) -> View | None:
    """What the rounds say; None where one is damaged, which is a finding of its own."""
    try:
        return current_view(store)
    except LinkworkError:
        return None


def _wrong_with_people(store: RoundStore) -> list[tuple[str, str]]:
    """Who must go; the people of a demonstration are made up, and that their day passes is only said."""
    project = session().project()
    found = list(wrong_people(project.folder, store, today()))
    if not project.demo:
        return found
    if found:
        warn("Note: The people of this demonstration are made up, so none of them has to go. Were they real:")
    for wrong, mend in found:
        warn(f"  {wrong}: {mend}")
    return []


def _refused() -> tuple[Refusal, ...]:
    """Why questions of the project's own cannot be asked."""
    return questions_of(session()).refusals


def _tell_outside(store: RoundStore) -> None:
    """Say how many services the project's place leaves out of the graph: it may be too small by mistake."""
    view = _view(store) if store.rules.place else None
    number = sum(SCHEMA.kind_of_id(id_) == "Service" for id_ in view.outside) if view else 0
    if number:
        said = "1 service lies" if number == 1 else f"{number:,} services lie"
        warn(f"Note: {said} outside the project's place: kept in the rounds, but not in the graph.")


def _tell_wards(store: RoundStore) -> None:
    """Say whose postcode gives no ward, or one by a postcode that ended: often that is as it should be."""
    view = _view(store)
    for sentence in notes(view) if view else ():
        warn(f"Note: {sentence}.")


def _unclear(store: RoundStore) -> list[tuple[str, str]]:
    """Links that wait for an end, and names that two terms or areas have, each with what mends it."""
    view = _view(store)
    if view is None:
        return []
    found = []
    if sentence := wards_waiting(store.folded(), view)[1]:
        found.append((sentence, "load what describes the wards: linkwork loaders areas"))
    if number := view.as_stated().loose():
        sentences, way_out = waiting(store.folded(), view, SCHEMA)
        more = f" ... and {len(sentences) - FIRST} more" if len(sentences) > FIRST else ""
        said = "1 link waits" if number == 1 else f"{number:,} links wait"
        found.append((f"{said} for an end: {' '.join(sentences[:FIRST])}{more}", way_out))
    alike = one_name(view)
    for kind, name, ids in alike[:LISTED]:
        noun = SCHEMA.node[kind].plural.lower()
        many = "two" if len(ids) == 2 else str(len(ids))
        found.append((f"{many} {noun} are called {name}: {listed(ids)}", ONE_AREA if kind == "Area" else ONE_TERM))
    if len(alike) > LISTED:
        found.append((f"{len(alike) - LISTED} more names are those of several needs, audiences or areas", ONE_TERM))
    return found


def _damage(store: RoundStore) -> Iterator[tuple[str, str]]:
    """Every round that is not as it was kept: no more can be said of the others or of the graph until it is."""
    for id_ in store.ids():
        try:
            if round_ := store.held(id_):
                round_.must_be_whole()
        except LinkworkError as error:
            yield str(error), f"put rounds/{id_} back from a copy"


def _findings(store: RoundStore) -> list[dict[str, Any]]:
    found = [
        (f"{rest.name} is left of a load that was broken off; it does no harm", "load the same file again")
        for rest in store.folder.glob(f"{UNFINISHED}*")
    ]
    if damage := list(_damage(store)):
        return [{"finding": finding, "mend": mend} for finding, mend in (*found, *damage)]
    if codes := _unknown(store):
        found.append((f"no record bears the place's {', '.join(codes)}", "mend [place] in linkwork.toml, or load them"))
    found += _unclear(store)
    found += [(one, "mend its name in linkwork.toml, or take it out") for one in unread(session().project().folder)]
    found += wrong_lines(session().project().folder, store) if _view(store) else ()
    found += [(str(one), "mend the question's file, or take it out of queries/") for one in _refused()]
    found += _wrong_with_people(store)
    lost = "ask who changed it; fetch it from a copy, and keep both"
    found += [(wrong, lost) for wrong in broken(session().project().folder)]
    marker, _, why = _graph()
    if why:
        found.append((why, "linkwork build once the graph can be had; an embedded one can be made --from-scratch"))
    elif (wrong := _disagreement(store, marker))[0]:
        found.append(wrong)
    else:
        with session().engine() as engine:
            found += [
                (f"{kind} {id_} was {how} by hand", "linkwork build --verify")
                for kind, id_, how in departures(store, engine)
            ]
    return [{"finding": finding, "mend": mend} for finding, mend in found]
