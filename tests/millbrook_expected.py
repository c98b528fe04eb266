"""What must be found in Millbrook, worked out from its plan without Linkwork.

`EXPECTED[id]` is the answer to a question, "O2" say; `EXPECTED["found_under"]` names those of other questions.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from linkwork.data import place
from tests.commands.steps import run

Answer = dict[str, Any]
Ask = Callable[..., Answer]
FOLDER = place("millbrook").folder
FILES = (FOLDER / "expected.json", *sorted((FOLDER / "expected").glob("*.json")))
EXPECTED: dict[str, Any] = {}
for file in FILES:
    EXPECTED |= json.loads(file.read_text(encoding="utf-8"))


def asking(project: Path) -> Ask:
    """Asks this project a question on the command line, with all its rows, and gives the whole answer."""

    def asked(question: str, *given: str) -> Answer:
        words = ("ask", question, *given, "--limit", "10000", "--format", "json", "--project", project)
        answer: Answer = json.loads(run(*words).output)
        return answer

    return asked
