"""`python -m tools.supply audit` looks up weaknesses, `sbom` writes bill and licences, `keep` keeps the figures."""

import sys

from tools.reliability.kept import Part, keep
from tools.supply import audit, bill
from tools.supply.locked import locked

LOCKS = ("run.txt", "dev.txt", "mutants.txt", "drawing.txt", "neomodel.txt", "fuzz.txt", "supply.txt", "docs.txt")


def main(words: list[str]) -> bool:
    """Whether it went as it should; `keep` keeps the figures for docs/reliability.md."""
    if words[:1] == ["sbom"]:
        bill.write(bill.made())
        return True
    if words[:1] == ["keep"]:
        keep(part(audit.audited("run.txt")))
        return True
    return audit.main()


def part(found: audit.Audit) -> Part:
    """The part of docs/reliability.md on what is installed."""
    rows = []
    for file in LOCKS:
        packages = locked(file)
        hashes = sum(len(one.hashes) for one in packages)
        bare = sum(not one.hashes for one in packages)
        rows.append([f"`requirements/{file}`", f"{len(packages):,}", f"{hashes:,}", f"{bare:,}"])
    weak = f"{found.looked_up:,} looked up, {len(found.weak):,} weak"
    skipped = f"; skipped: {found.skipped}" if found.skipped else ""
    notes = (
        "Every installation is by `pip --require-hashes`; a test reads the Makefile and the lock files.",
        f"The audit (`make audit`) of requirements/run.txt: {weak}{skipped}.",
        "Licences and the bill of materials: [licences.md](licences.md), [sbom.cdx.json](sbom.cdx.json) (`make sbom`).",
    )
    columns = ("lock file", "packages", "hashes", "packages without")
    return Part("supply", "What is installed", "make supply", columns, rows, notes)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
