"""`python -m tools.duplicates SHARED_DATA_FOLDER` prints precision and recall and writes docs/duplicates.md."""

import sys
from pathlib import Path

from tools.duplicates.page import page
from tools.duplicates.pairs import known_pairs

PAGE = Path(__file__).parents[2] / "docs" / "duplicates.md"

if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "ods").is_dir():
        sys.exit("Name the folder that holds ods/, charities/ and grants/. Nothing was written.")
    shown, whole = page(list(known_pairs(Path(sys.argv[1]))))
    PAGE.write_text(whole, encoding="utf-8")
    sys.stdout.write(shown)
