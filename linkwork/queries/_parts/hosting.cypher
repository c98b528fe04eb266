// title: Who hosts what
// read: One row for each live link by which a body hosts a live post or a live service.
// row id: the link
// row host_id: the body
// row hosted_id: the post or the service
// row way: employer, line_management, clinical_supervision or premises
MATCH (b:Organisation)-[h:HOSTS]->(x:Post|Service) WHERE b.live AND h.live AND x.live
RETURN h.id AS id, b.id AS host_id, x.id AS hosted_id, h.category AS way
ORDER BY id
