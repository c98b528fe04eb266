// title: Which offer covers which area
// read: One row for each live link from a live offer to a live area, as it was stated.
// order: id
// row id: the link
// row offer_id: the offer
// row area_id: the area
MATCH (o:Offer)-[c:COVERS]->(a:Area) WHERE o.live AND c.live AND a.live
RETURN c.id AS id, o.id AS offer_id, a.id AS area_id
