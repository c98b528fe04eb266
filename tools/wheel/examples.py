"""Runs `linkwork demo`, then every example of every help, in the order of the list of commands.

It runs in the environment of the wheel, by its interpreter, and knows nothing but what is installed there.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import click
from click.testing import CliRunner
from openpyxl import Workbook

import linkwork
from linkwork.cli import CHAPTERS, cli

EXAMPLE = re.compile(r"Example: (linkwork .+?)(?:\n\n|\Z)", re.DOTALL)
MADE, SERVE = "linkwork demo --place millbrook", "linkwork serve"
#: What the examples speak of and the demonstration has not: a survey's answers, networks, and somebody to be erased.
SHEETS: Mapping[str, Mapping[str, Sequence[Sequence[str]]]] = {
    "answers.xlsx": {"Form1": (("What is your service called?", "Is it open?"), ("Walks", "open"))},
    "ePCN.xlsx": {
        "PCNDetails": (
            ("PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Open Date", "Close Date", "Postcode"),
            ("U99991", "MADE UP PCN", "A3A8R", "20191001", "", "E14 7LJ"),
        ),
        "PCN Core Partner Details": (
            (
                "Partner Organisation Code",
                "Partner Name",
                "Practice Parent Sub ICB Loc Code",
                "PCN Code",
                "PCN Name",
                "Practice to PCN Relationship Start Date",
                "Practice to PCN Relationship End Date",
            ),
            ("F99991", "MADE UP PRACTICE", "A3A8R", "U99991", "MADE UP PCN", "20191001", ""),
        ),
    },
    "people.xlsx": {"People": (("name", "contact_for"), ("Jane Example", "org-loom"))},
}
HELD = (
    "linkwork load mapping-workbook people.xlsx --as-of 2026-04-01 --source people --partial --with-people "
    '--lawful-basis "public task" --keep-until 2099-12-31'
)
#: How long the page server has to answer, in seconds.
PATIENCE = 60


def main(environment: str) -> int:
    """The exit code: 0 where every example ended with 0; those that did not are said with the end of their words."""
    if not Path(linkwork.__file__).is_relative_to(environment):
        sys.stderr.write(f"linkwork is that of {linkwork.__file__}, and not the wheel's\n")
        return 1
    began, wrong = time.monotonic(), failures(Path(), [MADE])
    every = [line for line in examples() if line not in (MADE, SERVE)]
    shown = ["linkwork demo", *(line for line in every if line.split()[1] == "draw")]
    rest = [HELD, *(line for line in every if line not in shown), SERVE]
    made = Path("demo-output")
    for name, sheets in SHEETS.items():
        _write(made / name, sheets)
    # Two at once, each with the graph to itself.
    copy = shutil.copytree(made, "copy")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        wrong += [line for found in pool.map(failures, (made, copy), (rest, shown)) for line in found]
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    took = f"{time.monotonic() - began:.0f} s"
    sys.stdout.write(f"{len(every) + 4} command lines, every example among them: {len(wrong)} failed; {took}.\n")
    return bool(wrong)


def examples() -> list[str]:
    """Every example in the help of a command, a question or a drawing, once each."""
    return list(dict.fromkeys(line for text in _helps() for line in _said(text)))


def failures(folder: Path, lines: list[str]) -> list[str]:
    """Of these command lines, run in the folder, those that did not end with 0, each with what it said."""
    with contextlib.chdir(folder):
        return [wrong for line in lines if (wrong := serving() if line == SERVE else failure(line))]


def failure(line: str) -> str:
    """What is wrong with a command line: nothing where it ended with 0."""
    result = CliRunner().invoke(cli, shlex.split(line)[1:])
    return f"{line}\n  {result.exit_code}: {result.output.strip()} {result.exception!r}" if result.exit_code else ""


def serving() -> str:
    """What is wrong with `linkwork serve`: nothing where its page has the place's name."""
    visitor = build_opener(HTTPCookieProcessor())
    command = [sys.executable, "-I", "-m", "linkwork", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as it:
        said = it.stdout.readline() if it.stdout else ""
        try:
            with visitor.open(said.split()[-1], timeout=PATIENCE) as page:
                return "" if b"Millbrook" in page.read() else f"{SERVE}: its page is not the atlas of Millbrook"
        except (OSError, ValueError, IndexError) as error:
            return f"{SERVE}: {said} {error}"
        finally:
            it.terminate()


def _helps() -> Iterator[str]:
    context = click.Context(cli, info_name="linkwork")
    for name in (name for names in CHAPTERS.values() for name in names):
        _, command, _ = cli.resolve_command(context, [name])
        if command is not None:
            yield command.help or ""
            yield from _of_a_group(command, click.Context(command, context, name))


def _of_a_group(command: click.Command, context: click.Context) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            within = command.get_command(context, name)
            yield (within.help or "") if within else ""


def _said(text: str) -> Iterator[str]:
    for line in EXAMPLE.findall(text):
        yield " ".join(line.split())


def _write(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
