"""New services to suppose, from a file: a line a service, names or ids in every column, lists with ; between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from linkwork.errors import InputRefused, LinkworkError, Problem
from linkwork.graph.identity import slug
from linkwork.graph.measures.supposing import Add
from linkwork.loaders import Column
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._sheets import read_every
from linkwork.queries._parameters import Given
from linkwork.queries._supposed import Supposed
from linkwork.queries._supposing import Named
from linkwork.words import listed

COLUMNS = (
    Column("name", "what to call the new service", True),
    Column("needs", "the needs it meets, with ; between", True),
    Column("areas", "the areas it covers, with ; between", True),
    Column("groups", "the groups it is for, with ; between; blank is everyone"),
    Column("provider", "the organisation that provides it"),
    Column("capacity", "people it can take on in a year"),
    Column("refers_from", "who refers to it, with ; between; self where people may come by themselves"),
)
WANTED = tuple(Wanted(column, column.name) for column in COLUMNS)
#: For each column with names, the word in messages and the kinds; the doors are looked up otherwise.
NAMED = {
    "needs": ("need", ("Need",)),
    "areas": ("area", ("Area",)),
    "groups": ("group", ("Audience",)),
    "provider": ("provider", ("Organisation",)),
}
Cells = Mapping[str, str | None]
#: Called with the column and what is wrong in it.
Say = Callable[[str, str], None]


def read_services(path: Path, named: Named) -> list[Supposed]:
    """The services of a file. Raises InputRefused with every problem in it, by row and column."""
    made: list[Supposed] = []
    problems: list[Problem] = []
    for sheet in read_every([path]):
        taken = take(sheet, WANTED)
        problems += taken.problems
        if taken.rows is not None:
            problems += required_cells(taken, ("name", "needs", "areas"), "say it for every new service")
            for row in taken.rows.iter_rows(named=True):
                new = new_service(row, named, _sayer(taken, row["_row"], problems), len(made) + 1)
                made += [new] if new else []
    if not made and not problems:
        problems.append(Problem(path.name, message="there is no new service in it; give each a line"))
    if problems:
        raise InputRefused(problems)
    return made


def described(services: Sequence[Mapping[str, object]], named: Named) -> Iterator[Supposed]:
    """New services given as mappings with the names of COLUMNS; several needs are a list, or text with ; between.

    Raises LinkworkError, naming what is wrong and what is allowed, at the first that cannot be.
    """
    known = [column.name for column in COLUMNS]
    for number, given in enumerate(services, start=1):
        if unknown := sorted(given.keys() - set(known)):
            raise LinkworkError(f"add: {unknown[0]!r} is not one of {', '.join(known)}. Nothing was worked out.")
        cells = {name: _cell(value) for name, value in given.items()} | {
            "name": _cell(given.get("name")) or "the new service"
        }
        if not (cells.get("needs") and cells.get("areas")):
            raise LinkworkError("add: a new service has needs and areas. Nothing was worked out.")
        new = new_service(cells, named, refuse, number)
        yield from [new] if new else []


def refuse(column: str, message: str) -> None:
    """Say at once, as an error, what is wrong with one new service."""
    raise LinkworkError(f"{column}: {message}{'' if message.endswith('?') else '.'} Nothing was worked out.")


def _cell(value: object) -> str | None:
    if value is None:
        return None
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _sayer(taken: Taken, row: object, problems: list[Problem]) -> Say:
    return lambda column, message: problems.append(taken.problem(row, column, message))


def new_service(cells: Cells, named: Named, say: Say, number: int) -> Supposed | None:
    """The service of one line; None where something is wrong with it, which has then been said."""
    wrong: list[str] = []

    def tell(column: str, message: str) -> None:
        wrong.append(column)
        say(column, message)

    given = {column: _named(cells, column, named, tell) for column in (*NAMED, "refers_from")}
    capacity = _capacity(cells.get("capacity"), tell)
    name, needs, areas = cells.get("name"), given["needs"], given["areas"]
    if wrong or not name or not needs or not areas:
        return None
    provider = next(((str(one.value), one.words) for one in given["provider"]), None)
    new = Add(
        f"service-supposed-{number}-{slug(name)}",
        name,
        tuple(str(one.value) for one in needs),
        tuple(str(one.value) for one in areas),
        tuple(str(one.value) for one in given["groups"]),
        provider,
        capacity,
        {str(one.value): one.words for one in given["refers_from"]},
    )
    whom = f" for {listed([one.words for one in given['groups']])}" if given["groups"] else ""
    what, where = (listed([one.words for one in some]) for some in (needs, areas))
    return Supposed(new, f"there were a new service, {name}, for {what}{whom} in {where}")


def _named(cells: Cells, column: str, named: Named, say: Say) -> list[Given]:
    """The records that a cell names."""
    found = []
    for text in (part.strip() for part in (cells.get(column) or "").split(";")):
        if not text:
            continue
        try:
            word, kinds = NAMED.get(column, ("refers_from", ()))
            found.append(named.one(word, kinds, text) if kinds else named.door(word, text))
        except LinkworkError as error:
            say(column, str(error).partition(": ")[2].rstrip("."))
    return found


def _capacity(text: str | None, say: Say) -> int | None:
    if not text:
        return None
    if not text.strip().isdecimal():
        say("capacity", f"{text!r} is not a whole number of people")
        return None
    return int(text)
