// id: D1
// title: How complete each service record is
// question: How complete is each service record?
// read: Every row is one thing that a service's record should say; by default only those it does not say. Completeness
//   is the share of such things that the record does say. The least complete services stand first.
// caveat: Complete is not the same as right, or as up to date.
// caveat: An offer that names no audience counts as for everyone; it may be that nobody said.
// needs data: Service (services)
// nothing: Every service record says everything it should.
// uses: offers, terms, places, demand
// identity: service_id, field
// parameter show (missing | all, default missing): whether to list what is filled too
// parameter service (Service): only this service
// parameter provider (Organisation): only services of this organisation
// parameter sector (Organisation.sector): only services of this sector
// column service: the service
// column field: what the record should say
// column filled: whether it does
// column required: required, or expected
// column completeness: share of what this service's record should say that it does, 0 to 1
// column detail: what is missing, in words
// column service_id (Service): the service
// row service_id: the service
// row service: its name
// row filled: names of the properties it has
// row provider_ids: who provides it
// row sectors: their sectors
// row funder_ids: who pays for it
// row priority_ids: the priorities and policies it supports
// row unnamed: how many of those are lines whose names are not known
// row evidence: ids of everything the row rests on
MATCH (s:Service) WHERE s.live AND ($service = '' OR s.id = $service)
OPTIONAL MATCH (o:Organisation)-[p:PROVIDES]->(s) WHERE o.live AND p.live
WITH s, collect(DISTINCT o.id) AS provider_ids, collect(DISTINCT o.sector) AS sectors, collect(DISTINCT p.id) AS provided
WHERE ($provider = '' OR $provider IN provider_ids) AND ($sector = '' OR $sector IN sectors)
OPTIONAL MATCH (f:Organisation|Fund)-[m:FUNDS]->(s) WHERE f.live AND m.live
WITH s, provider_ids, sectors, provided, collect(DISTINCT f.id) AS funder_ids, collect(DISTINCT m.id) AS funded
OPTIONAL MATCH (s)-[l:ALIGNS_WITH]->(t:Priority|Policy) WHERE l.live AND t.live
WITH s, provider_ids, sectors, provided, funder_ids, funded, collect(DISTINCT t.id) AS priority_ids,
  collect(DISTINCT CASE WHEN t.placeholder THEN t.id END) AS placeholders, collect(DISTINCT l.id) AS aligned
RETURN s.id AS service_id, s.name AS service, keys(s) AS filled, provider_ids, sectors, funder_ids, priority_ids,
  size(placeholders) AS unnamed, [s.id] + provided + funded + aligned AS evidence
ORDER BY service_id
