// title: Who pays for which service
// read: One row for each live link by which a body or a fund pays for a live service.
// order: id
// row id: the link
// row funder_id: the body or the fund
// row service_id: the service
MATCH (f:Organisation|Fund)-[r:FUNDS]->(s:Service) WHERE f.live AND r.live AND s.live
RETURN r.id AS id, f.id AS funder_id, s.id AS service_id
