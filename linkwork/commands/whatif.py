"""What would be: whatif close, move, add, best. Before and after, without touching the graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from linkwork._new_services import new_service, read_services, refuse
from linkwork.commands._output import emit, format_option
from linkwork.commands._session import Commands, common, say, session
from linkwork.commands._whatif import whatif_text
from linkwork.errors import LinkworkError
from linkwork.project.supposing import (
    COLUMNS,
    Here,
    closing,
    moving,
    table_rows,
    the_best,
    what_if,
    without_link,
    without_offer,
)
from linkwork.queries._supposed import Supposed


@click.group(cls=Commands)
@common
def whatif() -> None:
    """Say what would be different if something closed, moved or were added. Nothing is changed.

    Example: linkwork whatif close "Steps to Work"
    """


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

    def tell(self, suppose: Callable[[Here], Iterable[Supposed]]) -> None:
        """Print what these changes would do."""
        found, note = what_if(session(), suppose, self.as_of)
        if self.format_ is None and self.save is None:
            say(whatif_text(found, note))
            return
        emit(table_rows(found), COLUMNS, self.format_, self.save, data=found)


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

    Example: linkwork whatif close "Steps to Work" --link "Copperkettle Practice" "Care Navigators"
    """

    def suppose(here: Here) -> Iterator[Supposed]:
        yield from closing(here, services)
        yield from (without_offer(here, text) for text in _texts(given["offers"]))
        yield from (without_link(here, start, end) for start, end in _pairs(given["links"]))
        yield from closing(here, (), _texts(given["funds"]))

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

    Example: linkwork whatif move "Kettle Lunch Club" --area Quay --from-area Market
    """
    _Asked(as_of, format_, save).tell(
        lambda here: [moving(here, service, given["area"] or "", given["from_area"])],
    )


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

    Example: linkwork whatif add --need Debt --area Quay --group Carers --refers-from "Thrushfield Practice"
    """
    cells = {name: _cell(value) for name, value in given.items()}
    if file is not None and any(cells.values()):
        raise LinkworkError("Give a file or the options of one new service, not both.")
    if file is None and not (cells["needs"] and cells["areas"]):
        raise LinkworkError("A new service has a --need and an --area, or comes from a FILE.")

    def wrong(column: str, message: str) -> None:
        refuse(
            {"needs": "need", "areas": "area", "groups": "group", "refers_from": "refers-from"}.get(column, column),
            message,
        )

    def suppose(here: Here) -> Sequence[Supposed]:
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
    _Asked(as_of, format_, save).tell(lambda here: the_best(here, changes))


def _texts(given: object) -> list[str]:
    return [str(text) for text in given] if isinstance(given, tuple) else []


def _pairs(given: object) -> list[tuple[str, str]]:
    return [(str(a), str(b)) for a, b in given] if isinstance(given, tuple) else []


def _cell(given: object) -> str | None:
    return ";".join(_texts(given)) if isinstance(given, tuple) else None if given is None else str(given)
