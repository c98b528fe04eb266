"""What must be found in Millbrook, worked out from its plan without Linkwork.

`EXPECTED[id]` is the answer to a question, "O2" say; `EXPECTED["found_under"]` names those of other questions.
"""

import json
from typing import Any

from linkwork.data import place

FOLDER = place("millbrook").folder
FILES = (FOLDER / "expected.json", *sorted((FOLDER / "expected").glob("*.json")))
EXPECTED: dict[str, Any] = {}
for file in FILES:
    EXPECTED |= json.loads(file.read_text(encoding="utf-8"))
