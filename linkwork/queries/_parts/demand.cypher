// title: People in need
// read: One row for each live figure of demand.
// order: area_id, need_id, id
// row id: the figure
// row area_id: where
// row need_id: for what
// row audience_id: for whom; null is everybody
// row people: how many
// row year: the year of the figure
// row method: how it was worked out
MATCH (a:Area)-[d:HAS_DEMAND]->(n:Need) WHERE a.live AND d.live AND n.live
RETURN d.id AS id, a.id AS area_id, n.id AS need_id, d.audience AS audience_id, d.people AS people, d.year AS year,
  d.method AS method
