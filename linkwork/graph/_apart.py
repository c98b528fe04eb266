"""One reading query in a process of its own, which can be ended whatever the query does.

The embedded engine runs in our process and has no way to stop a query that is under way; a process can be ended. Run as
`python -m linkwork.graph._apart FOLDER`, it opens the graph, says so with an empty line, takes the query and how many
rows are wanted as JSON, and gives {"rows", "whole"} or {"error"}.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.engine import Limits, Part, TookTooLong

ROOT = Path(__file__).parents[2]


def read_apart(folder: Path, cypher: str, limits: Limits) -> Part:
    """The first rows of a query over the embedded graph in a folder.

    Raises TookTooLong, with the query ended, if it takes longer than it may; the time counts from when the graph is
    open, and opening is waited for without end. What the other process could not do, also that it found no graph or a
    damaged one, is a plain LinkworkError. Values that JSON has not come back as text.
    """
    # -P and the path: the process brings in the same linkwork as this one, and nothing from the folder it stands in.
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "linkwork.graph._apart", str(folder.absolute())]
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path}
    ) as process:
        try:
            ready = process.stdout.readline() if process.stdout else b""
            asked = json.dumps({"cypher": cypher, "rows": limits.rows}).encode() if ready == b"\n" else None
            said = ready + process.communicate(asked, timeout=limits.seconds)[0]
        except subprocess.TimeoutExpired:
            raise TookTooLong(limits) from None
        finally:
            process.kill()
    return _part(said)


def _part(said: bytes) -> Part:
    try:
        answer = json.loads(said)
    except ValueError:
        raise GraphUnavailable(
            "The query ended without an answer; it may have needed more memory than there is."
        ) from None
    if "error" in answer:
        raise LinkworkError(answer["error"])
    return Part(answer["rows"], answer["whole"])


def main() -> None:
    """Answer the one query that comes in, and end."""
    from linkwork.graph.embedded import EmbeddedEngine

    try:
        with EmbeddedEngine(Path(sys.argv[1]), writing=False) as engine:
            sys.stdout.write("\n")
            sys.stdout.flush()
            asked = json.load(sys.stdin)
            rows = engine.first(asked["cypher"], asked["rows"] + 1)
            answer = {"rows": rows[: asked["rows"]], "whole": len(rows) <= asked["rows"]}
    except LinkworkError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    main()
