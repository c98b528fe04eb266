"""Expected values are those of the oracles' referral network, and of three networks that others measured."""

import csv
import json
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwork.graph.engine import open_engine
from linkwork.graph.measures.network import (
    Brokerage,
    Stability,
    Ties,
    betweenness,
    bridges,
    brokerage,
    components,
    constraint,
    cores,
    cut_points,
    degree_centralisation,
    density,
    effective_size,
    loops,
    network,
    reciprocity,
    stability,
    ties,
)
from linkwork.graph.records import link_id
from linkwork.graph.schema import SCHEMA
from tests.queries.town import Town

#: Who sends people to whom. A referral ends in a service, so the surgery, the ward and whoever comes of themselves are
#: organisations here: `org-self` stands for the open door of the community navigators (access: self).
GP, WARD, SELF = "org-gp", "org-ward", "org-self"
SPLW, CARE, MIND, COMM = "service-splw", "service-carenav", "service-mhconn", "service-commnav"
ADVICE, WALKS, LUNCH = "service-advice", "service-walks", "service-lunch"
LINKS = [
    (GP, SPLW),
    (GP, CARE),
    (SPLW, ADVICE),
    (SPLW, COMM),
    (COMM, SPLW),
    (CARE, MIND),
    (MIND, WALKS),
    (SPLW, WALKS),
    (SELF, COMM),
    (WARD, CARE),
    (COMM, LUNCH),
]
SECTOR = dict.fromkeys([GP, SPLW, CARE, MIND, WARD], "nhs") | dict.fromkeys([ADVICE, WALKS, LUNCH], "vcse")
SECTOR |= {COMM: "council", SELF: "public"}
TOWN = network(LINKS)


def four(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def test_density_centralisation_and_reciprocity_of_the_town() -> None:
    assert (len(TOWN.members), len(TOWN.links)) == (10, 11)
    assert four(density(TOWN)) == 0.1222
    assert four(degree_centralisation(TOWN)) == 0.2778
    assert four(reciprocity(TOWN)) == 0.1818


def test_loops_cut_points_and_bridges_of_the_town() -> None:
    assert loops(TOWN) == ((COMM, SPLW),)
    assert cut_points(TOWN) == (CARE, COMM, SPLW)
    assert bridges(TOWN) == ((SELF, COMM), (WARD, CARE), (ADVICE, SPLW), (COMM, LUNCH), (COMM, SPLW))
    assert [len(group) for group in components(TOWN)] == [10]


def test_constraint_effective_size_and_cores_of_the_town() -> None:
    assert [four(constraint(TOWN)[id_]) for id_ in (SPLW, CARE, COMM)] == [0.25, 0.3333, 0.3333]
    assert [four(effective_size(TOWN)[id_]) for id_ in (SPLW, CARE, COMM)] == [4, 3, 3]
    ring = dict.fromkeys([GP, SPLW, CARE, MIND, WALKS], 2)
    assert cores(TOWN) == ring | dict.fromkeys([WARD, SELF, COMM, ADVICE, LUNCH], 1)


def test_sectors_that_look_outward_in_the_town() -> None:
    assert ties(TOWN, SECTOR) == Ties(within=4, across=7, unknown=0)
    assert four(ties(TOWN, SECTOR).e_i) == 0.2727


def test_brokerage_in_the_town() -> None:
    assert {id_: roles for id_, roles in brokerage(TOWN, SECTOR).items() if roles.total} == {
        SPLW: Brokerage(representative=3, liaison=2),
        CARE: Brokerage(coordinator=2),
        COMM: Brokerage(liaison=3),
        MIND: Brokerage(representative=1),
    }


def test_stability_between_two_rounds_of_the_town() -> None:
    later = (set(LINKS) - {(MIND, WALKS), (COMM, LUNCH)}) | {(MIND, ADVICE), (WARD, SPLW), (CARE, ADVICE)}
    found = stability(TOWN, network(later, TOWN.members))
    assert found == Stability(kept=9, new=3, ended=2, left_out=0)
    assert four(found.share) == 0.6429


def test_links_with_someone_who_is_not_in_both_rounds_do_not_count_as_new_or_ended() -> None:
    before, after = network([("a", "b"), ("b", "gone")]), network([("a", "b"), ("b", "a"), ("a", "seen-first")])
    assert stability(before, after) == Stability(kept=1, new=1, ended=0, left_out=2)


def test_a_link_in_two_categories_counts_once_and_one_to_oneself_not_at_all() -> None:
    found = network([("a", "b"), ("a", "b"), ("c", "c")])
    assert (found.members, found.links) == (("a", "b", "c"), (("a", "b"),))


def test_triangle_repeats_itself_and_pair_of_strangers_does_not() -> None:
    assert constraint(network([("a", "b"), ("b", "c"), ("a", "c")]))["a"] == 1.125
    assert effective_size(network([("a", "b"), ("b", "c"), ("a", "c")]))["a"] == 1
    assert constraint(network([("a", "b"), ("a", "c")]))["a"] == 0.5
    assert effective_size(network([("a", "b"), ("a", "c")]))["a"] == 2


def test_each_role_of_a_broker_by_the_sectors_of_the_three() -> None:
    def role(a: str, b: str, c: str) -> Brokerage:
        return brokerage(network([("a", "b"), ("b", "c")]), {"a": a, "b": b, "c": c})["b"]

    assert role("nhs", "nhs", "nhs") == Brokerage(coordinator=1)
    assert role("vcse", "nhs", "nhs") == Brokerage(gatekeeper=1)
    assert role("nhs", "nhs", "vcse") == Brokerage(representative=1)
    assert role("vcse", "nhs", "vcse") == Brokerage(itinerant=1)
    assert role("vcse", "nhs", "council") == Brokerage(liaison=1)


def test_those_whose_sector_nobody_states_broker_nothing_and_are_counted_as_unknown() -> None:
    found = network([("a", "b"), ("b", "c"), ("b", "d")])
    assert brokerage(found, {"b": "nhs", "c": "nhs"}) == {"b": Brokerage(), "c": Brokerage()}
    assert ties(found, {"b": "nhs", "c": "nhs", "a": ""}) == Ties(within=1, across=0, unknown=2)


def test_what_cannot_be_worked_out_is_none() -> None:
    nobody, one, alone = network([]), network([], ["a"]), network([], ["a", "b", "c"])
    assert [density(nobody), density(one), density(alone)] == [None, None, 0]
    assert [degree_centralisation(nobody), degree_centralisation(one), degree_centralisation(alone)] == [None, None, 0]
    assert [reciprocity(nobody), reciprocity(alone), ties(alone, {}).e_i] == [None, None, None]
    assert [constraint(nobody), effective_size(nobody), cores(nobody), brokerage(nobody, {})] == [{}, {}, {}, {}]
    assert constraint(alone) == effective_size(alone) == {"a": None, "b": None, "c": None}
    assert [cut_points(nobody), bridges(nobody), loops(nobody), components(nobody)] == [(), (), (), ()]
    assert components(alone) == (("a",), ("b",), ("c",))
    assert cores(alone) == {"a": 0, "b": 0, "c": 0}
    assert stability(nobody, alone).share is None


def sent(engine) -> list[tuple[str, str]]:
    where = "WHERE a.live AND r.live AND b.live RETURN a.id AS sender, b.id AS receiver"
    return [(row["sender"], row["receiver"]) for row in engine.read(f"MATCH (a)-[r:REFERS_TO]->(b) {where}")]


def sectors(engine) -> dict[str, str]:
    """An organisation's own, a service's by who provides it; the open door is of no sector that the schema has."""
    own = engine.read("MATCH (o:Organisation) WHERE o.sector IS NOT NULL RETURN o.id AS id, o.sector AS sector")
    given = engine.read("MATCH (o:Organisation)-[p:PROVIDES]->(s:Service) RETURN s.id AS id, o.sector AS sector")
    return {row["id"]: row["sector"] for row in [*own, *given]} | {SELF: "public"}


def referral_town() -> Town:
    town = Town().add(GP, WARD, "org-trust", sector="nhs").add(SELF).add("org-council", sector="council")
    town.add("org-charity", sector="vcse").add(SPLW, CARE, MIND, COMM, ADVICE, WALKS, LUNCH)
    town.join("org-trust", "PROVIDES", SPLW, CARE, MIND).join("org-council", "PROVIDES", COMM)
    town.join("org-charity", "PROVIDES", ADVICE, WALKS, LUNCH)
    for sender, receiver in LINKS:
        town.join(sender, "REFERS_TO", receiver)
    # What must make no difference: one link in a second category, and one that is stale.
    town.join(GP, "REFERS_TO", SPLW, category="signpost")
    return town.join(LUNCH, "REFERS_TO", WALKS, live=False)


def test_the_measures_of_the_town_are_the_same_read_back_from_each_engine(address) -> None:
    with open_engine(address, writing=True) as engine:
        referral_town().write(engine)
        net, sector = network(sent(engine)), sectors(engine)
        whole = (density(net), degree_centralisation(net), reciprocity(net), ties(net, sector).e_i)
        assert [four(value) for value in whole] == [0.1222, 0.2778, 0.1818, 0.2727]
        assert loops(net) == ((COMM, SPLW),)
        assert (cut_points(net), len(bridges(net))) == ((CARE, COMM, SPLW), 5)
        assert [four(constraint(net)[id_]) for id_ in (SPLW, CARE, COMM)] == [0.25, 0.3333, 0.3333]
        assert [four(effective_size(net)[id_]) for id_ in (SPLW, CARE, COMM)] == [4, 3, 3]
        assert brokerage(net, sector)[SPLW] == Brokerage(representative=3, liaison=2)
        engine.remove_links(SCHEMA.link["REFERS_TO"], [link_id("REFERS_TO", COMM, SPLW, [None])])
        later = network(sent(engine), net.members)
        assert (loops(later), reciprocity(later)) == ((), 0)
        assert stability(net, later) == Stability(kept=10, new=0, ended=1, left_out=0)


IDS = [f"n{n}" for n in range(7)]
some_links = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=20)


@given(links=some_links)
def test_any_network_has_the_values_that_networkx_gives(links: list[tuple[str, str]]) -> None:
    net = network(links, IDS)
    directed = nx.DiGraph([(a, b) for a, b in links if a != b])
    directed.add_nodes_from(IDS)
    either = directed.to_undirected()
    assert density(net) == nx.density(directed)
    assert betweenness(net) == pytest.approx(nx.betweenness_centrality(directed, normalized=False))
    assert betweenness(net, directed=False) == pytest.approx(nx.betweenness_centrality(either, normalized=False))
    assert four(reciprocity(net)) == (four(nx.reciprocity(directed)) if directed.edges else None)
    assert cores(net) == nx.core_number(either)
    assert set(cut_points(net)) == set(nx.articulation_points(either))
    assert {frozenset(pair) for pair in bridges(net)} == {frozenset(pair) for pair in nx.bridges(either)}
    strong = {frozenset(group) for group in nx.strongly_connected_components(directed) if len(group) > 1}
    assert {frozenset(group) for group in loops(net)} == strong
    linked = [id_ for id_ in IDS if either.degree(id_)]
    for ours, theirs in (
        (constraint(net), nx.constraint(either, linked)),
        (effective_size(net), nx.effective_size(either, linked)),
    ):
        assert {id_: value for id_, value in ours.items() if value is not None} == pytest.approx(theirs)


@given(links=some_links, sector=st.dictionaries(st.sampled_from(IDS), st.sampled_from(["nhs", "vcse", "council"])))
def test_brokerage_is_what_walking_through_all_triples_gives(links, sector) -> None:
    net = network(links, IDS)
    counts = {id_: dict.fromkeys(Brokerage.__dataclass_fields__, 0) for id_ in sector}
    for a, b, c in permutations(IDS, 3):
        if {(a, b), (b, c)} <= set(net.links) and (a, c) not in net.links and {a, b, c} <= set(sector):
            counts[b][role_of(sector[a], sector[b], sector[c])] += 1
    assert brokerage(net, sector) == {id_: Brokerage(**roles) for id_, roles in counts.items()}


def role_of(a: str, b: str, c: str) -> str:
    if a == b:
        return "coordinator" if b == c else "representative"
    if b == c:
        return "gatekeeper"
    return "itinerant" if a == c else "liaison"


@pytest.mark.parametrize("name", ["TCnetworks_TCcnt", "TCnetworks_TCcoll", "emon_Cheyenne"])
def test_real_networks_have_the_figures_that_two_libraries_gave(shared, name) -> None:
    folder = shared / "data" / "networks"
    expected = json.loads((folder / "EXPECTED_networks.json").read_text(encoding="utf-8"))[name]
    with (folder / f"{name}_nodes.csv").open(encoding="utf-8") as file:
        names = {row["id"]: row["vertex.names"] for row in csv.DictReader(file)}
    with (folder / f"{name}_edges.csv").open(encoding="utf-8") as file:
        links = [(names[row["source"]], names[row["target"]]) for row in csv.DictReader(file)]
    net = network(links if expected["directed"] else [*links, *((b, a) for a, b in links)], names.values())
    assert len(net.members) == expected["nodes"]
    assert len(net.links) == expected["edges"] * (1 if expected["directed"] else 2)
    assert density(net) == pytest.approx(expected["density"])
    assert len(components(net)) == expected["components"]
    assert list(cut_points(net)) == expected["articulation_points"]
    degree = {id_: net.table.sum(axis=1)[n] + net.table.sum(axis=0)[n] for id_, n in net.place.items()}
    halved = degree if expected["directed"] else {id_: value / 2 for id_, value in degree.items()}
    assert [halved[id_] for id_, _ in expected["top_degree"]] == [value for _, value in expected["top_degree"]]
