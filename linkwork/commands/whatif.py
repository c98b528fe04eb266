"""What would be: whatif close, move, add, best. Before and after, without touching the graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from linkwork.asking import graph_of
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Commands, common, say, session
from linkwork.commands._whatif import COLUMNS, table_rows, whatif_text
from linkwork.commands._whatif_file import new_service, read_services
from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine
from linkwork.graph.footprint import ANYONE_ELSE, EVERYONE
from linkwork.graph.next_steps import Step
from linkwork.graph.parsing import day
from linkwork.graph.supposing import CloseFund, CloseLink, CloseOffer, CloseService, Move, Rows, Widen
from linkwork.graph.whatif import best_steps
from linkwork.queries import rounds_of
from linkwork.queries._parameters import Given, did_you_mean
from linkwork.queries._supposed import Supposed, Told
from linkwork.queries._supposing import Named, names_of, read_rows
from linkwork.queries._words import listed


@click.group(cls=Commands)
@common
def whatif() -> None:
    """Say what would be different if something closed, moved or were added. Nothing is changed.

    Example: linkwork whatif close "Debt Advice"
    """


@dataclass(frozen=True, slots=True)
class _Here:
    """An open graph: its rows, its records by name, and what people call things."""

    rows: Rows
    named: Named


def _output(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all of them share."""
    dated = click.option("--as-of", metavar="DATE", help="Suppose it of the rounds dated up to this day.")
    return dated(format_option(common(command)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """How it was asked: of which day, and how it is to be printed."""

    as_of: str | None
    format_: str | None
    save: Path | None

    def tell(self, suppose: Callable[[_Here], Iterable[Supposed]]) -> None:
        """Print what these changes would do."""
        with self._engine() as engine:
            here = _Here(read_rows(engine, session().cell_level()), Named(engine, session().allowed))
            made = list(suppose(here))
            marker = engine.marker() or {}
        note = str(marker.get("note") or "")
        found = Told(here.rows, made, session().internal).as_json(rounds_of(marker), note)
        if self.format_ is None and self.save is None:
            say(whatif_text(found, note))
            return
        emit(table_rows(found), COLUMNS, self.format_, self.save, data=found)

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        if self.as_of is None:
            with session().engine() as engine:
                yield engine
            return
        with graph_of(session(), day(self.as_of)) as (engine, _):
            yield engine


@whatif.command()
@click.argument("services", nargs=-1, metavar="[SERVICE...]")
@click.option("--offer", "offers", multiple=True, metavar="OFFER", help="One offer ends; its service stays.")
@click.option(
    "--link", "links", nargs=2, multiple=True, metavar="FROM TO", help="Nobody is referred from the one to the other."
)
@click.option(
    "--fund", "funds", multiple=True, metavar="FUND", help="A fund or a body stops paying for services (by name or id)."
)
@_output
def close(as_of: str | None, format_: str | None, save: Path | None, services: Sequence[str], **given: object) -> None:
    """Suppose that services, offers, referrals or funding end: one or several at once.

    A funding line that ends closes the services that nobody else is known to pay for.

    Example: linkwork whatif close "Debt Advice" --link "Mill Lane Surgery" "Lunch Club"
    """

    def suppose(here: _Here) -> Iterator[Supposed]:
        for text in services:
            found = here.named.one("service", ("Service",), text)
            yield Supposed(CloseService(str(found.value)), f"{found.words} closed")
        for text in _texts(given["offers"]):
            yield _offer(here, text)
        for start, end in _pairs(given["links"]):
            yield _link(here, start, end)
        for text in _texts(given["funds"]):
            found = here.named.funder(text)
            yield Supposed(CloseFund(str(found.value)), f"{found.words} stopped paying for services")

    if not services and not any(given.values()):
        raise LinkworkError("Say what closes: a service, or --offer, --link or --fund.")
    _Asked(as_of, format_, save).tell(suppose)


@whatif.command()
@click.argument("service")
@click.option("--area", required=True, metavar="AREA", help="Where its offers are to be.")
@click.option("--from-area", metavar="AREA", help="Move only what it does here, or in what lies in it.")
@_output
def move(as_of: str | None, format_: str | None, save: Path | None, service: str, **given: str | None) -> None:
    """Suppose that a service works in another area in place of where it does.

    Example: linkwork whatif move "Lunch Club" --area South --from-area North
    """

    def suppose(here: _Here) -> Iterator[Supposed]:
        moved = here.named.one("service", ("Service",), service)
        to = here.named.one("area", ("Area",), given["area"] or "")
        part = given["from_area"]
        start = Given("", "") if part is None else here.named.one("from-area", ("Area",), part)
        words = f"{moved.words} moved {f'from {start.words} ' if start.value else ''}to {to.words}"
        yield Supposed(Move(str(moved.value), str(to.value), str(start.value)), words)

    _Asked(as_of, format_, save).tell(suppose)


@whatif.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--name", help="What to call the new service.")
@click.option("--need", "needs", multiple=True, metavar="NEED", help="A need it meets; may be given again.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="An area it covers; may be given again.")
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="A group it is for; everyone unless said.")
@click.option("--provider", metavar="ORGANISATION", help="Who provides it.")
@click.option("--capacity", metavar="N", help="People it can take on in a year.")
@click.option("--refers-from", multiple=True, metavar="DOOR", help="Who refers to it; `self`: people may just come.")
@_output
def add(as_of: str | None, format_: str | None, save: Path | None, file: Path | None, **given: object) -> None:
    """Suppose a new service, or those of a FILE: a CSV or a workbook with a line a service.

    Its columns: name, needs, areas (all three filled), groups, provider, capacity, refers_from; lists have ; between.

    Example: linkwork whatif add --need Debt --area North --group Carers --refers-from "Mill Lane Surgery"
    """
    cells = {name: _cell(value) for name, value in given.items()}
    if file is not None and any(cells.values()):
        raise LinkworkError("Give a file or the options of one new service, not both.")
    if file is None and not (cells["needs"] and cells["areas"]):
        raise LinkworkError("A new service has a --need and an --area, or comes from a FILE.")

    def wrong(column: str, message: str) -> None:
        option = {"needs": "need", "areas": "area", "groups": "group", "refers_from": "refers-from"}.get(column, column)
        raise LinkworkError(f"{option}: {message}{'' if message.endswith('?') else '.'} Nothing was worked out.")

    def suppose(here: _Here) -> Sequence[Supposed]:
        if file is not None:
            return read_services(file, here.named)
        new = new_service({**cells, "name": cells["name"] or "the new service"}, here.named, wrong, 1)
        return [new] if new else []

    _Asked(as_of, format_, save).tell(suppose)


@whatif.command()
@click.option("--changes", type=click.IntRange(1, 50), default=3, show_default=True, help="How many changes at most.")
@_output
def best(as_of: str | None, format_: str | None, save: Path | None, changes: int) -> None:
    """Suppose the few changes that close most gaps: the steps of question G7, made together.

    Each adds one need, one group or one area to one offer that is there today.

    Example: linkwork whatif best --changes 3
    """

    def suppose(here: _Here) -> Sequence[Supposed]:
        steps = best_steps(here.rows, changes)
        if not steps:
            raise LinkworkError("No single change to an offer that is there today closes a gap. Nothing was changed.")
        return [_widened(here, step) for step in steps]

    _Asked(as_of, format_, save).tell(suppose)


def _texts(given: object) -> list[str]:
    return [str(text) for text in given] if isinstance(given, tuple) else []


def _pairs(given: object) -> list[tuple[str, str]]:
    return [(str(a), str(b)) for a, b in given] if isinstance(given, tuple) else []


def _cell(given: object) -> str | None:
    return ";".join(_texts(given)) if isinstance(given, tuple) else None if given is None else str(given)


def _offer(here: _Here, text: str) -> Supposed:
    found = here.named.one("offer", ("Offer",), text)
    services = [
        row["service"] or row["service_id"] for row in here.rows.landscape.offers if row["offer_id"] == found.value
    ]
    if not services:
        raise LinkworkError(f"offer: no live service has the offer {found.words!r}. Nothing was worked out.")
    return Supposed(CloseOffer(str(found.value)), f"the offer {found.words} of {listed(services)} ended")


def _link(here: _Here, start: str, end: str) -> Supposed:
    sender = here.named.one("link from", ("Organisation", "Role", "Service"), start)
    receiver = here.named.one("link to", ("Service",), end)
    names = names_of(here.rows)
    to = {row["to_id"] for row in here.rows.known.links if row["from_id"] == sender.value}
    if receiver.value not in to:
        known = sorted(names.get(id_, id_) for id_ in to)
        hint = did_you_mean(end, known) or (f" It refers to {listed(known)}." if known else " It refers to nobody.")
        raise LinkworkError(f"link: {sender.words} does not refer to {receiver.words}.{hint}")
    words = f"nobody were referred from {sender.words} to {receiver.words}"
    return Supposed(CloseLink(str(sender.value), str(receiver.value)), words)


def _widened(here: _Here, step: Step) -> Supposed:
    names = {**names_of(here.rows), EVERYONE: EVERYONE, ANYONE_ELSE: ANYONE_ELSE}
    offer, service = names.get(step.offer, step.offer), names.get(step.service, step.service)
    where = "in" if step.kind == "area" else "for"
    words = f"{service} (offer {offer}) were also {where} {names[step.adds]}"
    return Supposed(Widen(step.offer, step.kind, step.adds), words)
