"""Where things stood in the pictures of a project, kept in it so that the next picture can be laid beside the last.

`places.json` in the project folder: an id a line. Delete it, and the next picture is laid out afresh. People have no
lines in it.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from linkwork.disk import replaced
from linkwork.graph.personal import is_personal

Point = tuple[float, float]
FILE = "places.json"


class Places:
    """The places kept in one project. Where there is no project, or it cannot be written, nothing is kept."""

    def __init__(self, project: Path | None) -> None:
        self.file = project / FILE if project else None

    def known(self) -> dict[str, Point]:
        """The place of every id that was on a map, in drawing units; empty if there was none.

        A file that is not what was written is as good as none: nothing but the look of a picture hangs on it.
        """
        if self.file is None:
            return {}
        try:
            said = json.loads(self.file.read_text(encoding="utf-8"))
            return {str(id_): (float(x), float(y)) for id_, (x, y) in said.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def keep(self, places: Mapping[str, Point]) -> None:
        """From now on these are the places of those ids; those of others stay as they were."""
        known = self.known()
        kept = {**known, **{id_: point for id_, point in places.items() if not is_personal(id_)}}
        if self.file is None or kept == known:
            return
        lines = (f"{json.dumps(id_)}: [{x}, {y}]" for id_, (x, y) in sorted(kept.items()))
        with suppress(OSError):  # a project that can only be read, or has no room, can be drawn all the same
            replaced(self.file, ("{\n" + ",\n".join(lines) + "\n}\n").encode())
