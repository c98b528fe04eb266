"""A survey of organisations about what they do, with a mapping file that says what each question is.

`linkwork survey map` drafts the mapping from the questions; a person finishes it. Only what it says is read: a question
may be a property, a list of links, the respondent's organisation or service, a free text that becomes an Insight, or
left out. A survey is a partial round unless the mapping says `complete = true`: who did not answer, or left a question
blank, has not said that there is nothing. Of two responses that disagree the later counts, and a warning names both.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Reading, Scope
from linkwork.loaders import Column, Loader
from linkwork.loaders._known import Register
from linkwork.loaders._quiet import read_quietly
from linkwork.loaders._survey_answers import RAW, Answers, Moments, answers_of, moments
from linkwork.loaders._survey_bodies import Bodies, Response
from linkwork.loaders._survey_draft import is_personal
from linkwork.loaders._survey_facts import ADDRESS, Facts, people
from linkwork.loaders._survey_mapping import (
    COMPLETED,
    INSIGHT,
    KINDS,
    LEAVE_OUT,
    RESPONSE,
    Mapping_,
    read_mapping,
    targets,
)

MAPPING = ".toml"


def about(paths: Sequence[Path]) -> About:
    """The source that the mapping file names, else the answers' own stem."""
    answers, mappings = _sorted(paths)
    made = read_mapping(mappings[0])[0] if len(mappings) == 1 else None
    said = made.survey.get("source") if made else None
    stem = slug(answers[0].name.partition(".")[0]) if answers else ""
    return About(source=(said if isinstance(said, str) else "") or stem or None)


def load(paths: Sequence[Path], names: Names) -> Reading:
    """What the responses say, as the mapping file reads them, with every problem of both.

    Raises InputRefused for files that cannot be opened, and where there is not exactly one mapping file.
    """
    files, mappings = _sorted(paths)
    sheets = read_quietly(files, RAW)
    if len(mappings) != 1 or not files:
        raise InputRefused([_no_mapping(files, mappings)])
    mapping, problems = read_mapping(mappings[0])
    if mapping is None or problems:
        return Reading((), tuple(problems))
    chosen = [sheet for sheet in sheets if sheet.rows.height]
    wanted = mapping.survey.get("sheet")
    if wanted:
        chosen = [sheet for sheet in chosen if sheet.name == wanted]
    if len(chosen) != 1:
        return Reading((), (_which_sheet(files[0], mapping, [sheet.name for sheet in sheets if sheet.rows.height]),))
    answers = answers_of(chosen[0], mapping.survey.get("headings"))
    unread = [sheet.name for sheet in sheets if sheet.rows.height and sheet is not chosen[0]]
    said = [f"{files[0].name}: the sheets {', '.join(unread)} are not read"] if unread else []
    return _read(answers, mapping, names, said)


def _read(answers: Answers, mapping: Mapping_, names: Names, warnings: list[str]) -> Reading:
    problems = [*answers.problems, *_uncovered(answers, mapping), *_personal(answers, mapping)]
    if problems:
        return Reading((), tuple(problems))
    bodies = Bodies(names, Register(names), answers, mapping, [], warnings)
    when, responses = _responses(answers, mapping)
    facts = Facts(bodies)
    personal = [question.heading for question in answers.questions if is_personal(question.heading)]
    personal += [rule.heading for rule in mapping.of("Person") if rule.says != "Person.job_title"]
    for response in responses:
        bodies.keep_private(response, personal)
    for response in responses:
        bodies.place(response)
        facts.take(response, personal)
    tables = [*people(facts, responses), *facts.tables()]
    facts.settle()
    complete = mapping.survey.get("complete") is True
    said = About(
        as_of=mapping.survey.get("date") or when.day, complete=complete, scope=_scope(mapping, facts, complete)
    )
    return Reading(tuple(tables), tuple(bodies.problems), tuple(bodies.warnings), said)


def _scope(mapping: Mapping_, facts: Facts, complete: bool) -> Scope:
    """What a complete survey covers: the kinds and links that its questions are about."""
    asked = {rule.link[0].name for rule in mapping.rules if rule.link} | facts.links.keys()
    return Scope(links=tuple(sorted(asked))) if complete else Scope()


def _responses(answers: Answers, mapping: Mapping_) -> tuple[Moments, list[Response]]:
    """The responses in the order in which they were completed, as far as that is known, else of their rows."""
    cells = {}
    for rule in mapping.rules:
        if question := answers.question(rule.heading):
            cells[rule.heading] = answers.cells(question)
    for question in answers.questions:
        if is_personal(question.heading):
            cells.setdefault(question.heading, answers.cells(question))
    rows = answers.rows["_row"].to_list()
    completed, known_as = mapping.rule(COMPLETED), mapping.rule(RESPONSE)
    times = [cell[0] if cell else None for cell in cells[completed.heading]] if completed else [None] * len(rows)
    refs = [cell[0] if cell else None for cell in cells[known_as.heading]] if known_as else [None] * len(rows)
    of_refs, of_times = Counter(refs), Counter(times)
    when = moments(times)
    made = []
    for number, row in enumerate(rows):
        said = {heading: every[number] for heading, every in cells.items()}
        # The same survey is exported again with more rows: what a response is called must not depend on its row.
        told = ((refs[number], of_refs), (times[number], of_times))
        ref = next((slug(one) for one, counted in told if one and slug(one) and counted[one] == 1), "")
        moment = when.at[number]
        order = (moment.isoformat() if moment else "", row)
        made.append(Response(row, ref or f"row-{row}", said, order, moment is not None))
    return when, sorted(made, key=lambda response: response.order)


def _uncovered(answers: Answers, mapping: Mapping_) -> Iterator[Problem]:
    """Questions that the mapping does not speak of, and questions of the mapping that nobody was asked."""
    ruled = {rule.heading: rule for rule in mapping.rules}
    there = {heading for question in answers.questions for heading in _headings(question.heading, answers)}
    for question in answers.questions:
        parts = [part.heading for part in question.parts()]
        if question.heading in ruled:
            for part in parts:
                if part in ruled:
                    yield Problem(mapping.file, "", None, part, f"{question.heading!r} is in the file already, whole")
        elif not parts or any(part not in ruled for part in parts):
            message = f"the mapping file {mapping.file} does not say what this question is; add a line for it"
            yield answers.problem(None, question.heading, f"{message}, if only {LEAVE_OUT!r}")
    for heading, rule in ruled.items():
        if heading not in there and rule.says != LEAVE_OUT:
            near = get_close_matches(heading, there, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            yield Problem(mapping.file, "", None, heading, f"{answers.file} has no such question.{hint}")


def _personal(answers: Answers, mapping: Mapping_) -> Iterator[Problem]:
    """Questions about who answered, and answers that are e-mail addresses, which are read as anything but a person."""
    advice = 'make it "leave out", or "Person.name" and so on with [people]'
    for rule in mapping.rules:
        question = answers.question(rule.heading)
        if question is None or rule.kind == "Person" or rule.says in (LEAVE_OUT, COMPLETED):
            continue
        if is_personal(rule.heading) and rule.says not in KINDS:
            yield Problem(mapping.file, "", None, rule.heading, f"this question asks for who answered it: {advice}")
        elif rule.says != INSIGHT:
            cells = zip(answers.rows["_row"], answers.cells(question), strict=True)
            rows = [row for row, said in cells if any(ADDRESS.search(cell) for cell in said)]
            if rows:
                more = f", and in {len(rows) - 1} more rows" if len(rows) > 1 else ""
                yield answers.problem(rows[0], rule.heading, f"here stands an e-mail address{more}: {advice}")


def _headings(heading: str, answers: Answers) -> Iterator[str]:
    question = answers.question(heading)
    yield heading
    yield from (part.heading for part in (question.parts() if question else ()))


def _sorted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of answers and the mapping files among the paths."""
    mappings = [path for path in paths if path.suffix.lower() == MAPPING]
    return [path for path in paths if path not in mappings], mappings


def _no_mapping(files: Sequence[Path], mappings: Sequence[Path]) -> Problem:
    if not files:
        return Problem(mappings[0].name if mappings else "survey", message="there is no file of answers beside it")
    if mappings:
        return Problem(mappings[1].name, message=f"{mappings[0].name} is a mapping file too; name one of them")
    file = files[0].name
    how = f"draft it with `linkwork survey map {file} --save mapping.toml`, finish it"
    message = f"there is no mapping file beside it; {how}, and load both: `linkwork load survey {file} mapping.toml`"
    return Problem(file, message=message)


def _which_sheet(file: Path, mapping: Mapping_, sheets: Sequence[str]) -> Problem:
    wanted = mapping.survey.get("sheet")
    if wanted:
        return Problem(mapping.file, "", None, "survey", f"{file.name} has no sheet {wanted!r} with answers in it")
    if not sheets:
        return Problem(file.name, message="there are no answers in it")
    message = f"there are {len(sheets)} sheets with something in them; say which in {mapping.file}"
    return Problem(file.name, message=f'{message}, as in sheet = "{sheets[0]}"')


LOADER = Loader(
    name="survey",
    description="Answers to a survey, read as a mapping file says",
    reads="a CSV or a workbook of Microsoft Forms, Google Forms or SmartSurvey, and a mapping file (.toml)",
    columns=tuple(Column(f'a question that is "{name}"', target.meaning) for name, target in targets().items()),
    load=load,
    about=about,
)
