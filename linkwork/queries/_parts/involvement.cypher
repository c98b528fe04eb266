// title: Who provides, commissions, pays for and hosts services
// read: One row for each live link by which an organisation has to do with a live service.
// order: id
// row id: the link
// row body_id: the organisation
// row service_id: the service
// row tie: PROVIDES, COMMISSIONS, FUNDS or HOSTS
MATCH (o:Organisation)-[r:PROVIDES|COMMISSIONS|FUNDS|HOSTS]->(s:Service) WHERE o.live AND r.live AND s.live
RETURN r.id AS id, o.id AS body_id, s.id AS service_id, type(r) AS tie
