"""The country to measure on: the same every time, fit to be kept, of the size that was asked for."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.england import NEEDS, SERVICES_IN_A_BOROUGH, WARDS_IN_A_BOROUGH, england
from benchmarks.projects import changed, keep_round, loaded
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore

NOWHERE = Path("nowhere.xlsx")


def counted(nodes):
    """Rows by kind."""
    counts = Counter()
    for table in england(nodes, networks=NOWHERE):
        counts[table.kind] += table.rows.height
    return counts


def test_the_same_size_and_seed_give_the_same_country_and_another_seed_another():
    first, again, other = (england(1000, seed, NOWHERE) for seed in (1, 1, 2))
    assert [table.kind for table in first] == [table.kind for table in again]
    assert all(a.rows.equals(b.rows) for a, b in zip(first, again, strict=True))
    assert not all(a.rows.equals(b.rows) for a, b in zip(first, other, strict=True))


def test_it_has_about_the_nodes_that_were_asked_for_and_eight_times_as_many_links():
    tables = england(20_000, networks=NOWHERE)
    links = sum(table.rows.height for table in tables if "from_id" in table.rows.columns)
    nodes = sum(table.rows.height for table in tables) - links
    assert 0.95 < nodes / 20_000 < 1.05
    assert 7 < links / nodes < 9


@pytest.mark.parametrize("boroughs", [1, 4])
def test_a_borough_stays_a_borough_however_many_there_are(boroughs):
    counts = counted(10 * SERVICES_IN_A_BOROUGH * boroughs)
    assert counts["Service"] == SERVICES_IN_A_BOROUGH * boroughs
    assert counts["Area"] == (WARDS_IN_A_BOROUGH + 1) * boroughs
    assert counts["HAS_DEMAND"] == WARDS_IN_A_BOROUGH * NEEDS * boroughs


def test_it_is_kept_as_a_round_without_a_loose_end(tmp_path):
    store = RoundStore(tmp_path)
    keep_round(store, england(1000, networks=NOWHERE))
    assert fold(store.folded(), store.schema).loose() == 0


def test_the_published_networks_are_in_it_where_they_are_there(shared):
    tables = england(5000, networks=shared / "data" / "ods" / "ePCN_2023-02.xlsx")
    codes = {id_ for table in tables if table.kind == "Organisation" for id_ in table.rows["id"]}
    assert "org-ods-u00070" in codes


def test_a_year_later_some_of_it_has_changed(tmp_path):
    opened = loaded(tmp_path / "england", 1000)
    earlier, later = opened.store().folded()
    before, after = (
        {table.kind: table.rows.height for table in round_.tables_of({"MEETS", "COVERS"})}
        for round_ in (earlier, later)
    )
    assert before["COVERS"] == after["COVERS"]
    assert 0.9 * before["MEETS"] < after["MEETS"] < before["MEETS"]


def test_nothing_changes_where_no_share_does():
    tables = england(1000, networks=NOWHERE)
    assert all(a.rows.equals(b.rows) for a, b in zip(tables, changed(tables, 0.0), strict=True))
