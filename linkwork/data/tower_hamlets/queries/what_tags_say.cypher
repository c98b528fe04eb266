// id: T6
// title: Needs that charities' tags name
// question: Which needs do the tags of charities registered here name, and by how many charities?
// read: Every row is one need. A tag was given by readers of a charity's own description; the charity has not confirmed it.
// caveat: Where a charity works is not known: its registered postcode does not say. So none of this counts as a service in an area.
// needs data: MEETS (what offers meet)
// column need: the need, by the tag's name
// column charities: how many charities bear the tag
// column who: their names
// column need_id (Need): the need
MATCH (o:Organisation)-[gives:PROVIDES]->(s:Service)-[has:HAS_OFFER]->(x:Offer)-[meets:MEETS]->(n:Need)
WHERE o.live AND gives.live AND s.live AND has.live AND x.live AND meets.live AND n.live
  AND n.taxonomy = 'UK-CAT' AND s.scope = 'context' AND s.confidence = 'low'
WITH n, o, meets ORDER BY o.name, o.id
RETURN n.name AS need, count(DISTINCT o.id) AS charities, collect(DISTINCT o.name) AS who, n.id AS need_id,
  collect(DISTINCT meets.id) AS evidence
ORDER BY charities DESC, need, need_id
