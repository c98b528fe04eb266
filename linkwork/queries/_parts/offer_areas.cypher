// title: Which offers cover which area
// read: One row for each live area that live offers cover, with the live links that say so, as they were stated.
// order: area_id
// row area_id: the area
// row links: the links that say so
// row offers: the offer of each link, in the same order
MATCH (o:Offer)-[c:COVERS]->(a:Area) WHERE o.live AND c.live AND a.live
RETURN a.id AS area_id, collect(c.id) AS links, collect(o.id) AS offers
