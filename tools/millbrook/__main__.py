"""`python -m tools.millbrook [FOLDER]` writes Millbrook's data anew."""

import sys
from pathlib import Path

from tools.millbrook.write import FOLDER, write

if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
