"""The figures in docs/duplicates.md are those of today's rules, and the real lists hold no pair that numbers forbid."""

import csv
import gzip
from pathlib import Path

import polars as pl

from linkwork.graph.duplicates import AT_LEAST, propose
from tools.duplicates.measure import Measured, figures, linkwork, measure
from tools.duplicates.pairs import Listed, Lists, known_pairs

PAGE = Path(__file__).parents[2] / "docs" / "duplicates.md"


def test_precision_and_recall_are_counted_as_they_are_said_to_be():
    names = {1: "Bow Clinic", 2: "Poplar Farm", 3: "Limehouse Hall", 5: "Mile End Hub"}
    left = [Listed(frozenset([f"number {n}"]), name, None) for n, name in names.items()]
    right = [Listed(one.numbers, one.name.upper() if n != 2 else "Renamed", None) for n, one in enumerate(left, 1)]
    held_out = [n for n, one in enumerate(left) if not one.tuning]
    lists = Lists("made", tuple(left), tuple(right))
    scored = [(n, n + 4, 0.9) for n in range(4)] + [(n, (n + 1) % 4 + 4, 0.75) for n in range(4)]
    assert 0 < len(held_out) < 4
    renamed = int(1 in held_out)
    assert figures(lists, scored, thresholds=(0.75, 0.8)) == [
        Measured(0.75, len(held_out), 2 * len(held_out), len(held_out), renamed, renamed),
        Measured(0.8, len(held_out), len(held_out), len(held_out), renamed, renamed),
    ]


def test_the_page_says_what_the_rules_do_with_the_pcns(shared):
    lists = next(one for one in known_pairs(shared / "data") if one.title.startswith("PCNs of"))
    codes = []
    for day in ("2022-05", "2023-02"):
        with gzip.open(shared / "data" / "ods" / f"epcn_{day}.csv.gz", "rt", encoding="utf-8") as file:
            codes.append({row["pcn_code"] for row in csv.DictReader(file)})
    both = [Listed(frozenset([code]), "", None) for code in codes[0] & codes[1]]
    measured, _ = measure(lists, linkwork)
    one = next(found for found in measured if found.threshold == AT_LEAST)
    assert one.there == sum(not listed.tuning for listed in both)
    assert one.precision > 0.99
    assert one.recall > 0.98
    assert f"| {one.there} | {one.proposed} | {one.right} | {one.precision:.3f} |" in PAGE.read_text(encoding="utf-8")


def test_no_two_practices_of_the_country_are_proposed_where_their_codes_are_known(shared):
    path = shared / "data" / "ods" / "epraccur_2024-01.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        rows = [(f"org-ods-{row[0]}", row[1], row[9], row[0]) for row in csv.reader(file)]
    assert len(rows) > 15_000
    frame = pl.DataFrame(rows, schema=["id", "name", "postcode", "ods_code"], orient="row")
    assert propose({"Organisation": frame}, at_least=0) == []
