"""Who uses which system: a line a service or body, a column a system, with who pays and what stands in the way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of, tagged
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted, listed

NAME = "platform-adoption"
#: Above so many systems there is one column for the system, and one for how far it is in use.
MOST_SYSTEMS = 5
#: How far a system is in use, in order, and the tag of each.
STATES = {"live": "good", "trial": "mind", "planned": "mind", "none": "stop", "not said": "plain"}
#: What services and bodies do whose state it is.
IN_WORDS = {"live": "use it", "trial": "try it", "planned": "plan to use it", "none": "do not use it"}
BODIES, SERVICES, UNSAID = "Organisations as a whole", "Services", "Services of which nobody has said anything"


@dataclass(frozen=True, slots=True)
class User:
    """A service, or an organisation as a whole, with all its rows: one a system."""

    id: str
    name: str
    group: str
    rows: tuple[Row, ...]


def sheet(view: GraphView) -> Sheet:
    """The lines: services first, then organisations; within each those who use most come first."""
    rows = rows_of(view, "A6")
    if not rows:
        return nothing_sheet(view, NAME, ("A6",), "Nothing was asked about systems.")
    users, systems = _users(rows), _systems(rows)
    said = Said(NAME, "A6", _finding(users, systems), _counts(users, systems), _how_to_read(users))
    whole = sheet_about(view, said)
    ledger = _matrix(users, systems) if len(systems) <= MOST_SYSTEMS else _list(users)
    return ledger_on(whole, ledger, len(ledger.lines), "line")


def _users(rows: Sequence[Row]) -> list[User]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        user = row.get("service_id") or row.get("organisation_id") or name_in(row, "service")
        found.setdefault(str(user), []).append(row)
    users = [User(id_, _called(own[0]), _group(own[0]), tuple(own)) for id_, own in found.items()]
    groups = (SERVICES, BODIES, UNSAID)
    order = list(STATES)

    def place(user: User) -> tuple[int, int, str]:
        return groups.index(user.group), min(order.index(_state(row)) for row in user.rows), user.name

    return sorted(users, key=place)


def _called(row: Row) -> str:
    providers = listed(names_in(row, "provider"))
    if row.get("organisation_id") and not row.get("service_id"):
        return providers or "(no name)"
    return name_in(row, "service") + (f" ({providers})" if providers else "")


def _group(row: Row) -> str:
    if row.get("organisation_id") and not row.get("service_id"):
        return BODIES
    return SERVICES if row.get("platform_id") or word_in(row, "platform") or word_in(row, "state") else UNSAID


def _state(row: Row) -> str:
    state = word_in(row, "state")
    return state if state in STATES else "not said"


def _systems(rows: Sequence[Row]) -> dict[str, str]:
    """The systems by id with their names, those that most have said something of first."""
    names = {str(row["platform_id"]): name_in(row, "platform") for row in rows if row.get("platform_id")}
    many = Counter(str(row["platform_id"]) for row in rows if row.get("platform_id"))
    return {id_: names[id_] for id_ in sorted(names, key=lambda id_: (-many[id_], names[id_], id_))}


def _matrix(users: Sequence[User], systems: Mapping[str, str]) -> Ledger:
    columns = [Column("who"), *(Column(named, 1) for named in systems.values()), Column("since"), *_LAST]
    lines = []
    for user in users:
        by = {str(row.get("platform_id")): row for row in user.rows}
        cells = [tagged(_state(by[id_]), STATES) if id_ in by else Entry() for id_ in systems]
        since = listed([said for row in user.rows if (said := word_in(row, "since"))])
        lines.append(_line(user, [*cells, Entry(since)]))
    return Ledger(tuple(columns), tuple(lines))


def _list(users: Sequence[User]) -> Ledger:
    columns = (Column("who"), Column("system"), Column("how far"), Column("since"), *_LAST)
    lines = []
    for user in users:
        for row in user.rows:
            cells = [Entry(word_in(row, "platform")), tagged(_state(row), STATES), Entry(word_in(row, "since"))]
            lines.append(_line(replace(user, rows=(row,)), cells))
    return Ledger(columns, tuple(lines))


_LAST = (Column("who pays"), Column("what stands in the way"))


def _line(user: User, cells: Sequence[Entry]) -> Line:
    pays = dict.fromkeys(one for row in user.rows for one in names_in(row, "funder"))
    secret = any(row.get("funds_not_published") for row in user.rows)
    paid = listed([*pays, *(["confidential funds"] if secret else [])]) or "nobody has said"
    blocks = "; ".join(dict.fromkeys(said for row in user.rows if (said := word_in(row, "blocks"))))
    return line_of([Entry(_with_services(user), bold=True), *cells, Entry(paid), Entry(blocks)], user.group)


def _with_services(user: User) -> str:
    behind = max((number_in(row, "services_behind") or 0 for row in user.rows), default=0)
    return f"{user.name}, {counted(int(behind), 'service')}" if behind else user.name


def _finding(users: Sequence[User], systems: Mapping[str, str]) -> str:
    if not systems:
        return f"of {counted(len(users), 'service')} nobody has said which system they use"
    id_, named = next(iter(systems.items()))
    by = Counter(_state(row) for user in users for row in user.rows if str(row.get("platform_id")) == id_)
    done = [f"{by[state]} {_one(does) if by[state] == 1 else does}" for state, does in IN_WORDS.items() if by[state]]
    return (
        f"of {by.total()} that speak of {named}, {listed(done)}" if done else f"nobody says how far {named} is in use"
    )


def _one(does: str) -> str:
    """What one of them does: `uses it` for `use it`."""
    first, rest = does.split(" ", 1)
    return f"{ {'try': 'tries', 'do': 'does'}.get(first, f'{first}s') } {rest}"


def _counts(users: Sequence[User], systems: Mapping[str, str]) -> Iterator[str]:
    services = sum(1 for user in users if user.group == SERVICES)
    bodies = sum(1 for user in users if user.group == BODIES)
    yield f"{counted(services, 'service')}, {counted(bodies, 'organisation')} and {counted(len(systems), 'system')}"
    blocked = sum(1 for user in users if any(word_in(row, "blocks") for row in user.rows))
    if blocked:
        yield f"something stands in the way of {blocked}"
    unsaid = sum(1 for user in users if user.group == UNSAID)
    if unsaid:
        yield f"{counted(unsaid, 'service')} of which nobody has said anything"


def _how_to_read(users: Sequence[User]) -> Iterator[str]:
    yield "Each line is a service or an organisation as a whole; the tag says how far a system is in use there."
    if any(user.group == BODIES for user in users):
        yield "The number after an organisation counts its services that say nothing of any system themselves."
    yield "Who pays for a service does not always pay for its system."


DRAWING = Drawing(
    name=NAME,
    title="Who uses which system",
    question="Who uses which digital system, who plans to, who pays, and what stands in the way?",
    sheet=sheet,
    asks=(Asks("A6"),),
    needs_graph=False,
    of="A6",
)
