"""Tables written as text: the first line is the headings, cells are parted by bars."""

Cells = dict[str, str]


def table(text: str) -> list[Cells]:
    """The lines of a table as cells by heading. Raises ValueError for a line with too few or too many cells."""
    head, *lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    names = _cells(head)
    found = []
    for line in lines:
        cells = _cells(line)
        if len(cells) != len(names):
            raise ValueError(f"{len(cells)} cells under {len(names)} headings: {line}")
        found.append(dict(zip(names, cells, strict=True)))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
