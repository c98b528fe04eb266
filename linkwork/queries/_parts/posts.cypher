// title: Posts
// read: One row for each live post, with its role and the service it is in, where they are known.
// order: id, role_id, service_id
// row id: the post
// row post: what people call it
// row fte: full-time equivalents
// row vacant_since: the day it fell vacant
// row role_id: its role
// row service_id: the service it is a post in
// row evidence: the post and the links that say so
MATCH (p:Post) WHERE p.live
OPTIONAL MATCH (p)-[o:OF_ROLE]->(x:Role) WHERE o.live AND x.live
OPTIONAL MATCH (p)-[i:IN_SERVICE]->(s:Service) WHERE i.live AND s.live
RETURN p.id AS id, p.name AS post, p.fte AS fte, p.vacant_since AS vacant_since, x.id AS role_id, s.id AS service_id,
  [p.id, o.id, i.id] AS evidence
