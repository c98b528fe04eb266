"""The demonstration's answers in words: a few lines on the terminal, the whole on one page."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from linkwork.commands._answers import columns_for_people, paragraph
from linkwork.commands._output import heading, plain
from linkwork.data import Headline, Place
from linkwork.queries import Answer, evidence_words, rounds_line

#: Rows of one table that the page has; the CSV beside it has all.
ON_PAGE = 40
#: Rows of evidence that the page has for one row of a table; JSON has all.
CITED = 12
PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9rem; }}
th, td {{ border-bottom: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; }}
th {{ background: #eef2f6; }}
.scroll {{ overflow-x: auto; }}
.note {{ font-weight: bold; }}
dt {{ font-weight: bold; }}
@media print {{ body {{ max-width: none; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{note}<p>Drawn from {rounds}. Each table is beside this page as CSV. Pictures: {pictures}.</p>
{summary}{sections}
</main>
</body>
</html>
"""


def briefing(headline: Headline, found: Answer, folder: Path) -> str:
    """One answer for the terminal: heading, a few rows in words or why there are none, and the sources.

    `folder` is the project, so that the command for the rest can be typed as it stands.
    """
    lines = [headline.heading.upper()]
    few = found.rows[: headline.show]
    lines += [_in_words(headline.line, row) for row in few] or [paragraph(f"  {found.nothing_because}")]
    if len(found.rows) > len(few):
        lines.append(f"  ... and {len(found.rows) - len(few)} more: linkwork ask {_asked(headline)} --project {folder}")
    if found.rows:
        lines.append(paragraph(f"  Source: {_sources(found)}"))
    return "\n".join(lines) + "\n"


def in_short(answers: Sequence[tuple[Headline, Answer]]) -> list[str]:
    """The finding of every answer that has one and rows to show for it, a sentence each."""
    return [_lead(headline, found) for headline, found in answers if headline.lead and found.rows]


def _lead(headline: Headline, found: Answer) -> str:
    """The finding, with how many rows there are and what the first of them says."""
    return headline.lead.format_map({**_cells(found.rows[0]), "rows": len(found.rows)})


def _asked(headline: Headline) -> str:
    """How to ask the question again, with what it was asked with."""
    given = [f'--{name.replace("_", "-")} "{value}"' for name, value in headline.parameters.items()]
    return " ".join([headline.question, *given])


def briefing_page(place: Place, answers: Sequence[tuple[Headline, Answer]], pictures: Mapping[str, str]) -> str:
    """All answers on one page that needs no network: each with its table, how to read it, and what it rests on.

    `pictures` are the titles of the drawings that lie beside the page, by file.
    """
    note = f'<p class="note">{escape(place.note)}</p>\n' if place.note else ""
    return PAGE.format(
        title=escape(f"{place.name}: what is known"),
        note=note,
        rounds=escape(rounds_line(answers[-1][1].rounds)),
        pictures=", ".join(f'<a href="{escape(file)}">{escape(title)}</a>' for file, title in pictures.items()),
        summary=_summary(answers),
        sections="\n".join(_section(number, *answer) for number, answer in enumerate(answers)),
    )


def _summary(answers: Sequence[tuple[Headline, Answer]]) -> str:
    """The findings as a list that leads to each answer; empty where the place's demonstration has none."""
    led = [(number, _lead(h, a)) for number, (h, a) in enumerate(answers) if h.lead and a.rows]
    items = "\n".join(f'<li><a href="#a{number}">{escape(sentence)}</a></li>' for number, sentence in led)
    return f"<section>\n<h2>In short</h2>\n<ul>\n{items}\n</ul>\n</section>\n" if led else ""


def _section(number: int, headline: Headline, found: Answer) -> str:
    title = escape(headline.heading)
    parts = [f'<section id="a{number}">\n<h2>{title}</h2>', f"<p>{escape(found.question.question)}</p>"]
    nothing = f"<p><strong>{escape(found.nothing_because)}</strong></p>"
    parts.append(_table(headline, found) if found.rows else nothing)
    parts.append(f"<p>How to read it: {escape(found.how_to_read)}</p>")
    minded = [f"<dt>Mind</dt><dd>{escape(text)}</dd>" for text in found.caveats]
    minded += [f"<dt>Assumed</dt><dd>{escape(text)}</dd>" for text in found.assumptions]
    parts.append(f"<details><summary>What to mind, and what was assumed</summary><dl>{''.join(minded)}</dl></details>")
    parts.append(f"<p>Sources: {escape(_sources(found) or rounds_line(found.rounds))}</p>\n</section>")
    return "\n".join(parts)


def _table(headline: Headline, found: Answer) -> str:
    shown = headline.columns or columns_for_people(found)
    columns = [c for c in found.columns if c.name in shown]
    head = "".join(f'<th scope="col" title="{escape(c.meaning)}">{escape(heading(c.name))}</th>' for c in columns)
    rows = [
        "<tr>"
        + "".join(f"<td>{escape(plain(row[c.name]))}</td>" for c in columns)
        + f"<td>{_cited(row['evidence'])}</td></tr>"
        for row in found.rows[:ON_PAGE]
    ]
    body = "\n".join(rows)
    whole = len(found.rows)
    counted = f"{whole} {'row' if whole == 1 else 'rows'}"
    if whole > len(rows):
        counted = f"the first {len(rows)} of {whole} rows; all of them are in the CSV beside this page"
    return (
        f'<div class="scroll"><table><caption>{counted}</caption>\n<thead><tr>{head}'
        f'<th scope="col">evidence</th></tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'
    )


def _in_words(line: str, row: Mapping[str, object]) -> str:
    """A row said by the headline's line, with the gaps that blank cells leave closed."""
    said = " ".join(line.format_map(_cells(row)).split())
    for gap, closed in ((r"( >)+(?= >)", ""), (r" :", ":"), (r" \)", ")"), (r" ?\(\)", ""), (r"^> |( >|:)+$", "")):
        said = re.sub(gap, closed, said)
    return paragraph(f"  - {said}")


def _cells(row: Mapping[str, object]) -> dict[str, "_Cell"]:
    return {name: _Cell(value) for name, value in row.items()}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in a line: as people read it, or as the line says (`{share:.0%}`); blank where it is not known."""

    value: object

    def __format__(self, spec: str) -> str:
        return format(self.value, spec) if spec and self.value is not None else plain(self.value)


def _sources(found: Answer) -> str:
    """The sources of all rows, with the date of each, the most cited first."""
    cited = Counter(f"{e['source']} of {e['date']}" for row in found.rows for e in row["evidence"])
    return ", ".join(name for name, _ in cited.most_common())


def _cited(evidence: Sequence[Mapping[str, Any]]) -> str:
    """The places one row rests on, the newest first, folded away under how many they are."""
    places = "<br>".join(escape(evidence_words(said)) for said in evidence[:CITED])
    more = f"<br>and {len(evidence) - CITED} more" if len(evidence) > CITED else ""
    counted = f"{len(evidence)} {'row' if len(evidence) == 1 else 'rows'}"
    return f"<details><summary>{counted}</summary>{places}{more}</details>" if evidence else ""
