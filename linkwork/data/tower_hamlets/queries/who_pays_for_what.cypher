// id: T2
// title: Who pays for which service
// question: Which body pays for which service, and which kind of worker gives it?
// read: Every row is one body that is said to fund one service.
// caveat: To fund a service is not to provide it or to employ its workers; where those are not said, they are not known.
// needs data: FUNDS (funding links)
// column funder: the body that pays
// column service: the service it pays for
// column roles: the kinds of worker that give it
// column providers: who provides it, where that is known
// column funder_id (Organisation): the body
// column service_id (Service): the service
MATCH (f:Organisation)-[pays:FUNDS]->(s:Service) WHERE f.live AND pays.live AND s.live
OPTIONAL MATCH (s)-[staff:STAFFED_BY]->(w:Role) WHERE staff.live AND w.live
WITH f, pays, s, w ORDER BY w.name, w.id
WITH f, pays, s, collect(DISTINCT w.name) AS roles
OPTIONAL MATCH (o:Organisation)-[gives:PROVIDES]->(s) WHERE o.live AND gives.live
WITH f, pays, s, roles, o ORDER BY o.name, o.id
WITH f, pays, s, roles, collect(DISTINCT o.name) AS providers
RETURN f.name AS funder, s.name AS service, roles, providers, f.id AS funder_id, s.id AS service_id,
  [pays.id] AS evidence
ORDER BY service, funder, service_id, funder_id
