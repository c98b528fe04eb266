// title: Who hosts posts and services
// read: One row for each live link by which a body employs, manages, supervises or houses a live post or service.
// order: body, id
// row id: the link
// row body_id: the organisation
// row body: what people call it
// row to_id: the post or the service
// row category: employer, line_management, clinical_supervision or premises; null where nobody says
MATCH (o:Organisation)-[h:HOSTS]->(x:Post|Service) WHERE o.live AND h.live AND x.live
RETURN h.id AS id, o.id AS body_id, o.name AS body, x.id AS to_id, h.category AS category
