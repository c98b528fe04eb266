"""A mapping file drafted from the questions of a survey, for a person to finish.

It rests on the headings that the three tools write, on words in the questions, and on whether every answer can be read
as what the question would be. What it cannot tell it leaves out and marks. It holds no answer: those are other people's
words. The same file gives the same draft.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import polars as pl

from linkwork.graph.parsing import expectation, parse
from linkwork.graph.shapes import Property
from linkwork.loaders._columns import plain
from linkwork.loaders._survey_answers import Answers, Question, moments
from linkwork.loaders._survey_mapping import COMPLETED, INSIGHT, LEAVE_OUT, RESPONSE, targets

#: What the tools write of themselves: what a response is called, when it was completed, and what nobody needs.
RESPONSES = ("id", "response id", "userid", "user id", "userno", "user no", "unique id")
TIMES = ("completion time", "timestamp", "ended", "end time", "completed", "date completed", "submitted", "submit date")
OF_TOOLS = re.compile(
    r"start time|started|start date|last modified time|collector( id)?|device|browser|language|tracking link"
    r"|ip address|user agent|referrer|total points|quiz feedback|score|(points|feedback) .*"
)
#: Questions that hold who answered, unless they ask for something else by name.
PERSONAL = re.compile(
    r"name|(your|full|first|last|family|contact|respondent s?|your full) ?(name|surname)|surname|forename|user ?name"
    r"|.*\b(e ?mail|telephone|phone|mobile|ip address|date of birth|job title|name and (role|job title))\b.*"
    r"|.*\byour (full |first |last )?name\b.*|.*\bwho (are|is) (you|completing|filling)\b.*|.*\byour (job|role)\b.*"
)
#: Words in a question, in the order they are tried, and what the question then is.
WORDS = (
    (r".*\bcharity( commission)?( register(ed)?| registration)? (number|no)\b.*", "Organisation.charity_no"),
    (r".*\bcompany (registration )?(number|no)\b.*", "Organisation.company_no"),
    (r".*\bods( code)?\b.*", "Organisation.ods_code"),
    (r".*\b(service|project)( s)? name\b.*|.*\bname of (the|your) (service|project)\b.*", "Service"),
    (r".*\b(service|project)\b.*\bcalled\b.*|(the )?service", "Service"),
    (r".*\bname of (the|your) (organi[sz]ation|charity|employer|team)\b.*", "Organisation"),
    (r".*\b(which|what)\b.*\borgani[sz]ation\b.*\b(work|represent|answer|from|called|belong)\b.*", "Organisation"),
    (r"(your )?organi[sz]ation( s)?( name)?", "Organisation"),
    (r".*\bwait(s|ing)?\b.*", "Service.wait_days"),
    (r".*\breferrals?\b.*\bmonth\b.*", "Service.referrals_month"),
    (r".*\bcaseload\b.*|.*\bhow many people\b.*\b(now|currently|at the moment)\b.*", "Service.caseload"),
    (r".*\bcapacity\b.*|.*\bhow many people\b.*\byear\b.*", "Service.capacity"),
    (r".*\bfund(ed|ing)\b.*\b(end|ends|until|till)\b.*", "Service.funded_until"),
    (r".*\b(last )?review(ed)?\b.*\b(on|when|date)\b.*|when.*\breviewed\b.*", "Service.reviewed_on"),
    (r".*\blanguages?\b.*", "Service.languages"),
    (r".*\b(refer|signpost|send)\b.*\b(to|on)\b.*", "Service.refers_to"),
    (r".*\b(which|what) (needs?|issues?|problems?)\b.*|.*\bneeds\b.*\b(meet|help|support|address)\b.*", "Offer.needs"),
    (r".*\b(which|what|where)\b.*\b(wards?|areas?|localit(y|ies)|neighbourhoods?|boroughs?)\b.*", "Offer.areas"),
    (r".*\bwho(m)?\b.*\b(for|support|help|serve)\b.*|.*\b(audiences?|client groups?)\b.*", "Offer.audiences"),
    (r".*\bpostcode\b.*", "Organisation.postcode"),
    (r".*\bweb ?(site|address)\b.*", "Organisation.website"),
    (r".*\bsector\b.*", "Organisation.sector"),
    (r".*\b(is|open|running|status)\b.*\b(open|closed|running|status)\b.*", "Service.status"),
    (r".*\b(works? well|going well|strengths?|proud)\b.*", "Insight strength"),
    (r".*\b(challenges?|barriers?|difficult(y|ies)?|gaps?|get in the way|hard(est)?)\b.*", "Insight challenge"),
    (r".*\b(weakness(es)?|could be better|not work(ing)?)\b.*", "Insight weakness"),
    (r".*\b(opportunit(y|ies)|improve(d|ment|ments)?|change|wish)\b.*", "Insight opportunity"),
    (r".*\b(anything else|comments?|tell us (more|about)|in your own words|describe)\b.*", "Insight"),
)
HEAD = """\
# How the answers in {file} are read: a line for each question. Drafted by `linkwork survey map`.
#
# A line that ends in "# ?" is one that Linkwork could not tell. Write what the question is, or keep "leave out", and
# take the "# ?" away. Look at the other lines too: they are guesses from the words of the question.
# What may stand there is listed by `linkwork survey map --help`. A question may say more than what it is:
#   "Which needs?" = {{ is = "Offer.needs", separator = ";", words = {{ "Money worries" = "Debt", "Other" = "" }} }}
#   "Where do you refer to?" = {{ is = "Service.refers_to", unknown = "leave out" }}     # or "wait", or "refuse"
#   "What is hard?" = {{ is = "Insight", category = "challenge", theme = "referrals", about = "Service" }}
# Free text is confidential unless the line says published = true. Names, e-mail addresses and telephone numbers are
# left out. To keep them, make the questions "Person.name" and so on, and say why and until when:
#   [people]
#   lawful_basis = "consent"
#   keep_until = "2027-03-31"

[survey]
source = {source}
{sheet}headings = {headings}
# true: everybody in question was asked and has answered, so that what is not said is no longer so.
complete = false

[questions]
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a question seems to be, and whether that is beyond doubt; `why` follows the mark where it is not."""

    says: str
    sure: bool = True
    why: str = ""
    more: tuple[tuple[str, str], ...] = ()


def is_personal(heading: str) -> bool:
    """Whether a question's words ask for who answered it."""
    words = plain(heading)
    if any(re.fullmatch(pattern, words) for pattern, says in WORDS if says in ("Organisation", "Service")):
        return False
    return PERSONAL.fullmatch(words) is not None


def draft(answers: Answers, source: str) -> str:
    """The mapping file as text."""
    sheet = f"sheet = {_quoted(answers.sheet)}\n" if answers.sheet else ""
    file = " ".join(answers.file.split())  # a comment ends with its line
    lines = [HEAD.format(file=file, source=_quoted(source), sheet=sheet, headings=answers.heading_rows)]
    taken: set[str] = set()
    for question in answers.questions:
        matrix = _is_matrix(answers, question)
        for one in question.parts() if matrix else (question,):
            guess = _guess(answers, one, taken)
            if guess.says not in (LEAVE_OUT, INSIGHT):
                taken.add(guess.says)
            lines.append(_line(one.heading, guess))
    return "".join(lines)


def undecided(text: str) -> int:
    """How many lines of a draft a person has to decide on."""
    return sum(line.startswith('"') and "  # ?" in line for line in text.splitlines())


def _guess(answers: Answers, question: Question, taken: set[str]) -> Guess:
    words = plain(question.heading)
    if words in RESPONSES:
        return Guess(LEAVE_OUT if RESPONSE in taken else RESPONSE)
    if words in TIMES:
        times = moments([cell[0] if cell else None for cell in answers.cells(question)])
        return Guess(LEAVE_OUT if COMPLETED in taken or times.day is None else COMPLETED)
    if OF_TOOLS.fullmatch(words) or is_personal(question.heading):
        return Guess(LEAVE_OUT)
    for says in chain(_by_words(words), _by_schema(words)):
        return _tried(answers, question, says, taken)
    return Guess(LEAVE_OUT, sure=False)


def _by_words(words: str) -> Iterator[str]:
    return (says for pattern, says in WORDS if re.fullmatch(pattern, words))


def _by_schema(words: str) -> Iterator[str]:
    """The target whose column is called so, where only one is."""
    found = [says for says in targets() if says.partition(".")[2].replace("_", " ") == words and "Person" not in says]
    yield from found if len(found) == 1 else ()


def _tried(answers: Answers, question: Question, says: str, taken: set[str]) -> Guess:
    """The guess, if every answer can be read as that; else the question left out, with what it may be."""
    says, _, category = says.partition(" ")
    if says == INSIGHT:
        return Guess(INSIGHT, more=(("category", category),) if category else ())
    if says in taken:
        return Guess(LEAVE_OUT, False, f"perhaps {says}, as is a question above")
    cells = [part for cell in answers.cells(question) for part in cell]
    target = targets()[says]
    if target.link or (target.prop and target.prop.type == "list"):
        mark = () if question.options else (("separator", ";" if any(";" in cell for cell in cells) else ","),)
        return Guess(says, more=mark)
    if target.prop and not _readable(cells, target.prop):
        return Guess(LEAVE_OUT, False, f"perhaps {says}, but not every answer is {expectation(target.prop)}")
    return Guess(says)


def _readable(cells: Sequence[str], prop: Property) -> bool:
    """Whether there are answers and each of them can be read as the property."""
    return bool(cells) and parse(pl.Series("answers", cells, pl.Utf8), prop).null_count() == 0


def _is_matrix(answers: Answers, question: Question) -> bool:
    """Whether the columns of a block hold more than their own options: then each is a question by itself."""
    if len(question.columns) < 2:
        return False
    others = [option for _, option in question.columns if re.match("other", option, re.IGNORECASE)]
    strange = {part for cell in answers.cells(question) for part in cell} - set(question.options)
    return bool(strange) and not others


def _line(heading: str, guess: Guess) -> str:
    more = "".join(f", {name} = {_quoted(value)}" for name, value in guess.more)
    says = f"{{ is = {_quoted(guess.says)}{more} }}" if more else _quoted(guess.says)
    mark = "" if guess.sure else f"  # ? {guess.why}".rstrip()
    return f"{_quoted(heading)} = {says}{mark}\n"


def _quoted(text: str) -> str:
    """The text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
