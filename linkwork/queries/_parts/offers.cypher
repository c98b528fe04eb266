// title: Live offers
// read: One row for each live offer of a live service; a service without one has a row whose offer_id is null.
// row service_id: the service
// row service: its name
// row offer_id: the offer
// row offer: its name
// row capacity: people the offer, else the service, can take on in a year
// row offer_capacity: people the offer says it can take on in a year
// row service_capacity: people the service says it can take on in a year
// row referrals_month: referrals the service receives in a month
// row funded_until: the day the service's present funding ends
// row provider_ids: who provides the service
// row providers: their names
// row sectors: their sectors
// row need_ids: the needs the offer meets, as they were stated
// row area_ids: the areas it covers, as they were stated
// row include_ids: the audiences it is for; empty means everyone
// row exclude_ids: the audiences it is not for
// row evidence: ids of everything the row rests on
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
