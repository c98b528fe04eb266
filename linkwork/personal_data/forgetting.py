"""Taking people out of a project's files beside the rounds, and the note of an erasure that is under way.

What is to go is written down first, in `.forgetting.json`: an erasure that was killed is finished by the same command
again. That file is removed when the search has proved that nothing is left, and nothing else reads it.
"""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType

from linkwork.disk import UNFINISHED, begun_for, is_left, replaced, sync
from linkwork.errors import LinkworkError
from linkwork.graph.decisions import FILE as DECISIONS
from linkwork.graph.decisions import Decisions, read_decisions, write_decisions
from linkwork.graph.engine import Engine
from linkwork.graph.lock import LOCK
from linkwork.graph.names_list import FILE as NAMES
from linkwork.graph.traces import Traces
from linkwork.personal_data.rows import without_rows
from linkwork.personal_data.searching import UNREADABLE
from linkwork.personal_data.written import FILE as WRITTEN
from linkwork.personal_data.written import WORKBOOK, changing, read_written, write_written
from linkwork.zipped import zipped

UNDER_WAY = ".forgetting.json"
#: Its list of what is to stand for a value, beside the lists of values.
STANDS = "stands"
#: What a proof does not look through: the note of what is looked for, and a lock that is always empty.
NOT_SEARCHED = (UNDER_WAY, LOCK)
#: Folders that Linkwork fills by itself.
FOLDERS = ("answers", "fetched")
TEXTS = (".csv", ".tsv", ".json", ".jsonl", ".txt", ".md", ".svg", ".graphml", ".gexf", ".xml", ".html")
PACKED = (".xlsx", ".docx", ".pptx", ".zip")
#: A page whose script is told by its hash does not run once a word of it is changed.
HASHED = b"'sha256-"


def begin(folder: Path, traces: Traces, stands: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write down what is to go and what is to stand for it, so that the same command can finish what is broken off."""
    said = {one.name: sorted(getattr(traces, one.name)) for one in fields(Traces)} | {STANDS: dict(stands)}
    try:
        replaced(folder / UNDER_WAY, json.dumps(said).encode())
    except OSError as error:
        raise LinkworkError(f"{folder} cannot be written to: {error.strerror}. Nothing was changed.") from error


def broken_off(folder: Path) -> Traces:
    """What an erasure that was broken off was to take out; nothing where there is none."""
    return _under_way(folder)[0]


def stands_broken_off(folder: Path) -> dict[str, str]:
    """What an erasure that was broken off was to put for values that tell links apart; nothing where there is none."""
    return _under_way(folder)[1]


def _under_way(folder: Path) -> tuple[Traces, dict[str, str]]:
    try:
        said = json.loads((folder / UNDER_WAY).read_text(encoding="utf-8"))
        traces = Traces(*(frozenset(map(str, said[one.name])) for one in fields(Traces)))
        return traces, {str(value): str(stand) for value, stand in said.get(STANDS, {}).items()}
    except FileNotFoundError:
        return Traces(), {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LinkworkError(f"{folder / UNDER_WAY} cannot be read. Nothing was changed. Delete that file.") from error


def finished(folder: Path) -> None:
    """Nothing is under way any more."""
    (folder / UNDER_WAY).unlink(missing_ok=True)
    sync(folder)


def clean(folder: Path, traces: Traces) -> list[str]:
    """Take the people out of what Linkwork wrote beside the rounds; the files that were changed.

    A file that cannot be changed is left to the search, which finds it again.
    """
    _clear_begun(folder)
    changed = [DECISIONS] if _clean_decisions(folder, traces) else []
    changed += [WRITTEN] if _clean_written(folder, traces) else []
    changed += [NAMES] if _clean_names(folder / NAMES, traces) else []
    for path in _ours(folder):
        try:
            if _clean_file(path, traces, folder / "answers"):
                changed.append(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path))
        except UNREADABLE:
            continue
    return changed


def _clear_begun(folder: Path) -> None:
    """Take away what commands that were killed had begun to write in the project, or in place of a noted file.

    Raises LinkworkError where something cannot be taken away. What somebody is writing at this moment stays.
    """
    noted = [one.path(folder) for one in read_written(folder)]
    try:
        begun = [*folder.glob(f"{UNFINISHED}*")]
        begun += [rest for path in noted if path.parent.is_dir() for rest in begun_for(path)]
        for rest in filter(is_left, dict.fromkeys(begun)):
            shutil.rmtree(rest) if rest.is_dir() else rest.unlink(missing_ok=True)
    except OSError as error:
        raise LinkworkError(
            f"{error.filename} is left of a command that was killed, and cannot be removed: {error.strerror}. "
            "The rounds are done. Remove it, and run the same command again."
        ) from error


def _ours(folder: Path) -> Iterator[Path]:
    """The files that Linkwork wrote and that are still there, each once, within the project or not."""
    noted = [one.path(folder) for one in read_written(folder)]
    inside = (path for name in FOLDERS for path in sorted((folder / name).rglob("*")))
    for path in dict.fromkeys((*inside, folder / WORKBOOK, *noted)):
        if path.is_file():
            yield path


def _clean_decisions(folder: Path, traces: Traces) -> bool:
    """Decisions about the people go, and in reasons and names of deciders the values; whether there were any."""
    before = read_decisions(folder)
    kept = [one for one in before.every if not traces.ids & {one.subject, one.other}]
    out = traces.taken_out
    said = tuple(replace(one, reason=out(one.reason), decided_by=out(one.decided_by)) for one in kept)
    if said != before.every:
        write_decisions(folder, Decisions(said))
    return said != before.every


def _clean_written(folder: Path, traces: Traces) -> bool:
    """Files that are gone, and whose names tell who they are, go from the list of them; whether there were any."""
    with changing(folder):
        before = read_written(folder)
        kept = tuple(one for one in before if one.path(folder).exists() or traces.taken_out(one.file) == one.file)
        if kept != before:
            write_written(folder, kept)
    return kept != before


def _clean_names(path: Path, traces: Traces) -> bool:
    """Lines of the list of names that tell who they are go; whether there were any that could be read."""
    try:
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error):
        return False
    kept = [line for line in lines if not any(traces.taken_out(cell) != cell for cell in line)]
    if len(kept) < len(lines):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(kept)
        replaced(path, out.getvalue().encode())
    return len(kept) < len(lines)


def _clean_file(path: Path, traces: Traces, answers: Path) -> bool:
    """Take the values out of a file of a sort that this can be done to; whether there were any."""
    ending = path.suffix.lower()
    if ending not in (*TEXTS, *PACKED):
        return False
    before = path.read_bytes()
    shorter = without_rows(before, ending, traces)
    after = _cleaned_parts(shorter, traces) if ending in PACKED else traces.taken_out_of(shorter)
    if after == before:
        return False
    if HASHED in before and ending == ".html":
        if not path.is_relative_to(answers):
            return False
        path.unlink()
        return True
    replaced(path, after)
    return True


def _cleaned_parts(packed: bytes, traces: Traces) -> bytes:
    """The packed file with the values taken out of its parts; the same bytes where there are none."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = {name: traces.taken_out_of(content) for name, content in parts.items()}
    return packed if said == parts else zipped(said)


def outside(folder: Path) -> tuple[Sequence[Path], Sequence[str]]:
    """Of the files that Linkwork wrote outside the project: those that are still there, and those that are not."""
    home = folder.resolve()
    noted = [one.path(folder) for one in read_written(folder) if not one.path(folder).resolve().is_relative_to(home)]
    return [path for path in noted if path.is_file()], [str(path) for path in noted if not path.is_file()]


def search_graph(engine: Engine, traces: Traces) -> tuple[int, list[str]]:
    """How many nodes and links of the graph were looked through, and the ids of those in which something was found."""
    nodes = engine.read("MATCH (n) WHERE n.live IS NOT NULL RETURN properties(n) AS p")
    links = engine.read("MATCH (a)-[r]->(b) WHERE r.live IS NOT NULL RETURN properties(r) AS p")
    found = [str(row["p"].get("id")) for row in (*nodes, *links) if _says(row["p"], traces)]
    marker = engine.marker() or {}
    found += ["what the graph says of itself"] if _says(marker, traces) else []
    return len(nodes) + len(links), [traces.taken_out(one) for one in found]


def _says(facts: object, traces: Traces) -> bool:
    return traces.text.search(json.dumps(facts, ensure_ascii=False, default=str)) is not None
