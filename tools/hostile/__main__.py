"""`python -m tools.hostile [FOLDER]` plants nasty names, asks for every output and looks at each; FOLDER keeps them."""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.data import place
from tools.hostile.looked import wrong
from tools.hostile.names import NASTY, spoilt
from tools.hostile.outputs import SORTS, Output, Writing, every
from tools.hostile.pages import looked_at
from tools.reliability.kept import Part, keep
from tools.shell import set_aside

#: What each ending is looked at as.
AS = {
    ".txt": "a terminal",
    ".json": "JSON",
    ".jsonl": "JSON lines",
    ".csv": "a spreadsheet",
    ".md": "Markdown",
    ".xlsx": "a workbook, cell by cell",
    ".docx": "an Office file, part by part",
    ".pptx": "an Office file, part by part",
    ".html": "a page in Chromium, with everything on it opened",
    ".svg": "XML",
    ".graphml": "XML",
    ".gexf": "XML",
    ".zip": "tables in a zip",
    ".pdf": "a PDF",
    ".png": "an image: that it is there",
}


def main(folder: Path) -> bool:
    """Whether nothing was obeyed anywhere; the figures are kept."""
    project = folder / "project"
    _run("init", project, "--name", "<b>Town</b> =1+1")
    planted = 0
    for source in place("millbrook").sources:
        planted += spoilt(source.path, folder / source.path.name)
        _run("load", source.loader, folder / source.path.name, "--as-of", source.as_of, "--project", project, "--yes")
    outputs = [one for sort in SORTS for one in every(Writing(project, folder / sort), sort)]
    faults = [(one, said) for one in outputs for said in _wrong(one)]
    pages = [one.file for one in outputs if one.file.suffix == ".html"]
    by_file = {one.file: one for one in outputs}
    faults += [(by_file[page], said) for page, found in looked_at(pages) for said in found]
    for one, said in faults:
        sys.stderr.write(f"{' '.join(one.words)[:80]} ({one.file}): {said}\n")
    keep(part(outputs, faults, planted))
    return not faults


def _run(*words: object) -> None:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    if done.exit_code:
        raise SystemExit(done.output)


def _wrong(one: Output) -> list[str]:
    if one.broke:
        return [one.broke]
    try:
        return wrong(one.file, one.shown)
    except Exception as error:  # whatever a reader says of a file that it cannot read
        return [f"cannot be read: {type(error).__name__} {str(error)[:80]}"]


def part(outputs: Sequence[Output], faults: Sequence[tuple[Output, str]], planted: int) -> Part:
    """The part of docs/reliability.md that says in how many outputs nasty names were looked for, and what they did."""
    endings = Counter(one.file.suffix for one in outputs)
    bad = Counter(one.file.suffix for one, _ in faults)
    rows = [[f"`{ending}`", AS[ending], f"{endings[ending]:,}", f"{bad[ending]:,}"] for ending in AS if endings[ending]]
    title = f"Names that mean harm in {len(outputs):,} outputs: {len(faults)} times something was obeyed or broken"
    notes = (
        f"{planted:,} names and texts of the made-up borough of Millbrook begin with one of {len(NASTY)} nasty ones: "
        "Cypher, HTML, script, formulas, direction marks, marks without width, terminal escapes, markup of terminals "
        "and of Markdown, templates, paths, emoji, a long one; and web addresses are script.",
        "Every question in every format, every drawing and export in every ending, the pack, the atlas, what changed, "
        "the filled-in template, the workbook of errors, and what the commands say.",
        "In Chromium no dialog, no error, no request and no link that leads away or runs; nothing set what a name "
        "tries to set.",
        "Files that mean harm, such as zip bombs, are tried in `tests/loaders/test_hostile_files.py`.",
    )
    return Part("hostile", title, "make hostile", ("ending", "looked at as", "outputs", "faults"), rows, notes)


if __name__ == "__main__":
    set_aside()
    sys.exit(not main(Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="hostile-"))))
