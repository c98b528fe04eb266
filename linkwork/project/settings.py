"""Where a project is and what it has settled: flag, then environment, then the nearest linkwork.toml."""

import os
import re
import tomllib
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from linkwork.disk import replaced
from linkwork.errors import LinkworkError
from linkwork.graph.engine import GraphAddress, Owner
from linkwork.graph.place import Place
from linkwork.graph.rules import EVERYTHING
from linkwork.graph.schema import SCHEMA

FILE = "linkwork.toml"
#: The size of the areas that answers compare, where the settings do not say.
CELL_LEVEL = "ward"
#: How an address begins, also one with a stroke too few, which might hold a password all the same.
ADDRESS = re.compile(r"[\w+.-]+://|(bolt|neo4j)[+a-z]*:", re.IGNORECASE)
#: Which demonstration made the folder, for those that one made.
DEMO = 'demo = "{key}"\n'
TEXT = """\
# Linkwork's settings for this project. Everything here may be changed but the id.

[project]
id = "{id}"
# The place, as it stands on drawings and tables.
name = {name}
# Said on every output; leave it empty for a real place.
note = {note}
{demo}
[place]
# Your primary care networks and areas, by code. Files that hold the whole country are kept whole, and what lies
# elsewhere is left out of the graph. Leave both empty to have everything in it.
pcns = {pcns}
areas = {areas}
# The size of the areas that answers compare: region, borough, locality, ward or lsoa.
# cell_level = "ward"

[precedence]
# Whom to believe where sources disagree, the first before the others; without it the latest date is shown.
# sources = ["nhs-ods-pcn", "our-mapping"]
# "Organisation.name" = ["nhs-ods-practices"]

[load]
# Filled columns that nobody reads and that need no warning.
ignore = []
# Columns that look like data about patients and are something else, by their headings.
# not_patient_data = ["Our reference"]

# The questions of `linkwork pack`, in order, by id or name, or as a table with options. Without the list the pack has
# those that a meeting mostly asks for. `linkwork ask` lists the questions, `linkwork ask G3 --help` the options of one.
# [pack]
# questions = ["C1", "O1", {{ question = "G3", need = "Debt" }}]

# What a source covers, where its files do not say so themselves: kinds, sheets, area ids.
# [sources."joy-export"]
# scope = "Services, Offers"
"""

#: The settings that are read, by table; a table without a list is read whole, and what is wrong in it is refused.
READ: Mapping[str, tuple[str, ...]] = {
    "project": ("id", "name", "note", "demo"),
    "place": ("pcns", "areas", "cell_level"),
    "precedence": (),
    "load": ("ignore", "not_patient_data"),
    "pack": ("questions",),
    "sources": (),
}


class NoProject(LinkworkError):
    """No project was named and none is here: a graph can still be asked by itself."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question chosen for the meeting pack, by its id or name, and what it is asked with."""

    question: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder and its settings. `graph` is the address given by flag or environment, else the folder's own."""

    folder: Path
    id: str
    name: str
    note: str
    graph: GraphAddress
    ignore: tuple[str, ...] = ()
    not_patient_data: tuple[str, ...] = ()
    scopes: Mapping[str, str] = field(default_factory=dict)
    demo: str = ""
    place: Place = field(default_factory=Place)
    precedence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cell_level: str = CELL_LEVEL
    pack: tuple[Chosen, ...] = ()

    @property
    def owner(self) -> Owner:
        """Whose graph it is, as the graph itself says it."""
        return Owner(self.id, self.name, self.note)

    @property
    def rounds(self) -> Path:
        """Where the rounds are kept."""
        return self.folder / "rounds"

    @property
    def queries(self) -> Path:
        """Where the project's own questions are."""
        return self.folder / "queries"


def make_project(folder: Path, name: str = "", note: str = "", demo: str = "", place: Place | None = None) -> bool:
    """Make the folder a project; False, and nothing changed, if it is one already. `demo` is a demonstration's key."""
    place = place or Place()
    if (folder / FILE).exists():
        return False
    try:
        for part in ("rounds", "queries"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        words = {"name": _quoted(name or folder.resolve().name), "note": _quoted(note)}
        words |= {"pcns": _list(place.pcns), "areas": _list(place.areas)}
        text = TEXT.format(id=uuid.uuid4().hex[:12], demo=DEMO.format(key=demo) if demo else "", **words)
        replaced(folder / FILE, text.encode())
    except OSError as error:
        # Folders without settings would look like other things to whoever tries again.
        for empty in (folder / "rounds", folder / "queries", folder):
            with suppress(OSError):
                empty.rmdir()
        raise LinkworkError(f"{folder} cannot be made a project: {error.strerror or error}.") from error
    return True


def graph_address(graph: str | None, beside: bool, environment: Mapping[str, str] = os.environ) -> GraphAddress | None:
    """Where the flag or the environment says that the graph is, with who asks; None where neither does.

    Raises LinkworkError for an address with a password in it.
    """
    place = graph or environment.get("NEO4J_URI")
    if not place:
        return None
    if ADDRESS.match(place) and re.search(r"[@?]", place):  # a folder's name may have either
        raise LinkworkError(
            "A graph's address may hold no user or password, and no question mark with what follows. Set "
            "NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    said = {name: environment.get(f"NEO4J_{name.upper()}") or None for name in ("username", "password", "database")}
    return GraphAddress(place, said["username"], said["password"], said["database"], beside)


def open_project(
    folder: Path | None, graph: str | None, beside: bool = False, environment: Mapping[str, str] = os.environ
) -> Project:
    """The project: the folder given, else LINKWORK_PROJECT, else the nearest folder above with a linkwork.toml.

    Raises LinkworkError, naming the way out, if the one named is none or its settings cannot be read, and NoProject if
    none was named and none is here.
    """
    home = _home(folder, environment)
    settings = _settings(home / FILE)
    tables = {
        name: _table(home, settings, name) for name in ("project", "place", "precedence", "load", "sources", "pack")
    }
    about, place, sources = tables["project"], tables["place"], tables["sources"]
    if not isinstance(about.get("id"), str) or not about["id"]:
        raise LinkworkError(
            f"{home / FILE} has no id under [project]. Put it back, or begin anew with `linkwork init`."
        )
    return Project(
        folder=home,
        id=about["id"],
        name=str(about.get("name") or home.resolve().name),
        note=str(about.get("note", "")),
        graph=graph_address(graph, beside, environment) or GraphAddress(str(home / "graph")),
        ignore=_columns(home, tables["load"], "ignore"),
        not_patient_data=_columns(home, tables["load"], "not_patient_data"),
        demo=str(about.get("demo", "")),
        precedence=_precedence(home, tables["precedence"]),
        cell_level=_level(home, place),
        place=Place(*(_codes(home, place, name) for name in ("pcns", "areas"))),
        scopes=_scopes(home, sources),
        pack=_chosen(home, tables["pack"]),
    )


def unread(folder: Path) -> list[str]:
    """A sentence for each table and setting of the project's file that nothing reads, with the nearest that is.

    Raises LinkworkError where the file cannot be read.
    """
    said = _settings(folder / FILE)
    strange = [(f"[{name}]", [f"[{table}]" for table in READ]) for name in said if name not in READ]
    for table, known in READ.items():
        strange += [(name, [*known]) for name in said.get(table, ()) if known and name not in known]
    for source, settings in said.get("sources", {}).items():
        strange += [(f"{name} of {source}", [f"scope of {source}"]) for name in settings if name != "scope"]
    return [f"{FILE}: {name} is read by nothing.{_meant(name, known)}" for name, known in strange]


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.7)
    return f" Did you mean {near[0]}?" if near else f" What may stand there: {', '.join(known)}."


def _home(folder: Path | None, environment: Mapping[str, str]) -> Path:
    """The project's folder. Raises NoProject where none is named and none is here, LinkworkError for a wrong one."""
    named = folder or (Path(environment["LINKWORK_PROJECT"]) if environment.get("LINKWORK_PROJECT") else None)
    here = _nearest(Path.cwd())
    home = named or here
    otherwise = "or name one with --project."
    if home is None:
        raise NoProject(
            f"There is no Linkwork project here: it has no {FILE}. Make one with `linkwork init`, {otherwise}"
        )
    if (home / FILE).exists():
        return home
    where = f"{home} is not a Linkwork project: it has no {FILE}."
    if here:
        raise LinkworkError(
            f"{where} You are in the project {here}: leave --project out (or LINKWORK_PROJECT, if it is set) to use "
            "that one, or name another."
        )
    raise LinkworkError(f"{where} Make one with `linkwork init {home}`, {otherwise}")


def _nearest(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / FILE).exists()), None)


def _settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LinkworkError(f"{path} cannot be read: {error}.") from error


def _table(home: Path, settings: Mapping[str, Any], name: str, above: str = "") -> Mapping[str, Any]:
    """A table of the settings, empty where there is none. Raises LinkworkError where something else has its name."""
    found = settings.get(name, {})
    if not isinstance(found, Mapping):
        raise LinkworkError(
            f"{home / FILE}: {above}{name} is not a table. Write [{above}{name}] on a line of its own, and below it a "
            "line for each setting. Nothing was changed."
        )
    return found


def _columns(home: Path, load: Mapping[str, Any], setting: str) -> tuple[str, ...]:
    """The headings of columns in a setting under [load]: those that need no warning, say."""
    names = load.get(setting, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise LinkworkError(f'{home / FILE}: [load] {setting} is not a list of columns, such as ["Notes"].')
    return tuple(names)


def _scopes(home: Path, sources: Mapping[str, Any]) -> dict[str, str]:
    """What each source covers, of those that say so."""
    said = {name: _table(home, sources, name, "sources.") for name in sources}
    return {name: str(table["scope"]) for name, table in said.items() if "scope" in table}


def _codes(home: Path, place: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The codes in a list of the settings, in capitals."""
    codes = place.get(name, [])
    if not isinstance(codes, list) or not all(isinstance(code, str) and code.strip().isalnum() for code in codes):
        raise LinkworkError(f'{home / FILE}: [place] {name} is not a list of codes, such as ["E09000030"].')
    return tuple(code.strip().upper() for code in codes)


def _level(home: Path, place: Mapping[str, Any]) -> str:
    """The size of the areas that answers compare."""
    known = SCHEMA.node["Area"].property("level")
    allowed = known.allowed if known else ()
    level = place.get("cell_level", CELL_LEVEL)
    if level not in allowed:
        raise LinkworkError(f"{home / FILE}: [place] cell_level: {level!r} is not one of {', '.join(allowed)}.")
    return str(level)


def _precedence(home: Path, said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The order of sources for `Kind.property`, or for everything under `sources`."""
    found = {}
    for name, order in said.items():
        kind, _, prop = name.partition(".")
        known = kind in SCHEMA.node or kind in SCHEMA.link
        if name != "sources" and not (known and SCHEMA.kind(kind).property(prop)):
            raise LinkworkError(
                f"{home / FILE}: [precedence] {name} is neither `sources` nor a property, such as Organisation.name."
            )
        if not isinstance(order, list) or not all(isinstance(source, str) for source in order):
            raise LinkworkError(
                f'{home / FILE}: [precedence] {name} is not a list of sources, such as ["our-mapping"].'
            )
        found[EVERYTHING if name == "sources" else name] = tuple(order)
    return found


def _chosen(home: Path, pack: Mapping[str, Any]) -> tuple[Chosen, ...]:
    """The questions of the meeting pack, in order; whether there are such is seen when they are asked."""
    if others := sorted(set(pack) - {"questions"}):
        raise LinkworkError(
            f"{home / FILE}: [pack] {others[0]} is not a setting: [pack] has questions alone. Nothing was changed."
        )
    listed = pack.get("questions", [])
    if not isinstance(listed, list) or ("questions" in pack and not listed):
        raise LinkworkError(
            f'{home / FILE}: [pack] questions is not a list of questions, such as ["O1", "G1"]. Nothing was changed.'
        )
    return tuple(_one_chosen(home, number, one) for number, one in enumerate(listed, start=1))


def _one_chosen(home: Path, number: int, one: object) -> Chosen:
    """One question of the list: its id or name alone, or a table of that and what it is asked with."""
    if isinstance(one, str) and one.strip():
        return Chosen(one.strip())
    if isinstance(one, Mapping) and isinstance(one.get("question"), str):
        given = {name: _day_as_text(value) for name, value in one.items() if name != "question"}
        wrong = [name for name, value in given.items() if not isinstance(value, str | int | float)]
        if not wrong:
            return Chosen(one["question"].strip(), given)
        allowed = f"{wrong[0]} is not text, a number, a day, true or false"
    else:
        allowed = 'it is neither an id or a name, such as "O1", nor { question = "G3", need = "Debt" }'
    raise LinkworkError(f"{home / FILE}: [pack] questions, number {number}: {allowed}. Nothing was changed.")


def _day_as_text(value: object) -> object:
    """A day that stands in the settings without quotation marks, as text; anything else as it is."""
    return value.isoformat() if type(value) is date else value


def _list(codes: tuple[str, ...]) -> str:
    return "[" + ", ".join(_quoted(code) for code in codes) + "]"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(ch if ch.isprintable() else " " for ch in escaped) + '"'
