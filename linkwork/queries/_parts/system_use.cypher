// title: Who uses which system
// read: One row for each live link that says how far a service or a body uses a digital system.
// order: id
// row id: the link
// row user_id: the service or body
// row platform_id: the system
// row platform: what people call it
// row state: live, trial, planned or none
// row since: the day it came into use
// row blocks: what stands in the way
MATCH (x:Service|Organisation)-[u:USES]->(p:Platform) WHERE x.live AND u.live AND p.live
RETURN u.id AS id, x.id AS user_id, p.id AS platform_id, p.name AS platform, u.state AS state, u.since AS since,
  u.blocks AS blocks
