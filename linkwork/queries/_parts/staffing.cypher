// title: Roles that staff services
// read: One row for each live link from a service to a role that staffs it.
// order: id
// row id: the link
// row service_id: the service
// row role_id: the role
// row role: what people call the role
MATCH (s:Service)-[w:STAFFED_BY]->(x:Role) WHERE s.live AND w.live AND x.live
RETURN w.id AS id, s.id AS service_id, x.id AS role_id, x.name AS role
