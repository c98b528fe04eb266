// title: Needs and audiences, with what is broader and what means the same
// read: One row for each live need and audience.
// row kind: Need or Audience
// row id: the term
// row name: what people call it
// row broader_ids: terms that are broader
// row same_ids: terms that mean the same
MATCH (x:Need|Audience) WHERE x.live
OPTIONAL MATCH (x)-[b:BROADER]->(up:Need|Audience) WHERE b.live AND up.live
WITH x, collect(DISTINCT up.id) AS broader_ids
OPTIONAL MATCH (x)-[m:SAME_TERM]->(other:Need|Audience) WHERE m.live AND other.live
WITH x, broader_ids, collect(DISTINCT other.id) AS same_ids
RETURN CASE WHEN x:Need THEN 'Need' ELSE 'Audience' END AS kind, x.id AS id, x.name AS name, broader_ids, same_ids
ORDER BY kind, id
