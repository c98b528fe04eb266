"""`python -m tools.mutants SAMPLE SEED REPORT` tries that many mutants, drawn with the seed; 0 is all there are."""

import sys
import tempfile
from pathlib import Path

from tools.mutants.belongs import TESTS, file_of
from tools.mutants.made import drawn
from tools.mutants.report import page
from tools.mutants.tried import Tried, Trying

ROOT = Path(__file__).parents[2]


def main(sample: int, seed: int, report: Path) -> str:
    """The page of all that was tried. The file has it after every mutant: a run cut short leaves what it had."""
    texts = {name: (ROOT / file_of(name)).read_text(encoding="utf-8") for name in TESTS}
    tried: list[Tried] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trying = Trying(ROOT, Path(folder))
        for mutant in drawn(texts, sample, seed):
            tried.append(trying.one(mutant))
            sys.stderr.write(f"{len(tried)}. {mutant.module}, {mutant.operator}: {tried[-1].outcome}\n")
            report.write_text(page(tried, seed), encoding="utf-8")
    return page(tried, seed)


if __name__ == "__main__":
    if len(sys.argv) != 4 or not all(word.isdecimal() for word in sys.argv[1:3]):
        sys.exit("Say how many mutants (0 is all), the seed, and the file for the report. Nothing was tried.")
    sys.stdout.write(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
