"""What people make of an overlap: judge. A judgement is a decision, kept in decisions.csv, and can be undone."""

import click

from linkwork.commands._completing import values_of
from linkwork.commands._session import common, session
from linkwork.commands.deciding import change_decisions
from linkwork.errors import LinkworkError
from linkwork.graph.decisions import JUDGEMENTS, Decision, Sort, today
from linkwork.graph.parsing import day
from linkwork.queries import Parameter, did_you_mean
from linkwork.queries._parameters import record

SERVICE = Parameter("service", "name", "one of the two services", kinds=("Service",))
#: Who decided, where nobody says.
NOT_SAID = "not said"


@click.command()
@click.argument("a", metavar="SERVICE", shell_complete=values_of(SERVICE))
@click.argument("b", metavar="SERVICE", shell_complete=values_of(SERVICE))
@click.argument("judgement", metavar="[deliberate|accidental]", required=False)
@click.option("--reason", metavar="WHY", default="", help="Why: choice, language, culture, an accident of funding.")
@click.option(
    "--by",
    metavar="WHO",
    default=NOT_SAID,
    help=f"The role or body that decided; never a person's name.  [default: {NOT_SAID}]",
)
@click.option("--review-on", "review", metavar="DATE", default="", help="The day to look at it again.")
@click.option("--undo", is_flag=True, help="Take back what was judged of the two here.")
@common
def judge(a: str, b: str, judgement: str | None, undo: bool, **said: str) -> None:
    """Record that two services overlap deliberately or by accident. Which of them is named first makes no difference.

    It holds for later rounds and goes before what a source states, until it is undone or judged again. Question O8
    lists judgements, those to look at again first; O1 shows them.

    Example: linkwork judge "Kettle Lunch Club" "Quayside Table" deliberate --reason choice --by "Place board"
    """
    try:
        first, second = _services(a, b)
        made = None if undo else _judgement((first, second), judgement, said)
    except LinkworkError as error:
        raise LinkworkError(f"{error} Nothing was changed.") from error
    if made is None:
        change_decisions(lambda decisions: decisions.unjudge(first, second, today()))
    else:
        change_decisions(lambda decisions: decisions.judge(made))


def _services(*given: str) -> list[str]:
    """The ids of two live services, in order. Raises LinkworkError for one that is not there or is named twice."""
    with session().engine() as engine:
        ids = sorted(str(record(SERVICE, text, engine).value) for text in given)
    if not all(ids):
        raise LinkworkError("Name two services.")
    if ids[0] == ids[1]:
        raise LinkworkError(f"{given[0]!r} and {given[1]!r} are one service.")
    return ids


def _judgement(pair: tuple[str, str], word: str | None, said: dict[str, str]) -> Decision:
    """The judgement as it is kept. Raises LinkworkError for what is missing or is not one."""
    allowed = " or ".join(JUDGEMENTS)
    sort: Sort | None = next((one for one in JUDGEMENTS if one == (word or "").strip().lower()), None)
    if sort is None:
        given = f"{word!r} is not {allowed}.{did_you_mean(word, JUDGEMENTS)}" if word else ""
        raise LinkworkError(given or f"Say what the overlap is: {allowed}.")
    if not said["reason"].strip():
        raise LinkworkError("Say why with --reason: whoever looks at it later will ask.")
    review = day(said["review"]) if said["review"].strip() else ""
    if review and review <= today():
        raise LinkworkError(f"--review-on: {review} is not after today. Give a later day, or leave it out.")
    who = said["by"].strip() or NOT_SAID
    return Decision(0, sort, *pair, said["reason"].strip(), who, today(), review_on=review)
