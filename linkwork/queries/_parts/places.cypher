// title: Areas, with what they lie in
// read: One row for each live area.
// row id: the area
// row name: what people call it
// row level: region, borough, locality, ward or lsoa
// row population: residents
// row core20_share: share of its LSOAs in deprivation deciles 1 and 2
// row within_ids: the areas it lies in
MATCH (x:Area) WHERE x.live
OPTIONAL MATCH (x)-[w:WITHIN]->(up:Area) WHERE w.live AND up.live
WITH x, collect(DISTINCT up.id) AS within_ids
RETURN x.id AS id, x.name AS name, x.level AS level, x.population AS population, x.core20_share AS core20_share, within_ids
ORDER BY id
