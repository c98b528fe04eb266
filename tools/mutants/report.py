"""What is said of the mutants that were tried: a table of the modules, and each that survived as a diff."""

from collections import Counter
from collections.abc import Sequence

from tools.mutants.tried import BROKEN, KILLED, SURVIVED, Tried


def page(tried: Sequence[Tried], seed: int) -> str:
    """A page of plain text. The share is of those that could be imported: a module that does not is no test's merit."""
    counts = Counter((one.mutant.module, one.outcome) for one in tried)
    modules = sorted({one.mutant.module for one in tried})
    rows = [_row(name, *(counts[name, outcome] for outcome in (KILLED, SURVIVED, BROKEN))) for name in modules]
    total = Counter(one.outcome for one in tried)
    survivors = [one.mutant.diff() for one in tried if one.outcome == SURVIVED]
    lines = [
        f"{len(tried)} mutants of the measures, seed {seed}. Broken: the tests could not import it; not in the share.",
        "",
        f"{'module':<14}{'tried':>8}{'killed':>8}{'survived':>10}{'broken':>8}{'share':>8}",
        *rows,
        _row("all", total[KILLED], total[SURVIVED], total[BROKEN]),
        "",
        "Survived:" if survivors else "None survived.",
        *survivors,
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, killed: int, survived: int, broken: int) -> str:
    share = f"{100 * killed / (killed + survived):.0f} %" if killed + survived else "-"
    return f"{name:<14}{killed + survived + broken:>8}{killed:>8}{survived:>10}{broken:>8}{share:>8}"
