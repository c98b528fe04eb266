// title: Who provides which service
// read: One row for each live link by which a body provides a live service.
// order: id
// row id: the link
// row provider_id: the body
// row provider: what people call it
// row sector: the part of the system it belongs to
// row service_id: the service
MATCH (p:Organisation)-[r:PROVIDES]->(s:Service) WHERE p.live AND r.live AND s.live
RETURN r.id AS id, p.id AS provider_id, p.name AS provider, p.sector AS sector, s.id AS service_id
