"""Shared parts are read by several plain queries; one query that finds everything at once gives the same rows."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries._catalogue import part
from linkwork.queries._heading import read
from linkwork.queries._lint import lint
from linkwork.queries._reading import Parts, read_parts

AT_ONCE = """
MATCH (s:Service) WHERE s.live
OPTIONAL MATCH (p:Organisation)-[r:PROVIDES]->(s) WHERE p.live AND r.live
WITH s, p, r ORDER BY p.name, p.id
WITH s, collect(p.id) AS provider_ids, collect(p.name) AS providers, collect(DISTINCT p.sector) AS sectors,
  collect(r.id) AS provided
OPTIONAL MATCH (s)-[h:HAS_OFFER]->(o:Offer) WHERE h.live AND o.live
OPTIONAL MATCH (o)-[m:MEETS]->(n:Need) WHERE m.live AND n.live
WITH s, h, o, provider_ids, providers, sectors, provided,
  collect(DISTINCT n.id) AS need_ids, collect(DISTINCT m.id) AS met
OPTIONAL MATCH (o)-[c:COVERS]->(a:Area) WHERE c.live AND a.live
WITH s, h, o, provider_ids, providers, sectors, provided, need_ids, met,
  collect(DISTINCT a.id) AS area_ids, collect(DISTINCT c.id) AS covered
OPTIONAL MATCH (o)-[f:FOR_AUDIENCE]->(g:Audience) WHERE f.live AND g.live
WITH s, h, o, provider_ids, providers, sectors, provided, need_ids, met, area_ids, covered,
  collect(DISTINCT CASE WHEN f.rule = 'exclude' THEN null ELSE g.id END) AS include_ids,
  collect(DISTINCT CASE WHEN f.rule = 'exclude' THEN g.id END) AS exclude_ids, collect(DISTINCT f.id) AS meant
RETURN s.id AS service_id, s.name AS service, o.id AS offer_id, o.name AS offer,
  coalesce(o.capacity, s.capacity) AS capacity, o.capacity AS offer_capacity, s.capacity AS service_capacity,
  s.referrals_month AS referrals_month, s.funded_until AS funded_until, provider_ids, providers, sectors,
  need_ids, area_ids, include_ids, exclude_ids,
  [s.id, h.id, o.id] + provided + met + covered + meant AS evidence
ORDER BY service_id, offer_id
"""
#: In whatever order an engine gathers them.
UNORDERED = ("need_ids", "area_ids", "include_ids", "exclude_ids", "evidence")


def sorted_lists(rows):
    return [row | {name: sorted(one for one in row[name] if one) for name in UNORDERED} for row in rows]


def test_the_part_offers_has_the_rows_of_one_query_in_their_order(towns):
    seen = 0
    for engine in towns:
        rows = read_parts(engine, ["offers"])["offers"]
        assert sorted_lists(rows) == sorted_lists(engine.read(AT_ONCE))
        seen += len(rows)
    assert seen > 50


def test_an_offer_has_what_was_stated_of_it_and_every_link_that_says_so(town):
    (cafe,) = (row for row in read_parts(town, ["offers"])["offers"] if row["offer"] == "Cafe")
    assert cafe == {
        "service_id": "service-cafe",
        "service": "Cafe",
        "offer_id": "offer-cafe",
        "offer": "Cafe",
        "capacity": None,
        "offer_capacity": None,
        "service_capacity": None,
        "referrals_month": None,
        "funded_until": None,
        "provider_ids": ["org-charity"],
        "providers": ["Charity"],
        "sectors": ["vcse"],
        "need_ids": ["need-isolation"],
        "area_ids": ["area-north"],
        "include_ids": [],
        "exclude_ids": ["audience-children"],
        "evidence": [
            "service-cafe",
            "HAS_OFFER|service-cafe|offer-cafe",
            "offer-cafe",
            "PROVIDES|org-charity|service-cafe",
            "MEETS|offer-cafe|need-isolation",
            "COVERS|offer-cafe|area-north",
            "FOR_AUDIENCE|offer-cafe|audience-children",
        ],
    }


def test_a_service_without_offers_has_a_row_without_one(town):
    (bare,) = (row for row in read_parts(town, ["offers"])["offers"] if row["service"] == "Bare")
    assert (bare["offer_id"], bare["need_ids"], bare["provider_ids"]) == (None, [], [])


class Counted:
    """An engine that keeps what it was asked."""

    def __init__(self, engine):
        self.engine, self.asked = engine, []

    def read(self, cypher):
        self.asked.append(cypher)
        return self.engine.read(cypher)


def test_a_part_that_two_others_use_is_read_once(town):
    counted = Counted(town)
    read_parts(counted, ["offers", "providing"])
    assert counted.asked.count(part("providing").cypher) == 1


def test_a_part_that_nobody_looks_at_is_not_read(town):
    counted = Counted(town)
    parts = Parts(counted, ["offers", "terms"])
    assert (list(parts), counted.asked) == (["offers", "terms"], [])
    assert parts["terms"] is parts["terms"]
    assert counted.asked == [part("terms").cypher]
    with pytest.raises(KeyError):
        parts["places"]


def test_the_part_services_has_every_live_service_with_who_provides_it(town):
    (cafe,) = (row for row in read_parts(town, ["services"])["services"] if row["service"] == "Cafe")
    assert cafe == {
        "service_id": "service-cafe",
        "service": "Cafe",
        "provider_ids": ["org-charity"],
        "providers": ["Charity"],
        "sectors": ["vcse"],
        "provided_ids": ["PROVIDES|org-charity|service-cafe"],
    }
    services = {row["service_id"] for row in read_parts(town, ["offers"])["offers"]}
    assert {row["service_id"] for row in read_parts(town, ["services"])["services"]} == services


def test_rows_are_in_the_order_of_the_heading_and_null_is_last(town, towns):
    for engine in towns:
        rows = [(row["service_id"], row["offer_id"] or "~") for row in read_parts(engine, ["offers"])["offers"]]
        assert rows == sorted(rows)
        demand = [(row["area_id"], row["need_id"], row["id"]) for row in read_parts(engine, ["demand"])["demand"]]
        assert demand == sorted(demand)
    assert any(row["offer_id"] is None for row in read_parts(town, ["offers"])["offers"])


PART = """\
// title: Services
// read: One row for each live service.
// order: name, id
// row id: the service
// row name: its name
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name
"""


def refused(tmp_path, old, new):
    (tmp_path / "services.cypher").write_text(PART.replace(old, new), encoding="utf-8")
    return [refusal.reason for refusal in lint(read(tmp_path / "services.cypher", SCHEMA, part=True), SCHEMA)]


def test_a_part_that_says_its_order_needs_none_in_its_query(tmp_path):
    assert refused(tmp_path, "", "") == []
    assert refused(tmp_path, "// order: name, id\n", "") == [
        "the rows are in no order: add ORDER BY, with a column of ids last"
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("AS name\n", "AS name ORDER BY name, id\n", "the heading says the order: leave ORDER out"),
        ("name, id", "size, id", "order: the query does not return size"),
        ("name, id", "id, name", "order: it ends in what may be alike in two rows: end in a column of ids"),
    ],
)
def test_an_order_that_would_not_hold_is_refused(tmp_path, old, new, reason):
    assert refused(tmp_path, old, new) == [reason]
