"""From files to rounds: init, loaders, template, check, load, rounds."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from linkwork.commands._completing import one_of
from linkwork.commands._dry_run import would_change
from linkwork.commands._errors_workbook import marked
from linkwork.commands._feeds import PLACES, located
from linkwork.commands._files import write
from linkwork.commands._load_told import (
    each_kind,
    files_of,
    rows_of,
    tell_again,
    tell_all,
    tell_loose,
    tell_names,
    tell_wards,
    tell_warnings,
)
from linkwork.commands._output import emit, format_option
from linkwork.commands._pages import START_HERE
from linkwork.commands._prefilling import write_prefilled
from linkwork.commands._session import common, confirm, progress, say, session, warn
from linkwork.commands._trail import writing
from linkwork.errors import LinkworkError
from linkwork.graph.build import Built, How, build
from linkwork.graph.engine import Owner
from linkwork.graph.names_list import EMPTY
from linkwork.graph.names_list import FILE as NAMES
from linkwork.graph.rounds import RoundStore
from linkwork.load.erased_before import lift
from linkwork.load.listed_names import written_down
from linkwork.load.steps import Asked, Ready, effect, read
from linkwork.loaders import Loader, loader, loaders
from linkwork.loaders._patients import vouched
from linkwork.personal_data.written import WORKBOOK
from linkwork.project.settings import FILE, make_project
from linkwork.words import counted

PATHS = click.Path(path_type=Path)
PAGE = "START-HERE.txt"
ERRORS = click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    help="Where there are problems, write the sheets here with every bad cell marked, ready to correct and load.",
)
NO_PATIENTS = click.option(
    "--not-patient-data",
    "not_patients",
    multiple=True,
    metavar="COLUMN",
    help="This column is not about patients, though it looks so; again for more.",
)


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--name", default="", help="The place, as it stands on drawings; else the folder's name.")
@common
def init(folder: Path | None, name: str) -> None:
    """Make a project folder: settings, the mapping-round workbook, a list of names to fill in, and what to do next.

    Example: linkwork init tower-hamlets --name "Tower Hamlets"
    """
    home = folder or session().project_folder or Path()
    if (home / FILE).exists():
        raise LinkworkError(f"{home} is a project already. Nothing was changed. See it with `linkwork status`.")
    # The settings last: with them it is a project, which the same command would not make again.
    _fill(home)
    make_project(home, name)
    say(f"{home} is now a Linkwork project. Read START-HERE.txt in it, or fill in {WORKBOOK} and run:")
    say(f"  linkwork check mapping-workbook {home / WORKBOOK} --project {home}")


def _fill(home: Path) -> None:
    """The workbook, the page and the list of names are in the folder; what is there already may be somebody's work."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / WORKBOOK).exists():
        _write_template(home / WORKBOOK)
    if not (home / PAGE).exists():
        write(START_HERE, home / PAGE)
    if not (home / NAMES).exists():
        write(EMPTY, home / NAMES)


@click.command("loaders")
@click.argument("name", required=False, shell_complete=one_of(lambda _: loaders()))
@format_option
@common
def list_loaders(name: str | None, format_: str | None, save: Path | None) -> None:
    """List the source formats that can be loaded; with a NAME, the columns that one reads and what it covers.

    Example: linkwork loaders demand
    """
    if name is not None:
        _describe(loader(name), format_, save)
        return
    rows = [
        {"name": one.name, "description": one.description, "reads": one.reads, "default_source": one.source}
        for one in loaders().values()
    ]
    emit(rows, ["name", "description", "reads", "default_source"], format_, save)


def _describe(one: Loader, format_: str | None, save: Path | None) -> None:
    """Say what one loader reads: as text about it and a table of its columns, or in the format asked for."""
    columns = [
        {"column": column.name, "required": column.required, "meaning": column.meaning} for column in one.columns
    ]
    covers = [*one.scope.kinds, *one.scope.sheets, *one.scope.areas]
    about = {
        "name": one.name,
        "description": one.description,
        "reads": one.reads,
        "default_source": one.source,
        "covers": covers,
    }
    if format_ is None and save is None:
        say(f"{one.name}: {one.description}.\nReads {one.reads}.")
        say(f"Its source is called {one.source or 'what the file is called'} unless you say --source.")
        whole = ", ".join(covers) or "all that its source ever spoke of"
        say(f"Covers {whole}, unless the file or --scope says otherwise.\n")
    emit(columns, ["column", "required", "meaning"], format_, save, data={**about, "columns": columns})


@click.command()
@click.argument("file", required=False, default=Path(WORKBOOK), type=PATHS, metavar="[FILE.xlsx]")
@click.option("--prefill", is_flag=True, help="Fill it with what is known, for people to confirm or change.")
@click.option("--organisation", metavar="O", help="With --prefill: only what is about this one, by id or name.")
@click.option("--source", metavar="NAME", help="With --prefill: who is to say it; else the one mapping that there is.")
@common
def template(file: Path, prefill: bool, organisation: str | None, source: str | None) -> None:
    """Write the mapping workbook: a sheet a kind, with notes, drop-downs and an example row.

    With --prefill it holds what is known instead of the example; people's names only with --with-people, confidential
    values only with --internal.

    Example: linkwork template mapping-2026.xlsx --prefill --organisation "Loom Studio"
    """
    if file.exists():
        raise LinkworkError(f"{file} is there already, and may hold somebody's work. Give another name.")
    if prefill:
        write_prefilled(file, organisation, source)
        return
    if organisation or source:
        raise LinkworkError("--organisation and --source go with --prefill: an empty workbook is the same for all.")
    _write_template(file)
    say(f"Wrote {file}. Begin with its sheet 'Start here'.")


@click.command()
@click.argument("loader_name", metavar="LOADER", shell_complete=one_of(lambda _: loaders()))
@PLACES
@ERRORS
@NO_PATIENTS
@common
def check(loader_name: str, places: tuple[str, ...], errors: Path | None, not_patients: tuple[str, ...]) -> None:
    """Say every problem in files of one source; keep nothing.

    Example: linkwork check mapping-workbook mapping-2026.xlsx --errors to-correct.xlsx
    """
    store, paths = session().store(), located(places, session().project().folder)
    with progress(f"Reading {files_of(paths)}"), _known(not_patients), marked(paths, errors):
        ready = read(loader(loader_name), paths, session().project(), store, Asked(as_of="0001-01-01"))
    tell_warnings(ready)
    tell_names(ready)
    change = effect(store, ready)[1]
    tell_wards(change)
    tell_loose(change)
    say(f"No problems in {files_of(paths)}: {each_kind(rows_of(ready))}. Nothing was kept; `linkwork load` keeps it.")


@click.command()
@click.argument("loader_name", metavar="LOADER", shell_complete=one_of(lambda _: loaders()))
@PLACES
@click.option("--as-of", metavar="DATE", help="The day the source speaks of, e.g. 2024-03-31; else as the file says.")
@click.option("--source", metavar="NAME", help="Who says it; else as the file says, else the loader's own name for it.")
@click.option("--scope", metavar="S", help='What it covers, e.g. "Services, Offers"; else as the file says.')
@click.option("--partial", is_flag=True, help="It adds and changes; what it lacks means nothing.")
@click.option("--lawful-basis", metavar="WHY", help="With --with-people: the ground on which people are held.")
@click.option("--keep-until", metavar="DATE", help="With --with-people: the day after which they must go.")
@click.option("--erased-too", is_flag=True, help="Hold people again who were erased; else their rows are left out.")
@click.option("--only-if-changed", is_flag=True, help="Keep no round where the source says what its last one says.")
@click.option("--keep-good-rows", is_flag=True, help="Leave rows with problems out; the round is then partial.")
@ERRORS
@NO_PATIENTS
@click.option("--dry-run", is_flag=True, help="Say what would change; keep nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before a large change.")
@format_option
@common
def load(loader_name: str, places: tuple[str, ...], dry_run: bool, yes: bool, **said: Any) -> None:  # noqa: ANN401
    """Keep what files of one source say as a round, and bring the graph to the current view.

    A PATH may be the address of a live feed, for loaders that read its pages. With --dry-run, --format and --save give
    what would change as a table or as JSON.

    Example: linkwork load ods-pcn ePCN.xlsx --as-of 2023-02-28
    """
    project, store, form = session().project(), session().store(), (said.pop("format_"), said.pop("save"))
    errors, known = said.pop("errors"), _known(said.pop("not_patients"))
    asked = Asked(**said, people=session().people)
    paths = located(places, project.folder)
    if not dry_run and form != (None, None):
        raise LinkworkError("--format and --save go with --dry-run: they say what would change.")
    if dry_run:
        with progress(f"Reading {files_of(paths)}"), known, marked(paths, errors):
            ready = read(loader(loader_name), paths, project, store, asked)
        if form == (None, None):
            tell_all(ready, paths, effect(store, ready)[1], kept=None)
        would_change(store, ready, form)
        return
    with writing(project.folder) as under:
        with progress(f"Reading {files_of(paths)}"), known, marked(paths, errors):
            ready = read(loader(loader_name), paths, project, store, asked)
        with under.act("load", loader=loader_name, people=_people(ready)) as facts:
            if ready.already is not None:
                facts["round"] = ready.already.id
                tell_again(ready)
                with written_down(project.folder, ready.listed.decisions):
                    pass
            else:
                facts |= {"round": _keep(ready, paths, store, yes), "rows": sum(rows_of(ready).values())}
            # Opened anew: what the list of names joined is among the decisions now.
            opened = session().store()
            opened.views = store.views
            say(told(bring_up_to_date(opened, project.owner)))


@click.command()
@format_option
@common
def rounds(format_: str | None, save: Path | None) -> None:
    """List the rounds that have been kept.

    Example: linkwork rounds
    """
    store = session().store()
    if not store.rounds():
        warn("Note: no round has been kept yet. `linkwork load` keeps one; `linkwork doctor` says how to begin.")
    counting = {r.id for r in store.folded()}
    rows = [
        {
            "round": r.id,
            "source": r.source,
            "as_of": r.as_of,
            "loader": r.manifest["loader"],
            "complete": r.complete,
            "files": r.manifest["files"],
            "rows": sum(r.manifest["counts"].values()),
            "counts": r.id in counting,
            "withdrawn": store.withdrawn.get(r.id),
        }
        for r in store.rounds()
    ]
    emit(
        rows, ["round", "source", "as_of", "loader", "complete", "files", "rows", "counts", "withdrawn"], format_, save
    )


def bring_up_to_date(store: RoundStore, owner: Owner, how: How = "changes") -> Built:
    """Bring the session's graph to the current view, with a bar on a terminal."""
    with session().engine(writing=True) as engine, progress("Building the graph") as bar:
        return build(store, engine, owner, how, bar)


def told(built: Built) -> str:
    """What a build did, in a sentence."""
    if built.nothing_written:
        return "The graph already says so: nothing was written to it."
    taken = built.nodes_removed + built.links_removed
    out = f", {taken:,} taken out" if taken else ""
    nodes, links = counted(built.nodes_written, "node"), counted(built.links_written, "link")
    return f"The graph is up to date: {nodes} and {links} written{out}."


def _known(columns: Sequence[str]) -> AbstractContextManager[None]:
    """Inside, these columns and those of the settings are read though they look like data about patients."""
    return vouched([*columns, *session().project().not_patient_data])


def _people(ready: Ready) -> int:
    """How many people the files name."""
    return sum(table.rows.height for table in ready.tables if table.kind == "Person")


def _keep(ready: Ready, paths: tuple[Path, ...], store: RoundStore, yes: bool) -> str:
    """Keep the round, say what it changed, and give its id."""
    proposed, change = effect(store, ready)
    if change.much_stale:
        much = f"This round would make {change.stale_share:.0%} of what {ready.statement.source} says stale."
        part = "If these files are only a part of what it says, add --partial."
        confirm(f"{much} {part} `linkwork load` with --dry-run lists it all.", yes)
    # The decisions first, so that a load that is killed between the two is made good by loading the file again.
    with written_down(session().project().folder, ready.listed.decisions):
        store.keep(ready.statement, ready.tables, ready.names.minted, ready.rejected)
    lift(session().project().folder, ready.lifted)
    tell_all(ready, paths, change, kept=proposed)
    return proposed.id


def _write_template(file: Path) -> None:
    from linkwork.loaders._template import template as workbook

    write(workbook(), file)
