"""Routes and closures reckoned in the page, against Python's answer: the same in every case, or the page is wrong."""

import json

import pytest

from linkwork.commands._whatif import SHOWN
from linkwork.graph.privacy import SMALL
from linkwork.project.reckoning import reckoning
from linkwork.visualise.atlas._reckon import reckoner
from tests.visualise.atlas.reckon_towns import (
    STARTS,
    closures,
    journeys,
    random_rows,
    route_in_words,
    routes_by_python,
    whatif_by_python,
    whatif_in_words,
)
from tests.visualise.test_network_map import browser, browsing  # noqa: F401 - browser is a fixture

TOWNS, JOURNEYS, CLOSURES = 40, 15, 10
RUN = """(text) => {
    const answered = (work) => { try { return work(); } catch (error) { return `${error}`; } };
    const { reckon } = Linkwork;
    const route = (data, asked) => {
        const found = reckon.routes(data, asked);
        return { found, words: asked.door && asked.need ? reckon.words.route(data, asked, found) : null };
    };
    const whatif = (data, close) => {
        const found = reckon.whatIf(data, { close });
        return { found, words: reckon.words.whatIf(data, found) };
    };
    return JSON.stringify(JSON.parse(text).map(({ data, journeys, closures }) => ({
        routes: journeys.map((asked) => answered(() => route(data, asked))),
        whatifs: closures.map((close) => answered(() => whatif(data, close))),
    })));
}"""
#: Which of these scripts answers as the first does.
COMPARED = """([text, scripts]) => {
    const answered = (work) => { try { return work(); } catch (error) { return `${error}`; } };
    const answers = scripts.map((script) => {
        globalThis.Linkwork = {};
        new Function(script)();
        const { reckon } = globalThis.Linkwork;
        return JSON.stringify(JSON.parse(text).map(({ data, journeys, closures }) => [
            journeys.map((asked) => answered(() => reckon.routes(data, asked))),
            closures.map((close) => answered(() => reckon.whatIf(data, { close }))),
        ]));
    });
    return answers.map((answer) => answer === answers[0]);
}"""


def random_cases(number: int) -> list[dict]:
    """So many towns, each with what the page gets, what is asked and Python's answers; every other with --internal."""
    cases = []
    for seed in range(number):
        rows, internal = random_rows(seed), bool(seed % 2)
        asked, closed = journeys(rows, seed, JOURNEYS), closures(rows, seed, CLOSURES)
        answers = {
            "routes": [routes_by_python(rows, journey) for journey in asked],
            "whatifs": [whatif_by_python(rows, close, internal) for close in closed],
        }
        given = {"data": reckoning(rows, STARTS, internal), "journeys": asked, "closures": closed}
        cases.append({"given": given, "answers": answers})
    return cases


@pytest.fixture(scope="module")
def cases():
    return random_cases(TOWNS)


@pytest.fixture
def page(browser):  # noqa: F811
    opened = browser.new_page()
    yield opened
    opened.close()


def answers_of(page, cases: list[dict], script: str) -> list[dict]:
    """What the page answers, by this script."""
    page.goto("about:blank")
    page.add_script_tag(content=script)
    return json.loads(page.evaluate(RUN, json.dumps([case["given"] for case in cases])))


def differing(cases: list[dict], answers: list[dict]) -> list[tuple]:
    """The cases in which the page says another thing: what was asked, Python's answer, the page's."""
    return [
        (asked, expected, found)
        for case, answer in zip(cases, answers, strict=True)
        for kind, asks in (("routes", "journeys"), ("whatifs", "closures"))
        for asked, expected, found in zip(case["given"][asks], case["answers"][kind], answer[kind], strict=True)
        if not isinstance(found, dict) or expected != found["found"]
    ]


@browsing
def test_the_page_answers_as_python_does_in_a_thousand_random_cases(page, cases):
    answers = answers_of(page, cases, reckoner())
    assert sum(len(answer["routes"]) + len(answer["whatifs"]) for answer in answers) == 1000
    assert differing(cases, answers) == []


def route_told(words: dict) -> str:
    """The page's words of a route as the command line sets them out."""
    said = [words["lead"]]
    for route in words["routes"]:
        said += [route["said"], *steps_told(route["steps"]), route["unknown"]]
    said += words["why"]
    for steps in words["nearest"]:
        said += ["The nearest to a route:", *steps_told(steps)]
    said += [f"Mind: {text}" for text in words["mind"]] + [f"Assumed: {text}" for text in words["assumed"]]
    return " ".join(" ".join(said).split())


def steps_told(steps: list[dict]) -> list[str]:
    return [text for n, step in enumerate(steps, start=1) for text in (f"{n}. {step['said']}", step["fails"])]


def whatif_told(words: dict) -> str:
    """The page's words of a closure as the command line sets them out, without the lines of its tables."""
    said = [words["question"], words["short"]]
    if words["measures"]:
        said += table_told(("what", "before", "after", "difference"), words["measures"])
    for gaps in words["gaps"]:
        rows, rest = gaps["rows"][:SHOWN], len(gaps["rows"]) - SHOWN
        said += [f"{gaps['heading']}:", *table_told(gaps["columns"], rows)]
        said += [f"... and {rest:,} more: add --save FILE.xlsx"] if rest > 0 else []
    for routes in words["routes"]:
        said += [f"{routes['heading']}:", *routes["lines"]]
    said += ["Who else is there:", *words["others"]] if words["others"] else []
    said += [f"Mind: {text}" for text in words["mind"]] + [f"Assumed: {text}" for text in words["assumed"]]
    return " ".join(" ".join(said).split())


def table_told(columns, rows: list[dict]) -> list[str]:
    return [*columns, *(str(row[name]) for row in rows for name in columns)]


def unruled(text: str) -> str:
    """What the command line prints, in one line, without the rule under the head of a table."""
    return " ".join(word for word in text.split() if word.strip("\u2500"))


@browsing
def test_the_page_says_it_in_the_words_of_the_command_line(page, cases):
    answers = answers_of(page, cases, reckoner())
    told = 0
    for seed, (case, answer) in enumerate(zip(cases, answers, strict=True)):
        rows = random_rows(seed)
        for asked, expected, found in zip(
            case["given"]["journeys"], case["answers"]["routes"], answer["routes"], strict=True
        ):
            if found["words"]:
                assert route_told(found["words"]) == unruled(route_in_words(rows, asked, expected))
                told += 1
        for expected, found in zip(case["answers"]["whatifs"], answer["whatifs"], strict=True):
            assert whatif_told(found["words"]) == unruled(whatif_in_words(expected))
    assert told > 300


def test_the_random_cases_have_something_of_everything(cases):
    routes = [answer for case in cases for answer in case["answers"]["routes"]]
    there = [answer["rows"] for answer in routes if answer["rows"] and answer["rows"][0]["eligibility_ok"]]
    reasons = {row["reason_if_not"] for answer in routes for row in answer["rows"] if row["reason_if_not"]}
    whatifs = [answer for case in cases for answer in case["answers"]["whatifs"]]
    gaps = [gap for answer in whatifs for gap in answer["gaps_opened"]]
    assert len(there) > 100
    longest = [max(row["step"] for row in rows) for rows in there]
    assert (sum(steps > 1 for steps in longest) > 50, sum(steps > 2 for steps in longest) > 10) == (True, True)
    for words in ("takes nobody new", "may not refer on", "is not for", "does not cover", "one and the same offer"):
        assert any(words in reason for reason in reasons), words
    assert sum(not answer["rows"] for answer in routes) > 50
    for side in ("gaps", "coverage", "people_covered", "reach"):
        assert {answer["before"][side] is None for answer in whatifs} == {True, False}
    assert sum(bool(answer["routes_lost"]) for answer in whatifs) > 50
    assert {type(gap["people"]) for gap in gaps} == {int, str, type(None)}
    assert {gap["people"] < SMALL for gap in gaps if isinstance(gap["people"], int)} == {True, False}


@browsing
@pytest.mark.parametrize("decimals", [0, 1, 4])
def test_numbers_are_rounded_as_python_rounds_them_ties_to_the_even_one(page, decimals):
    parts = [n / part for part in (2, 3, 4, 7, 32, 10**4, 10**5) for n in range(-70, 71)]
    page.goto("about:blank")
    page.add_script_tag(content=reckoner())
    rounded = "([numbers, decimals]) => numbers.map((number) => Linkwork.reckon.shared.rounded(number, decimals))"
    assert page.evaluate(rounded, [parts, decimals]) == [round(number, decimals) for number in parts]


#: What could go wrong in the page, and would not be seen in most towns.
SLIPS = [
    ("way.forbids && this.ruled ? 1 : 0", "0"),
    ("mine.link < its.link", "mine.link > its.link"),
    ("cost[0] + (way.wait === null)", "cost[0]"),
    ("offer.areas.has(this.where) ||", ""),
    ("!isAt(door, service) &&", ""),
    ("leaf === one ? own : leaf", "leaf"),
    ("reached[at] === 1 ? number", "reached[at] === 2 ? number"),
    ("sides[0].gaps < sides[0].cells", "true"),
    ("many(i + 1) >= number", "many(i + 1) > number"),
    ("many(i + 1) >= number", "figures.length >= number"),
    ("people < SMALL;", "people <= SMALL;"),
    ("if (way.forbids || goneOn.has(way.to))", "if (goneOn.has(way.to))"),
    ("a[n].codePointAt(0) - b[n].codePointAt(0)", "a[n] < b[n] ? -1 : 1"),
    ("covering[other] - covering[one] || one - other", "covering[one] - covering[other]"),
]


@browsing
def test_a_slip_in_the_page_is_noticed(page, cases):
    right = reckoner()
    assert [right.count(was) for was, _ in SLIPS] == [1] * len(SLIPS)
    scripts = [right, *(right.replace(was, slip) for was, slip in SLIPS)]
    same = page.evaluate(COMPARED, [json.dumps([case["given"] for case in cases]), scripts])
    assert same[0]
    assert [slip for (_, slip), unnoticed in zip(SLIPS, same[1:], strict=True) if unnoticed] == []
